"""Rules around a recogniser, where rules are better than a model: what a name is, where it ends, and how a place is used."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.annotate.name_lists import NameLists, name_lists
from generator.annotate.name_words import TIMES, Words, read_words
from generator.annotate.neighbours import real_names, settle
from generator.annotate.roles import find_role
from generator.data import words as listed
from generator.model import Article, Kind, Mention, Name, Role, Span, Use
from generator.text import flat

AROUND_VERSION = "8"

Names = Sequence[Mention[Name]]

_EDGES = ' \t\r\n\u00a0,;:“”"‘«»[]{}<>*_|\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'
_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’][sS]?$")
_PARTS = re.compile(r"\s*,\s+")
# "Su-34", "T-72", "F-16s", "MH17", "A330-200": machines and flights, not people or places.
_MODEL = re.compile(r"(?:[A-Z][A-Za-z]{0,3}[-‑ ]?\d+[A-Za-z0-9-]*s?)")
_KIND_AFTER = re.compile(r"\s+(?:region|oblast|Region|Oblast)(?!\w)")
_BRACKET = re.compile(r"\s*\(\s*([A-Z][A-Za-z&.]{1,9})\s*\)")


def refine(article: Article, mentions: Names, sentences: Sequence[Span]) -> tuple[Mention[Name], ...]:
    """The names by our policy, sorted, without overlap; `sentences` are those of the annotated blocks, in order.

    A demonym is no place; titles, leading articles and possessives stand outside the name; "Sumy, Ukraine" is two places; a
    country that acts is a place, used as a metonym; "Ministry of X (MX)" gives its acronym; a person gets the role that the
    sentence states. Found here is only what the recogniser named elsewhere in the article, and acronyms in brackets.
    """
    lists = name_lists()
    text = article.text
    cleaned = [part for mention in mentions for part in _cleaned(text, mention, lists)]
    cleaned += _datelines(article, cleaned, lists)
    cleaned += _acronyms(text, cleaned, sentences)
    kept = real_names(text, settle(text, _without_overlap(cleaned), sentences, lists), sentences, lists)
    kept = _without_overlap([*kept, *_found_again(text, kept, sentences, lists)])
    kept = real_names(text, kept, sentences, lists)
    return tuple(_seen(text, kept, sentences, lists))


_WRITTEN_IN = re.compile(r"\s*([A-Z][^\W\d_]+(?:[ '’-][A-Z][^\W\d_]+){0,3})\s*(?:[,(–—]|-(?:\s|$)|$)")


def _datelines(article: Article, found: Names, lists: NameLists) -> Iterator[Mention[Name]]:
    """The known place that a line such as "CAIRO -" opens with, where the recogniser saw nothing in it."""
    for block in article.blocks:
        match = _WRITTEN_IN.match(article.text, block.span.start, block.span.end) if block.role is Role.DATELINE else None
        known = match and (lists.place(match[1]) or (match[1].isupper() and _in_country(article.text, match.end(1), lists)))
        if match and known and not any(mention.span.overlaps(Span(*match.span(1))) for mention in found):
            span, value = Span(*match.span(1)), Name(text=flat(match[1]))
            yield Mention(span=span, kind=Kind.PLACE, value=value, found_by="rules", score=0.9, why="where the story was written")


_COUNTRY_NEXT = re.compile(r",\s+((?:[A-Z][\w.]+\s?){1,4}?)\s*(?:,|\(|–|—|-(?:\s|$)|$)")


def _in_country(text: str, end: int, lists: NameLists) -> bool:
    """ "ANDUZE, France -": the second says that the first is a place, too."""
    match = _COUNTRY_NEXT.match(text, end)
    return match is not None and lists.place(match[1].strip()) in ("country", "region", "area")


# ---------------------------------------------------------------- one name


def _cleaned(text: str, mention: Mention[Name], lists: NameLists) -> Iterator[Mention[Name]]:
    """The parts of a mention that are names, with their proper ends and kinds."""
    for part in _parts(text, mention, lists):
        span = _trimmed(text, part)
        if span is not None and mention.kind is Kind.PERSON:
            span = _without_title(text, span, lists)
        if span is None:
            continue
        span = _whole(text, span, mention.kind, lists)
        kind = _kind(text, mention.kind, span, lists)
        if kind is None:
            continue
        if kind is Kind.PLACE:
            span = _with_kind_word(text, span, lists)
        changed = span != mention.span or kind is not mention.kind
        yield replace(
            mention,
            span=span,
            kind=kind,
            value=replace(mention.value, text=flat(span.of(text))),
            why=f"{mention.why}; ends and kind by rule" if changed and mention.why else mention.why,
        )


def _parts(text: str, mention: Mention[Name], lists: NameLists) -> Iterator[Span]:
    """ "Denver, Colorado" is two places."""
    surface = mention.span.of(text)
    if mention.kind is not Kind.PLACE or "," not in surface or lists.place(flat(surface)):
        yield mention.span
        return
    start = mention.span.start
    for match in _PARTS.finditer(text, mention.span.start, mention.span.end):
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, mention.span.end)


def _trimmed(text: str, span: Span) -> Span | None:
    """Without white space, quotation marks, leading article and possessive; None if no letter is left."""
    start, end = span.start, span.end
    while start < end and (text[start] in _EDGES or (text[start] in "('’" and text.find(")", start, end) < 0)):
        start += 1
    while end > start and text[end - 1] in _EDGES + "?":
        end -= 1
    if end > start and text[end - 1] == ")" and "(" not in text[start:end]:
        end -= 1
    article = _ARTICLE.match(text, start, end)
    if article and not text[start:end].startswith(("The Hague", "A ")) and article.end() < end:
        start = article.end()
    possessive = _POSSESSIVE.search(text[start:end])
    if possessive and possessive.start() > 0:
        end = start + possessive.start()
    if (
        end - start > 2
        and text[end - 1] == "."
        and not re.search(r"(?:\b\w|\b(?:Jr|Sr|Inc|Corp|Ltd|Co|Bros|St|[A-Z][a-z]{2,3}))\.$", text[start:end])
    ):
        end -= 1
    tail = _TAIL.search(text, start, end)
    if tail:
        end = tail.start()
    # A name has a capital; letters without case (Arabic, Chinese) may be names, too.
    return Span(start, end) if any(char.isalpha() and not char.islower() for char in text[start:end]) else None


# What models take in at the end of a name: "Margaret of" (Parma), "Ontario city", "Pebe co" (-wrote).
_TAIL = re.compile(r"(?:\s+(?:of|the|and|for|in|at|on|by|to|city|state|town|village|county|district|co))+$")


def _whole(text: str, span: Span, kind: Kind, lists: NameLists) -> Span:
    """The name with what belongs to it and was left out: numerals of a person, the rest of a listed place ("... Republic of the Congo")."""
    if kind is Kind.PERSON:
        given = _GIVEN_BEFORE.search(text, max(0, span.start - 20), span.start) if " " not in span.of(text) else None
        start = given.start() if given and _is_given_name(given[1], lists) else span.start
        numeral = _NUMERAL.match(text, span.end)
        return Span(start, numeral.end() if numeral else span.end)
    before = _WORD_BEFORE.search(text, max(0, span.start - 20), span.start)
    if before and lists.place(flat(text[before.start() : span.end])):
        return Span(before.start(), span.end)
    end = whole = span.end
    for _ in range(_MOST_LEFT_OUT):
        word = _WORD_AFTER.match(text, end)
        if word is None:
            break
        end = word.end()
        if word[1][0].isupper() and lists.place(flat(text[span.start : end])):
            whole = end
    return Span(span.start, whole)


_MOST_LEFT_OUT = 4  # words
_GIVEN_BEFORE = re.compile(r"(?<![\w’'-])([A-Z][a-z]+) $")
_VERBS_OR_NAMES = frozenset({"Will", "May", "Can", "In", "On", "An", "As", "So", "But", "See", "Did", "Do"})


def _is_given_name(word: str, lists: NameLists) -> bool:
    """A given name that a recogniser left out, mostly because it is a verb, too: "Beat Zumstein"."""
    return lists.is_given(word) and not lists.is_title(word) and not lists.place(word) and word not in _VERBS_OR_NAMES and word not in TIMES


_NUMERAL = re.compile(r"\s+(?:I{2,3}|IV|VI{0,3}|IX|XI{0,3}|XIV|XV|XVI|Jr\.?|Sr\.?)(?!\w)")
_WORD_BEFORE = re.compile(r"(?<!\w)[A-Z][a-z]*\.?\s+$")
_WORD_AFTER = re.compile(r"\s+([^\W\d_]+)")


def _without_title(text: str, span: Span, lists: NameLists) -> Span | None:
    """A person without the titles before the name; None when nothing but titles is there."""
    words = read_words(text, span)
    if len(words) > 1 and all(lists.is_title_part(word) for word in words.texts):
        return None
    place = 0
    while place < len(words) - 1 and (_is_plain_title(words, place, lists) or _title_follows(words, place, lists)):
        place += 1
    last = words.texts[place]
    if place == len(words) - 1 and lists.is_title(last) and not lists.is_family(last):
        return None
    return Span(words.starts[place], span.end)


_TITLES_OR_NAMES = frozenset({"Duke", "Don", "Earl", "Dean", "Marshal"})  # "Duke Ellington"


def _is_plain_title(words: Words, place: int, lists: NameLists) -> bool:
    return lists.is_title(words.texts[place]) and words.texts[place] not in _TITLES_OR_NAMES


def _title_follows(words: Words, place: int, lists: NameLists) -> bool:
    """ "Deputy" in "Deputy Prime Minister NAME"."""
    if not lists.is_title_part(words.texts[place]):
        return False
    return any(lists.is_title(words.texts[later]) for later in range(place + 1, min(place + 4, len(words) - 1)))


def _kind(text: str, kind: Kind, span: Span, lists: NameLists) -> Kind | None:
    """The kind by our policy; None for what is no name: demonyms, beliefs, machines, currencies, bare honorifics."""
    name = flat(span.of(text))
    place = lists.place(name)
    if place is None and (lists.is_demonym(name) or (_PEOPLE_OR_BELIEF.fullmatch(name) and name not in lists.organisations)):
        return None
    if _MODEL.fullmatch(name) and kind is not Kind.ORGANISATION:
        return None
    if text[span.end : span.end + 1] in ("$", "€", "£") and len(name) <= 3:
        return None
    if name in listed("honorifics.txt") or (kind is Kind.ORGANISATION and _is_title_alone(text, span, name, lists)):
        return None
    return Kind.PLACE if kind is Kind.ORGANISATION and place in ("country", "capital") and name not in lists.organisations else kind


_NO_TITLES = frozenset({"Crown", "Metropolitan", "Executive"})
_BESIDE_AN_OFFICE = re.compile(r"\b(?:local|former|sitting|first-time|veteran|backbench|constituency)\s+$")


def _is_title_alone(text: str, span: Span, name: str, lists: NameLists) -> bool:
    """ "Colonel" before a name, "the local TD": a title is no organisation."""
    if not lists.is_title(name) or name in lists.organisations or name in _NO_TITLES:
        return False
    return (
        _CAPITALS_BESIDE.match(text, span.end) is not None
        or _BESIDE_AN_OFFICE.search(text, max(0, span.start - 20), span.start) is not None
    )


# "Melanesians", "Islamophobia", "Judaism": one word.
_PEOPLE_OR_BELIEF = re.compile(r"[A-Z][a-z]+(?:ians|eans|ism|phobia|ianity)")


def _with_kind_word(text: str, span: Span, lists: NameLists) -> Span:
    """ "Sumy region" is another place than Sumy: where the bare name is a town's, "region" and "oblast" belong to the name."""
    known = lists.place(flat(span.of(text)))
    if known not in ("city", "town", "capital", "other"):
        return span
    match = _KIND_AFTER.match(text, span.end)
    return Span(span.start, match.end()) if match else span


