"""What a person is called before or after the name: "Interior Minister", "military sciences director at the institute"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.annotate.name_contexts import word_classes
from generator.annotate.name_lists import NameLists
from generator.annotate.name_words import TIMES, Words, is_capital
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
    r"\b(?:[Aa]n?|[Tt]he|[Oo]ne|[Aa]nother)\s+(?P<role>(?:[\w’'-]+\s+){0,3}?(?P<noun>[\w-]+))"
    r"(?:,?\s+(?:who|that|which)\b[^.;]{0,200}?|\s+from\s[^.;]{0,40}?|,)?"
    r"\s+(?:(?:has |had |was |is )?(?:identified|described|introduced|identifying|calling|called)"
    r"(?:\s+(?:himself|herself|themselves))?(?:\s+only)?(?:\s+as)?"
    r"|named|nicknamed|dubbed|known(?:\s+only)?\s+as|(?:gave|giving)\s+(?:his|her|their)\s+name(?:\s+only)?\s+as)\s+[“\"'‘]?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role as written, and where it stands."""

    text: str
    span: Span


def find_role(text: str, words: Words, first: int, last: int, lists: NameLists) -> Role | None:
    """The role of the person named by `words[first:last]`, as the sentence has it: before the name, after it, or "who named himself"."""
    before, after = _before(words, first, lists), None
    if before is None or _says_little(words, *before):
        after = _after(words, last, lists)
    for stretch in (after, None if before and _is_doctor(words, *before) else before):
        if stretch is not None and (role := _role(text, Span(words.starts[stretch[0]], words.end(stretch[1] - 1)))):
            return role
    if before is not None or after is not None:
        return None
    if words.text(first - 1) in _NAMING:
        match = _NAMED.search(text, max(words.span.start, words.starts[first] - 320), words.starts[first])
        if match and lists.is_role_noun(match["noun"]):
            return _role(text, Span(*match.span("role")))
    return None


def _is_doctor(words: Words, start: int, end: int) -> bool:
    """ "Dr" is a title, and no role."""
    return all(words.texts[place].rstrip(".") in ("Dr", "Drs") or words.texts[place] == "." for place in range(start, end))


def _says_little(words: Words, start: int, end: int) -> bool:
    """ "Dr", and the bare "their head": what stands behind the name says more, if it says anything."""
    if _is_doctor(words, start, end):
        return True
    return end - start == 1 and words.texts[start] in _VAGUE and words.text(start - 1).casefold() in _WHOSE


_VAGUE = frozenset({"head", "leader", "chief", "boss", "colleague"})
_WHOSE = frozenset({"their", "its", "his", "her"})


def _role(text: str, span: Span) -> Role | None:
    time = _HOW_LONG.search(text, span.start, span.end)
    span = Span(span.start, time.start()) if time else span
    loose = _LOOSE_END.search(text, span.start, span.end)
    span = Span(span.start, loose.start()) if loose else span
    said = flat(span.of(text))
    # Whose wife or brother it is stands elsewhere: alone, such a word says nothing.
    return Role(text=said, span=span) if 2 <= len(said) <= LONGEST_ROLE and said not in word_classes()["kin"] else None


_MADE = frozenset("appointed named elected".split())
_HOW_LONG = re.compile(
    r",?\s+(?:for\s+(?:the\s+(?:past|last)\s+)?[\w-]+\s+(?:years?|months?|decades?)|since\s+\w*\s*\d{4})(?!\w).*$", re.DOTALL
)
_LOOSE_END = re.compile(r"(?:\s*\([^)]*$)?(?:[\s,]+(?:of|at|for|in|with|from|and|the|Dr\.?))*[\s,]*$")


# ---------------------------------------------------------------- before the name


def _before(words: Words, first: int, lists: NameLists) -> tuple[int, int] | None:
    """ "US President", "former Foreign Secretary", "Secretary of State", "spokesman"; not beyond a possessive."""
    end = first
    while end > 0 and lists.is_honorific(words.texts[end - 1]):
        end -= 1
    if end > 2 and words.texts[end - 1] == ",":
        return _before_comma(words, end - 1, lists)
    if end == 0:
        return None
    last = words.texts[end - 1]
    start = _of_phrase(words, end, lists) if not last.islower() or last in listed("role_modifiers.txt") else None
    if start is None and _is_head(words.texts[end - 1], lists):
        start = end - 1
    return None if start is None else (_extended(words, start, lists), end)


def _is_head(word: str, lists: NameLists) -> bool:
    """Whether the word says what somebody is; "major" and "general" say so with a capital only."""
    if word in ("major", "general", "private"):
        return False
    return lists.is_role_noun(word) or (lists.is_title(word) and not lists.is_honorific(word))


