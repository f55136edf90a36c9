"""Tables of commitments for the tests, and the ways in which they are read."""

from __future__ import annotations

from typing import Any

from parvis.civics.formats.plans import Tabled, guessed, mapping_of, read_csv, read_table
from parvis.people.models import Membership
from tests.factories import OrganisationFactory, PlanFactory, UserFactory

HEADER = (
    "id;number;title;problem;solution;public_change;values;lead;policy_areas;starts;ends;milestone;milestone_title;"
    "milestone_due\n"
)
WHOLE = (
    "FR0001;1;Publier les comptes rendus;Rien n’est publié.;Publier le compte rendu des 16 instances.;Chacun pourra "
    "lire qui a voté quoi.;access-to-information;Ville d’Ambrelle;open-parliament;2026;2027;1.1;Ouvrir la page;"
    "S2 2026\n"
)


def table(*rows: str, header: str = HEADER) -> str:
    return header + "".join(rows)


def tabled(*rows: str, header: str = HEADER, language: str = "fr") -> Tabled:
    """Rows read with the columns that their headers name."""
    data = read_table(table(*rows, header=header))
    return read_csv(data, mapping_of(guessed(data)), language=language)


def many(number: int, bad_every: int) -> str:
    """A table of that many commitments, a row each; every `bad_every`th has a day that no calendar has."""
    rows = [
        f"FR{i:04d};{i};Engagement numéro {i};Un problème.;Publier le rapport {i} avant juin 2027.;Chacun le lira.;"
        f"access-to-information;Ministère {i % 30};;2026;{'31/02/2027' if i % bad_every == 0 else '2027'};{i}.1;"
        f"Faire {i};S2 2027\n"
        for i in range(1, number + 1)
    ]
    return table(*rows)


def plan_with_writer(**fields: Any) -> tuple[Any, Any]:
    """A plan and an organiser of the body that answers for it."""
    plan = PlanFactory(organisation=fields.pop("organisation", None) or OrganisationFactory(), **fields)
    user = UserFactory()
    Membership.objects.create(user=user, organisation=plan.organisation, role="organiser")
    return plan, user