# ---------------------------------------------------------------- names together


def _acronyms(text: str, mentions: Names, sentences: Sequence[Span]) -> Iterator[Mention[Name]]:
    """Acronyms that a bracket after an organisation introduces: that organisation's, wherever the article uses them."""
    introduced: dict[str, Mention[Name]] = {}
    for mention in mentions:
        match = _BRACKET.match(text, mention.span.end)
        if mention.kind is Kind.ORGANISATION and match and _abbreviates(match[1], mention.value.text):
            introduced.setdefault(match[1], mention)
    if not introduced:
        return
    wanted = re.compile(rf"(?<![\w&])(?:{'|'.join(map(re.escape, sorted(introduced, key=len, reverse=True)))})(?![\w&])")
    for sentence in sentences:
        for match in wanted.finditer(text, sentence.start, sentence.end):
            mention = introduced[match.group()]
            yield replace(
                mention,
                span=Span(*match.span()),
                value=Name(text=match.group(), acronym=match.group()),
                found_by="rules",
                score=max(mention.score, 0.9),
                why=f'introduced in brackets after "{mention.value.text}"',
            )


def _abbreviates(acronym: str, name: str) -> bool:
    """Whether the letters of the acronym stand in this order in the name, the first one first, and mostly at starts of words."""
    letters = [char.casefold() for char in acronym if char.isalpha()]
    initials = [word[0].casefold() for word in re.findall(r"[^\W\d_]+", name)]
    if not letters or len(letters) < 2 or acronym.casefold() == name.casefold():
        return False
    found, place = 0, 0
    for letter in letters:
        try_place = initials.index(letter, place) if letter in initials[place:] else -1
        if try_place >= 0:
            found, place = found + 1, try_place + 1
    return found >= max(2, len(letters) - 1)


