"""What people decided: seeds/decisions.yml as `Decision`s, each wrong line as a problem; metadata decisions applied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

import yaml

from generator.model import Anchor, Article, Decision, How, Known, Rights
from generator.problems import Problem, Severity

FILE = "decisions.yml"

# Verb -> the further keys that it takes. `who`, `when` and `why` belong to all.
VERBS: Mapping[str, frozenset[str]] = {
    "merge": frozenset({"to"}),
    "split": frozenset({"to", "mentions"}),
    "rename": frozenset({"to"}),
    "reject": frozenset({"mentions"}),
    "retype": frozenset({"to", "mentions"}),
    "locate": frozenset({"to", "mentions", "lat", "lon"}),
    "role": frozenset({"to", "mentions"}),
    "figure": frozenset({"mentions", "low", "high", "unit", "counted", "modifier"}),
    "compare": frozenset({"mentions", "title"}),
    "metadata": frozenset({"title", "published", "authors", "publisher", "url", "language", "rights"}),
}
_COMMON = frozenset({"who", "when", "why"})
_SINGLE = frozenset({"figure", "compare"})  # their value is a word of a closed set
_WORDS = {"figure": ("correct", "retract"), "compare": ("together", "apart")}
_Node = yaml.nodes.Node
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is ten times as fast; it is not in every build of PyYAML


def parse_decisions(data: bytes, path: str = FILE) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """decisions.yml -> decisions in order of the file, and a problem for each entry that cannot be read; the others hold.

    A file that is not YAML at all (conflict markers of git, tabs) gives no decision and one problem with its line.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return (), (_problem(path, line, "not-utf-8", "this line is not UTF-8 text.", "Save the file as UTF-8."),)
    if marker := re.search(r"^(?:<{7}|={7}|>{7})(?: |$)", text, re.MULTILINE):
        line = text[: marker.start()].count("\n") + 1
        advice = "Keep the lines that are right, delete the markers <<<<<<<, ======= and >>>>>>>, and build again."
        return (), (_problem(path, line, "conflict", "two versions of this file were merged and not reconciled.", advice),)
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        return (), (_broken(path, text, error),)
    if root is None:
        return (), ()
    if not isinstance(root, yaml.SequenceNode):
        advice = "Start each with `- merge:`, `- rename:` or another verb."
        return (), (_problem(path, root.start_mark.line + 1, "not-a-list", "expected a list of decisions.", advice),)
    decisions: list[Decision] = []
    problems: list[Problem] = []
    for node in root.value:
        found = _parse_one(node, path)
        if isinstance(found, Decision):
            decisions.append(found)
        else:
            problems.append(found)
    return tuple(decisions), tuple(problems)


