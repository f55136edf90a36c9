"""The charter of 2018, as its sources tell it: facts alone, in our own words; where sources differ, both are kept."""

from __future__ import annotations

from datetime import date

from parvis.commit.charters import actions
from parvis.commit.charters.actions import Signature
from parvis.commit.charters.models import Charter, CharterVersion, Claim
from parvis.convene.agenda.models import Event
from parvis.disclose.links.models import Link, Relation, Standing
from parvis.ground.sources.models import Source
from parvis.people.models import User
from parvis.portal.demo.charters.pledges import PledgeData, body_named, both, content

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
