"""French and English dates and times, with precision, as people write them. Nothing is guessed.

find_dates(text) → [Mention]        dates, ranges, lists, semesters, years, open ends; exact places
find_hours(text) → [Hours]          times of day and ranges of times
read_programme(text) → [Slot]       day headings and the sessions below them
Mention.fuzzy(references)           the interval, once the year is known (`Reference`, `infer_year`)
years_matching(weekday, day, month, around)   the years in which that weekday would be right
write_date(fuzzy, lang), parse_date(text)     out, and back
FuzzyDate.iso, from_iso(code)                 the same in ISO 8601-2
recurrence                          rules of RFC 5545: their days and their words
"""

from parvis.civics.dates.fuzzy import (
    FuzzyDate,
    Precision,
    between,
    in_month,
    in_quarter,
    in_semester,
    in_year,
    on_day,
)
from parvis.civics.dates.hours import Hours, find_hours, hours_by_line, parse_hours
from parvis.civics.dates.iso import from_iso
from parvis.civics.dates.mentions import DayText, Mention, find_dates
from parvis.civics.dates.programme import Slot, day_headings, read_programme
from parvis.civics.dates.words import MONTHS_EN, MONTHS_FR, WEEKDAYS_EN, WEEKDAYS_FR
from parvis.civics.dates.writing import parse_date, weekday_word, write_date, write_day
from parvis.civics.dates.years import (
    InferredYear,
    Reference,
    infer_year,
    nearest_on_weekday,
    real_day,
    years_matching,
)

__all__ = [
    "MONTHS_EN",
    "MONTHS_FR",
    "WEEKDAYS_EN",
    "WEEKDAYS_FR",
    "DayText",
    "FuzzyDate",
    "Hours",
    "InferredYear",
    "Mention",
    "Precision",
    "Reference",
    "Slot",
    "between",
    "day_headings",
    "find_dates",
    "find_hours",
    "from_iso",
    "hours_by_line",
    "in_month",
    "in_quarter",
    "in_semester",
    "in_year",
    "infer_year",
    "nearest_on_weekday",
    "on_day",
    "parse_date",
    "parse_hours",
    "read_programme",
    "real_day",
    "weekday_word",
    "write_date",
    "write_day",
    "years_matching",
]
