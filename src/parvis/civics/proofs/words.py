"""What `parvis verify` says: what holds and what does not, in sentences."""

from __future__ import annotations

from datetime import UTC, datetime

from parvis.civics.dates import write_day

from .review_file import Verdict

LANGUAGES = ("fr", "en")


def sentences(verdict: Verdict, language: str) -> list[str]:
    """One sentence a fact, the most important first."""
    french = language == "fr"
    told = [_contents(verdict, french), _signature(verdict, language)]
    if verdict.expected is not None:
        told.append(_expected(verdict, french))
    elif verdict.unchanged and verdict.signed:
        told.append(
            "Comparez cette clé avec celle que publie le site de la revue\u202f: une autre clé, un autre auteur."
            if french
            else "Compare this key with the one that the review’s site publishes: another key, another author."
        )
    elif verdict.unchanged and verdict.signed is None:
        told.append(
            "Comparez cette empreinte avec celle que publie le site\u202f: sans signature, elle seule fait foi."
            if french
            else "Compare this hash with the one that the site publishes: without a signature it alone is evidence."
        )
    return [_what(verdict, french), *told]


def _what(verdict: Verdict, french: bool) -> str:
    document = verdict.document
    title = str(document.get("heading") or document.get("title") or "")
    judged = document.get("judged")
    about = str(judged.get("title", "")) if isinstance(judged, dict) else ""
    if french:
        return f"Revue «\u202f{title}\u202f»" + (f" de «\u202f{about}\u202f»." if about else ".")
    return f"Review “{title}”" + (f" of “{about}”." if about else ".")


def _contents(verdict: Verdict, french: bool) -> str:
    if verdict.unchanged:
        return (
            f"Le contenu est inchangé\u202f: son empreinte est {verdict.digest}."
            if french
            else f"The contents are unchanged: their hash is {verdict.digest}."
        )
    return (
        "LE CONTENU A ÉTÉ CHANGÉ\u202f: il n’a pas l’empreinte que ce fichier annonce."
        if french
        else "THE CONTENTS WERE CHANGED: they do not have the hash that this file announces."
    )


def _signature(verdict: Verdict, language: str) -> str:
    french = language == "fr"
    if verdict.signed is None:
        return "Personne ne l’a signée." if french else "Nobody signed it."
    if not verdict.signed:
        return (
            "LA SIGNATURE EST FAUSSE\u202f: la clé annoncée n’a pas signé ce contenu."
            if french
            else "THE SIGNATURE IS WRONG: the key it names did not sign these contents."
        )
    when = moment(verdict.signed_at, language)
    if french:
        means = "une clé d’accès" if verdict.kind == "passkey" else "une clé à usage unique"
        return f"Signée par {verdict.signer} le {when} avec {means}, {verdict.key}."
    means = "a passkey" if verdict.kind == "passkey" else "a one-time key"
    return f"Signed by {verdict.signer} on {when} with {means}, {verdict.key}."


def _expected(verdict: Verdict, french: bool) -> str:
    if verdict.expected:
        return (
            "C’est bien la clé ou l’empreinte attendue." if french else "It is the key or the hash that was expected."
        )
    return (
        "CE N’EST PAS la clé ou l’empreinte attendue." if french else "IT IS NOT the key or the hash that was expected."
    )


def moment(instant: str, language: str) -> str:
    """“26 November 2026 at 07:12 UTC” from "2026-11-26T07:12:00Z"; the text itself when it is no instant."""
    try:
        at = datetime.fromisoformat(instant).astimezone(UTC)
    except ValueError:
        return instant
    between = "à" if language == "fr" else "at"
    return f"{write_day(at.date(), language)} {between} {at:%H:%M} UTC"
