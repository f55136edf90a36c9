"""The journal: every change of state, in the order it happened, with a public and a private part."""
