"""The rules of a commitment: who, by when, what changes for the public, and how anybody could tell that it was kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parvis.civics.checks.finding import Severity, Words, say, typeset
from parvis.civics.checks.promise.shape import CORE_VALUES, Promise, Step
from parvis.civics.checks.record.shape import Remark
from parvis.civics.checks.rules.fields import glued_tail
from parvis.civics.dates import FuzzyDate, find_dates, write_date, write_day

# rule → the sentence that says what it finds; `docs/organiser/commitments.md` repeats them
PROMISE_RULES: dict[str, Words] = {
    "C-REL": say(
        fr="Aucune des trois valeurs du gouvernement ouvert n’est revendiquée, ou rien ne dit ce qui change.",
        en="None of the three open-government values is claimed, or nothing says what changes.",
    ),
    "C-OWNER": say(fr="Personne n’en répond.", en="Nobody answers for it."),
    "C-STEP": say(fr="Aucun jalon ne dit comment y arriver.", en="No milestone says how to get there."),
    "C-DUE": say(fr="L’échéance manque, ou reste vague.", en="The deadline is missing, or vague."),
    "F-GLUE": say(fr="Le libellé et l’échéance sont collés.", en="The label and the deadline are glued."),
    "D-OPEN": say(fr="Le jalon n’a pas de fin dans le plan.", en="The milestone has no end within the plan."),
    "C-MILE": say(fr="Le texte et l’échéance se contredisent.", en="The text and the deadline contradict each other."),
    "C-VAGUE": say(fr="Rien ne permettra de dire que c’est fait.", en="Nothing will let anybody say that it is done."),
}

SOON = re.compile(
    r"\b(?:dès que possible|à terme|prochainement|bientôt|au plus vite|progressivement|à court terme|à moyen terme"
    r"|à long terme|en temps utile|dans les meilleurs délais|as soon as possible|in due course|shortly|eventually"
    r"|progressively|over time|in the (?:short|medium|long) term)\b",
    re.IGNORECASE,
)
VAGUE = re.compile(
    r"\b(?:favoriser|encourager|promouvoir|soutenir|accompagner|sensibiliser|renforcer|améliorer|développer|valoriser"
    r"|contribuer à|réfléchir|étudier|explorer|faciliter|encourage|promote|support|foster|strengthen|improve|enhance"
    r"|raise awareness|contribute to|explore|consider|facilitate)\b",
    re.IGNORECASE,
)
# What anybody could look for: a figure, a list, something published, held, voted, opened.
TANGIBLE = re.compile(
    r"\d|\b(?:publi\w+|mettre en ligne|mis\w* en ligne|ouvrir|organiser|tenir|adopter|voter|créer|livrer|signer|former"
    r"|publish\w*|release\w*|put online|hold|organise|organize|adopt|vote|create|deliver|sign|train|open)\b",
    re.IGNORECASE,
)
SENTENCE = 40  # letters below which nothing was really said of what changes for the public


def remarks(promise: Promise) -> tuple[Remark, ...]:
    """What to put right before the commitment is adopted, in the order of the form; nothing when it holds together.

    Deterministic, and it never raises. Errors hold a publication back: nobody in charge, a deadline that the plan
    does not contain, a label glued to its deadline. The rest is advice.
    """
    return (*_vague(promise), *_relevance(promise), *_owner(promise), *_steps(promise))


def _remark(rule: str, severity: Severity, part: str, quote: str, message: Words, suggestion: Words) -> Remark:
    def set_well(words: Words) -> Words:
        return {"fr": typeset(words["fr"]), "en": words["en"]}

    return Remark(rule, severity, part, quote, set_well(message), set_well(suggestion))


def _vague(promise: Promise) -> Iterator[Remark]:
    found = VAGUE.search(promise.solution)
    if found and not TANGIBLE.search(promise.solution):
        yield _remark(
            "C-VAGUE", Severity.INFO, "solution", found[0],
            say(
                fr="Rien dans ce texte ne se compte ni ne se constate : une revue dirait « non vérifiable ».",
                en="Nothing in this text can be counted or observed: a review would say “not verifiable”.",
            ),
            say(
                fr="Dire ce qui existera à la fin : combien, où, pour qui, publié où.",
                en="Say what there will be at the end: how many, where, for whom, published where.",
            ),
        )  # fmt: skip


def _relevance(promise: Promise) -> Iterator[Remark]:
    claimed = promise.values & frozenset(CORE_VALUES)
    if not claimed:
        only = bool(promise.values)
        yield _remark(
            "C-REL", Severity.WARNING, "values", "",
            say(
                fr="Ni transparence, ni participation, ni redevabilité"
                + (" ; les autres valeurs ne comptent qu'en plus de l'une d'elles" if only else "")
                + ". Une revue répondrait « pas pertinent pour le gouvernement ouvert ».",
                en="Neither transparency, nor participation, nor accountability"
                + ("; the other values count only beside one of these" if only else "")
                + ". A review would answer “not relevant to open government”.",
            ),
            say(
                fr="Revendiquer l'une des trois, et dire ce qui change pour le public.",
                en="Claim one of the three, and say what changes for the public.",
            ),
        )  # fmt: skip
    elif len(re.sub(r"\W", "", promise.relevance)) < SENTENCE:
        yield _remark(
            "C-REL", Severity.WARNING, "relevance", "",
            say(
                fr="Une valeur est revendiquée, mais aucune phrase ne dit ce qui change pour le public.",
                en="A value is claimed, but no sentence says what changes for the public.",
            ),
            say(
                fr="Répondre à une question : que saura, que décidera, de quoi sera-t-il rendu compte de plus ?",
                en="Answer one question: what more will the public know, decide, or be told about?",
            ),
        )  # fmt: skip


def _owner(promise: Promise) -> Iterator[Remark]:
    if not promise.led:
        yield _remark(
            "C-OWNER", Severity.ERROR, "lead", "",
            say(
                fr="Aucune institution n'en répond : personne ne pourra écrire où on en est.",
                en="No institution answers for it: nobody will be able to write where it stands.",
            ),
            say(fr="Nommer l'institution cheffe de file.", en="Name the lead institution."),
        )  # fmt: skip


def _steps(promise: Promise) -> Iterator[Remark]:
    if not promise.steps:
        yield _remark(
            "C-STEP", Severity.WARNING, "milestones", "",
            say(
                fr="Aucun jalon : rien ne dira si l'on avance.",
                en="No milestone: nothing will say whether it moves.",
            ),
            say(fr="En écrire au moins un, avec une échéance.", en="Write one at least, with a deadline."),
        )  # fmt: skip
    for number, step in enumerate(promise.steps):
        part = f"milestones[{number}]"
        glued = _glued(step, part)
        yield from glued
        if step.due is None:
            yield from _no_deadline(step, part)
        else:
            yield from _outside(promise, step.due, part)
            if not glued:
                yield from _against_its_text(step, step.due, part)
        if not step.owned:
            yield _remark(
                "C-OWNER", Severity.WARNING, part, "",
                say(fr="Personne ne répond de ce jalon.", en="Nobody answers for this milestone."),
                say(fr="Nommer qui le fait.", en="Name who does it."),
            )  # fmt: skip


def _glued(step: Step, part: str) -> list[Remark]:
    lines = [line.rstrip() for line in step.text.splitlines() if line.strip()]
    for line in lines:
        found = glued_tail(line)
        if found is not None:
            start, token = found
            return [
                _remark(
                    "F-GLUE",
                    Severity.ERROR,
                    part,
                    line[start:],
                    say(
                        fr=f"« {token} » deux fois de suite : le libellé et l'échéance sont collés.",
                        en=f"“{token}” twice in a row: the label and the deadline are glued.",
                    ),
                    say(
                        fr="Laisser l'échéance dans sa colonne, et finir la phrase sans elle.",
                        en="Leave the deadline in its column, and end the sentence without it.",
                    ),
                )
            ]
    return []


def _no_deadline(step: Step, part: str) -> Iterator[Remark]:
    soon = SOON.search(step.typed) or SOON.search(step.text)
    if step.typed.strip() and not soon:
        yield _remark(
            "C-DUE", Severity.ERROR, part, step.typed.strip(),
            say(
                fr=f"« {step.typed.strip()} » ne se lit pas comme une échéance.",
                en=f"“{step.typed.strip()}” does not read as a deadline.",
            ),
            say(
                fr="Écrire par exemple : 30 juin 2026, juin 2026, S2 2026, T3 2026, fin 2026, 2026.",
                en="Write for instance: 30 June 2026, June 2026, H2 2026, Q3 2026, late 2026, 2026.",
            ),
        )  # fmt: skip
        return
    quote = soon[0] if soon else ""
    yield _remark(
        "C-DUE", Severity.WARNING, part, quote,
        say(
            fr=f"« {quote} » n'est pas une échéance : aucun retard ne pourra se constater."
            if quote
            else "Pas d'échéance : aucun retard ne pourra se constater.",
            en=f"“{quote}” is no deadline: nobody will be able to see that it is late."
            if quote
            else "No deadline: nobody will be able to see that it is late.",
        ),
        say(
            fr="Donner un jour, un mois, un trimestre, un semestre ou une année.",
            en="Give a day, a month, a quarter, a half-year or a year.",
        ),
    )  # fmt: skip


def _outside(promise: Promise, due: FuzzyDate, part: str) -> Iterator[Remark]:
    french, english = write_date(due, "fr"), write_date(due, "en")
    if promise.ends is not None and due.start > promise.ends:
        yield _remark(
            "D-OPEN", Severity.ERROR, part, "",
            say(
                fr=f"Échéance : {french}. Le plan finit le {write_day(promise.ends, 'fr')}.",
                en=f"Deadline: {english}. The plan ends on {write_day(promise.ends, 'en')}.",
            ),
            say(fr="Donner une échéance dans le plan.", en="Give a deadline within the plan."),
        )  # fmt: skip
    elif due.open_end:
        yield _remark(
            "D-OPEN", Severity.WARNING, part, "",
            say(
                fr=f"« {french} » n'a pas de fin : il ne sera jamais en retard, ni jamais fait.",
                en=f"“{english}” has no end: it will never be late, nor ever done.",
            ),
            say(fr="Donner une dernière échéance dans le plan.", en="Give a last deadline within the plan."),
        )  # fmt: skip
    elif promise.starts is not None and due.end < promise.starts:
        yield _remark(
            "D-OPEN", Severity.WARNING, part, "",
            say(
                fr=f"Échéance : {french}. Le plan commence le {write_day(promise.starts, 'fr')}.",
                en=f"Deadline: {english}. The plan starts on {write_day(promise.starts, 'en')}.",
            ),
            say(
                fr="Un plan promet ce qui n'est pas encore fait ; dire sinon que c'est une reprise.",
                en="A plan promises what is not done yet; otherwise say that it carries something over.",
            ),
        )  # fmt: skip


def _against_its_text(step: Step, due: FuzzyDate, part: str) -> Iterator[Remark]:
    for mention in find_dates(step.text):
        said = mention.fuzzy()
        if said is None or said.overlaps(due) or said.end < due.start:
            continue  # an earlier date of a text is mostly a reminder of what was done
        yield _remark(
            "C-MILE", Severity.WARNING, part, mention.quote,
            say(
                fr=f"Le texte dit « {mention.quote} », l'échéance {write_date(due, 'fr')}.",
                en=f"The text says “{mention.quote}”, the deadline {write_date(due, 'en')}.",
            ),
            say(fr="Accorder les deux.", en="Make both agree."),
        )  # fmt: skip
        return
