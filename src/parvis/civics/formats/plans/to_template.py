"""A plan laid out as the template that the Open Government Partnership asks for: HTML to print, and Markdown.

Fields: the union of the template's versions (number, title, dates, institutions, problem, commitment, contribution,
values, budget, milestones with their level of completion, self-assessment). HTML rather than a word processor's file:
it prints to PDF from any browser, opens in LibreOffice and Word, can be read aloud, and needs no library; headings and
tables survive the passage. What a plan does not say is told as such, never left blank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape

from parvis.civics.dates import FuzzyDate, write_date, write_day
from parvis.civics.formats.plans.model import CommitmentText, MilestoneText, PlanText, ProgressText
from parvis.civics.formats.plans.template_words import ABSENCES, COMPLETIONS, CURRENCY_SIGNS, VALUES, WORDS

HTML_TYPE = "text/html; charset=utf-8"
MARKDOWN_TYPE = "text/markdown; charset=utf-8"
Fields = list[tuple[str, str]]
_STYLE = (
    "body{font:11pt/1.45 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}"
    "h1,h2,h3,th{font-family:Arial,sans-serif;line-height:1.25}h2{border-top:2px solid #111;padding-top:.6rem;"
    "margin-top:2.5rem}table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem}th,td{border:1px solid #767676;"
    "padding:.35rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}.f th{width:30%}"
    "th{background:#f2f2f2;font-size:10pt}td p:first-child{margin-top:0}td p:last-child{margin-bottom:0}"
    "@media print{body{max-width:none;margin:0;padding:0}h2{break-before:page;border:0}tr{break-inside:avoid}}"
)


def html_chunks(
    plan: PlanText, commitments: Iterable[CommitmentText], *, language: str, render: Callable[[str], str]
) -> Iterator[str]:
    """A complete HTML document, a commitment at a time.

    language   "fr" or "en": of headings and dates; texts stay in their own language, which is marked
    render     Markdown → safe HTML
    """
    words = WORDS[language]
    yield (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(plan.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(plan.title)}</h1>\n" + _html_table(plan_fields(plan, language), escape)
    )
    for one in commitments:
        marked = f' lang="{escape(one.language)}"' if one.language and one.language != language else ""
        yield f"<h2{marked}>{escape(_heading(one))}</h2>\n"
        yield _html_table(facts(one, language), escape)
        for label, text in prose(one, language):
            said = f"<div{marked}>{render(text)}</div>" if text else f"<p>{escape(words['silent'])}</p>"
            yield f"<h3>{escape(label)}</h3>\n{said}\n"
        if one.milestones:
            head = "".join(f'<th scope="col">{escape(words[name])}</th>' for name in _STEP_COLUMNS)
            rows = "".join(
                "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in _step(step, language)) + "</tr>\n"
                for step in one.milestones
            )
            yield (
                f"<h3>{escape(words['milestones'])}</h3>\n<table>\n<thead><tr>{head}</tr></thead>\n"
                f"<tbody>\n{rows}</tbody>\n</table>\n"
            )
        if one.reports:
            yield f"<h3>{escape(words['declared'])}</h3>\n<p>{escape(_standing(one.reports, language))}</p>\n"
            yield f"<div{marked}>{render(_latest(one.reports).text)}</div>\n" if _latest(one.reports).text else ""
    yield "</main>\n</body>\n</html>\n"


def markdown_chunks(plan: PlanText, commitments: Iterable[CommitmentText], *, language: str) -> Iterator[str]:
    """The same as Markdown, for a shared pad or a repository."""
    words = WORDS[language]
    yield f"# {plan.title}\n\n" + _markdown_list(plan_fields(plan, language), language)
    for one in commitments:
        yield f"\n## {_heading(one)}\n\n" + _markdown_list(facts(one, language), language)
        for label, text in prose(one, language):
            yield f"\n### {label}\n\n{text or words['silent']}\n"
        if one.milestones:
            head = [words[name] for name in _STEP_COLUMNS]
            lines = [head, ["---"] * len(head), *(_step(step, language) for step in one.milestones)]
            table = "".join(f"| {' | '.join(_in_table(cell) for cell in line)} |\n" for line in lines)
            yield f"\n### {words['milestones']}\n\n{table}"
        if one.reports:
            said = _latest(one.reports).text
            yield f"\n### {words['declared']}\n\n{_standing(one.reports, language)}\n" + (f"\n{said}\n" if said else "")


def plan_fields(plan: PlanText, language: str) -> Fields:
    """What the first page says of the plan; only what is known."""
    words = WORDS[language]
    days = (plan.first_day, plan.last_day)
    span = " – ".join(write_day(day, language) for day in days if day)
    found = [
        (words["framework"], plan.framework),
        (words["member"], plan.member),
        (words["body"], plan.body),
        (words["number"], plan.number),
        (words["cycle"], plan.cycle),
        (words["span"], span),
        (words["adopted"], write_day(plan.adopted_on, language) if plan.adopted_on else ""),
        (words["page"], plan.page),
    ]
    return [(label, value) for label, value in found if value]


def facts(one: CommitmentText, language: str) -> Fields:
    """Short fields of a commitment, every one of the template; a missing one says why, or that nothing is said."""
    words = WORDS[language]
    absences = dict(one.absences)
    between = words["between"]
    carried = {True: words["carried"], False: words["new"], None: ""}[one.carried_over]
    budget = _money(one, language)
    found = {
        "identifier": one.external_id,
        "starts": _when(one.starts, language),
        "ends": _when(one.ends, language),
        "lead": between.join(one.lead),
        "supporting": between.join(one.supporting),
        "values": between.join(VALUES[language][value] for value in one.values),
        "policy_areas": between.join(one.policy_areas),
        "budget": budget,
        "novelty": carried + (f" ({one.predecessor})" if one.predecessor else ""),
        "source": one.url or one.page,
    }
    if one.withdrawn:
        found["withdrawn"] = words["withdrawn_on"].format(
            day=write_day(one.withdrawn.on, language), reason=one.withdrawn.reason
        )
    return [
        (words[name], value or ABSENCES[language].get(absences.get(name, ""), words["silent"]))
        for name, value in found.items()
    ]


def prose(one: CommitmentText, language: str) -> Fields:
    """Long fields, those of the template always, the others when the plan has them."""
    words = WORDS[language]
    parts = dict(one.parts)
    always = ("problem", "solution", "public_change")
    return [
        (words[part], parts.get(part, ""))
        for part in ("full_title", "problem", "solution", "ambition", "public_change", "roadmap", "context")
        if part in always or part in parts
    ]


_STEP_COLUMNS = ("step_number", "step", "starts", "due", "responsible", "level")


def _step(step: MilestoneText, language: str) -> list[str]:
    words = WORDS[language]
    due = step.due_words or _when(step.due, language)
    level = _standing(step.reports, language) if step.reports else words["silent"]
    if step.withdrawn:
        level = words["withdrawn_on"].format(day=write_day(step.withdrawn.on, language), reason=step.withdrawn.reason)
    return [
        step.number,
        step.title,
        _when(step.starts, language) or words["silent"],
        due or words["silent"],
        words["between"].join(step.responsible) or words["silent"],
        level,
    ]


def _heading(one: CommitmentText) -> str:
    return f"{one.number}. {one.title}" if one.number else one.title


def _when(date: FuzzyDate | None, language: str) -> str:
    return write_date(date, language) if date else ""


def _money(one: CommitmentText, language: str) -> str:
    if one.budget is None:
        return one.budget_note
    whole, cents = divmod(one.budget.minor, 100)
    separators = ("\u202f", ",") if language == "fr" else (",", ".")
    number = f"{whole:,}".replace(",", separators[0]) + (f"{separators[1]}{cents:02d}" if cents else "")
    said = f"{number}\u00a0{CURRENCY_SIGNS.get(one.budget.currency, one.budget.currency)}"
    return f"{said} ({one.budget_note})" if one.budget_note else said


def _latest(reports: tuple[ProgressText, ...]) -> ProgressText:
    return max(reports, key=lambda report: report.day.toordinal() if report.day else 0)


def _standing(reports: tuple[ProgressText, ...], language: str) -> str:
    """The latest declaration: “substantial, declared on 3 March 2027”."""
    latest = _latest(reports)
    level = COMPLETIONS[language].get(latest.completion, latest.completion)
    if latest.day is None:
        return level
    return WORDS[language]["declared_on"].format(level=level, day=write_day(latest.day, language))


def _html_table(fields: Fields, safe: Callable[[str], str]) -> str:
    rows = "".join(f'<tr><th scope="row">{safe(label)}</th><td>{safe(value)}</td></tr>\n' for label, value in fields)
    return f'<table class="f">\n<tbody>\n{rows}</tbody>\n</table>\n'


def _markdown_list(fields: Fields, language: str) -> str:
    colon = WORDS[language]["colon"]
    return "".join(f"- **{label}**{colon}{value}\n" for label, value in fields)


def _in_table(cell: str) -> str:
    return " ".join(cell.split()).replace("|", "\\|")
