"""What a person is called before or after the name: "Interior Minister", "military sciences director at the institute"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.annotate.name_lists import NameLists
from generator.annotate.name_words import Words, is_capital
from generator.data import words as listed
from generator.model import Span
from generator.text import flat

LONGEST_ROLE = 120  # characters; a longer apposition is a story, not a role

_PREPOSITIONS = frozenset(
    "of at for in with from to on by who that which whose and under since until during where as near based said".split()
)
_CLOSERS = frozenset({",", ";", ".", ")", "—", "–", ":", "?", "!", "”", '"'})
_LEADERS = frozenset("a an the his her their its our my also currently formerly".split())
_NAMING = frozenset({"as", "named", "called", "nicknamed", "dubbed", "himself", "herself", "themselves"})
_NAMED = re.compile(
    r"\b(?:a|an|the|one|another)\s+(?P<role>(?:[\w’'-]+\s+){0,3}?(?P<noun>[\w-]+))"
    r"(?:,?\s+(?:who|that|which)\b[^.;]{0,200}?|\s+from\s[^.;]{0,40}?|,)?"
    r"\s+(?:(?:has |had |was |is )?(?:identified|described|introduced|identifying|calling|called)(?:\s+(?:himself|herself|themselves))?(?:\s+only)?(?:\s+as)?"
    r"|named|nicknamed|dubbed|known(?:\s+only)?\s+as|(?:gave|giving)\s+(?:his|her|their)\s+name(?:\s+only)?\s+as)\s+[“\"'‘]?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role as written, and where it stands."""

    text: str
    span: Span


def find_role(text: str, words: Words, first: int, last: int, lists: NameLists) -> Role | None:
    """The role of the person named by `words[first:last]`, as the sentence has it: before the name, after it, or "who named himself"."""
    stretch = _before(words, first, lists) or _after(words, last, lists)
    if stretch is not None:
        return _role(text, Span(words.starts[stretch[0]], words.end(stretch[1] - 1)))
    if words.text(first - 1) in _NAMING:
        match = _NAMED.search(text, max(words.span.start, words.starts[first] - 320), words.starts[first])
        if match and lists.is_role_noun(match["noun"]):
            return _role(text, Span(*match.span("role")))
    return None


def _role(text: str, span: Span) -> Role | None:
    said = flat(span.of(text)).rstrip(",")
    return Role(text=said, span=span) if 2 <= len(said) <= LONGEST_ROLE else None


# ---------------------------------------------------------------- before the name


def _before(words: Words, first: int, lists: NameLists) -> tuple[int, int] | None:
    """ "US President", "former Foreign Secretary", "Secretary of State", "spokesman"; not beyond a possessive."""
    end = first
    while end > 0 and lists.is_honorific(words.texts[end - 1]):
        end -= 1
    if end > 1 and words.texts[end - 1] == ",":
        if not (end > 2 and _is_head(words.texts[end - 2], lists) and _stands_for_one(words, end - 2, lists)):
            return None
        end -= 1
    if end == 0:
        return None
    start = _of_phrase(words, end, lists)
    if start is None:
        if not _is_head(words.texts[end - 1], lists):
            return None
        start = end - 1
    return _extended(words, start, lists), end


def _is_head(word: str, lists: NameLists) -> bool:
    return lists.is_role_noun(word) or (lists.is_title(word) and not lists.is_honorific(word))


def _stands_for_one(words: Words, place: int, lists: NameLists) -> bool:
    """A role before a comma names the person that follows if "'s" or "the" stands before it: "Norway's Prime Minister, NAME said"."""
    start = _extended(words, place, lists)
    return words.text(start - 1) in ("'s", "’s", "the", "The", "its", "their", "his", "her")


def _of_phrase(words: Words, end: int, lists: NameLists) -> int | None:
    """Where "Secretary of State" or "Chancellor of the Exchequer", that ends before `end`, begins."""
    for place in range(end - 2, max(-1, end - 7), -1):
        word = words.texts[place]
        if word == "of":
            return place - 1 if place > 0 and lists.is_title(words.texts[place - 1]) and is_capital(words.texts[place - 1]) else None
        if not (is_capital(word) or word in ("the", "and")):
            return None
    return None


def _extended(words: Words, start: int, lists: NameLists) -> int:
    """Over the words that belong to a role, to the left: capitals (not an opener), modifiers, "and" between two heads."""
    modifiers = listed("role_modifiers.txt")
    while start > 0:
        word = words.texts[start - 1]
        small = word.casefold()
        if small in modifiers or lists.is_title_part(word) or (lists.is_demonym(word) and small != "the") or (is_capital(word) and start > 1 and words.texts[start] not in (",",) and small not in _PREPOSITIONS | _LEADERS) or (is_capital(word) and start == 1 and (lists.place(word) or word in lists.organisations or word.isupper())):
            start -= 1
        elif word == "and" and start > 1 and _is_head(words.texts[start - 2], lists) and _is_head(words.texts[start], lists):
            start -= 2
        else:
            break
    return start


# ---------------------------------------------------------------- after the name


def _after(words: Words, last: int, lists: NameLists) -> tuple[int, int] | None:
    """ ", 34, a teacher in Leeds," gives "teacher in Leeds"; the head noun must be a role, and no name may follow it directly."""
    if words.text(last) != ",":
        return None
    start = last + 1
    if re.fullmatch(r"\d{1,3}", words.text(start)):
        if words.text(start + 1) != ",":
            return None
        start += 2
    if words.text(start) == "who" and words.text(start + 1) in ("is", "was"):
        start += 2
    while words.text(start).casefold() in _LEADERS:
        start += 1
    head_end = start
    size = len(words)
    while head_end < size and words.texts[head_end] not in _CLOSERS and words.texts[head_end] not in _PREPOSITIONS:
        if words.texts[head_end] in ("'s", "’s") and head_end - start <= 4:
            start = start if is_capital(words.texts[start]) else head_end + 1
        head_end += 1
    if head_end == start or head_end - start > 8 or not _is_head(words.texts[head_end - 1], lists):
        return None
    end = head_end
    while (
        end < size
        and words.texts[end] not in _CLOSERS
        and end - start < 18
        and words.texts[end] not in ("who", "said", "says", "told", "which", "that")
    ):
        end += 1
    if (words.text(end) == "." and end == size - 1) or words.text(end) in _CLOSERS or words.text(end) in ("who", "said", "says", "told"):
        return start, end
    return None
