"""Finds the words that bound a figure ("more than", "up to", "or so") before and after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from generator.annotate.figures.knowledge import BOUNDS_AFTER, BOUNDS_BEFORE, CLASSES
from generator.annotate.figures.tokens import Token
from generator.model import Modifier

# Where several stand together ("at least another", "up to about") the strongest decides.
STRENGTH: Mapping[Modifier, int] = {
    Modifier.MORE_THAN: 4,
    Modifier.LESS_THAN: 4,
    Modifier.AT_LEAST: 4,
    Modifier.UP_TO: 4,
    Modifier.NEARLY: 3,
    Modifier.ABOUT: 3,
    Modifier.ANOTHER: 2,
    Modifier.EXACT: 1,
}
# Prepositions of time and place too: "over two days", "under three kings", "above 20 villages".
SHADY = frozenset({"over", "under", "above", "below", "beyond", "within"})


class Bound(NamedTuple):
    """Bounding words in `tokens[first:end]`. `words`: those of the strongest, as one string in lower case."""

    first: int
    end: int
    modifier: Modifier
    words: str


def bound_before(tokens: Sequence[Token], i: int) -> Bound | None:
    """What bounds the number that begins at token `i`: up to three entries in a row, the strongest decides."""
    found: Bound | None = None
    first = i
    for _ in range(3):
        entry = _ending_at(tokens, first)
        if entry is None or (entry[0] == ("about",) and _is_topic(tokens, first - 1)):
            break
        first -= len(entry[0])
        if found is None or STRENGTH[entry[1]] > STRENGTH[found.modifier]:
            found = Bound(first, i, entry[1], " ".join(entry[0]))
        found = found._replace(first=first)
    return found


def _is_topic(tokens: Sequence[Token], at: int) -> bool:
    """Whether the "about" at this token says what something is about: "complaints about 87 polling stations"."""
    noun = tokens[at - 1].low if at else ""
    if noun in CLASSES["about-noun-or-verb"]:
        return at > 1 and tokens[at - 2].low in CLASSES["before-about-noun"]
    return noun in CLASSES["about-noun"]


def _ending_at(tokens: Sequence[Token], end: int) -> tuple[tuple[str, ...], Modifier] | None:
    if end == 0:
        return None
    for parts, modifier in BOUNDS_BEFORE.get(tokens[end - 1].low, ()):
        start = end - len(parts)
        if start >= 0 and all(tokens[start + n].low == part for n, part in enumerate(parts)):
            return parts, modifier
    return None


def bound_after(tokens: Sequence[Token], j: int) -> Bound | None:
    """What bounds the number from behind, at token `j`: "or more", "-odd", "plus"."""
    if j >= len(tokens):
        return None
    for parts, modifier in BOUNDS_AFTER.get(tokens[j].low, ()):
        end = j + len(parts)
        if end <= len(tokens) and all(tokens[j + n].low == part for n, part in enumerate(parts)):
            if end < len(tokens) and tokens[end].low == "than":  # "or more than 4,500" opens another figure
                continue
            if parts[0] == "plus" and end < len(tokens) and tokens[end].low in ("a", "the", "its", "his"):
                return None
            return Bound(j, end, modifier, " ".join(parts))
    return None
