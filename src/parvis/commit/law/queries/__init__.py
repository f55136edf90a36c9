"""What is read of laws: one function a page.

visibility   who sees which law
facts        measures with their articles, decrees, duties and evidence, and the state computed from them
laws         the list of laws and the page of a law
"""

from parvis.commit.law.queries.facts import Measure, measures_of
from parvis.commit.law.queries.laws import index_page, law_page
from parvis.commit.law.queries.visibility import laws_visible_to, published_laws

__all__ = ["Measure", "index_page", "law_page", "laws_visible_to", "measures_of", "published_laws"]
