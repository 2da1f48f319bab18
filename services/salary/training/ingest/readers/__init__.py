"""One module for each kind of source: its records as vacancies, word for word."""
