"""PDF: the words that a reader of the page sees, and where they stand."""