def _found_again(text: str, mentions: Names, sentences: Sequence[Span], lists: NameLists) -> Iterator[Mention[Name]]:
    """The article's names where the recogniser passed over them: the same words, or the same words in capitals, as in a headline."""
    taken = [mention.span for mention in mentions]
    by_first: dict[str, dict[str, Mention[Name]]] = {}
    for mention in mentions:
        if mention.score >= _SURE_ENOUGH:
            for name in _forms(mention, lists):
                by_first.setdefault(name.split()[0].casefold(), {}).setdefault(name, mention)
    for sentence in sentences:
        for span, mention in _again(text, sentence, by_first):
            if not _touches(span, taken):
                again = Name(text=flat(span.of(text)), acronym=mention.value.acronym)
                why = "the same words are a name elsewhere in the article"
                yield replace(mention, span=span, value=again, found_by="rules", score=min(mention.score, 0.8), why=why)


def _again(text: str, sentence: Span, by_first: Mapping[str, Mapping[str, Mention[Name]]]) -> Iterator[tuple[Span, Mention[Name]]]:
    """Where the names stand in a sentence; in a longer run of capitals only if the whole sentence is in Title Case."""
    headline: bool | None = None
    for word in _CAPITAL_WORD.finditer(text, sentence.start, sentence.end):
        for name, mention in by_first.get(word.group().casefold(), {}).items():
            span = Span(word.start(), word.start() + len(name))
            if span.end > sentence.end or not _is_again(text, span, name):
                continue
            if " " not in name and span.of(text) == name and _CAPITALS_BESIDE.match(text, span.end):
                headline = read_words(text, sentence).headline if headline is None else headline
                if not headline:
                    continue
            yield span, mention


