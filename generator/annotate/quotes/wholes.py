"""Whether marked words are a quotation by themselves, and of which kind reported words are."""

from __future__ import annotations

from generator.annotate.quotes.cues import Cue
from generator.annotate.quotes.marks import Marked
from generator.annotate.quotes.words import Unit
from generator.model import QuoteKind, Span

WHOLE_WORDS = 5  # a marked stretch of so many words is a quotation even though no cue stands beside it


def kind_of(unit: Unit, span: Span, cue: Cue | None) -> QuoteKind:
    inside = [stretch for stretch in unit.marked if stretch.span.overlaps(span)]
    if not inside:
        return QuoteKind.INDIRECT
    if len(inside) == 1 and inside[0].span.start <= span.start + 1 and span.end <= inside[0].span.end + 1:
        led = unit.text[unit.span.start : inside[0].span.start].rstrip()[-1:] in (",", ":")
        ended = inside[0].inner.of(unit.text).rstrip()[-1:] in (".", "!", "?")
        whole = is_whole(unit, inside[0]) or (cue is not None and (count_words(unit, inside[0]) >= WHOLE_WORDS or (led and ended)))
        if whole and (cue is None or cue.frames & {"clause", "that", "tell", "quote", "according"}):
            return QuoteKind.DIRECT
    return QuoteKind.MIXED


def count_words(unit: Unit, stretch: Marked) -> int:
    return len(stretch.inner.of(unit.text).split())


def is_whole(unit: Unit, stretch: Marked) -> bool:
    """Whether the marked words are a sentence of their own: they begin like one where one may begin, or stand alone."""
    words = stretch.inner.of(unit.text).strip(" .…[(")
    if not words:
        return False
    before = unit.text[unit.span.start : stretch.span.start].rstrip()
    starts = words[0].isupper() or words[0].isdigit()
    ends = stretch.open_ended or stretch.inner.of(unit.text).rstrip()[-1:] in ".,!?…"
    if not before:
        return starts and (ends or len(words.split()) >= 3)
    return starts and before[-1] in ",:.!?—–-" and (ends or len(words.split()) >= WHOLE_WORDS or before[-1] in ",:")


def is_title(unit: Unit, stretch: Marked) -> bool:
    """Whether the marked words are written like the title of a work: all longer words with a capital."""
    words = [word for word in stretch.inner.of(unit.text).split() if len(word) > 3]
    return bool(words) and all(word[0].isupper() or not word[0].isalpha() for word in words)
