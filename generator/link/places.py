"""Owns the resolution of place names: which entry of the gazetteer an article means by "Kursk", "Georgia" or "Paris, Texas".

Only the article itself is asked: its other places, its peoples, the words beside the name. So no article moves another's places.
Scores are sums of the features below; each carries a sentence that says why. Weights were set on published news with coordinates.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.data import rows, words
from generator.link.gazetteer import Gazetteer, Named, Place
from generator.link.keys import fold, place_key
from generator.model import Annotated, Candidate, Kind, Mention, Name, Ref, State, Use, ref

# How much a kind is what an article means by a bare name, before anything else is known; towns are weighed by their people.
_PRIOR = {
    "country": 0.88,
    "continent": 0.95,
    "region": 0.74,
    "water": 0.62,
    "area": 0.66,
    "mountain": 0.6,
    "island": 0.66,
    "facility": 0.5,
    "district": 0.42,
}
_OTHER_NAME = -0.22  # a name that is not the main one: "Paris" for Parys
_CAPITAL = 0.12
_KIND_WORD, _KIND_CLASH, _KIND_NONE = 0.45, -0.6, -0.1
_CONTAINER, _CONTAINER_CLASH = 1.0, -0.9
_COMPANION = 0.15  # in a list with others of its kind: "Ohio, New York and Texas"
_COUNTRY_SHARE, _COUNTRY_THERE = 0.45, 0.12
_REGION_THERE = 0.3
_NEAR, _NEAR_KM = 0.3, 250.0
_HOME_TOWN = -0.12  # a region that holds a well-known town of its own name: "Homs" is the town
_ENOUGH = 0.5  # below this nothing is chosen
_DOUBT = 0.08  # a choice that leads by less is doubtful
_SMALL = 0.55  # the prior of a town of some 25,000 people; smaller ones need support from the article
_TOO_FAR_KM = 161.0  # two candidates nearer than this are as good as one
_RUNNERS_UP = 4
_CANDIDATES = 24  # best known first; more only costs time
_LARGE_TOWN = 700_000  # a town this large keeps its name even where the article also names its region

_POSSESSIVE = re.compile(r"^(.{2,40}?)['’]s?\s+(?=\S)")
_OF = re.compile(
    r"^(?:the\s+)?(?:city|town|village|state|province|region|district|republic|kingdom|county|port|island|municipality|governments?|capital)\s+of\s+(?:the\s+)?",
    re.I,
)
_BEFORE_OF = re.compile(
    r"\b(city|town|village|state|province|region|district|county|suburb|neighbou?rhood|island|capital|capital city|port)\s+of\s+(?:the\s+)?$",
    re.I,
)
_LIST = re.compile(r"^\s*(?:,|;|,?\s+and|,?\s+or|&)\s*(?:the\s+)?$")
_INSIDE = re.compile(
    r"^(?:\s*,\s*|\s+in\s+(?:the\s+)?|\s*\(\s*)(?:(?:north|south|east|west|central)(?:ern|-?east(?:ern)?|-?west(?:ern)?)?\s+|the\s+)?$",
    re.I,
)
_WORD = re.compile(r"[A-Z][A-Za-z’'-]+(?: [A-Z][a-z]+)?")
_NEXT_WORDS = re.compile(r"\s+([a-z]+(?: [a-z]+)?)")
_BASED = re.compile(r"-(?:based|born|held|controlled|occupied|led|area)$", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What a place mention was resolved to. `place` None: in no gazetteer, or not safely told from its namesakes."""

    name: str
    place: Place | None
    candidate: Candidate | None
    runners_up: tuple[Candidate, ...]
    state: State
    why: str


@dataclass(slots=True)
class _Asked:
    """One spelling of a place in an article, with all that its mentions say beside it."""

    text: str
    base: str
    kinds: tuple[str, ...]  # wanted by a word beside it; empty: any
    options: tuple[Named, ...]
    refs: list[Ref]
    inside: set[str]  # keys of the places that the text puts it in
    holds: set[str]  # keys of the places that the text puts into it: "Buffalo, New York"
    mates: set[str]  # keys of the places that it stands in a list with


