"""JSON documents, whose fields are already told apart."""
