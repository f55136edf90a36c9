"""Pabulib `.pb` files, in and out."""

from .reader import read_pabulib, read_pabulib_text
from .writer import write_pabulib

__all__ = ["read_pabulib", "read_pabulib_text", "write_pabulib"]
