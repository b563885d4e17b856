"""Owns the resolution of place names: which entry of the gazetteer an article means by "Kursk", "Georgia" or "Paris, Texas".

Only the article itself is asked: its other places, its peoples, the words beside the name. So no article moves another's places.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generator.data import words
from generator.link.gazetteer import Gazetteer, Place
from generator.link.peoples import count_peoples
from generator.link.place_names import Asked, collect_places
from generator.link.place_priors import distance_km, prior
from generator.link.place_scores import ENOUGH, Best, Made, Scene, Scored, is_near, options_of, read_scene, score_options
from generator.model import Annotated, Candidate, Mention, Name, Ref, State, Use

_ROUNDS = 1  # of weighing the evidence anew with what was best before
_DOUBT = 0.08  # a choice that leads by less is doubtful
_TIE = 0.03
_SUPPORT = 0.1  # of a score must come from the article
_SMALL_SUPPORT = 0.26  # for a small town: its country or its neighbours, not the words beside it
_SMALL = 0.55  # the prior of a town of some 25,000 people; smaller ones need support from the article
_TOO_FAR_KM = 161.0  # two candidates nearer than this are as good as one
_CLEAR_LEAD = 0.2  # by which the best known bearer of a name is meant even where the article does not help
_RUNNERS_UP = 4
_SUBURB = 700_000  # a part of a town has fewer people
_HOME_SHARE = 0.5
_ABROAD = 0.5  # of the share of the country that the article is about, below which a small town of another is not safe
_LARGE_TOWN = 700_000  # a town this large keeps its name even where the article also names its region


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What a place mention was resolved to. `place` None: in no gazetteer, or not safely told from its namesakes.

    `ranked`: the best candidates, of which the first is the place unless `why` says otherwise.
    """

    name: str
    place: Place | None
    score: float
    ranked: tuple[Scored, ...]
    state: State
    why: str

    def candidate(self, gazetteer: Gazetteer) -> Candidate | None:
        """The place in the form that pages show."""
        return candidate(self.place, gazetteer, self.score, self.why) if self.place else None

    def runners_up(self, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
        """The candidates that were not chosen, best first; where none was, all that were kept: the last may be as likely as the first."""
        others = [found for found in self.ranked if self.place is None or found.named.place.number != self.place.number]
        kept = others if self.place is None else others[:_RUNNERS_UP]
        return tuple(candidate(found.named.place, gazetteer, found.score, found.why) for found in kept)


def resolve_places(annotated: Annotated, gazetteer: Gazetteer, made: Made | None = None) -> Mapping[Ref, Placed]:
    """Each place mention of the article -> what it was resolved to. Peoples ("European") are left out: they are no places.

    `made`: give the same empty dict for all articles of a corpus, and work on a name is done once.
    """
    asked = collect_places(annotated, gazetteer)
    if not asked:
        return {}
    peoples = count_peoples(annotated.article.text)
    options = [options_of(each, gazetteer, {} if made is None else made) for each in asked]
    ranked: list[list[Scored]] = []
    best: Best = {}
    for _ in range(_ROUNDS + 1):
        scene = read_scene(asked, best, peoples, gazetteer)
        ranked = [score_options(each, options[each.number], scene) for each in asked]
        best = {number: scored[0] for number, scored in enumerate(ranked) if scored}
    regions = _named_regions(asked, best)
    placed: dict[Ref, Placed] = {}
    for each in asked:
        kept = [scored for scored in ranked[each.number] if not _strays(each, scored, scene, gazetteer)]
        result = _settle(each, kept, gazetteer, regions)
        if result.place is not None and _abroad(result.place, each, kept, scene):
            why = "the article is about another country, and a place this small abroad is not safe"
            result = replace(result, name=each.shown, place=None, state=State.DOUBTFUL, why=why)
        placed.update((address, result) for address in each.refs)
    return placed


def _named_regions(asked: Sequence[Asked], best: Best) -> Mapping[str, Place]:
    """Bare name -> the region that the article calls by it somewhere: "the Kursk region"."""
    found: dict[str, Place] = {}
    for each in asked:
        scored = best.get(each.number)
        if scored is None or scored.score < ENOUGH:
            continue
        kind = scored.named.place.kind
        if kind in each.kinds and kind in ("region", "district"):
            found[each.key] = scored.named.place
    return found


def _strays(each: Asked, scored: Scored, scene: Scene, gazetteer: Gazetteer) -> bool:
    """Whether a town is too far from all else in the article to be what the text calls a part of a town: "the Strekov district".

    A district may also be one of the country; such a one need only lie in the country that the article is about and names another
    place of.
    """
    place = scored.named.place
    if not each.part or place.kind != "settlement" or place.population > _SUBURB or place.lat is None or place.lon is None:
        return False
    others = [point for point in scene.points if point[3] != each.number and point[2] != place.number]
    if each.part == "district":
        at_home = any(gazetteer.place(number).country == place.country for _, _, number, _ in others)
        if scored.held or (at_home and scene.share(place.country or "", each.number) >= _HOME_SHARE):
            return False
    return bool(others) and not is_near(place, [(lat, lon) for lat, lon, _, _ in others])


def _abroad(place: Place, each: Asked, ranked: Sequence[Scored], scene: Scene) -> bool:
    """Whether a small town lies in a country of which the article says little beside the one that it is about.

    The gazetteer does not know every town at home: "Luque" in an article on Paraguay is not the one in Andalusia.
    """
    if place.kind != "settlement" or prior(place) >= _SMALL or any(scored.held for scored in ranked[:1]) or not scene.countries:
        return False
    shares = {code: scene.share(code, each.number) for code in scene.countries}
    home = max(sorted(shares), key=lambda code: shares[code])
    return home != place.country and shares[home] >= _HOME_SHARE and shares.get(place.country or "", 0.0) < _ABROAD * shares[home]


def _settle(each: Asked, ranked: Sequence[Scored], gazetteer: Gazetteer, regions: Mapping[str, Place]) -> Placed:
    if not ranked:
        why = (
            f"the text calls it a {each.part}, and no place of this name is near" if each.part and each.options else "not in the gazetteer"
        )
        told = each.told or bool(each.mates or each.towns or each.holds)
        if not told:
            why = f"{why}, and no word beside it says that it is a place"
        elif not each.part:
            why = f"{why}; the text speaks of it as of a place"
        return Placed(name=each.shown, place=None, score=0.0, ranked=(), state=State.CLEAR if told else State.DOUBTFUL, why=why)
    top, score, best = ranked[0].named.place, ranked[0].score, tuple(ranked[: _RUNNERS_UP + 1])
    region = regions.get(each.key)
    apart = each.key in each.mates  # "Sumy and the Sumy region"
    if region is not None and not (each.kinds or apart) and top.number != region.number and _yields_to(top, region, gazetteer):
        why = f"the article speaks of {region.name}, so a bare {each.base} is taken for it"
        return Placed(name=each.base, place=region, score=score, ranked=best, state=State.CLEAR, why=why)
    rival = next((found for found in ranked[1:] if _apart(top, found.named.place)), None)
    lead = score - rival.score if rival else 1.0
    supported = score - prior(top) >= _SUPPORT
    obscure = prior(top) < _SMALL and top.kind in ("settlement", "district", "facility")
    weak = score < ENOUGH and not (supported and score > ENOUGH - 0.1)
    if _unique(each, ranked) or (lead > _CLEAR_LEAD and top.kind == "settlement" and score > ENOUGH - 0.05):
        obscure = weak = False
    if weak or (obscure and ranked[0].support < _SMALL_SUPPORT) or (lead < _TIE and not supported):
        why = f"{len(each.options)} of this name in the gazetteer, none that the article supports over the others"
        if (each.towns or each.inside) and not ranked[0].held and score < 0.2:
            why = "the text puts it where no place of this name is known"
        return Placed(name=each.shown, place=None, score=score, ranked=best, state=State.DOUBTFUL, why=why)
    state = State.DOUBTFUL if lead < _DOUBT else State.CLEAR
    return Placed(name=each.base, place=top, score=score, ranked=best, state=state, why=ranked[0].why)


def _unique(each: Asked, ranked: Sequence[Scored]) -> bool:
    """One place in the world has the name, as its main one, and it is no everyday word ("Earth")."""
    only = len(each.options) == 1 and ranked[0].named.main and not each.by_sound and not each.inside
    return only and len(each.base) > 4 and each.base.lower() not in words("common_words.txt")


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
        gazetteer_id=place.id,
        name=place.name,
        kind="capital" if place.capital else place.kind,
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        population=place.population,
        above=tuple(up.name for up in chain),
        above_ids=tuple(up.id for up in chain),
        score=round(score, 3),
        why=why,
    )


_GOVERNS = "|".join(sorted(words("government_verbs.txt"), key=lambda verb: (-len(verb), verb)))
_VERBS = re.compile(rf"\s+(?:has |had |have |also |later |reportedly |repeatedly )?(?:{_GOVERNS})\b")


def use_of(mention: Mention[Name], placed: Placed, text: str) -> Use:
    """A country or a capital that says, agrees or vows stands for its government; every other mention keeps what was found."""
    place = placed.place
    if mention.value.use is Use.METONYM or place is None:
        return mention.value.use
    if (place.kind == "country" or place.capital) and _VERBS.match(text, mention.span.end):
        return Use.METONYM
    return Use.LOCATION
