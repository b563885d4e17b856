"""Owns decisions as text: one decision as YAML, a file with one more at its end, and the JSON Schema for editors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import SingleQuotedScalarString

from generator.decisions import COMMON, FILE, VERBS, WORDS, parse_decisions
from generator.model import Anchor, Decision, Kind, Modifier, Rights
from generator.problems import GeneratorError

_HEAD = "# What people decided about this brief; docs/decisions.md has an example of every verb.\n"
_MANY = frozenset({"merge", "split"})


def decision_yaml(decision: Decision, *, who: str = "", when: str = "") -> str:
    """The decision as an entry of the file, "- verb: ..." and its lines. `who` and `when` stand for its own where given, as blanks."""
    entry = CommentedMap()
    names: Any = list(decision.names)
    entry[decision.what] = _flow(names) if len(names) > 1 or (decision.what in _MANY and not decision.anchors) else names[0]
    if decision.to is not None:
        entry["to"] = decision.to
    for key, value in sorted(decision.values.items()):
        entry[key] = value
    if decision.anchors:
        entry["mentions"] = [_anchor(anchor) for anchor in decision.anchors]
    entry["who"] = who or decision.who
    entry["when"] = when or decision.when
    entry["why"] = decision.why
    stream = StringIO()
    _yaml().dump(entry, stream)
    lines = stream.getvalue().splitlines(keepends=True)
    return "".join(("  " if number else "- ") + line for number, line in enumerate(lines))


def anchor_yaml(anchor: Anchor) -> str:
    """The anchor on one line, "{article: flood, exact: 12 people}"."""
    stream = StringIO()
    _yaml().dump(_anchor(anchor), stream)
    return stream.getvalue().strip()


def append_decision(text: str, decision: Decision) -> str:
    """The file with one decision more at its end; every other byte stays, comments and order too.

    Raises GeneratorError, before anything is lost, where the file as it is cannot be read or the decision says nothing new.
    """
    before, problems = parse_decisions(text.encode())
    if problems:
        raise GeneratorError(f"{FILE} must be repaired before anything is added to it.", problems)
    body = _HEAD if not text.strip() else text if text.endswith("\n") else text + "\n"
    written = body + ("" if body.endswith("\n\n") else "\n") + decision_yaml(decision)
    after, problems = parse_decisions(written.encode())
    if problems or len(after) != len(before) + 1:
        raise GeneratorError(f"{FILE}: the decision was not added.", problems)
    return written


def _yaml() -> YAML:
    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = 10_000  # a quotation is never folded
    yaml.allow_unicode = True
    return yaml


def _flow(items: list[str]) -> CommentedSeq:
    found = CommentedSeq([_quoted(item) for item in items])
    found.fa.set_flow_style()
    return found


def _anchor(anchor: Anchor) -> CommentedMap:
    found = CommentedMap({"article": _quoted(anchor.article), "exact": _quoted(anchor.exact)})
    for key, value in (("prefix", anchor.prefix), ("suffix", anchor.suffix)):
        if value:
            found[key] = _quoted(value)
    found.fa.set_flow_style()
    return found


def _quoted(value: str) -> str:
    """Within brackets, parsers disagree on what may stand without quotation marks: only plain words do."""
    return (
        value
        if re.fullmatch(r"[^\W\d_](?:[\w ./-]*[\w.])?", value) and value.casefold() not in _READ_AS
        else SingleQuotedScalarString(value)
    )


_READ_AS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


# ---------------------------------------------------------------- JSON Schema

_TEXT = {"type": "string", "minLength": 1}
_NUMBER = {"type": ["number", "string", "null"]}
_NAMES = {"oneOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1}]}
_MENTION = {
    "type": "object",
    "description": "A quotation of an article, with words before and after where it stands there more than once.",
    "properties": {"article": _TEXT, "exact": _TEXT, "prefix": {"type": "string"}, "suffix": {"type": "string"}},
    "required": ["article", "exact"],
    "additionalProperties": False,
}
_MENTIONS = {"oneOf": [_MENTION, {"type": "array", "items": _MENTION, "minItems": 1}]}
_KINDS = [kind.value for kind in (Kind.PERSON, Kind.PLACE, Kind.ORGANISATION)]
_KEYS: Mapping[str, Mapping[str, Any]] = {
    "to": _TEXT,
    "mentions": _MENTIONS,
    "lat": {"type": "number", "minimum": -90, "maximum": 90},
    "lon": {"type": "number", "minimum": -180, "maximum": 180},
    "low": _NUMBER,
    "high": _NUMBER,
    "modifier": {"enum": [modifier.value for modifier in Modifier]},
    "rights": {"enum": [rights.value for rights in Rights]},
    "authors": _NAMES,
    "published": {"type": "string", "format": "date"},
    "when": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$", "description": "The day of the decision, as 2024-08-20."},
    "who": {**_TEXT, "description": "Who decided."},
    "why": {**_TEXT, "description": "Why: the reader of the site sees it."},
}
_MEANING = {
    "merge": "These names or addresses are one and the same.",
    "split": "These are different: two names, or an entry and the mentions to take out of it.",
    "rename": "The entry is shown under another name.",
    "reject": "This is no person, place or organisation.",
    "retype": "This is of another kind.",
    "locate": "This place lies there.",
    "role": "This person holds that post (to), or does not (not).",
    "figure": "A figure is corrected, retracted or confirmed.",
    "date": "In an article, these words mean another date, or are none.",
    "compare": "Figures belong together, or do not.",
    "metadata": "What the article's own page should say.",
}
_NEEDED = {"rename": ["to"], "retype": ["to"], "figure": ["mentions"], "date": ["mentions"], "compare": ["mentions"]}


def decisions_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of decisions.yml. Dates are checked as text: editors disagree on what YAML makes of them."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Concord: seeds/{FILE}",
        "type": "array",
        "items": {"oneOf": [_verb_schema(verb) for verb in VERBS]},
    }


def _verb_schema(verb: str) -> dict[str, Any]:
    value: Mapping[str, Any] = {"enum": list(WORDS[verb])} if verb in WORDS else _NAMES
    properties: dict[str, Any] = {verb: {**value, "description": _MEANING[verb]}}
    for key in (*sorted(VERBS[verb]), *COMMON):
        properties[key] = dict(_KEYS.get(key, _TEXT))
    if verb == "retype":
        properties["to"] = {"enum": _KINDS}
    if verb == "date":
        properties["to"] = {"type": ["string", "integer"], "description": "The date meant, as EDTF: 2025-07-04, 2025-07, 2025, 202X."}
    schema: dict[str, Any] = {
        "type": "object",
        "properties": properties,
        "required": [verb, *_NEEDED.get(verb, ()), *COMMON],
        "additionalProperties": False,
    }
    if verb == "date":
        schema["if"] = {"properties": {verb: {"const": "correct"}}}
        schema["then"] = {"required": ["to"]}
    if verb == "role":
        schema["anyOf"] = [{"required": ["to"]}, {"required": ["not"]}]
    if verb == "locate":
        schema["anyOf"] = [{"required": ["to"]}, {"required": ["lat", "lon"]}]
    return schema
