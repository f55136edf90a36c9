"""The charter of a city that does not exist: signed, said, asked."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from parvis.commit.charters import actions
from parvis.commit.charters.actions import Signature
from parvis.commit.charters.actions.signing import tell_signed, write_signature
from parvis.commit.charters.models import Charter, CharterVersion, Pledge, Signatory, SigningRequest
from parvis.people.models import Organisation, User
from parvis.portal.demo.charters.pledges import PledgeData, body_named, both, content

HOST, HOST_NAME = "lucile.ferrandon@ambrelle.example", "Direction de la participation"
FIRST = (
    PledgeData(
        "civic",
        ("Dire comment on compte", "Say how one counts"),
        (
            "Chaque classement et chaque décompte est expliqué, paramètres compris.",
            "Every ranking and every count is explained, parameters included.",
        ),
    ),
    PledgeData(
        "civic",
        ("Ne garder que le nécessaire", "Keep no more than needed"),
        (
            "Les données des habitants servent à ce pour quoi elles sont données, puis sont effacées.",
            "Residents’ data serve what they were given for, then are erased.",
        ),
    ),
    PledgeData(
        "public",
        ("Répondre à chaque contribution", "Answer every contribution"),
        ("Une réponse motivée, dans un délai annoncé.", "A reasoned answer, within an announced time."),
    ),
    PledgeData(
        "public",
        ("Un guichet pour qui n’a pas Internet", "A counter for those without Internet"),
        (
            "Tout ce qui se fait en ligne se fait aussi sur place, avec quelqu’un.",
            "Whatever is done online is done on the spot too, with somebody.",
        ),
    ),
)
SECOND = (
    PledgeData(
        "civic",
        ("Un code que l’on peut relire", "Code that can be read"),
        (
            "Ce qui compte des voix ou classe des propositions est publié sous licence libre.",
            "What counts votes or ranks proposals is published under a free licence.",
        ),
    ),
)
INVITATION = both(
    "Peut signer tout organisme qui **organise ou outille** la participation à Ambrelle ou avec ses habitants. Chaque "
    "signataire dit ensuite, ici même, où en est chacun de ses engagements, avec des preuves.",
    "Any body that **runs or equips** participation in Ambrelle or with its residents may sign. Each signatory then says, "
    "on this very page, where each of its pledges stands, with evidence.",
)


def write_ambrelle_charter(anchor: date, at: datetime) -> Charter:
    """A charter of two versions, open to signature, with what its signatories say and one that withdrew."""
    host = User.objects.get(email=HOST)
    body = Organisation.objects.get(name=HOST_NAME)
    charter = actions.create_charter(
        host,
        body,
        title=both("Charte des outils de participation", "Charter of participation tools"),
        summary=both(
            "Ce que la Ville promet à qui participe, et ce que promettent celles et ceux qui fabriquent ou tiennent les outils.",
            "What the city promises to those who take part, and what those who make or run the tools promise.",
        ),
        standing="fictional",
    )
    first = CharterVersion.objects.get(charter=charter)
    preamble = both(
        "Participer ne vaut que si l’on sait ce que deviennent les voix.",
        "Taking part is worth it only if one knows what becomes of the voices.",
    )
    actions.write_version(host, first, preamble=preamble, pledges=content(FIRST))
    actions.adopt(host, first, (anchor - timedelta(410)).isoformat())
    actions.publish(host, charter)
    signatories = {name: signed(charter, first, anchor, name, *who) for name, *who in SIGNED_FIRST}
    actions.withdraw(
        None,
        signatories["Université des Ponts"],
        anchor - timedelta(95),
        "L’établissement ne tient plus d’outil de participation depuis l’été.",
    )
    second = actions.begin_version(host, charter)
    carried = [
        {"key": one.key, "side": one.side, "title": one.title, "text": one.text}
        for one in second.pledges.order_by("side", "order", "pk")
    ]
    actions.write_version(
        host,
        second,
        preamble=preamble,
        note=both(
            "Un engagement de plus pour les outils : un code que chacun peut relire, demandé par trois signataires.",
            "One more pledge for the tools: code that anyone can read, which three signatories asked for.",
        ),
        pledges=[*carried, *content(SECOND)],
    )
    actions.adopt(host, second, (anchor - timedelta(60)).isoformat())
    for name, *who in SIGNED_SECOND:
        signatories[name] = signed(charter, second, anchor, name, *who)
    say(signatories, at)
    actions.open_to_signature(host, charter, invitation=INVITATION, until=anchor + timedelta(45), answer_within=10)
    ask(charter, second, at)
    return charter


# body, kind, capacity, side, days before the anchor, who signed and in which office
SIGNED_FIRST = (
    ("Ville d’Ambrelle", "local", "city", "public", 410, "Hélène Castaing", "maire"),
    ("Cartes ouvertes de l’Ambre", "association", "civic-tech", "civic", 404, "Jonas Vidalier", "trésorier"),
    ("Signes en ville", "association", "other", "civic", 390, "Salomé Arvieux", "présidente"),
    ("Université des Ponts", "agency", "other", "civic", 380, "", "direction"),
)
SIGNED_SECOND = (
    ("Ville d’Ambrelle", "local", "city", "public", 60, "Hélène Castaing", "maire"),
    ("Service de l’eau d’Ambrelle", "agency", "other", "public", 41, "Marc Delaunoy", "responsable de la relation aux usagers"),
    ("Cartes ouvertes de l’Ambre", "association", "civic-tech", "civic", 38, "Jonas Vidalier", "trésorier"),
)  # fmt: skip


def signed(
    charter: Charter,
    version: CharterVersion,
    anchor: date,
    name: str,
    kind: str,
    capacity: str,
    side: str,
    ago: int,
    who: str,
    office: str,
) -> Signatory:
    """A signature as it was given on that day: the verb of the page signs today and no other day."""
    day = anchor - timedelta(ago)
    told = Signature(body_named(name, kind, fictional=True), capacity, side, who, office, day.isoformat(), "Ambrelle")
    signatory = write_signature(None, charter, version, told, told.signed_on)
    tell_signed(None, charter, signatory)
    return signatory


# signatory, key of the pledge, level, days before the anchor, words, evidence (kind, title, path)
SAID: tuple[tuple[str, str, str, int, str, tuple[tuple[str, str, str], ...]], ...] = (
    (
        "Ville d’Ambrelle", "repondre-a-chaque-contribution", "partly", 40,
        "Sept contributions sur dix ont reçu une réponse motivée ; les autres attendent un service qui n’a pas répondu.",
        (("direct", "Tableau des réponses, deuxième trimestre", "reponses-t2"),),
    ),
    (
        "Ville d’Ambrelle", "un-guichet-pour-qui-n-a-pas-internet", "kept", 38,
        "Trois guichets, ouverts quinze heures par semaine, où l’on vote et dépose un projet avec quelqu’un.",
        (
            ("direct", "Horaires et fréquentation des guichets", "guichets"),
            ("budget", "Ligne du budget : deux postes", "budget-guichets"),
        ),
    ),
    (
        "Service de l’eau d’Ambrelle", "repondre-a-chaque-contribution", "not-yet", 20,
        "Les réponses partent, mais sans délai annoncé. Un délai est prévu au printemps.", (),
    ),
    (
        "Cartes ouvertes de l’Ambre", "dire-comment-on-compte", "kept", 22,
        "La règle de fusion des relevés est écrite, avec ses paramètres et un exemple.",
        (("direct", "Règle de fusion, version 4", "regle-fusion"),),
    ),
    (
        "Cartes ouvertes de l’Ambre", "un-code-que-l-on-peut-relire", "partly", 21,
        "Le code du décompte est publié ; celui du classement attend d’être débarrassé de clés anciennes.",
        (("direct", "Dépôt du décompte", "depot-decompte"),),
    ),
)  # fmt: skip


def say(signatories: dict[str, Signatory], at: datetime) -> None:
    """What signatories say of themselves, on the days on which they said it."""
    for name, key, level, ago, words, evidence in SAID:
        signatory = signatories[name]
        pledge = Pledge.objects.get(version=signatory.version, key=key)
        shown = [
            {"kind": kind, "title": title, "url": f"https://preuves.ambrelle.example/{path}"}
            for kind, title, path in evidence
        ]
        actions.assess(None, signatory, pledge, level, text=words, evidence=shown, at=at - timedelta(ago))


def ask(charter: Charter, version: CharterVersion, at: datetime) -> None:
    """A body that has nobody here has confirmed that it asks to sign; it waits since some days."""
    since = at - timedelta(4)
    SigningRequest.objects.create(
        charter=charter, version=version, fingerprint="demonstration", body="Atelier des budgets partagés",
        capacity="civic-tech", side="civic", authority_name="Inès Valmont", authority_office="cofondatrice",
        contact_email="ines.valmont@budgets.example", state="waiting", created_at=since, confirmed_at=since,
        due=since + timedelta(charter.answer_within),
        note="Nous tenons le budget participatif de deux quartiers et souhaitons signer avant l’automne.",
    )  # fmt: skip
