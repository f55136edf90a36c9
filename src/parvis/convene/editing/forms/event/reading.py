"""Between a content and the fields that show it: identifiers become names, empty ends are left out, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import TYPE_CHECKING, Any

from django.forms import BaseForm

from parvis.convene.agenda.content import PLAIN, TERMS, Content
from parvis.convene.editing.queries.names import Meant, Named, bodies_meant, events_meant, places_meant

if TYPE_CHECKING:
    from parvis.convene.editing.forms.event.whole import EventForms

HOURS = frozenset({"start_time", "end_time"})


# --- From a content to fields ----------------------------------------------------------------------------------------


def initial_of(content: Mapping[str, Any], named: Named) -> dict[str, Any]:
    """The plain parts as fields show them; a last day that is the first is left empty."""
    given = {part: content[part] for part in (*PLAIN, *TERMS) if part in content}
    given["place"] = named.places.get(str(content.get("place") or ""), "")
    if content.get("end_day") == content.get("start_day"):
        given["end_day"] = ""
    for part in HOURS:
        given[part] = short_hour(given.get(part))
    given.setdefault("zone", "Europe/Paris")
    given.setdefault("language", "fr")
    given.setdefault("mode", "onsite")
    given.setdefault("admission", "free")
    return given


def short_hour(value: Any) -> str:
    """`18:30` of `18:30:00`: what a field of hours holds."""
    text = str(value or "")
    return text[:5] if text.endswith(":00") else text


def row_of(part: str, row: Any, named: Named) -> dict[str, Any]:
    """One row of a list as its fields show it."""
    if part == "related":
        return {"event": named.events.get(str(row), "")}
    shown = dict(row)
    if part == "sessions":
        shown["place"] = named.places.get(str(row.get("place") or ""), "")
        shown["end_day"] = "" if row.get("end_day") == row.get("start_day") else row.get("end_day")
        shown["programmes"] = ", ".join(row.get("programmes") or [])
        shown["links"] = "\n".join(
            f"{link.get('label', '')} {link.get('url', '')}".strip() for link in row.get("links") or []
        )
        for name in HOURS:
            shown[name] = short_hour(row.get(name))
    elif part == "participations":
        name = named.bodies.get(str(row.get("organisation") or "")) or named.people.get(str(row.get("person") or ""))
        shown["who"] = name or row.get("label") or ""
        shown["label"] = row.get("label") if name else ""
        shown["programmes"] = ", ".join(row.get("programmes") or [])
    elif part == "pictures":
        picture = named.pictures.get(str(row.get("picture")))
        if picture is not None:
            shown |= {"alt": str(picture.alt), "credit": picture.credit, "caption": str(picture.caption)}
    elif part == "sources":
        source = named.sources.get(str(row.get("source")))
        if source is not None:
            shown |= {"title": source.title, "url": source.url, "publisher": source.publisher}
            shown["consulted_on"] = source.consulted_on
    return shown


# --- What typed names mean -------------------------------------------------------------------------------------------


@dataclass
class Meanings:
    places: dict[str, Meant] = field(default_factory=dict)
    bodies: dict[str, tuple[str, str]] = field(default_factory=dict)
    events: dict[str, Meant] = field(default_factory=dict)
    problems: list[tuple[BaseForm, str, str]] = field(default_factory=list)


def meanings(forms: EventForms) -> Meanings:
    """Look up every name typed in the form; at most 5 queries."""

    def text(form: BaseForm, name: str) -> str:
        return str(form[name].value() or "").strip()

    places = [(forms.main, "place")] + [(form, "place") for _n, form in forms.rows["sessions"].told()]
    who = [form for _n, form in forms.rows["participations"].told()]
    events = [form for _n, form in forms.rows["related"].told()]
    found = Meanings(
        places=places_meant(text(form, name) for form, name in places),
        bodies=bodies_meant(text(form, "who") for form in who),
        events=events_meant((text(form, "event") for form in events), forms.viewer),
    )
    for form, name in places:
        meant = found.places.get(text(form, name))
        if meant is not None and meant.problem:
            found.problems.append((form, name, meant.problem))
    for form in events:
        meant = found.events.get(text(form, "event"))
        if meant is not None and meant.problem:
            found.problems.append((form, "event", meant.problem))
    return found


# --- From fields to a content ----------------------------------------------------------------------------------------


def content_of(forms: EventForms, before: Content) -> Content:
    """The content of a valid form, every part; what says the same as `before` is exactly what `before` holds."""
    cleaned = forms.main.cleaned_data
    content: Content = {part: plain(cleaned[part]) for part in PLAIN if part in cleaned}
    content["end_day"] = content["end_day"] or content["start_day"]
    content["place"] = uid_of(forms, cleaned.get("place"))
    content |= {part: list(cleaned.get(part) or []) for part in TERMS}
    for part, rows in forms.rows.items():
        content[part] = [row_content(forms, part, form, before) for _n, form in rows.told()]
    return {part: before[part] if part in before and same(value, before[part]) else value
            for part, value in content.items()}  # fmt: skip


def uid_of(forms: EventForms, text: Any) -> str | None:
    meant = forms.meant.places.get(str(text or "").strip())
    return meant.uid or None if meant else None


def row_content(forms: EventForms, part: str, form: BaseForm, before: Content) -> Any:
    values = {name: plain(value) for name, value in form.cleaned_data.items()}
    if part == "related":
        return forms.meant.events[str(values["event"]).strip()].uid
    if part == "sessions":
        return session_content(forms, values, before)
    if part == "participations":
        kind, uid = forms.meant.bodies.get(str(values.pop("who")).strip(), ("", ""))
        typed = str(form.cleaned_data["who"]).strip()
        values["label"] = (values.get("label") or "") if kind else typed
        values["organisation"] = uid if kind == "organisation" else None
        values["person"] = uid if kind == "person" else None
        values["programmes"] = words(values.get("programmes"))
        values["session"] = values.get("session") or None
        return values
    if part == "pictures":
        return {"picture": values["picture"]}
    if part == "sources":
        return {"source": values["source"], "note": values["note"]}
    for name in ("session", "source"):
        if name in values:
            values[name] = values[name] or None
    return values


def session_content(forms: EventForms, values: dict[str, Any], before: Content) -> dict[str, Any]:
    """A session as typed, over what the form does not show of it."""
    known = {str(row.get("uid")): row for row in before.get("sessions") or []}
    first = plain(forms.main.cleaned_data["start_day"])
    values["start_day"] = values["start_day"] or first
    values["end_day"] = values["end_day"] or values["start_day"]
    values["place"] = uid_of(forms, values["place"])
    values["programmes"] = words(values["programmes"])
    values["links"] = links(values["links"])
    values["mode"] = values["mode"] or "unknown"
    values["admission"] = values["admission"] or "unknown"
    values["status"] = values["status"] or "scheduled"
    return {**known.get(str(values["uid"]), {}), **values}


def words(text: Any) -> list[str]:
    return [word.strip() for word in str(text or "").split(",") if word.strip()]


def links(text: Any) -> list[dict[str, str]]:
    """One link a line: words, then the address."""
    found = []
    for line in str(text or "").splitlines():
        label, _space, url = line.strip().rpartition(" ")
        if url:
            found.append({"label": label, "url": url})
    return found


def plain(value: Any) -> Any:
    if isinstance(value, date | time):
        return value.isoformat()
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def same(one: Any, other: Any) -> bool:
    """Whether two values say the same: spaces at the ends, kinds of nothing and missing columns put aside."""
    return loosely(one) == loosely(other)


def loosely(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return {name: said for name, one in value.items() if (said := loosely(one)) not in ("", [], False)}
    if isinstance(value, list):
        return [loosely(one) for one in value]
    return value


def typed_content(forms: EventForms) -> Content:
    """The content of a form that may be wrong, for the checker alone: names stand where identifiers would."""

    def read(form: BaseForm, name: str) -> Any:
        if form.is_bound and name in getattr(form, "cleaned_data", {}):
            return plain(form.cleaned_data[name])
        return plain(form[name].value())

    content: Content = {part: read(forms.main, part) for part in (*PLAIN, "place")}
    content["place"] = content["place"] or read(forms.main, "new_place_name")
    content["hours_to_confirm"] = bool(content["hours_to_confirm"])
    for part in ("sessions", "information", "registration_links"):
        content[part] = [{name: read(form, name) for name in form.fields} for _n, form in forms.rows[part].told()]
    return content
