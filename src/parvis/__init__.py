"""Parvis: a public body convenes, consults, commits itself, and discloses."""

__version__ = "0.1.0"
