"""The yardstick: a plain Django list page of 100 rows, as a competent developer writes it in an hour.

One query with a join, two template date filters and a truncated summary a row, Django's standard middlewares, about
33 kB of HTML. `bench/agenda.py` serves it in the same run as Parvis and reports the ratio.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

FOLDER = Path(os.environ.get("REFERENCE_FOLDER", "/tmp/parvis-reference"))
ROWS = 5_000
TEMPLATE = """<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Agenda</title></head><body>
<h1>Agenda</h1><ul>{% for event in events %}
<li class="event"><h2><a href="/events/{{ event.pk }}/">{{ event.title }}</a></h2>
<p class="when"><time datetime="{{ event.starts_at|date:"c" }}">{{ event.starts_at|date:"l j F Y, H:i" }}</time></p>
<p class="where">{{ event.place.name }}, {{ event.place.city }}</p>
<p class="summary">{{ event.summary|truncatewords:20 }}</p></li>{% endfor %}
</ul></body></html>"""

if not settings.configured:
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "templates").mkdir(exist_ok=True)
    (FOLDER / "templates" / "list.html").write_text(TEMPLATE)
    settings.configure(
        SECRET_KEY="yardstick",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        USE_TZ=True,
        TIME_ZONE="Europe/Paris",
        LANGUAGE_CODE="fr",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": FOLDER / "reference.sqlite3"}},
        INSTALLED_APPS=[
            "django.contrib.contenttypes",
            "django.contrib.auth",
            "django.contrib.sessions",
            "django.contrib.messages",
        ],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.locale.LocaleMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [FOLDER / "templates"]}],
    )
    django.setup()


class Place(models.Model):
    name = models.CharField(max_length=100)
    city = models.CharField(max_length=100)

    class Meta:
        app_label = "reference"


class Event(models.Model):
    title = models.CharField(max_length=200)
    summary = models.TextField()
    starts_at = models.DateTimeField(db_index=True)
    place = models.ForeignKey(Place, on_delete=models.CASCADE)

    class Meta:
        app_label = "reference"


def events(request: HttpRequest) -> HttpResponse:
    rows = Event.objects.select_related("place").order_by("starts_at")[:100]
    return render(request, "list.html", {"events": rows})


urlpatterns = [path("", events)]
application = get_wsgi_application()


def fill() -> None:
    """Make the tables and 5,000 rows, once."""
    if "reference_event" in connection.introspection.table_names():
        return
    with connection.schema_editor() as schema:
        schema.create_model(Place)
        schema.create_model(Event)
    places = Place.objects.bulk_create([Place(name=f"Maison des associations {n}", city="Ambrelle") for n in range(50)])
    first = datetime(2026, 1, 1, 9, tzinfo=UTC)
    summary = (
        "Une rencontre ouverte à toutes et tous pour comprendre, essayer et donner son avis sur les projets de la ville. "
        * 2
    )
    Event.objects.bulk_create(
        Event(
            title=f"Atelier de quartier numéro {n}",
            summary=summary,
            starts_at=first + timedelta(hours=n),
            place=places[n % 50],
        )
        for n in range(ROWS)
    )


if __name__ == "__main__":
    fill()
    print(f"{ROWS} rows in {FOLDER}")
    sys.exit(0)
