"""What the text of a variable becomes, or why it cannot be read."""

from __future__ import annotations

import ipaddress
import zoneinfo
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
import dj_email_url

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}
MODULES = ("agenda", "commit")  # what an instance may switch off; see config/modules.py
ROLES = ("staff", "administrator", "organiser", "contributor", "moderator", "reviewer")
ENVIRONMENTS = ("development", "production")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
ACCESSIBILITY = ("none", "partial", "total")
MAIL_SCHEMES = ("smtp", "submission", "console", "file", "memory", "dummy")
DATABASE_SCHEMES = ("sqlite", "postgres", "postgresql")


def text(value: str) -> str:
    return value.strip()


def boolean(value: str) -> bool:
    if value.strip().lower() in TRUE:
        return True
    if value.strip().lower() in FALSE:
        return False
    raise ValueError


def words(value: str) -> list[str]:
    return [word.strip() for word in value.split(",") if word.strip()]


def one_of(*choices: str) -> Callable[[str], str]:
    def parse(value: str) -> str:
        if value.strip() not in choices:
            raise ValueError
        return value.strip()

    return parse


def some_of(*choices: str) -> Callable[[str], list[str]]:
    def parse(value: str) -> list[str]:
        if unknown := [word for word in words(value) if word not in choices]:
            raise ValueError(unknown)
        return words(value)

    return parse


def web_address(value: str) -> str:
    parts = urlsplit(value.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError
    return value.strip().rstrip("/")


def optional_web_address(value: str) -> str:
    return web_address(value) if value.strip() else ""


def mail_address(value: str) -> str:
    local, at, domain = value.strip().partition("@")
    if not (local and at and "." in domain) or " " in value.strip():
        raise ValueError
    return value.strip()


def database(value: str) -> dict[str, Any]:
    scheme = urlsplit(value).scheme
    if scheme not in DATABASE_SCHEMES or (scheme == "sqlite" and not value.startswith("sqlite:///")):
        raise ValueError
    parsed: dict[str, Any] = dict(dj_database_url.parse(value))
    if not parsed["NAME"]:
        raise ValueError
    return parsed


def cache_address(value: str) -> str:
    if value and urlsplit(value).scheme not in {"redis", "rediss", "unix"}:
        raise ValueError
    return value


def mail_server(value: str) -> dict[str, Any]:
    if urlsplit(value).scheme not in MAIL_SCHEMES:
        raise ValueError
    return dict(dj_email_url.parse(value))


def time_zone(value: str) -> str:
    try:
        zoneinfo.ZoneInfo(value.strip())
    except (zoneinfo.ZoneInfoNotFoundError, OSError) as unknown:
        raise ValueError from unknown
    return value.strip()


def between(least: int, most: int) -> Callable[[str], int]:
    def parse(value: str) -> int:
        if not value.strip().isdecimal() or not least <= int(value) <= most:
            raise ValueError
        return int(value)

    return parse


def day(value: str) -> str:
    return date.fromisoformat(value.strip()).isoformat() if value.strip() else ""


def networks(value: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    return [ipaddress.ip_network(word) for word in words(value)]


def ports(value: str) -> list[int]:
    found = [int(word) for word in words(value)]
    if not all(0 < port < 65536 for port in found):
        raise ValueError
    return found


def folder(value: str) -> Path:
    if not value.strip():
        raise ValueError
    return Path(value.strip()).absolute()
