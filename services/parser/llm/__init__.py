"""A language model reads the sections that the rules can't, and is believed only what the text says."""
