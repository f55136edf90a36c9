"""Forms in our markup."""

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from parvis.ui.forms import mistakes


class Registration(forms.Form):
    name = forms.CharField(label="Nom", help_text="Lu à l'entrée")
    way = forms.ChoiceField(label="Trajet", choices=[("foot", "À pied")], widget=forms.RadioSelect)
    note = forms.CharField(label="Note", required=False)

    def clean(self) -> None:
        if self.cleaned_data.get("note") == "full":
            raise forms.ValidationError("Il ne reste qu'une place.")


def written(form: forms.Form) -> str:
    with override("fr"):
        return Template("{% load parvis %}{% error_summary form %}<form>{{ form }}</form>").render(
            Context({"form": form})
        )


def test_a_form_not_yet_sent_has_no_summary() -> None:
    html = written(Registration())
    assert "error-summary" not in html
    assert "(facultatif)" in html
    assert html.count("(facultatif)") == 1


def test_the_summary_leads_to_each_field() -> None:
    html = written(Registration({"name": "", "note": "a"}))
    assert 'href="#id_name"' in html
    assert 'id="id_name"' in html
    assert 'href="#id_way_0"' in html
    assert 'id="id_way_0"' in html
    assert "2 choses à corriger" in html


def test_a_field_is_tied_to_its_hint_and_its_error() -> None:
    html = written(Registration({"name": ""}))
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html


def test_a_mistake_of_the_whole_form_is_said_without_a_link() -> None:
    form = Registration({"name": "Inès", "way": "foot", "note": "full"})
    assert [(mistake.anchor, mistake.message) for mistake in mistakes(form)] == [("", "Il ne reste qu'une place.")]
    assert written(form).count("Il ne reste qu’une place.") == 2


def test_what_was_typed_is_kept() -> None:
    assert 'value="Inès &lt;b&gt;"' in written(Registration({"name": "Inès <b>"}))


@pytest.mark.parametrize(("sent", "expected"), [({}, "2 choses"), ({"name": "Inès"}, "Une chose à corriger")])
def test_the_summary_counts(sent: dict[str, str], expected: str) -> None:
    assert expected in written(Registration(sent))