def _forms(mention: Mention[Name], lists: NameLists) -> Iterator[str]:
    """The words to look for: the name, and the last word of a person's; no word that is also a common one."""
    words = mention.value.text.split()
    if len(words) > 1:
        yield mention.value.text
    last = words[-1]
    if (len(words) == 1 or (mention.kind is Kind.PERSON and len(last) > 3)) and len(last) > 2 and not lists.is_common(last):
        yield last


_CAPITAL_WORD = re.compile(r"(?<![\w-])[^\W\d_a-z]\w*")
_SURE_ENOUGH = 0.6


def _is_again(text: str, span: Span, name: str) -> bool:
    """Whether the name, or the name in capitals, stands there as a whole word, and not inside "X-led"."""
    found = span.of(text)
    following = text[span.end : span.end + 1]
    return (found == name or (found == name.upper() and len(name) > 3)) and not following.isalnum() and following != "-"


_CAPITALS_BESIDE = re.compile(r"\s[A-Z]")


def _touches(span: Span, sorted_spans: Sequence[Span]) -> bool:
    place = bisect_right(sorted_spans, span)
    return any(near.overlaps(span) for near in sorted_spans[max(0, place - 1) : place + 1])


def _without_overlap(mentions: Iterable[Mention[Name]]) -> list[Mention[Name]]:
    """Sorted by span; of two that overlap the surer stays, then the longer, then the earlier."""
    kept: list[Mention[Name]] = []
    taken: list[Span] = []
    for mention in sorted(mentions, key=lambda m: (-m.score, m.span.start - m.span.end, m.span.start, m.kind)):
        place = bisect_right(taken, mention.span)
        near = taken[max(0, place - 1) : place + 1]
        if not any(span.overlaps(mention.span) for span in near):
            taken.insert(place, mention.span)
            kept.append(mention)
    return sorted(kept, key=lambda m: m.span)


