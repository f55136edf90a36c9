"""Writing the demonstration: the archive, Ambrelle, its season and the people of its roles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from parvis.convene.agenda import actions
from parvis.convene.agenda import models as agenda
from parvis.disclose.links.models import Link, Relation, Standing
from parvis.ground.identifiers import is_registered
from parvis.ground.identifiers.slugs import slug_of
from parvis.ground.journal.actions import record
from parvis.ground.places.models import Place, TransportLine
from parvis.ground.sources.models import Source
from parvis.ground.text import render_markdown
from parvis.ground.themes.models import Term
from parvis.people.models import Membership, Organisation, OrganisationName, Person, User
from parvis.portal.demo import ambrelle, archive, charters
from parvis.portal.demo.contributions import write_contributions
from parvis.portal.demo.doors import write_doors
from parvis.portal.demo.fr0043 import write_fr0043
from parvis.portal.demo.laws import write_ambrelle_law, write_archive_law
from parvis.portal.demo.next_plan import write_next_plan
from parvis.portal.demo.promises import write_promises
from parvis.portal.demo.proposals import write_proposals
from parvis.portal.demo.registration import write_registrations
from parvis.portal.demo.reviewed import write_reviews
from parvis.portal.demo.roles import ROLES
from parvis.portal.demo.season import EventSpec, SessionSpec, around, innovation_month, month_bounds

SEASON_SERIES = {
    "mois-innovation-ambrelle": ("month", "Mois de l’innovation d’Ambrelle", "Ambrelle’s innovation month"),
    "sommet-ambrelle": ("summit", "Sommet des services publics ouverts", "Open public services summit"),
    "la-riviere-et-nous": ("season", "La rivière et nous", "The river and us"),
}


@transaction.atomic
def load(anchor: date) -> int:
    """Write everything into an empty database; returns the number of events. The same anchor writes the same data."""
    loader = Loader(anchor)
    loader.write_people()
    loader.write_archive()
    loader.write_season()
    loader.write_registrations()
    loader.write_contributions()
    loader.write_promises()
    loader.write_reviews()
    loader.write_laws()
    loader.write_charters()
    record(None, "demo.load", "instance", loader.bodies["Ville d’Ambrelle"].uid, public={"anchor": str(anchor)})
    return len(loader.events)


class Loader:
    """Remembers by name what it has written, so that an event finds its place, its bodies and its editions."""

    def __init__(self, anchor: date) -> None:
        self.anchor = anchor
        self.terms = {(term.vocabulary, term.code): term for term in Term.objects.all()}
        self.bodies: dict[str, Organisation] = {}
        self.places: dict[str, Place] = {}
        self.people: dict[str, Person] = {}
        self.sources: dict[str, Source] = {}
        self.editions: dict[str, agenda.Edition] = {}
        self.events: dict[str, agenda.Event] = {}

    def write_people(self) -> None:
        for name, acronym, kind in ambrelle.ORGANISATIONS:
            self.bodies[name] = Organisation.objects.create(
                slug=slug_of(name), name=name, acronym=acronym, kind=kind, fictional=True
            )
        for name, _office in ambrelle.PEOPLE:
            self.people[name] = Person.objects.create(slug=slug_of(name), name=name, fictional=True)
        for role in ROLES:
            user = User.objects.create_user(
                role.email, name=role.name, is_staff=role.staff, is_superuser=role.code == "administrator"
            )
            user.emailaddress_set.create(email=role.email, verified=True, primary=True)
            if role.code == "administrator":
                self.keeper = user  # who put in what nobody else of the demonstration did
            if role.role:
                Membership.objects.create(user=user, organisation=self.bodies[role.organisation], role=role.role)

    def write_archive(self) -> None:
        for key, source in archive.SOURCES.items():
            self.sources[key] = Source.objects.create(
                title=source.title,
                publisher=source.publisher,
                url=source.url,
                consulted_on=archive.CONSULTED,
                archived_hash=source.sha256,
            )
        for body in archive.BODIES:
            self.bodies[body.name] = written = Organisation.objects.create(
                slug=slug_of(body.acronym or body.name),
                name=body.name,
                acronym=body.acronym,
                kind=body.kind,
                successor=self.bodies.get(body.successor),
            )
            for alias in body.aliases:
                OrganisationName.objects.create(organisation=written, name=alias)
        for facts in archive.PLACES:
            self.places[facts.name] = place = Place.objects.create(
                slug=slug_of(facts.name),
                name=facts.name,
                address=facts.address,
                postcode=facts.postcode,
                city=facts.city,
                country="ES" if facts.city == "Barcelone" else "FR",
                zone="Europe/Madrid" if facts.city == "Barcelone" else "Europe/Paris",
                accessibility=list(facts.accessibility),
            )
            add_lines(place, [(mode, line, stop, None) for mode, line, stop in facts.lines])
        series = {
            slug: agenda.Series.objects.create(slug=slug, kind=kind, name=name, standing="documented")
            for slug, (kind, name) in archive.SERIES.items()
        }
        for data in archive.EDITIONS:
            self.editions[data.slug] = agenda.Edition.objects.create(
                series=series[data.series],
                slug=data.slug,
                year=data.year,
                name=data.name,
                summary=data.summary or "",
                first_day=data.first_day,
                last_day=data.last_day,
                host=self.bodies.get(data.host),
                standing="documented",
            )
        self.write_events(archive.EVENTS)
        for slug, relation, (kind, target), source in archive.LINKS:
            assert kind == "event"  # noqa: S101 -- the archive only links events so far
            Link.objects.create(
                from_type="event",
                from_uid=self.events[slug].uid,
                relation=Relation(relation),
                to_type="event",
                to_uid=self.events[target].uid,
                standing=Standing.DOCUMENTED,
                source=self.sources[source],
            )

        if is_registered("commitment"):
            write_fr0043(self.sources, self.editions)

    def write_season(self) -> None:
        for data in ambrelle.PLACES:
            self.places[data.name] = place = Place.objects.create(
                slug=slug_of(data.name),
                name=data.name,
                address=data.address,
                postcode=data.postcode,
                city=ambrelle.CITY,
                insee=ambrelle.INSEE,
                latitude=data.latitude,
                longitude=data.longitude,
                accessibility=list(data.accessibility),
            )
            add_lines(place, data.lines)
        series = {
            slug: agenda.Series.objects.create(slug=slug, kind=kind, name={"fr": fr, "en": en}, standing="fictional")
            for slug, (kind, fr, en) in SEASON_SERIES.items()
        }
        first, last = month_bounds(self.anchor)
        year, host = self.anchor.year, "Ville d’Ambrelle"
        summit = self.anchor + timedelta(23)
        for slug, of, its_year, start, end, host_name in (
            (
                "mois-innovation-ambrelle",
                "mois-innovation-ambrelle",
                year,
                first,
                last,
                "Direction de la participation",
            ),
            ("sommet-ambrelle", "sommet-ambrelle", summit.year, summit, summit + timedelta(1), host),
            ("sommet-ambrelle-precedent", "sommet-ambrelle", year - 1, None, None, host),
            ("la-riviere-et-nous", "la-riviere-et-nous", year, None, None, "Service de l’eau d’Ambrelle"),
        ):
            _kind, fr, en = SEASON_SERIES[of]
            self.editions[slug] = agenda.Edition.objects.create(
                series=series[of],
                slug=slug if slug != of else f"{of}-{its_year}",
                year=its_year,
                name={"fr": f"{fr} {its_year}", "en": f"{en} {its_year}"},
                first_day=start,
                last_day=end,
                host=self.bodies[host_name],
                standing="fictional",
            )
        self.write_events(innovation_month(self.anchor))
        written = around(self.anchor)
        self.write_events([as_announced(spec) for spec in written])
        for spec in written:
            self.tell_what_became(spec)
        # Rives vivantes makes its own selection inside the city's month.
        month = self.editions["mois-innovation-ambrelle"]
        for slug in ("berges-de-l-ambre", "marche-sur-la-digue", "facture-d-eau"):
            agenda.Inclusion.objects.create(
                event=self.events[slug], edition=month, selected_by=self.bodies["Rives vivantes"]
            )

    def write_registrations(self) -> None:
        write_registrations(self.anchor, self.events)
        write_doors(self.anchor, self.events)

    def write_contributions(self) -> None:
        at = datetime.combine(self.anchor, time(9), ZoneInfo("Europe/Paris"))
        for event in write_contributions(self.anchor, at, self.editions):
            self.events[event.slug] = event

    def write_promises(self) -> None:
        if is_registered("commitment"):  # nothing is promised where the module is off
            plan = write_promises(self.anchor, self.bodies, self.events)
            write_proposals(self.anchor, plan, self.events)
            write_next_plan(self.anchor, self.bodies, plan)

    def write_reviews(self) -> None:
        if is_registered("review"):
            write_reviews(self.anchor, self.bodies)

    def write_laws(self) -> None:
        if is_registered("law"):
            write_archive_law(self.keeper, self.sources["press-316"], self.events)
            write_ambrelle_law(self.anchor, self.bodies, self.events)

    def write_charters(self) -> None:
        if not is_registered("charter"):
            return
        charters.write_archive_charter(self.keeper, self.sources["fluicity-2018"])
        at = datetime.combine(self.anchor, time(9), ZoneInfo("Europe/Paris"))
        charters.write_ambrelle_charter(self.anchor, at)

    def tell_what_became(self, spec: EventSpec) -> None:
        """The event changes as a person would change it, so that its page and the home page tell the change."""
        event = self.events[spec.slug]
        match spec.status:
            case "cancelled":
                actions.cancel(self.keeper, event)
            case "postponed":
                actions.postpone(self.keeper, event)
            case "full":
                actions.mark_full(self.keeper, event)
            case "moved-online":
                actions.move_online(self.keeper, event, spec.online_url)
            case "rescheduled":
                actions.reschedule(
                    self.keeper, event, start_day=spec.start_day, start_time=spec.start, end_time=spec.end
                )  # fmt: skip

    def write_events(self, specs: Iterable[EventSpec]) -> None:
        """The events with everything that hangs from them, then published together."""
        specs = list(specs)
        for spec in specs:
            self.events[spec.slug] = self.write_event(spec)
        for spec in specs:
            self.events[spec.slug].related.add(*(self.events[slug] for slug in spec.related))
        actions.publish_many(self.keeper, [self.events[spec.slug] for spec in specs if spec.state == "published"])

    def write_event(self, spec: EventSpec) -> agenda.Event:
        organiser = self.bodies[spec.organiser] if spec.organiser else None
        event = agenda.Event(
            slug=spec.slug, title=spec.title, lead=spec.lead, lead_html=render_markdown(spec.lead), body=spec.body,
            body_html=render_markdown(spec.body) if spec.body else "", start_day=spec.start_day, start_time=spec.start,
            end_day=spec.end_day, end_time=spec.end, hours_to_confirm=spec.hours_to_confirm,
            previous_start_day=spec.previous_start_day, mode=spec.mode, admission=spec.admission, status=spec.status,
            more_to_come=spec.more_to_come, standing=spec.standing, place=self.places.get(spec.place), room=spec.room,
            online_url=spec.online_url, video_url=spec.video_url, organisation=organiser,
        )  # fmt: skip
        if event.place is not None:
            event.zone = event.place.zone
        event.save()
        event.formats.set([self.terms["format", code] for code in spec.formats])
        event.themes.set([self.terms["theme", code] for code in spec.themes])
        event.audiences.set([self.terms["audience", code] for code in spec.audiences])
        agenda.Inclusion.objects.bulk_create(
            agenda.Inclusion(event=event, edition=self.editions[slug]) for slug in spec.editions
        )
        self.write_small_print(event, spec)
        for session in spec.sessions:
            self.write_session(event, session)
        return event

    def write_small_print(self, event: agenda.Event, spec: EventSpec) -> None:
        parties: list[agenda.Participation] = []
        if event.organisation is not None:
            parties.append(agenda.Participation(event=event, role="organiser", organisation=event.organisation))
        parties += [
            agenda.Participation(
                event=event, role=role, organisation=self.bodies[name], programmes=programmes, order=order
            )
            for order, (role, name, *programmes) in enumerate(spec.partners, 1)
        ]
        agenda.Participation.objects.bulk_create(parties)
        agenda.Information.objects.bulk_create(
            agenda.Information(event=event, label=label, content=content, link=link, order=order)
            for order, (label, content, link) in enumerate(spec.information)
        )
        if spec.registration:
            agenda.RegistrationLink.objects.create(event=event, url=spec.registration)
        if spec.quote:
            text, author, office = spec.quote
            agenda.Quote.objects.create(event=event, text=text, author=author, office=office)
        for order, (value, unit, scope, *source) in enumerate(spec.figures):
            agenda.Figure.objects.create(
                event=event, value=value, unit=unit, scope=scope, order=order,
                source=self.sources[source[0]] if source else None,
            )  # fmt: skip
        agenda.EventSource.objects.bulk_create(
            agenda.EventSource(event=event, source=self.sources[key]) for key in spec.sources
        )

    def write_session(self, event: agenda.Event, spec: SessionSpec) -> None:
        session = agenda.Session.objects.create(
            event=event, title=spec.title, summary=spec.summary,
            summary_html=render_markdown(spec.summary) if spec.summary else "", start_day=spec.day,
            start_time=spec.start, end_day=spec.day, end_time=spec.end, zone=event.zone,
            place=self.places[spec.place] if spec.place else None, mode=spec.mode, online_url=spec.online_url,
            admission=spec.admission, press_only=spec.press_only, off=spec.off,
        )  # fmt: skip
        session.formats.set([self.terms["format", code] for code in spec.formats])
        agenda.Participation.objects.bulk_create(
            [
                *(
                    agenda.Participation(
                        event=event, session=session, role="speaker", person=self.people[name], office=office
                    )
                    for name, office in spec.speakers
                ),
                *(
                    agenda.Participation(event=event, session=session, role="organiser", organisation=self.bodies[name])
                    for name in spec.organisers
                ),
            ]
        )


def as_announced(spec: EventSpec) -> EventSpec:
    """The event as it was before what became of it."""
    first = spec.previous_start_day or spec.start_day
    return replace(
        spec,
        status="scheduled",
        start_day=first,
        end_day=first + (spec.end_day - spec.start_day),
        previous_start_day=None,
    )


def add_lines(place: Place, lines: Iterable[tuple[str, str, str, Any]]) -> None:
    TransportLine.objects.bulk_create(
        TransportLine(place=place, mode=mode, label=label, stop=stop, distance_m=metres, order=order)
        for order, (mode, label, stop, metres) in enumerate(lines)
    )