@dataclass(slots=True)
class _Scene:
    """What an article says about where it plays."""

    countries: dict[str, float]  # country code -> weight of the evidence
    own: dict[int, tuple[str, float]]  # place in the list of what is asked -> what it adds to that evidence itself
    there: set[int]  # numbers of places that are named beyond doubt
    points: list[tuple[float, float, int]]  # their points, with their numbers
    kinds: dict[str, str]  # key -> kind of what is chosen for it

    def share(self, code: str, number: int) -> float:
        """The country's share of the evidence, less what the place in question adds itself."""
        own_code, own = self.own.get(number, ("", 0.0))
        total = sum(self.countries.values()) - own
        mine = self.countries.get(code, 0.0) - (own if own_code == code else 0.0)
        return max(0.0, mine / total) if total > 1e-9 else 0.0


def resolve_places(annotated: Annotated, gazetteer: Gazetteer) -> Mapping[Ref, Placed]:
    """Each place mention of the article -> what it was resolved to. Peoples ("European") and empty names are left out."""
    asked = _collect(annotated, gazetteer)
    if not asked:
        return {}
    peoples = _peoples(annotated.article.text)
    scene = _Scene({}, {}, set(), [], {})
    chosen: dict[int, tuple[float, Named, str]] = {}
    for _ in range(3):
        scene = _scene(asked, chosen, peoples, gazetteer)
        chosen = {
            number: best
            for number, each in enumerate(asked)
            if (best := max(_scored(number, each, scene, gazetteer), key=lambda found: (found[0], -found[1].place.number), default=None))
            is not None
        }
    regions = _named_regions(asked, chosen)
    placed: dict[Ref, Placed] = {}
    for number, each in enumerate(asked):
        result = _settle(number, each, scene, gazetteer, regions)
        placed.update((address, result) for address in each.refs)
    return placed


# ---------------------------------------------------------------- what is asked


def _collect(annotated: Annotated, gazetteer: Gazetteer) -> list[_Asked]:
    text = annotated.article.text
    found: dict[tuple[str, tuple[str, ...]], _Asked] = {}
    by_start: list[tuple[Mention[Name], _Asked]] = []
    for mention in annotated.names:
        if mention.kind is not Kind.PLACE or is_people(mention.value.text):
            continue
        base, kinds, inside = _read(mention, text, gazetteer)
        key = (place_key(base), kinds)
        if key not in found:
            name, options = _options(mention.value.text, base, kinds, gazetteer)
            found[key] = _Asked(text=name, base=base, kinds=kinds, options=options, refs=[], inside=set(), holds=set(), mates=set())
        found[key].refs.append(ref(annotated.article, mention))
        found[key].inside |= inside
        by_start.append((mention, found[key]))
    for (mention, each), (following, other) in zip(by_start, by_start[1:], strict=False):
        gap = text[mention.span.end : following.span.start]
        if each is other or len(gap) > 40:
            continue
        if _INSIDE.match(gap) and _lies_in(each, other, gazetteer, sure="," not in gap):
            each.inside.add(place_key(following.value.text))
            other.holds.add(place_key(each.base))
        elif _LIST.match(gap):
            each.mates.add(place_key(other.base))
            other.mates.add(place_key(each.base))
    return sorted(found.values(), key=lambda each: (each.base, each.kinds))


_RANK: Mapping[str, int] = {"continent": 4, "country": 3, "area": 2, "region": 2, "island": 2, "district": 1}


