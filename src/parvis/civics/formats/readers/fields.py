"""Information fields, access and images of a page's front matter, with all the ways they have been filled in."""

import re
from typing import Any

from parvis.civics.formats.doubts import doubt
from parvis.civics.formats.front_matter import FrontMatter, Path
from parvis.civics.formats.model import Doubt, ImageText, InfoField, TransportLine
from parvis.civics.formats.readers.transport import lines_of, mode_of
from parvis.civics.formats.vocabulary import key

_ALIASES = {
    "intitule": "intitule", "intitulé": "intitule", "label": "intitule",
    "contenu": "contenu", "content": "contenu", "texte": "contenu",
    "lien": "lien", "key": "lien", "url": "lien", "link": "lien", "osmose": "lien", "mailto": "mailto",
}  # fmt: skip
_EXPECTED = frozenset({"intitule", "contenu", "lien", "title"})  # `title`: the link's tooltip, not information
USUAL_LABELS = frozenset({
    "horaires", "horaire", "date", "dates", "lieu", "modalites", "modalite", "comment y aller", "precisions",
})  # fmt: skip
HOURS_LABELS = ("horaire", "date", "heure", "debut", "quand")
_PLACEHOLDER = re.compile(r"^\s*(?:lien à ajouter|à compl[ée]ter|à venir|todo|tbd|xxx+|lien)\s*\.?\s*$", re.IGNORECASE)
_URL = re.compile(r"^(?:https?://|mailto:|tel:|/)\S+$", re.IGNORECASE)
_DOMAIN = re.compile(r"^[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?$")
_EMAIL = re.compile(r"^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$")


def text_of(value: Any) -> str:
    """A scalar as stripped text; "" for anything else."""
    return value.strip() if isinstance(value, str) else ""


def list_of(value: Any) -> list[Any]:
    """A list as it is; a single value as a list of one; nothing as an empty list."""
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


def texts_of(value: Any) -> tuple[str, ...]:
    """The non-empty texts of a list or of a single value."""
    return tuple(text for item in list_of(value) if (text := text_of(item)))


def info_fields(page: FrontMatter, doubts: list[Doubt]) -> tuple[InfoField, ...]:
    """The fields of `champs_informations`; what had to be put right is said in `doubts`."""
    found = []
    for index, item in enumerate(list_of(page.data.get("champs_informations"))):
        path: Path = ("champs_informations", index)
        if isinstance(item, dict):
            values = _values(item, page, path, doubts)
            field = _field(values, page, path, doubts)
            if field != InfoField():
                found.append(field)
        elif text := text_of(item):
            found.append(InfoField(content=text))
    return tuple(found)


def _values(item: dict[str, Any], page: FrontMatter, path: Path, doubts: list[Doubt]) -> dict[str, str]:
    values: dict[str, str] = {}
    for name, value in item.items():
        text = text_of(value)
        canonical = _ALIASES.get(name.lower())
        where = f"{path[0]}[{path[1]}].{name}"
        if text.lower() == "null":
            doubts.append(doubt("literal-null", where, value, line=page.line(*path, name)))
            continue
        if canonical is None or not text:
            continue
        if name not in _EXPECTED:
            doubts.append(doubt("unknown-key", where, name, other=canonical, line=page.line(*path, name)))
        if canonical == "mailto":
            canonical, text = "lien", text if text.startswith("mailto:") else f"mailto:{text}"
        values.setdefault(canonical, text)
    return values


def _field(values: dict[str, str], page: FrontMatter, path: Path, doubts: list[Doubt]) -> InfoField:
    label, content, link = values.get("intitule", ""), values.get("contenu", ""), values.get("lien", "")
    where = f"{path[0]}[{path[1]}]"
    if key(content) in USUAL_LABELS and label and key(label) not in USUAL_LABELS:
        doubts.append(doubt("swapped-fields", where, f"{label} / {content}", line=page.line(*path)))
        label, content = content, label
    if _PLACEHOLDER.match(link):
        doubts.append(doubt("placeholder", f"{where}.lien", link, line=page.line(*path, "lien")))
        link = ""
    if _PLACEHOLDER.match(content):
        doubts.append(doubt("placeholder", f"{where}.contenu", content, line=page.line(*path, "contenu")))
        content = ""
    if not link and _URL.match(content):
        link = content
    if link and not _URL.match(link):
        better = _completed(link)
        doubts.append(doubt("bad-link", f"{where}.lien", link, other=better or "—", line=page.line(*path, "lien")))
        link = better
    return InfoField(" ".join(label.split()).rstrip(" :"), content, link)


def _completed(link: str) -> str:
    """A link with what was forgotten or added around it put right; "" when nothing can be made of it."""
    bare = link.strip(" ()<>[]\"'")
    if _URL.match(bare):
        return bare
    if _EMAIL.match(bare):
        return f"mailto:{bare}"
    return f"https://{bare}" if _DOMAIN.match(bare) else ""


def access_lines(page: FrontMatter, doubts: list[Doubt]) -> tuple[TransportLine, ...]:
    """The lines of `acces`, one a mode and stop; a sentence in place of a mode is kept as a note."""
    found: list[TransportLine] = []
    for index, item in enumerate(list_of(page.data.get("acces"))):
        if not isinstance(item, dict):
            continue
        label = " ".join(text_of(item.get("type")).split())
        mode = mode_of(label)
        if label and mode is None:
            line = page.line("acces", index, "type")
            doubts.append(doubt("odd-access", f"acces[{index}].type", label, line=line))
            found.append(TransportLine("other", note=label))
        for row in list_of(item.get("lignes")):
            name = text_of(row.get("nom")) if isinstance(row, dict) else text_of(row)
            if name and name.lower() != "null":
                found += lines_of(mode or "other", name)
    return tuple(found)


def images(page: FrontMatter) -> tuple[ImageText, ...]:
    """The images of `une-ou-diaporama` (or of a press note's `image`)."""
    found = [
        ImageText(text_of(item.get("image")), text_of(item.get("alternative-textuelle")), text_of(item.get("legende")))
        for item in list_of(page.data.get("une-ou-diaporama"))
        if isinstance(item, dict) and text_of(item.get("image"))
    ]
    if url := text_of(page.data.get("image")):
        found.append(ImageText(url))
    return tuple(found)
