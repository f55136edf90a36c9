"""From a file to a plan: what it holds (`reading`), what would change (`foreseeing`), the change itself (`writing`)."""
