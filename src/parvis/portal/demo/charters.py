"""Two charters: the one of 2018 as its sources tell it, and one of Ambrelle that is open to signature.

Of the first, only facts stand here, in our own words, each with its source; where sources differ, both are kept.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from parvis.commit.charters import actions
from parvis.commit.charters.actions import Signature
from parvis.commit.charters.actions.signing import tell_signed, write_signature
from parvis.commit.charters.models import Charter, CharterVersion, Claim, Pledge, Signatory, SigningRequest
from parvis.convene.agenda.models import Event
from parvis.disclose.links.models import Link, Relation, Standing
from parvis.ground.identifiers.slugs import slug_of
from parvis.ground.sources.models import Source
from parvis.people.models import Organisation, User

READ = date(2026, 11, 26)
PRESS = {
    "make": (
        "Communiqué du lancement de l’Initiative pour une démocratie durable (novembre 2018)",
        "Make.org",
        (
            "https://about.make.org/post/communique-lancement-de-linitiative-pour-une-democratie-durable-la-premiere-"
            "alliance-mondiale-des-civic-tech-des-etats-et-des-villes-pour-preserver-la-democratie"
        ),
    ),
    "tribune": (
        "Les Civic Tech et les pouvoirs publics lancent une alliance mondiale (novembre 2018)",
        "La Tribune",
        (
            "https://www.latribune.fr/technos-medias/internet/les-civic-tech-et-les-pouvoirs-publics-lancent-une-alliance-"
            "mondiale-pour-sauver-la-democratie-797155.html"
        ),
    ),
    "slate": (
        "Citoyens, États et collectivités, mettons la technologie au service de la démocratie (tribune, novembre 2018)",
        "Slate.fr",
        "http://www.slate.fr/story/169818/citoyens-etats-et-collectivites-mettons-la-technologie-au-service-de-la-democratie",
    ),
}
BETWEEN = "2018-11-12/2018-11-13"  # the days that the sources give, neither preferred


class PledgeData(NamedTuple):
    side: str
    title: tuple[str, str]
    text: tuple[str, str]


PLEDGES_2018 = (
    PledgeData(
        "civic",
        ("Indépendance et neutralité", "Independence and neutrality"),
        ("Ne dépendre d’aucun pouvoir et n’en servir aucun.", "Depend on no power and serve none."),
    ),
    PledgeData(
        "civic",
        ("La technologie pour la démocratie", "Technology for democracy"),
        ("Mettre ce que l’on invente au service de la démocratie.", "Put what one invents to work for democracy."),
    ),
    PledgeData(
        "civic",
        ("Des algorithmes transparents", "Transparent algorithms"),
        ("Dire comment fonctionnent ses algorithmes.", "Say how one’s algorithms work."),
    ),
    PledgeData(
        "civic",
        ("Données personnelles et sécurité", "Personal data and security"),
        (
            "Respecter les données des personnes qui utilisent le service et assurer leur sécurité.",
            "Respect the data of those who use the service and keep them safe.",
        ),
    ),
    PledgeData(
        "public",
        ("Associer le plus possible", "Involve as much as possible"),
        (
            "Donner aux citoyens la plus grande part possible aux décisions.",
            "Give citizens the largest possible part in decisions.",
        ),
    ),
    PledgeData(
        "public",
        ("Faire appel aux civic techs", "Call on civic tech"),
        (
            "Recourir à leurs outils aussi souvent que possible, et aider ainsi l’innovation démocratique à se développer.",
            "Use their tools as often as possible, and so help democratic innovation to grow.",
        ),
    ),
    PledgeData(
        "public",
        ("Réduire la fracture numérique", "Narrow the digital divide"),
        (
            "Agir pour que les personnes les plus précaires puissent se servir de ces outils.",
            "Act so that those in the most precarious situations can use these tools.",
        ),
    ),
)
# body, its kind, capacity, side, name as the source has it
SIGNED_2018 = (
    ("République française", "state", "state", "public", ""),
    ("Ville de Paris", "local", "city", "public", "Mairie de Paris"),
    ("Gouvernement de Taïwan", "state", "state", "public", ""),
    ("Fluicity", "company", "civic-tech", "civic", ""),
    ("Make.org", "company", "civic-tech", "civic", ""),
    ("Voxe.org", "association", "civic-tech", "civic", ""),
)
NAMES_2018 = (
    "Pacte pour une démocratie durable",
    "Initiative pour une Démocratie durable",
    "Charte d’alliance",
    "Accord",
    "Pacte pour une Démocratie durable",
)


def both(fr: str, en: str) -> dict[str, str]:
    return {"fr": fr, "en": en}


def content(pledges: tuple[PledgeData, ...]) -> list[dict[str, Any]]:
    return [{"side": one.side, "title": both(*one.title), "text": both(*one.text)} for one in pledges]


def body_named(name: str, kind: str, *, fictional: bool = False) -> Organisation:
    """The body the archive has under this name, or a new one."""
    found = Organisation.objects.filter(name=name).order_by("pk").first()
    return found or Organisation.objects.create(slug=slug_of(name), name=name, kind=kind, fictional=fictional)


def write_archive_charter(keeper: User, blog: Source) -> Charter:
    """The charter of 2018; `blog` is the source that names it and tells its pledges."""
    sources = {
        key: Source.objects.create(title=title, publisher=publisher, url=url, consulted_on=READ)
        for key, (title, publisher, url) in PRESS.items()
    }
    charter = actions.create_charter(
        keeper,
        None,
        title=both("Initiative pour une démocratie durable", "Initiative for a sustainable democracy"),
        summary=both(
            "Une alliance de 2018 entre des villes et des États, d’une part, et des civic techs, de l’autre.",
            "An alliance of 2018 between cities and States on one side, civic techs on the other.",
        ),
        standing="documented",
    )
    version = CharterVersion.objects.get(charter=charter)
    actions.write_version(
        keeper,
        version,
        preamble=both(
            "Le but rapporté : que chacun prenne part plus souvent aux décisions publiques, avec de nouveaux outils, sans "
            "perdre de vue à quoi ils servent.",
            "The purpose reported: that people take part more often in public decisions, with new tools, without losing "
            "sight of what they are for.",
        ),
        pledges=content(PLEDGES_2018),
        wording="summarised",
        source=blog,
    )
    actions.adopt(keeper, version, BETWEEN)
    for name, kind, capacity, side, as_signed in SIGNED_2018:
        told = Signature(
            body_named(name, kind), capacity, side, signed_on=BETWEEN, place="Paris", name=as_signed, source=blog
        )
        actions.record_signature(keeper, charter, version, told)
    actions.add_claims(keeper, charter, claims_2018(charter, blog, sources))
    actions.publish(keeper, charter)
    for slug, relation, note, source in (
        ("sommet-des-govtech-2018", Relation.PRODUCED, "", blog),
        ("forum-de-paris-sur-la-paix-2018", Relation.RELATED, "", sources["make"]),
    ):
        event = Event.objects.filter(slug=slug).order_by("pk").first()
        if event is not None:
            Link.objects.create(
                from_type="event", from_uid=event.uid, relation=relation, to_type="charter", to_uid=charter.uid,
                standing=Standing.DOCUMENTED, source=source, note=note,
            )  # fmt: skip
    return charter


def claims_2018(charter: Charter, blog: Source, press: dict[str, Source]) -> list[Claim]:
    """Names, days and numbers, as each source gives them."""
    names = [Claim(charter=charter, kind="name", name=name, source=blog) for name in NAMES_2018]
    days = [
        Claim(
            charter=charter, kind="signed-on", day="2018-11-12", source=blog,
            scope=both("signée lors du GovTech Summit", "signed during the GovTech Summit"),
        ),
        Claim(
            charter=charter, kind="signed-on", day="2018-11-11/2018-11-13", source=blog,
            scope=both(
                "signée en marge du sommet pour la paix, dans la foulée du GovTech Summit",
                "signed on the fringe of the peace summit, right after the GovTech Summit",
            ),
        ),
        Claim(
            charter=charter, kind="launched-on", day="2018-11-12", source=press["tribune"],
            scope=both("lancement annoncé", "launch announced"),
        ),
        Claim(
            charter=charter, kind="launched-on", day="2018-11-13", source=press["make"],
            scope=both("lancée au Forum de Paris sur la paix", "launched at the Paris Peace Forum"),
        ),
    ]  # fmt: skip
    numbers = [
        Claim(
            charter=charter, kind="signatories", count=40, approximate=True, side="public", source=blog,
            scope=both("autres signataires, du côté des décideurs", "other signatories, on the side of decision-makers"),
        ),
        Claim(
            charter=charter, kind="signatories", count=40, approximate=True, source=press["make"],
            scope=both(
                "organisations de la civic tech, États, villes et personnalités ensemble",
                "civic-tech organisations, States, cities and public figures together",
            ),
        ),
        Claim(
            charter=charter, kind="signatories", count=30, side="civic", source=press["make"],
            scope=both("entreprises, associations et ONG signataires", "companies, associations and NGOs that signed"),
        ),
        Claim(
            charter=charter, kind="pledges", count=7, side="civic", source=press["tribune"],
            scope=both("engagements des civic techs", "pledges of the civic techs"),
        ),
        Claim(
            charter=charter, kind="pledges", count=5, side="civic", source=press["slate"],
            scope=both(
                "valeurs, dont l’ouverture du code, que le blog ne nomme pas",
                "values, one of them open source code, which the blog does not name",
            ),
        ),
    ]  # fmt: skip
    return [*names, *days, *numbers]


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
