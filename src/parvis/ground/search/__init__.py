"""Full-text search over what everybody may read, on SQLite (FTS5) and on PostgreSQL (tsvector).

`indexing.index` and `indexing.remove` are called by the actions of an app, in the transaction that saves;
`queries.search` makes a page of results, `queries.matching` a filter for a list.
"""
