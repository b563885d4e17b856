"""Owns the evidence of one article for what its place names mean, and the scores of the candidates, with the reasons."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.link.gazetteer import Gazetteer, Named, Place
from generator.link.place_names import Asked
from generator.link.place_priors import OTHER_NAME, RANK, distance_km, holds_namesake, known_best, other_name, prior
from generator.link.place_waters import NATURE

ENOUGH = 0.5  # below this nothing is chosen
_OBSCURE = 0.8  # times how much better known the best known bearer of the name is
_KIND_WORD, _KIND_CLASH, _KIND_NONE = 0.45, -0.6, -0.1
_BY_SOUND = -0.25
_SOUND_SHARE = 0.3  # of the evidence must be for the country of a place that only sounds like the name
_CONTAINER, _CONTAINER_CLASH, _HOLDS = 1.0, -0.9, 0.5
_COMPANION = 0.25  # in a list with others of its kind: "Ohio, New York and Texas"
_COMPATRIOT = 0.15
_COUNTRY_SHARE, _COUNTRY_THERE = 0.45, 0.12
_EVERYWHERE = 0.35  # seas and continents are of no country, and so at home in every article
_FOREIGN = -0.3  # a further name of a place in a country that the article never speaks of
_REGION_THERE, _REGION_IMPLIED = 0.3, 0.15
_NEAR, _NEAR_KM, _NEAR_AT_MOST = 0.3, 250.0, 1000.0
_DEGREES = 9.1  # of latitude are more than _NEAR_AT_MOST
_HOPELESS, _AT_MOST = 2.0, 14  # candidates so far behind before the article is asked are left out: they only cost time
_HOME_TOWN = -0.45  # a region that holds a well-known town of its own name: "Homs" is the town
_SUBURB_KM = 75.0
_TOWNS = 4  # bearers of a town's name, the best known first, that a part of it may lie near
_NEIGHBOURS, _NEIGHBOURS_KM = 0.1, 600.0


@dataclass(slots=True)
class Scored:
    score: float
    named: Named
    reasons: list[str]
    support: float = 0.0  # what the article's other places and peoples add, and what it says that the place lies in
    held: bool = False  # the text says that it lies in what it lies in

    @property
    def why(self) -> str:
        return "; ".join(self.reasons)


@dataclass(slots=True)
class Option:
    """A candidate with what does not change between rounds."""

    named: Named
    chain: tuple[Place, ...]
    score: float
    why: tuple[str, ...]
    further: bool  # the name is not the main one
    held: bool  # the text says that it lies in what it lies in


@dataclass(slots=True)
class Scene:
    """What an article says about where it plays. Who says it is a number in the list of what is asked."""

    countries: dict[str, float]  # country code -> weight of the evidence
    total: float
    own: dict[int, tuple[str, float]]  # who -> the country and weight that it adds itself
    there: dict[int, set[int]]  # number of a place that is named, or that holds one -> who says so
    named: set[int]  # of those, the ones that are named themselves
    points: list[tuple[float, float, int, int]]  # latitude, longitude, number of the place, who
    chosen: dict[str, Place]  # key -> what was best for it in the round before

    def share(self, code: str, who: int) -> float:
        """The country's share of the evidence, less what the place in question adds itself."""
        own_code, own = self.own.get(who, ("", 0.0))
        total = self.total - own
        mine = self.countries.get(code, 0.0) - (own if own_code == code else 0.0)
        return max(0.0, mine / total) if total > 1e-9 else 0.0


Best = Mapping[int, Scored]  # who -> the best candidate so far


def read_scene(asked: Sequence[Asked], best: Best, peoples: Counter[str], gazetteer: Gazetteer) -> Scene:
    """The evidence so far. At first only names with one bearer of weight count; then what was best in the round before."""
    weight: defaultdict[str, float] = defaultdict(float)
    for code, count in peoples.items():
        weight[code] += min(3.0, 0.6 * count)
    scene = Scene({}, 0.0, {}, defaultdict(set), set(), [], {})
    for each in asked:
        sure = _clear(best.get(each.number)) if best else _only(each)
        if sure is None:
            continue
        place, trust = sure
        if best and not each.kinds:
            scene.chosen[each.key] = place
        if place.country:
            added = trust * min(3.0, len(each.refs) ** 0.5) * (1.5 if place.kind == "country" else 1.0)
            scene.own[each.number] = place.country, added
            weight[place.country] += added
        scene.named.add(place.number)
        for up in (place, *gazetteer.above(place)):
            if up.kind != "country":
                scene.there[up.number].add(each.number)
        if place.lat is not None and place.lon is not None and place.kind not in ("country", "continent"):
            scene.points.append((place.lat, place.lon, place.number, each.number))
    scene.countries = dict(weight)
    scene.total = sum(weight.values())
    return scene


