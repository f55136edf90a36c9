"""The command line: `parvis COMMAND …`; each command is imported only when it is called."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence

# name → (module:function taking the arguments and returning the exit code, one line of help)
COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("parvis.civics.checks.command:main", "find what a page or a press note contradicts in itself"),
    "count": ("parvis.civics.voting.command:main", "count a participatory budget from its .pb file"),
    "recheck": ("parvis.civics.voting.recheck:main", "verify the transcript of a count, step by step"),
}


def usage() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {help_}" for name, (_, help_) in sorted(COMMANDS.items())]
    return "usage: parvis COMMAND [options]\n\n" + "\n".join(lines) + "\n\nparvis COMMAND --help says more."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command named first; its exit code is ours. 2 when there is no such command."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(usage())
        return 0 if arguments else 2
    name, *rest = arguments
    if name not in COMMANDS:
        print(f"parvis: there is no command “{name}”.\n\n{usage()}", file=sys.stderr)
        return 2
    module, function = COMMANDS[name][0].split(":")
    command: Callable[[list[str]], int] = getattr(importlib.import_module(module), function)
    return command(rest)


if __name__ == "__main__":
    sys.exit(main())