def _before_comma(words: Words, comma: int, lists: NameLists) -> tuple[int, int] | None:
    """ "Norway's Prime Minister, NAME", "the head of the agency, NAME": a role there names the person only after "'s" or "the"."""
    for place in range(comma - 1, max(-1, comma - _LONGEST_BEFORE), -1):
        word = words.texts[place]
        following = words.texts[place + 1]
        if _is_head(word, lists) and (place == comma - 1 or following in _BELONGS or (following == "to" and word in _SENT)):
            start = _extended(words, place, lists)
            definite = words.text(start - 1).casefold() in _DEFINITE
            return (start, comma) if definite and words.texts[start] not in _DEFINITE else None
        if not word[0].isalpha() and word not in ("'s", "’s", "'", "’"):
            return None
    return None


_SENT = frozenset("ambassador envoy adviser advisor representative delegate emissary".split())
_LONGEST_BEFORE = 10  # words between a role and the comma before the name
_BELONGS = frozenset({"of", "for", "at", "in"})
_DEFINITE = frozenset({"'s", "’s", "the", "its", "their", "his", "her"})


def _of_phrase(words: Words, end: int, lists: NameLists) -> int | None:
    """Where "Secretary of State" or "Chancellor of the Exchequer", that ends before `end`, begins."""
    small = words.texts[end - 1].islower()
    for place in range(end - 2, max(0, end - 7), -1):
        word = words.texts[place]
        if word == "of":
            head = words.texts[place - 1]
            if small:  # "the minister of mines"
                return place - 1 if _is_head(head, lists) and (place == 1 or words.texts[place - 2].casefold() in _DEFINITE) else None
            return place - 1 if (lists.is_title(head) or lists.is_role_noun(head)) and is_capital(head) else None
        if not (is_capital(word) or word in ("the", "and", "'", "’", "'s", "’s") or (small and word in listed("role_modifiers.txt"))):
            return None
    return None


def _extended(words: Words, start: int, lists: NameLists) -> int:
    """Over the words that belong to a role, to the left: its modifiers, names with capitals, "and" between two roles."""
    while start > 0:
        if _belongs(words, start - 1, lists):
            start -= 1
        elif words.texts[start - 1] == "and" and start > 1 and _are_alike(words, start - 2, start, lists):
            start -= 2
        else:
            break
    return start


def _are_alike(words: Words, left: int, right: int, lists: NameLists) -> bool:
    """Whether "and" stands between two roles or two modifiers of one: "founder and chairman", "water and sanitation minister"."""
    if all(_is_head(words.texts[place], lists) for place in (left, right)):
        return True
    return all(words.texts[place].casefold() in listed("role_modifiers.txt") for place in (left, right))


def _belongs(words: Words, place: int, lists: NameLists) -> bool:
    """ "former", "State Department", "Russian"; the first word of a sentence only if it is known, for there every word has a capital."""
    word = words.texts[place]
    small = word.casefold()
    if small in listed("role_modifiers.txt") or lists.is_title_part(word) or lists.is_demonym(word):
        return True
    if not is_capital(word) or word in TIMES or small in _PREPOSITIONS or small in _LEADERS:
        return False
    first_two = " ".join(words.texts[:2])
    return place > 0 or bool(lists.place(word) or lists.place(first_two)) or word in lists.organisations or word.isupper()


# ---------------------------------------------------------------- after the name


def _after(words: Words, last: int, lists: NameLists) -> tuple[int, int] | None:
    """ ", 34, a teacher in Leeds," gives "teacher in Leeds"; the noun before the first preposition must be a role."""
    start = last + 1
    if words.text(last) != ",":
        return None
    if re.fullmatch(r"\d{1,3}", words.text(start)) and words.text(start + 1) == ",":
        start += 2
    if words.text(start) == "who" and words.text(start + 1) in ("is", "was"):
        start += 2
    elif words.text(start) == "who" and words.text(start + 1) in ("has", "had") and words.text(start + 2) == "been":
        start += 3
    if words.text(start) in _MADE and words.text(start - 1) in ("was", "is", "been"):
        start += 1
    while words.text(start).casefold() in _LEADERS:
        start += 1
    head = start
    while head < len(words) and words.texts[head] not in _CLOSERS and words.texts[head] not in _PREPOSITIONS:
        if words.texts[head] in ("'s", "’s") and not is_capital(words.texts[start]):
            start = head + 1  # "the group's founder"
        head += 1
    if not 0 < head - start <= _MOST_BEFORE_HEAD or not _is_head(words.texts[head - 1], lists):
        return None
    if any(word in _VERBS for word in words.texts[start:head]):
        return None  # ", Anna became a teacher"
    end = head
    while end < len(words) and end - start < _LONGEST_AFTER and words.texts[end] not in _CLOSERS and words.texts[end] not in _VERBS:
        end += 1
    return (start, end) if words.text(end) in _CLOSERS or words.text(end) in _VERBS else None


_MOST_BEFORE_HEAD = 8  # words of an apposition up to its noun
_LONGEST_AFTER = 18  # words of an apposition
_VERBS = frozenset("who which that said says told is was are were has had have will would can could became becomes".split())
