"""YAML by ruamel.yaml: slower than the line scanner, complete, and precise about mistakes."""

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from parvis.civics.formats.errors import FormatError
from parvis.civics.formats.yaml_values import Collected, Duplicate, Path, bare_word

DEEPEST = 40  # levels; a page has four, and deeper nesting is an attack on the stack


def load(raw: str, *, first_line: int) -> Collected:
    """Values of a YAML mapping, scalars as text.

    raises   FormatError naming the line when it is not valid YAML, not a mapping, or nested too deep
    """
    try:
        root = YAML(typ="safe", pure=True).compose(raw)  # "rt" marks folds with a BEL character
    except RecursionError:
        raise _too_deep(first_line) from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _invalid((mark.line if mark else 0) + first_line, str(error.problem or error.context or "")) from None
    except (YAMLError, ValueError) as error:  # ruamel raises ValueError on some escapes
        raise _invalid(first_line, str(error).splitlines()[0] if str(error) else "") from None
    collected = Collected()
    if root is None or (isinstance(root, ScalarNode) and bare_word(root.value) is None):
        return collected
    if not isinstance(root, MappingNode):
        raise FormatError(
            f"Ligne {first_line} : l’en-tête doit être une suite de « clé : valeur ».",
            f"Line {first_line}: the front matter must be a list of “key: value” lines.",
            line=first_line,
        )
    value = _value(root, (), collected, first_line, 0)
    assert isinstance(value, dict)  # noqa: S101 -- narrows the type for mypy
    collected.data = value
    return collected


def _value(node: Node, path: Path, collected: Collected, first_line: int, depth: int) -> object:
    if depth > DEEPEST:
        raise _too_deep(node.start_mark.line + first_line)
    if isinstance(node, ScalarNode):
        if node.style in ("|", ">"):
            collected.block_scalars.add(path)
        return bare_word(node.value) if node.style is None else node.value
    if isinstance(node, SequenceNode):
        items = []
        for index, child in enumerate(node.value):
            collected.lines[*path, index] = child.start_mark.line + first_line
            items.append(_value(child, (*path, index), collected, first_line, depth + 1))
        return items
    mapping: dict[str, object] = {}
    for key_node, child in node.value:
        key = key_node.value if isinstance(key_node, ScalarNode) else str(key_node.value)
        here = (*path, key)
        line = key_node.start_mark.line + first_line
        if key in mapping:
            collected.duplicates.append(Duplicate(here, line, collected.lines[here]))
        collected.lines[here] = line
        mapping[key] = _value(child, here, collected, first_line, depth + 1)
    return mapping


def _invalid(line: int, problem: str) -> FormatError:
    detail = f" ({problem})" if problem else ""
    return FormatError(
        f"Ligne {line} : l’en-tête n’est pas du YAML valide{detail}.",
        f"Line {line}: the front matter is not valid YAML{detail}.",
        line=line,
    )


def _too_deep(line: int) -> FormatError:
    return FormatError(
        f"Ligne {line} : l’en-tête est imbriqué sur plus de {DEEPEST} niveaux.",
        f"Line {line}: the front matter is nested more than {DEEPEST} levels deep.",
        line=line,
    )
