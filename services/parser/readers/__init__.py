"""Readers: bytes of one kind of document become words or lines."""
