"""Who registered in Ambrelle: a summit nearly full, an evening that is, families, what is not open yet, what is over."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from parvis.convene.agenda.models import Event, Session
from parvis.convene.registration.actions import setting_up
from parvis.convene.registration.models import (
    Access,
    Category,
    Kind,
    Letter,
    LetterKind,
    Purpose,
    Question,
    Registration,
    SignUp,
    State,
)
from parvis.people.models import User
from parvis.portal.demo.guests import Draw, Guest, write_guests
from parvis.portal.demo.roles import ROLES

ZONE = ZoneInfo("Europe/Paris")
SLUGS = SUMMIT, EVENING, GREENHOUSES, ALGORITHM, PAVEMENTS, WALK = (
    "sommet-des-services-publics-ouverts",
    "berges-de-l-ambre",
    "fete-des-serres",
    "algorithme-des-creches",
    "trottoirs",
    "marche-sur-la-digue",
)
RESIDENT = "tom.grandvaux@ambrelle.example"
WORDS = {
    "fr": "Deux journées, une seule inscription. La halle et les ateliers sont accessibles ; dites-nous ce qui vous aiderait.",
    "en": "Two days, one registration. The hall and the workshops are accessible; tell us what would help you.",
}
TICKET_WORDS = {
    "fr": "Entrée par le quai Vert. Ce billet suffit, sur papier ou à l’écran.",
    "en": "Come in by the quai Vert. This ticket is enough, on paper or on a screen.",
}
DIET = ("Repas de midi", "Lunch")
DIETS = (
    ("all", "Je mange de tout", "I eat everything"),
    ("vegetarian", "Végétarien", "Vegetarian"),
    ("vegan", "Végétalien", "Vegan"),
    ("none", "Je ne déjeune pas sur place", "I do not have lunch there"),
)
NEEDS = (
    (("step-free",), ""),
    (("sign-language",), ""),
    (("subtitles",), "Un écran de sous-titres visible du milieu de la salle."),
    (("induction-loop",), ""),
    (("parking", "step-free"), "Fauteuil électrique, 68 cm de large."),
    (("quiet-room",), ""),
    (("assistance-dogs",), ""),
)


def words(fr: str, en: str) -> dict[str, str]:
    return {"fr": fr, "en": en}


class Season:
    """Registrations around the anchor. `at`: the anchor at nine o'clock, the “now” of the demonstration."""

    def __init__(self, anchor: date, events: dict[str, Event]) -> None:
        self.anchor, self.events = anchor, events
        self.actor = User.objects.get(email=ROLES[0].email)
        self.at = self.instant(0)

    def instant(self, days: int, hour: time = time(9)) -> datetime:
        return datetime.combine(self.anchor + timedelta(days), hour, ZONE)

    def opened(self, where: Event | Session, capacity: int | None, name: tuple[str, str], **rules: Any) -> Category:
        """The first category of a registration opened by the demonstration's administrator."""
        registration = setting_up.open_registration(
            self.actor, where, capacity=capacity, name=words(*name), contact="accueil@ambrelle.example", **rules
        )
        return registration.categories.get()

    # The parts of a registration are there from the first; its page would otherwise tell eight changes of nobody.

    def category(self, registration: Registration, order: int, name: tuple[str, str], **fields: Any) -> Category:
        return Category.objects.create(registration=registration, order=order, name=words(*name), **fields)

    def question(self, registration: Registration, label: tuple[str, str], *of: Category, **fields: Any) -> Question:
        question = Question.objects.create(registration=registration, label=words(*label), **fields)
        question.categories.set(of)
        return question

    def purpose(self, registration: Registration, fr: str, en: str) -> Purpose:
        return Purpose.objects.create(registration=registration, label=words(fr, en))


def write_registrations(anchor: date, events: dict[str, Event]) -> None:
    season = Season(anchor, events)
    write_summit(season)
    write_evening(season)
    write_families(season)
    write_not_yet_and_no_more(season)
    write_past(season)


