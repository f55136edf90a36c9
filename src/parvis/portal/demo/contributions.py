"""The innovation month as its host sees it: three contributors, a queue with two findings, an answer of each kind.

Everything goes through the verbs that a person uses; only the days on which it was done are put back afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from parvis.convene.agenda.actions import create_event
from parvis.convene.agenda.models import Edition, Event, Inclusion
from parvis.convene.submissions import actions
from parvis.convene.submissions.actions.offering import queue
from parvis.convene.submissions.models import AnswerTemplate, Message, Opening, RefusalReason, Submission
from parvis.ground.places.models import Place
from parvis.people.models import Membership, Organisation, User
from parvis.ui.dates import day_words, weekday_word

EDITION = "mois-innovation-ambrelle"
# name, address, body: those who write for it besides the roles of the demonstration
CONTRIBUTORS = (
    ("Salomé Arvieux", "salome.arvieux@ambrelle.example", "Signes en ville"),
    ("Idriss Lacombe", "idriss.lacombe@ambrelle.example", "Ambrelle à vélo"),
)
HOST, MODERATOR = "lucile.ferrandon@ambrelle.example", "awa.diarrisso@ambrelle.example"

GUIDELINES = {
    "fr": (
        "Le mois de l’innovation est fait par celles et ceux qui rendent un service au public, et par les gens qui s’en "
        "servent. Une séance qui **montre quelque chose, l’essaie ou en discute** y a sa place.\n\n"
        "- Un titre qui dit ce qui se passe, pas le nom du projet.\n"
        "- Une heure de début, un lieu ou une adresse en ligne.\n"
        "- Ce qui est accessible, et ce qui ne l’est pas."
    ),
    "en": (
        "The innovation month is made by those who render a service to the public and by those who use it. A session "
        "that **shows something, tries it or discusses it** belongs here.\n\n"
        "- A title that says what happens, not the name of the project.\n"
        "- An hour at which it begins, a place or an online address.\n"
        "- What is accessible, and what is not."
    ),
}
TEMPLATES = (
    (
        "changes",
        "Une date à vérifier",
        "Bonjour,\n\nLe jour de la semaine et la date ne vont pas ensemble. Lequel des deux est juste ?",
        "Hello,\n\nThe day of the week and the date do not agree. Which of the two is right?",
    ),
    (
        "accept",
        "Bienvenue au programme",
        "Bonjour,\n\nVotre événement est au programme du mois. Merci !",
        "Hello,\n\nYour event is in the programme of the month. Thank you!",
    ),
)


@dataclass(frozen=True)
class Offer:
    """An event offered to the month; days count from the anchor, `ago` says how long since it was submitted."""

    title: str
    lead: str
    by: str  # address of who submits it
    day: int
    start: time
    end: time
    place: str
    formats: tuple[str, ...]
    themes: tuple[str, ...]
    ago: int
    admission: str = "free"


def offers(anchor: date) -> tuple[Offer, ...]:
    """Seven offers; two of them contradict themselves, as last year's text does when only the date is changed."""
    ramps, last_year = anchor + timedelta(9), anchor + timedelta(12 - 364)
    wrong = weekday_word(ramps + timedelta(1), "fr")
    return (
        Offer(
            "Relevé des rampes du Pont-Neuf",
            f"Rendez-vous le {wrong} {day_words(ramps, 'fr').split(' ', 1)[1]} pour mesurer ensemble vingt entrées de "
            "commerces, mètre ruban fourni.",
            "jonas.vidalier@ambrelle.example", 9, time(14), time(16, 30), "Maison des associations",
            ("workshop",), ("accessibility",), 17,
        ),
        Offer(
            "Réparer la piste du quai : essai à vélo",
            f"On roule les deux tracés, puis on vote : rendez-vous le {day_words(last_year, 'fr', year=True)} au Bief.",
            "idriss.lacombe@ambrelle.example", 12, time(10), time(12), "Le Bief", ("visit",), ("mobility",), 9,
        ),
        Offer(
            "Le guichet en langue des signes, un an après",
            "Ce qui a changé pour les personnes sourdes à l’hôtel de ville, raconté par elles et par le guichet.",
            "salome.arvieux@ambrelle.example", 14, time(18), time(19, 30), "Hôtel de ville",
            ("feedback",), ("accessibility",), 4,
        ),
        Offer(
            "Cartographier les fontaines, rue par rue",
            "Une matinée pour compléter la carte ouverte des points d’eau.",
            "jonas.vidalier@ambrelle.example", 11, time(9, 30), time(12), "Médiathèque des Tanneurs",
            ("workshop",), ("environment",), 12,
        ),
        Offer(
            "Bourse aux vélos d’hiver",
            "Vente de vélos d’occasion et d’accessoires, paiement sur place.",
            "idriss.lacombe@ambrelle.example", 16, time(9), time(13), "Gymnase Alice-Milliat",
            ("meetup",), ("mobility",), 14,
        ),
        Offer(
            "Lire un plan sans le voir",
            "Plans tactiles du centre, fabriqués et relus par des personnes aveugles.",
            "salome.arvieux@ambrelle.example", 8, time(15), time(17), "Archives municipales",
            ("demo",), ("accessibility",), 20,
        ),
        Offer(
            "Où passent les bus quand la rue ferme ?",
            "Les données d’horaires ouvertes, expliquées par ceux qui les produisent.",
            "jonas.vidalier@ambrelle.example", 13, time(17), time(18), "Campus des Ponts",
            ("round-table",), ("mobility",), 6,
        ),
    )  # fmt: skip


