"""French typography: narrow no-break spaces and real apostrophes, put where the reader's eye expects them."""

import re
from functools import lru_cache

NARROW = "\u202f"

# What must never change, then what does; the first alternative that fits at a place wins.
_FRENCH = re.compile(
    r"""
    (?=[\s'&<«»;:!?hfmtw])(?:                        # most letters are passed over at once
    (?P<apostrophe>(?<=\w)(?:'|&\#x27;|&\#39;)(?=\w))
  | (?P<keep>
        <(?:code|pre|kbd|samp|script|style|textarea|svg)\b.*?</(?:code|pre|kbd|samp|script|style|textarea|svg)\s*>
      | <!--.*?-->
      | <[a-zA-Z/!][^<>]*>                            # a tag and its attributes
      | (?:https?|ftp|mailto|tel|webcal):[^\s<>]+       # an address
      | www\.[^\s<>]+
      | &\#?\w+;                                       # an entity
    )
  | (?P<opening>«[\s\u00a0\u2009\u202f]*)
  | (?P<closing>[\s\u00a0\u2009\u202f]*»)
  | (?P<high>[ \u00a0\u2009\u202f]+(?=[;!?])|(?<=[\w)»"’%€°])(?=[;!?](?:[\s<!?»)]|$)))
  | (?P<colon>[ \u00a0\u2009\u202f]+(?=:(?:[\s\u00a0\u202f<»]|$))|(?<=[\w)»"’%€°])(?=:(?:[\s<»]|$)))
  | (?P<group>(?<=\d)[ \u00a0\u2009](?=\d{3}(?!\d)))
  | (?P<unit>(?<=\d)[ \u00a0\u2009]+(?=(?:[€%]|(?:h|min|s|m|km|ko|Mo|ans?)\b)))
  | (?P<minutes>(?<=\dh)[ \u00a0\u2009]+(?=\d\d\b)|(?<=\d[ \u00a0\u2009\u202f]h)[ \u00a0\u2009]+(?=\d\d\b))
    )
    """,
    re.VERBOSE | re.DOTALL,
)
_WORTH_LOOKING = re.compile(r"['«»;:!?]|&#(?:x27|39);|\d[ \u00a0\u2009]")


def _set(match: re.Match[str]) -> str:
    found = match.group()
    match match.lastgroup:
        case "keep":
            return found
        case "apostrophe":
            return "’"
        case "opening":
            return "«" + NARROW
        case "closing":
            return NARROW + "»"
        case "group" if not _groups(match):
            return found
        case _:
            return NARROW


def _groups(match: re.Match[str]) -> bool:
    """Whether the space stands inside one number: 1 to 3 digits before it, then groups of three to the end."""
    before = re.search(
        r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})*$", match.string[max(0, match.start() - 24) : match.start()]
    )
    after = re.match(r"\d{3}(?:[ \u00a0\u2009\u202f]\d{3})*(?!\d)", match.string[match.end() : match.end() + 24])
    return bool(before and after)


@lru_cache(maxsize=8192)
def french(html: str) -> str:
    """Set the text nodes of an HTML fragment (or escaped text) as French typography asks.

    Narrow no-break spaces before ; : ! ? » and after «, inside numbers, hours and before units; curly apostrophes.
    Tags, attributes, code, addresses, entities and times such as 18:30 are left as they are.
    Doing it twice changes nothing.
    """
    if not _WORTH_LOOKING.search(html):
        return html
    return _FRENCH.sub(_set, html)
