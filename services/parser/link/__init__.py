"""A link to a resume on hh.ru becomes a document."""
