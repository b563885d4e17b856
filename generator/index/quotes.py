"""Owns the quotes table: what somebody said, and every article that reports the same words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import LCSseq

from generator.index.order import order_key, published
from generator.model import Annotated, Article, Quote, QuoteKind, QuoteRow, Ref

_WORDS = re.compile(r"\w+(?:[’']\w+)*")
_LEAST_WORDS = 4  # shorter words ("coming home") are the same quote only when the speaker is the same, too
_SHINGLE = 3  # words in a row that two reports of one quote share
_SAME = 0.75  # words in common, in order, of the shorter report (longest common subsequence)
_MOST_COMMON = 60  # a shingle that more quotes hold says nothing


@dataclass(frozen=True, slots=True)
class _Report:
    ref: Ref
    words: tuple[str, ...]
    speaker: str | None
    speaker_text: str | None
    on: date | None
    order: tuple[date, str]
    kind: QuoteKind


def find_quotes(articles: Sequence[Annotated], speaker_of: Mapping[Ref, str]) -> tuple[QuoteRow, ...]:
    """The quotes, latest articles last, each with its reports in order of date, then of the text.

    Two reports are one quote when they have the same words, or when one holds at least three quarters of the other's words in order
    (an extract, another translation's small changes), and no report names another speaker. Words under four in number are one quote only
    from one known speaker. Indirect quotes are the reporters' words: only exact repetition joins them.
    """
    reports = [_report(annotated.article, quote.value, Ref(annotated.article.id, quote.kind, quote.span.start, quote.span.end), speaker_of)
               for annotated in articles for quote in annotated.quotes]  # fmt: skip
    groups = _Groups(len(reports))
    by_words: dict[tuple[str, ...], list[int]] = defaultdict(list)
    by_shingle: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, report in enumerate(reports):
        if not report.words:
            continue
        for other in by_words[report.words]:
            if _may_join(report, reports[other]):
                groups.join(other, number)
        by_words[report.words].append(number)
        if report.kind is QuoteKind.INDIRECT or len(report.words) < _LEAST_WORDS:
            continue
        seen: set[int] = set()
        for first in range(len(report.words) - _SHINGLE + 1):
            held = by_shingle[report.words[first : first + _SHINGLE]]
            seen.update(held)
            if len(held) < _MOST_COMMON:
                held.append(number)
        for other in sorted(seen - {number}):
            if _may_join(report, reports[other]) and _alike(report.words, reports[other].words):
                groups.join(other, number)
    rows = [_row([reports[number] for number in group]) for group in groups.all()]
    return tuple(sorted(rows, key=lambda row: (row.on or date.max, row.reports[0])))


def _report(article: Article, quote: Quote, ref: Ref, speaker_of: Mapping[Ref, str]) -> _Report:
    words = tuple(word.replace("’", "'") for word in _WORDS.findall(quote.words.casefold()))
    return _Report(ref, words, speaker_of.get(ref), quote.speaker_text, published(article), order_key(article), quote.kind)


def _may_join(left: _Report, right: _Report) -> bool:
    if left.speaker and right.speaker:
        return left.speaker == right.speaker
    named = left.speaker_text and right.speaker_text and left.speaker_text.casefold() != right.speaker_text.casefold()
    return min(len(left.words), len(right.words)) >= _LEAST_WORDS and not named


def _alike(left: Sequence[str], right: Sequence[str]) -> bool:
    common = LCSseq.similarity(left, right)
    shorter = min(len(left), len(right))
    return bool(shorter >= _LEAST_WORDS and common >= _SAME * shorter)


def _row(reports: Sequence[_Report]) -> QuoteRow:
    ordered = sorted(reports, key=lambda report: (report.order, report.ref))
    named = next((report for report in ordered if report.speaker), ordered[0])
    text = named.speaker_text or next((report.speaker_text for report in ordered if report.speaker_text), None)
    return QuoteRow(reports=tuple(report.ref for report in ordered), speaker=named.speaker, speaker_text=text, on=ordered[0].on)


class _Groups:
    """Disjoint sets of the numbers 0 to `size` - 1."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def _root(self, one: int) -> int:
        while self._parent[one] != one:
            self._parent[one] = self._parent[self._parent[one]]
            one = self._parent[one]
        return one

    def join(self, left: int, right: int) -> None:
        first, second = sorted((self._root(left), self._root(right)))
        self._parent[second] = first

    def all(self) -> Sequence[Sequence[int]]:
        groups: dict[int, list[int]] = defaultdict(list)
        for one in range(len(self._parent)):
            groups[self._root(one)].append(one)
        return tuple(groups.values())
