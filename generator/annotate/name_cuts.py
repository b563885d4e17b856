"""Cuts runs of capitalised words into names, and lists what speaks for each kind in the words themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from generator.annotate.name_lists import NameLists, is_acronym
from generator.annotate.name_words import LONGEST_RUN, ORGANISATION_LINKS, PERSON_LINKS, TIMES, Words, find_runs, is_capital
from generator.data import words as listed
from generator.model import Kind

PERSON, PLACE, ORGANISATION = Kind.PERSON, Kind.PLACE, Kind.ORGANISATION


class Cut(NamedTuple):
    """Words `start:end` of a sentence that may be a name. `rule` names the rule that cut it, "" when the words merely have capitals."""

    start: int
    end: int
    rule: str = ""
    kind: Kind | None = None  # what the rule says; it holds for this place even if the article's majority says otherwise
    word: str = ""  # the word that the rule goes by


_MONTHS_OR_NAMES = frozenset({"May", "March", "April", "June", "August", "Jan"})
_NUMERAL = re.compile(r"(?:I{1,3}|IV|VI{0,3}|IX|XI{0,3}|XIV|XV|XVI|Jr\.?|Sr\.?)")
_OPENING_MARKS = frozenset("“\"‘(:—–-•*…'«.;")


def find_cuts(words: Words, lists: NameLists) -> Iterator[Cut]:
    """The possible names of a sentence, in order, without overlap."""
    for start, end in _with_possessives(words, lists):
        if words.headline:
            yield from _in_headline(words, start, end, lists)
        else:
            yield from _cut_run(words, start, end, lists)


_APOSTROPHES = frozenset({"'", "’", "'s", "’s"})


def _with_possessives(words: Words, lists: NameLists) -> Iterator[tuple[int, int]]:
    """The runs; "Harbour Workers' Union" and "People's Republic of China" are one, for nobody owns there: a common noun does."""
    start = end = -1
    for first, last in find_runs(words):
        joined = first == end + 1 and words.texts[end] in _APOSTROPHES and end - start + last - first < LONGEST_RUN
        if joined and lists.is_common(words.texts[end - 1]) and _is_owned(words.texts[first:last], lists):
            end = last
            continue
        if start >= 0:
            yield start, end
        start, end = first, last
    if start >= 0:
        yield start, end


def _is_owned(parts: Sequence[str], lists: NameLists) -> bool:
    return any(part in lists.organisation_heads or part in ("Republic", "Court") for part in parts)


def opens(words: Words, place: int) -> bool:
    """Whether the word opens the sentence, a quotation or a bracket: there a capital says less."""
    return place == 0 or words.texts[place - 1] in _OPENING_MARKS


def known_kind(parts: Sequence[str], lists: NameLists) -> Kind | None:
    """The kind of a name that a list holds and that means little else."""
    name = joined(parts)
    if name in lists.organisations:
        return ORGANISATION
    place = lists.place(name)
    if place in ("country", "capital", "city", "area") or (place == "region" and not lists.is_family(name)):
        return PLACE
    return None


def joined(parts: Sequence[str]) -> str:
    """The words as one name: "People" + "'s" + "Republic" gives "People's Republic"."""
    name = " ".join(parts)
    return name.replace(" 's", "'s").replace(" ’s", "'s") if "'" in name or "’" in name else name


# ---------------------------------------------------------------- headlines


def _in_headline(words: Words, start: int, end: int, lists: NameLists) -> Iterator[Cut]:
    """Where every word has a capital, the lists cut; the article's own names are looked for later."""
    place = start
    while place < end:
        for size in range(min(5, end - place), 0, -1):
            kind = _known_in_capitals(words.texts[place : place + size], lists)
            if kind is not None and not (size == 1 and lists.is_common(words.texts[place])):
                yield Cut(place, place + size, "headline", kind)
                place += size
                break
        else:
            place += 1


def _known_in_capitals(parts: Sequence[str], lists: NameLists) -> Kind | None:
    kind = known_kind(parts, lists)
    if kind is None and all(part.isupper() and len(part) > 3 for part in parts):
        kind = known_kind([part.title() for part in parts], lists)
    if kind is None and len(parts) == 2 and lists.is_given(parts[0].title()) and not lists.is_common(parts[0]):
        family = parts[1].title() if parts[1].isupper() else parts[1]
        return PERSON if lists.is_family(family) and not lists.is_common(family) else None
    return kind


# ---------------------------------------------------------------- runs with small words in them


