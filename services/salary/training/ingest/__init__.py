"""Ingest: vacancies of any source as one kind of row: priced, checked against their text, filled, cleaned."""
