"""Files and addresses that organisers bring in: what will happen row by row, then all or some of it."""
