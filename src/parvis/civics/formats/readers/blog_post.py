"""Blog posts: nothing in them is an announcement, so nothing becomes an event; what is recognised is suggested."""

import datetime as dt
import re

from parvis.civics.dates import Reference, find_dates
from parvis.civics.formats.doubts import doubt
from parvis.civics.formats.model import EventDocument, Moment, Suggestion
from parvis.civics.formats.readers.markup import Line, lines_of
from parvis.civics.formats.readers.page import slug_of
from parvis.civics.formats.readers.page_dates import described
from parvis.civics.formats.readers.prose import dated_line, figures, quoted

_NAME = r"[A-ZÉ][\w.’'&-]*"
_EVENT_NAME = re.compile(
    rf"\b((?:{_NAME}\s+){{0,3}}(?:Summit|Congress|Forum|Week|Conference)"
    rf"|[Ss]ommet (?:pour |des |de |du |européen )[\w’' ]{{0,20}}[A-ZÉ][\w’'-]+(?: de [A-ZÉ][\w-]+)?)\b"
)
_CHARTER_NAME = re.compile(
    r"(?:L['’])?\b([Pp]acte|[Cc]harte|[Ii]nitiative|[Mm]anifeste)(?= pour une? | d['’]alliance| d['’]engagement)"
    r"((?: d['’]\w+| pour une? [\w’'-]+)(?: (?!à\b|et\b|de\b|par\b|qui\b|inédite)[\w’'-]+)?)"
)
_SIGNED = re.compile(r"\bsign(?:é|er|ée|ature|ataires?|ed)\b|\bapprouvé\b|\bapposant\b", re.IGNORECASE)
_SIGNING = re.compile(
    r"((?:[^.;]|\.(?=\w)){0,240}?)\s(?:ont également signé|ont signé|parmi une \w+ d['’]autres signataires)"
)
_OWN_SIGNATURE = re.compile(rf"({_NAME}) a pris part à .{{0,80}} en apposant sa signature")
_PLEDGES_INTRO = re.compile(
    r"(?:engagements?|principes?|pledges?|commitments?|principles)\b[^:]{0,30}:\s*$", re.IGNORECASE
)
_ORGANISED_BY = re.compile(
    r"organis(?:ée?s?|ed) (?:par|by)\s+(?:le |la |les |l['’]|the )?"
    r"((?:[^,(.;]|\.(?=\w)){3,60}?)(?=\s*[,(;]|\.\s|\s+a\s)",
    re.IGNORECASE,
)
_SUPPORT = re.compile(r"avec le soutien (?:de la |du |de l['’]|de |des )([^).;]{3,200})", re.IGNORECASE)
_RESIDUE = re.compile(r"logo$|^demander une démo|^vous souhaitez|cover image$", re.IGNORECASE)


def read(text: str, name: str) -> list[EventDocument]:
    """One quarantined document: title, date of the post, body, and suggestions for a person to confirm."""
    lines = lines_of(text.removeprefix("\ufeff").replace("\r\n", "\n"), 1)
    dated = dated_line(lines)
    references = (Reference.on("date-line", dated[0]),) if dated else ()
    published = None
    if dated:
        published = dt.datetime.combine(dated[0], dt.time(0)).replace(tzinfo=Moment(dated[0]).aware.tzinfo)
    title = _title(lines, dated[1] if dated else None)
    paragraphs = [line for line in lines if len(line.words) > 60 and line is not title]
    suggestions = [
        *_events(lines, references),
        *_charters(lines),
        *_pledges(lines),
        *_signatories(lines),
        *_organisations(lines),
        *quoted(lines),
        *figures(lines),
    ]
    return [
        EventDocument(
            kind="blog-post",
            title=title.words if title else "",
            path=name,
            external_id=slug_of(name),
            lead=paragraphs[0].words if paragraphs else "",
            body=text.strip(),
            published_at=published,
            suggestions=tuple(sorted(suggestions, key=_by_line)),
            doubts=(doubt("to-be-confirmed", "kind", "blog-post", line=1, blocking=True),),
            source=text,
        )
    ]


def _by_line(suggestion: Suggestion) -> tuple[int, str]:
    return suggestion.line, suggestion.kind