def _only(each: Asked) -> tuple[Place, float] | None:
    """The one bearer of a name that needs no context: a country, a metropolis, a region; others are told apart later."""
    if len(each.options) == 1:
        return each.options[0].place, 0.8
    strong = [
        named.place for named in each.options if named.place.kind in ("country", "region", "continent") or named.place.population > 300_000
    ]
    if strong and len({place.country for place in strong}) == 1:
        return strong[0], 0.9
    return None


def _clear(best: Scored | None) -> tuple[Place, float] | None:
    return (best.named.place, min(1.0, best.score)) if best and best.score >= ENOUGH else None


# ---------------------------------------------------------------- what does not change


# What `options_of` made before, by all that it depends on; many articles name the same places in the same words.
Made = dict[tuple[str, str, tuple[str, ...], frozenset[str], frozenset[str], frozenset[str]], list[Option]]


def options_of(each: Asked, gazetteer: Gazetteer, made: Made) -> list[Option]:
    """The candidates of a name with the part of their score that the words beside it and the gazetteer give."""
    key = (each.text, each.base, each.kinds, frozenset(each.inside), frozenset(each.holds), frozenset(each.towns))
    if key not in made:
        made[key] = _make_options(each, gazetteer)
    return made[key]


def _make_options(each: Asked, gazetteer: Gazetteer) -> list[Option]:
    known = [named.place for key in each.inside for named in gazetteer.named(key)[:6] if named.place.kind in RANK]
    holders = {place.number for place in known}
    if all(place.kind in _LOOSE_HOLDERS for place in known) and not any(
        up.number in holders for named in each.options for up in gazetteer.above(named.place)
    ):
        holders = set()
    held = {up.number for key in each.holds for inner in gazetteer.named(key)[:24] for up in gazetteer.above(inner.place)}
    best = known_best(each.base, each.options, gazetteer)
    around = [near for key in sorted(each.towns) for named in gazetteer.named(key)[:_TOWNS] if (near := _point(named))]
    made = []
    for named in each.options:
        chain = gazetteer.above(named.place)
        features = [*_fixed(each, named, chain, holders, held, best, gazetteer), *_in_town(named, around)]
        made.append(
            Option(
                named,
                chain,
                sum(weight for weight, _ in features),
                tuple(why for weight, why in features if why),
                other_name(each.base, named) <= OTHER_NAME,
                any(up.number in holders for up in chain) or bool(around and is_near(named.place, around)),
            )
        )
    most = max((option.score for option in made), default=0.0)
    return sorted((option for option in made if option.score > most - _HOPELESS), key=lambda option: -option.score)[:_AT_MOST]


# Islands and areas, of which the gazetteer does not know all that lies in them: they speak for what they hold, never against the rest.
_LOOSE_HOLDERS = frozenset(("island", "area"))


def _fixed(
    each: Asked, named: Named, chain: tuple[Place, ...], holders: set[int], held: set[int], best: float, gazetteer: Gazetteer
) -> Iterator[tuple[float, str]]:
    place = named.place
    yield prior(place), _size(place)
    cost = other_name(each.base, named)
    if cost:
        yield cost, "it bears this name only as a further one"
    yield -_OBSCURE * max(0.0, best - prior(place) - cost), ""
    if each.by_sound:
        yield _BY_SOUND, f"it is spelled otherwise: {place.name}"
    if each.kinds == NATURE:
        yield 0.0, ""
    elif each.kinds and place.kind in each.kinds:
        yield _KIND_WORD - 0.08 * each.kinds.index(place.kind), f"the text calls it a {each.kinds[0]}"
    elif each.kinds and any(other.place.kind in each.kinds for other in each.options):
        yield _KIND_CLASH, f"the text calls it a {each.kinds[0]}, this is a {place.kind}"
    elif each.kinds:
        yield _KIND_NONE, ""
    elif place.kind in ("region", "district") and holds_namesake(each.options, place, gazetteer):
        yield _HOME_TOWN, ""
    if holders and any(up.number in holders for up in chain):
        yield _CONTAINER, "the text says that it lies there"
    elif holders and place.kind in ("settlement", "region", "district", "country"):
        yield _CONTAINER_CLASH, "the text says that it lies elsewhere"
    if place.number in held and place.kind in RANK:
        yield _HOLDS, "the text names a place in it"


