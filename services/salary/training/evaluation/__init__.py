"""Evaluation: every recipe on the same rows, in one run."""