RAMPS, BIKE, DESK, FOUNTAINS, FAIR, MAPS, BUSES = range(7)


def write_contributions(anchor: date, at: datetime, editions: dict[str, Edition]) -> list[Event]:
    """Open the month, let three bodies offer seven events, and answer four of them."""
    month = editions[EDITION]
    write_people()
    host, moderator = User.objects.get(email=HOST), User.objects.get(email=MODERATOR)
    opening = actions.save_opening(host, opening_of(month, anchor))
    for kind, title, fr, en in TEMPLATES:
        template = AnswerTemplate(host=month.host, kind=kind, title=title, text={"fr": fr, "en": en})
        actions.save_template(host, template)
    submitted = [write_offer(offer, anchor, at, opening) for offer in offers(anchor)]
    answer(submitted, moderator, host, at)
    return [submission.event for submission in submitted]


def write_people() -> None:
    for name, address, body in CONTRIBUTORS:
        user = User.objects.create_user(address, name=name)
        user.emailaddress_set.create(email=address, verified=True, primary=True)
        Membership.objects.create(user=user, organisation=Organisation.objects.get(name=body), role="contributor")


def opening_of(month: Edition, anchor: date) -> Opening:
    zone = ZoneInfo("Europe/Paris")
    return Opening(
        edition=month,
        opens_at=datetime.combine(anchor - timedelta(60), time(9), zone),
        closes_at=datetime.combine(anchor + timedelta(7), time(18), zone),
        guidelines=GUIDELINES,
        required_parts=["lead", "hours", "place", "formats"],
        public=True,
        two_person=False,
        answer_within=10,
        contact="participation@ambrelle.example",
    )


def write_offer(offer: Offer, anchor: date, at: datetime, opening: Opening) -> Submission:
    user = User.objects.get(email=offer.by)
    body = Organisation.objects.get(memberships__user=user)
    day = anchor + timedelta(offer.day)
    event = create_event(
        user,
        body,
        {
            "title": offer.title,
            "lead": offer.lead,
            "start_day": day.isoformat(),
            "start_time": offer.start.isoformat(),
            "end_time": offer.end.isoformat(),
            "mode": "onsite",
            "admission": offer.admission,
            "place": str(Place.objects.get(name=offer.place).uid),
            "formats": list(offer.formats),
            "themes": list(offer.themes),
            "participations": [{"role": "organiser", "organisation": str(body.uid)}],
        },
    )
    Event.objects.filter(pk=event.pk).update(standing="fictional", created_at=at - timedelta(offer.ago + 1))
    # Not `submit`: a demonstration of another day than today is as closed, or as open, as its own days say.
    submission = queue(user, event, opening, "", language="fr")
    since = at - timedelta(offer.ago)
    Submission.objects.filter(pk=submission.pk).update(submitted_at=since, due=opening.due(since))
    submission.refresh_from_db()
    return submission


def answer(submitted: list[Submission], moderator: User, host: User, at: datetime) -> None:
    """One accepted, one refused with its reason, one that waits for its contributor, one whose reply waits for us."""
    commercial = RefusalReason.objects.get(code="commercial", host=None)
    maps, fair, fountains, buses = (submitted[one] for one in (MAPS, FAIR, FOUNTAINS, BUSES))
    actions.accept(moderator, maps, base=0, version=maps.version, text="Bienvenue au programme !")
    actions.refuse(
        moderator,
        fair,
        base=0,
        reason=commercial,
        text="Une bourse aux vélos est utile, mais c’est une vente. Un atelier de réparation ouvert à tous, le même "
        "jour, aurait sa place au programme.",
    )
    actions.ask_for_changes(
        host, buses, base=0, text="Qui parlera, et pourra-t-on suivre à distance ? Dites-le dans le texte."
    )
    actions.ask_for_changes(host, fountains, base=0, text="Faut-il venir avec un ordinateur ?")
    jonas = User.objects.get(email="jonas.vidalier@ambrelle.example")
    actions.reply(jonas, fountains, "Non, un téléphone suffit ; nous en prêtons cinq.")
    for submission, ago in ((maps, 15), (fair, 11), (fountains, 8), (buses, 2)):
        Submission.objects.filter(pk=submission.pk).update(answered_at=at - timedelta(ago))
        Message.objects.filter(submission=submission).update(at=at - timedelta(ago))
    Submission.objects.filter(pk=fountains.pk).update(replied_at=at - timedelta(7))
    assert Inclusion.objects.filter(event=maps.event).exists()  # noqa: S101 -- an accepted event is in the month
