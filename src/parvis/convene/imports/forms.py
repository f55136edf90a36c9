"""What a person brings in, and what they correct."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from parvis.convene.agenda.models import Edition
from parvis.convene.imports.cases import Case, values_of
from parvis.convene.imports.files import LARGEST, MOST_FILES, MOST_PASTED
from parvis.disclose.importing.registry import importers
from parvis.people.models import Organisation

ACCEPTED = ".csv,.tsv,.ics,.ical,.json,.jsonld,.html,.md,.markdown,.txt,text/calendar,text/csv,application/json"


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; `clean` gives a list."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            raise ValidationError(_("Choose at least one file."))
        if len(files) > MOST_FILES:
            raise ValidationError(
                _("These are %(number)s files: bring in %(most)s at most at once.")
                % {"number": len(files), "most": MOST_FILES}
            )
        if sum(file.size or 0 for file in files) > LARGEST:
            raise ValidationError(
                _("The files are over 10 MB together: bring in fewer of them, or cut the file in two.")
            )
        empty = [file.name for file in files if not file.size]
        if empty:
            raise ValidationError(_("“%(name)s” is empty.") % {"name": empty[0]})
        return list(files)


class BringingForm(forms.Form):
    """In whose name, into which edition, shown at once or not."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("In the name of"),
        help_text=_("This body answers for what is new, unless the document names an organiser for whom you write."),
        empty_label=None,
    )
    edition = forms.ModelChoiceField(
        Edition.objects.none(),
        label=_("Into the edition"),
        required=False,
        empty_label=_("none"),
        help_text=_("Only those that your bodies host; others are submitted to, event by event."),
    )
    publish = forms.BooleanField(
        label=_("Publish what is new at once"), required=False, help_text=_("Otherwise it stays a draft.")
    )

    def __init__(self, bodies: Any, editions: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.named("organisation").queryset = bodies
        self.named("edition").queryset = editions

    def named(self, name: str) -> Any:
        return self.fields[name]


class FilesForm(BringingForm):
    files = FilesField(
        label=_("Files"),
        widget=Files(attrs={"accept": ACCEPTED, "multiple": True}),
        help_text=_(
            "Pages with front matter, press notes, programmes, blog posts, iCalendar, OpenAgenda JSON, JSON-LD, CSV; "
            "10 MB at most together."
        ),
    )
    field_order = ["files", "organisation", "edition", "publish"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [str(one.offers) for one in importers() if one.offers]
        if others:
            field = self.named("files")
            also = _("Also: %(kinds)s.") % {"kinds": ", ".join(others)}
            field.help_text = format_lazy("{} {}", field.help_text, also)


class TextForm(BringingForm):
    """The words of one page, as they were copied from it."""

    text = forms.CharField(
        label=_("Words of the page"),
        max_length=MOST_PASTED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("All of the page, as it is: its lines say where each thing was found."),
    )
    field_order = ["text", "organisation", "edition", "publish"]

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        if not text.strip():
            raise ValidationError(_("Paste the words of a page."))
        return text


class AddressForm(BringingForm):
    url = forms.CharField(
        label=_("Address"),
        max_length=1000,
        validators=[
            URLValidator(["http", "https"], message=_("Give a whole address, like https://agenda.example/events.ics."))
        ],
        widget=forms.URLInput(attrs={"autocomplete": "off", "placeholder": "https://"}),
        help_text=_("A calendar, an export or a page on the web. To read it again and again, add a source instead."),
    )
    field_order = ["url", "organisation", "edition", "publish"]


class CorrectionForm(forms.Form):
    """Exactly what a document lacks, or says doubtfully."""

    title = forms.CharField(label=_("Title"), max_length=200)
    start_day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    start_time = forms.TimeField(
        label=_("Begins at"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Empty when nobody knows yet."),
    )
    end_day = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    end_time = forms.TimeField(
        label=_("Ends at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("In the name of"), empty_label=None)

    def __init__(self, case: Case, bodies: Any, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {**values_of(case.document), "organisation": case.organisation})
        super().__init__(*args, **kwargs)
        self.case = case
        for name in set(self.fields) - set(case.needs) - {"organisation"}:
            del self.fields[name]
        if case.organisation is not None:
            del self.fields["organisation"]
        else:
            organisation: Any = self.fields["organisation"]
            organisation.queryset = bodies

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        whole = {**values_of(self.case.document), **said}
        first, last = whole["start_day"], whole["end_day"] or whole["start_day"]
        if first and last and last < first and "end_day" in self.fields:
            self.add_error("end_day", _("The last day comes before the first."))
        hours = whole["start_time"], whole["end_time"]
        if first and first == last and all(hours) and hours[1] < hours[0] and "end_time" in self.fields:
            self.add_error("end_time", _("It ends before it begins."))
        if whole["end_time"] and not whole["start_time"] and "start_time" in self.fields and not self.errors:
            self.add_error("start_time", _("Say when it begins too, or leave both hours empty."))
        return said


class DismissalForm(forms.Form):
    note = forms.CharField(
        label=_("Why nothing is made of it"),
        max_length=500,
        widget=forms.TextInput,
        help_text=_("Kept with the document, for whoever asks later."),
    )


class PictureForm(forms.Form):
    """A picture needs words for those who do not see it."""

    event = forms.SlugField(max_length=160, widget=forms.HiddenInput, allow_unicode=False)
    url = forms.CharField(max_length=1000, widget=forms.HiddenInput)
    alt = forms.CharField(
        label=_("What the picture shows"), max_length=300, help_text=_("For those who do not see it.")
    )
    credit = forms.CharField(label=_("Credit"), max_length=200, required=False)
