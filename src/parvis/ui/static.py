"""How static files are found, named and compressed."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage, CompressedStaticFilesStorage

from parvis.ui.stylesheet import commit_sheet, embed_sheet, space_sheet, stylesheet
from parvis.ui.themes import load


class Hashed(CompressedManifestStaticFilesStorage):
    """In production: names carry a hash, everything is compressed, caches may keep it for ever."""


class Plain(CompressedStaticFilesStorage):
    """Elsewhere: names as they are, and only the kit is compressed; the admin's scripts would delay the first page."""

    def post_process(self, paths: dict[str, Any], *args: Any, **options: Any) -> Iterator[tuple[str, str, bool]]:
        kit = {path: found for path, found in paths.items() if path.startswith("ui/")}
        return super().post_process(kit, *args, **options)


Storage = Hashed if settings.PRODUCTION else Plain


class Built(BaseFinder):
    """Finds the files that are made of others: the style sheets and the theme's logo.

    They are written below `<PARVIS_DATA>/built`, whenever their text has changed.
    """

    prefix = ""

    def __init__(self, app_names: object = None, *args: object, **kwargs: object) -> None:
        self.folder = Path(settings.DATA_DIR) / "built"

    def check(self, **kwargs: object) -> list[object]:
        return []

    def files(self) -> dict[str, str]:
        """Text of each built file, by its path below STATIC_URL."""
        opening, rest = load(settings.THEME).logo.split(">", 1)
        mode = "<style>@media(prefers-color-scheme:dark){svg{color:#fff}}</style>"  # read on a dark tab too
        logo = f'{opening} xmlns="http://www.w3.org/2000/svg">{mode}{rest}'
        return {
            "ui/parvis.css": stylesheet(settings.THEME),
            "ui/space.css": space_sheet(),
            "ui/commit.css": commit_sheet(),
            "ui/embed.css": embed_sheet(settings.THEME),
            "ui/logo.svg": logo,
        }

    def write(self, path: str, text: str) -> Path:
        target = self.folder / path
        if not target.exists() or target.read_text("utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            partial = target.with_suffix(f".{os.getpid()}")  # a second server process never reads half a file
            partial.write_text(text, "utf-8")
            partial.replace(target)
        return target

    def find(self, path: str, find_all: bool = False, **kwargs: object) -> str | list[str]:
        text = self.files().get(path)
        if text is None:
            return []
        found = str(self.write(path, text))
        return [found] if find_all else found

    def list(self, ignore_patterns: object) -> Iterator[tuple[str, FileSystemStorage]]:
        storage = FileSystemStorage(self.folder)
        storage.prefix = ""
        for path, text in self.files().items():
            self.write(path, text)
            yield path, storage
