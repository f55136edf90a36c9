"""What the kit page shows: an invented evening of an invented city, Ambrelle, on Thursday 12 March 2026."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator

from parvis.ui import themes
from parvis.ui.forms import mistakes
from parvis.ui.icons import ICONS

TODAY = date(2026, 3, 12)


class SpecimenForm(forms.Form):
    """One field of each kind; sent empty, every kind of error."""

    name = forms.CharField(label="Votre nom", help_text="Il sera lu à l'entrée, puis effacé le 12 avril.")
    email = forms.EmailField(
        label="Votre adresse", error_messages={"invalid": "Une adresse contient un @ : la vôtre, non."}
    )
    seats = forms.IntegerField(label="Places", min_value=1, max_value=4, initial=2)
    day = forms.DateField(label="Jour", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    table = forms.ChoiceField(label="Table", choices=[("a", "Digue refaite"), ("b", "Berge en pente douce")])
    way = forms.ChoiceField(
        label="Comment venez-vous ?",
        choices=[("foot", "À pied"), ("bus", "En bus"), ("wheelchair", "En fauteuil")],
        widget=forms.RadioSelect,
    )
    needs = forms.MultipleChoiceField(
        label="Ce qu'il vous faut",
        choices=[("lsf", "Un interprète en LSF"), ("loop", "Une boucle magnétique")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    question = forms.CharField(label="Une question pour la table ronde ?", widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(
        label="Je préviendrai si je ne viens pas", help_text="Une autre personne attend la place."
    )


@dataclass(frozen=True)
class Line:
    """A line of transport."""

    mode: str
    label: str
    stop: str
    distance_m: int | None


def strip() -> list[dict[str, Any]]:
    """March 2026, with invented counts."""
    counts = "01021213021013220022312322012123002"
    days = [date(2026, 3, 1) + timedelta(n) for n in range(31)]
    return [{"day": day, "count": range(int(counts[day.day]))} for day in days]


def specimens() -> Mapping[str, Any]:
    """The context of the kit page; asks nothing of the database."""
    theme = themes.load(settings.THEME)
    wrong = SpecimenForm({"name": "", "email": "ines.ambrelle.example", "seats": "9"}, auto_id="wrong_%s")
    light, dark = theme.colours("light"), theme.colours("dark")
    return {
        "theme": theme,
        "colours": [{"name": name, "light": light[name], "dark": dark[name]} for name in themes.COLOURS],
        "icons": sorted(ICONS),
        "stones": [f"stone-{n}" for n in range(12)],
        "today": TODAY,
        "last": date(2026, 3, 15),
        "start": time(18, 30),
        "end": time(21),
        "strip": strip(),
        "form": SpecimenForm(),
        "wrong": wrong,
        "mistakes": mistakes(wrong),
        "pages": [Paginator(range(240), 10).page(number) for number in (1, 12, 24)],
        "tabs": [
            {"label": "Adopté", "url": "#tabs", "current": True},
            {"label": "Résumé", "url": "#tabs"},
            {"label": "Preuves", "url": "#tabs", "count": 6},
        ],
        "lines": [
            Line("metro", "2", "Quai Vert", 150),
            Line("rer", "B", "Ambrelle-Centre", 600),
            Line("tram", "T3", "Les Mesureurs", 320),
            Line("bus", "14", "Mesureurs", 40),
            Line("bus", "31", "Mesureurs", 40),
            Line("bike", "", "24 arceaux, cour nord", 20),
        ],
        "parts": [
            ("Une fontaine à boire par école", "84 000 €", 84_000),
            ("Serre partagée du Levant", "168 000 €", 168_000),
            ("De l'ombre sur le quai Vert", "110 000 €", 110_000),
        ],
    }
