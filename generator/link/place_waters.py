"""Owns how a text says that a name is a river or a range without a word for it in the name: "the Po rose", "banks of the Sava"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.data import words
from generator.link.gazetteer import Gazetteer, Named
from generator.link.keys import place_key

WATER = ("water",)  # the words beside it leave nothing else
# "The Jordan" is no town, and no country; what has an article in English is a river, a sea, a range, an island, an area.
NATURE = ("water", "mountain", "area", "island", "continent")

_RIVER = re.compile(r"\b[Rr]ivers?\s+(?:(?:[A-Z][\w-]+,\s+)*[A-Z][\w-]+,?\s+and\s+)?$")
_BANKS = re.compile(
    r"\b(?:banks?|mouth|waters|tributar(?:y|ies)|riverbed|bed|confluence|headwaters|upper\s+reaches|lower\s+reaches|reaches)"
    r"\s+of\s+(?:the\s+)?$"
)
_ARTICLE = re.compile(r"(?<![\w'’-])(?:[Tt]he|THE)\s+$")
_FLOWS = re.compile(
    r"\s+(?:(?:has|had|have|also|again|later|still)\s+)?(?:burst(?:\s+its)?\s+banks|overflowed|overflows|overflowing|flooded|floods|flooding"
    r"|rose|rises|risen|fell|swelled|swollen|crested|crests|froze|flows|flowed|peaked|silted|dried\s+up|ran\s+dry|breached)\b"
)
# Behind "the Po": a mark, or a word that goes on with the sentence. In "the Paris mayor" the article is the mayor's.
_ENDS = re.compile(
    r"\s*(?:[.;:!?)”\"]|$|\n|,\s|[—–]"
    r"|\s(?:in|at|near|from|to|into|through|across|between|below|above|beyond|by|with|for|on|off|over|after|before|when|while|where|that"
    r"|which|is|was|has|had|will|would|could|may|can|carried|remained|reached|stood|stands|began|and\s+the|and\s+its|or\s+the|but|ran|[a-z]{2,}ed)\b)"
)


def water_or_range(name: str, before: str, after: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The kinds that the words around a bare name leave: WATER, NATURE, or () where they say nothing.

    `before`, `after`: some 40 characters on either side.
    """
    if _RIVER.search(before) or _BANKS.search(before):
        return WATER
    if not _ARTICLE.search(before):
        return ()
    own = place_key(name) in words("places_with_article.txt") or _bears_article(name, gazetteer)
    if _FLOWS.match(after):
        return WATER if not own or gazetteer.named(f"{name} River") else ()
    return NATURE if _ENDS.match(after) and not own else ()


def _bears_article(name: str, gazetteer: Gazetteer) -> bool:
    """Whether the name by itself is that of islands, or letters: "the Maldives", "the US"."""
    return name.isupper() or "." in name or (name.endswith("s") and any(named.place.kind == "country" for named in gazetteer.named(name)))


def natural(name: str, options: Sequence[Named], gazetteer: Gazetteer) -> tuple[Named, ...]:
    """The bearers of a name that may stand behind an article: waters, ranges and areas; where there is none, all but towns."""
    known = {named.place.number: named for named in (*gazetteer.named(f"{name} River"), *gazetteer.named(f"{name} Mountains"), *options)}
    found = tuple(named for named in known.values() if named.place.kind in NATURE)
    if any(named.place.kind in ("water", "mountain") for named in found):
        return found
    return tuple(named for named in options if named.place.kind != "settlement")
