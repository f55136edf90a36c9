"""The examples of docs/developer/api.md, run as they stand against a server, and what they print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from parvis.people.actions.memberships import grant_role
from parvis.people.actions.tokens import create_token
from parvis.people.models import Role
from tests.factories import OrganisationFactory, UserFactory

PAGE = Path(__file__).resolve().parents[3] / "docs" / "developer" / "api.md"
EXAMPLE = re.compile(r"```(bash|python)\n(.*?)```\n\n```output\n(.*?)```", re.DOTALL)


@pytest.mark.django_db(transaction=True)
def test_every_example_prints_what_the_page_says(live_server: Any, settings: Any, tmp_path: Path) -> None:
    settings.SITE_URL = live_server.url
    administrator, body = UserFactory(), OrganisationFactory()
    grant_role(None, administrator, body, Role.ADMINISTRATOR)
    _token, secret = create_token(administrator, body, name="exemples")
    examples = EXAMPLE.findall(PAGE.read_text())
    environment = {**os.environ, "PARVIS": live_server.url, "TOKEN": secret}

    for language, code, expected in examples:
        program = ["bash", "-euo", "pipefail", "-c"] if language == "bash" else [sys.executable, "-c"]
        done = subprocess.run(
            [*program, code], capture_output=True, text=True, timeout=60, env=environment, cwd=tmp_path, check=False
        )
        assert (done.returncode, done.stdout) == (0, expected), done.stderr

    assert len(examples) == 5
    fenced = PAGE.read_text().count("```bash") + PAGE.read_text().count("```python")
    assert fenced == len(examples), "an example has no printed output, so that nothing holds it to the truth"
