"""Articles and decrees of a measure: what the state of its application is computed from."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from parvis.commit.law.application import DecreeStanding
from parvis.commit.law.content import decree_content, provision_content
from parvis.commit.law.models import Decree, Provision
from parvis.commit.plans.models import State
from parvis.ground.follows.facts import notify
from parvis.ground.journal.actions import record
from parvis.ground.versions.actions import keep


@transaction.atomic
def write_provision(actor: Any, provision: Provision, *, base: int | None = None) -> Provision:
    """Write an article of the measure, or change what is said of it; Overtaken when somebody saved since `base`."""
    provision.save()
    keep(actor, "provision", provision.uid, provision_content(provision), base=base)
    record(actor, "measure.article-written", "commitment", provision.measure.uid, public={"article": provision.article})
    return provision


@transaction.atomic
def remove_provision(actor: Any, provision: Provision) -> None:
    """Take away an article that does not state the measure; a decree that named it stays."""
    record(actor, "measure.article-removed", "commitment", provision.measure.uid, public={"article": provision.article})
    provision.delete()


@transaction.atomic
def write_decree(actor: Any, decree: Decree, *, base: int | None = None) -> Decree:
    """Write what is known of a decree that the measure calls for; the day it is published is an entry of its own.

    base   number of the version that the writer began from; raises Overtaken when somebody saved in between
    """
    there = decree.standing == DecreeStanding.PUBLISHED
    before = Decree.objects.filter(pk=decree.pk).values_list("standing", flat=True).first() if decree.pk else None
    decree.save()
    keep(actor, "decree", decree.uid, decree_content(decree), base=base)
    if there and before != DecreeStanding.PUBLISHED:
        public = {"number": decree.number, "published_on": decree.published_on}
        record(actor, "measure.decree-published", "commitment", decree.measure.uid, public=public)
        tell_followers(decree)
    else:
        record(actor, "measure.decree-written", "commitment", decree.measure.uid, public={"standing": decree.standing})
    return decree


@transaction.atomic
def remove_decree(actor: Any, decree: Decree) -> None:
    """Take away a decree that the measure does not call for."""
    record(actor, "measure.decree-removed", "commitment", decree.measure.uid, public={"number": decree.number})
    decree.delete()


def tell_followers(decree: Decree) -> None:
    """Tell those who follow the measure that the decree is there; those who follow its law are told by the ties."""
    measure = decree.measure
    if measure.state != State.PUBLISHED or not measure.plan.published:
        return
    notify("commitment", measure.uid, PUBLISHED)


PUBLISHED = _("A decree that it called for is published.")