def _lies_in(each: _Asked, other: _Asked, gazetteer: Gazetteer, *, sure: bool) -> bool:
    """Whether "each, other" puts the first into the second, rather than listing two of a kind ("Ohio, Texas")."""
    if not each.options or not other.options:
        return sure
    best = max(prior(named.place) for named in each.options)
    likely = [named.place for named in each.options if prior(named.place) > best - 0.2]
    holders = {named.place.number: named.place for named in other.options if named.place.kind in _RANK}
    held = [named.place for named in each.options if any(up.number in holders for up in gazetteer.above(named.place))]
    if not holders or (
        not held and not sure and any(named.place.kind == "settlement" and named.place.population > 100_000 for named in other.options)
    ):
        return False
    if sure:
        return True
    top = max(_RANK[place.kind] for place in holders.values())
    if top > max(_RANK.get(place.kind, 0) for place in likely):
        also_town = any(named.place.kind == "settlement" and named.place.population > 100_000 for named in other.options)
        return not also_town or any(prior(place) > best - 0.3 for place in held)
    return any(place.kind in ("region", "district") for place in held) and top == 3


def is_people(text: str) -> bool:
    """Whether the words name a people rather than a place: "European", "Russians"."""
    plain = text.strip()
    if place_key(plain) in _COUNTRIES_IN_S:
        return False
    return plain in words("demonyms.txt") or (plain.endswith("s") and plain[:-1] in words("demonyms.txt") and not plain.endswith("ss"))


_COUNTRIES_IN_S = frozenset(("laos", "cyprus"))  # what looks like the plural of a people


def _kinds_of(word: str) -> tuple[str, ...]:
    return _KINDS_OF.get(word.lower(), ())


_KINDS_OF: Mapping[str, tuple[str, ...]] = {row[0]: tuple(row[1].split()) for row in rows("place_words.txt")}
_LONGEST_FIRST = sorted(_KINDS_OF, key=lambda word: (-len(word), word))
_TRAILING = re.compile(rf"\s+({'|'.join(map(re.escape, _LONGEST_FIRST))})$", re.I)
_LEADING = re.compile(r"^(Lake|Mount|Mt\.?|River|Gulf of|Bay of|Strait of|Isle of|Cape)\s+", re.I)


def _read(mention: Mention[Name], text: str, gazetteer: Gazetteer) -> tuple[str, tuple[str, ...], set[str]]:
    """A mention -> its bare name, the kinds that a word beside it asks for, and the keys of what the words put it in."""
    name = _BASED.sub("", " ".join(mention.value.text.split()).strip(" ,.;:"))
    inside: set[str] = set()
    if gazetteer.named(name) and (_POSSESSIVE.match(name) or len(name.split()) > 2):
        return name, (), inside
    if owner := _POSSESSIVE.match(name):
        if name[owner.end() :][:1].isupper():
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
    return rest if rest and first.lower() in words("place_directions.txt") else ""


# ---------------------------------------------------------------- the scene

_PEOPLES: Mapping[str, str] = {row[0]: row[1] for row in rows("demonym_countries.txt")}


def people_country(word: str) -> str | None:
    """The country of an adjective or noun for a people: "Ukrainian", "Ukrainians" -> "UA"."""
    return _PEOPLES.get(word) or (_PEOPLES.get(word[:-1]) if word.endswith("s") else None)


def _peoples(text: str) -> Counter[str]:
    """How often the article speaks of the people of each country."""
    counted: Counter[str] = Counter()
    for match in _WORD.finditer(text):
        word = match.group()
        code = people_country(word) or people_country(word.split(" ")[0].split("-")[0].split("’")[0])
        if code:
            counted[code] += 1
    return counted


