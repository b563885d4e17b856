"""Owns the order of linking: places, then organisations, then people, then decisions, then what hangs on them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

from generator.link.decided import apply_decisions, kept_apart, retyped
from generator.link.focus import focus_of
from generator.link.gazetteer import Gazetteer
from generator.link.groups import Doubt, Group
from generator.link.keys import digest, fold, slug
from generator.link.kinds import settle_kinds
from generator.link.organisations import link_organisations
from generator.link.people import Apart, link_people
from generator.link.place_scores import Made
from generator.link.places import Placed, resolve_places, use_of
from generator.link.related import Related, signs_of
from generator.model import (
    Annotated,
    Decision,
    Entity,
    Judgement,
    Kind,
    Linked,
    Mention,
    Name,
    Quote,
    Ref,
    RoleFact,
    Span,
    State,
    Use,
    Variant,
    ref,
)
from generator.problems import Problem

LINK_VERSION = "1"

FOLDER = {Kind.PERSON: "people", Kind.PLACE: "places", Kind.ORGANISATION: "organisations"}


def link(annotated: Sequence[Annotated], gazetteer: Gazetteer, decisions: Sequence[Decision] = ()) -> Linked:
    """Join the mentions of all articles into entities.

    The result does not depend on the order of `annotated`; an article that shares no name with others changes none of their ids and
    joins. Decisions outrank every rule; one that matches nothing or contradicts another gives a problem with its line. Never raises
    on any input that the model allows.
    """
    order = sorted(range(len(annotated)), key=lambda number: annotated[number].article.id)
    articles = settle_kinds([annotated[number] for number in order], gazetteer)
    groups, doubts, placed = _join(articles, gazetteer)
    wrong: tuple[Problem, ...] = ()
    if any(decision.what == "retype" for decision in decisions):
        articles, wrong = retyped(articles, _with_ids(groups), decisions)
        lines = {problem.line for problem in wrong}
        decisions = [decision for decision in decisions if not (decision.what == "retype" and decision.line in lines)]
        groups, doubts, placed = _join(articles, gazetteer)
    before = _with_ids(groups)
    now = None
    if decisions and (apart := kept_apart(articles, before, decisions)):
        now, doubts, placed = _join(articles, gazetteer, apart)
    settled = apply_decisions(articles, before, decisions, gazetteer, now)
    ids = _with_ids(settled.groups)
    entity_of = {address: identity for identity, group in ids.items() for address in group.refs}
    different = frozenset(
        frozenset((entity_of[one], entity_of[two])) for one, two in settled.different if one in entity_of and two in entity_of
    )
    uses = _uses(articles, placed)
    silent = frozenset(address for group in settled.groups for address in group.silent)
    entities = _entities(ids, _roles(articles, entity_of, silent), settled.roles)
    by_id = {each.article.id: each for each in articles}
    return Linked(
        articles=tuple(by_id[each.article.id] for each in annotated),
        entities=entities,
        entity_of=entity_of,
        speaker_of=_speakers(articles, entity_of),
        also_by=_further_speakers(articles, entity_of),
        place_of=_figure_places(articles, entity_of),
        use_of=uses,
        focus={each.article.id: focus_of(each, placed, uses, entity_of) for each in articles},
        judgements=_judgements(doubts, ids, different),
        problems=tuple(sorted({*settled.problems, *wrong})),
    )


def _join(articles: Sequence[Annotated], gazetteer: Gazetteer, apart: Apart = ()) -> tuple[list[Group], list[Doubt], Mapping[Ref, Placed]]:
    placed: dict[Ref, Placed] = {}
    signs = []
    made: Made = {}
    for each in articles:
        found = resolve_places(each, gazetteer, made)
        placed.update(found)
        signs.append(signs_of(each, found))
    related = Related(signs)
    organisations, unsure_organisations = link_organisations(articles, placed, related, gazetteer)
    people, unsure_people = link_people(articles, related, apart, placed)
    places = _places(articles, placed, gazetteer)
    _doubt_namesakes(places, [*people, *organisations])
    return [*people, *places, *organisations], [*unsure_people, *unsure_organisations], placed


def _doubt_namesakes(places: Sequence[Group], others: Sequence[Group]) -> None:
    """A place that the gazetteer lacks is doubtful where a person or an organisation is named like it."""
    named = {fold(text): group for group in others for text in sorted(group.texts)}
    for place in places:
        other = named.get(fold(place.name)) if place.place is None else None
        if other is not None:
            place.state = State.DOUBTFUL
            place.why = f"{place.why}; {'a person' if other.kind is Kind.PERSON else 'an organisation'} has the same name"


def _places(articles: Sequence[Annotated], placed: Mapping[Ref, Placed], gazetteer: Gazetteer) -> list[Group]:
    """One group for each gazetteer entry, and one for each name that is in no gazetteer; each shows its clearest reason."""
    found: dict[str, Group] = {}
    clearest: dict[str, Placed] = {}
    for each in articles:
        for mention in each.names:
            address = ref(each.article, mention)
            result = placed.get(address)
            if mention.kind is not Kind.PLACE or result is None:
                continue
            key = result.place.id if result.place else f"?{fold(result.name)}"
            if key not in found:
                name = result.place.name if result.place else result.name
                made = gazetteer.slug(result.place) if result.place else _unplaced_slug(result.name, gazetteer)
                found[key] = Group(kind=Kind.PLACE, key=key, slug=made, name=name, refs=[], texts=Counter(), place=result.place)
                clearest[key] = result
            elif (result.score, result.why) > (clearest[key].score, clearest[key].why):
                clearest[key] = result
            found[key].refs.append(address)
            found[key].texts[mention.value.text] += 1
    for key, group in found.items():
        best = clearest[key]
        group.state, group.why = best.state, best.why
        group.candidate, group.runners_up = best.candidate(gazetteer), best.runners_up(gazetteer)
    return [found[key] for key in sorted(found)]


def _unplaced_slug(name: str, gazetteer: Gazetteer) -> str:
    """An address that no place of the gazetteer has."""
    return slug(f"{name} unplaced") if gazetteer.named(name) else slug(name)


def _with_ids(groups: Sequence[Group]) -> dict[str, Group]:
    """Entity id -> group. Where two groups of a kind want one address, each adds what is its own: the first form's hash."""
    wanted: defaultdict[str, list[Group]] = defaultdict(list)
    for group in groups:
        if group.refs:
            wanted[f"{FOLDER[group.kind]}/{group.slug}"].append(group)
    found: dict[str, Group] = {}
    for identity, rivals in sorted(wanted.items()):
        if len(rivals) == 1:
            found[identity] = rivals[0]
            continue
        for group in rivals:
            first = min((address.article, address.start) for address in group.refs)
            found[f"{identity}-{digest(f'{min(group.texts)} {first}', 6)}"] = group
    return found