def _cut_run(words: Words, start: int, end: int, lists: NameLists) -> Iterator[Cut]:
    """Takes openers and words of time off a run, then cuts what is left."""
    texts = words.texts
    openers = listed("sentence_openers.txt")
    while start < end and (
        (opens(words, start) and texts[start].casefold() in openers and not _known_from(texts, start, end, lists))
        or (texts[start] in TIMES and texts[start] not in _MONTHS_OR_NAMES)
        or (texts[start] in _MONTHS_OR_NAMES and _is_month(words, start))
        or texts[start] == "I"
        or not is_capital(texts[start])
    ):
        start += 1
    if start >= end:
        return
    cut = next((place for place in range(start, end) if texts[place] in TIMES - _MONTHS_OR_NAMES), None)
    if cut is not None:
        yield from _cut_run(words, start, cut, lists)
        yield from _cut_run(words, cut + 1, end, lists)
    else:
        yield from _cut_linked(words, start, end, lists)


def _is_month(words: Words, place: int) -> bool:
    """ "May" is a month beside a number or after "in"."""
    after, before = words.text(place + 1), words.text(place - 1)
    return (
        after[:1].isdigit()
        or before[:1].isdigit()
        or before in ("in", "In", "since", "until", "of", "last", "this", "next", "by")
        or after == ","
    )


def _known_from(texts: Sequence[str], start: int, end: int, lists: NameLists) -> bool:
    return any(known_kind(texts[start:stop], lists) for stop in range(start + 2, min(end, start + 5) + 1))


def _cut_linked(words: Words, start: int, end: int, lists: NameLists) -> Iterator[Cut]:
    """Cuts at "of", "and", "de" ..., unless they belong to the name."""
    texts = words.texts
    links = [place for place in range(start + 1, end) if not is_capital(texts[place]) and texts[place] not in _APOSTROPHES]
    if not links:
        yield from _cut_plain(words, start, end, lists)
        return
    whole = known_kind(texts[start:end], lists)
    if whole is not None:
        yield Cut(start, end, "known", whole)
        return
    link = links[0]
    after = next((place for place in range(link + 1, end) if is_capital(texts[place])), end)
    head, word = texts[link - 1], texts[link]
    stop = next((place for place in links if place > after), end)
    if word in PERSON_LINKS:
        stop = next((place for place in links if place >= after and texts[place] in ORGANISATION_LINKS), end)
        yield from _cut_plain(words, start, stop, lists)
    elif word in ("of", "for", "on") and _heads_organisation(head, word, lists):
        begin = _after_titles(words, start, link, lists)
        stop = _organisation_end(words, after, end, links, lists)
        yield from _cut_plain(words, start, begin, lists)
        yield Cut(begin, stop, "organisation of", ORGANISATION, head)
    elif word == "of" and head in lists.place_starts | lists.place_kinds and not (head in _PLAIN_KINDS and lists.place(texts[after])):
        yield from _cut_plain(words, start, link - 1, lists)
        yield Cut(link - 1, stop, "place of", PLACE, head)
    elif word in ("and", "&") and _joins(words, start, link, after, stop, lists):
        yield Cut(start, stop, "nouns joined", ORGANISATION, word)
    elif word == "of" and link - start == 1 and lists.is_given(head) and not lists.is_common(head) and texts[link + 1] != "the":
        yield Cut(start, stop, "given name of", PERSON, head)
    elif word == "of" and lists.is_title(head) and texts[after - 1] == "of" and _is_named_after(words, after, stop, lists):
        yield from _cut_plain(words, after, after + 1, lists)  # "Archbishop of Canterbury Justin Welby"
        yield from _cut_plain(words, after + 1, stop, lists)
    else:
        stop = link
        yield from _cut_plain(words, start, link, lists)
    yield from _cut_rest(words, stop, end, lists)


_PLAIN_KINDS = frozenset({"City", "State", "Province", "County", "Town", "Village", "District", "Region"})


def _cut_rest(words: Words, start: int, end: int, lists: NameLists) -> Iterator[Cut]:
    while start < end and not is_capital(words.texts[start]):
        start += 1
    if start < end:
        yield from _cut_linked(words, start, end, lists)


def _heads_organisation(head: str, link: str, lists: NameLists) -> bool:
    return head in lists.organisation_starts or (link == "of" and head in lists.organisation_heads)


def _is_named_after(words: Words, after: int, stop: int, lists: NameLists) -> bool:
    return stop - after > 2 and lists.is_given(words.texts[after + 1])


def _after_titles(words: Words, start: int, link: int, lists: NameLists) -> int:
    """Where "Ukrainian Ministry of Defence" begins: at the first word, or after a title."""
    begin = start
    for place in range(start, link - 1):
        if lists.is_title(words.texts[place]):
            begin = place + 1
    return begin


