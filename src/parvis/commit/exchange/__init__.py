"""Plans brought in from a table or another platform, row by row; plans taken away in the formats of others."""
