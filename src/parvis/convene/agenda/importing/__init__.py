"""Documents of other sites, read by `civics.formats`, become events: once, without ever undoing what a person did."""
