"""The real pages beside the repository: each is created or quarantined with a reason, and importing twice changes nothing.

.venv/bin/python bench/real_input.py        # reads ../shared, which a stranger's clone does not have
"""

import collections
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"
FOLDERS = (SHARED / "data" / "agenda", SHARED / "seeds")


def main() -> int:
    if not all(folder.is_dir() for folder in FOLDERS):
        print("skipped: there is no ../shared here")
        return 0
    with tempfile.TemporaryDirectory() as name:
        env = {**os.environ, "DATABASE_URL": f"sqlite:///{name}/agenda.sqlite3", "PARVIS_DATA": name}
        parvis = [sys.executable, "-m", "parvis.cli"]
        subprocess.run([*parvis, "migrate"], env=env, check=True, capture_output=True)
        paths = [str(folder) for folder in FOLDERS]
        reports = []
        for _ in range(2):
            done = subprocess.run(
                [*parvis, "import", *paths, "--format", "json"], env=env, capture_output=True, text=True
            )
            if done.returncode:
                print(done.stderr)
                return 1
            reports.append(json.loads(done.stdout))
    first, second = reports
    for record in first["records"]:
        when = record["start"] or "–"
        why = "; ".join(map(str, record["reasons"]))[:90]
        print(
            f"{record['action']:10} {record['kind']:15} {when:25} {record['sessions']:2}  {Path(record['path']).name[:48]:48} {why}"
        )
    files = {record["path"] for record in first["records"]}
    kinds = collections.Counter(record["action"] for record in first["records"])
    print(f"\n{len(files)} files, {len(first['records'])} records: {dict(kinds)}")
    unexplained = [r["path"] for r in first["records"] if r["action"] == "quarantine" and not r["reasons"]]
    print(f"quarantined without a reason: {len(unexplained)}")
    print(f"second time: {second['created']} created, {second['updated']} updated (bar: 0 and 0)")
    return bool(unexplained or second["created"] or second["updated"])


if __name__ == "__main__":
    sys.exit(main())
