"""What people decided: seeds/decisions.yml as `Decision`s, each wrong line as a problem; metadata decisions applied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

import yaml

from generator.anchors import like_id
from generator.decision_lines import read_plain
from generator.model import DECISIONS, Anchor, Article, Decision, How, Known, Rights
from generator.problems import Problem, Severity

FILE = DECISIONS

# Verb -> the further keys that it takes. `who`, `when` and `why` belong to all.
VERBS: Mapping[str, frozenset[str]] = {
    "merge": frozenset({"to"}),
    "split": frozenset({"to", "mentions"}),
    "rename": frozenset({"to"}),
    "reject": frozenset({"mentions"}),
    "retype": frozenset({"to", "mentions"}),
    "locate": frozenset({"to", "mentions", "lat", "lon"}),
    "role": frozenset({"to", "not", "mentions"}),
    "figure": frozenset({"mentions", "low", "high", "unit", "counted", "modifier"}),
    "date": frozenset({"to", "mentions"}),
    "compare": frozenset({"mentions", "title"}),
    "metadata": frozenset({"title", "published", "authors", "publisher", "url", "language", "rights"}),
}
COMMON = ("who", "when", "why")
# These say how, not what: their value is a word of a closed set.
WORDS: Mapping[str, tuple[str, ...]] = {
    "figure": ("correct", "retract", "confirm"),
    "date": ("correct", "retract", "confirm"),
    "compare": ("together", "apart"),
}
_EXAMPLES = "The page docs/decisions.md has an example of every verb."
_Node = yaml.nodes.Node
# No value needs a type: all are read as text. The C parser is ten times as fast; it is not in every build of PyYAML.
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_Item = tuple[int, str]  # the first line of a decision in the file, counted from 0, and its text
_MARKER = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |$)")


def parse_decisions(data: bytes, path: str = FILE) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """decisions.yml -> decisions in order of the file, and a problem for each entry that cannot be read; the others hold.

    A broken decision (half written, tabs) costs itself only, and what stands between git's conflict markers costs the decisions between
    them. A decision that stands twice holds once, and the second is a problem.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return (), (_problem(path, line, "not-utf-8", "this line is not UTF-8 text.", "Save the file as UTF-8."),)
    if re.search(rf"^{_MARKER.pattern}", text, re.MULTILINE):
        clean, problems = _outside_conflicts(text, path)
        nodes, broken = _nodes_of(clean, path)
        return _parsed(nodes, [*problems, *broken], path)
    if (quick := _quick(text)) is not None:
        return _parsed(quick, [], path)
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        nodes, broken = _nodes_of(_items_of(text), path)
        return _parsed(nodes, broken or [_broken(path, text, 0, error)], path)
    if root is None:
        return (), ()
    if not isinstance(root, yaml.SequenceNode):
        advice = "Start each with `- merge:`, `- rename:` or another verb."
        return (), (_problem(path, root.start_mark.line + 1, "not-a-list", "expected a list of decisions.", advice),)
    return _parsed([(0, node) for node in root.value], [], path)


def _quick(text: str) -> list[tuple[int, _Node]] | None:
    """The decisions read one by one, plain ones without the YAML parser; None where the file must be read as a whole."""
    nodes: list[tuple[int, _Node]] = []
    for first, item in _items_of(text):
        node = read_plain(item.split("\n"))
        if node is None:
            try:
                root = yaml.compose(item, Loader=_Loader)
            except yaml.YAMLError:
                return None
            if not isinstance(root, yaml.SequenceNode) or len(root.value) != 1:
                return None
            node = root.value[0]
        nodes.append((first, node))
    return nodes or None


