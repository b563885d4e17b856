"""Owns the quick way to read decisions: entries in the plain shape that we write ourselves, as the nodes that the YAML parser gives.

Ten thousand decisions take the YAML parser over a second, and these lines a fifth of that. Whatever is not plain (comments
behind a value, text over several lines, escapes) is left to the parser; tests hold the two against each other.
"""

from __future__ import annotations

import re

from yaml.error import Mark
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

# Characters of a plain value: nothing that could begin a comment, a key, a flow, an escape or another line.
_ODD = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff"
_PLAIN = rf"[^\W_](?:[^{_ODD}#:]|:(?=[^\s:#{_ODD}]))*"
_INNER = rf"[^\W_][^{_ODD}#:,?\[\]{{}}]*"
_SINGLE = rf"'[^'{_ODD}]*'"
_DOUBLE = rf'"[^"\\{_ODD}]*"'
_VALUE = re.compile(rf"(?P<scalar>{_PLAIN}|{_SINGLE}|{_DOUBLE})|\[(?P<list>[^\[\]]*)\]")
_LINE = re.compile(r"(?:- |  )(?P<key>[a-z]+): +(?P<value>\S.*)")
_SIMPLE = re.compile(rf"(?:- |  )([a-z]+): +({_PLAIN})")  # most lines
_ELEMENT = re.compile(rf" *({_INNER}|{_SINGLE}|{_DOUBLE}) *(?:,|$)")
_MENTION = re.compile(r"    - \{(?P<pairs>.*)\}")
_PAIR = re.compile(rf" *(?P<key>[a-z]+): +(?P<value>{_INNER}|{_SINGLE}|{_DOUBLE}) *(?:,|$)")
_STR = "tag:yaml.org,2002:str"
_MAP = "tag:yaml.org,2002:map"
_SEQ = "tag:yaml.org,2002:seq"


def read_plain(lines: list[str]) -> Node | None:
    """The mapping of one entry given as lines (the first begins with "- "), lines counted from 0; None where it is not plain."""
    pairs: list[tuple[Node, Node]] = []
    mentions: list[Node] | None = None
    value: Node
    for number, line in enumerate(lines):
        line = line.rstrip(" ")
        if not line or line.startswith(("#", "  #")):
            if number and not line.startswith("#") and line:
                return None
            continue
        mark = Mark("", 0, number, 0, None, 0)
        if mentions is not None and (match := _MENTION.fullmatch(line)):
            mention = _mapping(match["pairs"], mark)
            if mention is None:
                return None
            mentions.append(mention)
            continue
        if line == "  mentions:" and number:
            mentions = []
            pairs.append((_scalar("mentions", mark), SequenceNode(_SEQ, mentions, mark)))
            continue
        if (line[0] == "-") != (number == 0) or mentions == []:
            return None
        mentions = None
        if simple := _SIMPLE.fullmatch(line):
            key, value = simple[1], ScalarNode(_STR, simple[2], mark)
        else:
            match = _LINE.fullmatch(line)
            found = _value(match["value"], mark) if match else None
            if match is None or found is None:
                return None
            key, value = match["key"], found
        pairs.append((ScalarNode(_STR, key, mark), value))
    return None if mentions == [] else MappingNode(_MAP, pairs, Mark("", 0, 0, 0, None, 0))


def _scalar(text: str, mark: Mark) -> ScalarNode:
    return ScalarNode(_STR, text, mark)


def _value(text: str, mark: Mark) -> Node | None:
    match = _VALUE.fullmatch(text)
    if match is None:
        return None
    if match["scalar"] is not None:
        return _scalar(_bare(text), mark)
    found: list[Node] = []
    at, inner = 0, match["list"]
    while at < len(inner):
        element = _ELEMENT.match(inner, at)
        if element is None:
            return None
        found.append(_scalar(_bare(element[1]), mark))
        at = element.end()
    return SequenceNode(_SEQ, found, mark) if found and not inner.rstrip().endswith(",") else None


def _mapping(text: str, mark: Mark) -> Node | None:
    pairs: list[tuple[Node, Node]] = []
    at = 0
    while at < len(text):
        pair = _PAIR.match(text, at)
        if pair is None:
            return None
        pairs.append((_scalar(pair["key"], mark), _scalar(_bare(pair["value"]), mark)))
        at = pair.end()
    return MappingNode(_MAP, pairs, mark) if pairs and not text.rstrip().endswith(",") else None


def _bare(text: str) -> str:
    return text[1:-1] if text[0] in "'\"" else text.strip()
