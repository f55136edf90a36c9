from parvis.commit.exchange.views.bringing import home
from parvis.commit.exchange.views.tables import mapping, refused, table

__all__ = ["home", "mapping", "refused", "table"]
