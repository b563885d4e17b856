"""Text without markup -> its paragraphs: what a blank line, a line break or a hard wrap separates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from generator.data import rows, words
from generator.model import Span

_LINE = re.compile(r"[^\r\n]+")
_WIDEST = 130  # characters; no one wraps wider, and paragraphs are mostly longer
_SHORT = 40  # a line of a wrapped paragraph below this is its last
_ENOUGH = 3  # lines that go on in small letters: then short lines, as of a menu, are no sign against wrapping
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
    """Whether most line breaks stand in the middle of a sentence, as an editor with a fixed width leaves them. One break is no sign."""
    breaks = [pair for chunk in chunks for pair in pairwise(chunk)]
    if len(breaks) < 2 or any(left.end - left.start > _WIDEST for left, _ in breaks):
        return False
    long = [(left, right) for left, right in breaks if left.end - left.start >= _SHORT]
    inside = [(left, right) for left, right in long if text[left.end - 1] not in _ENDS]
    lower = sum(text[right.start].islower() for _, right in inside)
    most = len(breaks) if lower < _ENOUGH else len(long)
    return len(inside) * 2 > most and lower * 3 > len(inside)


def _mended(text: str, chunk: Sequence[Span]) -> Iterator[Span]:
    """The lines of a chunk; one that breaks off and goes on in the next is whole again, as where a link stood on its own line."""
    start, end = chunk[0].start, chunk[0].end
    for line in chunk[1:]:
        long = end - start >= _SHORT and text[end - 1] not in _ENDS
        if not (long and (text[line.start].islower() or _goes_on(text[max(start, end - _SHORT) : end], line.of(text)))):
            yield Span(start, end)
            start = line.start
        end = line.end
    yield Span(start, end)


def _goes_on(line: str, after: str) -> bool:
    """Whether a line cannot end where it does: at a comma, an article, "of", "said on" before "Tuesday"."""
    kinds = _line_ends()
    kind = "open" if line.endswith(",") else kinds.get(line.rsplit(None, 1)[-1].casefold())
    if kind == "open":
        return True
    first = _FIRST.match(after)
    # "... the night the river came in" may be a headline, and "The council said" the paragraph below it
    return (
        kind == "before a name"
        and first is not None
        and first[1].casefold() not in words("sentence_openers.txt") | words("english_small_words.txt")
    )


@cache
def _line_ends() -> Mapping[str, str]:
    return {row[0]: row[1] for row in rows("line_ends.txt")}


_FIRST = re.compile(r"[\W_]*(\w+)")


def _joined(text: str, chunk: Sequence[Span]) -> Iterator[Span]:
    """The paragraphs of a chunk of wrapped lines: a line that is clearly shorter than the widest ends its paragraph.

    Where every line was filled as far as it went, so does one that had room for the next word, which begins with a capital.
    """
    widest = max(span.end - span.start for span in chunk)
    filled = _filled(text, chunk, widest)
    start = chunk[0].start
    for left, right in pairwise(chunk):
        room = widest - (left.end - left.start) - 1 - len(right.of(text).split(None, 1)[0])
        ended = (left.end - left.start) * 5 < widest * 3 or (filled and room >= 0 and not text[right.start].islower())
        if ended and not _goes_on(left.of(text), right.of(text)):
            yield Span(start, left.end)
            start = right.start
    yield Span(start, chunk[-1].end)


def _filled(text: str, chunk: Sequence[Span], widest: int) -> bool:
    """Whether each line that goes on in small letters had no room for the next word; three such lines at least."""
    rooms = [
        widest - (left.end - left.start) - 1 - len(right.of(text).split(None, 1)[0])
        for left, right in pairwise(chunk)
        if text[right.start].islower()
    ]
    return len(rooms) >= _ENOUGH and all(room < 0 for room in rooms)
