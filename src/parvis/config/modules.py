"""Modules that an instance switches off.

A module that is off keeps its tables (nothing is lost, it can come back) but its `AppConfig.ready` never runs, so it
registers nothing: no types, menus, datasets, API routes, tasks nor importers; and its addresses are not routed.
"""

from __future__ import annotations

from collections.abc import Collection

from django.apps import AppConfig

# module as operators name it → the apps that carry it
APPS = {
    "agenda": (
        "parvis.convene.agenda",
        "parvis.convene.editing",
        "parvis.convene.submissions",
        "parvis.convene.registration",
        "parvis.convene.guests",
        "parvis.convene.checkin",
        "parvis.convene.imports",
        "parvis.convene.harvest",
    ),
    "commit": (
        "parvis.commit.plans",
        "parvis.commit.exchange",
        "parvis.commit.drafting",
        "parvis.commit.reviews",
        "parvis.commit.charters",
        "parvis.commit.law",
    ),
}


class SwitchedOff(AppConfig):
    """Stands for an app that is off: its models exist, its start-up does not happen."""

    def ready(self) -> None:
        return


class AgendaOff(SwitchedOff):
    name = "parvis.convene.agenda"
    label = "agenda"


class EditingOff(SwitchedOff):
    name = "parvis.convene.editing"
    label = "editing"


class SubmissionsOff(SwitchedOff):
    name = "parvis.convene.submissions"
    label = "submissions"


class RegistrationOff(SwitchedOff):
    name = "parvis.convene.registration"
    label = "registration"


class GuestsOff(SwitchedOff):
    name = "parvis.convene.guests"
    label = "guests"


class CheckinOff(SwitchedOff):
    name = "parvis.convene.checkin"
    label = "checkin"


class ImportsOff(SwitchedOff):
    name = "parvis.convene.imports"
    label = "imports"


class HarvestOff(SwitchedOff):
    name = "parvis.convene.harvest"
    label = "harvest"


class PlansOff(SwitchedOff):
    name = "parvis.commit.plans"
    label = "plans"


class ExchangeOff(SwitchedOff):
    name = "parvis.commit.exchange"
    label = "exchange"


class DraftingOff(SwitchedOff):
    name = "parvis.commit.drafting"
    label = "drafting"


class ReviewsOff(SwitchedOff):
    name = "parvis.commit.reviews"
    label = "reviews"


class ChartersOff(SwitchedOff):
    name = "parvis.commit.charters"
    label = "charters"


class LawOff(SwitchedOff):
    name = "parvis.commit.law"
    label = "law"


OFF = {
    stand_in.name: f"{__name__}.{stand_in.__name__}"
    for stand_in in (
        AgendaOff,
        EditingOff,
        SubmissionsOff,
        RegistrationOff,
        GuestsOff,
        CheckinOff,
        ImportsOff,
        HarvestOff,
        PlansOff,
        ExchangeOff,
        DraftingOff,
        ReviewsOff,
        ChartersOff,
        LawOff,
    )
}


def is_on(app: str, modules: Collection[str]) -> bool:
    """Whether the app belongs to a module that is on; apps that are no module always are."""
    codes = [code for code, names in APPS.items() if app in names]
    return not codes or codes[0] in modules


def entry(app: str, modules: Collection[str]) -> str:
    """What INSTALLED_APPS names for an app: itself, or its stand-in when its module is off."""
    return app if is_on(app, modules) else OFF[app]


def close_back_office(modules: Collection[str]) -> None:
    """Take the models of modules that are off out of the back office."""
    from django.contrib import admin

    for model in list(admin.site._registry):
        config = model._meta.app_config
        if not is_on(config.name, modules):
            admin.site.unregister(model)