def _scene(asked: Sequence[_Asked], chosen: Mapping[int, tuple[float, Named, str]], peoples: Counter[str], gazetteer: Gazetteer) -> _Scene:
    """The evidence so far. At first only names with one bearer of weight count; then what was chosen in the round before."""
    weight: defaultdict[str, float] = defaultdict(float)
    for code, count in peoples.items():
        weight[code] += min(3.0, 0.6 * count)
    own: dict[int, tuple[str, float]] = {}
    there: set[int] = set()
    points: list[tuple[float, float, int]] = []
    kinds: dict[str, str] = {}
    for number, each in enumerate(asked):
        sure = _clear(each, chosen.get(number)) if chosen else _only(each)
        if sure is None:
            continue
        place, trust = sure
        kinds[place_key(each.base)] = place.kind
        if place.country:
            own[number] = place.country, trust * min(3.0, len(each.refs) ** 0.5) * (1.5 if place.kind == "country" else 1.0)
            weight[place.country] += own[number][1]
        there.add(place.number)
        there.update(up.number for up in gazetteer.above(place) if up.kind != "country")
        if place.lat is not None and place.lon is not None and place.kind not in ("country", "continent"):
            points.append((place.lat, place.lon, place.number))
    return _Scene(dict(weight), own, there, points, kinds)


def _only(each: _Asked) -> tuple[Place, float] | None:
    """The one bearer of a name that needs no context: a country, a metropolis, a region; others are told apart later."""
    strong = [
        named.place for named in each.options if named.place.kind in ("country", "region", "continent") or named.place.population > 300_000
    ]
    countries = {place.country for place in strong}
    if len(each.options) == 1:
        return each.options[0].place, 0.8
    if strong and len(countries) == 1:
        return strong[0], 0.9
    return None


def _clear(each: _Asked, best: tuple[float, Named, str] | None) -> tuple[Place, float] | None:
    if best is None or best[0] < _ENOUGH:
        return None
    return best[1].place, min(1.0, best[0])


# ---------------------------------------------------------------- scores


def _scored(number: int, each: _Asked, scene: _Scene, gazetteer: Gazetteer) -> Iterator[tuple[float, Named, str]]:
    for named in each.options:
        features = list(_features(number, each, named, scene, gazetteer))
        yield sum(weight for weight, _ in features), named, "; ".join(why for weight, why in features if abs(weight) >= 0.1 and why)


def _features(number: int, each: _Asked, named: Named, scene: _Scene, gazetteer: Gazetteer) -> Iterator[tuple[float, str]]:
    place = named.place
    chain = gazetteer.above(place)
    yield prior(place), f"{_size(place)}"
    if not named.main and place.kind in ("settlement", "district", "region") and fold(each.base) not in fold(place.name):
        yield _OTHER_NAME, "it bears this name only as a further one"
    if place.capital and not each.kinds:
        yield _CAPITAL, "a capital"
    if each.kinds:
        if place.kind in each.kinds:
            yield _KIND_WORD - 0.08 * each.kinds.index(place.kind), f"the text calls it a {each.kinds[0]}"
        elif any(other.place.kind in each.kinds for other in each.options):
            yield _KIND_CLASH, f"the text calls it a {each.kinds[0]}, this is a {place.kind}"
        else:
            yield _KIND_NONE, ""
    elif place.kind in ("region", "district") and _holds_namesake(each, place, gazetteer):
        yield _HOME_TOWN, ""
    if each.inside:
        if any(key in each.inside for up in chain for key in _keys_of(up)):
            yield _CONTAINER, "the text says that it lies there"
        elif _container_known(each, gazetteer):
            yield _CONTAINER_CLASH, "the text says that it lies elsewhere"
    if (
        each.holds
        and place.kind in _RANK
        and any(
            up.number == place.number
            for key in each.holds
            for inner in gazetteer.named(key)[:_CANDIDATES]
            for up in gazetteer.above(inner.place)
        )
    ):
        yield _CONTAINER / 2, "the text names a place in it"
    if place.kind in ("region", "country") and any(scene.kinds.get(key) == place.kind for key in each.mates):
        yield _COMPANION, "in a list with others of its kind"
    if place.country and (share := scene.share(place.country, number)):
        yield _COUNTRY_SHARE * share + _COUNTRY_THERE, f"the article speaks of {chain[-1].name if chain else place.country}"
    region = next((up for up in chain if up.number in scene.there and up.kind in ("region", "district", "area", "island")), None)
    if region is not None:
        yield _REGION_THERE, f"the article names {region.name}"
    if place.lat is not None and place.lon is not None and place.kind not in ("country", "continent"):
        near = min(
            (
                distance_km(place.lat, place.lon, lat, lon)
                for lat, lon, other in scene.points
                if other != place.number and not _namesakes(each, other)
            ),
            default=None,
        )
        if near is not None and near < 4 * _NEAR_KM:
            yield _NEAR * math.exp(-near / _NEAR_KM), f"{near:.0f} km from another place of the article"
    if place.kind == "country" and _neighbours(place, scene):
        yield 0.1, "its neighbours stand in the article"