def _organisation_end(words: Words, after: int, end: int, links: Sequence[int], lists: NameLists) -> int:
    """The end of "Department of Health and Human Services": past "and" while common nouns or heads follow, past "of" after a head."""
    texts = words.texts
    stops = [place for place in links if place > after] + [end]
    stop = stops[0]
    for place, following in pairwise(stops):
        part = texts[place + 1 : following]
        if not part:
            break
        if (
            texts[place] in ("and", "&")
            and lists.is_common(texts[place - 1])
            and (lists.is_common(part[0]) or part[-1] in lists.organisation_heads)
        ) or (texts[place] in ("of", "for", "the", "in") and texts[place - 1] in lists.organisation_heads | lists.organisation_starts):
            stop = following
        else:
            break
    return stop


def _joins(words: Words, start: int, link: int, after: int, stop: int, lists: NameLists) -> bool:
    """Whether "Food and Drug Administration" is one name: common nouns on the left, a head of an organisation at the end."""
    left, right = words.texts[start:link], words.texts[after:stop]
    if words.texts[link] == "&":
        return stop - start <= 5
    return (
        len(right) > 1
        and right[-1] in lists.organisation_heads
        and all(lists.is_common(word) and not lists.place(word) for word in left)
        and lists.is_common(right[0])
    )


# ---------------------------------------------------------------- capitalised words that nothing separates


def _cut_plain(words: Words, start: int, end: int, lists: NameLists) -> Iterator[Cut]:
    """Title and person, organisation or place by its last word, a known place before another name, or words with capitals."""
    while end > start and words.texts[end - 1] in (".", "-"):
        end -= 1
    if start >= end:
        return
    parts = words.texts[start:end]
    whole = known_kind(parts, lists)
    if whole is not None and len(parts) > 1:
        yield Cut(start, end, "known", whole)
    elif len(parts) == 1:
        yield from _cut_single(words, start, lists)
    elif (form := _legal_form(parts, lists)) and not lists.is_title(parts[0]):
        yield Cut(start, start + form, "legal form", ORGANISATION, parts[form - 1])
        yield from _cut_plain(words, start + form, end, lists)
    else:
        yield from _cut_several(words, start, end, lists)


def _legal_form(parts: Sequence[str], lists: NameLists) -> int:
    """How many words make a company with its legal form; 0 for none."""
    return next((place + 1 for place in range(1, len(parts)) if parts[place] in lists.legal_forms), 0)


def _cut_several(words: Words, start: int, end: int, lists: NameLists) -> Iterator[Cut]:
    parts = words.texts[start:end]
    first, last = parts[0], parts[-1]
    title = _title(words, start, end, lists)
    if last == "Government" and (lists.is_demonym(" ".join(parts[:-1])) or lists.place(" ".join(parts[:-1]))):
        yield from _cut_plain(words, start, end - 1, lists)  # of a country: what acts is the country
        return
    if _closes_organisation(parts, lists) and (title is None or not lists.is_given(words.texts[title + 1])):
        yield Cut(start, end, "organisation head", ORGANISATION, last)
    elif title is not None:
        yield from _cut_plain(words, start, _title_begin(words, start, title, lists), lists)
        yield Cut(title + 1, end, "title", PERSON, words.texts[title])
    elif lists.is_title(last) and not lists.is_family(last):
        yield from _cut_plain(words, start, _title_begin(words, start, end - 1, lists), lists)
    elif last in lists.place_kinds and not (
        lists.is_given(first) and len(parts) == 2 and last not in ("County", "Street", "Road", "Airport", "Oblast")
    ):
        yield Cut(start, end, "place kind", PLACE, last)
    elif first in lists.place_starts and not lists.is_given(first):
        yield Cut(start, end, "place start", None, first)
    elif lists.is_demonym(first) and not (lists.is_given(first) and not lists.is_common(parts[1])):
        if not (len(parts) == 2 and (lists.is_common(last) or lists.is_demonym(last))):
            yield from _cut_plain(words, start + 1, end, lists)
    elif opens(words, start) and lists.is_common(first) and not lists.is_given(first):
        yield from _cut_plain(words, start + 1, end, lists)
    else:
        prefix = _place_before(parts, lists)
        if prefix:
            yield Cut(start, start + prefix, "place before", PLACE)
            yield from _cut_plain(words, start + prefix, end, lists)
        else:
            yield Cut(start, end)


def _closes_organisation(parts: Sequence[str], lists: NameLists) -> bool:
    last = parts[-1]
    return last in lists.organisation_heads and not (lists.is_family(last) and lists.is_given(parts[0]) and len(parts) == 2)


