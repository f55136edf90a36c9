"""Forms of reviews: a comment, a mission, an indicator, a recommendation, an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from parvis.commit.plans.models import Absence, Evidence, Text
from parvis.commit.reviews.actions import Said
from parvis.commit.reviews.models import (
    AnswerKind,
    Assessment,
    Indicator,
    MethodVersion,
    Phase,
    Product,
    Subject,
    Value,
)
from parvis.commit.reviews.queries.methods import asks, versions_for
from parvis.commit.reviews.queries.page import text_words
from parvis.ground import clock
from parvis.people.models import Organisation, User
from parvis.ui.dates import capital
from parvis.ui.strangers import StrangerForm

LONGEST = 20_000
ADDRESS = re.compile(r"https?://\S+")
DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def area(label: Any, hint: Any = "", *, rows: int = 6, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class CommentForm(forms.Form):
    """What one has to say of a draft review."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=gettext_lazy("In whose name"),
        required=False,
        empty_label=gettext_lazy("My own"),
        help_text=gettext_lazy("A comment of the institution is shown under its name."),
    )
    body = area(
        gettext_lazy("Your comment"),
        gettext_lazy("What is wrong, what is missing, with a link to what shows it. It is public, with your name."),
        rows=8,
    )

    def __init__(self, *args: Any, bodies: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["organisation"]
        choice.queryset = bodies
        if not bodies.exists():
            del self.fields["organisation"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given.setdefault("organisation", None)
        return given


class StrangerCommentForm(StrangerForm):
    """The same from somebody without an account."""

    body = area(
        gettext_lazy("Your comment"),
        gettext_lazy("What is wrong, what is missing, with a link to what shows it."),
        rows=8,
    )
    name = forms.CharField(
        label=gettext_lazy("Signed"),
        help_text=gettext_lazy("As you want to be named in public. Leave it empty and you are not named."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("We send a link there to confirm, then the reply. It is never shown."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def said(self, language: str) -> Said:
        given = self.cleaned_data
        return Said(given["body"], given["email"], given["name"], language)


class OfferForm(forms.Form):
    """Whom to ask for which review."""

    account = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Reviewer"),
        empty_label=gettext_lazy("Choose"),
        help_text=gettext_lazy(
            "People who have the role of reviewer for your body, and write for none that is concerned."
        ),
    )
    product = forms.ChoiceField(label=gettext_lazy("Kind of report"))
    phase = forms.ChoiceField(label=gettext_lazy("Phase"))
    version = forms.ModelChoiceField(
        MethodVersion.objects.none(), label=gettext_lazy("Version of the method"), empty_label=gettext_lazy("Choose")
    )
    heading = forms.CharField(label=gettext_lazy("Heading"), max_length=300)
    language = forms.ChoiceField(label=gettext_lazy("Language of the review"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, reviewers: QuerySet[User], subject: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject = subject
        fields: Any = self.fields
        fields["account"].queryset = reviewers
        fields["account"].label_from_instance = lambda user: user.name or user.email
        fields["version"].queryset = versions_for(subject).select_related("method")
        fields["version"].label_from_instance = version_words
        fields["product"].choices = [(code, capital(str(label))) for code, label in Product.choices]
        fields["phase"].choices = [(code, capital(str(label))) for code, label in Phase.choices]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        version, phase = given.get("version"), given.get("phase")
        if version and phase and not asks(version, self.subject, phase):
            self.add_error("phase", _("This version of the method asks nothing in this phase. Choose another phase."))
        return given


def version_words(version: MethodVersion) -> str:
    language = get_language() or "fr"
    words = f"{version.method.name.localize(language)}, {str(version.name.localize(language)).lower()}"
    return words if version.adopted else _("%(version)s (draft)") % {"version": words}


class MissionForm(forms.Form):
    """What a reviewer says of herself before she judges."""

    name = forms.CharField(label=gettext_lazy("Your name, as it will be published"), max_length=200)
    declaration = area(
        gettext_lazy("Declaration of interests"),
        gettext_lazy(
            "For whom you work and have worked, what ties you to the institution or to those it pays. "
            "Published with the review, and signed with it."
        ),
        rows=8,
    )


class CodeForm(forms.Form):
    """The answer to one indicator."""

    answer = forms.ChoiceField(label=gettext_lazy("Value, or why there is none"))
    justification = area(gettext_lazy("Justification"), gettext_lazy("What you saw, and why it leads to this value."))
    text = forms.ModelChoiceField(
        Text.objects.none(),
        label=gettext_lazy("Text judged"),
        required=False,
        empty_label=gettext_lazy("None in particular"),
        help_text=gettext_lazy("What is written afterwards was not judged, and the page says so."),
    )
    evidence = forms.ModelMultipleChoiceField(
        Evidence.objects.none(),
        label=gettext_lazy("Evidence it rests on"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    sources = area(
        gettext_lazy("Other sources"),
        gettext_lazy("One a line: title, address, day of consultation (2026-11-26)."),
        rows=4,
        required=False,
    )

    def __init__(
        self, *args: Any, indicator: Indicator, texts: QuerySet[Text], evidence: QuerySet[Evidence], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.indicator = indicator
        language = get_language() or "fr"
        self.scale = {f"v:{one.code}": one for one in indicator.scale.order_by("order", "pk")}
        fields: Any = self.fields
        values = [(key, capital(str(one.label.localize(language)))) for key, one in self.scale.items()]
        absences = [(f"a:{code}", capital(str(label))) for code, label in Absence.choices]
        fields["answer"].choices = [
            ("", _("Choose")),
            (_("Values"), values),
            (_("There is no value:"), absences),
        ]
        fields["text"].queryset = texts
        fields["text"].label_from_instance = lambda text: capital(text_words(text))
        fields["evidence"].queryset = evidence
        if not evidence.exists():
            del self.fields["evidence"]

    def clean_sources(self) -> str:
        """Each line names a document, or gives its address: a day alone is no source."""
        text: str = self.cleaned_data["sources"]
        for number, line in enumerate(text.splitlines(), start=1):
            if line.strip() and not source_of(line)["title"]:
                raise forms.ValidationError(
                    _("Line %(number)s: name the source, or give its address.") % {"number": number}
                )
        return text

    @staticmethod
    def initial_of(assessment: Assessment | None, default: Text | None) -> dict[str, Any]:
        if assessment is None:
            return {"text": default}
        chosen = f"v:{assessment.value.code}" if assessment.value else f"a:{assessment.absence}"
        cited = [one.get("evidence") for one in assessment.sources if one.get("evidence")]
        others = [one for one in assessment.sources if not one.get("evidence")]
        return {
            "answer": chosen,
            "justification": assessment.justification,
            "text": assessment.text_id,
            "evidence": list(Evidence.objects.filter(uid__in=cited).order_by("pk")),
            "sources": "\n".join(line_of(one) for one in others),
        }

    @property
    def value(self) -> Value | None:
        return self.scale.get(self.cleaned_data["answer"])

    @property
    def absence(self) -> str:
        answer = self.cleaned_data["answer"]
        return answer.removeprefix("a:") if answer.startswith("a:") else ""

    def cited(self) -> list[dict[str, str]]:
        """The pieces of evidence that were ticked, then the other sources, line by line."""
        proofs: Iterable[Evidence] = self.cleaned_data.get("evidence") or ()
        from_evidence = [{"title": one.title, "url": one.url, "evidence": str(one.uid)} for one in proofs]
        lines = self.cleaned_data["sources"].splitlines()
        return [*from_evidence, *(source_of(line) for line in lines if line.strip())]


def source_of(line: str) -> dict[str, str]:
    """“Budget 2026, https://…, 2026-11-26” → title, url, consulted_on; what is not there is left out."""
    address, day = ADDRESS.search(line), DAY.search(ADDRESS.sub(" ", line))
    title = DAY.sub(" ", ADDRESS.sub(" ", line))
    title = re.sub(r"\s+", " ", title).strip(" ,;:–—-()")
    found = {"title": title[:300]}
    if address:
        found["url"] = address[0].rstrip(",;)")
        found["title"] = found["title"] or found["url"]
    if day and real(day[0]):
        found["consulted_on"] = day[0]
    return found


def real(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def line_of(one: dict[str, str]) -> str:
    return ", ".join(part for part in (one.get("title"), one.get("url"), one.get("consulted_on")) if part)


class ConclusionForm(forms.Form):
    summary = area(
        gettext_lazy("Conclusion"), gettext_lazy("What a reader should take away. Markdown."), rows=8, required=False
    )


class AdviceForm(forms.Form):
    text = area(gettext_lazy("Recommendation"), gettext_lazy("One thing to do, by whom."), rows=4)
    condition = forms.CharField(
        label=gettext_lazy("Condition"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("“If the summit becomes a regular event”; empty when it holds in any case."),
    )


class WindowForm(forms.Form):
    """Until when the draft takes comments: the end of that day, by the clock of the site."""

    until = forms.DateField(
        label=gettext_lazy("Last day for comments"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, announced: date | None = None, **kwargs: Any) -> None:
        """`announced` is the last day of a time for comments that still runs."""
        super().__init__(*args, **kwargs)
        self.announced = announced

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until < clock.today(settings.TIME_ZONE):
            raise forms.ValidationError(_("This day is over. Choose a day to come."))
        if self.announced and until < self.announced:
            raise forms.ValidationError(_("People were given more time than that. Choose a later day."))
        return until

    def instant(self) -> datetime:
        return datetime.combine(self.cleaned_data["until"], time(23, 59, 59), ZoneInfo(settings.TIME_ZONE))


class ReplyForm(forms.Form):
    reply = area(gettext_lazy("Your reply"), gettext_lazy("What you changed, or why you changed nothing."), rows=4)


class SetAsideForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why this comment is not shown"),
        max_length=300,
        help_text=gettext_lazy(
            "Public. A comment is set aside when it insults or names somebody, never because it disagrees."
        ),
    )


class AnswerForm(forms.Form):
    """What an institution makes of a recommendation."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("In whose name"), empty_label=None
    )
    kind = forms.ChoiceField(label=gettext_lazy("Answer"))
    body = area(gettext_lazy("Reasons"), gettext_lazy("What you will do and by when; or why you will not."))

    def __init__(self, *args: Any, bodies: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["organisation"].queryset = bodies
        fields["kind"].choices = [(code, capital(str(label))) for code, label in AnswerKind.choices]
