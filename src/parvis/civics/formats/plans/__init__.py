"""Plans and commitments, in and out: CSV under a mapping, Decidim, the partnership's template, JSON-LD, Popolo.

read_table(data) → Table                    what the file is: letters, separator, header, rows
guessed(table) → [Guess]                    what each header probably holds, to be shown, never applied unsaid
read_mapping(toml), write_mapping(mapping)  what each header holds, kept in a file
read_csv(table, mapping) → Tabled           commitments, and every row that cannot be taken, with why
"""

from parvis.civics.formats.plans.columns import COLUMNS, WRITTEN, Column, column_of, table_schema
from parvis.civics.formats.plans.from_csv import read_csv
from parvis.civics.formats.plans.mapping import (
    Guess,
    Mapping,
    guessed,
    mapping_of,
    read_mapping,
    write_mapping,
)
from parvis.civics.formats.plans.model import (
    CommitmentText,
    MilestoneText,
    Money,
    PlanText,
    ProgressText,
    Refused,
    Tabled,
)
from parvis.civics.formats.plans.table import Table, read_table
from parvis.civics.formats.plans.to_csv import write_csv

__all__ = [
    "COLUMNS",
    "WRITTEN",
    "Column",
    "CommitmentText",
    "Guess",
    "Mapping",
    "MilestoneText",
    "Money",
    "PlanText",
    "ProgressText",
    "Refused",
    "Table",
    "Tabled",
    "column_of",
    "guessed",
    "mapping_of",
    "read_csv",
    "read_mapping",
    "read_table",
    "table_schema",
    "write_csv",
    "write_mapping",
]