def _parsed(nodes: Sequence[tuple[int, _Node]], problems: list[Problem], path: str) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    decisions: list[Decision] = []
    seen: dict[tuple[object, ...], int] = {}
    for first, node in nodes:
        found = _parse_one(node, first, path)
        if isinstance(found, Problem):
            problems.append(found)
            continue
        said = saying(found)
        if said in seen:
            message = f"`{found.what}` says the same as line {seen[said]}."
            problems.append(_problem(path, found.line, "doubled", message, "Delete one of the two; it was applied once."))
            continue
        seen[said] = found.line
        decisions.append(found)
    return tuple(decisions), tuple(sorted(problems))


def saying(decision: Decision) -> tuple[object, ...]:
    """What a decision says, without who said it and where it stands in the file."""
    names = decision.names if decision.what in ("split", "merge") else tuple(sorted(decision.names))
    return decision.what, names, decision.to or "", decision.anchors, tuple(sorted(decision.values.items()))


def in_order(decision: Decision) -> tuple[object, ...]:
    """By day, then by what is said: the order of the file says nothing."""
    return decision.when, repr(saying(decision))


# ---------------------------------------------------------------- a file that is not YAML


def _items_of(text: str) -> list[_Item]:
    """The stretches of a file from one "- " at the start of a line to the next."""
    lines = text.replace("\r\n", "\n").split("\n")
    starts = [number for number, line in enumerate(lines) if line.startswith("- ") or line.rstrip() == "-"]
    if any(line.strip() and not line.startswith("#") for line in lines[: starts[0] if starts else len(lines)]):
        starts = [0, *starts]
    if not starts:
        return []
    return [(start, "\n".join(lines[start:end])) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]


def _nodes_of(items: Sequence[_Item], path: str) -> tuple[list[tuple[int, _Node]], list[Problem]]:
    """Each stretch read by itself: what cannot be read costs itself only."""
    nodes: list[tuple[int, _Node]] = []
    problems: list[Problem] = []
    for first, text in items:
        try:
            root = yaml.compose(text, Loader=_Loader)
        except yaml.YAMLError as error:
            problems.append(_broken(path, text, first, error))
            continue
        if isinstance(root, yaml.SequenceNode):
            nodes += [(first, node) for node in root.value]
        elif root is not None:
            problems.append(_problem(path, first + 1, "not-a-decision", "expected `- verb: ...`.", _EXAMPLES))
    return nodes, problems


def _outside_conflicts(text: str, path: str) -> tuple[list[_Item], list[Problem]]:
    """The decisions that git's markers <<<<<<<, ======= and >>>>>>> do not touch, and a problem for each conflict."""
    lines = text.splitlines(keepends=True)
    items: list[tuple[int, list[str], bool]] = []  # first line, lines, whole
    problems: list[Problem] = []
    inside = False
    for number, line in enumerate(lines):
        if not _MARKER.match(line):
            if line.startswith("- "):
                items.append((number, [line], not inside))
            elif items:
                first, held, whole = items[-1]
                held.append(line)
                items[-1] = (first, held, whole and not (inside and line.strip()))
            continue
        following = next((each for each in lines[number + 1 :] if each.strip() and not each.startswith("#")), "- ")
        if line.startswith("<") or not inside:
            advice = "Keep the lines that are right, delete the markers <<<<<<<, ======= and >>>>>>>, and build again."
            message = "two versions of this file were merged and not reconciled; the decisions between the markers were not applied."
            problems.append(_problem(path, number + 1, "conflict", message, advice))
        inside = not line.startswith(">")
        if items and not following.startswith(("- ", "=======")):
            items[-1] = (items[-1][0], items[-1][1], False)
        elif inside:
            items.append((number, [], False))  # what stands before the marker is whole, and ends here
    return [(first, "".join(held)) for first, held, whole in items if whole], problems


