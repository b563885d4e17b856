"""Owns what an article says beside the name of a place: its kind, what it lies in, what stands in a list with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from generator.data import rows, words
from generator.link.gazetteer import Gazetteer, Named
from generator.link.keys import place_key
from generator.link.peoples import is_people
from generator.link.place_priors import RANK, known_best, prior
from generator.link.place_waters import NATURE, natural, water_or_range
from generator.model import Annotated, Kind, Mention, Name, Ref, ref

_CANDIDATES = 24  # best known first; more only costs time

_POSSESSIVE = re.compile(r"^(.{2,40}?)['’]s?\s+(?=\S)")
_OF = re.compile(
    r"^(?:[\w-]+\s+){0,3}(?:city|town|village|state|province|region|district|republic|kingdom|county|port|island|municipality|governments?|capital)"
    r"\s+of\s+(?:the\s+)?",
    re.I,
)
_BEFORE_OF = re.compile(
    r"\b(city|town|village|state|province|region|district|county|suburb|neighbou?rhood|island|capital|port)\s+of\s+(?:the\s+)?$",
    re.I,
)
_NAMED_KIND = re.compile(r"\b(?!(?:The|A|An|In|At|Near|From|To)\s)[A-Z][\w-]+\s+$")  # "Cacuaco district of Angola": Angola is no district
_ONE_OF = re.compile(r"\b(?:an?|another)\s+(?:[\w-]+\s+)?$", re.I)  # "a northern suburb of Paris": Paris is no suburb
_LIST = re.compile(r"^\s*(?:,|;|,?\s+and|,?\s+or|&)\s*(?:the\s+)?$")
_IN = re.compile(r"^\s+in\s+$")
_DIRECTION = r"(?:north|south|east|west|central)(?:ern|-?east(?:ern)?|-?west(?:ern)?)?"
_INSIDE = re.compile(  # ", "; " in "; " ("; ", the capital of "; " district of "; then perhaps "northern" or "the"
    r"^(?:\s*,\s*|\s+in\s+(?:the\s+)?|\s*\(\s*"
    r"|,?\s+(?:the\s+|a\s+|an\s+)?(?:\w+\s+)?(?:capital|city|town|village|port|district|suburb|neighbou?rhood|quarter|borough)\s+(?:of|in)\s+)"
    rf"(?:{_DIRECTION}\s+|the\s+)?$",
    re.I,
)
_PART = r"district|suburb|neighbou?rhood|quarter|borough|ward|housing estate"
_PARTS_OF = re.compile(rf"^,?\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+)?(?:{_PART})\s+(?:of|in)\s+(?:the\s+)?$")
_PART_AFTER = re.compile(rf"\s+({_PART})\b(?!\s+(?:council|court|attorney|judge))")
_PART_BEFORE = re.compile(rf"(?<!\ba )(?<!\ban )\b({_PART})\s+of\s+(?:the\s+)?$")  # "the suburb of Clichy", not "a suburb of Paris"
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
    whole: str = ""  # the words of its first mention
    by_sound: bool = False  # in no spelling known; the options only sound like it
    part: str = ""  # the word that calls it a part of a town: "district", "suburb"
    told: bool = False  # a word beside it says that it is a place: "in Veldra", "the Veldra valley"
    towns: set[str] = field(default_factory=set)  # keys of the towns that the text puts it in: "Clichy, a suburb of Paris"

    @property
    def shown(self) -> str:
        """The name of a place that the gazetteer lacks: with its kind where that is part of the name ("Giant Mountains")."""
        kind = self.whole.removeprefix(self.base).strip()
        return self.whole if kind[:1].isupper() else self.base

    @property
    def key(self) -> str:
        return place_key(self.base)


def collect_places(annotated: Annotated, gazetteer: Gazetteer) -> list[Asked]:
    """The place names of an article, in order of name: each spelling once for each kind and holder that the text gives it.

    A mention without a holder takes over that of the others of its name where they agree: "Paris, Texas ... Paris".
    """
    text = annotated.article.text
    single = [
        (mention, _ask(annotated, mention, gazetteer))
        for mention in annotated.names
        if mention.kind is Kind.PLACE and not _no_place(mention.value.text, gazetteer)
    ]
    for number, ((mention, each), (following, other)) in enumerate(pairwise(single)):
        gap = text[mention.span.end : following.span.start]
        if len(gap) > _LONGEST_GAP:
            continue
        if _is_part(each, other, gap, gazetteer):
            inner, outer = (other, each) if _outweighs(each, other, gazetteer) else (each, other)  # "the Paris suburb of Clichy"
            inner.towns.add(outer.key)
            outer.kinds, outer.part = _kinds_of("city"), ""
            continue
        listed = number + 2 < len(single) and _is_list(single[number + 1], single[number + 2], text)
        if _INSIDE.match(gap) and _lies_in(each, other, gazetteer, sure="," not in gap or "of" in gap, listed=listed):
            each.inside.add(place_key(following.value.text))
            other.holds.add(each.key)
            if (
                _also_town(other) and not other.kinds and _rank(other) < RANK["country"]
            ):  # "Buffalo, New York": the state, whatever New York is elsewhere
                other.kinds = _kinds_of("region")
        elif _LIST.match(gap):
            each.mates.add(other.key)
            other.mates.add(each.key)
    return _unite([each for _, each in single])


_LONGEST_GAP = 40  # characters between two names that say how they belong together


def _no_place(text: str, gazetteer: Gazetteer) -> bool:
    """A people ("Europeans"), unless the gazetteer knows a country or an area of that very name ("Laos", "Balkans")."""
    return is_people(text) and not any(named.place.kind in ("country", "area") for named in gazetteer.named(text)[:2])


def _ask(annotated: Annotated, mention: Mention[Name], gazetteer: Gazetteer) -> Asked:
    base, kinds, inside = _read(mention, annotated.article.text, gazetteer)
    name, options = _options(mention.value.text, base, () if kinds == NATURE else kinds, gazetteer)
    if kinds == NATURE:
        options = natural(base, options, gazetteer)
    if not kinds and place_key(base) in words("not_on_the_map.txt"):
        options = ()
    elif kinds != NATURE and kinds[:1] in _NATURAL and not any(named.place.kind in kinds for named in options):
        options = ()  # the Saco River is not the town of Saco
    asked = Asked(name, base, kinds, options, [ref(annotated.article, mention)], inside)
    asked.whole = " ".join(mention.value.text.split()).strip(" ,.;:")
    asked.part = _part_of_town(mention, annotated.article.text)
    asked.told = bool(kinds or inside or asked.part or asked.shown != base) or _stands_as_place(mention, annotated.article.text)
    if not options and len(base) > 4 and kinds[:1] not in _NATURAL:
        asked.options = gazetteer.sounding(base)[:_CANDIDATES]
        asked.by_sound = bool(asked.options)
    return asked


_TOLD_BEFORE = re.compile(
    r"(?<!\bstake )(?<!\bstakes )(?<!\bshares )(?<!\bshare )(?<!\binterest )"
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|around|outside|towards?|into|across|between|via|leave|left|reach(?:ed)?)\s+(?:the\s+)?$"
)


def _stands_as_place(mention: Mention[Name], text: str) -> bool:
    """Whether the name stands where places stand: "in Orumo", or at the head of a line before a dash."""
    before = text[max(0, mention.span.start - 40) : mention.span.start]
    opens = not before or before.endswith("\n")
    return bool(_TOLD_BEFORE.search(before)) or (opens and bool(_DATELINE.match(text, mention.span.end)))


_DATELINE = re.compile(r"[^.\n]{0,40}?\s*(?:[–—]|-(?:\s|$)|\(\w+\))")


def _part_of_town(mention: Mention[Name], text: str) -> str:
    """The word beside the name that calls it a part of a town, "" where none does: "the Strekov district", "the suburb of Clichy"."""
    after = _PART_AFTER.match(text, mention.span.end)
    found = after or _PART_BEFORE.search(text, max(0, mention.span.start - 40), mention.span.start)
    return found[1].lower() if found else ""


_NATURAL = (("water",), ("mountain",), ("island",))


def _unite(single: Sequence[Asked]) -> list[Asked]:
    holders: dict[str, set[frozenset[str]]] = {}
    for each in single:
        if each.inside:
            holders.setdefault(each.key, set()).add(frozenset(each.inside))
    parts = {each.key: each.part for each in reversed(single) if each.part}
    found: dict[tuple[str, tuple[str, ...], frozenset[str]], Asked] = {}
    towns: dict[str, set[str]] = {}
    for each in single:
        towns.setdefault(each.key, set()).update(each.towns)
    for each in single:
        if not each.inside and len(known := holders.get(each.key, set())) == 1:
            each.inside = set(next(iter(known)))
        each.part, each.towns = each.part or parts.get(each.key, ""), towns[each.key] if len(towns[each.key]) == 1 else each.towns
        one = found.setdefault((each.key, each.kinds, frozenset(each.inside)), each)
        if one is not each:
            one.refs += each.refs
            one.told |= each.told
            one.holds |= each.holds
            one.mates |= each.mates
    asked = [found[key] for key in sorted(found, key=lambda key: (key[0], key[1], sorted(key[2])))]
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
    held = [named.place for named in each.options if any(up.number in holders for up in gazetteer.above(named.place))]
    if _rank(each) > top:  # "Lebanon, Pennsylvania"
        return bool(held) and not sure and not listed and top == RANK["region"]
    if _rank(each) == top and not sure and top < RANK["country"]:
        return False
    if sure:
        return True
    if not held:
        return not listed and top >= 2 and _rank(each) < 2 and not _also_town(other)
    if top == _rank(each):
        return any(place.kind in ("region", "district") for place in held)
    return not _also_town(other) or any(prior(place) > known_best(each.base, each.options, gazetteer) - 0.3 for place in held)


def _is_part(each: Asked, other: Asked, gap: str, gazetteer: Gazetteer) -> bool:
    """Whether two names stand as a part of a town and the town, in either order: "Clichy, a suburb of Paris"; "Molenbeek in Brussels"."""
    if _PARTS_OF.match(gap):
        town = each if _outweighs(each, other, gazetteer) and _rank(other) == 0 else other
        return _rank(town) == 0 or _also_town(town)
    regions = any(named.place.kind in RANK for named in other.options)
    return _IN.match(gap) is not None and bool(other.options) and not regions and _outweighs(other, each, gazetteer)


def _outweighs(one: Asked, two: Asked, gazetteer: Gazetteer) -> bool:
    return known_best(one.base, one.options, gazetteer) > known_best(two.base, two.options, gazetteer)


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
    if owner and name[owner.end() :][:1].isupper() and any(named.place.kind in RANK for named in gazetteer.named(owner.group(1))[:3]):
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
    if kind_of and not _NAMED_KIND.search(before[: kind_of.start()]) and not _ONE_OF.search(before[: kind_of.start()]):
        return name, _kinds_of(kind_of.group(1).split()[0]), inside
    trailing = _TRAILING.search(name)
    if trailing:
        return name[: trailing.start()], _kinds_of(trailing.group(1)), inside
    following = _NEXT_WORDS.match(text, mention.span.end)
    if following:
        two, one = following.group(1), following.group(1).split()[0]
        if kinds := _kinds_of(two) or _kinds_of(one):
            return name, kinds, inside
    return name, water_or_range(name, before, text[mention.span.end : mention.span.end + 40], gazetteer), inside


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
    if whole != base:
        return
    if kinds[:2] == ("district", "region") and not base.lower().endswith("county"):
        yield f"{base} County"
    if kinds[:1] == ("facility",) and "airport" not in base.lower():
        yield f"{base} Airport"
    if kinds == ("area", "water"):
        yield from (f"{base} Delta", f"{base} River Delta", f"{base} River")
    if kinds[:1] == ("water",):
        yield from (f"{base} River", f"Lake {base}")


def _bare(base: str) -> str:
    first, _, rest = base.partition(" ")
    known = words("place_directions.txt")
    return rest if rest and first.lower() in known and rest.lower() not in known else ""
