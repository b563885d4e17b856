"""What neighbouring figures of a sentence do to each other: two bounds become one figure, and a unit, noun or age is shared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.annotate.figures.drafts import OLDEST, Draft
from generator.annotate.figures.tokens import Token
from generator.model import Modifier

_LINKS = (["and"], ["or"], [","], ["to"], ["out", "of"])


def settle_neighbours(tokens: Sequence[Token], drafts: Sequence[Draft]) -> list[Draft]:
    """`drafts` in order of the text, joined and completed."""
    joined = list(_joined(tokens, drafts))
    for i in range(len(joined) - 2, -1, -1):
        joined[i], joined[i + 1] = _shared(tokens, joined[i], joined[i + 1])
    for i in range(1, len(joined)):
        joined[i] = _aged(tokens, joined[i - 1], joined[i])
    return joined


def _joined(tokens: Sequence[Token], drafts: Sequence[Draft]) -> Iterator[Draft]:
    """ "more than 10 but less than 20" is one figure: an open top and an open bottom joined by "and" or "but"."""
    i = 0
    while i < len(drafts):
        both = _between(tokens, drafts[i], drafts[i + 1]) if i + 1 < len(drafts) else None
        yield both or drafts[i]
        i += 2 if both else 1


def _between(tokens: Sequence[Token], left: Draft, right: Draft) -> Draft | None:
    if left.end + 1 != right.first or tokens[left.end].low not in ("and", "but", ",") or left.unit not in (None, right.unit):
        return None
    low = left.low if left.high is None and right.low is None else right.low
    high = right.high if left.high is None and right.low is None else left.high
    opposite = (left.high is None and right.low is None) or (left.low is None and right.high is None)
    if not opposite or low is None or high is None or low >= high:
        return None
    words = (left.first, right.first)
    return right._replace(first=left.first, low=low, high=high, modifier=Modifier.BETWEEN, words=words, why="two bounds joined")


def _shared(tokens: Sequence[Token], left: Draft, right: Draft) -> tuple[Draft, Draft]:
    """ "three million and five million copies", "3 and 5 per cent", "fell $1.12, or 1.4%": what only one of them has is both's."""
    behind = left.counted.head + 1 if left.counted is not None and left.counted.first >= left.end else left.end
    link = [token.low for token in tokens[behind : right.first]]
    if link in ([",", "or"], ["or"]) and left.change is not None and right.unit is not None and right.dimension != "time":
        right = right._replace(change=right.change or left.change)
    bare = left.unit is None and left.counted is None and left.dimension == "count" and not left.vague
    if link not in _LINKS or not bare or right.reading is None:
        return left, right
    why = f"{left.why}, shared with the next"
    if right.unit is not None and right.dimension not in ("money", "age") and link != [","]:
        left = left._replace(unit=right.unit, unit_words=right.unit_words, dimension=right.dimension, why=why)
    elif right.unit is None and right.counted is not None and right.dimension == "count":
        left = left._replace(counted=right.counted, why=why)
    return left, right


def _aged(tokens: Sequence[Token], left: Draft, right: Draft) -> Draft:
    """ "aged 30 and 45": the second is an age too."""
    bare = right.unit is None and right.counted is None and right.dimension == "count" and right.low is not None and right.low <= OLDEST
    unwritten = left.dimension == "age" and left.unit_words[0] == left.unit_words[1]
    if not bare or not unwritten or left.end + 1 != right.first or tokens[left.end].low not in ("and", "or", ","):
        return right
    return right._replace(unit=left.unit, dimension="age", unit_words=(right.end, right.end), why="an age like the one before")
