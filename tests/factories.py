"""Real objects for tests, with the fewest fields that make sense; a test states what it is about and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory
from i18nfield.strings import LazyI18nString

from parvis.commit.charters import actions as charter_actions
from parvis.commit.charters.actions import Signature
from parvis.commit.charters.models import Charter, CharterVersion, Signatory
from parvis.commit.plans.models import Commitment, Framework, Milestone, Plan, State
from parvis.convene.agenda.models import Edition, Event, Inclusion, Participation, Series, Session
from parvis.convene.checkin.actions import lend_device
from parvis.convene.checkin.models import Device, Door
from parvis.convene.registration.actions import Demand
from parvis.convene.registration.actions import Person as Guest
from parvis.convene.registration.models import Category, Registration
from parvis.convene.submissions.models import Opening, Submission
from parvis.ground import clock
from parvis.ground.places.models import Place
from parvis.ground.themes.models import Term
from parvis.people.models import Membership, Organisation, Person, User


def both(fr: str, en: str) -> LazyI18nString:
    return LazyI18nString({"fr": fr, "en": en})


class UserFactory(DjangoModelFactory[User]):
    """An account that can log in with `a long enough password`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@ambrelle.example")
    name = factory.Sequence(lambda n: f"Personne {n}")

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        password = kwargs.pop("password", "a long enough password")
        return User.objects.create_user(password=password, **kwargs)


def in_staff_mode(user: User, reason: str = "Corriger une date à la demande du service") -> User:
    """The same object, as the middleware gives it to a request made in staff mode."""
    from parvis.people.actions.staff_mode import begin_staff_mode

    user.staff_session = begin_staff_mode(user, reason)
    return user


def enter_staff_mode(client: Any, user: User, reason: str = "Corriger une date à la demande du service") -> User:
    """Log in and enter staff mode, as if the person had just proved who she is."""
    from parvis.people import staff_mode

    client.force_login(user)
    session = client.session
    session[staff_mode.KEY] = [str(in_staff_mode(user, reason).staff_session.uid), staff_mode.proof_of(user)]
    session.save()
    return user


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    slug = factory.Sequence(lambda n: f"organisation-{n}")
    name = factory.Sequence(lambda n: f"Organisation {n}")
    kind = "local"


class PersonFactory(DjangoModelFactory[Person]):
    class Meta:
        model = Person

    slug = factory.Sequence(lambda n: f"person-{n}")
    name = factory.Sequence(lambda n: f"Camille Rivière {n}")


class PlaceFactory(DjangoModelFactory[Place]):
    class Meta:
        model = Place

    slug = factory.Sequence(lambda n: f"place-{n}")
    name = factory.Sequence(lambda n: f"Halle {n}")
    address = "2 place des Mesureurs"
    city = "Ambrelle"


class TermFactory(DjangoModelFactory[Term]):
    class Meta:
        model = Term

    vocabulary = "theme"
    code = factory.Sequence(lambda n: f"theme-{n}")
    name = factory.Sequence(lambda n: both(f"thème {n}", f"theme {n}"))


class SeriesFactory(DjangoModelFactory[Series]):
    class Meta:
        model = Series

    slug = factory.Sequence(lambda n: f"series-{n}")
    name = factory.Sequence(lambda n: both(f"Rencontres {n}", f"Meetings {n}"))
    kind = "meetings"


class EditionFactory(DjangoModelFactory[Edition]):
    class Meta:
        model = Edition

    series = factory.SubFactory(SeriesFactory)
    slug = factory.Sequence(lambda n: f"edition-{n}")
    year = 2026
    name = factory.Sequence(lambda n: both(f"Rencontres {n}, 2026", f"Meetings {n}, 2026"))


