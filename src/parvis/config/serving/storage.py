"""How static files are kept outside production."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from whitenoise.storage import CompressedStaticFilesStorage

BACK_OFFICE = ("admin/", "account/")


class Quick(CompressedStaticFilesStorage):
    """Plain names, ours compressed; the back office's hundred files are left as they are.

    Compressing them takes ten seconds of CPU, which a first `make demo` has better use for.
    """

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        ours = {path: found for path, found in paths.items() if not path.startswith(BACK_OFFICE)}
        return super().post_process(ours, dry_run, **options)
