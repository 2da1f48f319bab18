"""Builds the vocabulary of skill names from curated names and the vacancies."""
