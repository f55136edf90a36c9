"""Finding the place, the body or the term that a text names, or making it; each name is looked up once an import."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.text import slugify
from i18nfield.strings import LazyI18nString

from parvis.civics.formats.model import PlaceText
from parvis.convene.agenda.models import Edition, ImportedDocument, Series
from parvis.ground.places.models import FormerPlace, Place, TransportLine
from parvis.ground.themes.models import Term
from parvis.people.actions.organisations import create_organisation
from parvis.people.models import Organisation, Person
from parvis.people.names import name_key
from parvis.people.queries.organisations import find_organisations

LONGEST_SLUG = 110


def free(wanted: str, taken: set[str], fallback: str, longest: int = LONGEST_SLUG) -> str:
    """An address made from words, with a number after it when another has it; it is then taken."""
    base = slugify(wanted)[:longest].strip("-") or fallback
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    taken.add(slug)
    return slug


class Places:
    """Places by name and town, or by address; without a town, a name alone is enough if a single place bears it."""

    def __init__(self) -> None:
        self.by_name: dict[str, list[tuple[str, int]]] = {}
        self.by_address: dict[tuple[str, str], int] = {}
        self.slugs: set[str] = set()
        for key, slug, name, city, address, postcode in Place.objects.order_by("pk").values_list(
            "pk", "slug", "name", "city", "address", "postcode"
        ):
            self.slugs.add(slug)
            self._remember(key, name, city, address, postcode)
        for key, slug, name, city in FormerPlace.objects.order_by("pk").values_list("place", "slug", "name", "city"):
            self.slugs.add(slug)
            self._remember(key, name, city, "", "")

    def find(self, text: PlaceText | None) -> int | None:
        """Key of the place that the text names, made when nobody knows it; None when it names none."""
        if text is None or not (text.name or text.address):
            return None
        found = self._known(text)
        return found if found is not None else self._make(text)

    def _known(self, text: PlaceText) -> int | None:
        city = name_key(text.city)
        same_name = self.by_name.get(name_key(text.name), []) if text.name else []
        in_town = list({key: None for town, key in same_name if town == city or not town or not city})
        exact = [key for town, key in same_name if town == city]
        if exact:
            return exact[0]
        if len(in_town) == 1:
            return in_town[0]
        if text.name or not text.address:
            return None
        return self.by_address.get((name_key(text.address), city))

    def _make(self, text: PlaceText) -> int:
        name = (text.name or text.address)[:200]
        place = Place.objects.create(
            slug=free(name, self.slugs, "place"),
            name=name,
            address=text.address[:300],
            postcode=text.postcode[:10],
            city=text.city[:120],
            insee=text.insee[:5],
            latitude=round(text.latitude, 6) if text.latitude is not None else None,
            longitude=round(text.longitude, 6) if text.longitude is not None else None,
            accessibility=list(text.accessibility),
        )
        TransportLine.objects.bulk_create(
            TransportLine(
                place=place, mode=line.mode, label=label[:60], stop=(line.stop or line.note)[:120], order=order
            )
            for order, (line, label) in enumerate(
                (line, label) for line in text.lines for label in (line.lines or ("",))
            )
        )
        self._remember(place.pk, name, text.city, text.address, text.postcode)
        return place.pk

    def _remember(self, key: int, name: str, city: str, address: str, postcode: str) -> None:
        self.by_name.setdefault(name_key(name), []).append((name_key(city), key))
        if address:
            self.by_address.setdefault((name_key(address), name_key(city)), key)


class Bodies:
    """Organisations by any of their names, present or past."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}
        self.persons: dict[str, int] = {}
        self.person_slugs: set[str] | None = None

    def learn(self, names: Iterable[str]) -> None:
        """Look up many names at once."""
        new = {name for name in names if name and name_key(name) not in self.known}
        for name, body in find_organisations(new).items():
            if body is not None:
                self.known[name_key(name)] = body.pk

    def find(self, name: str, website: str = "") -> int:
        key = name_key(name)
        if key not in self.known:
            body: Organisation = create_organisation(None, name[:300], website=website[:500])
            self.known[key] = body.pk
        return self.known[key]

    def person(self, name: str) -> int:
        key = name_key(name)
        if self.person_slugs is None:
            self.person_slugs = set(Person.objects.values_list("slug", flat=True))
            self.persons = dict(Person.objects.order_by("-pk").values_list("name_key", "pk"))
        if key not in self.persons:
            person = Person.objects.create(slug=free(name, self.person_slugs, "person"), name=name[:200])
            self.persons[key] = person.pk
        return self.persons[key]


class Terms:
    """Terms by code, or by name in any language; a word that no vocabulary holds is for a person to settle."""

    def __init__(self) -> None:
        self.keys: dict[tuple[str, str], int] = {}
        for key, vocabulary, code, name in Term.objects.order_by("pk").values_list("pk", "vocabulary", "code", "name"):
            self.keys[vocabulary, code] = key
            for words in (name.data if isinstance(name.data, dict) else {"": name.data}).values():
                self.keys.setdefault((vocabulary, name_key(str(words))), key)

    def find(self, vocabulary: str, words: Iterable[str]) -> tuple[list[int], list[str]]:
        """Keys of the words that are known, in order, and the others."""
        found: dict[int, None] = {}
        unknown = []
        for word in words:
            key = self.keys.get((vocabulary, word)) or self.keys.get((vocabulary, name_key(word)))
            if key is None:
                unknown.append(word)
            else:
                found[key] = None
        return list(found), unknown


class Editions:
    """Editions of the series that documents name, by year."""

    def __init__(self, publish: bool) -> None:
        self.publish = publish
        self.known: dict[tuple[str, int], Edition] = {}
        self.seen: dict[tuple[str, int], Edition | None] = {}
        # Editions that a page presents already: the first one keeps it.
        self.presented = set(ImportedDocument.objects.exclude(edition=None).values_list("edition_id", flat=True))

    def find(self, series_name: str, year: int) -> Edition:
        key = (name_key(series_name), year)
        if key not in self.known:
            self.known[key] = self._find(series_name, year)
        edition = self.known[key]
        if self.publish and not edition.published:
            edition.published = True
            edition.save(update_fields=["published"])
        return edition

    def existing(self, series_name: str, year: int) -> Edition | None:
        """The edition of that series and year when somebody has made it; nothing is made or published."""
        key = (name_key(series_name), year)
        if key not in self.seen:
            slug = slugify(series_name)[:LONGEST_SLUG] or "series"
            editions = Edition.objects.filter(series__slug=slug, year=year).select_related("host")
            self.seen[key] = editions.order_by("pk").first()
        return self.seen[key]

    def _find(self, name: str, year: int) -> Edition:
        slug = slugify(name)[:LONGEST_SLUG] or "series"
        series, _ = Series.objects.get_or_create(
            slug=slug, defaults={"name": LazyI18nString(name), "kind": _kind(name)}
        )
        edition, _ = Edition.objects.get_or_create(
            series=series,
            year=year,
            defaults={
                "slug": f"{slug}-{year}",
                "name": LazyI18nString(f"{name} {year}"),
                "published": self.publish,
            },
        )
        return edition


def _kind(name: str) -> str:
    words = set(name_key(name).split())
    for kind, said in (("month", {"mois", "month"}), ("week", {"semaine", "week"}), ("summit", {"sommet", "summit"})):
        if words & said:
            return kind
    return "other"
