"""The part of the suite that touches a database, once more on PostgreSQL: `python -m tests.on_postgres`.

Of these folders, what touches none is left out and counted: see `touches_a_database` in conftest.py.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import HAVE, POSTGRES, REQUIRED

FOLDERS = ("ground", "people", "disclose", "convene", "commit", "portal", "config")


def main() -> int:
    if not HAVE["postgres"]:
        sys.stderr.write("NOT TESTED: no PostgreSQL server answers; set PARVIS_TEST_POSTGRES to one.\n")
        return 1 if "postgres" in REQUIRED else 0
    folders = [f"tests/{name}" for name in FOLDERS if Path("tests", name).is_dir()]
    command = [sys.executable, "-m", "pytest", "-n", "auto", "--dist", "loadgroup", "-m", "not browser", *folders]
    done = subprocess.run([*command, *sys.argv[1:]], env={**os.environ, "DATABASE_URL": POSTGRES})
    return 0 if done.returncode == 5 and sys.argv[1:] else done.returncode  # 5: the options selected nothing here


if __name__ == "__main__":
    sys.exit(main())