def _entities(ids: Mapping[str, Group], roles: Mapping[str, list[RoleFact]], decided: Mapping[int, list[RoleFact]]) -> tuple[Entity, ...]:
    made = []
    for identity in sorted(ids):
        group = ids[identity]
        variants = sorted(group.texts.items(), key=lambda item: (-item[1], item[0]))
        facts = sorted(
            [*decided.get(id(group), ()), *roles.get(identity, ())], key=lambda fact: (str(fact.on or "9999"), fact.mention, fact.text)
        )
        made.append(
            Entity(
                id=identity,
                kind=group.kind,
                name=group.name,
                variants=tuple(Variant(text=text, count=count) for text, count in variants),
                roles=tuple(facts) if group.kind is Kind.PERSON else (),
                place=group.candidate,
                runners_up=group.runners_up,
                state=State.CONFIRMED if group.decided else group.state,
                why=group.why,
                decided=tuple(group.decided),
            )
        )
    return tuple(made)


def _judgements(doubts: Sequence[Doubt], ids: Mapping[str, Group], different: frozenset[frozenset[str]]) -> tuple[Judgement, ...]:
    """The doubtful pairs by entity id, less those that a person has decided and those that have become one."""
    by_key = {(group.kind, group.key): identity for identity, group in ids.items()}
    found = {}
    for doubt in doubts:
        left, right = by_key.get((doubt.kind, doubt.left)), by_key.get((doubt.kind, doubt.right))
        if left is None or right is None or left == right or frozenset((left, right)) in different:
            continue
        one, two = sorted((left, right))
        found[one, two] = Judgement(left=one, right=two, verdict=doubt.verdict, score=doubt.score, by="rule", why=doubt.why)
    return tuple(found[pair] for pair in sorted(found))


