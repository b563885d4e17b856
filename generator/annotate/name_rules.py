"""The `rules` recogniser: names found by lists, titles, heads and contexts, without a neural model."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from generator.annotate.name_contexts import find_contexts
from generator.annotate.name_cuts import Cut, features, find_cuts, opens
from generator.annotate.name_lists import NameLists, name_lists
from generator.annotate.name_words import Words, read_words
from generator.data import rows
from generator.model import Article, Kind, Mention, Name, Span
from generator.text import flat, sentences

RULES_VERSION = "4"

KINDS = (Kind.PERSON, Kind.PLACE, Kind.ORGANISATION)
Weights = tuple[float, float, float]  # log odds of person, place, organisation against "no name"

# A name is given out from this chance on. Tried on Wikigold and UNER-EWT: lower finds more, and more that is wrong.
THRESHOLD = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A possible name in its place in the article, with what speaks for each kind there."""

    span: Span
    text: str
    cut: Cut
    own: tuple[str, ...]  # features of the words themselves
    beside: tuple[str, ...]  # features of what stands around
    joined: int = -1  # number of the case before it, when they stand in one list: "Voronezh, Kursk and"


class Verdict(NamedTuple):
    kind: Kind
    chance: float
    why: str


class Rules:
    """Recogniser without a model: 50,000 words a CPU second and more."""

    name = "rules"
    version = RULES_VERSION

    def __init__(self) -> None:
        self._lists = name_lists()
        self._evidence = load_evidence()

    def find(self, articles: Sequence[Article]) -> Sequence[tuple[Mention[Name], ...]]:
        """The names of each article, in order. Spans lie inside annotated blocks and do not overlap."""
        return [tuple(decide(find_cases(article, self._lists), self._evidence)) for article in articles]


@cache  # of a data file, like generator.data
def load_evidence() -> Mapping[str, Weights]:
    """The log odds that each feature adds, from name_evidence.txt."""
    return {name: (float(person), float(place), float(other)) for name, person, place, other in rows("name_evidence.txt")}


# ---------------------------------------------------------------- article -> cases


def find_cases(article: Article, lists: NameLists) -> list[Case]:
    """Every possible name of the article, in order, without overlap."""
    blocks = [block for block in article.blocks if block.annotated]
    cases: list[Case] = []
    for sentence in sentences(article.text, blocks) if blocks or not article.blocks else ():
        words = read_words(article.text, sentence)
        for cut in find_cuts(words, lists):
            cases.append(_case(article.text, words, cut, lists, cases))
    return cases


_LIST_GAP = re.compile(r"\s*,\s*(?:and\s+|or\s+)?|\s+(?:and|or|&)\s+|\s*/\s*")


def _case(text: str, words: Words, cut: Cut, lists: NameLists, before: Sequence[Case]) -> Case:
    span = Span(words.starts[cut.start], words.end(cut.end - 1))
    parts = words.texts[cut.start : cut.end]
    own = tuple(features(parts, cut, lists))
    beside: tuple[str, ...] = ("headline",) if words.headline else find_contexts(words, cut.start, cut.end, lists)
    if opens(words, cut.start) and len(parts) == 1:
        beside = (*beside, "opens, common" if lists.is_common(parts[0]) else "opens")
    last = before[-1] if before else None
    listed = last is not None and last.span.start >= words.span.start and bool(_LIST_GAP.fullmatch(text, last.span.end, span.start))
    return Case(span=span, text=flat(span.of(text)), cut=cut, own=own, beside=beside, joined=len(before) - 1 if listed else -1)


# ---------------------------------------------------------------- cases -> names


