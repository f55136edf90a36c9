"""Who answers for what, from when to when: a role that was adopted is ended, never rubbed out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.commit.plans.actions.recording import keep_version, leave_trace
from parvis.commit.plans.models import Commitment, Milestone, Responsibility, Role
from parvis.commit.plans.reading import as_day, body_named
from parvis.people.models import Organisation

Identity = tuple[str, int | None, str, date | None]


def write_responsibilities(commitment: Commitment, rows: Iterable[Mapping[str, Any]]) -> None:
    """Replace the roles of the commitment by these, in this order; ValidationError keyed by "responsibilities n"."""
    made = [responsibility(commitment, row, number) for number, row in enumerate(rows, start=1)]
    known = list(commitment.responsibilities.filter(milestone=None))
    if commitment.added_in_id is not None:
        refuse_to_rub_out(known, made)
    sources = {identity(one): one.source_id for one in known}
    commitment.responsibilities.filter(milestone=None).delete()
    for one in made:
        one.source_id = sources.get(identity(one))
    Responsibility.objects.bulk_create(made)


def responsibility(commitment: Commitment, row: Mapping[str, Any], number: int) -> Responsibility:
    where = f"responsibilities {number}"
    one = Responsibility(
        commitment=commitment,
        role=row.get("role") or Role.LEAD,
        organisation=body_named(where, row.get("organisation")),
        office=str(row.get("office") or "").strip(),
        valid_from=as_day(where, row.get("valid_from")),
        valid_to=as_day(where, row.get("valid_to")),
        order=number,
    )
    try:
        one.full_clean()
    except ValidationError as error:
        raise ValidationError({where: error.messages}) from None
    return one


def identity(one: Responsibility) -> Identity:
    """What makes two rows the same role; its last day may come later."""
    return one.role, one.organisation_id, one.office, one.valid_from


def refuse_to_rub_out(known: Iterable[Responsibility], made: Iterable[Responsibility]) -> None:
    kept = {identity(one) for one in made}
    for one in known:
        if identity(one) not in kept:
            raise ValidationError(
                {
                    "responsibilities": _(
                        "“%(name)s” was adopted with this role: give it a last day instead of taking it away."
                    )
                    % {"name": one.office or one.organisation}
                }
            )


def write_responsible(milestone: Milestone, row: Mapping[str, Any], where: str) -> None:
    """Say who answers for a milestone that was not adopted yet."""
    if "responsible" not in row and "office" not in row:
        return
    organisation, office = body_named(where, row.get("responsible")), str(row.get("office") or "").strip()
    current = current_responsible(milestone)
    if current and (current.organisation, current.office) == (organisation, office):
        return
    if current:
        current.delete()
    give(milestone, organisation, office, None)


def replace_responsible(milestone: Milestone, organisation: Organisation | None, office: str, on: date) -> None:
    """Say who answers for a milestone from that day; the former one keeps its days before it."""
    current = current_responsible(milestone)
    if current:
        end_before(current, on)
    give(milestone, organisation, office, on)


def current_responsible(milestone: Milestone) -> Responsibility | None:
    rows = milestone.responsibilities.filter(role=Role.RESPONSIBLE, valid_to=None)
    return rows.select_related("organisation").order_by("order", "pk").first()


def give(milestone: Milestone, organisation: Organisation | None, office: str, on: date | None) -> None:
    if organisation is None and not office:
        return
    Responsibility.objects.create(
        commitment=milestone.commitment,
        milestone=milestone,
        role=Role.RESPONSIBLE,
        organisation=organisation,
        office=office,
        valid_from=on,
    )


@transaction.atomic
def hand_over(
    actor: Any, commitment: Commitment, organisation: Organisation, *, on: date, office: str = ""
) -> Responsibility:
    """Say that another institution leads the commitment from that day; those that led it keep their days before it.

    Raises ValidationError when the institution leads it already, or when a lead began later.
    """
    leads = commitment.responsibilities.filter(milestone=None, role=Role.LEAD, valid_to=None)
    for current in leads.order_by("order", "pk"):
        if current.organisation_id == organisation.pk:
            raise ValidationError({"organisation": _("%(name)s leads it already.") % {"name": organisation.name}})
        end_before(current, on)
    fresh = Responsibility(
        commitment=commitment, role=Role.LEAD, organisation=organisation, office=office, valid_from=on, order=0
    )
    fresh.full_clean()
    fresh.save()
    keep_version(actor, commitment)
    leave_trace(actor, commitment, "commitment.handed-over", public={"body": organisation.name, "day": on})
    return fresh


def end_before(current: Responsibility, day: date) -> None:
    """Give a role its last day, the eve of `day`."""
    eve = day - timedelta(days=1)
    if current.valid_from and eve < current.valid_from:
        raise ValidationError({"on": _("Somebody took it over later than that day.")})
    current.valid_to = eve
    current.save(update_fields=["valid_to"])
