"""A language model behind a setting: forms that it fills in, and what is asked once is never asked again."""
