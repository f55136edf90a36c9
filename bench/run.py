"""Run the benchmarks: `make bench` for all, `make bench ARGS="agenda check"` for some."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
NOT_ALONE = {  # parts of the others; pretix beside Parvis needs its environment made first
    "__init__",
    "crowd",
    "databases",
    "pretix_beside",
    "reference_page",
    "run",
    "rush_look",
    "serving",
    "seats_walk",
}


def main(names: list[str]) -> int:
    names = names or sorted(path.stem for path in HERE.glob("*.py") if path.stem not in NOT_ALONE)
    failed = []
    for name in names:
        print(f"\n=== {name} " + "=" * (76 - len(name)), flush=True)
        if subprocess.run([sys.executable, str(HERE / f"{name}.py")]).returncode:
            failed.append(name)
    if failed:
        print(f"\nfailed: {', '.join(failed)}")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
