"""What surrounds an object, gathered by the database in the row of the object: one query for all of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import (
    Aggregate,
    BooleanField,
    DateField,
    DateTimeField,
    Field,
    ForeignKey,
    JSONField,
    Model,
    QuerySet,
    Subquery,
    TextField,
    UUIDField,
)
from django.db.models.functions import JSONArray

Row = TypeVar("Row", bound=Model)
Columns = Sequence["Field[Any, Any]"]


class Gathered(Aggregate):
    """The arrays of several rows as one JSON text, in no promised order."""

    function = "JSON_GROUP_ARRAY"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(
            compiler, connection, function="JSONB_AGG", template="%(function)s(%(expressions)s)::text", **extra
        )


def gathered(rows: QuerySet[Any], key: str, *columns: Any) -> Subquery:
    """These columns of rows about the object of the outer query, which all share `key`; None where there is no row."""
    return Subquery(rows.order_by().values(key).annotate(all=Gathered(JSONArray(*columns))).values("all"))


class GatheredInstances(Generic[Row]):
    """Instances of a model, and of the models it names, that come as JSON text in the row of another.

    related   foreign keys whose objects are read along, as `select_related` does
    without   fields left for later, as `defer` does
    """

    def __init__(self, model: type[Row], related: Sequence[str] = (), without: Sequence[str] = ()) -> None:
        self.model = model
        self.fields = [field for field in model._meta.concrete_fields if field.name not in without]
        self.related = [(name, model._meta.get_field(name).related_model) for name in related]
        self.names = [field.attname for field in self.fields]
        for name, other in self.related:
            self.names += [f"{name}__{field.attname}" for field in other._meta.concrete_fields]

    def column(self, rows: QuerySet[Row], key: str) -> Subquery:
        """The column of the outer query; `rows` are those about its object, which all share `key`."""
        return gathered(rows, key, *self.names)

    def read(self, text: str | None) -> list[Row]:
        """The instances of a column, in no promised order."""
        return [self.instance(row) for row in json.loads(text)] if text else []

    def instance(self, row: Sequence[Any]) -> Row:
        end = len(self.fields)
        made = made_of(self.model, self.fields, row[:end])
        for name, other in self.related:
            fields = other._meta.concrete_fields
            start, end = end, end + len(fields)
            setattr(made, name, made_of(other, fields, row[start:end]) if row[start] is not None else None)
        return made


def fill(instance: Model, name: str, rows: Sequence[Model]) -> None:
    """Let `instance.name.all()` give these rows, which know the instance too, as `prefetch_related` does."""
    found = getattr(instance, name).all()
    for row in rows:
        setattr(row, instance._meta.get_field(name).remote_field.name, instance)
    found._result_cache, found._prefetch_done = list(rows), True
    instance.__dict__.setdefault("_prefetched_objects_cache", {})[name] = found


def made_of(model: type[Row], fields: Columns, values: Sequence[Any]) -> Row:
    known = [read(field, value) for field, value in zip(fields, values, strict=True)]
    return model.from_db(connection.alias, [field.attname for field in fields], known)


def read(field: Any, value: Any) -> Any:
    """A value that went through JSON, as the ORM gives it."""
    if value is None:
        return None
    if isinstance(field, ForeignKey):
        return read(field.target_field, value)
    if isinstance(field, JSONField):  # text for SQLite, which knows no JSON column
        return json.loads(value) if isinstance(value, str) else value
    if isinstance(field, DateTimeField):
        instant = field.to_python(value)
        return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    if isinstance(field, DateField | UUIDField | BooleanField):
        return field.to_python(value)
    return field.from_db_value(value, None, connection) if hasattr(field, "from_db_value") else value
