"""What the rules look up: titles, words, labels, dates."""