def _broken(path: str, text: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    lines = text.splitlines()
    tab = mark is not None and line <= len(lines) and "\t" in lines[line - 1]
    what = str(getattr(error, "problem", None) or "not valid YAML")
    advice = "Replace the tab by spaces." if tab else "Compare with the examples in docs/decisions.md; none of the file was applied."
    return _problem(path, line, "broken-yaml", f"{what}.", advice)


def _problem(path: str, line: int, code: str, message: str, advice: str) -> Problem:
    return Problem(path=path, line=line, code=code, message=message, advice=advice, severity=Severity.ERROR)


def _parse_one(node: _Node, path: str) -> Decision | Problem:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        return _problem(path, line, "not-a-decision", "expected `verb: ...` lines.", f"Verbs: {', '.join(VERBS)}.")
    values: dict[str, _Node] = {}
    for key_node, value in node.value:
        key = str(key_node.value)
        if key in values:
            message = f"`{key}` stands twice in one decision."
            return _problem(path, key_node.start_mark.line + 1, "duplicate-key", message, "Keep one of the two.")
        values[key] = value
    verbs = [key for key in values if key in VERBS]
    if len(verbs) != 1:
        near = [match for key in values for match in get_close_matches(key, VERBS, n=1)]
        hint = f"Did you mean `{near[0]}`?" if near and not verbs else f"Verbs: {', '.join(VERBS)}."
        message = "a decision has one verb; this one has " + (f"{len(verbs)}: {', '.join(verbs)}." if verbs else "none.")
        return _problem(path, line, "no-verb", message, hint)
    return _parse_known(verbs[0], values, line, path)


def _parse_known(verb: str, values: Mapping[str, _Node], line: int, path: str) -> Decision | Problem:
    allowed = VERBS[verb] | _COMMON | {verb}
    for key, node in values.items():
        if key not in allowed:
            near = get_close_matches(key, allowed, n=1)
            advice = f"Did you mean `{near[0]}`?" if near else f"`{verb}` takes: {', '.join(sorted(allowed - {verb}))}."
            return _problem(path, node.start_mark.line + 1, "unknown-key", f"unknown key `{key}` in `{verb}`.", advice)
    missing = [key for key in ("who", "when", "why") if key not in values or not str(values[key].value).strip()]
    if missing:
        advice = "Each decision says who decided, when (2024-08-20) and why, so that others can judge it."
        return _problem(path, line, "unsigned", f"`{verb}` lacks {' and '.join(missing)}.", advice)
    try:
        when = date.fromisoformat(str(values["when"].value).strip())
    except ValueError:
        where = values["when"].start_mark.line + 1
        return _problem(path, where, "bad-date", f"`when: {values['when'].value}` is not a date.", "Write it as 2024-08-20.")
    names = tuple(_strings(values[verb]))
    if not names or not all(names):
        return _problem(path, line, "empty", f"`{verb}` names nothing.", "Write the name or the address of the entry.")
    if verb in _SINGLE and names[0] not in _WORDS[verb]:
        return _problem(path, line, "bad-word", f"`{verb}: {names[0]}`.", f"Write {' or '.join(_WORDS[verb])}.")
    anchors: list[Anchor] = []
    for item in _items(values.get("mentions")):
        anchor = _anchor(item)
        if anchor is None:
            advice = "Write {article: ID, exact: words of the text, prefix: words before, suffix: words after}."
            return _problem(path, item.start_mark.line + 1, "bad-mention", "a mention needs `article` and `exact`.", advice)
        anchors.append(anchor)
    further = VERBS[verb] - {"to", "mentions"}
    return Decision(
        what=verb,
        who=str(values["who"].value),
        when=when,
        why=str(values["why"].value),
        line=line,
        names=names,
        to=str(values["to"].value) if "to" in values else None,
        anchors=tuple(anchors),
        values={key: ", ".join(_strings(values[key])) for key in sorted(further) if key in values},
    )


def _items(node: _Node | None) -> Sequence[_Node]:
    if node is None:
        return ()
    return node.value if isinstance(node, yaml.SequenceNode) else (node,)


def _strings(node: _Node) -> Iterator[str]:
    for item in _items(node):
        if isinstance(item, yaml.ScalarNode):
            yield str(item.value).strip()


def _anchor(node: _Node) -> Anchor | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    parts = {str(key.value): str(value.value) for key, value in node.value if isinstance(value, yaml.ScalarNode)}
    if not parts.get("article") or not parts.get("exact") or parts.keys() - {"article", "exact", "prefix", "suffix"}:
        return None
    return Anchor(article=parts["article"], exact=parts["exact"], prefix=parts.get("prefix", ""), suffix=parts.get("suffix", ""))


# ---------------------------------------------------------------- metadata


def settle_metadata(
    articles: Sequence[Article], decisions: Sequence[Decision], path: str = FILE
) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles with every `metadata` decision applied; a decision on an unknown article or with a bad value is a problem."""
    by_id = {article.id: article for article in articles}
    problems: list[Problem] = []
    for decision in decisions:
        if decision.what != "metadata":
            continue
        for name in decision.names:
            article = by_id.get(name)
            if article is None:
                near = get_close_matches(name, by_id, n=1)
                advice = f"Did you mean `{near[0]}`?" if near else "The id is the last part of the article page's address."
                problems.append(_problem(path, decision.line, "no-such-article", f"no article has the id `{name}`.", advice))
                continue
            try:
                by_id[name] = _settled(article, decision)
            except ValueError as error:
                problems.append(_problem(path, decision.line, "bad-value", f"{error}.", "Dates are written 2024-08-20."))
    return tuple(by_id[article.id] for article in articles), tuple(problems)


def _settled(article: Article, decision: Decision) -> Article:
    why = f"decided by {decision.who} on {decision.when.isoformat()}: {decision.why}"

    def known(value: str) -> Known[str]:
        return Known(value=value, how=How.DECLARED, why=why)

    for key, value in decision.values.items():
        match key:
            case "title":
                article = replace(article, title=known(value))
            case "publisher":
                article = replace(article, publisher=known(value))
            case "url":
                article = replace(article, url=known(value))
            case "language":
                article = replace(article, language=known(value))
            case "published":
                article = replace(article, published=Known(value=date.fromisoformat(value), how=How.DECLARED, why=why))
            case "authors":
                authors = tuple(author.strip() for author in value.split(",") if author.strip())
                article = replace(article, authors=Known(value=authors, how=How.DECLARED, why=why))
            case "rights":
                article = replace(article, rights=Rights(value))
    return article
