"""Owns near-copies: articles that repeat another nearly word by word, as wire stories are repeated, count as one source."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from zlib import crc32

from generator.index.order import in_order
from generator.model import Annotated, Article
from generator.problems import Problem, Severity

_LEAST_WORDS = 5  # a shorter sentence ("He added:") is not a sign of copying
_END_WORDS = 8  # words at each end of a sentence that are looked at by themselves, so that one changed word does not hide a copy
_MOST_HOLDERS = 12  # of a stock phrase that many articles hold; later articles are compared with these only
_MOST_TRIED = 3  # candidates that are compared word by word: an original shares more rare sentences with its copy than anything else does
_LEAST_SHARE = 0.25  # of an article's sentences, the rare ones weighing more, that a candidate must hold
_SHINGLE = 4  # words
_COPY = 0.55  # shared shingles / all shingles of both (Jaccard): an edited wire story keeps .6 to .9, two reports of one event under .2


def find_copies(articles: Sequence[Annotated]) -> Mapping[str, str]:
    """Article id -> the id of the article that it repeats: the earliest (by date, then id) of its group. Originals are absent.

    Independent of the order of `articles`, and of articles that share no sentence. Cost grows with the number of sentences.
    """
    ordered = in_order(articles)
    ends_of = [_sentence_ends(annotated) for annotated in ordered]
    common = Counter(chain.from_iterable(ends_of))
    holders: dict[int, list[int]] = defaultdict(list)
    shingles: dict[int, frozenset[int]] = {}
    original: dict[int, int] = {}
    for place, ends in enumerate(ends_of):
        shared: dict[int, float] = defaultdict(float)
        for end in ends:
            if common[end] > 1:
                held, weight = holders[end], 1 / common[end]
                for holder in held:
                    shared[holder] += weight
                if len(held) < _MOST_HOLDERS:
                    held.append(place)
        least = _LEAST_SHARE * sum(1 / common[end] for end in ends)
        near = sorted((-weight, holder) for holder, weight in shared.items() if weight >= least)
        for _, holder in near[:_MOST_TRIED]:
            if _alike(_shingles(ordered, holder, shingles), _shingles(ordered, place, shingles)) >= _COPY:
                original[place] = original.get(holder, holder)
                break
    return {ordered[copy].article.id: ordered[first].article.id for copy, first in original.items()}


def copy_notes(articles: Sequence[Annotated], copy_of: Mapping[str, str]) -> tuple[Problem, ...]:
    """A note for each article that repeats another; after `_MOST_TOLD`, one that counts the rest."""
    by_id = {annotated.article.id: annotated.article for annotated in articles}
    notes = [_note(by_id[copy], by_id[first]) for copy, first in copy_of.items()]
    if len(notes) <= _MOST_TOLD:
        return tuple(sorted(notes))
    told, left = sorted(notes)[:_MOST_TOLD], len(notes) - _MOST_TOLD
    message = f"{left:,} more articles repeat another nearly word by word; the page of each says which."
    return (*told, replace(told[-1], message=message))


_MOST_TOLD = 20


def _note(copy: Article, first: Article) -> Problem:
    where = first.path if first.path != copy.path else f"line {first.line}"
    return Problem(
        path=copy.path,
        line=copy.line,
        code="near-copy",
        message=f"The article repeats {where} nearly word by word; the two count as one source.",
        advice="If it was put in twice by mistake, remove one.",
        severity=Severity.NOTE,
    )


def _sentence_ends(annotated: Annotated) -> set[int]:
    """The beginnings and ends of the article's sentences, as numbers."""
    text = annotated.article.text
    ends = set()
    for sentence in annotated.sentences:
        words = text[sentence.start : sentence.end].casefold().split()
        if len(words) >= _LEAST_WORDS:
            ends.add(_hash(words[:_END_WORDS]))
            ends.add(_hash(words[-_END_WORDS:]))
    return ends


def _shingles(ordered: Sequence[Annotated], place: int, known: dict[int, frozenset[int]]) -> frozenset[int]:
    if place not in known:
        annotated = ordered[place]
        text = " ".join(annotated.article.text[sentence.start : sentence.end] for sentence in annotated.sentences)
        words = text.casefold().split()
        known[place] = frozenset(_hash(words[first : first + _SHINGLE]) for first in range(max(len(words) - _SHINGLE + 1, 1)))
    return known[place]


def _hash(words: Iterable[str]) -> int:
    # Python's own hash of a text differs between runs; the result must not.
    return crc32(" ".join(words).encode())


def _alike(left: frozenset[int], right: frozenset[int]) -> float:
    return len(left & right) / len(left | right) if left and right else 0.0