def prior(place: Place) -> float:
    """How likely the place is meant where nothing else is known, 0 to about 1: by kind, towns by their people (a million: 0.75)."""
    if place.kind == "settlement":
        return min(0.95, math.log10(place.population + 10) / 8)
    size = (0.03 if place.kind == "country" else 0.012) * math.log10(place.population + 1)
    return _PRIOR.get(place.kind, 0.4) + (size if place.kind != "continent" else 0.0)


def _size(place: Place) -> str:
    return (
        f"a {place.kind} of {place.population:,} people"
        if place.kind in ("settlement", "country") and place.population
        else f"a {place.kind}"
    )


def _holds_namesake(each: _Asked, region: Place, gazetteer: Gazetteer) -> bool:
    """Whether a town of the same name and of some size lies in the region; English-speaking states keep their names ("Victoria")."""
    return any(
        named.place.kind == "settlement"
        and named.main
        and named.place.population > 20_000
        and any(up.number == region.number for up in gazetteer.above(named.place))
        for named in each.options
    )


def _keys_of(place: Place) -> tuple[str, ...]:
    key = place_key(place.name)
    shorter = key.rsplit(" ", 1)[0]
    if place.kind == "country" and place.country:
        return (key, *_COUNTRY_KEYS.get(place.country, ()))
    return (key, shorter) if shorter != key else (key,)


_COUNTRY_KEYS: Mapping[str, tuple[str, ...]] = {
    "US": ("us", "usa", "united states", "america", "united states of america"),
    "GB": ("uk", "britain", "great britain", "united kingdom"),
    "AE": ("uae", "emirates"),
    "CD": ("drc", "congo", "democratic republic of congo", "dr congo"),
}


def _container_known(each: _Asked, gazetteer: Gazetteer) -> bool:
    """Whether what the text puts the place in is itself a country or region that we know."""
    return any(named.place.kind in ("country", "region") for key in each.inside for named in gazetteer.named(key)[:3])


def _namesakes(each: _Asked, number: int) -> bool:
    return any(named.place.number == number for named in each.options)


