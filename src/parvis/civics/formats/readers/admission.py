"""Who may come, as short prose says it; and how one attends."""

import re

from parvis.civics.formats.detect import plain

_PRESS = re.compile(
    r"invitation presse|r[ée]serv[ée]e?s? (?:à|aux) (?:la )?(?:presse|journalistes|m[ée]dias)|press only"
    r"|sur accr[ée]ditation|presse uniquement",
    re.IGNORECASE,
)
_INVITATION = re.compile(r"(?:uniquement |seulement )?sur invitation\b|by invitation", re.IGNORECASE)
_NO_REGISTRATION = re.compile(r"sans inscription|inscription non obligatoire|no registration", re.IGNORECASE)
_REGISTRATION = re.compile(
    r"\b(?:pr[ée])?inscri(?:ptions?|re|vez|t)\b|\bbilletterie|\br[ée]servations? obligatoire|\bregist(?:er|ration)\b",
    re.IGNORECASE,
)
_STRONG_REGISTRATION = re.compile(
    r"inscriptions? (?:gratuites? |pr[ée]alables? |en ligne )?(?:et )?(?:obligatoires?|requises?|en ligne|gratuites?)"
    r"|sur inscription|(?:pr[ée])?inscri(?:vez-vous|re)|s'inscrire|inscription\]\([^)]*\) obligatoire|register",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"entr[ée]e (?:libre|gratuite)|acc[èe]s libre|libre d'acc[èe]s|ouvert (?:à|a) tou\w+|free (?:entry|admission)",
    re.IGNORECASE,
)
ACCESSIBLE = re.compile(
    r"accessible (?:aux )?(?:pmr|personnes à mobilit[ée] r[ée]duite|fauteuils? roulants?)|wheelchair accessible",
    re.IGNORECASE,
)
_MORE_TO_COME = re.compile(
    r"(?:plus (?:de |d')?(?:pr[ée]cisions|informations|d[ée]tails)|programme(?: complet| d[ée]taill[ée])?) à venir"
    r"|(?:communiqu[ée]e?s?|pr[ée]cis[ée]e?s?|annonc[ée]e?s?) (?:prochainement|ult[ée]rieurement)"
    r"|en cours de construction|more (?:details|information) to (?:come|follow)",
    re.IGNORECASE,
)


_MORE_WORDS = (" à venir", "prochainement", "ultérieurement", "ulterieurement", "en cours de", "to come", "to follow")


def more_to_come(text: str) -> bool:
    """Whether a text promises details that are not there yet."""
    low = text.lower()
    return any(word in low for word in _MORE_WORDS) and bool(_MORE_TO_COME.search(text))


def is_registration(text: str) -> bool:
    """Whether a short information field is about registering."""
    return bool(_REGISTRATION.search(plain(text)))


def admission_in(text: str) -> str:
    """Admission that a short text states: press, invitation, registration or free; "unknown" when it says nothing.

    "Entrée libre sur inscription" is registration: a seat has to be asked for.
    """
    text = plain(text)
    if _PRESS.search(text):
        return "press"
    if _INVITATION.search(text):
        return "invitation"
    if _NO_REGISTRATION.search(text):
        return "free"
    if _REGISTRATION.search(text):
        return "registration"
    return "free" if _FREE.search(text) else "unknown"


def admission_in_prose(text: str) -> str:
    """Admission that a long text states: only phrases that cannot mean anything else count."""
    text = plain(text)
    if _STRONG_REGISTRATION.search(text):
        return "registration"
    return "free" if _FREE.search(text) else "unknown"


_ONLINE = re.compile(
    r"\ben ligne\b|\bw[ée]binaires?\b|\bvisio\w*|\bà distance\b|\bdistanciel\b|\bonline\b|\bvirtuel(?:le)?s?\b"
    r"|\byoutube\b|\bweb-?(?:[ée]mission|conf[ée]rence)s?\b",
    re.IGNORECASE,
)
_ONSITE = re.compile(r"\ben pr[ée]sentiel\b|\bsur place\b|\bphysique\b|\bon[ -]site\b|\bin person\b", re.IGNORECASE)
_BOTH = re.compile(
    r"en ligne et (?:en pr[ée]sentiel|sur place)|en pr[ée]sentiel et en ligne|en ligne (?:du|le) .{3,60}? et (?:à|en) ",
    re.IGNORECASE,
)
_HELD_ONLINE = re.compile(
    r"(?:aur(?:a|ont) (?:[ée]galement )?lieu|se (?:tiendra|tiendront|d[ée]roulera))[^.\n]{0,80}"
    r"(?:en ligne|cha[îi]ne youtube|en visio)",
    re.IGNORECASE,
)
_ONLINE_ITEM = re.compile(r"^\W*en ligne\W*$", re.IGNORECASE | re.MULTILINE)
_ONSITE_ITEM = re.compile(r"^\W*en pr[ée]sentiel\b", re.IGNORECASE | re.MULTILINE)


def mode_in(text: str) -> str:
    """How one attends, as a short text says it: onsite, online, mixed or unknown."""
    text = plain(text)
    online, onsite = _ONLINE.search(text), _ONSITE.search(text)
    if online and onsite:
        return "mixed"
    return "online" if online else "onsite" if onsite else "unknown"


def without_mode(text: str) -> str:
    """What is left of a place once the words of attendance are taken away: "" when it named no place."""
    rest = re.sub(r"\b(?:et|ou|and|100\s?%)\b|100\s?%", " ", _ONLINE.sub(" ", _ONSITE.sub(" ", text)))
    return " ".join(rest.split()).strip(" ,;:-–—/.")


def both_modes(lead: str) -> bool:
    """Whether a lead says that one may attend on site and online."""
    return bool(_BOTH.search(plain(lead)))


def both_items(body: str) -> bool:
    """Whether a list of ways to attend has one item on site and another online."""
    return bool(_ONLINE_ITEM.search(body)) and bool(_ONSITE_ITEM.search(body))


def held_online(body: str) -> bool:
    """Whether a text says in a sentence that the event takes place online."""
    return bool(_HELD_ONLINE.search(plain(body)))