class EventFactory(DjangoModelFactory[Event]):
    """A published event on Thursday 12 March 2026, 18:30 to 21:00, unless the test says otherwise."""

    class Meta:
        model = Event
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"event-{n}")
    title = factory.Sequence(lambda n: f"Trois scénarios pour les berges {n}")
    start_day = date(2026, 3, 12)
    start_time = time(18, 30)
    end_day = factory.SelfAttribute("start_day")
    end_time = factory.LazyAttribute(lambda event: time(21) if event.start_time else None)
    mode = "onsite"
    admission = "registration"
    state = "published"

    @factory.lazy_attribute
    def published_at(self) -> Any:
        from parvis.ground import clock

        return clock.now() if self.state == "published" else None

    @factory.post_generation
    def editions(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        for edition in extracted or ():
            Inclusion.objects.create(event=self, edition=edition)

    @factory.post_generation
    def formats(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        """Terms, or codes of the standard formats."""
        if extracted:
            self.formats.set(_terms("format", extracted))

    @factory.post_generation
    def themes(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if extracted:
            self.themes.set(_terms("theme", extracted))

    @factory.post_generation
    def audiences(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if extracted:
            self.audiences.set(_terms("audience", extracted))

    @factory.post_generation
    def organisers(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        for order, organisation in enumerate(extracted or ()):
            Participation.objects.create(event=self, organisation=organisation, role="organiser", order=order)


class SessionFactory(DjangoModelFactory[Session]):
    class Meta:
        model = Session
        skip_postgeneration_save = True

    event = factory.SubFactory(EventFactory)
    title = factory.Sequence(lambda n: f"Table ronde {n}")
    start_day = factory.SelfAttribute("event.start_day")
    start_time = time(18, 30)
    end_day = factory.SelfAttribute("start_day")
    end_time = time(19, 30)

    @factory.post_generation
    def formats(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if extracted:
            self.formats.set(_terms("format", extracted))


def _terms(vocabulary: str, given: Any) -> list[Term]:
    terms = [term for term in given if isinstance(term, Term)]
    codes = [code for code in given if isinstance(code, str)]
    found = {term.code: term for term in Term.objects.filter(vocabulary=vocabulary, code__in=codes)}
    terms += [found.get(code) or TermFactory(vocabulary=vocabulary, code=code, name=both(code, code)) for code in codes]
    return terms


class FeedFactory(DjangoModelFactory):
    """A source of an edition that a body hosts and answers for; nothing is held for review unless the test says so."""

    class Meta:
        model = "harvest.Feed"

    name = factory.Sequence(lambda n: f"Agenda du Levant {n}")
    address = factory.Sequence(lambda n: f"https://levant.example/{n}/agenda.ics")
    organisation = factory.SubFactory(OrganisationFactory)
    edition = factory.LazyAttribute(lambda feed: EditionFactory(host=feed.organisation))
    rules = factory.LazyFunction(lambda: {"hold_twins": False, "hold_errors": False})


def organiser_of(organisation: Organisation) -> User:
    """A person who organises for that body."""
    from parvis.people.models import Membership

    user = UserFactory()
    Membership.objects.create(user=user, organisation=organisation, role="organiser")
    return user


# --- Submissions ----------------------------------------------------------------------------------


class OpeningFactory(DjangoModelFactory[Opening]):
    """An edition of a host that takes submissions around 25 November 2026, when their tests live."""

    class Meta:
        model = Opening

    edition = factory.SubFactory(EditionFactory, host=factory.SubFactory(OrganisationFactory))
    opens_at = datetime(2026, 11, 1, 8, tzinfo=UTC)
    closes_at = datetime(2026, 12, 31, 22, 59, tzinfo=UTC)
    guidelines = factory.LazyFunction(lambda: both("Ouvert à **toutes et tous**.", "Open to **everybody**."))
    required_parts = factory.LazyFunction(lambda: ["lead", "hours"])
    answer_within = 10


def member(organisation: Organisation, role: str, **fields: Any) -> User:
    """A new account with one role in that body."""
    user = UserFactory(**fields)
    Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


def draft(organisation: Organisation, **fields: Any) -> Event:
    """A draft that says all that the usual opening demands."""
    fields.setdefault("lead", "Venez en parler avec l’équipe.")
    return EventFactory(
        organisation=organisation,
        state="draft",
        start_day=fields.pop("start_day", date(2027, 3, 11)),
        **fields,
    )


def submitted(opening: Opening, **fields: Any) -> Submission:
    """A draft of a new body, submitted by its contributor."""
    from parvis.convene.submissions.actions import submit

    body = fields.pop("organisation", None) or OrganisationFactory()
    author = fields.pop("author", None) or member(body, "contributor")
    return submit(author, draft(body, **fields), opening.edition)


class FrameworkFactory(DjangoModelFactory[Framework]):
    class Meta:
        model = Framework

    slug = factory.Sequence(lambda n: f"cadre-{n}")
    name = factory.Sequence(lambda n: both(f"Cadre {n}", f"Framework {n}"))


class PlanFactory(DjangoModelFactory[Plan]):
    """A published plan of three years."""

    class Meta:
        model = Plan

    framework = factory.SubFactory(FrameworkFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    slug = factory.Sequence(lambda n: f"plan-{n}")
    title = factory.Sequence(lambda n: both(f"Plan {n}", f"Plan {n}"))
    first_day = date(2026, 1, 1)
    last_day = date(2028, 12, 31)
    published = True
    published_at = datetime(2026, 1, 1, 8, tzinfo=UTC)


class CommitmentFactory(DjangoModelFactory[Commitment]):
    """A published commitment."""

    class Meta:
        model = Commitment

    plan = factory.SubFactory(PlanFactory)
    slug = factory.Sequence(lambda n: f"engagement-{n}")
    number = factory.Sequence(lambda n: str(n + 1))
    title = factory.Sequence(lambda n: both(f"Engagement {n}", f"Commitment {n}"))
    state = State.PUBLISHED
    published_at = datetime(2026, 1, 1, 8, tzinfo=UTC)


class MilestoneFactory(DjangoModelFactory[Milestone]):
    class Meta:
        model = Milestone

    commitment = factory.SubFactory(CommitmentFactory)
    number = factory.Sequence(lambda n: str(n + 1))
    title = factory.Sequence(lambda n: both(f"Jalon {n}", f"Milestone {n}"))
    due = "2026-06-30"


class CharterFactory(DjangoModelFactory[Charter]):
    """A published charter, open to signature, whose first version has one pledge of each side."""

    class Meta:
        model = Charter
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"charte-{n}")
    title = factory.Sequence(lambda n: both(f"Charte {n}", f"Charter {n}"))
    host = factory.SubFactory(OrganisationFactory)
    state = "published"
    invites = True

    @factory.post_generation
    def adopted(self: Any, create: bool, given: Any, **kwargs: Any) -> None:
        if given is False:
            return
        version = CharterVersion.objects.create(charter=self, number=1)
        charter_actions.write_version(None, version, preamble=both("Préambule.", "Preamble."), pledges=PLEDGES)
        charter_actions.adopt(None, version, "2026-03-01")


PLEDGES: list[dict[str, Any]] = [
    {"side": "civic", "title": both("Dire comment on compte", "Say how one counts"), "text": both("Tout.", "All.")},
    {"side": "public", "title": both("Répondre à chacun", "Answer everyone"), "text": both("Toujours.", "Always.")},
]


def signed_by(body: Organisation, charter: Charter, **fields: Any) -> Signatory:
    """The body's signature of the last version adopted, as a city unless told otherwise."""
    version = charter_actions.current_version(charter)
    assert version is not None
    told = Signature(
        **{"organisation": body, "capacity": "city", "side": "public", "signed_on": "2026-03-02", **fields}
    )
    return charter_actions.record_signature(None, charter, version, told)


class RegistrationFactory(DjangoModelFactory[Registration]):
    """Registration to an event in a month, open since yesterday, with one category; no address to confirm."""

    class Meta:
        model = Registration
        skip_postgeneration_save = True

    event = factory.SubFactory(EventFactory, start_day=factory.LazyFunction(lambda: clock.today() + timedelta(days=30)))
    opens_at = factory.LazyFunction(lambda: clock.now() - timedelta(days=1))
    capacity = 10
    confirm_by_mail = False

    @factory.post_generation
    def category(self, create: bool, extracted: Any, **fields: Any) -> None:
        if create and extracted is not False:
            CategoryFactory(registration=self, **fields)


class CategoryFactory(DjangoModelFactory[Category]):
    class Meta:
        model = Category

    registration = factory.SubFactory(RegistrationFactory, category=False)
    name = LazyI18nString({"fr": "Public", "en": "Public"})


def demand(category: Category, number: int = 1, *, people: int = 1, **fields: Any) -> Demand:
    """What person number so-and-so sends, with as many people as said."""
    guests = tuple(Guest(f"Personne {number}.{other}") for other in range(people))
    usual: dict[str, Any] = {
        "name": guests[0].name,
        "email": f"guest{number}@ambrelle.example",
        "language": "fr",
        "fingerprint": f"{number:064x}",
    }
    return Demand(category=category.pk, people=guests, **{**usual, **fields})


class DoorFactory(DjangoModelFactory[Door]):
    class Meta:
        model = Door

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence(lambda n: f"Entrée {n}")


def lent(door: Door, name: str = "Téléphone") -> tuple[Device, str]:
    """A device at that door and the secret of its address."""
    return lend_device(None, door, name)
