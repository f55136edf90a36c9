"""Events offered to an open edition, and the answer that each of them gets."""
