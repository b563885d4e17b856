"""A sentence as tokens, each with the name and the quotation marks that hold it: what the rules of quotations look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.annotate.quotes.marks import Marked
from generator.model import Mention, Name, Span
from generator.text import TOKEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A sentence, or several that one pair of quotation marks holds together, as tokens.

    `low[i]` is token i without case and with straight apostrophes; `name[i]` and `stretch[i]` are the numbers of the name and of
    the marked stretch that hold it, else -1.
    """

    text: str
    span: Span
    starts: Sequence[int]
    ends: Sequence[int]
    low: Sequence[str]
    name: Sequence[int]
    stretch: Sequence[int]
    names: Sequence[Mention[Name]]
    marked: Sequence[Marked]

    def __len__(self) -> int:
        return len(self.low)

    def word(self, i: int) -> str:
        """Token i in lower case; "" outside the sentence."""
        return self.low[i] if 0 <= i < len(self.low) else ""

    def named(self, i: int) -> Mention[Name] | None:
        """The name that holds token i."""
        return self.names[self.name[i]] if 0 <= i < len(self.low) and self.name[i] >= 0 else None

    def capital(self, i: int) -> bool:
        return 0 <= i < len(self.low) and self.text[self.starts[i]].isupper()

    def outside(self, i: int) -> bool:
        """Whether token i is a token of the sentence outside quotation marks."""
        return 0 <= i < len(self.low) and self.stretch[i] < 0

    def span_of(self, first: int, last: int) -> Span:
        """The span from token `first` to token `last`, both included."""
        return Span(self.starts[first], self.ends[last])

    def at(self, position: int) -> int:
        """The first token that ends behind a position of the text."""
        low, high = 0, len(self.ends)
        while low < high:
            middle = (low + high) // 2
            if self.ends[middle] <= position:
                low = middle + 1
            else:
                high = middle
        return low


def read_unit(text: str, span: Span, names: Sequence[Mention[Name]], marked: Sequence[Marked]) -> Unit:
    """The tokens of a stretch of text; `names` and `marked` are those that overlap it, sorted."""
    starts: list[int] = []
    ends: list[int] = []
    low: list[str] = []
    for match in TOKEN.finditer(text, span.start, span.end):
        starts.append(match.start())
        ends.append(match.end())
        low.append(match.group().casefold())
    return Unit(
        text=text,
        span=span,
        starts=starts,
        ends=ends,
        low=[word.replace("’", "'") if "’" in word else word for word in low],
        name=_holders(starts, ends, [name.span for name in names]),
        stretch=_holders(starts, ends, [stretch.span for stretch in marked]),
        names=names,
        marked=marked,
    )


def _holders(starts: Sequence[int], ends: Sequence[int], spans: Sequence[Span]) -> Sequence[int]:
    """For each token the number of the span that it overlaps, else -1."""
    held = [-1] * len(starts)
    token = 0
    for number, span in enumerate(spans):
        while token < len(starts) and ends[token] <= span.start:
            token += 1
        while token < len(starts) and starts[token] < span.end:
            held[token] = number
            token += 1
    return held
