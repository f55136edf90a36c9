"""Read a Pabulib `.pb` file, in every variant found in the wild, into an Election.

Format: pabulib.org/format (META, PROJECTS, VOTES; semicolons; CSV quoting). Accepted besides: byte order mark, any
line ends, decimal commas, `None` for a missing value, section titles followed by empty cells, columns in any order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from parvis.civics.voting.amounts import Decimal10, parse_decimal
from parvis.civics.voting.election import VOTE_TYPES, Election, Project, build_election
from parvis.civics.voting.refusals import InvalidElection

from .sections import Row, cell_or_nothing, decode, split_sections
from .votes import Limits, VoteLines, read_votes

ID_COLUMNS = ("project_id",)
AREA_COLUMNS = ("district", "subunit", "neighborhood", "neighbourhood")
THEME_COLUMNS = ("category", "categories")


def read_pabulib(path: Path, *, scoring: str = "") -> Election:
    """The election in the file at `path`; see `read_pabulib_text`.

    raises    InvalidElection, naming the file, the section, the line and what to do
              OSError when the file cannot be opened
    """
    try:
        return read_pabulib_text(decode(path.read_bytes()), name=path.name, scoring=scoring)
    except InvalidElection as refusal:
        refusal.file = path.name
        raise


def read_pabulib_text(text: str, *, name: str = "", scoring: str = "") -> Election:
    """The election described by the text of a `.pb` file.

    scoring   for rankings: "borda" (the longest allowed list's length for the first place, one less for each next)
              or points by place, as "3,2,1"; by default the file's `scoring_fn`, else "borda"
    raises    InvalidElection
    """
    sections = split_sections(text)
    meta, lines = read_meta(sections.meta)
    budget = required_amount(meta, lines, "budget")
    vote_type = meta.get("vote_type", "").lower()
    if vote_type not in VOTE_TYPES:
        known = ", ".join(VOTE_TYPES)
        raise InvalidElection(
            f"vote_type vaut «\u202f{vote_type}\u202f»\u202f; écrivez l’un de\u202f: {known}.",
            f"vote_type is “{vote_type}”; write one of: {known}.",
            section="META",
            line=lines.get("vote_type", 1),
        )
    listed = read_projects(sections.projects, meta)
    places = max([budget.places, *(cost.places for cost, _ in listed.values())])
    threshold = optional_amount(meta, lines, "min_project_score_threshold")
    votes = read_votes(
        VoteLines(sections.votes, sections.votes_line),
        {id_: i for i, id_ in enumerate(listed)},
        vote_type=vote_type,
        scoring=scoring or meta.get("scoring_fn", ""),
        limits=Limits.of(meta, optional_amount(meta, lines, "default_score")),
    )
    warnings = [*votes.warnings]
    warnings += [
        *differing_number(meta, "num_votes", votes.number),
        *differing_number(meta, "num_projects", len(listed)),
    ]
    return build_election(
        [_with_cost(project, cost.units(places)) for cost, project in listed.values()],
        budget.units(places),
        votes.types,
        listed=list(listed),
        vote_type=vote_type,
        places=places,
        points_places=votes.places,
        scoring=votes.scoring,
        currency=meta.get("currency", ""),
        score_threshold=None if threshold is None else _ceiling(threshold, votes.places),
        meta=meta,
        warnings=warnings,
        name=name,
    )


def read_meta(rows: Sequence[Row]) -> tuple[Mapping[str, str], Mapping[str, int]]:
    """The keys and values of META, and the line each key stands on."""
    meta: dict[str, str] = {}
    lines: dict[str, int] = {}
    for row in rows:
        key = row.cells[0].lower()
        if key == "key" and not meta:
            continue
        if key in meta:
            raise InvalidElection(
                f"la clé {key} est donnée deux fois (déjà ligne {lines[key]})\u202f; gardez-en une.",
                f"the key {key} is given twice (already on line {lines[key]}); keep one.",
                section="META",
                line=row.line,
            )
        meta[key] = cell_or_nothing(";".join(row.cells[1:]).rstrip("; "))
        lines[key] = row.line
    return meta, lines


def read_projects(rows: Sequence[Row], meta: Mapping[str, str]) -> dict[str, tuple[Decimal10, Project]]:
    """Each project by id, in the order of the file, with its exact cost (the Project's own cost is still 0)."""
    if not rows:
        raise InvalidElection(
            "la section PROJECTS est vide\u202f; ajoutez l’en-tête project_id;cost et une ligne par projet.",
            "section PROJECTS is empty; add the header project_id;cost and one row a project.",
            section="PROJECTS",
            line=1,
        )
    header = [cell.lower() for cell in rows[0].cells]
    if "cost" not in header:
        raise InvalidElection(
            "l’en-tête n’a pas de colonne cost\u202f; ajoutez-la.",
            "the header has no cost column; add it.",
            section="PROJECTS",
            line=rows[0].line,
        )
    id_at = next((header.index(column) for column in ID_COLUMNS if column in header), 0)
    found: dict[str, tuple[Decimal10, Project]] = {}
    seen: dict[str, int] = {}
    for row in rows[1:]:
        if len(row.cells) > len(header) and any(row.cells[len(header) :]):
            raise InvalidElection(
                f"{len(row.cells)} cellules pour {len(header)} colonnes\u202f; mettez entre guillemets"
                " un texte qui contient un point-virgule.",
                f"{len(row.cells)} cells for {len(header)} columns; put quotation marks around a text"
                " that contains a semicolon.",
                section="PROJECTS",
                line=row.line,
            )
        cells = {column: cell_or_nothing(cell) for column, cell in zip(header, row.cells, strict=False)}
        id_ = row.cells[id_at] if id_at < len(row.cells) else ""
        if not id_:
            raise InvalidElection(
                "ce projet n’a pas d’identifiant\u202f; donnez-lui en un.",
                "this project has no id; give it one.",
                section="PROJECTS",
                line=row.line,
            )
        if id_ in seen:
            raise InvalidElection(
                f"le projet {id_} est déjà décrit ligne {seen[id_]}\u202f; gardez une seule ligne.",
                f"project {id_} is already described on line {seen[id_]}; keep one row.",
                section="PROJECTS",
                line=row.line,
            )
        seen[id_] = row.line
        found[id_] = (project_cost(id_, cells.get("cost", ""), row.line), _project(id_, cells, meta))
    return found


def project_cost(id_: str, text: str, line: int) -> Decimal10:
    cost = parse_decimal(text)
    if cost is None:
        raise InvalidElection(
            f"le coût du projet {id_} est «\u202f{text[:40]}\u202f»\u202f; écrivez un nombre, 0 ou plus.",
            f"the cost of project {id_} is “{text[:40]}”; write a number, 0 or more.",
            section="PROJECTS",
            line=line,
        )
    if cost.digits < 0:
        raise InvalidElection(
            f"le projet {id_} coûte {text}\u202f; un coût vaut 0 ou plus.",
            f"project {id_} costs {text}; a cost is 0 or more.",
            section="PROJECTS",
            line=line,
        )
    return cost


def required_amount(meta: Mapping[str, str], lines: Mapping[str, int], key: str) -> Decimal10:
    if key not in meta:
        raise InvalidElection(
            f"il manque la ligne {key}\u202f; ajoutez «\u202f{key};montant\u202f».",
            f"the line {key} is missing; add “{key};amount”.",
            section="META",
            line=1,
        )
    value = optional_amount(meta, lines, key)
    if value is None or value.digits < 0:
        raise InvalidElection(
            f"{key} vaut «\u202f{meta[key][:40]}\u202f»\u202f; écrivez un nombre, 0 ou plus.",
            f"{key} is “{meta[key][:40]}”; write a number, 0 or more.",
            section="META",
            line=lines[key],
        )
    return value


def optional_amount(meta: Mapping[str, str], lines: Mapping[str, int], key: str) -> Decimal10 | None:
    text = meta.get(key, "")
    if not text:
        return None
    value = parse_decimal(text)
    if value is None:
        raise InvalidElection(
            f"{key} vaut «\u202f{text[:40]}\u202f»\u202f; écrivez un nombre.",
            f"{key} is “{text[:40]}”; write a number.",
            section="META",
            line=lines[key],
        )
    return value


def differing_number(meta: Mapping[str, str], key: str, found: int) -> list[Mapping[str, str]]:
    """A warning when the file announces another number of votes or projects than it holds."""
    announced = parse_decimal(meta.get(key, ""))
    if announced is None or announced == Decimal10(found, 0):
        return []
    return [
        {
            "fr": f"META annonce {key} = {meta[key]}, le fichier en contient {found}\u202f: est-il complet\u202f?",
            "en": f"META announces {key} = {meta[key]}, the file holds {found}: is it complete?",
        }
    ]


def _project(id_: str, cells: Mapping[str, str], meta: Mapping[str, str]) -> Project:
    area = next((cells[column] for column in AREA_COLUMNS if cells.get(column)), meta.get("district", ""))
    themes = next((cells[column] for column in THEME_COLUMNS if cells.get(column)), "")
    return Project(
        id=id_,
        cost=0,
        name=cells.get("name", ""),
        area=area,
        themes=tuple(sorted({theme.strip() for theme in themes.split(",") if theme.strip()})),
        selected=cells.get("selected", ""),
        attributes={column: cell for column, cell in cells.items() if cell},
    )


def _with_cost(project: Project, cost: int) -> Project:
    return Project(project.id, cost, project.name, project.area, project.themes, project.selected, project.attributes)


def _ceiling(value: Decimal10, places: int) -> int:
    """The smallest number of units of 10**-places that is at least the value."""
    if value.places <= places:
        return value.units(places)
    return -(-value.digits // int(10 ** (value.places - places)))
