"""A table of commitments brought in by a program: tried first, then all of it, or its good rows."""

from __future__ import annotations

from typing import Any, Literal

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import Router, Schema, Status
from pydantic import ConfigDict, Field

from parvis.civics.formats import FormatError
from parvis.civics.formats.plans import Mapping, Tabled
from parvis.civics.formats.plans.mapping import check
from parvis.commit.exchange.importing.foreseeing import REFUSED, Foresight, foresee
from parvis.commit.exchange.importing.reading import LARGEST, guesses_of, is_decidims, tabled
from parvis.commit.exchange.importing.writing import NotWritten, bring
from parvis.commit.exchange.rules import may_bring_into
from parvis.commit.plans.models import Plan
from parvis.commit.plans.queries import plans_visible_to
from parvis.disclose.api import register_router
from parvis.people.acting import Acting
from parvis.people.api.faults import Faults
from parvis.people.api.numbered import Answer, digest_of, key_needed, run_once
from parvis.people.api.refusals import Fault, Refusal, language_of, refused
from parvis.people.api.tokens import TokenAuth
from parvis.people.models import Scope

router = Router(tags=["plans"])
Language = Literal["fr", "en"]


class ColumnsIn(Schema):
    """What each column holds; headers that are not named are left out."""

    model_config = ConfigDict(extra="forbid")

    columns: dict[str, str] = Field(description=gettext_noop("Header of the file → name of a column."))
    fixed: dict[str, str] = Field(
        default_factory=dict, description=gettext_noop("Name of a column → value where the cell is empty.")
    )
    words: dict[str, dict[str, str]] = Field(
        default_factory=dict, description=gettext_noop("Name of a column → word of the file → our value.")
    )
    list_separator: str = Field("|", description=gettext_noop("Between the items of a cell."))


class TableIn(Schema):
    """A table, or the results of a Decidim, as text."""

    model_config = ConfigDict(extra="forbid")

    content: str = Field(max_length=LARGEST, description=gettext_noop("CSV, or the JSON of a Decidim."))
    mapping: ColumnsIn | None = Field(
        None, description=gettext_noop("Without one, the answer says what the headers probably hold (422).")
    )
    language: Language = Field("fr", description=gettext_noop("Of rows that do not say it themselves."))
    good_rows: bool = Field(
        False, description=gettext_noop("True: rows that cannot be taken are left out. False: all of them, or nothing.")
    )
    publish: bool = Field(False, description=gettext_noop("Show the new commitments at once."))


class LineOut(Schema):
    """What becomes of a row."""

    row: int
    action: str
    number: str
    id: str
    title: str
    parts: list[str]
    reasons: list[str]
    with_it: list[int]


class TableOut(Schema):
    """What became of the table, or what would."""

    dry: bool
    counts: dict[str, int]
    notes: list[str]
    rows: list[LineOut]


class TableFaults(Faults):
    """Why nothing was written; `rows` when rows are at fault, `guesses` when the mapping is missing."""

    rows: list[LineOut] | None = None
    guesses: dict[str, str] | None = None


REFUSALS: dict[int, Any] = {
    400: TableFaults, 401: TableFaults, 403: TableFaults, 404: TableFaults, 409: TableFaults, 422: TableFaults,
    429: TableFaults,
}  # fmt: skip


def register() -> None:
    register_router("/plan-tables", router)


@router.post(
    "/{plan}",
    auth=TokenAuth(Scope.WRITE),
    response={200: TableOut, 201: TableOut, **REFUSALS},
    summary=gettext_noop("Bring a table of commitments into a plan"),
    description=gettext_noop(
        "`plan` is an identifier or a slug. With `dry=1`, says what would become of each row. Otherwise needs an "
        "`Idempotency-Key`, and writes all of it or nothing, or the good rows only."
    ),
)
def bring_in(
    request: HttpRequest, response: HttpResponse, plan: str, body: TableIn, dry: bool = False, lang: Language = "fr"
) -> Any:
    acting: Acting = request.auth  # type: ignore[attr-defined]
    with translation.override(language_of(request)):
        found = own_plan(acting, plan)
        given = table_of(body)
        if dry:
            return Status(200, answer(foresee(given, found, acting), dry=True))
        key = key_needed(request)
        done = run_once(acting.token, key, digest_of(request), lambda: Answer(201, written(given, found, acting, body)))
    if done.replayed:
        response["Idempotency-Replayed"] = "true"
    return Status(done.status, done.body)


def own_plan(acting: Acting, name: str) -> Plan:
    """The plan of that identifier or slug; 404 for what the body may not see, 403 for another's."""
    plans = plans_visible_to(acting).select_related("organisation", "framework").order_by("pk")
    found = (
        plans.filter(slug=name.replace("\0", " ")).first() or plans.filter(uid=name if is_uid(name) else None).first()
    )
    if found is None:
        raise refused(404, "plan", _("There is nothing under this identifier that your body may see."), "not-found")
    if not may_bring_into(acting, found):
        raise refused(403, "plan", _("Another body answers for this plan; a token writes for its own."), "forbidden")
    return found


def is_uid(name: str) -> bool:
    return len(name) == 36 and all(letter in "0123456789abcdefABCDEF-" for letter in name)


def table_of(body: TableIn) -> Tabled:
    data = body.content.encode()
    try:
        if body.mapping is None and not is_decidims(data):
            guesses = {guess.header: guess.column for guess in guesses_of(data)}
            message = _("Say what each column holds, in `mapping`; `guesses` is what the headers suggest.")
            raise Refusal(422, (Fault("mapping", message, "missing"),), more={"guesses": guesses})
        mapping = Mapping(**body.mapping.dict()) if body.mapping else None
        if mapping:
            check(mapping)
        return tabled(data, mapping, body.language)
    except FormatError as error:
        said = error.message["en" if translation.get_language() == "en" else "fr"]
        raise refused(422, "content", said, "unreadable") from None


def written(given: Tabled, plan: Plan, acting: Acting, body: TableIn) -> dict[str, Any]:
    try:
        with transaction.atomic():
            done = bring(given, plan, acting, good_rows=body.good_rows, publish=body.publish)
    except NotWritten as error:
        faults = tuple(Fault("content", reason, "row") for reason in error.reasons)
        rows = [line.as_json() for line in foresee(given, plan, acting).lines if line.action == REFUSED]
        raise Refusal(422, faults, more={"rows": rows}) from None
    return answer(done, dry=False)


def answer(foresight: Foresight, *, dry: bool) -> dict[str, Any]:
    return {
        "dry": dry,
        "counts": dict(foresight.counts),
        "notes": list(foresight.notes),
        "rows": [line.as_json() for line in foresight.lines],
    }
