"""What prose without front matter says around its programme: titles, date lines, contacts, recognised facts."""

import datetime as dt
import re

from parvis.civics.dates import find_dates
from parvis.civics.formats.model import Contact, Suggestion
from parvis.civics.formats.readers.markup import Line

_DATE_LINE = re.compile(
    r"^(?:[A-ZÉÈÎÔ][\w’'-]+(?:[ -][A-ZÉ][\w’'-]+)*,\s*)?(?:publié\s+)?(?:le\s+|on\s+)?", re.IGNORECASE
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_PHONE = re.compile(r"(?:\+33\s?|\b0)[1-9](?:[\s.]?\d{2}){4}\b")
_CONTACT = re.compile(r"^contacts?(?: presse| press)?\b|^press contacts?\b", re.IGNORECASE)
_ABOUT = r"(?:plus de|pas moins de|près de|environ|quelque|moins de|more than|about|over)\s+"
_FIGURE = re.compile(
    rf"(?:{_ABOUT})?(?<![\d/.,])\d{{1,3}}(?:[ \u00a0\u202f.]\d{{3}})+\s+[a-zà-ÿ]+"
    rf"|{_ABOUT}\d+\s+[a-zà-ÿ]+(?:\s+membres)?"
    r"|(?<![\d/.,:])\b\d{2,4}\s+(?:exposants|villes|visiteurs|pays|intervenants|conférenciers|participants|signataires"
    r"|startups)",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"^«\s*([^«»]{40,900}?)\s*»\s*[,–—-]?\s*"
    r"((?:[A-ZÉ][\w’'-]+\s+)(?:d[eu’']\s?)?[A-ZÉ][\w’'-]+(?:\s+[A-ZÉ][\w’'-]+)?)\s*(?:,\s*(.+))?$"
)


def dated_line(lines: list[Line]) -> tuple[dt.date, Line] | None:
    """The first line that holds a full date and nothing else but a town ("Paris, le 02 décembre 2016")."""
    for line in lines:
        if len(line.words) > 60 or not re.search(r"\d{4}", line.words):
            continue
        mentions = [mention for mention in find_dates(line.words) if mention.days]
        if len(mentions) != 1 or len(mentions[0].days) != 1:
            continue
        day = mentions[0].days[0].in_year()
        rest = _DATE_LINE.sub("", line.words[: mentions[0].start]) + line.words[mentions[0].end :]
        if day is not None and not rest.strip(" .:"):
            return day, line
    return None


def contacts(lines: list[Line]) -> tuple[Contact, ...]:
    """The contacts named below a "Contact presse" heading, or on its line."""
    for index, line in enumerate(lines):
        if not _CONTACT.match(line.words):
            continue
        found = []
        for below in lines[index : index + 8]:
            email, phone = _EMAIL.search(below.words), _PHONE.search(below.words)
            if email or phone:
                first = min(match.start() for match in (email, phone) if match)
                name = _CONTACT.sub("", below.words[:first]).strip(" :,-–")
                found.append(Contact(name, phone[0] if phone else "", email[0] if email else ""))
        if found:
            return tuple(found)
    return ()


def figures(lines: list[Line]) -> list[Suggestion]:
    """Quantities with their unit, as written."""
    return [
        Suggestion(
            "figure", " ".join(match[0].split()), {"sentence": _sentence(line.words, match.start())}, line.number
        )
        for line in lines
        for match in _FIGURE.finditer(line.words)
    ]


def quoted(lines: list[Line]) -> list[Suggestion]:
    """Paragraphs between guillemets followed by a name."""
    found = []
    for line in lines:
        match = _QUOTED.match(line.words)
        if match:
            data = {"author": match[2].strip(), "office": (match[3] or "").strip()}
            found.append(Suggestion("quote", match[1], data, line.number))
    return found


def _sentence(text: str, at: int) -> str:
    start = max(text.rfind(". ", 0, at), text.rfind("! ", 0, at), text.rfind("? ", 0, at)) + 1
    end = min((found for found in (text.find(". ", at), text.find("! ", at)) if found > 0), default=len(text) - 1)
    return text[start : end + 1].strip()
