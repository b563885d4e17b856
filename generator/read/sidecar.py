"""YAML of sidecars and front matter: keys and values with their lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from generator.problems import Problem
from generator.read.drafts import Fields
from generator.read.fields import Checked, check_fields

_MOST = 65_536  # characters; nobody writes so much about one article


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """The keys of a YAML mapping, its scalars as they are written (no date or number is made of them), and their lines."""

    values: Mapping[str, object] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    problem: Problem | None = None


def read_sidecar(data: bytes, path: str, *, shared: bool = False) -> Checked:
    """The fields of a sidecar. `shared`: it belongs to a file of several articles, so a title or an address in it is a problem."""
    where = "the sidecar"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Checked(fields=Fields(where=where), problems=(_broken(path, 1, "it is not UTF-8"),))
    keys = read_keys(text, path)
    if keys.problem:
        return Checked(fields=Fields(where=where), problems=(keys.problem, *impossible_dates(text, path, where=where)))
    unfit = [key for key in keys.values if shared and key in ("title", "headline", "url", "link")]
    checked = check_fields(
        {key: value for key, value in keys.values.items() if key not in unfit},
        where=where,
        path=path,
        line=1,
        lines=keys.lines,
        strict=True,
    )
    own = tuple(
        Problem(
            path=path,
            line=keys.lines[key],
            code="shared-key",
            message=f"{key} cannot be the same for all articles of a file; it was left out.",
            advice=f"Give {key} in each record.",
        )
        for key in unfit
    )
    return Checked(fields=checked.fields, problems=(*checked.problems, *own))


def read_keys(text: str, path: str, *, first_line: int = 1) -> Keys:
    """The keys of YAML that starts on `first_line` of the file. Wrong YAML: no keys, and a problem with its line. Never raises."""
    if len(text) > _MOST:
        return Keys(problem=_broken(path, first_line, f"it has more than {_MOST:,} characters"))
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return Keys(problem=_broken(path, first_line + (mark.line if mark else 0), error.problem or "it is not YAML"))
    except (yaml.YAMLError, RecursionError, ValueError):  # forbidden characters, brackets nested by the thousand, bad escapes
        return Keys(problem=_broken(path, first_line, "it is not YAML"))
    if node is None:
        return Keys()
    if not isinstance(node, yaml.MappingNode):
        return Keys(problem=_broken(path, first_line + node.start_mark.line, "it has no keys"))
    named = [(str(key.value) if isinstance(key, yaml.ScalarNode) else "?", key, value) for key, value in node.value]
    return Keys(
        values={name: _value(value) for name, _, value in named},
        lines={name: first_line + key.start_mark.line for name, key, _ in named},
    )


_DATE_LINE = re.compile(r"(published|date)[ \t]*:[ \t]*(\S[^\n]*)", re.IGNORECASE)


def impossible_dates(text: str, path: str, *, where: str, first_line: int = 1) -> tuple[Problem, ...]:
    """The date that the calendar lacks, in fields that are no YAML as a whole: both faults are told at once."""
    problems: list[Problem] = []
    for number, line in enumerate(text[:_MOST].splitlines(), first_line):
        found = _DATE_LINE.fullmatch(line.strip())
        if found:
            key, value = found[1].lower(), found[2].strip().strip("\"'")
            problems += check_fields({key: value}, where=where, path=path, line=number, lines={key: number}, strict=True).problems
    return tuple(problem for problem in problems if problem.code == "impossible-date")


def _value(node: yaml.Node) -> object:
    if isinstance(node, yaml.ScalarNode):
        return None if node.tag == "tag:yaml.org,2002:null" else str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [str(item.value) if isinstance(item, yaml.ScalarNode) else {} for item in node.value]
    return {}


def _broken(path: str, line: int, reason: str) -> Problem:
    return Problem(
        path=path,
        line=line,
        code="broken-yaml",
        message=f"The fields cannot be read: {reason}.",
        advice='Write one "key: value" a line; put a value that holds a colon between quotation marks.',
    )
