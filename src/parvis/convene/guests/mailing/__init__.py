"""Messages of the organisers to a part of those who registered, each told once to each address."""
