"""Word documents: the text that a reader of the page sees."""
