"""The greedy family: the best ranked project first, while the budget lasts; one rule a module."""