def _in_town(named: Named, around: Sequence[tuple[float, float]]) -> Iterator[tuple[float, str]]:
    """What the text says of the town that the place is a part of."""
    if around and named.place.kind in ("settlement", "district", "facility"):
        near = is_near(named.place, around)
        yield (_CONTAINER, "the text says that it lies there") if near else (_CONTAINER_CLASH, "the text says that it lies elsewhere")


def _point(named: Named) -> tuple[float, float] | None:
    """The point of a town, None for all else."""
    place = named.place
    return (place.lat, place.lon) if place.kind == "settlement" and place.lat is not None and place.lon is not None else None


def is_near(place: Place, points: Sequence[tuple[float, float]]) -> bool:
    """Whether a place is no further from one of the points than a suburb is from its town."""
    if place.lat is None or place.lon is None:
        return False
    return any(distance_km(place.lat, place.lon, lat, lon) <= _SUBURB_KM for lat, lon in points)


def _size(place: Place) -> str:
    """ "a settlement of 12,000 people", "an area"."""
    kind = "a capital" if place.capital else f"{'an' if place.kind[0] in 'ai' else 'a'} {place.kind}"
    return f"{kind} of {place.population:,} people" if place.kind in ("settlement", "country") and place.population else kind


# ---------------------------------------------------------------- what the article adds


def score_options(each: Asked, options: Sequence[Option], scene: Scene) -> list[Scored]:
    """The candidates with their scores in this scene, best first."""
    if not options:
        return []
    numbers = {option.named.place.number for option in options}
    points = [point for point in scene.points if point[3] != each.number and point[2] not in numbers]
    company = [scene.chosen[key] for key in sorted(each.mates) if key in scene.chosen]
    found = []
    for option in options:
        if each.by_sound and scene.share(option.named.place.country or "", each.number) < _SOUND_SHARE:
            continue
        score, why, support = option.score, list(option.why), _CONTAINER if option.held else 0.0
        for weight, reason in _company(option.named.place, company):
            score += weight
            why.append(reason)
        for weight, reason in _moving(each, option, scene, points):
            score += weight
            support += weight
            if weight >= 0.1 and reason:
                why.append(reason)
        found.append(Scored(score, option.named, why, support, option.held))
    return sorted(found, key=lambda scored: (-scored.score, scored.named.place.number))


def _company(place: Place, company: Sequence[Place]) -> Iterator[tuple[float, str]]:
    if any(other.kind == place.kind for other in company):
        yield _COMPANION, "in a list with others of its kind"
        if place.country and any(other.kind == place.kind and other.country == place.country for other in company):
            yield _COMPATRIOT, "in a list with others of its country"


def _moving(each: Asked, option: Option, scene: Scene, points: Sequence[tuple[float, float, int, int]]) -> Iterator[tuple[float, str]]:
    place, chain = option.named.place, option.chain
    if place.country is None and place.kind != "country":
        yield _EVERYWHERE, ""
    elif option.further and scene.total > 2 and not scene.share(place.country or "", each.number):
        yield _FOREIGN, ""
    if place.country and (share := scene.share(place.country, each.number)) > 0:
        yield _COUNTRY_SHARE * share + _COUNTRY_THERE, f"the article speaks of {chain[-1].name if chain else place.name}"
    for up in chain:
        if up.kind != "country" and up.kind in RANK and scene.there.get(up.number, _NOBODY) - {each.number}:
            yield _REGION_THERE if up.number in scene.named else _REGION_IMPLIED, f"the article names {up.name} or a place in it"
            break
    if place.lat is None or place.lon is None or place.kind == "continent":
        return
    if place.kind == "country":
        near = sum(
            distance_km(place.lat, place.lon, lat, lon) < _NEIGHBOURS_KM for lat, lon, _, _ in points if abs(lat - place.lat) < _DEGREES
        )
        if near >= 2:
            yield _NEIGHBOURS, "several places of the article are near"
        return
    nearest = min(
        (distance_km(place.lat, place.lon, lat, lon) for lat, lon, _, _ in points if abs(lat - place.lat) < _DEGREES), default=_NEAR_AT_MOST
    )
    if nearest < _NEAR_AT_MOST:
        yield _NEAR * math.exp(-nearest / _NEAR_KM), f"{nearest:.0f} km from another place of the article"


_NOBODY: frozenset[int] = frozenset()
