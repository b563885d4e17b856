"""Owns highlights: the text of a block with every mention marked, nested and crossing mentions included, as inline HTML."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.model import Span
from generator.site.escape import Md, escape_inline, html_text, plain_attribute


class Mark(NamedTuple):
    """A stretch to mark. `ids` become anchors on its first piece; `style` is a CSS class of ours; `href` is an address as in HTML.

    A mark that `wraps` (a quote) never turns its words into the link: the link follows them as a small sign drawn by the style sheet.
    A named tuple, not a dataclass: a site makes tens of thousands.
    """

    span: Span
    style: str
    ids: tuple[str, ...] = ()
    href: str | None = None
    note: str = ""
    preview: bool = False
    wraps: bool = False
    closes: bool = True  # the last piece of a mark that was cut


@dataclass(slots=True)
class _Node:
    mark: Mark
    children: list[_Node] = field(default_factory=list)


def marked(text: str, span: Span, marks: Iterable[Mark]) -> Md:
    """Inline HTML of `text[span]`, which Markdown takes as well, with `marks` (cut to the span). The rendered words are `visible()` of the text, whatever the marks.

    Marks that cross are cut where the earlier one ends; only a first piece carries the ids. Linear in text and marks, apart from cuts.
    """
    out: list[str] = []
    _write(text, span, _nested(marks, span), out, href=None)
    return Md("".join(out))


def _nested(marks: Iterable[Mark], span: Span) -> list[_Node]:
    queue = sorted((cut for mark in marks if (cut := _cut(mark, span))), key=_outer_first)
    top: list[_Node] = []
    open_nodes: list[_Node] = []
    at = 0
    while at < len(queue):
        mark = queue[at]
        at += 1
        while open_nodes and open_nodes[-1].mark.span.end <= mark.span.start:
            open_nodes.pop()
        if open_nodes and mark.span.end > open_nodes[-1].mark.span.end:
            edge = open_nodes[-1].mark.span.end
            insort(queue, mark._replace(span=Span(edge, mark.span.end), ids=()), lo=at, key=_outer_first)
            mark = mark._replace(span=Span(mark.span.start, edge), closes=False)
        node = _Node(mark)
        (open_nodes[-1].children if open_nodes else top).append(node)
        open_nodes.append(node)
    return top


def _outer_first(mark: Mark) -> tuple[int, int, str, tuple[str, ...]]:
    return mark.span.start, -mark.span.end, "" if mark.wraps else mark.style, mark.ids


def _cut(mark: Mark, span: Span) -> Mark | None:
    if span.holds(mark.span):
        return mark if mark.span.start < mark.span.end else None
    start, end = max(mark.span.start, span.start), min(mark.span.end, span.end)
    return mark._replace(span=Span(start, end), closes=mark.span.end <= span.end) if start < end else None


def _write(text: str, span: Span, nodes: Sequence[_Node], out: list[str], href: str | None) -> None:
    """Writes the span with its nodes. `href`: make the first stretch of plain words a link there."""
    at = span.start
    for node in nodes:
        href = _plain(text[at : node.mark.span.start], out, href)
        _write_node(text, node, out)
        at = node.mark.span.end
    _plain(text[at : span.end], out, href)


def _plain(words: str, out: list[str], href: str | None) -> str | None:
    if href is None or not words.strip():
        if words:
            out.append(escape_inline(words))
        return href
    lead = words[: len(words) - len(words.lstrip())]
    tail = words[len(words.rstrip()) :]
    out += (escape_inline(lead), f'<a href="{href}">{escape_inline(words.strip())}</a>', escape_inline(tail))
    return None


def _write_node(text: str, node: _Node, out: list[str]) -> None:
    mark = node.mark
    out.extend([f'<span id="{extra}"></span>' for extra in mark.ids[1:]])
    words = mark.span.of(text)
    if not node.children and not mark.wraps and mark.href and not words.isspace():
        preview = ' data-preview=""' if mark.preview else ""
        out.append(f'<a{_attributes(mark)}{preview} href="{mark.href}">{escape_inline(words)}</a>')
        return
    out.append(f"<span{_attributes(mark)}>")
    _write(text, mark.span, node.children, out, None if mark.wraps else mark.href)
    out.append("</span>")
    if mark.wraps and mark.href and mark.closes:
        out.append(f'<a class="go" href="{mark.href}" aria-label="{html_text(plain_attribute(mark.note)) or "Entry"}"></a>')


def _attributes(mark: Mark) -> str:
    name = f' id="{mark.ids[0]}"' if mark.ids else ""
    note = f' title="{html_text(plain_attribute(mark.note))}"' if mark.note else ""
    return f'{name} class="{mark.style}"{note}'
