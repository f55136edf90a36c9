"""One module a format; each writer takes plain EventDocuments."""
