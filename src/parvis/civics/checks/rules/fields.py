"""Fields: empty, doubled, contradictory, glued, with stray spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from parvis.civics.checks.finding import Flag, Severity, rule, say
from parvis.civics.checks.page import Page
from parvis.civics.dates import find_dates

SYNONYMS = (("event_start_date", "event_date", "dateEvent"), ("categories", "categorie"), ("tags", "tag"))

# Labels of a commitment page, in the words of its two languages: one notion a line.
NOTIONS: dict[str, str] = {
    "status": r"statut|status",
    "completion": r"achèvement|niveau d'achèvement|completion",
    "ambition": r"ambition(?: \([^)]*\))?|potential impact|impact potentiel",
    "verifiable": r"vérifiable|verifiable",
    "relevant": r"pertinent(?: pour les valeurs ogp)?|relevant(?: to ogp values)?",
    "early results": r"premiers résultats|early results(?: i)?|results",
    "lead institution": r"institutions?(?: \(s\)| \(s\))? ?(?:chef de file|principales?|responsables?)(?: \(s\))?"
    r"|institution ?\(s\) ?principale ?\(s\)|lead institutions?(?:\(s\))?|lead implementing agency",
    "supporting institution": r"institution ?\(?s?\)? ?de soutien|support(?:ing)? institutions?(?:\(s\))?",
    "start date": r"date de début|start date",
    "end date": r"date de fin|end date",
}
_NOTIONS = {name: re.compile(rf"(?:{pattern})", re.IGNORECASE) for name, pattern in NOTIONS.items()}
_LABELLED = re.compile(r"^(?P<label>[^\W\d_][^:\n]{2,70}?)\s*:(?P<value>[^\n]*)$", re.MULTILINE)


def labelled(page: Page) -> list[tuple[str, int, str, str]]:
    """Lines "label: value" of a commitment page: (notion, line, the line's words, value).

    The value may stand on the next line when that line follows at once; never beyond a blank line, where the next
    heading would be taken for it.
    """
    found = []
    for match in _LABELLED.finditer(page.body):
        label = match["label"].strip().lower().replace("’", "'").replace("\u00a0", " ")
        notion = next((name for name, pattern in _NOTIONS.items() if pattern.fullmatch(label)), None)
        if notion is None:
            continue
        line = page.line_of(page.body_start + match.start())
        value = match["value"].strip()
        if not value:
            value = page.line(line + 1).strip()
        found.append((notion, line, match[0].strip(), value))
    return found


@rule("F-EMPTY", Severity.WARNING, fr="Un champ n'a pas de valeur.", en="A field has no value.")
def empty(page: Page) -> Iterator[Flag]:
    if page.kind == "commitment-page":
        narrated = {notion for notion, _, _, value in labelled(page) if value}
        for notion, line, quote, value in labelled(page):
            if not value and notion not in narrated:  # F-NARR says the other case
                yield Flag(
                    line,
                    quote,
                    say(fr=f"« {quote} » n'a pas de valeur.", en=f"“{quote}” has no value."),
                    say(
                        fr="Donner la valeur, ou dire pourquoi elle manque (non évalué, sans objet).",
                        en="Give the value, or say why it is missing (not assessed, not applicable).",
                    ),
                    notion,
                )
    yield from _empty_keys(page, page.front.data, ())


def _empty_keys(page: Page, value: object, path: tuple[str | int, ...]) -> Iterator[Flag]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if (
                (inner is None and key != "lien")
                or inner == "null"
                or (key == "lien" and inner is None and _asks_registration(value))
            ):
                yield _empty_key(page, (*path, key), str(key), inner)
            else:
                yield from _empty_keys(page, inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _empty_keys(page, inner, (*path, index))


def _asks_registration(value: Mapping[object, object]) -> bool:
    words = " ".join(str(v) for v in value.values() if v).lower()
    return "inscription" in words and "obligatoire" in words


def _empty_key(page: Page, path: tuple[str | int, ...], key: str, value: object) -> Flag:
    line = page.front.line(*path)
    what = "null" if value == "null" else ""
    return Flag(
        line,
        page.line(line).strip(),
        say(
            fr=f"« {key} » n'a pas de valeur{' : le mot « null » est du texte' if what else ''}.",
            en=f"“{key}” has no value{': the word “null” is text' if what else ''}.",
        ),
        say(fr="Donner la valeur ou retirer la clé.", en="Give the value or remove the key."),
        ".".join(str(part) for part in path if isinstance(part, str)),
    )


@rule(
    "F-NARR",
    Severity.ERROR,
    fr="Un champ est vide alors que le texte en donne la valeur.",
    en="A field is empty while the text gives its value.",
)
def narrated(page: Page) -> Iterator[Flag]:
    if page.kind != "commitment-page":
        return
    rows = labelled(page)
    for notion, line, quote, value in rows:
        other = next((row for row in rows if row[0] == notion and row[3]), None)
        if not value and other:
            yield Flag(
                line,
                quote,
                say(
                    fr=f"« {quote} » est vide, le texte dit « {other[3]} » (ligne {other[1]}).",
                    en=f"“{quote}” is empty, the text says “{other[3]}” (line {other[1]}).",
                ),
                say(fr=f"Reporter « {other[3]} » et sa source.", en=f"Carry “{other[3]}” over, with its source."),
                notion,
                {"value": other[3], "line": other[1]},
            )


_NONE = re.compile(r"\b(?:aucun|pas d'|no)\s+(?:impact potentiel|potential impact)", re.IGNORECASE)
_UNKNOWN = re.compile(
    r"(?:pas suffisamment d[’']informations? pour évaluer l[’']impact|insufficient information to assess)[^.\n]*",
    re.IGNORECASE,
)


@rule(
    "F-CONFLICT",
    Severity.ERROR,
    fr="Le même champ a deux valeurs dans la page.",
    en="One field has two values in the page.",
)
def conflict(page: Page) -> Iterator[Flag]:
    if page.kind != "commitment-page":
        return
    seen: dict[str, tuple[int, str]] = {}
    for notion, line, quote, value in labelled(page):
        if not value or notion in {"start date"}:
            continue
        first = seen.setdefault(notion, (line, value))
        if _same(first[1], value):
            continue
        below = value not in page.line(line)
        yield Flag(
            line + below,
            value if below else quote,
            say(
                fr=f"Deux valeurs pour « {notion} » : « {first[1]} » (ligne {first[0]}) et « {value} ».",
                en=f"Two values for “{notion}”: “{first[1]}” (line {first[0]}) and “{value}”.",
            ),
            say(fr="Garder la bonne, ou dire ce qui les distingue.", en="Keep the right one, or say how they differ."),
            notion,
            {"first": first[1], "second": value},
        )
    stated = seen.get("ambition")
    claims = [m for pattern in (_NONE, _UNKNOWN) for m in pattern.finditer(page.text)]
    if stated and claims:
        listed = ", ".join(f"« {m[0]} » (l. {page.line_of(m.start())})" for m in claims)
        first_claim = claims[0]
        yield Flag(
            page.line_of(first_claim.start()),
            first_claim[0],
            say(
                fr=f"L'ambition est « {stated[1]} » (ligne {stated[0]}), mais le texte dit : {listed}.",
                en=f"The ambition is “{stated[1]}” (line {stated[0]}), but the text says: {listed}.",
            ),
            say(fr="Dire une seule chose, avec sa méthode.", en="Say one thing, with its method."),
            "ambition",
            {"stated": stated[1], "claims": [m[0] for m in claims]},
            column=page.column_of(first_claim.start()),
        )


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).lower() == re.sub(r"\W+", "", other).lower()


_TOKENS = re.compile(r"[^\s,;:.()]+")


@rule(
    "F-GLUE",
    Severity.ERROR,
    fr="Deux colonnes sont collées : la même date est deux fois au bout de la ligne.",
    en="Two columns are glued: the same date is twice at the end of the line.",
)
def glued(page: Page) -> Iterator[Flag]:
    if page.kind != "commitment-page":
        return
    for number in range(page.body_line, len(page.lines) + 1):
        line = page.line(number).rstrip()
        found = glued_tail(line)
        if found is None:
            continue
        start, token = found
        dates = [fuzzy.iso for mention in find_dates(line) if (fuzzy := mention.fuzzy())]
        yield Flag(
            number,
            line[start:],
            say(
                fr=f"« {token} » deux fois de suite : libellé et échéance collés.",
                en=f"“{token}” twice in a row: label and deadline are glued.",
            ),
            say(
                fr="Séparer le libellé de l'échéance.",
                en="Separate the label from its deadline.",
            ),
            fact={"repeated": token, "dates": dates},
            severity=Severity.WARNING if len(dates) > 1 and len(set(dates)) == 1 else None,  # the same: nothing is lost
            column=start,
        )


def glued_tail(line: str) -> tuple[int, str] | None:
    """Where the glued part of a line begins, and the year it repeats; a list of reports "2018-2020" is left alone."""
    tokens = [(m.start(), m[0]) for m in _TOKENS.finditer(line)]
    years = [(place, token) for place, token in tokens if re.fullmatch(r"(?:19|20)\d\d", token)]
    for (first, a), (second, b) in pairwise(years):
        between = line[first + 4 : second]
        if a == b and len(between) < 30 and not re.search(r"[,;.–—]|\d{4}", between) and second + 4 >= len(line) - 20:
            begin = next(
                (m.start() for m in re.finditer(r"\b(?:dès|dans|à partir|from|in|by)\b", line) if m.start() < first),
                first,
            )
            return begin, a
    return None


@rule("F-SYN", Severity.WARNING, fr="Deux clés pour une même notion.", en="Two keys for one notion.")
def synonyms(page: Page) -> Iterator[Flag]:
    for names in SYNONYMS:
        present = [name for name in names if name in page.front.data]
        for extra in present[1:]:
            line = page.front.line(extra)
            yield Flag(
                line,
                page.line(line).strip(),
                say(
                    fr=f"« {extra} » et « {present[0]} » (ligne {page.front.line(present[0])}) disent la même chose.",
                    en=f"“{extra}” and “{present[0]}” (line {page.front.line(present[0])}) say the same thing.",
                ),
                say(fr=f"Ne garder que « {names[0]} ».", en=f"Keep “{names[0]}” alone."),
                extra,
            )


@rule("F-DUPKEY", Severity.ERROR, fr="Une clé est donnée deux fois.", en="A key is given twice.")
def duplicate_keys(page: Page) -> Iterator[Flag]:
    for double in page.front.duplicates:
        yield Flag(
            double.line,
            page.line(double.line).strip(),
            say(
                fr=f"« {double.path[-1]} » est déjà donnée ligne {double.first_line} ; la dernière valeur "
                f"efface la première.",
                en=f"“{double.path[-1]}” is already given on line {double.first_line}; the last value erases "
                f"the first.",
            ),
            say(fr="N'en garder qu'une.", en="Keep one."),
            str(double.path[-1]),
        )


@rule("F-YAML", Severity.ERROR, fr="L'en-tête ne peut pas être lu.", en="The front matter cannot be read.")
def unreadable_front_matter(page: Page) -> Iterator[Flag]:
    if page.problem:
        line = page.problem.line or 1
        yield Flag(
            line,
            page.line(line).strip(),
            say(fr=page.problem.message["fr"], en=page.problem.message["en"]),
            say(
                fr="Corriger l'en-tête ; rien d'autre n'a pu y être vérifié.",
                en="Correct it; nothing in it could be checked.",
            ),
        )


_KNOWN_FIELD_KEYS = frozenset({"intitule", "contenu", "lien", "title", "image", "legende", "alternative-textuelle"})


@rule(
    "F-KEY",
    Severity.WARNING,
    fr="Une clé inconnue est ignorée par le site.",
    en="An unknown key is ignored by the site.",
)
def unknown_key(page: Page) -> Iterator[Flag]:
    fields = page.front.data.get("champs_informations")
    for index, field in enumerate(fields if isinstance(fields, list) else []):
        for key in field if isinstance(field, Mapping) else ():
            if key in _KNOWN_FIELD_KEYS:
                continue
            line = page.front.line("champs_informations", index, str(key))
            yield Flag(
                line,
                page.line(line).strip(),
                say(fr=f"« {key} » n'est pas une clé connue ici.", en=f"“{key}” is not a known key here."),
                say(
                    fr="Utiliser « intitule », « contenu » ou « lien ».",
                    en="Use “intitule”, “contenu” or “lien”.",
                ),
                f"champs_informations.{key}",
            )


@rule(
    "F-SPACE",
    Severity.INFO,
    fr="Une valeur commence ou finit par une espace.",
    en="A value begins or ends with a space.",
)
def stray_space(page: Page) -> Iterator[Flag]:
    if not page.front.present:
        return
    for number in range(2, page.body_line):
        line = page.line(number)
        if match := re.search(r"(?:: |- )(['\"])(?: [^'\"]*| ?[^'\"\s][^\n]* )\1\s*$", line):
            yield Flag(
                number,
                match[0].lstrip(": -"),
                say(fr="La valeur commence ou finit par une espace.", en="The value begins or ends with a space."),
                say(fr="Retirer l'espace et les guillemets.", en="Remove the space and the quotes."),
                line.split(":", 1)[0].strip(" -"),
            )


@rule(
    "F-CRAM",
    Severity.INFO,
    fr="Une liste est entassée dans une valeur, ou la valeur répète son libellé.",
    en="A list is crammed into one value, or the value repeats its label.",
)
def crammed(page: Page) -> Iterator[Flag]:
    access = page.front.data.get("acces")
    for i, item in enumerate(access if isinstance(access, list) else []):
        lines = item.get("lignes") if isinstance(item, Mapping) else None
        for j, entry in enumerate(lines if isinstance(lines, list) else []):
            value = entry.get("nom") if isinstance(entry, Mapping) else None
            if not isinstance(value, str):
                continue
            line = page.front.line("acces", i, "lignes", j, "nom")
            if value.count(",") >= 3 or len(re.findall(r"\bligne\s+\d", value, re.IGNORECASE)) >= 2:
                fr, en = "Plusieurs lignes dans une valeur.", "Several lines in one value."
                fix = say(fr="Une entrée « nom » par ligne.", en="One “nom” entry for each line.")
            elif value.strip().lower().startswith("lignes"):
                fr, en = "La valeur répète son libellé (« lignes »).", "The value repeats its label (“lignes”)."
                fix = say(fr="Écrire les numéros et la station seuls.", en="Write the numbers and the station alone.")
            else:
                continue
            yield Flag(line, value.strip(), say(fr=fr, en=en), fix, "acces.lignes.nom")


_BARE = re.compile(
    r"^(?:nouvel engagement|engagement reconduit|new commitment|carried over)\s*$", re.IGNORECASE | re.MULTILINE
)


@rule("F-BARE", Severity.INFO, fr="Une valeur est seule, sans libellé.", en="A value stands alone, without its label.")
def bare_value(page: Page) -> Iterator[Flag]:
    for match in _BARE.finditer(page.text):
        yield Flag(
            page.line_of(match.start()),
            match[0].strip(),
            say(fr="Cette valeur n'a pas de libellé.", en="This value has no label."),
            say(fr="Écrire « Nouvel engagement : oui ».", en="Write “New commitment: yes”."),
        )
