"""Days, hours and durations in words, in French and in English; pure and cached.

French is set with narrow no-break spaces (U+202F) already: the result needs no further filter.
"""

from datetime import date, time, timedelta
from functools import lru_cache

WEEKDAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
SHORT_WEEKDAYS = {
    "fr": ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
MONTHS = {
    "fr": (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
}
UNKNOWN_HOURS = {"fr": "horaires à confirmer", "en": "hours to be confirmed"}
NARROW = "\u202f"


def weekday_word(day: date, lang: str) -> str:
    """`jeudi`, `Thursday`."""
    return WEEKDAYS[lang][day.weekday()]


def weekday_letter(day: date, lang: str) -> str:
    """`j`, `T`: the head of a column in the month strip."""
    return WEEKDAYS[lang][day.weekday()][0]


def month_word(month: int, lang: str) -> str:
    """`mars`, `March`; months count from 1."""
    return MONTHS[lang][month - 1]


def month_year_words(day: date, lang: str) -> str:
    """`mars 2026`, `March 2026`."""
    return f"{month_word(day.month, lang)} {day.year}"


@lru_cache(maxsize=4096)
def day_words(day: date, lang: str, *, weekday: bool = True, year: bool = False) -> str:
    """`jeudi 12 mars`, `dimanche 1er mars 2026`; `Thursday 12 March`."""
    number = "1er" if day.day == 1 and lang == "fr" else str(day.day)
    words = f"{number} {month_word(day.month, lang)}"
    if weekday:
        words = f"{weekday_word(day, lang)} {words}"
    return f"{words} {day.year}" if year else words


@lru_cache(maxsize=4096)
def range_words(start: date, end: date | None, lang: str, *, year: bool = False) -> str:
    """`du 12 au 31 mars`, `du 30 mars au 2 avril 2026`; `12 to 31 March`; one day alone as `day_words`.

    `end` is inclusive. A range over two years always names both.
    """
    if end is None or end == start:
        return day_words(start, lang, year=year)
    if end < start:
        raise ValueError(f"A range ends on {end}, before its start on {start}.")
    if start.year != end.year:
        first = day_words(start, lang, weekday=False, year=True)
    elif start.month != end.month:
        first = day_words(start, lang, weekday=False)
    else:
        first = "1er" if start.day == 1 and lang == "fr" else str(start.day)
    last = day_words(end, lang, weekday=False, year=year or start.year != end.year)
    return f"du {first} au {last}" if lang == "fr" else f"{first} to {last}"


@lru_cache(maxsize=2048)
def time_words(moment: time, lang: str) -> str:
    """`18 h 30`, `9 h`, `0 h`; `6.30 pm`, `9 am`, `noon`, `midnight`."""
    if lang == "fr":
        return f"{moment.hour}{NARROW}h{NARROW}{moment.minute:02}" if moment.minute else f"{moment.hour}{NARROW}h"
    if (moment.hour, moment.minute) in ((0, 0), (12, 0)):
        return "noon" if moment.hour else "midnight"
    hour = moment.hour % 12 or 12
    half = "pm" if moment.hour >= 12 else "am"
    return f"{hour}.{moment.minute:02}{NARROW}{half}" if moment.minute else f"{hour}{NARROW}{half}"


@lru_cache(maxsize=4096)
def hours_words(start: time | None, end: time | None, lang: str) -> str:
    """`18 h 30 – 21 h`; `6.30 pm – 9 pm`; a start alone; `horaires à confirmer` when the start is unknown."""
    if start is None:
        return UNKNOWN_HOURS[lang]
    if end is None or end == start:
        return time_words(start, lang)
    return f"{time_words(start, lang)} – {time_words(end, lang)}"


@lru_cache(maxsize=2048)
def duration_words(length: timedelta, lang: str) -> str:
    """`2 h 30`, `45 min`, `3 h`, `2 jours`; `2 days`. Seconds are dropped.

    Raises ValueError below a minute.
    """
    minutes = int(length.total_seconds() // 60)
    if minutes < 1:
        raise ValueError(f"A duration of {length} has no words.")
    days, rest = divmod(minutes, 24 * 60)
    if days and not rest:
        return days_words(days, lang)
    hours, minutes = divmod(minutes, 60)
    if not hours:
        return f"{minutes}{NARROW}min"
    return f"{hours}{NARROW}h{NARROW}{minutes:02}" if minutes else f"{hours}{NARROW}h"


def days_words(days: int, lang: str) -> str:
    """`1 jour`, `2 jours`; `1 day`, `2 days`. In French the plural starts at 2, in English everything but 1."""
    if lang == "fr":
        return f"{days}\u00a0jours" if days >= 2 else f"{days}\u00a0jour"
    return f"{days}\u00a0day" if days == 1 else f"{days}\u00a0days"


@lru_cache(maxsize=4096)
def relative_words(day: date, today: date, lang: str) -> str:
    """`aujourd’hui`, `demain`, `hier`, `dans 2 jours`, `il y a 3 jours`.

    Beyond 30 days either way, an empty string: a date says it better.
    """
    ahead = (day - today).days
    near = {
        "fr": {0: "aujourd’hui", 1: "demain", -1: "hier"},
        "en": {0: "today", 1: "tomorrow", -1: "yesterday"},
    }[lang]
    if ahead in near:
        return near[ahead]
    if abs(ahead) > 30:
        return ""
    count = days_words(abs(ahead), lang)
    if lang == "fr":
        return f"dans {count}" if ahead > 0 else f"il y a {count}"
    return f"in {count}" if ahead > 0 else f"{count} ago"


def capital(words: str) -> str:
    """The words with a capital at their head, to open a line: `Aujourd’hui`."""
    return words[:1].upper() + words[1:]
