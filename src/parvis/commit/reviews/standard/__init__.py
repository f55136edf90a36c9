"""The scales that reviewers of open government have used, as rows: installed by a migration, never guessed from a page.

scales    the ordered answers, shared by versions that kept them
versions  the methods, their versions and their indicators
install   writing them, without touching what is there
"""

from parvis.commit.reviews.standard.install import install_standard_methods

__all__ = ["install_standard_methods"]
