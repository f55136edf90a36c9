"""Public identifiers: any object is named by (type code, UUID), and each app registers the types it owns.

Nothing below an app imports it: journal, links, follows and search go through this register to load objects,
know who may see them, and print their titles and addresses.
"""

from parvis.ground.identifiers.registry import Awaited, PublicType, Stop, clear, get, is_registered, register, types
from parvis.ground.identifiers.resolution import Ref, Resolved, ref_of, resolve

__all__ = [
    "Awaited",
    "PublicType",
    "Ref",
    "Resolved",
    "Stop",
    "clear",
    "get",
    "is_registered",
    "ref_of",
    "register",
    "resolve",
    "types",
]
