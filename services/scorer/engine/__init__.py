"""The engine server: vLLM with a large base model and our adapters. Runs in an image of its own, on a GPU."""
