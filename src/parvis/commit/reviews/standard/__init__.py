"""The scales that reviewers of open government have used, as rows: installed by a migration, never guessed from a page.

scales    the ordered answers, shared by versions that kept them
questions what a method is made of, and what several versions ask
irm       the versions of OGP's mechanism; versions: all the methods
install   writing them, without touching what is there
"""

from parvis.commit.reviews.standard.install import install_standard_methods

__all__ = ["install_standard_methods"]
