"""The pages of submissions: contributors', the host's, and those of people without an account."""
