"""Markdown -> draft: front matter becomes fields, markup becomes plain paragraphs and headings.

A small reader of its own rather than a Markdown library: articles use headings, emphasis, links and lists, a library costs several
milliseconds an article, and none is linear on hostile input. Every pattern here is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from frontmatter.default_handlers import YAMLHandler

from generator.model import Role, Source, Span
from generator.problems import Problem
from generator.read.decode import decode
from generator.read.drafts import Draft, Drafts, Fields, Part
from generator.read.fields import check_fields
from generator.read.sidecar import impossible_dates, read_keys
from generator.text import flat


def read_markdown(source: Source) -> Drafts:
    """One article. Broken front matter is a problem, and the article is read without it."""
    decoded = decode(source)
    if decoded.text is None:
        return Drafts(problems=decoded.problems)
    front = split_front_matter(decoded.text.replace("\r\n", "\n").replace("\r", "\n"), source.path)
    text, parts = join(list(plain_parts(front.body)))
    problems = (*decoded.problems, *front.problems)
    if not text:
        empty = Problem(path=source.path, line=front.line, code="empty-file", message="Below the front matter stands no text.")
        return Drafts(problems=(*problems, empty))
    return Drafts(drafts=(Draft(key=source.path, text=text, line=front.line, parts=parts, declared=front.fields),), problems=problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """A file parted into its fields and its body, which starts on `line`."""

    body: str
    line: int = 1
    fields: tuple[Fields, ...] = ()
    problems: tuple[Problem, ...] = ()


def split_front_matter(text: str, path: str) -> Front:
    """Front matter between two lines of three hyphens, as python-frontmatter parts it; keys that are not ours are left alone."""
    handler = YAMLHandler()
    if not handler.detect(text):
        return Front(body=text)
    if len(handler.FM_BOUNDARY.findall(text)) < 2:
        problem = Problem(
            path=path,
            line=1,
            code="broken-front-matter",
            message="The front matter opens with --- and never closes; it was read as text.",
            advice="Write --- on a line of its own below the last key.",
        )
        return Front(body=text.split("\n", 1)[-1], line=2, problems=(problem,))
    front, body = handler.split(text)
    line = 1 + text[: len(text) - len(body)].count("\n")
    keys = read_keys(front, path)
    if keys.problem:
        return Front(body=body, line=line, problems=(keys.problem, *impossible_dates(front, path, where="the front matter")))
    checked = check_fields(keys.values, where="the front matter", path=path, line=1, lines=keys.lines)
    return Front(body=body, line=line, fields=(checked.fields,), problems=checked.problems)


def join(parts: list[tuple[str, Role | None]]) -> tuple[str, tuple[Part, ...]]:
    """Paragraphs as one text with blank lines between, and where each of them stands."""
    placed, start = [], 0
    for words, role in parts:
        placed.append(Part(span=Span(start, start + len(words)), role=role))
        start += len(words) + 2
    return "\n\n".join(words for words, _ in parts), tuple(placed)


_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_ITEM = re.compile(r"[ \t]{0,12}(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
_QUOTED = re.compile(r" {0,3}(?:>[ \t]?)+")
_DEFINITION = re.compile(r" {0,3}\[[^\[\]\n]{1,200}\]:[ \t]*\S")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t:|-]*-[ \t:|-]*")


def plain_parts(body: str) -> Iterator[tuple[str, Role | None]]:
    """The paragraphs of a Markdown text without its markup; headings come with their role (the first of level one is the title)."""
    lines: list[str] = []
    titled = False

    def flush() -> Iterator[tuple[str, Role | None]]:
        words = _inline(" ".join(lines))
        lines.clear()
        if words:
            yield words, None

    for raw in _visible(body).split("\n"):
        line = _QUOTED.sub("", raw, count=1) if ">" in raw[:8] else raw
        heading = _HEADING.fullmatch(line)
        under = _UNDERLINE.fullmatch(line) if len(lines) == 1 and not _ITEM.match(line) else None
        if heading or (under and lines[0].strip()):
            level = len(heading[1]) if heading else 1 if under and "=" in under[1] else 2
            words = _inline(heading[2].rstrip().rstrip("#") if heading else lines.pop())
            yield from flush()
            if words:
                yield words, Role.TITLE if level == 1 and not titled else Role.SUBHEAD
            titled = titled or level == 1
        elif not line.strip() or _RULE.fullmatch(line) or _FENCE.match(line) or _DEFINITION.match(line):
            yield from flush()
        elif line.lstrip().startswith("|"):
            yield from flush()
            if not _TABLE_RULE.fullmatch(line):
                lines.append(" | ".join(cell.strip() for cell in line.strip().strip("|").split("|")))
                yield from flush()
        else:
            item = _ITEM.match(line)
            if item:
                yield from flush()
            lines.append(line[item.end() :] if item else line.strip())
    yield from flush()


_HIDDEN = (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"))


def _visible(body: str) -> str:
    """Without comments, scripts and styles, closed or not."""
    for opening, closing in _HIDDEN:
        kept, place, lower = [], 0, body.lower() if "<" in body else body
        while (start := lower.find(opening, place)) >= 0:
            kept.append(body[place:start])
            end = lower.find(closing, start)
            place = len(body) if end < 0 else end + len(closing)
        body = "".join([*kept, body[place:]])
    return body


_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_TARGET = r"(?:\((?:[^()\n]|\([^()\n]{0,200}\)){0,1000}\)|\[[^\[\]]{0,200}\])"
_IMAGE = re.compile(rf"!\[[^\[\]]{{0,500}}\]{_TARGET}")
_LINK = re.compile(rf"\[([^\[\]]{{1,1000}})\]{_TARGET}")
_NOTE = re.compile(r"\[\^[^\[\]\n]{1,60}\]")
_AUTOLINK = re.compile(r"<(https?://[^<>\s]{1,2000})>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|</[a-zA-Z]{1,20}")
_STRONG = re.compile(r"(\*{1,3}|~~|`{1,3})(?=\S)([^*~`\n]{1,2000}?)(?<=\S)\1")
_UNDER = re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])([^_\n]{1,2000}?)(?<=\S)\1(?!\w)")
_KEPT = 0xF0000  # private letters stand for escaped marks while the others are taken out


def _inline(text: str) -> str:
    """One paragraph without emphasis, links, pictures, notes and tags; entities and escaped marks become characters."""
    if not any(mark in text for mark in "\\*_[]<&`~"):
        return flat(text)
    text = _ESCAPED.sub(lambda match: chr(_KEPT + ord(match[1])), text)
    text = _NOTE.sub("", _IMAGE.sub("", text))
    text = _LINK.sub(r"\1", _LINK.sub(r"\1", text))  # twice: a picture may have stood in the link
    text = _TAG.sub("", _AUTOLINK.sub(r"\1", text))
    for _ in range(3):
        text = _UNDER.sub(r"\2", _STRONG.sub(r"\2", text))
    text = html.unescape(text)
    return flat("".join(chr(ord(char) - _KEPT) if _KEPT < ord(char) < _KEPT + 128 else char for char in text))
