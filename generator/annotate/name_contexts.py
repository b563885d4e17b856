"""What the words beside a possible name say about its kind: one feature for each side."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from generator.annotate.name_lists import NameLists, is_acronym
from generator.annotate.name_words import Words, is_capital
from generator.data import rows

_NUMBER = re.compile(r"\d{1,3}")


@cache
def word_classes() -> Mapping[str, frozenset[str]]:
    """The classes of name_contexts.txt."""
    return {name: frozenset(words.split()) for name, words in rows("name_contexts.txt")}


def find_contexts(words: Words, start: int, end: int, lists: NameLists) -> tuple[str, str]:
    """The features of what stands before and after `words[start:end]`, as keys of name_evidence.txt."""
    classes = word_classes()
    return _before(words, start, lists, classes), _after(words, end, lists, classes)


def _before(words: Words, start: int, lists: NameLists, classes: Mapping[str, frozenset[str]]) -> str:
    if start == 0:
        return "before=start"
    word, second = words.texts[start - 1], words.text(start - 2)
    small = word.casefold()
    if not word[0].isalpha():
        if word in ("'s", "’s"):
            return "before=possessive"
        if word == ",":
            return "before=comma"
        return "before=number" if word[0].isdigit() else "before=mark"
    if small == "of":
        return "before=place of" if second.casefold() in classes["place_of"] else "before=of"
    if small == "the":
        return "before=the"
    for name in ("in", "to", "said", "organisation_before", "place_before"):
        if small in classes[name]:
            return f"before={name}"
    if lists.is_honorific(word):
        return "before=honorific"
    if small in classes["kin"]:
        return "before=kin"
    if lists.is_role_noun(word) or lists.is_title(word):
        return "before=role"
    if small in classes["thing_before"]:
        return "before=thing"
    if small in (
        "and",
        "or",
        "by",
        "with",
        "for",
        "as",
        "a",
        "an",
        "on",
        "against",
        "that",
        "when",
        "while",
        "but",
        "if",
        "because",
        "where",
    ):
        return f"before={small}"
    if lists.is_demonym(word):
        return "before=demonym"
    if is_capital(word):
        return "before=capital"
    return "before=ed" if small.endswith("ed") else "before=word"


def _after(words: Words, end: int, lists: NameLists, classes: Mapping[str, frozenset[str]]) -> str:
    word, second, third = words.text(end), words.text(end + 1), words.text(end + 2)
    if not word:
        return "after=end"
    if word == ",":
        return _after_comma(words, end, second, third, lists)
    if word == "(":
        if third == ")" and is_acronym(second):
            return "after=acronym"
        return "after=age" if third == ")" and _NUMBER.fullmatch(second) else "after=bracket"
    if word in ("'s", "’s"):
        for name in ("organisation_next", "kin"):
            if second.casefold() in classes[name]:
                return f"after=possessive {name}"
        return "after=possessive"
    if word in ("'", "’") and words.text(end - 1).endswith("s"):
        return "after=possessive"
    if word in ("-", "‑"):
        return "after=based" if second == "based" else "after=hyphen"
    if not word[0].isalpha():
        return "after=stop" if word in ".!?;:" else "after=mark"
    small = word.casefold()
    for name in ("said", "human", "auxiliary", "organisation_next", "place_next", "thing_next", "in", "to"):
        if small in classes[name]:
            return f"after={name}"
    if small in ("and", "or", "of", "for"):
        return f"after={small}"
    if is_capital(word):
        return "after=capital"
    return "after=ed" if small.endswith("ed") else "after=word"


def _after_comma(words: Words, end: int, second: str, third: str, lists: NameLists) -> str:
    if _NUMBER.fullmatch(second):
        return "after=age" if third in (",", ".", ";") else "after=comma"
    if is_capital(second) and (_is_wider(second, lists) or _is_wider(f"{second} {third}", lists)):
        return "after=wider place"
    return "after=role" if _is_role(words, end + 1, lists) else "after=comma"


def _is_wider(name: str, lists: NameLists) -> bool:
    return lists.place(name) in ("country", "region", "area")


def _is_role(words: Words, start: int, lists: NameLists) -> bool:
    """Whether a role follows: ", a spokesman for", ", the group's founder,"."""
    for place in range(start, min(start + 7, len(words))):
        word = words.texts[place]
        if lists.is_role_noun(word):
            return True
        if not word[0].isalpha() and word not in ("'s", "’s"):
            return False
    return False
