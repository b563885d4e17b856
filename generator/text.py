"""Plain text without meaning: sentences, tokens, white space. Every span is in code points of the text given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.data import words
from generator.model import Block, Span

TOKEN = re.compile(r"\w+(?:[-'’.]\w+)*|[^\w\s]", re.UNICODE)

_CLOSERS = "\"'”’»)]}"
_OPENERS = "\"'“‘«([{"
# A candidate end: stop marks, closing quotation marks and brackets, then white space and something that may open a sentence.
_END = re.compile(rf"(?:[.!?…]+[{re.escape(_CLOSERS)}]*|[.!?…]*[”»\"])(?=\s+[{re.escape(_OPENERS)}]*[A-Z0-9À-ÖØ-ÞЀ-Я])|\n\s*\n")
_LAST_WORD = re.compile(r"[\w.'’-]+$")
# Words that open sentences: an abbreviation such as "U.S." before one of them has closed its sentence.
_STARTERS = frozenset(
    "The A An He She It They We I You This That These Those In On At But And His Her Its Their There As If When While "
    "After Before For From With What Who How Why Where Since According Also However Meanwhile Some Many Most Both No Not "
    "Under Officials Police".split()
)
_LONGEST = 20_000  # a "sentence" longer than this is cut, so that later work stays bounded


def sentences(text: str, blocks: Iterable[Block] = ()) -> tuple[Span, ...]:
    """The sentences of each block in order (of the whole text where no block is given), trimmed of white space.

    A sentence never crosses a block. "U.S." or "Inc." closes a sentence only before a word that opens sentences; a single
    initial ("J. Smith") never does. Linear in the length of the text.
    """
    stretches = [block.span for block in blocks] or [Span(0, len(text))]
    return tuple(span for stretch in stretches for span in _split(text, stretch))


def _split(text: str, stretch: Span) -> Iterator[Span]:
    start = stretch.start
    for match in _END.finditer(text, stretch.start, stretch.end):
        if not _closes(text, match, start):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, stretch.end)


def _closes(text: str, match: re.Match[str], start: int) -> bool:
    mark = match.group()
    if mark.isspace() or any(char in "!?…" for char in mark):
        return True
    following = re.compile(r"\s+[\"'“‘«(\[{]*([\w’'-]+)").match(text, match.end())
    word_after = following.group(1) if following else ""
    if "." not in mark:  # a quotation that closes without a stop: `"...," he said` never gets here, `"peace" Ukraine` does
        return False
    before = _LAST_WORD.search(text, max(start, match.start() - 40), match.start())
    word = before.group().casefold().lstrip(".") if before else ""
    if len(mark) > 1 and mark[1:].strip("."):  # the stop stands inside quotation marks or brackets
        return True
    if len(word) == 1 and word.isalpha() and before and before.group().isupper():
        return word == "i"
    if word in words("abbreviations.txt"):
        # "No." is an abbreviation before a number only.
        return word in ("no", "art", "sec", "fig") and not word_after[:1].isdigit()
    if word in words("abbreviations_either.txt") or re.fullmatch(r"(?:\w\.)+\w", word):
        return word_after in _STARTERS
    return True


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        yield Span(start, start + _LONGEST)
        start += _LONGEST
    if start < end:
        yield Span(start, end)


def tokens(text: str, span: Span | None = None) -> Iterator[Span]:
    """Words (with inner hyphens, apostrophes and stops: "U.S", "al-Assad", "don't", "1.5") and single marks, within `span`."""
    inside = span or Span(0, len(text))
    for match in TOKEN.finditer(text, inside.start, inside.end):
        yield Span(match.start(), match.end())


def flat(text: str) -> str:
    """The text with every run of white space made one space, trimmed."""
    return " ".join(text.split())
