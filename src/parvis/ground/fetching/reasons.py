"""Why an address could not be read: a code to keep, one sentence to show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "address": _("“%(url)s” is not a full web address, like https://agenda.city.example/feed.ics."),
    "scheme": _("Only addresses that begin with https:// or http:// are read, not “%(scheme)s:”."),
    "credentials": _("The address holds a name or a password; give one that can be read without."),
    "port": _("Port %(port)s is not one this site may reach; web addresses use 443 or 80."),
    "private": _("“%(host)s” leads to a machine that is not public; such addresses are never read."),
    "redirects": _("The address leads on to another more than %(most)s times."),
    "downgrade": _("The address leads from https:// to http://, which anybody on the way could alter."),
    "size": _("The answer is larger than %(most)s; nothing of it was kept."),
    "type": _("The site answered with “%(type)s”, which is not what is read here."),
    "encoding": _("The answer is compressed in a way that is not read here (“%(encoding)s”)."),
    "name": _("No machine answers to the name “%(host)s”."),
    "connection": _("“%(host)s” could not be reached."),
    "certificate": _("“%(host)s” could not prove that it is the site it claims to be (%(detail)s)."),
    "time": _("The site did not give its answer within %(seconds)s seconds."),
    "status": _("The site answered with the error %(status)s."),
    "answer": _("The answer of “%(host)s” broke off, or is not one of a web site."),
}


def sentence(code: str, values: Mapping[str, Any]) -> str:
    """The reason in the active language; a code of an older version is shown as it is."""
    known = SENTENCES.get(code)
    try:
        return str(known) % values if known else code
    except KeyError:
        return code


class FetchError(Exception):
    """`code` and `values` can be kept and told later in another language; `str()` is the sentence in the active one."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        return sentence(self.code, self.values)


class FetchRefused(FetchError):
    """We do not read that: the same address will be refused again."""


class FetchFailed(FetchError):
    """It did not work this time: later it may."""
