"""The reasons for refusal that every site begins with; a host adds its own."""

from __future__ import annotations

from typing import Any

from i18nfield.strings import LazyI18nString

# code: (label fr, label en), (explanation fr, en), (remedy fr, en)
STANDARD: tuple[tuple[str, tuple[str, str], tuple[str, str], tuple[str, str]], ...] = (
    (
        "outside-dates",
        ("En dehors des dates", "Outside the dates"),
        ("L’événement n’a pas lieu pendant l’édition.", "The event does not take place during the edition."),
        ("Une date comprise dans les jours de l’édition.", "A day within the days of the edition."),
    ),
    (
        "off-topic",
        ("Hors du sujet", "Off topic"),
        (
            "L’événement ne répond pas au thème de l’édition, tel que ses consignes le décrivent.",
            "The event does not belong to the theme of the edition, as its guidelines describe it.",
        ),
        (
            "Un programme qui dise ce que l’événement apporte à ce thème.",
            "A programme that says what the event brings to this theme.",
        ),
    ),
    (
        "not-open-enough",
        ("Pas assez ouvert", "Not open enough"),
        (
            "Le public visé par l’édition ne peut pas y prendre part.",
            "The audience of the edition cannot take part in it.",
        ),
        (
            "Des places pour ce public, ou une retransmission en ligne.",
            "Places for that audience, or a broadcast online.",
        ),
    ),
    (
        "commercial",
        ("Démarchage", "Sales event"),
        ("L’événement sert d’abord à vendre.", "The event first serves to sell something."),
        (
            "Un contenu utile sans achat, et des intervenants qui ne vendent pas.",
            "Content that is useful without a purchase, and speakers who do not sell.",
        ),
    ),
    (
        "duplicate",
        ("Déjà au programme", "Already in the programme"),
        (
            "Le même événement est déjà au programme, ou soumis par quelqu’un d’autre.",
            "The same event is in the programme already, or was submitted by somebody else.",
        ),
        (
            "Rien à faire si c’est bien le même ; sinon, un titre et un texte qui les distinguent.",
            "Nothing if it is indeed the same; otherwise a title and a text that tell them apart.",
        ),
    ),
    (
        "incomplete",
        ("Trop peu d’informations", "Too little information"),
        (
            "Ce qui est écrit ne permet pas de venir, ni de savoir de quoi il s’agit.",
            "What is written is not enough to come, or to know what it is about.",
        ),
        (
            "Les informations demandées par les consignes, avant la clôture.",
            "The information that the guidelines ask for, before the deadline.",
        ),
    ),
    (
        "unlawful",
        ("Contraire au droit", "Against the law"),
        (
            "Ce qui est annoncé est contraire à la loi ou aux règles du lieu.",
            "What is announced is against the law or the rules of the place.",
        ),
        ("Un événement conforme à ces règles.", "An event that keeps to these rules."),
    ),
)


def install_standard_reasons(reasons: Any) -> None:
    """Write the reasons that are not there yet; `reasons` is a manager, also the historical one of a migration."""
    for order, (code, label, explanation, remedy) in enumerate(STANDARD, start=1):
        reasons.get_or_create(
            code=code,
            host=None,
            defaults={
                "label": both(label),
                "explanation": both(explanation),
                "remedy": both(remedy),
                "order": order,
            },
        )


def both(words: tuple[str, str]) -> LazyI18nString:
    return LazyI18nString({"fr": words[0], "en": words[1]})