def write_summit(season: Season) -> None:
    """471 of 500 seats; the public's are all taken, and its waiting list moves each time somebody gives one back."""
    event, draw = season.events[SUMMIT], Draw(f"summit {season.anchor}")
    opens = season.instant(-21)
    public = season.opened(
        event, 500, ("Public", "Public"), opens_at=opens, words=WORDS, ticket_words=TICKET_WORDS, kept_days=30,
    )  # fmt: skip
    Category.objects.filter(pk=public.pk).update(capacity=380)
    public.refresh_from_db()
    registration = public.registration
    press = season.category(
        registration, 1, ("Presse", "Press"), capacity=30, approval=True,
        explanation=words("Votre accréditation est vérifiée par le service de presse.", "The press office checks your accreditation."),
    )  # fmt: skip
    agents = season.category(
        registration, 2, ("Agents de la Ville", "City staff"), capacity=90, access=Access.CODE, code="QUAI-VERT",
        explanation=words("Le code est sur l’intranet.", "The code is on the intranet."),
    )  # fmt: skip
    speakers = season.category(
        registration, 3, ("Intervenantes et intervenants", "Speakers"), within_capacity=False, access=Access.ORGANISERS
    )
    diet = season.question(
        registration, DIET, kind=Kind.CHOICE, purpose=words("Pour commander les repas.", "To order the meals."),
        options=[{"code": code, "label": words(fr, en)} for code, fr, en in DIETS],
    )  # fmt: skip
    medium = season.question(
        registration, ("Média", "Media organisation"), press, kind=Kind.LINE, required=True, order=1
    )
    minutes = season.purpose(registration, "Recevoir le compte rendu par courriel", "Receive the minutes by e-mail")
    listed = season.purpose(
        registration, "Figurer sur la liste des participants remise sur place",
        "Appear on the list of participants handed out there",
    )  # fmt: skip
    workshops = write_workshops(season, event, opens)
    setting_up.settle_form(registration)

    last = season.instant(0)
    everybody = draw.guests(374, opens, last)
    promoted = draw.guests(2, opens, last, steps=("promoted", "confirmed"))
    gone = draw.guests(6, opens, last, state=State.CANCELLED, steps=("confirmed", "cancelled"))
    offered = draw.guests(3, opens, last, state=State.OFFERED, until=season.instant(1, time(20)), steps=("promoted",))
    resident = Guest(name="Tom Grandvaux", email=RESIDENT, at=opens + timedelta(minutes=2))
    lapsed = draw.guests(2, opens, last, state=State.LAPSED, steps=("promoted", "lapsed"))
    waiting = draw.guests(24, opens, last, state=State.WAITING)
    came = [*everybody, *promoted, resident, *gone, *offered, *lapsed]
    for guest in draw.some(everybody, 310):
        guest.answers = {str(diet.uid): draw.random.choices([code for code, _, _ in DIETS], (12, 5, 2, 3))[0]}
    for guest in draw.some(everybody, 190):
        guest.consents = (minutes.pk, listed.pk) if draw.random.random() < 0.4 else (minutes.pk,)
    for guest, needs in zip(draw.some(everybody, 2 * len(NEEDS)), NEEDS * 2, strict=True):
        guest.needs = needs
    for guest in draw.some(everybody, 22):
        guest.language = "en"
    choose_workshops(draw, everybody, resident, list(workshops))
    by_instant = sorted(came, key=lambda guest: guest.at or last)
    made = write_guests(public, [*by_instant, *waiting], sessions=workshops)
    media = ("L’Écho de l’Ambre", "Radio Écluse", "Le Quai", "La Gazette du Levant")
    reporters = draw.guests(18, opens, last) + draw.guests(5, opens, last, state=State.PENDING)
    reporters += draw.guests(
        1, opens, last, state=State.REFUSED, steps=("refused",),
        reason="Nous n’avons pas trouvé le média que vous indiquez ; écrivez-nous si nous nous trompons.",
    )  # fmt: skip
    for guest in reporters:
        guest.answers = {str(medium.uid): draw.random.choice(media)}
    write_guests(press, reporters)
    write_guests(agents, draw.guests(68, opens, last))
    write_guests(speakers, draw.guests(42, opens, last))
    write_letters(made)


def write_workshops(season: Season, event: Event, opens: datetime) -> dict[int, Category]:
    """Three sessions with seats of their own: the first is full, with its own waiting list."""
    found: dict[int, Category] = {}
    for title, capacity in (
        ("Écrire un refus que l’on comprend", 24),
        ("Recompter un vote soi-même", 30),
        ("Acheter à petite échelle : ce qui bloque", 20),
    ):
        session = Session.objects.get(event=event, title=title)
        category = season.opened(session, capacity, ("Public", "Public"), opens_at=opens)
        found[category.registration_id] = category
    return found


