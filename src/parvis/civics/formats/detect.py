"""Which of the known kinds a text is, told by its content first and its name last."""

import re

from parvis.civics.formats.errors import FormatError
from parvis.civics.formats.front_matter import FrontMatter, split

_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2019": "'"})
_TYPED_DAY = re.compile(
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+\d{1,2}(?:/\d|er\b|\s+\w).{0,80}?\[(?:<span[^>]*>)?[A-ZÉ]",
    re.DOTALL,
)
_PRESS = re.compile(
    r"^\W*(?:note aux r[ée]dactions|communiqu[ée] de presse|dossier de presse|alerte presse|contacts? presse"
    r"|d[ée]roul[ée] pr[ée]visionnel|programme pr[ée]visionnel|media advisory|press release|note to editors"
    r"|press contacts?)\b",
    re.IGNORECASE | re.MULTILINE,
)
_COMMITMENT = re.compile(
    r"^\s*(?:institutions? chef de file|institution \(?s?\)? ?principale|revue irm|principes ogp|plan d'action\s*:"
    r"|lead institution|irm review|action plan\s*:|engagements\s*$|r[ée]sum[ée] du statut)",
    re.IGNORECASE | re.MULTILINE,
)
_BLOG = re.compile(
    r"\bblog\b|\[caption\b|^\W*(?:publi[ée] le|posted on|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
    r"\s+\d{1,2}(?:er)?\s+\w+\s+\d{4}\s*$)",
    re.IGNORECASE | re.MULTILINE,
)
_CSV_WORDS = frozenset({
    "titre", "title", "nom", "name", "intitulé", "intitule", "événement", "evenement", "évènement", "event",
    "date", "début", "debut", "start", "date de début", "date_debut", "date debut", "jour", "lieu", "place",
    "uid", "id",
})  # fmt: skip


def plain(text: str) -> str:
    """The same text, one character for one, with ordinary spaces and apostrophes."""
    return text.translate(_SPACES)


def kind(text: str, name: str = "") -> str:
    """The kind of a text: one of `model.KINDS`.

    text   whole file as text
    name   file name; only its extension matters, and only where the content does not say
    raises FormatError when nothing can be read in it (empty, JSON of another sort, HTML without events)
    """
    head = text.lstrip("\ufeff \t\r\n")
    if not head:
        raise FormatError("Le fichier est vide.", "The file is empty.")
    if text.lstrip("\ufeff").startswith("---"):
        page = split(text)
        if page.present:
            return page_kind(page)
    if head[:15].upper() == "BEGIN:VCALENDAR":
        return "icalendar"
    if head[0] in "{[" and not head.startswith(("[caption", "{%", "{{", "{:")):
        return _json_kind(text, name)
    if head[0] == "<" and re.match(r"<(?:!doctype html|html|head|body|script)\b", head, re.IGNORECASE):
        return _html_kind(head)
    if name.lower().endswith((".csv", ".tsv")) or _looks_like_csv(head):
        return "csv"
    return _prose_kind(plain(head))


def page_kind(page: FrontMatter) -> str:
    """The kind of a page with front matter: agenda page, programme of sub-events, or press note."""
    if any(key in page.data for key in ("communique_file", "communique-file", "file", "files")) or "presse" in str(
        page.data.get("categories", "")
    ):
        return "press-note"
    if _TYPED_DAY.search(page.body):
        return "programme-page"
    return "agenda-page"


def _json_kind(text: str, name: str) -> str:
    if re.search(r'"@(?:context|graph|type)"', text):
        return "json-ld"
    if re.search(r'"(?:timings|firstTiming|nextTiming|originAgenda|onlineAccessLink)"\s*:', text) or re.search(
        r'"events"\s*:\s*\[', text
    ):
        return "openagenda"
    if text.lstrip("\ufeff \t\r\n")[0] == "[" and not name.lower().endswith(".json") and "{" not in text[:40]:
        return _prose_kind(plain(text))
    raise FormatError(
        "Ce JSON n’est ni un export OpenAgenda (« timings ») ni du JSON-LD schema.org (« @type »).",
        "This JSON is neither an OpenAgenda export (“timings”) nor schema.org JSON-LD (“@type”).",
    )


def _html_kind(head: str) -> str:
    if "application/ld+json" in head:
        return "json-ld"
    raise FormatError(
        "Cette page HTML ne contient aucun événement schema.org (script « application/ld+json »).",
        "This HTML page holds no schema.org event (“application/ld+json” script).",
    )


def _looks_like_csv(head: str) -> bool:
    first = head.split("\n", 1)[0].strip()
    separator = max(";,\t", key=first.count)
    cells = [cell.strip(' "').lower() for cell in first.split(separator)]
    return len(cells) >= 2 and len(_CSV_WORDS.intersection(cells)) >= 2


def _prose_kind(text: str) -> str:
    if len(_COMMITMENT.findall(text)) >= 2:
        return "commitment-page"
    if _PRESS.search(text):
        return "press-note"
    if _BLOG.search(text):
        return "blog-post"
    return "text"
