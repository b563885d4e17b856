"""Owns near-copies: articles that repeat another nearly word by word, as wire stories are repeated, count as one source."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from zlib import crc32

from generator.index.order import in_order
from generator.model import Annotated

_WORDS = re.compile(r"\w+")
_LEAST_WORDS = 5  # a shorter sentence ("He added:") is not a sign of copying
_END_WORDS = 8  # words at each end of a sentence that are looked at by themselves, so that one changed word does not hide a copy
_MOST_COMMON = 40  # a sentence that more articles hold is a stock phrase; later articles are compared with its first holders only
_SHINGLE = 4  # words
_LEAST_SHARED = 2  # sentence ends in common before two articles are compared word by word,
_LEAST_SHARE = 0.25  # and this share of the later one's
_COPY = 0.55  # shared shingles / all shingles of both (Jaccard): an edited wire story keeps .6 to .9, two reports of one event under .2


def find_copies(articles: Sequence[Annotated]) -> Mapping[str, str]:
    """Article id -> the id of the article that it repeats: the earliest (by date, then id) of its group. Originals are absent.

    Independent of the order of `articles`, and of articles that share no sentence. Cost grows with the number of sentences.
    """
    ordered = in_order(articles)
    holders: dict[int, list[int]] = defaultdict(list)
    shingles: dict[int, frozenset[int]] = {}
    original: dict[int, int] = {}
    for place, annotated in enumerate(ordered):
        ends = _sentence_ends(annotated)
        shared: dict[int, int] = defaultdict(int)
        for end in ends:
            for holder in holders.get(end, ()):
                shared[holder] += 1
        # The nearest candidate first; ties by the earlier article.
        for holder in sorted(shared, key=lambda one: (-shared[one], one)):
            if shared[holder] < max(_LEAST_SHARED, _LEAST_SHARE * len(ends)):
                break
            if _alike(_shingles(ordered, holder, shingles), _shingles(ordered, place, shingles)) >= _COPY:
                original[place] = original.get(holder, holder)
                break
        for end in ends:
            if len(holders[end]) < _MOST_COMMON:
                holders[end].append(place)
    return {ordered[copy].article.id: ordered[first].article.id for copy, first in original.items()}


def _sentence_ends(annotated: Annotated) -> set[int]:
    text = annotated.article.text
    ends = set()
    for sentence in annotated.sentences:
        words = _WORDS.findall(text[sentence.start : sentence.end].casefold())
        if len(words) >= _LEAST_WORDS:
            ends.add(_hash(words[:_END_WORDS]))
            ends.add(_hash(words[-_END_WORDS:]))
    return ends


def _shingles(ordered: Sequence[Annotated], place: int, known: dict[int, frozenset[int]]) -> frozenset[int]:
    if place not in known:
        annotated = ordered[place]
        text = " ".join(annotated.article.text[sentence.start : sentence.end] for sentence in annotated.sentences)
        words = _WORDS.findall(text.casefold())
        known[place] = frozenset(_hash(words[first : first + _SHINGLE]) for first in range(max(len(words) - _SHINGLE + 1, 1)))
    return known[place]


def _hash(words: Iterable[str]) -> int:
    # Python's own hash of a text differs between runs; the result must not.
    return crc32(" ".join(words).encode())


def _alike(left: frozenset[int], right: frozenset[int]) -> float:
    return len(left & right) / len(left | right) if left and right else 0.0