def _title(lines: list[Line], date_line: Line | None) -> Line | None:
    """The last line of words before the date of the post, else the first line."""
    before = []
    for line in lines:
        if line is date_line:
            break
        if not line.blank and not _RESIDUE.search(line.words):
            before.append(line)
    if date_line is not None and before:
        return before[-1]
    return next((line for line in lines if not line.blank and line is not date_line), None)


def _events(lines: list[Line], references: tuple[Reference, ...]) -> list[Suggestion]:
    """Days and ranges of the text, each with the event named nearest before or after in its sentence."""
    found = []
    for line in lines:
        if len(line.words) < 60 or not any(letter.isdigit() for letter in line.words):
            continue
        used: list[str] = []
        named = list(_EVENT_NAME.finditer(line.words))
        for mention in find_dates(line.words):
            if not mention.days:
                continue
            data = described(mention, references)
            if name := _nearest_name(named, mention.start, mention.end, used):
                data["name"] = name
            found.append(Suggestion("event", mention.quote, data, line.number))
    return found


def _nearest_name(named: list[re.Match[str]], start: int, end: int, used: list[str]) -> str:
    """The event named nearest to a date, one not yet given to an earlier date of the line if there is one."""
    names = [
        (match[1].strip() in used, min(abs(match.start(1) - end), abs(start - match.end(1))), match[1].strip())
        for match in named
    ]
    if not names or min(names)[1] > 160:
        return ""
    used.append(min(names)[2])
    return min(names)[2]


def _charters(lines: list[Line]) -> list[Suggestion]:
    """Names of an instrument that a text says was signed; the same name is suggested once."""
    seen: dict[str, Suggestion] = {}
    for line in lines:
        for match in _CHARTER_NAME.finditer(line.words):
            name = (match[1] + match[2]).strip()
            if name.lower() not in seen:
                signed = "true" if _SIGNED.search(line.words) else "false"
                seen[name.lower()] = Suggestion("charter", name, {"signed": signed}, line.number)
    return list(seen.values())


def _pledges(lines: list[Line]) -> list[Suggestion]:
    """The short lines that follow an announcement of pledges, up to a line that ends with a full stop."""
    found: list[Suggestion] = []
    for index, line in enumerate(lines):
        if not _PLEDGES_INTRO.search(line.words):
            continue
        for below in lines[index + 1 : index + 16]:
            if below.blank:
                continue
            if len(below.words) > 160 or below.heading:
                break
            text = re.sub(r"^(?:ainsi que|et)\s+", "", below.words.strip(" –-,.;"))
            found.append(Suggestion("pledge", text, {"position": str(len(found) + 1)}, below.number))
            if below.words.endswith("."):
                break
        break
    return found


def _signatories(lines: list[Line]) -> list[Suggestion]:
    """Whom a text names as signing or approving."""
    found: list[Suggestion] = []
    for line in lines:
        if not _SIGNED.search(line.words):
            continue
        for listed in _SIGNING.finditer(line.words):
            found += [Suggestion("signatory", name, {}, line.number) for name in _names(listed[1])]
        if own := _OWN_SIGNATURE.search(line.words):
            found.append(Suggestion("signatory", own[1], {}, line.number))
    return found


def _names(listed: str) -> list[str]:
    listed = re.sub(r"\([^)]*\)", "", listed)
    listed = re.sub(r"^.*?(?:Côté [^,]+,|Les [A-Z][\w]+ (?=[A-Z]))", "", listed).strip(" ,")
    names = []
    for part in re.split(r",\s*|\s+et\s+", listed):
        name = re.sub(r"^(?:le|la|les|l['’])\s*", "", part.strip(), flags=re.IGNORECASE)
        if re.search(r"[A-Z]|gouvernement|république", name) and 2 < len(name) < 60:
            names.append(name)
    return names


def _organisations(lines: list[Line]) -> list[Suggestion]:
    found: list[Suggestion] = []
    for line in lines:
        found += [
            Suggestion("organisation", match[1].strip(), {"role": "organiser"}, line.number)
            for match in _ORGANISED_BY.finditer(line.words)
        ]
        if supported := _SUPPORT.search(line.words):
            found += [
                Suggestion("organisation", name, {"role": "supporter"}, line.number) for name in _names(supported[1])
            ]
    return found