def _title(words: Words, start: int, end: int, lists: NameLists) -> int | None:
    """The last word of a title that a name follows: "General Dynamics" and "President Street" have none."""
    for place in range(end - 2, start - 1, -1):
        word, following = words.texts[place], words.texts[place + 1]
        if not lists.is_title(word) or words.texts[end - 1] in lists.legal_forms:
            continue
        usual = lists.is_common(following) and not lists.is_given(following) and not lists.is_family(following)
        if not usual or word.endswith(".") or lists.is_honorific(word):
            return place
    return None


def _title_begin(words: Words, start: int, title: int, lists: NameLists) -> int:
    """Where the title that ends at `title` begins: over its modifiers and a demonym."""
    begin = title
    while begin > start and (lists.is_title_part(words.texts[begin - 1]) or lists.is_demonym(words.texts[begin - 1])):
        begin -= 1
    return begin


def _place_before(parts: Sequence[str], lists: NameLists) -> int:
    """How many words at the start are a country or capital before another name ("US Steel" is one name, "Kyiv Viktor" is two)."""
    if lists.is_given(parts[0]):
        return 0
    for size in range(min(3, len(parts) - 1), 0, -1):
        if lists.place(" ".join(parts[:size])) in ("country", "capital") and lists.is_given(parts[size]):
            return size
    return 0


def _cut_single(words: Words, place: int, lists: NameLists) -> Iterator[Cut]:
    word = words.texts[place]
    if word.rstrip(".") in listed("not_names.txt") or not any(char.isalpha() for char in word):
        return
    if lists.is_demonym(word) and not lists.place(word):
        return
    if words.text(place + 1)[:1] in ("$", "€", "£") and len(word) <= 3:
        return  # "US$40"
    if any(char.isdigit() for char in word) and word not in lists.organisations:
        return
    if re.search(r"[-‑]", word):
        pieces = re.split("[-‑]", word)
        if pieces[-1][:1].islower() or all(lists.is_demonym(piece) for piece in pieces):
            return
    if lists.is_title(word) and not lists.is_given(word):
        return
    kind = known_kind([word], lists)
    yield Cut(place, place + 1, "known" if kind else "", None)


# ---------------------------------------------------------------- what the words say


def features(parts: Sequence[str], cut: Cut, lists: NameLists) -> Iterator[str]:
    """What speaks for or against a kind in the words of a name, as keys of name_evidence.txt."""
    if cut.rule:
        yield f"rule={cut.rule}"
        if cut.rule in ("organisation head", "place kind", "organisation of"):
            yield f"{cut.rule}={cut.word}"
    name = joined(parts)
    place = lists.place(name)
    given, family = lists.is_given(parts[0]), lists.is_family(parts[-1])
    common = sum(lists.is_common(part) for part in parts)
    if name in lists.organisations:
        yield "known organisation"
    if place:
        yield f"place={place}"
    if len(parts) == 1:
        word = parts[0]
        flags = "g" * given + "f" * family + "c" * (common > 0) + (place or "")
        yield f"one={flags}"
        if is_acronym(word):
            yield "acronym"
            yield f"acronym {min(len(word.replace('.', '')), 6)}"
        elif word.isupper():
            yield "capitals"
        elif any(char.isupper() for char in word[1:]):
            yield "inner hyphen" if "-" in word else "inner capital"
        if word.startswith(("al-", "el-", "Al-", "El-")):
            yield "Arabic article"
        yield f"end={word[-2:].casefold()}" if word[-2:].casefold() in _ENDS else "end=other"
        return
    yield f"{min(len(parts), 5)}=" + "g" * given + "f" * family + "c" * min(common, 2)
    if _NUMERAL.fullmatch(parts[-1]):
        yield "numeral"
    if any(re.fullmatch(r"[A-Z]\.", part) for part in parts):
        yield "initial"
    if any(is_acronym(part) for part in parts):
        yield "acronym inside"
    if any(part in PERSON_LINKS for part in parts):
        yield "person link"
    if any(part in ORGANISATION_LINKS for part in parts):
        yield "organisation link"
    if lists.place(parts[-1]) in ("country", "capital", "area"):
        yield "country last"
    elif any(lists.place(part) in ("country", "capital", "area") for part in parts):
        yield "country inside"
    if parts[0] in lists.organisations:
        yield "organisation first"
    if parts[0] in lists.organisation_openers:
        yield "organisation opener"
    if lists.is_demonym(parts[0]):
        yield "demonym first"


_ENDS = frozenset(
    "ov ev in iy yi ko uk ki ky ez es az os as us is er on en an nn ma la ra na ia ya yo to so ro no do go co ad id ed ul il el al um "
    "am im om st rt nd rd ld ll ss tt ck ng sh ch th ts rg rk lk lm hm ic ex ix te le ne re se ce ge de me ve ze oy ay ey ly ry ty "
    "ny".split()
)
