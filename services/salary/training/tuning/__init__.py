"""Tuning: a resumable search for the parameters of the models."""
