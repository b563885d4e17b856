"""Owns the quotes table: what somebody said, and every article that reports the same words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from rapidfuzz.distance import LCSseq

from generator.index.order import order_key, published
from generator.model import Annotated, Article, Quote, QuoteKind, QuoteRow, Ref, Stance

_WORDS = re.compile(r"\w+(?:[’']\w+)*")
_LEAST_WORDS = 4  # shorter words ("coming home") are the same quote only when the speaker is the same, too
_SHINGLE = 3  # words in a row that two reports of one quote share
_SAME = 0.75  # words in common, in order, of the shorter report (longest common subsequence)
_MOST_COMMON = 20  # of one speaker's quotes with the same three words so many are compared


@dataclass(frozen=True, slots=True)
class _Report:
    ref: Ref
    words: tuple[str, ...]
    speaker: str | None
    speaker_text: str | None
    on: date | None
    order: tuple[date, str]
    kind: QuoteKind
    stance: Stance
    others: tuple[str, ...]


def find_quotes(
    articles: Sequence[Annotated], speaker_of: Mapping[Ref, str], also_by: Mapping[Ref, tuple[str, ...]] = MappingProxyType({})
) -> tuple[QuoteRow, ...]:
    """The quotes in order of date, each with its reports in order of date, then of the text.

    Two reports are one quote when one known speaker says the same words, or when one report of direct speech holds at least three
    quarters of the other's words in order (an extract, the small changes of another translation). Words without a known speaker join
    those of the only speaker who is known to have said them, if there are four words or more. Indirect quotes are the reporters' words:
    only exact repetition joins them, and without anybody who speaks ("fears of delays") they have no row. What one report has as said
    and another as denied is two quotes, and so are two sayings in one article, however alike, unless word for word the same.
    """
    reports = [
        _report(
            annotated.article, quote.value, Ref(annotated.article.id, quote.kind, quote.span.start, quote.span.end), speaker_of, also_by
        )
        for annotated in articles
        for quote in annotated.quotes
    ]
    reports = [report for report in reports if report.kind is not QuoteKind.INDIRECT or report.speaker or report.speaker_text]
    groups = _Groups([(report.ref.article, report.words) for report in reports])
    _join_same(reports, groups)
    _join_alike(reports, groups)
    rows = [_row([reports[number] for number in group]) for group in groups.all()]
    return tuple(sorted(rows, key=lambda row: (row.on or date.max, row.reports[0])))


def _join_same(reports: Sequence[_Report], groups: _Groups) -> None:
    by_words: dict[tuple[tuple[str, ...], Stance], list[int]] = defaultdict(list)
    for number, report in enumerate(reports):
        if report.words:
            by_words[report.words, report.stance].append(number)
    for (words, _), numbers in by_words.items():
        first: dict[str, int] = {}
        speakers = {reports[number].speaker for number in numbers} - {None}
        for number in numbers:
            # A speaker without an entry goes by the article's words for him; without any, by the only one who is known to have said it.
            text = reports[number].speaker_text
            by_text = f"“{text.casefold()}”" if text else ""
            lone = next(iter(speakers)) if len(speakers) == 1 and not text else None
            who = reports[number].speaker or lone or by_text
            if reports[number].speaker is None and len(words) < _LEAST_WORDS:
                continue
            groups.join(first.setdefault(who or "", number), number)


def _join_alike(reports: Sequence[_Report], groups: _Groups) -> None:
    by_shingle: dict[tuple[str, ...], list[int]] = defaultdict(list)
    pairs: list[tuple[float, int, int]] = []
    for number, report in enumerate(reports):
        if report.speaker is None or report.kind is QuoteKind.INDIRECT or len(report.words) < _LEAST_WORDS:
            continue
        seen: set[int] = set()
        for first in range(len(report.words) - _SHINGLE + 1):
            held = by_shingle[(report.speaker, *report.words[first : first + _SHINGLE])]
            seen.update(held)
            if len(held) < _MOST_COMMON:
                held.append(number)
        pairs.extend(
            (-shared, other, number)
            for other in seen - {number}
            if report.stance is reports[other].stance and (shared := _shared(report.words, reports[other].words))
        )
    for _, other, number in sorted(pairs):  # the nearest first
        groups.join(other, number, apart=True)


def _report(article: Article, quote: Quote, ref: Ref, speaker_of: Mapping[Ref, str], also_by: Mapping[Ref, tuple[str, ...]]) -> _Report:
    words = tuple(word.replace("’", "'") for word in _WORDS.findall(quote.words.casefold()))
    return _Report(
        ref,
        words,
        speaker_of.get(ref),
        quote.speaker_text,
        published(article),
        order_key(article),
        quote.kind,
        quote.stance,
        also_by.get(ref, ()),
    )


def _shared(left: Sequence[str], right: Sequence[str]) -> float:
    """The share of the shorter one's words that both have in order; 0 where they are too few for one quote."""
    common = LCSseq.similarity(left, right)
    shorter = min(len(left), len(right))
    return common / shorter if shorter >= _LEAST_WORDS and common >= _SAME * shorter else 0.0


def _row(reports: Sequence[_Report]) -> QuoteRow:
    ordered = sorted(reports, key=lambda report: (report.order, report.ref))
    named = next((report for report in ordered if report.speaker), ordered[0])
    text = named.speaker_text or next((report.speaker_text for report in ordered if report.speaker_text), None)
    others = tuple(dict.fromkeys(other for report in ordered for other in report.others if other != named.speaker))
    return QuoteRow(
        reports=tuple(report.ref for report in ordered), speaker=named.speaker, speaker_text=text, on=ordered[0].on, others=others
    )


class _Groups:
    """Disjoint sets of the numbers of `reports`, each an article and the words that it has."""

    def __init__(self, reports: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        self._parent = list(range(len(reports)))
        self._worded = [{article: {words}} for article, words in reports]  # of a root: the wordings in each article

    def _root(self, one: int) -> int:
        while self._parent[one] != one:
            self._parent[one] = self._parent[self._parent[one]]
            one = self._parent[one]
        return one

    def join(self, left: int, right: int, *, apart: bool = False) -> None:
        """Makes one set of those of two numbers; with `apart` only if no article then has two wordings in it."""
        first, second = sorted((self._root(left), self._root(right)))
        if first == second:
            return
        held, more = self._worded[first], self._worded[second]
        if apart and any(len(words | held.get(article, words)) > 1 for article, words in more.items()):
            return
        for article, words in more.items():
            held[article] = held.get(article, set()) | words
        self._parent[second] = first

    def all(self) -> Sequence[Sequence[int]]:
        groups: dict[int, list[int]] = defaultdict(list)
        for one in range(len(self._parent)):
            groups[self._root(one)].append(one)
        return tuple(groups.values())