def _broken(path: str, text: str, first: int, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = mark.line if mark else 0
    lines = text.splitlines()
    line = min(line, max(len(lines) - 1, 0))
    tab = bool(lines) and "\t" in lines[line]
    what = str(getattr(error, "problem", None) or "not valid YAML")
    advice = "Replace the tab by spaces." if tab else f"{_EXAMPLES} This decision was not applied, the others were."
    return _problem(path, first + line + 1, "broken-yaml", f"{what}.", advice)


def _problem(path: str, line: int, code: str, message: str, advice: str) -> Problem:
    return Problem(path=path, line=line, code=code, message=message, advice=advice, severity=Severity.ERROR)


# ---------------------------------------------------------------- one decision


def _parse_one(node: _Node, first: int, path: str) -> Decision | Problem:
    line = first + node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        return _problem(path, line, "not-a-decision", "expected `verb: ...` lines.", f"Verbs: {', '.join(VERBS)}.")
    values: dict[str, _Node] = {}
    for key_node, value in node.value:
        key = str(key_node.value)
        if key in values:
            message = f"`{key}` stands twice in one decision."
            return _problem(path, first + key_node.start_mark.line + 1, "duplicate-key", message, "Keep one of the two.")
        values[key] = value
    verbs = [key for key in values if key in VERBS]
    if len(verbs) != 1:
        near = [match for key in values for match in get_close_matches(key, VERBS, n=1)]
        hint = f"Did you mean `{near[0]}`?" if near and not verbs else f"Verbs: {', '.join(VERBS)}."
        message = "a decision has one verb; this one has " + (f"{len(verbs)}: {', '.join(verbs)}." if verbs else "none.")
        return _problem(path, line, "no-verb", message, hint)
    return _parse_known(verbs[0], values, first, line, path)


def _parse_known(verb: str, values: Mapping[str, _Node], first: int, line: int, path: str) -> Decision | Problem:
    allowed = _ALLOWED[verb]
    for key, node in values.items():
        if key not in allowed:
            near = get_close_matches(key, allowed, n=1)
            advice = f"Did you mean `{near[0]}`?" if near else f"`{verb}` takes: {', '.join(sorted(allowed - {verb}))}."
            return _problem(path, first + node.start_mark.line + 1, "unknown-key", f"unknown key `{key}` in `{verb}`.", advice)
        if key != "mentions" and key not in _LISTS and not isinstance(node, yaml.ScalarNode):
            where = first + node.start_mark.line + 1
            return _problem(path, where, "wrong-type", f"`{key}` must be one value.", f"Write `{key}: ...` on one line. {_EXAMPLES}")
    missing = [key for key in COMMON if key not in values or not values[key].value.strip()]
    if missing:
        advice = "Each decision says who decided, when (2024-08-20) and why, so that others can judge it."
        return _problem(path, line, "unsigned", f"`{verb}` lacks {' and '.join(missing)}.", advice)
    try:
        when = date.fromisoformat(values["when"].value.strip())
    except ValueError:
        where = first + values["when"].start_mark.line + 1
        return _problem(path, where, "bad-date", f"`when: {values['when'].value}` is not a date.", "Write it as 2024-08-20.")
    names = tuple(_strings(values[verb]))
    if not names or not all(names):
        return _problem(path, line, "empty", f"`{verb}` names nothing.", "Write the name or the address of the entry.")
    if verb in WORDS and names[0] not in WORDS[verb]:
        return _problem(path, line, "bad-word", f"`{verb}: {names[0]}`.", f"Write {' or '.join(WORDS[verb])}.")
    anchors: list[Anchor] = []
    for item in _items(values.get("mentions")):
        anchor = _anchor(item)
        if anchor is None:
            advice = "Write {article: ID, exact: words of the text, prefix: words before, suffix: words after}."
            where = first + item.start_mark.line + 1
            return _problem(path, where, "bad-mention", "a mention needs `article` and `exact`.", advice)
        anchors.append(anchor)
    further = VERBS[verb] - {"to", "mentions"}
    found = Decision(
        what=verb,
        who=values["who"].value,
        when=when,
        why=values["why"].value,
        line=line,
        names=names,
        to=values["to"].value if "to" in values else None,
        anchors=tuple(anchors),
        values={key: ", ".join(_strings(values[key])) for key in sorted(further) if key in values},
    )
    lacking = _lacking(found)
    return _problem(path, line, "incomplete", f"`{verb}` {lacking}.", _EXAMPLES) if lacking else found


# `authors` may be a list; the verb's own value is one name or several.
_LISTS = frozenset({"authors", *VERBS} - WORDS.keys())
_ALLOWED = {verb: keys | {verb, *COMMON} for verb, keys in VERBS.items()}


def _lacking(decision: Decision) -> str:
    """What a decision needs and does not say; "" when it is whole."""
    match decision.what:
        case "merge" if len(decision.names) < 2:
            return "needs two names or more, as in `merge: [Ann Lee, A. Lee]`"
        case "split" if len(decision.names) < 2 and not decision.anchors:
            return "needs `mentions` to take out, or two names to keep apart"
        case "role" if not (decision.to or "").strip() and not decision.values.get("not", "").strip():
            return "needs `to`, or `not` for a role that is wrong"
        case "rename" | "retype" if not (decision.to or "").strip():
            return "needs `to`"
        case "locate" if not decision.to and not decision.values.keys() >= {"lat", "lon"}:
            return "needs `to`, or `lat` and `lon`"
        case "figure" if not decision.anchors:
            return "needs `mentions`: the words of the figure in its article"
        case "figure" if decision.names == ("correct",) and not decision.values:
            return "corrects nothing: give low, high, unit, counted or modifier"
        case "date" if not decision.anchors:
            return "needs `mentions`: the words of the date in its article"
        case "date" if decision.names == ("correct",) and not (decision.to or "").strip():
            return "needs `to`: the date that the words mean, as 2025-07-04"
        case "compare" if len(decision.anchors) < 2:
            return "needs two `mentions` or more"
        case "metadata" if not decision.values:
            return "says nothing: give title, published, authors, publisher, url, language or rights"
    return ""


def _items(node: _Node | None) -> Sequence[_Node]:
    if node is None:
        return ()
    return node.value if isinstance(node, yaml.SequenceNode) else (node,)


def _strings(node: _Node) -> Iterator[str]:
    for item in _items(node):
        if isinstance(item, yaml.ScalarNode):
            yield item.value.strip()


def _anchor(node: _Node) -> Anchor | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    parts = {key.value: value.value for key, value in node.value if isinstance(value, yaml.ScalarNode)}
    if not parts.get("article") or not parts.get("exact", "").strip() or parts.keys() - _ANCHOR or len(parts) < len(node.value):
        return None
    return Anchor(article=parts["article"], exact=parts["exact"], prefix=parts.get("prefix", ""), suffix=parts.get("suffix", ""))


_ANCHOR = frozenset({"article", "exact", "prefix", "suffix"})


# ---------------------------------------------------------------- metadata


def settle_metadata(
    articles: Sequence[Article], decisions: Sequence[Decision], path: str = FILE
) -> tuple[tuple[Article, ...], tuple[Problem, ...]]:
    """The articles with every `metadata` decision applied; a decision on an unknown article or with a bad value is a problem."""
    by_id = {article.id: article for article in articles}
    problems: list[Problem] = []
    said: dict[tuple[str, str], Decision] = {}
    for decision in sorted((each for each in decisions if each.what == "metadata"), key=in_order):
        for name in decision.names:
            article = by_id.get(name)
            if article is None:
                advice = like_id(name, by_id) or "The id is the last part of the article page's address."
                problems.append(_problem(path, decision.line, "no-such-article", f"no article has the id `{name}`.", advice))
                continue
            for key, value in decision.values.items():
                before = said.get((name, key))
                if before and before.values[key] != value:
                    message = f"line {before.line} gives `{name}` another `{key}`; this one, the later, holds."
                    problems.append(_problem(path, decision.line, "contradiction", message, "Keep one of the two."))
                said[name, key] = decision
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
