"""HTML: the text that a browser would show."""
