"""What is known of reporting words: verbs with their forms and frames, nouns, and the words around them. Data in generator/data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from generator.data import lines

_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """A form of a reporting verb.

    `kind`: base, s, past, participle, ed (both), ing, adjective. `rest`: the words after it ("out" in "point out").
    """

    lemma: str
    kind: str
    rest: tuple[str, ...]
    frames: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """A noun that stands for speech, and the words that lead into what was said. `bare`: counts though nobody is named."""

    leads: frozenset[str]
    bare: bool


@cache
def verbs() -> Mapping[str, tuple[Verb, ...]]:
    """First word of a form in lower case -> the verbs that it may be, those of more words first."""
    found: dict[str, list[Verb]] = {}
    for line in lines("reporting_verbs.txt"):
        left, _, right = line.partition("|")
        frames = frozenset(right.split())
        lead, *others = left.partition("/")[0].split()
        rest = tuple(others)
        forms = [(lead, "adjective")] if "adjective" in frames else _forms(lead, left.partition("/")[2].split())
        for form, kind in forms:
            lemma = " ".join((lead.rstrip("*"), *rest))
            found.setdefault(form, []).append(Verb(lemma=lemma, kind=kind, rest=rest, frames=frames))
    return {form: tuple(sorted(each, key=lambda verb: (verb.kind != "adjective", -len(verb.rest)))) for form, each in found.items()}


@cache
def nouns() -> Mapping[str, Noun]:
    """Noun form in lower case -> what it leads into."""
    found: dict[str, Noun] = {}
    for line in lines("reporting_nouns.txt"):
        left, _, right = line.partition("|")
        leads = frozenset(right.split())
        found.update(dict.fromkeys(left.split(), Noun(leads=leads - {"bare"}, bare="bare" in leads)))
    return found


@cache
def context(group: str) -> frozenset[str]:
    """The members of a group of data/reporting_context.txt; KeyError for a group that it has not."""
    return _groups("reporting_context.txt")[group]


@cache
def gender() -> Mapping[str, str]:
    """Given name or title, folded -> "he" or "she", where it is one of them nearly always."""
    found: dict[str, str] = {}
    for line in lines("given_name_sexes.txt"):
        sex, *names = line.split()
        found.update(dict.fromkeys(names, "she" if sex == "f" else "he"))
    for pronoun in ("she", "he"):
        found.update(dict.fromkeys(context(pronoun), pronoun))
    return found


@cache
def _groups(name: str) -> Mapping[str, frozenset[str]]:
    return {words[0]: frozenset(words[1:]) for words in (line.split() for line in lines(name))}


def _forms(word: str, irregular: Sequence[str]) -> Sequence[tuple[str, str]]:
    """The forms of a verb with their kinds; `irregular`: its past form, or its past form and its participle, or nothing."""
    lemma, doubled = word.rstrip("*"), word.endswith("*")
    stem = lemma + lemma[-1] if doubled else lemma
    if lemma.endswith("e") and not doubled:
        ed, ing = lemma + "d", (lemma if lemma.endswith("ee") else lemma[:-1]) + "ing"
    elif lemma.endswith("y") and lemma[-2] not in _VOWELS:
        ed, ing = lemma[:-1] + "ied", lemma + "ing"
    else:
        ed, ing = stem + "ed", stem + "ing"
    past = [(irregular[0], "past"), (irregular[1], "participle")] if len(irregular) == 2 else [(irregular[0] if irregular else ed, "ed")]
    return [(lemma, "base"), (_third_person(lemma), "s"), (ing, "ing"), *past]


def _third_person(lemma: str) -> str:
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
