"""Names and addresses in one line of text → a place."""

import re

from parvis.civics.formats.model import PlaceText
from parvis.civics.formats.vocabulary import key

_POSTCODE = re.compile(r"(?<!\d)(\d{2}) ?(\d{3})(?!\d)[\s,]*([^,\n\d]*)")
_STREET = re.compile(
    r"(?<![\w/])\d{1,4}\s?(?:bis|ter|quater|[a-d])?,?\s+(?:rue|avenue|av\b\.?|boulevard|bd|place|quai|cours|all[ée]e"
    r"|chemin|impasse|square|esplanade|parvis|passage|route|faubourg|villa|cit[ée])\b",
    re.IGNORECASE,
)
_BOROUGH = re.compile(r"[,\s]+((?:Paris|Lyon|Marseille)(?:\s+\d{1,2}(?:\s?(?:er|e|ème))?)?)\s*$", re.IGNORECASE)
_CITIES = """
Paris, Marseille, Lyon, Toulouse, Nice, Nantes, Montpellier, Strasbourg, Bordeaux, Lille, Rennes, Toulon, Reims,
Le Havre, Saint-Étienne, Grenoble,
Dijon, Angers, Villeurbanne, Nîmes, Aix-en-Provence, Clermont-Ferrand, Le Mans, Brest, Tours,
Amiens, Limoges, Annecy, Metz, Besançon, Perpignan, Orléans, Rouen, Mulhouse, Caen, Nancy, Avignon, Poitiers, Dunkerque,
Pau, La Rochelle, Ajaccio, Bastia, Bruxelles, Genève, Barcelone, Londres, Berlin
"""
CITIES = frozenset(key(name) for name in _CITIES.split(","))


def place_of(name: str, address: str) -> PlaceText | None:
    """A place from its name and its address as typed: postcode and town told apart, a repeated name taken out."""
    name, address = " ".join(name.split()).strip(" ,"), ", ".join(
        part.strip(" ,") for part in address.split("\n") if part.strip(" ,")
    )  # fmt: skip
    address = " ".join(address.split())
    postcode = city = ""
    if match := _POSTCODE.search(address):
        postcode, city = match[1] + match[2], match[3].strip(" ,.-–")
        address = (address[: match.start()].strip(" ,-–") + ", " + address[match.end() :].strip(" ,-–")).strip(" ,")
    elif match := _BOROUGH.search(address):
        city, address = match[1].strip(), address[: match.start()].strip(" ,")
    if key(name) in CITIES:
        city, name = city or name, ""
    if street := _STREET.search(address):
        before = address[: street.start()].strip(" ,-–:")
        if before and (not name or key(before) == key(name)):
            name, address = name or before, address[street.start() :]
    if not name and "," in address:
        street_part, rest = address.split(",", 1)
        if _STREET.match(street_part.strip()) and rest.strip():
            name, address = rest.strip(" ,"), street_part.strip()
    if not (name or address or city):
        return None
    return PlaceText(name=name or ("" if address else city), address=address, postcode=postcode, city=city)


_AT = re.compile(
    r",?\s+(?:(?:au|à la|à l'|à|dans (?:le|la|les|l')|aux)\s*(?P<where>(?:si[èe]ge|cabaret|palais|h[ôo]tel de ville"
    r"|h[ée]micycle|salle|salons?|maison|mairie|minist[èe]re|mus[ée]e|th[ée][âa]tre|amphith[ée][âa]tre|espace|centre|campus"
    r"|lieu|auditorium|biblioth[èe]que|m[ée]diath[èe]que|universit[ée]|[ée]cole)\b.*)"
    r"|(?P<hall>(?:salle|salons?|amphith[ée][âa]tre|auditorium|stand)\s+.*))$",
    re.IGNORECASE,
)


def place_in_title(title: str) -> tuple[str, PlaceText | None]:
    """A session's title without the place it ends with, and that place.

    "Soirée OFF du PGO au Cabaret Sauvage, Parc de la Villette, 75019" → the evening, at the Cabaret Sauvage.
    """
    plain = title.replace("’", "'").replace("\u00a0", " ")
    match = _AT.search(plain)
    if not match:
        return title, None
    where = title[match.start("where") if match["where"] else match.start("hall") :].strip(" ,.")
    postcode = ""
    if found := re.search(r",?\s*(\d{5})\b.*$", where):
        postcode, where = found[1], where[: found.start()].strip(" ,")
    name, address = where, ""
    if street := _STREET.search(where):
        name, address = where[: street.start()].strip(" ,"), where[street.start() :].strip(" ,")
    city = "Paris" if postcode.startswith("75") or re.search(r"\bde Paris$", name) else ""
    if "," in name and not address:
        name, address = (part.strip() for part in name.split(",", 1))
    return title[: match.start()].strip(" ,"), PlaceText(name=name, address=address, postcode=postcode, city=city)
