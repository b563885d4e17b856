"""Owns what an article says beside the name of a place: its kind, what it lies in, what stands in a list with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from generator.data import rows, words
from generator.link.gazetteer import Gazetteer, Named
from generator.link.keys import place_key
from generator.link.peoples import is_people
from generator.link.place_priors import RANK, known_best, prior
from generator.model import Annotated, Kind, Mention, Name, Ref, ref

_CANDIDATES = 24  # best known first; more only costs time

_POSSESSIVE = re.compile(r"^(.{2,40}?)['’]s?\s+(?=\S)")
_OF = re.compile(
    r"^(?:the\s+)?(?:city|town|village|state|province|region|district|republic|kingdom|county|port|island|municipality|governments?|capital)"
    r"\s+of\s+(?:the\s+)?",
    re.I,
)
_BEFORE_OF = re.compile(
    r"\b(city|town|village|state|province|region|district|county|suburb|neighbou?rhood|island|capital|port)\s+of\s+(?:the\s+)?$",
    re.I,
)
_LIST = re.compile(r"^\s*(?:,|;|,?\s+and|,?\s+or|&)\s*(?:the\s+)?$")
_INSIDE = re.compile(
    r"^(?:\s*,\s*|\s+in\s+(?:the\s+)?|\s*\(\s*)(?:(?:north|south|east|west|central)(?:ern|-?east(?:ern)?|-?west(?:ern)?)?\s+|the\s+)?$",
    re.I,
)
_NEXT_WORDS = re.compile(r"\s+([a-z]+(?: [a-z]+)?)")
_BASED = re.compile(r"-(?:based|born|held|controlled|occupied|led|area)$", re.I)


@dataclass(slots=True)
class Asked:
    """One spelling of a place in an article, with all that its mentions say beside it. `number` is its place in the list."""

    text: str
    base: str
    kinds: tuple[str, ...]  # wanted by a word beside it; empty: any
    options: tuple[Named, ...]
    refs: list[Ref] = field(default_factory=list)
    inside: set[str] = field(default_factory=set)  # keys of the places that the text puts it in
    holds: set[str] = field(default_factory=set)  # keys of the places that the text puts into it: "Buffalo, New York"
    mates: set[str] = field(default_factory=set)  # keys of the places that it stands in a list with
    number: int = 0

    @property
    def key(self) -> str:
        return place_key(self.base)


def collect_places(annotated: Annotated, gazetteer: Gazetteer) -> list[Asked]:
    """The place names of an article, each spelling once for each kind that the text gives it, in order of name."""
    text = annotated.article.text
    found: dict[tuple[str, tuple[str, ...]], Asked] = {}
    by_start: list[tuple[Mention[Name], Asked]] = []
    for mention in annotated.names:
        if mention.kind is not Kind.PLACE or is_people(mention.value.text):
            continue
        base, kinds, inside = _read(mention, text, gazetteer)
        key = (place_key(base), kinds)
        if key not in found:
            name, options = _options(mention.value.text, base, kinds, gazetteer)
            found[key] = Asked(name, base, kinds, options)
        found[key].refs.append(ref(annotated.article, mention))
        found[key].inside |= inside
        by_start.append((mention, found[key]))
    for number, ((mention, each), (following, other)) in enumerate(pairwise(by_start)):
        gap = text[mention.span.end : following.span.start]
        if each is other or len(gap) > 40:
            continue
        listed = number + 2 < len(by_start) and _is_list(by_start[number + 1], by_start[number + 2], text)
        if _INSIDE.match(gap) and _lies_in(each, other, gazetteer, sure="," not in gap, listed=listed):
            each.inside.add(place_key(following.value.text))
            other.holds.add(place_key(each.base))
        elif _LIST.match(gap):
            each.mates.add(place_key(other.base))
            other.mates.add(place_key(each.base))
    asked = sorted(found.values(), key=lambda each: (each.base, each.kinds))
    for number, each in enumerate(asked):
        each.number = number
    return asked


def _rank(each: Asked) -> int:
    """The rank of the best known option."""
    best = max(each.options, key=lambda named: (prior(named.place), -named.place.number), default=None)
    return RANK.get(best.place.kind, 0) if best else 0


def _is_list(one: tuple[Mention[Name], Asked], two: tuple[Mention[Name], Asked], text: str) -> bool:
    """Whether two neighbouring places stand in a list of equals: "Ontario, Manitoba", "Ohio and Texas"."""
    gap = text[one[0].span.end : two[0].span.start]
    return bool(_LIST.match(gap)) and _rank(one[1]) == _rank(two[1])


def _lies_in(each: Asked, other: Asked, gazetteer: Gazetteer, *, sure: bool, listed: bool) -> bool:
    """Whether "each, other" (or "each in other": `sure`) puts the first into the second, rather than listing two of a kind.

    `listed`: the second goes on with a list of its equals ("Iowa, Ohio and Texas").
    """
    holders = {named.place.number: named.place for named in other.options if named.place.kind in RANK}
    if not holders or any(named.place.number in holders for named in each.options):
        return False
    top = max(RANK[place.kind] for place in holders.values())
    if _rank(each) > top or (_rank(each) == top and not sure and top < 3):
        return False
    held = [named.place for named in each.options if any(up.number in holders for up in gazetteer.above(named.place))]
    if sure:
        return True
    if not held:
        return not listed and top >= 2 and _rank(each) < 2 and not _also_town(other)
    if top == _rank(each):
        return any(place.kind in ("region", "district") for place in held)
    return not _also_town(other) or any(prior(place) > known_best(each.options) - 0.3 for place in held)


def _also_town(other: Asked) -> bool:
    """Whether a name may be that of a large town rather than of its region: "New York"."""
    return any(named.place.kind == "settlement" and named.main and named.place.population > 400_000 for named in other.options) or any(
        named.place.kind == "settlement" and named.place.population > 2_000_000 for named in other.options
    )


def _kinds_of(word: str) -> tuple[str, ...]:
    return _KINDS_OF.get(word.lower(), ())


_KINDS_OF: Mapping[str, tuple[str, ...]] = {row[0]: tuple(row[1].split()) for row in rows("place_words.txt")}
_LONGEST_FIRST = sorted(_KINDS_OF, key=lambda word: (-len(word), word))
_TRAILING = re.compile(rf"\s+({'|'.join(map(re.escape, _LONGEST_FIRST))})$", re.I)


def _read(mention: Mention[Name], text: str, gazetteer: Gazetteer) -> tuple[str, tuple[str, ...], set[str]]:
    """A mention -> its bare name, the kinds that a word beside it asks for, and the keys of what the words put it in."""
    name = _BASED.sub("", " ".join(mention.value.text.split()).strip(" ,.;:"))
    inside: set[str] = set()
    if gazetteer.named(name) and (_POSSESSIVE.match(name) or len(name.split()) > 2):
        return name, (), inside
    owner = _POSSESSIVE.match(name)
    if owner and name[owner.end() :][:1].isupper():
        inside.add(place_key(owner.group(1)))
        name = name[owner.end() :]
    name = re.sub(r"\s+[Gg]overnments?$", "", _OF.sub("", name))
    head, comma, rest = name.partition(",")
    if comma and rest.strip():
        name = head.strip()
        inside.update(place_key(part) for part in rest.split(","))
    before = text[max(0, mention.span.start - 40) : mention.span.start]
    if owner_before := re.search(r"([A-Z][\w-]+(?: [A-Z][\w-]+)?)['’]s?\s+$", before):
        inside.add(place_key(owner_before.group(1)))
    kind_of = _BEFORE_OF.search(before)
    if kind_of and not re.search(r"[A-Z][\w-]+\s+$", before[: kind_of.start()]):  # not "Cacuaco district of Angola"
        return name, _kinds_of(kind_of.group(1).split()[0]), inside
    trailing = _TRAILING.search(name)
    if trailing:
        return name[: trailing.start()], _kinds_of(trailing.group(1)), inside
    following = _NEXT_WORDS.match(text, mention.span.end)
    if following:
        two, one = following.group(1), following.group(1).split()[0]
        return name, _kinds_of(two) or _kinds_of(one), inside
    return name, (), inside


def _options(text: str, base: str, kinds: tuple[str, ...], gazetteer: Gazetteer) -> tuple[str, tuple[Named, ...]]:
    """The name that the gazetteer knows, and who bears it: the words as written, then less and less of them."""
    whole = " ".join(text.split()).strip(" ,.;:")
    tried: list[str] = []
    for name in (*_whole_names(whole, base, kinds), base, _bare(base)):
        if not name or name in tried:
            continue
        tried.append(name)
        options = gazetteer.named(name)[:_CANDIDATES]
        if options:
            return name, options
    return base, ()


def _whole_names(whole: str, base: str, kinds: tuple[str, ...]) -> Iterator[str]:
    """Forms that carry their kind word: "New York City" and "Orange County" are names of their own; "Kursk region" is not."""
    if whole != base and "," not in whole:
        yield whole
    if kinds[:2] == ("district", "region") and not base.lower().endswith("county"):
        yield f"{base} County"
    if kinds[:1] == ("facility",) and "airport" not in base.lower():
        yield f"{base} Airport"
    if kinds[:1] == ("water",):
        yield from (f"{base} River", f"Lake {base}", f"{base} Sea")


def _bare(base: str) -> str:
    first, _, rest = base.partition(" ")
    known = words("place_directions.txt")
    return rest if rest and first.lower() in known and rest.lower() not in known else ""
