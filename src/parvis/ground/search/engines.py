"""The two indexes behind one interface, and the migration operation that creates them.

SQLite        an FTS5 table over `search_document`, kept by triggers; accents removed, no stemming (a plural is tried)
PostgreSQL    a generated tsvector column, stemmed in the document's language after removing accents; the words are
              kept unstemmed beside it, so that the start of a word finds it whatever its stem
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DatabaseError

from parvis.ground.guards import Guard
from parvis.ground.search.words import EMPTY_WORDS, with_ligatures, with_number

TITLE_WEIGHT = 8.0
CONFIGURATIONS = {"fr": "french", "en": "english"}

FTS_TRIGGERS = {
    "guard_search_document_fts_insert": """
        CREATE TRIGGER guard_search_document_fts_insert AFTER INSERT ON search_document BEGIN
        INSERT INTO search_fts(rowid, title, body) VALUES (NEW.id, NEW.title, NEW.body); END""",
    "guard_search_document_fts_delete": """
        CREATE TRIGGER guard_search_document_fts_delete AFTER DELETE ON search_document BEGIN
        INSERT INTO search_fts(search_fts, rowid, title, body) VALUES ('delete', OLD.id, OLD.title, OLD.body); END""",
    "guard_search_document_fts_update": """
        CREATE TRIGGER guard_search_document_fts_update AFTER UPDATE OF id, title, body ON search_document BEGIN
        INSERT INTO search_fts(search_fts, rowid, title, body) VALUES ('delete', OLD.id, OLD.title, OLD.body);
        INSERT INTO search_fts(rowid, title, body) VALUES (NEW.id, NEW.title, NEW.body); END""",
}
FTS_TABLE = """
    CREATE VIRTUAL TABLE IF NOT EXISTS search_fts USING fts5(
        title, body, content='search_document', content_rowid='id', tokenize='unicode61 remove_diacritics 2',
        prefix='2 3'
    )"""

# Accents removed by PostgreSQL's own dictionary when the operator lets us create the extension…
FOLD_UNACCENT = """
    CREATE OR REPLACE FUNCTION parvis_fold(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
    $fold$ SELECT regexp_replace({schema}.unaccent('{schema}.unaccent'::regdictionary, lower($1)),
    '[^[:alnum:]]+', ' ', 'g') $fold$"""
# … and by a table of the letters of Latin languages when not (some hosted servers).
ACCENTED = "àáâãäåāăąçćčďèéêëēĕėęěğìíîïĩīĭįłñńňòóôõöōŏőøŕřśšşťţùúûüũūŭůűųýÿźżž"
PLAIN = "aaaaaaaaacccdeeeeeeeeegiiiiiiiilnnnooooooooorrsssttuuuuuuuuuuyyzzz"
FOLD_TRANSLATE = f"""
    CREATE OR REPLACE FUNCTION parvis_fold(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
    $fold$ SELECT regexp_replace(translate(replace(replace(lower($1), 'œ', 'oe'), 'æ', 'ae'),
    '{ACCENTED}', '{PLAIN}'), '[^[:alnum:]]+', ' ', 'g') $fold$"""
STEMMED = """setweight(to_tsvector('{configuration}'::regconfig, parvis_fold(title)), 'A') ||
    setweight(to_tsvector('{configuration}'::regconfig, parvis_fold(body)), 'D')"""
VECTOR = f"""
    ALTER TABLE search_document ADD COLUMN IF NOT EXISTS vector tsvector GENERATED ALWAYS AS (
        CASE language
            WHEN 'fr' THEN {STEMMED.format(configuration="french")}
            WHEN 'en' THEN {STEMMED.format(configuration="english")}
            ELSE ''::tsvector
        END || {STEMMED.format(configuration="simple")}
    ) STORED"""
VECTOR_INDEX = "CREATE INDEX IF NOT EXISTS guard_search_document_vector ON search_document USING gin (vector)"


class FullText(Guard):
    """The engine's own index over `search_document`; triggers on SQLite, a generated column on PostgreSQL."""

    table = "search_document"

    def names(self, vendor: str) -> tuple[str, ...]:
        return tuple(sorted(FTS_TRIGGERS)) if vendor == "sqlite" else ("guard_search_document_vector",)

    def install(self, connection: BaseDatabaseWrapper) -> list[str]:
        if connection.vendor == "sqlite":
            drop = [f"DROP TRIGGER IF EXISTS {name}" for name in FTS_TRIGGERS]
            return [FTS_TABLE, *drop, *FTS_TRIGGERS.values(), "INSERT INTO search_fts(search_fts) VALUES ('rebuild')"]
        return [fold_function(connection), VECTOR, VECTOR_INDEX]

    def lift(self, connection: BaseDatabaseWrapper) -> list[str]:
        if connection.vendor == "sqlite":
            return [*super().lift(connection), "DROP TABLE IF EXISTS search_fts"]
        return [
            "DROP INDEX IF EXISTS guard_search_document_vector",
            "ALTER TABLE search_document DROP COLUMN IF EXISTS vector",
            "DROP FUNCTION IF EXISTS parvis_fold(text)",
        ]

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [], {}


def fold_function(connection: BaseDatabaseWrapper) -> str:
    """The statement that creates `parvis_fold`, with the extension when it is there or may be created."""
    with connection.cursor() as cursor:
        try:
            with transaction.atomic(using=connection.alias):
                cursor.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
        except DatabaseError:
            return FOLD_TRANSLATE
        cursor.execute(
            "SELECT nspname FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace WHERE extname = 'unaccent'"
        )
        (schema,) = cursor.fetchone()
    return FOLD_UNACCENT.format(schema=connection.ops.quote_name(schema))


def fts_query(words: Sequence[str]) -> str:
    """The words as an FTS5 expression: all of them but the empty ones, the last by its beginning."""
    *before, last = words
    whole = [word for word in before if word not in EMPTY_WORDS]
    terms = [
        any_form(form for word in with_number(whole_word) for form in with_ligatures(word)) for whole_word in whole
    ]
    beginnings = [last, last[:-1]] if len(last) >= 4 and last.endswith(("s", "x")) else [last]
    terms.append(any_form((form for word in beginnings for form in with_ligatures(word)), prefix=" *"))
    return " AND ".join(terms)


def any_form(forms: Iterable[str], prefix: str = "") -> str:
    return "(" + " OR ".join(f'"{form}"{prefix}' for form in forms) + ")"


def ts_query(words: Sequence[str], language: str) -> tuple[str, list[str]]:
    """The words as a tsquery and its parameters: all of them, the last by its beginning, stop words left out."""
    configuration = CONFIGURATIONS.get(language, "simple")
    *whole, last = words
    parts = ["to_tsquery(%s::regconfig, parvis_fold(%s))" for _ in whole]
    parameters = [parameter for word in whole for parameter in (configuration, word)]
    parts.append("(to_tsquery(%s::regconfig, parvis_fold(%s)) || to_tsquery('simple', parvis_fold(%s) || ':*'))")
    parameters += [configuration, last, last]
    return " && ".join(parts), parameters


def uids_sql(object_type: str, words: Sequence[str], language: str) -> tuple[str, list[Any]]:
    """The uids of one type whose text in that language holds the words, as a subquery."""
    if connection.vendor == "sqlite":
        found = "id IN (SELECT rowid FROM search_fts WHERE search_fts MATCH %s)"
        parameters: list[Any] = [fts_query(words)]
    else:
        query, parameters = ts_query(words, language)
        found = f"vector @@ ({query})"
    # Our own words only; every value is a parameter.
    sql = f"SELECT object_uid FROM search_document WHERE {found} AND object_type = %s AND language = %s"  # noqa: S608 -- see above
    return sql, [*parameters, object_type, language]


ORDER = "score DESC, day DESC NULLS LAST, id"


def page_sql(
    words: Sequence[str], language: str, types: Sequence[str] | None, limit: int, offset: int
) -> tuple[str, list[Any]]:
    """One page of documents, best first: a word in the title weighs more than in the body, then the latest day."""
    kinds, kind_parameters = "", []
    if types is not None:
        kinds = f"AND d.object_type IN ({', '.join(['%s'] * len(types))})" if types else "AND 1 = 0"
        kind_parameters = list(types)
    if connection.vendor == "sqlite":
        # bm25() is not allowed beside a window function: LIMIT -1 keeps the inner query apart.
        scored = f"""
            SELECT d.id, d.day, found.score * d.weight AS score
            FROM (SELECT rowid AS id, -bm25(search_fts, {TITLE_WEIGHT}, 1.0) AS score
                  FROM search_fts WHERE search_fts MATCH %s LIMIT -1) found
            JOIN search_document d ON d.id = found.id
            WHERE d.language = %s {kinds}"""  # noqa: S608 -- our own words only; every value is a parameter
        parameters: list[Any] = [fts_query(words)]
    else:
        query, parameters = ts_query(words, language)
        scored = f"""
            SELECT d.id, d.day, ts_rank(d.vector, q) * d.weight AS score
            FROM search_document d, (SELECT {query} AS q) query
            WHERE d.vector @@ q AND d.language = %s {kinds}"""  # noqa: S608 -- our own words only, as above
    # The long columns are fetched for the page alone, once it is known.
    sql = f"""
        SELECT d.object_type, d.object_uid, d.title, d.body, d.url, d.day, page.total
        FROM (SELECT id, score, COUNT(*) OVER () AS total FROM ({scored}) scored
              ORDER BY {ORDER} LIMIT %s OFFSET %s) page
        JOIN search_document d ON d.id = page.id
        ORDER BY page.score DESC, d.day DESC NULLS LAST, d.id"""  # noqa: S608 -- our own words only, as above
    return sql, [*parameters, language, *kind_parameters, limit, offset]
