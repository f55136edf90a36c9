"""Two charters: the one of 2018 as its sources tell it, and one of Ambrelle that is open to signature.

Of the first, only facts stand here, in our own words, each with its source; where sources differ, both are kept.
"""

from parvis.portal.demo.charters.ambrelle import write_ambrelle_charter
from parvis.portal.demo.charters.archive import write_archive_charter

__all__ = ["write_ambrelle_charter", "write_archive_charter"]
