"""Forms of organisers: each turns a content into fields and what was typed into a content."""
