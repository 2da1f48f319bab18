"""The sandbox: documents are parsed in a confined child process, which a bad one may take with it."""
