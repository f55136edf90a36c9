"""The command line: `parvis COMMAND …`; each command is imported only when it is called."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence

# These need no database, or start Django themselves once they have set their environment; the others find it started.
PURE = {"check", "count", "recheck", "verify", "doctor", "messages", "demo"}

# name → (module:function taking the arguments and returning the exit code, one line of help)
COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("parvis.civics.checks.command:main", "find what a page or a press note contradicts in itself"),
    "count": ("parvis.civics.voting.command:main", "count a participatory budget from its .pb file"),
    "recheck": ("parvis.civics.voting.recheck:main", "verify the transcript of a count, step by step"),
    "verify": ("parvis.civics.proofs.command:main", "verify the file of a published review, signature and all"),
    "import": ("parvis.config.commands.importing:main", "read pages, press notes, calendars and commitments"),
    "commitments": ("parvis.commit.exchange.command:main", "bring tables of commitments in, take plans out"),
    "harvest": ("parvis.convene.harvest.command:main", "read the agendas of other sites that organisers named"),
    "registration": ("parvis.convene.guests.command:main", "show, export, open, audit and erase registrations"),
    "migrate": ("parvis.config.commands.migrate:main", "prepare the database, or bring it up to date"),
    "serve": ("parvis.config.commands.serve:main", "run the web server and the processes beside it"),
    "doctor": ("parvis.config.commands.doctor:main", "list every mistake of the configuration at once"),
    "demo": ("parvis.config.commands.demo:main", "write, and serve, the season of a city that does not exist"),
    "user": ("parvis.config.commands.user:main", "create an account"),
    "backup": ("parvis.config.commands.backup:main", "write the database and the files into one archive"),
    "restore": ("parvis.config.commands.restore:main", "put back what a backup holds"),
    "messages": ("parvis.config.commands.messages:main", "collect, check and compile the translations"),
    "check-house": ("parvis.config.commands.house:main", "check translations, migrations, API contract and layers"),
    "django": ("parvis.config.commands.django:main", "run one of Django's own commands"),
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
    if name not in PURE:
        from parvis.config import start

        start.start()
    module, function = COMMANDS[name][0].split(":")
    command: Callable[[list[str]], int] = getattr(importlib.import_module(module), function)
    if name in PURE:
        return command(rest)
    return start.told(command, rest)


if __name__ == "__main__":
    sys.exit(main())
