"""Resumes of unknown layout, by general rules."""
