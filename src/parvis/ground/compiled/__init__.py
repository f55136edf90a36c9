"""Querysets compiled once, for the pages that everybody opens.

Django takes about a millisecond to turn a queryset into SQL that the database answers in a tenth of one. The queries
of the plain agenda and of a plan's page never change but for a date or a key: they are compiled once in each process,
and run with new values. See docs/adr/0015-compiled-querysets.md and 0032.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Model, QuerySet

Value = date | int | str | UUID
Row = TypeVar("Row", bound=Model)
Converter = tuple[int, tuple[Callable[..., Any], ...], Any]  # the column, what is done to it, its expression
SHARED = (date, UUID, str, bool, type(None))  # what nobody changes: one object may stand in several rows
# Values that no query holds by itself: where they come out in the parameters, the real ones go in.
FIRST_MARK = date(1583, 1, 1)
FIRST_NUMBER = 918_273_645_000


class Plan(NamedTuple):
    sql: str
    parameters: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]  # (position in the parameters, which value)
    converters: tuple[Converter, ...]


class Compiled:
    """A `values_list` queryset as a function of its dates, numbers, words and identifiers.

    build   makes the queryset from the values; it is called once a process, with marks in their place. It must not
            branch on the values, and each value must come out as a parameter of its own (not in an expression).
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self.build = build
        self.plans: dict[tuple[str, tuple[type, ...]], Plan] = {}

    def __call__(self, *values: Value) -> list[tuple[Any, ...]]:
        """Rows for these values; one query."""
        key = (connection.vendor, tuple(type(value) for value in values))
        plan = self.plans.get(key)
        if plan is None:
            plan = self.plans[key] = self.compile(key[1])
        parameters = list(plan.parameters)
        for position, which in plan.places:
            parameters[position] = adapted(values[which])
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, parameters)
            rows = cursor.fetchall()
        return converted(rows, plan.converters) if rows and plan.converters else rows

    def compile(self, types: tuple[type, ...]) -> Plan:
        marks = [mark(kind, n) for n, kind in enumerate(types)]
        compiler = self.build(*marks).query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        values = [adapted(mark) for mark in marks]
        places = tuple((position, values.index(p)) for position, p in enumerate(parameters) if p in values)
        missing = set(range(len(marks))) - {which for _, which in places}
        if missing:
            raise ValueError(f"Values {sorted(missing)} of {self.build} are not parameters of their own.")
        found = compiler.get_converters([expression for expression, _, _ in compiler.select])
        converters = tuple((column, tuple(chain), expression) for column, (chain, expression) in found.items())
        return Plan(sql, tuple(parameters), places, converters)


class CompiledInstances(Generic[Row]):
    """Instances of a model, and of the models it names, from a queryset compiled once.

    build     makes the queryset from the values, as for `Compiled`, without `values_list`
    related   foreign keys whose objects are read along, as `select_related` does; "plan__framework" after "plan"
    without   fields left for later, as `defer` does
    extra     annotations that become attributes of the instances
    """

    def __init__(
        self,
        model: type[Row],
        build: Callable[..., QuerySet[Row]],
        related: Sequence[str] = (),
        *,
        without: Sequence[str] = (),
        extra: Sequence[str] = (),
    ) -> None:
        self.model = model
        self.fields = [field.attname for field in model._meta.concrete_fields if field.name not in without]
        self.related = [(path.split("__"), model_at(model, path)) for path in related]
        self.extra = tuple(extra)
        names = list(self.fields)
        for path, other in self.related:
            names += ["__".join((*path, field.attname)) for field in other._meta.concrete_fields]
        names += self.extra
        self.rows = Compiled(lambda *values: build(*values).values_list(*names))

    def __call__(self, *values: Value) -> list[Row]:
        """Instances for these values; one query."""
        return [self.instance(row) for row in self.rows(*values)]

    def instance(self, row: Sequence[Any]) -> Row:
        end = len(self.fields)
        made = self.model.from_db(connection.alias, self.fields, row[:end])
        for path, other in self.related:
            start, end = end, end + len(other._meta.concrete_fields)
            holder: Any = made
            for step in path[:-1]:
                holder = getattr(holder, step) if holder is not None else None
            if holder is not None:
                # The key of an absent object comes out empty with the rest of it.
                setattr(holder, path[-1], of_row(other, row[start:end]) if row[start] is not None else None)
        for name, value in zip(self.extra, row[end:], strict=True):
            setattr(made, name, value)
        return made


def model_at(model: type[Model], path: str) -> type[Model]:
    """The model that a way of foreign keys leads to."""
    for step in path.split("__"):
        other: Any = model._meta.get_field(step).related_model
        model = other
    return model


def of_row(model: type[Row], values: Sequence[Any]) -> Row:
    return model.from_db(connection.alias, [field.attname for field in model._meta.concrete_fields], values)


def mark(kind: type, number: int) -> Value:
    if kind is date:
        return FIRST_MARK + timedelta(number)
    if kind is UUID:
        return UUID(int=FIRST_NUMBER + number)
    # A text from a template is of a kind of its own.
    return f"mark-{FIRST_NUMBER + number}" if issubclass(kind, str) else FIRST_NUMBER + number


def adapted(value: Value) -> Any:
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    if isinstance(value, UUID) and not connection.features.has_native_uuid_field:
        return value.hex
    return value


def converted(rows: list[tuple[Any, ...]], converters: Sequence[Converter]) -> list[tuple[Any, ...]]:
    """The rows with the columns that Django converts; a value that comes back in a column is converted once."""
    columns = list(zip(*rows, strict=True))
    for position, chain, expression in converters:
        known: dict[Any, Any] = {}
        made = []
        for value in columns[position]:
            if value in known:
                made.append(known[value])
                continue
            new = value
            for convert in chain:
                new = convert(new, expression, connection)
            if isinstance(new, SHARED):
                known[value] = new
            made.append(new)
        columns[position] = tuple(made)
    return list(zip(*columns, strict=True))
