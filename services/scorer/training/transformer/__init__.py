"""Trains the confirmation model on a language model. Has its own environment: see requirements.txt."""
