"""Whether an attachment is what its name says, among the kinds that a public body publishes."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_BYTES = 25_000_000
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
OFFICE = "application/vnd.openxmlformats-officedocument."
# extension → media type
KINDS = {
    "pdf": "application/pdf",
    "odt": f"{OPEN_DOCUMENT}text",
    "ods": f"{OPEN_DOCUMENT}spreadsheet",
    "odp": f"{OPEN_DOCUMENT}presentation",
    "docx": f"{OFFICE}wordprocessingml.document",
    "xlsx": f"{OFFICE}spreadsheetml.sheet",
    "pptx": f"{OFFICE}presentationml.presentation",
    "csv": "text/csv",
    "txt": "text/plain",
}


@dataclass(frozen=True)
class Checked:
    """What is known of an attachment once it has been read."""

    name: str
    media_type: str
    size: int
    sha256: str


def check(name: str, sent: bytes) -> Checked:
    """What this file is; ValidationError, in a sentence, when it is too heavy, of another kind or not what it says."""
    name = PurePosixPath(name.replace("\\", "/")).name[:200]
    extension = PurePosixPath(name).suffix.lower().removeprefix(".")
    if extension not in KINDS:
        raise ValidationError(
            _("“%(name)s” is of a kind that is not accepted; accepted: %(kinds)s."),
            params={"name": name, "kinds": ", ".join(KINDS)},
        )
    if len(sent) > MOST_BYTES:
        raise ValidationError(
            _("“%(name)s” weighs %(size)s MB; %(most)s at most."),
            params={"name": name, "size": round(len(sent) / 1e6, 1), "most": MOST_BYTES // 1_000_000},
        )
    if not is_really(extension, sent):
        raise ValidationError(
            _("“%(name)s” does not hold what its name says (%(kind)s)."), params={"name": name, "kind": extension}
        )
    return Checked(name, KINDS[extension], len(sent), hashlib.sha256(sent).hexdigest())


def is_really(extension: str, sent: bytes) -> bool:
    """Whether the first bytes, or the parts of an archive, are those of that kind."""
    if extension == "pdf":
        return sent.startswith(b"%PDF-")
    if extension in {"csv", "txt"}:
        return bool(sent) and b"\0" not in sent
    try:
        with zipfile.ZipFile(BytesIO(sent)) as archive:
            names = set(archive.namelist())
            if KINDS[extension].startswith(OFFICE):
                return "[Content_Types].xml" in names and not any(name.endswith("vbaProject.bin") for name in names)
            return "mimetype" in names and archive.open("mimetype").read(200) == KINDS[extension].encode()
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError):
        return False