# ---------------------------------------------------------------- in their sentences


def _seen(text: str, mentions: Names, sentences: Sequence[Span], lists: NameLists) -> Iterator[Mention[Name]]:
    """Each mention with what its sentence adds: a person's role, an organisation's acronym, a place's use."""
    starts = [sentence.start for sentence in sentences]
    words: Words | None = None
    read = -1
    for mention in mentions:
        number = bisect_right(starts, mention.span.start) - 1
        if number < 0 or mention.kind is Kind.ORGANISATION:
            yield _with_acronym(text, mention)
            continue
        if number != read:
            words, read = read_words(text, sentences[number]), number
        if words is None:
            yield mention
        elif mention.kind is Kind.PERSON:
            yield _with_role(text, mention, words, lists)
        else:
            yield _with_use(mention, words, lists)


def _with_acronym(text: str, mention: Mention[Name]) -> Mention[Name]:
    match = _BRACKET.match(text, mention.span.end) if mention.kind is Kind.ORGANISATION else None
    if match and _abbreviates(match[1], mention.value.text):
        return replace(mention, value=replace(mention.value, acronym=match[1]))
    return mention


def _with_role(text: str, mention: Mention[Name], words: Words, lists: NameLists) -> Mention[Name]:
    first = bisect_right(words.starts, mention.span.start) - 1
    last = bisect_right(words.starts, mention.span.end - 1)
    if first < 0 or words.headline:
        return mention
    role = find_role(text, words, first, last, lists)
    if role is None or role.span.overlaps(mention.span):
        return mention
    return replace(mention, value=replace(mention.value, role=role.text, role_span=role.span))


_NOT_ACTING = frozenset("been become".split())
_BEFORE_LOCATION = frozenset(
    "in to from at near of into across outside inside around through toward towards over on between within throughout via off beyond "
    "for with against about and or northern southern eastern western central".split()
)


def _with_use(mention: Mention[Name], words: Words, lists: NameLists) -> Mention[Name]:
    """A country or capital that is the subject of an acting verb stands for its government."""
    if lists.place(mention.value.text) not in ("country", "capital"):
        return mention
    first = bisect_right(words.starts, mention.span.start) - 1
    last = bisect_right(words.starts, mention.span.end - 1)
    if (
        words.text(first - 1).casefold() in _BEFORE_LOCATION
        or words.text(first - 1) == ","
        or words.text(last) not in listed("acting_verbs.txt")
    ):
        return mention
    if words.text(last + 1) in _NOT_ACTING:
        return mention
    return replace(mention, value=replace(mention.value, use=Use.METONYM))