def decide(cases: Sequence[Case], evidence: Mapping[str, Weights]) -> Iterator[Mention[Name]]:
    """The names among the cases. The same words are weighed once for the whole article, first alone, then with their neighbours."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, case in enumerate(cases):
        groups[case.text].append(number)
    first = {text: weigh(group_features([cases[n] for n in numbers]), evidence) for text, numbers in groups.items()}
    company = find_company(cases, first)
    verdicts = {
        text: weigh(group_features([cases[n] for n in numbers], company.get(text, _NOTHING)), evidence) for text, numbers in groups.items()
    }
    for case in cases:
        verdict = _verdict(case, verdicts[case.text], evidence)
        if verdict.chance >= THRESHOLD:
            name = Name(text=case.text)
            score, why = round(verdict.chance, 3), _reason(case, verdict)
            yield Mention(span=case.span, kind=verdict.kind, value=name, found_by="rules", score=score, why=why)


_NOTHING: Mapping[str, int] = MappingProxyType({})
_MOST_OF_ONE = 2  # a context counts twice at most, however often it comes


def group_features(group: Sequence[Case], company: Mapping[str, int] = _NOTHING) -> Counter[str]:
    """The features of one form in one article: those of its words once, those of its places up to twice."""
    counts: Counter[str] = Counter()
    for case in group:
        counts.update(case.beside)
    for name in counts:
        counts[name] = min(counts[name], _MOST_OF_ONE)
    for case in group:  # in the order of the text: the sum of floats must not depend on the order of a set
        for name in case.own:
            counts[name] = 1
    for name, count in company.items():
        counts[name] = min(count, _MOST_OF_ONE)
    counts["bias"] = 1
    if len(group) > 1:
        counts["often"] = 1
    return counts


def weigh(counts: Mapping[str, int], evidence: Mapping[str, Weights]) -> Verdict:
    """The likeliest kind with its chance among the kinds and "no name"."""
    totals = [0.0, 0.0, 0.0]
    best, why = 0.0, "capitalised"
    for name, count in counts.items():
        weights = evidence.get(name)
        if weights is not None:
            for number in range(3):
                totals[number] += count * weights[number]
    top = max(range(3), key=lambda number: totals[number])
    for name, count in counts.items():
        gain = count * evidence[name][top] if name in evidence and name != "bias" else 0.0
        if gain > best:
            best, why = gain, name
    powers = [math.exp(min(total, 50.0)) for total in totals]
    return Verdict(KINDS[top], powers[top] / (1.0 + sum(powers)), why)


_BY_RULE = {
    "title": 'after the title "{}"',
    "organisation head": 'closes with "{}"',
    "organisation of": '"{} of ..." or the like',
    "legal form": 'a company, by "{}"',
    "place kind": 'closes with "{}"',
    "place of": '"{} of ..."',
    "nouns joined": 'nouns joined by "{}" before the head of an organisation',
    "given name of": '"{}" is a given name',
}
_BY_FEATURE = {
    "opens": "opens a sentence",
    "often": "comes more than once",
    "headline": "a known name in a headline",
    "rule=known": "a known name",
}


def _reason(case: Case, verdict: Verdict) -> str:
    """The strongest evidence in words."""
    if case.cut.kind is verdict.kind and case.cut.rule in _BY_RULE:
        return _BY_RULE[case.cut.rule].format(case.cut.word)
    name, _, value = verdict.why.partition("=")
    if name in ("before", "after"):
        return f"by what stands {name} it: {value}"
    if name == "place":
        return f"known as a place: {value}" if value != "other" else "known as a place"
    if name.isdigit() or name == "one":
        known = [word for letter, word in (("g", "given name"), ("f", "family name")) if letter in value[:2]]
        return f"by its words: {' and '.join(known)}" if known else "by its capitals"
    return _BY_FEATURE.get(verdict.why, "by its words" if name in ("end", "rule", case.cut.rule) else verdict.why)


def find_company(cases: Sequence[Case], verdicts: Mapping[str, Verdict]) -> Mapping[str, Counter[str]]:
    """What the other names of the article say about each form: names beside it in lists, and full names that it may be short for."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        if case.joined >= 0:
            other = cases[case.joined]
            for one, two in ((case, other), (other, case)):
                if verdicts[two.text].chance >= 0.8:
                    found[one.text][f"listed with {verdicts[two.text].kind}"] += 1
    for text in _listed_before_kind(cases):
        found[text]["after=place_next"] = 1
    for name, verdict in verdicts.items():
        parts = name.split()
        if len(parts) < 2 or verdict.chance < 0.6:
            continue
        if verdict.kind is Kind.PERSON:
            last = parts[-2] if parts[-1].rstrip(".") in _SUFFIXES and len(parts) > 2 else parts[-1]
            found[last]["last word of a person"] = 1
            found[parts[0]]["first word of a person"] = 1
        elif verdict.kind is Kind.ORGANISATION:
            found[parts[0]]["first word of an organisation"] = 1
            found[acronym_of(parts)]["acronym of an organisation"] = 1
    return found


def _listed_before_kind(cases: Sequence[Case]) -> Iterator[str]:
    """The earlier names of a list that a kind of place closes: "the Kursk, Savasleyka and Borisoglebsk airfields"."""
    closed: set[int] = set()
    for number in range(len(cases) - 1, -1, -1):
        case = cases[number]
        if number in closed:
            yield case.text
        if case.joined >= 0 and (number in closed or "after=place_next" in case.beside):
            closed.add(case.joined)


_SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV"})


def acronym_of(parts: Sequence[str]) -> str:
    """The capitals that the words begin with: "Royal Air Force" -> "RAF"."""
    return "".join(part[0] for part in parts if part[0].isupper())


_LISTED_IN_HEADLINE = 0.75  # where capitals and neighbours say nothing, the lists alone are right three times in four
_SURE = frozenset({"title", "organisation of", "legal form", "organisation head", "place of", "place kind", "nouns joined"})


def _verdict(case: Case, group: Verdict, evidence: Mapping[str, Weights]) -> Verdict:
    """The article's verdict on the form, unless a rule is sure of another kind in this place: a title before it, say."""
    if case.cut.rule == "headline" and case.cut.kind is not None:
        return Verdict(case.cut.kind, _LISTED_IN_HEADLINE, "headline")
    if case.cut.kind is not None and case.cut.kind is not group.kind and case.cut.rule in _SURE:
        return weigh(group_features([case]), evidence)
    return group
