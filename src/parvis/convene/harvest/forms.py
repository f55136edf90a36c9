"""Forms of a source: where it is, what is taken of it, what waits for a person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from parvis.convene.agenda.models import Mode
from parvis.convene.harvest import rules
from parvis.convene.harvest.models import Feed, FeedFormat
from parvis.convene.harvest.queries import editions_for, organisations_for
from parvis.convene.harvest.selection import Rules
from parvis.ground.fetching import FetchError
from parvis.ground.fetching.addresses import configured
from parvis.ground.fetching.targets import target_of
from parvis.ground.themes.models import Term

HOURS = [(1, _("each hour")), (3, _("every 3 hours")), (6, _("every 6 hours")), (12, _("every 12 hours")),
         (24, _("every day")), (168, _("every week"))]  # fmt: skip
WORDS = ("words", "without", "themes", "places")


class Words(forms.CharField):
    """Words separated by commas, as a list."""

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value) or ""
        return list(dict.fromkeys(word.strip()[:80] for word in text.split(",") if word.strip()))[:40]

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list | tuple) else value


class FeedForm(forms.Form):
    """Everything about a source on one page; `values` gives what its row takes."""

    address = forms.CharField(
        label=_("Address"),
        max_length=1000,
        help_text=_("Of a calendar (.ics, webcal), an OpenAgenda export (JSON), or a page that holds JSON-LD."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(
        label=_("Name of the source"),
        max_length=120,
        help_text=_("Shown to the public on each event: “Announced by …”."),
    )
    edition = forms.ModelChoiceField(label=_("Edition"), queryset=None, required=False, empty_label=_("None"))
    organisation = forms.ModelChoiceField(label=_("Body that answers for the events"), queryset=None, empty_label=None)
    format = forms.ChoiceField(label=_("Format"), choices=FeedFormat.choices, initial=FeedFormat.AUTO)
    every_hours = forms.TypedChoiceField(label=_("Read"), choices=HOURS, coerce=int, initial=6)
    publish = forms.BooleanField(
        label=_("Publish what is taken"),
        required=False,
        initial=True,
        help_text=_("Otherwise events come as drafts."),
    )
    words = Words(
        label=_("With one of these words"), required=False, help_text=_("In the title or the lead; commas between.")
    )
    without = Words(label=_("Without these words"), required=False)
    themes = Words(label=_("With one of these themes"), required=False, help_text=_("As the source calls them."))
    places = Words(
        label=_("In one of these places"), required=False, help_text=_("A town, a postcode, a street, a venue.")
    )
    formats = forms.MultipleChoiceField(
        label=_("Of one of these formats"), required=False, widget=forms.CheckboxSelectMultiple
    )
    modes = forms.MultipleChoiceField(
        label=_("Attended this way"),
        required=False,
        choices=[(mode.value, mode.label) for mode in (Mode.ONSITE, Mode.ONLINE, Mode.MIXED)],
        widget=forms.CheckboxSelectMultiple,
    )
    within = forms.BooleanField(label=_("Only during the days of the edition"), required=False, initial=True)
    hold_new = forms.BooleanField(label=_("Everything new"), required=False)
    hold_errors = forms.BooleanField(label=_("What contradicts itself"), required=False, initial=True)
    hold_placeless = forms.BooleanField(label=_("What names no place"), required=False)
    hold_twins = forms.BooleanField(
        label=_("What looks like an event that is here already"), required=False, initial=True
    )

    def __init__(self, user: Any, *args: Any, feed: Feed | None = None, **kwargs: Any) -> None:
        self.user, self.feed = user, feed
        if feed is not None:
            kwargs["initial"] = initial_of(feed) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["edition"].queryset = editions_for(user)
        self.fields["organisation"].queryset = organisations_for(user)
        if feed is not None:  # what it has now can always be kept
            self.fields["organisation"].queryset |= organisations_for(user).model.objects.filter(
                pk=feed.organisation_id
            )
        self.fields["formats"].choices = format_choices()

    def clean_address(self) -> str:
        address = self.cleaned_data["address"].strip()
        try:
            return target_of(address, configured()).url
        except FetchError as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        edition, organisation = data.get("edition"), data.get("organisation")
        if self.errors or organisation is None:
            return data
        kept = self.feed is not None and self.feed.organisation_id == organisation.pk
        if not kept and not rules.may_add_feed(self.user, edition, organisation):
            self.add_error("organisation", _("You do not organise for this body."))
        same = Feed.objects.filter(organisation=organisation, edition=edition, address=data["address"])
        if same.exclude(pk=self.feed.pk if self.feed else None).exists():
            self.add_error("address", _("This address is a source of this edition already."))
        return data

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        plain = ("address", "name", "edition", "organisation", "format", "every_hours", "publish")
        said = {name: data[name] for name in Rules.__dataclass_fields__}
        return {name: data[name] for name in plain} | {"rules": Rules.of(said).stored()}

    def part(self, *names: str) -> list[Any]:
        return [self[name] for name in names]

    @property
    def where(self) -> list[Any]:
        return self.part("address", "name", "edition", "organisation")

    @property
    def how(self) -> list[Any]:
        return self.part("format", "every_hours", "publish")

    @property
    def take(self) -> list[Any]:
        return self.part("words", "without", "themes", "places", "formats", "modes", "within")

    @property
    def hold(self) -> list[Any]:
        return self.part("hold_new", "hold_errors", "hold_placeless", "hold_twins")


def initial_of(feed: Feed) -> dict[str, Any]:
    plain = ("address", "name", "edition", "organisation", "format", "every_hours", "publish")
    return {name: getattr(feed, name) for name in plain} | Rules.of(feed.rules).stored()


def format_choices() -> list[tuple[str, str]]:
    language = get_language() or "fr"
    terms = Term.objects.filter(vocabulary="format").order_by("order", "code")
    return [(term.code, str(term.name.localize(language))) for term in terms]
