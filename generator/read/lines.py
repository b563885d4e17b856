"""Text without markup -> its paragraphs: what a blank line, a line break or a hard wrap separates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.model import Span

_LINE = re.compile(r"[^\r\n]+")
_WIDEST = 130  # characters; no one wraps wider, and paragraphs are mostly longer
_SHORT = 40  # a line of a wrapped paragraph below this is its last
_ENDS = ".!?:;…\"'”’»)]"


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs in order, trimmed, none empty. A break inside a hard-wrapped paragraph is none.

    >>> [span.of("One.\\n\\nTwo.\\nThree.") for span in paragraphs("One.\\n\\nTwo.\\nThree.")]
    ['One.', 'Two.', 'Three.']
    """
    chunks = list(_chunks(text))
    if _wrapped(text, chunks):
        return tuple(span for chunk in chunks for span in _joined(text, chunk))
    return tuple(span for chunk in chunks for span in _mended(text, chunk))


def _chunks(text: str) -> Iterator[list[Span]]:
    """Runs of lines without a blank line between them."""
    chunk: list[Span] = []
    end = 0
    for match in _LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        stop = match.start() + len(line.rstrip())
        if start >= stop:
            continue
        if chunk and _blank(text, end, start):
            yield chunk
            chunk = []
        chunk.append(Span(start, stop))
        end = stop
    if chunk:
        yield chunk


def _blank(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return between.count("\n") > 1 or (between.count("\r") > 1 and "\n" not in between)


def _wrapped(text: str, chunks: Sequence[Sequence[Span]]) -> bool:
    """Whether most line breaks stand in the middle of a sentence, as an editor with a fixed width leaves them."""
    breaks = [pair for chunk in chunks for pair in pairwise(chunk)]
    if len(breaks) < 2 or any(left.end - left.start > _WIDEST for left, _ in breaks):
        return False
    inside = [(left, right) for left, right in breaks if left.end - left.start >= _SHORT and text[left.end - 1] not in _ENDS]
    lower = sum(text[right.start].islower() for _, right in inside)
    return len(inside) * 2 > len(breaks) and lower * 3 > len(inside)


def _mended(text: str, chunk: Sequence[Span]) -> Iterator[Span]:
    """The lines of a chunk; one that breaks off and goes on in small letters is whole again, as where a link stood on its own line."""
    start, end = chunk[0].start, chunk[0].end
    for line in chunk[1:]:
        if not (end - start >= _SHORT and text[end - 1] not in _ENDS and text[line.start].islower()):
            yield Span(start, end)
            start = line.start
        end = line.end
    yield Span(start, end)


def _joined(text: str, chunk: Sequence[Span]) -> Iterator[Span]:
    """The paragraphs of a chunk of wrapped lines: a line that is clearly shorter than the widest ends its paragraph."""
    widest = max(span.end - span.start for span in chunk)
    start = chunk[0].start
    for left, right in pairwise(chunk):
        if (left.end - left.start) * 5 < widest * 3:
            yield Span(start, left.end)
            start = right.start
    yield Span(start, chunk[-1].end)
