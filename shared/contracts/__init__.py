"""What services say to each other: frozen, closed values. One file, one contract."""
