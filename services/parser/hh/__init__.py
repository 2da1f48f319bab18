"""The hh.ru export."""
