"""Forms of submissions: opening an edition, answering, submitting without an account."""
