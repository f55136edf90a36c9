"""`parvis user create EMAIL [--admin]`: an account; `parvis user forget-second-step EMAIL`: a way back in."""

from __future__ import annotations

import argparse
import getpass
import sys

from parvis.config.sentences import Text
from parvis.config.start import say, tell


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="parvis user")
    verbs = parser.add_subparsers(dest="verb", required=True)
    create = verbs.add_parser("create", help="create an account")
    create.add_argument("email")
    create.add_argument("--name", default="")
    create.add_argument("--admin", action="store_true", help="may do everything, the back office included")
    create.add_argument(
        "--link", action="store_true", help="print a link to choose the password instead of asking for it"
    )
    forget = verbs.add_parser("forget-second-step", help="free somebody who lost passkeys, application and codes")
    forget.add_argument("email")
    options = parser.parse_args(arguments)
    return create_account(options) if options.verb == "create" else forget_second_step(options)


def forget_second_step(options: argparse.Namespace) -> int:
    from parvis.people.actions import accounts
    from parvis.people.models import User

    user = User.objects.filter(email__iexact=options.email).first()
    if user is None:
        say(Text(f"{options.email} n’a pas de compte.", f"{options.email} has no account."))
        return 1
    number = accounts.forget_second_step(user)
    tell(
        Text(
            f"{number} moyen(s) de connexion retiré(s) ; le mot de passe de {user.email} suffit de nouveau.",
            f"{number} means of logging in removed; the password of {user.email} is enough again.",
        )
    )
    return 0


def create_account(options: argparse.Namespace) -> int:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    from parvis.people.actions.accounts import AlreadyHere, create_account, password_link
    from parvis.people.models import User

    try:
        validate_email(options.email)
    except ValidationError:
        say(
            Text(
                f"“{options.email}” n’est pas une adresse électronique.", f"“{options.email}” is not an e-mail address."
            )
        )
        return 2
    password = None
    if not options.link:
        password = typed_password()
        try:
            validate_password(password, User(email=options.email))
        except ValidationError as refusal:
            for sentence in refusal.messages:
                say(Text(sentence, sentence))
            return 2
    try:
        user = create_account(options.email, name=options.name, password=password, administrator=options.admin)
    except AlreadyHere:
        say(Text(f"{options.email} a déjà un compte.", f"{options.email} already has an account."))
        return 1
    tell(Text(f"Compte créé : {user.email}.", f"Account created: {user.email}."))
    if password is None:
        link = password_link(user)
        tell(
            Text(
                f"Pour choisir le mot de passe (une fois, sous 24 h) : {link}",
                f"To choose the password (once, within 24 hours): {link}",
            )
        )
    return 0


def typed_password() -> str:
    """Asked for on a terminal; the first line of the input otherwise (`… < file`)."""
    if sys.stdin.isatty():
        return getpass.getpass()
    return sys.stdin.readline().rstrip("\n")
