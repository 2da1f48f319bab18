"""The report: data and errors as one page that a person can look through."""
