"""A story put into a sentence, a drawing and JSON."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.disclose.links.queries.whole import Line, Part, WholeStory
from parvis.ui.charts import Mark, timeline


def summary_of(story: WholeStory) -> str:
    """“12 dated facts, from 2016 to 2021; 2 without a date; 3 gaps.”"""
    dated = story.dated
    facts = ngettext("%(n)s dated fact", "%(n)s dated facts", len(dated)) % {"n": len(dated)}
    years = sorted(line.day.year for line in dated if line.day)
    if years and years[0] != years[-1]:
        facts = _("%(facts)s, from %(first)s to %(last)s") % {"facts": facts, "first": years[0], "last": years[-1]}
    told = [facts]
    if undated := len(story.stops) - len(dated):
        told.append(ngettext("%(n)s without a date", "%(n)s without a date", undated) % {"n": undated})
    if story.gaps:
        told.append(ngettext("%(n)s gap", "%(n)s gaps", story.gaps) % {"n": story.gaps})
    return _("; ").join(told) + "."


def drawing_of(story: WholeStory, language: str) -> SafeString:
    """The dated stops along a line."""
    marks = [Mark(line.day, f"{line.when}, {line.title}", kind_of(line)) for line in story.dated if line.day]
    title = _("Story of “%(title)s” along time") % {"title": story.here.title}
    return timeline(marks, title=title, description=description_of(story, language), identifier="story-chart")


def description_of(story: WholeStory, language: str) -> str:
    dated = story.dated
    if not dated:
        return ""
    words = {"summary": summary_of(story), "first": dated[0].title, "last": dated[-1].title}
    return _("%(summary)s First: %(first)s. Last: %(last)s. The list and the table below say the same.") % words


def kind_of(line: Line) -> str:
    if line.is_own:
        return "here"
    if not line.documented:
        return "illustrative"
    return "coming" if line.coming else "done"


def json_of(story: WholeStory) -> dict[str, Any]:
    return {
        "object": named(story.here.ref),
        "title": story.here.title,
        "url": settings.SITE_URL + story.here.url,
        "relation": story.chosen or None,
        "complete": not story.cut,
        "objects": [
            {
                **named(part.ref),
                "kind": part.type_label,
                "title": part.title,
                "url": settings.SITE_URL + part.url,
                "status": part.status or None,
                "standing": standing(part),
                "source": sourced(part),
            }
            for part in story.parts
        ],
        "ties": [{"from": named(tie.start), "relation": tie.relation, "to": named(tie.end)} for tie in story.ties],
        "lines": [
            {
                "line": line.kind,
                "date": line.day.isoformat() if line.day and line.kind == "stop" else None,
                "precision": line.precision,
                "title": line.title,
                "kind": line.label or None,
                "object": named(line.part.ref) if line.part else None,
                "url": settings.SITE_URL + line.url if line.url.startswith("/") else line.url or None,
            }
            for line in story.lines
        ],
    }


def named(ref: Any) -> dict[str, str]:
    return {"type": ref.type, "uid": str(ref.uid)}


def standing(part: Part) -> str:
    return "documented" if part.documented else "illustrative"


def sourced(part: Part) -> dict[str, Any] | None:
    if part.source is None:
        return None
    return {
        "title": part.source.title,
        "url": part.source.url or None,
        "consulted_on": part.source.consulted_on.isoformat() if part.source.consulted_on else None,
    }
