"""How the parser reaches other machines: one request at a time, each within bounds."""