def _neighbours(place: Place, scene: _Scene) -> bool:
    """Whether several named places lie within 600 km of the country's middle."""
    if place.lat is None or place.lon is None:
        return False
    return sum(distance_km(place.lat, place.lon, lat, lon) < 600 for lat, lon, number in scene.points if number != place.number) >= 2


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance of two points in degrees."""
    one, two = math.radians(lat), math.radians(other_lat)
    half = math.sin((two - one) / 2) ** 2 + math.cos(one) * math.cos(two) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))


# ---------------------------------------------------------------- the choice


def _named_regions(asked: Sequence[_Asked], chosen: Mapping[int, tuple[float, Named, str]]) -> Mapping[str, Place]:
    """Bare name -> the region that the article calls by it somewhere: "the Kursk region"."""
    found: dict[str, Place] = {}
    for number, each in enumerate(asked):
        best = chosen.get(number)
        if best and each.kinds and best[1].place.kind in each.kinds and best[1].place.kind in ("region", "district") and best[0] >= _ENOUGH:
            found[place_key(each.base)] = best[1].place
    return found


def _settle(number: int, each: _Asked, scene: _Scene, gazetteer: Gazetteer, regions: Mapping[str, Place]) -> Placed:
    ranked = sorted(_scored(number, each, scene, gazetteer), key=lambda found: (-found[0], found[1].place.number))
    candidates = [candidate(named.place, gazetteer, score, why) for score, named, why in ranked[: _RUNNERS_UP + 1]]
    if not ranked:
        return Placed(name=each.base, place=None, candidate=None, runners_up=(), state=State.CLEAR, why="not in the gazetteer")
    region = regions.get(place_key(each.base))
    top = ranked[0][1].place
    if region is not None and not each.kinds and top.number != region.number and _yields_to(top, region, gazetteer):
        why = f"the article speaks of {region.name}, so a bare {each.base} is taken for it"
        return Placed(
            name=each.base, place=region, candidate=candidate(region, gazetteer, ranked[0][0], why),
            runners_up=tuple(each for each in candidates if each.gazetteer_id != region.id)[:_RUNNERS_UP], state=State.CLEAR, why=why,
        )  # fmt: skip
    score = ranked[0][0]
    rival = next((found for found in ranked[1:] if _apart(top, found[1].place)), None)
    lead = score - rival[0] if rival else 1.0
    supported = score - prior(top) >= 0.1
    if (score < _ENOUGH and not (supported and score > 0.4)) or (
        prior(top) < _SMALL and not supported and top.kind in ("settlement", "district", "facility")
    ):
        why = f"{len(each.options)} in the gazetteer, none that the article supports"
        return Placed(name=each.base, place=None, candidate=None, runners_up=tuple(candidates[:_RUNNERS_UP]), state=State.DOUBTFUL, why=why)
    if lead < 0.03 and not supported:
        why = "several places of this name are as likely"
        return Placed(name=each.base, place=None, candidate=None, runners_up=tuple(candidates[:_RUNNERS_UP]), state=State.DOUBTFUL, why=why)
    state = State.DOUBTFUL if lead < _DOUBT else State.CLEAR
    return Placed(name=each.base, place=top, candidate=candidates[0], runners_up=tuple(candidates[1:]), state=state, why=candidates[0].why)


def _yields_to(town: Place, region: Place, gazetteer: Gazetteer) -> bool:
    """Whether a bare name goes to the region that the article speaks of rather than to its main town."""
    inside = any(up.number == region.number for up in gazetteer.above(town))
    return town.kind in ("settlement", "district") and inside and not town.capital and town.population < _LARGE_TOWN


def _apart(one: Place, two: Place) -> bool:
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None:
        return True
    return distance_km(one.lat, one.lon, two.lat, two.lon) > _TOO_FAR_KM


def candidate(place: Place, gazetteer: Gazetteer, score: float = 0.0, why: str = "") -> Candidate:
    """The gazetteer's record in the form that pages show."""
    chain = gazetteer.above(place)
    return Candidate(
        gazetteer_id=place.id, name=place.name, kind=place.kind, country=place.country, lat=place.lat, lon=place.lon, population=place.population,
        above=tuple(up.name for up in chain), above_ids=tuple(up.id for up in chain), score=round(score, 3), why=why,
    )  # fmt: skip


# ---------------------------------------------------------------- how a place is used

_VERBS = re.compile(
    rf"\s+(?:has |had |have |also |later |reportedly |repeatedly )?(?:{'|'.join(sorted(words('government_verbs.txt'), key=lambda w: (-len(w), w)))})\b"
)


def use_of(mention: Mention[Name], placed: Placed, text: str) -> Use:
    """A country or a capital that says, agrees or vows stands for its government; every other mention keeps what was found."""
    place = placed.place
    if mention.value.use is Use.METONYM or place is None:
        return mention.value.use
    if (place.kind == "country" or place.capital) and _VERBS.match(text, mention.span.end):
        return Use.METONYM
    return Use.LOCATION
