"""Querysets compiled once, for the pages that everybody opens.

Django takes about a millisecond to turn a queryset into SQL that the database answers in a tenth of one. The queries
of the plain agenda and of a plan's page never change but for a date or a key: they are compiled once in each process,
and run with new values. See docs/adr/0015-compiled-querysets.md and 0032.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

Value = date | int
# Values that no query holds by itself: where they come out in the parameters, the real ones go in.
FIRST_MARK = date(1583, 1, 1)
FIRST_NUMBER = 918_273_645_000


class Plan(NamedTuple):
    sql: str
    parameters: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]  # (position in the parameters, which value)
    converters: tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]


class Compiled:
    """A `values_list` queryset as a function of its dates and numbers.

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
        if not plan.converters:
            return rows
        return [converted(row, plan.converters) for row in rows]

    def compile(self, types: tuple[type, ...]) -> Plan:
        marks = [FIRST_MARK + timedelta(n) if kind is date else FIRST_NUMBER + n for n, kind in enumerate(types)]
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


def adapted(value: Value) -> Any:
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def converted(row: tuple[Any, ...], converters: tuple[tuple[int, tuple[Callable[..., Any], ...], Any], ...]) -> Any:
    values = list(row)
    for column, chain, expression in converters:
        value = values[column]
        for convert in chain:
            value = convert(value, expression, connection)
        values[column] = value
    return values