def choose_workshops(draw: Draw, everybody: list[Guest], resident: Guest, workshops: list[int]) -> None:
    full, recount, buying = workshops
    takers = sorted(draw.some(everybody, 29), key=lambda guest: str(guest.at))
    for number, guest in enumerate(takers):
        guest.sessions[full] = State.CONFIRMED if number < 23 else State.WAITING
    resident.sessions[full] = State.CONFIRMED
    for key, number in ((recount, 19), (buying, 11)):
        for guest in draw.some(everybody, number):
            guest.sessions[key] = State.CONFIRMED


def write_letters(made: list[SignUp]) -> None:
    """What is owed to a few people of the summit: they reach the outbox as soon as the demonstration is served."""
    by_mail = {one.email: one for one in made}
    first = {state: [one for one in made if one.state == state] for state in (State.OFFERED, State.WAITING)}
    owed = [(by_mail[RESIDENT], LetterKind.TICKET)]
    owed += [(one, LetterKind.OFFER) for one in first[State.OFFERED]]
    owed += [(one, LetterKind.WAITING) for one in first[State.WAITING][-2:]]
    Letter.objects.bulk_create(Letter(sign_up=one, kind=kind) for one, kind in owed)


def write_evening(season: Season) -> None:
    """Tonight: all the seats are taken, some people wait."""
    event, draw = season.events[EVENING], Draw(f"evening {season.anchor}")
    opens = season.instant(-14)
    category = season.opened(event, 80, ("Public", "Public"), opens_at=opens, promotion_within=2, largest_party=2)
    guests = draw.guests(80, opens, season.at) + draw.guests(12, opens, season.at, state=State.WAITING)
    for guest, needs in zip(draw.some(guests[:80], 4), NEEDS, strict=False):
        guest.needs = needs
    write_guests(category, guests)


def write_families(season: Season) -> None:
    """Parents and children stay together."""
    event, draw = season.events[GREENHOUSES], Draw(f"families {season.anchor}")
    opens = season.instant(-10)
    category = season.opened(
        event, 140, ("Familles", "Families"), opens_at=opens, largest_party=6, confirm_by_mail=False,
        words=words(
            "Une seule inscription pour toute la famille : les enfants viennent avec vous.",
            "One registration for the whole family: children come with you.",
        ),
    )  # fmt: skip
    age = season.question(
        category.registration, ("Âge, pour un enfant", "Age, for a child"), kind=Kind.NUMBER, each=True,
        purpose=words("Pour prévoir les ateliers.", "To prepare the workshops."),
    )  # fmt: skip
    setting_up.settle_form(category.registration)
    families = draw.guests(30, opens, season.at)
    for guest in families:
        guest.children = tuple(draw.child(guest) for _ in range(draw.random.randint(1, 4)))
    # Seats are left, fewer than the largest of families would take.
    while 1 + sum(1 + len(guest.children) for guest in families) > 140:
        largest = max(families, key=lambda guest: len(guest.children))
        largest.children = largest.children[:1]
    write_guests(category, families, age=str(age.uid))


def write_not_yet_and_no_more(season: Season) -> None:
    season.opened(
        season.events[ALGORITHM], 80, ("Public", "Public"),
        opens_at=season.instant(3), words=words(
            "Les inscriptions ouvrent trois jours à l’avance, pour laisser le temps de lire le dossier.",
            "Registration opens some days from now, so that there is time to read the file.",
        ),
    )  # fmt: skip
    draw = Draw(f"pavements {season.anchor}")
    opens, closes = season.instant(-12), season.instant(-1, time(18))
    category = season.opened(season.events[PAVEMENTS], 25, ("Public", "Public"), opens_at=opens, closes_at=closes)
    write_guests(category, draw.guests(22, opens, closes))


def write_past(season: Season) -> None:
    """Over, and names are erased already; figures stay."""
    event, draw = season.events[WALK], Draw(f"walk {season.anchor}")
    opens, erased = season.instant(-40), season.instant(-2, time(4))
    category = season.opened(event, 40, ("Public", "Public"), opens_at=opens, kept_days=10)
    guests = draw.guests(40, opens, season.instant(-13)) + draw.guests(
        3, opens, season.instant(-13), state=State.CANCELLED, steps=("confirmed", "cancelled")
    )
    for guest in guests:
        guest.name = guest.email = ""
    write_guests(category, guests)
    SignUp.objects.filter(registration=category.registration_id).update(anonymised_at=erased)
    Registration.objects.filter(pk=category.registration_id).update(anonymised_at=erased)
