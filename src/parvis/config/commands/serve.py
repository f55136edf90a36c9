"""`parvis serve [web|worker|scheduler|registrar]`: all of them together, or each alone on machines of its own."""

from __future__ import annotations

import argparse
import os
import socket
import sys

from parvis.config.sentences import Text, operator_language
from parvis.config.start import say, tell

BACKGROUND = ("worker", "scheduler", "registrar")
GATHERED = "PARVIS_STATIC_GATHERED"  # tells the web server that static files are in STATIC_ROOT


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="parvis serve", description="Run the web server, the worker, the scheduler and the registrar."
    )
    parser.add_argument("part", nargs="?", choices=["web", *BACKGROUND], help="one of them alone")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=port, default=8000)
    parser.add_argument("--workers", type=int, default=2, help="processes of the web server (default 2)")
    options = parser.parse_args(arguments)
    if refusal := not_ready():
        say(refusal)
        return 2
    from parvis.config.serving import background

    if options.part in BACKGROUND:
        return {"worker": background.worker, "scheduler": background.scheduler, "registrar": background.registrar}[
            options.part
        ]()
    if not os.environ.get(GATHERED):
        from parvis.config.serving import static

        static.gather()
        os.environ[GATHERED] = "1"
        # This process read its settings before: `serve web` alone would send the sources, uncompressed.
        from django.conf import settings

        settings.WHITENOISE_USE_FINDERS = False
    if options.part == "web":
        from parvis.config.serving import web

        return web.run(options.host, options.port, options.workers)
    return everything(options)


def port(text: str) -> int:
    """A port number; argparse says the sentence of what is none."""
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65_536:
        raise argparse.ArgumentTypeError(f"“{text}” is not a port from 1 to 65535")
    return int(text)


def everything(options: argparse.Namespace) -> int:
    from django.conf import settings
    from django.db import connection

    from parvis.config.health import PROCESSES
    from parvis.config.serving.supervisor import Supervisor

    if is_taken(options.host, options.port):
        say(
            Text(
                f"le port {options.port} est déjà pris ; choisissez-en un autre avec --port.",
                f"port {options.port} is already taken; choose another with --port.",
            )
        )
        return 2
    if not settings.PRODUCTION:
        # On one's own machine, links in pages, feeds and mail lead to the port that answers.
        os.environ.setdefault("PARVIS_URL", f"http://{options.host}:{options.port}")
    welcome(options)
    connection.close()  # a connection must not be shared with children
    command = [sys.executable, "-m", "parvis.cli", "serve"]
    address = ["--host", options.host, "--port", str(options.port), "--workers", str(options.workers)]
    parts = {"web": [*command, "web", *address], **{name: [*command, name] for name in PROCESSES}}
    return Supervisor(parts).run()


def welcome(options: argparse.Namespace) -> None:
    """Say where to go; on an empty instance, print the one-time link of its first set-up."""
    from django.conf import settings

    from parvis.people.actions import set_up

    address = f"http://{options.host}:{options.port}"
    tell(Text(f"Parvis écoute sur {address}/", f"Parvis listens on {address}/"))
    if set_up.is_empty() and not settings.DEMO:
        link = set_up.open_set_up(operator_language(os.environ))
        if not settings.PRODUCTION:
            link = link.replace(settings.SITE_URL, address)
        tell(
            Text(
                f"Personne n’a encore de compte. Ouvrez ce lien, une seule fois, pour installer le site :\n  {link}",
                f"Nobody has an account yet. Open this link, once, to set the site up:\n  {link}",
            )
        )


def is_taken(host: str, port: int) -> bool:
    """Whether something already listens there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
        return False


def not_ready() -> Text | None:
    """Why serving would be in vain; None when all is well. The database itself is told about by `start.told`."""
    from parvis.config.health import pending_migrations

    if waiting := pending_migrations():
        return Text(
            f"la base attend {waiting} migration(s) ; lancez « parvis migrate ».",
            f"the database waits for {waiting} migration(s); run “parvis migrate”.",
        )
    return None