# ---------------------------------------------------------------- what hangs on the entries


def _uses(articles: Sequence[Annotated], placed: Mapping[Ref, Placed]) -> dict[Ref, Use]:
    uses = {}
    for each in articles:
        for mention in each.names:
            if mention.kind is Kind.PLACE and (found := placed.get(address := ref(each.article, mention))):
                uses[address] = use_of(mention, found, each.article.text)
    return uses


def _roles(articles: Sequence[Annotated], entity_of: Mapping[Ref, str], silent: Set[Ref]) -> Mapping[str, list[RoleFact]]:
    """Person -> roles with the organisation that stands in the role's words, and the article's date."""
    found: defaultdict[str, list[RoleFact]] = defaultdict(list)
    for each in articles:
        on = each.article.published.value if each.article.published else None
        for mention in each.names:
            role = mention.value.role
            address = ref(each.article, mention)
            if mention.kind is Kind.PERSON and role and address in entity_of and address not in silent:
                organisation = _entity_at(each, mention.value.role_span, entity_of, Kind.ORGANISATION)
                found[entity_of[address]].append(RoleFact(text=role, organisation=organisation, on=on, mention=address))
    return found


def _entity_at(annotated: Annotated, span: Span | None, entity_of: Mapping[Ref, str], *kinds: Kind) -> str | None:
    """The entity of the longest name in the span, of those kinds (any where none is given)."""
    if span is None:
        return None
    inside: list[Mention[Name]] = [
        mention
        for mention in annotated.names
        if mention.span.overlaps(span) and (not kinds or mention.kind in kinds) and ref(annotated.article, mention) in entity_of
    ]
    if not inside:
        return None
    best = max(inside, key=lambda mention: (min(mention.span.end, span.end) - max(mention.span.start, span.start), -mention.span.start))
    return entity_of[ref(annotated.article, best)]


def _speakers(articles: Sequence[Annotated], entity_of: Mapping[Ref, str]) -> dict[Ref, str]:
    found = {}
    for each in articles:
        for quote in _with_inner(each.quotes):
            if speaker := _entity_named(each, quote.value.speaker, entity_of):
                found[ref(each.article, quote)] = speaker
        for figure in each.figures:
            if claimant := _entity_named(each, figure.value.claimant, entity_of):
                found[ref(each.article, figure)] = claimant
    return found


def _with_inner(quotes: Sequence[Mention[Quote]]) -> Iterator[Mention[Quote]]:
    """The quotes and, behind each, those inside it."""
    for quote in quotes:
        yield quote
        yield from quote.value.inner


def _further_speakers(articles: Sequence[Annotated], entity_of: Mapping[Ref, str]) -> dict[Ref, tuple[str, ...]]:
    """For "X and Y said": the entities of the further speakers of a quote, and of a figure in its words."""
    found = {}
    for each in articles:
        shared = [quote for quote in each.quotes if quote.value.others]
        for quote in shared:
            named = [_entity_named(each, span, entity_of) for span in quote.value.others]
            further = tuple(dict.fromkeys(entity for entity in named if entity))
            if not further:
                continue
            found[ref(each.article, quote)] = further
            for figure in each.figures:
                if figure.value.claimant == quote.value.speaker and figure.span.overlaps(quote.span):
                    found[ref(each.article, figure)] = further
    return found


def _entity_named(annotated: Annotated, span: Span | None, entity_of: Mapping[Ref, str]) -> str | None:
    """The entity of the name that these words are; None for words that only hold one: "a source in Kyiv's security services"."""
    if span is None:
        return None
    for mention in annotated.names:
        shared = min(mention.span.end, span.end) - max(mention.span.start, span.start)
        if 3 * shared >= 2 * (span.end - span.start) and ref(annotated.article, mention) in entity_of:
            return entity_of[ref(annotated.article, mention)]
    return None


def _figure_places(articles: Sequence[Annotated], entity_of: Mapping[Ref, str]) -> dict[Ref, str]:
    found = {}
    for each in articles:
        for figure in each.figures:
            if place := _entity_at(each, figure.value.place, entity_of, Kind.PLACE):
                found[ref(each.article, figure)] = place
    return found
