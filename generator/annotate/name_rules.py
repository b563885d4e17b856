"""The `rules` recogniser: names found by lists, titles, heads and contexts, without a model."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from generator.annotate.name_lists import PLACE_WEIGHT, NameLists, is_acronym, name_lists
from generator.annotate.name_words import ORGANISATION_LINKS, PERSON_LINKS, Words, find_runs, is_capital, read_words
from generator.model import Article, Kind, Mention, Name, Span
from generator.text import flat, sentences

RULES_VERSION = "1"

PERSON, PLACE, ORGANISATION = Kind.PERSON, Kind.PLACE, Kind.ORGANISATION


class Guess(NamedTuple):
    """What a run of words may be: weights of evidence by kind, about log odds; `sure` keeps its kind against the article's majority."""

    start: int  # words of the sentence
    end: int
    weights: Mapping[Kind, float]
    why: str
    sure: bool = False


@dataclass(slots=True, kw_only=True)
class _Case:
    """A guess in its place in the article, while the article is read."""

    span: Span
    text: str
    size: int  # words
    weights: dict[Kind, float]
    why: str
    sure: bool
    first: bool  # opens its sentence
    headline: bool
    context: dict[Kind, float] = field(default_factory=dict)


class Rules:
    """Recogniser without a model: at least 50,000 words a CPU second; precision first."""

    name = "rules"
    version = RULES_VERSION

    def __init__(self) -> None:
        self._lists = name_lists()

    def find(self, articles: Sequence[Article]) -> Sequence[tuple[Mention[Name], ...]]:
        """The names of each article, in order. Spans lie inside annotated blocks and do not overlap."""
        return [find_names(article, self._lists) for article in articles]


def find_names(article: Article, lists: NameLists) -> tuple[Mention[Name], ...]:
    """People, places and organisations of one article; linear in its length."""
    blocks = [block for block in article.blocks if block.annotated]
    stretches = sentences(article.text, blocks) if blocks or not article.blocks else ()
    cases: list[_Case] = []
    for sentence in stretches:
        words = read_words(article.text, sentence)
        for guess in _guesses(words, lists):
            cases.append(_case(article.text, words, guess, lists))
    return tuple(_decide(article.text, cases, lists))


# ---------------------------------------------------------------- one sentence


_TIME_WORDS = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October "
    "November December Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun Christmas Easter Ramadan "
    "Thanksgiving Halloween Spring Summer Autumn Winter GMT UTC BST EST EDT CET".split()
)
# Words that open sentences and are no part of a name there.
_OPENERS = frozenset(
    "the a an this that these those he she it they we you i his her its their our your my who what when where why how which whose "
    "if but and or nor so yet for in on at by from to of with without within into onto over under after before since until while "
    "although though because as than then there here now today yesterday tomorrow also however meanwhile moreover thus hence still "
    "even only just both either neither each every all some any many much most more few several such no not never once one two three "
    "four five six seven eight nine ten another other others among amid despite during between through throughout across against "
    "about around along behind beyond besides except like unlike near off out per regarding upon via whether perhaps maybe yes well "
    "oh ok please thank let do does did is are was were be been being have has had will would shall should can could may might must "
    "said says according earlier later last next first second third finally recently currently previously additionally nevertheless "
    "nonetheless instead otherwise therefore indeed according following speaking asked born based given despite see read police "
    "officials people former police authorities".split()
)
_NOT_NAMES = frozenset(
    "I TV PM AM CEO CFO COO POW POWs MP MPs MEP DNA RNA HIV AIDS GDP VAT ID IT PC DVD CD CCTV SUV UFO GPS ATM FAQ PDF URL USD GBP EUR "
    "OK VIP PR HR AI VR UV WMD IED IEDs NGO NGOs IPO VAT SMS USB LED LCD BST WW2 WWI WWII II III IV VI VII VIII IX XI XII BC AD BCE CE Covid "
    "COVID COVID-19 Covid-19 SARS H5N1 H1N1 MERS Ebola Islam Christianity Buddhism Hinduism Judaism God Allah Bible Koran Quran Internet Web "
    "Christmas Easter Hajj Olympics Olympic Nobel Oscar Oscars Grammy Emmy Brexit Mr Mrs Ms English French German Spanish Chinese Arabic "
    "Communism Nazism Marxism Facebookers iPhone iPad iOS Android Windows Linux Bitcoin Renaissance Enlightenment Reformation Earth Sun Moon "
    "Mars Jupiter Venus Saturn Mercury Neptune Pluto Satan Jesus Christ Zika Latin X Y Z A B C D E F G H J K L M N O P Q R S T U V W "
    "Picture Photo Photograph Image Images Video File Watch Read Updated Published Sources Source Related PhD BA MA MBA BSc LGBT LGBTQ NEW BREAKING "
    "North South East West Northern Southern Eastern Western Central Republicans Democrats Greens Tories Liberals Conservatives Bill Act Treaty Day Week "
    "Great War World Cup League Prime Minister Constitution Senate-confirmed Stone Bronze Iron Ages Age Cold Holocaust Genocide Internet-based".split()
)
_DIGIT = re.compile(r"\d")


def _guesses(words: Words, lists: NameLists) -> Iterator[Guess]:
    for start, end in find_runs(words):
        if words.headline:
            yield from _in_headline(words, start, end, lists)
        else:
            yield from _read_run(words, start, end, lists)


def _in_headline(words: Words, start: int, end: int, lists: NameLists) -> Iterator[Guess]:
    """Where every word has a capital, only what the lists know counts; the article's own names are matched later."""
    place = start
    texts = words.texts
    while place < end:
        for size in range(min(5, end - place), 0, -1):
            kind = _listed(texts[place : place + size], lists, caps=True)
            if kind is not None and not (size == 1 and lists.is_common(texts[place])):
                yield Guess(place, place + size, {kind: 2.5}, "a known name in a headline")
                place += size
                break
        else:
            yield Guess(place, place + 1, {}, "a word of a headline")
            place += 1


def _listed(parts: Sequence[str], lists: NameLists, *, caps: bool = False) -> Kind | None:
    """The kind of a name that a list holds and that means little else."""
    name = " ".join(parts)
    if name in lists.organisations:
        return ORGANISATION
    place = lists.place(name)
    if place is None and caps and name.isupper() and len(name) > 3:
        place = lists.place(name.title())
    if place in ("country", "capital", "city", "area") or (place == "region" and not lists.is_family(name)):
        return PLACE
    return None


def _read_run(words: Words, start: int, end: int, lists: NameLists) -> Iterator[Guess]:
    """Cuts a run into names. Leading openers and time words go; then organisations with "of", then pieces between small words."""
    texts = words.texts
    while start < end and (
        (_opens(words, start) and texts[start].casefold() in _OPENERS and not (end - start > 1 and _known_from(words, start, end, lists)))
        or texts[start] in _TIME_WORDS
        or texts[start] == "I"
        or not is_capital(texts[start])
    ):
        start += 1
    if start >= end:
        return
    cut = next(
        (
            place
            for place in range(start, end)
            if texts[place] in _TIME_WORDS and texts[place] not in ("May", "March", "April", "June", "August")
        ),
        None,
    )
    if cut is not None:
        yield from _read_run(words, start, cut, lists)
        yield from _read_run(words, cut + 1, end, lists)
        return
    yield from _read_piece(words, start, end, lists)


def _known_from(words: Words, start: int, end: int, lists: NameLists) -> bool:
    return any(_listed(words.texts[start:stop], lists) for stop in range(start + 2, min(end, start + 5) + 1))


def _opens(words: Words, place: int) -> bool:
    """Whether the word opens the sentence or a quotation in it."""
    return place == 0 or words.texts[place - 1] in ("“", '"', "‘", "(", ":", "—", "–", "-", "•", "*", "…", "'", "«", ".", ";")


def _read_piece(words: Words, start: int, end: int, lists: NameLists) -> Iterator[Guess]:
    texts = words.texts
    links = [place for place in range(start + 1, end) if not is_capital(texts[place])]
    if not links:
        yield from _read_plain(words, start, end, lists)
        return
    whole = _listed(texts[start:end], lists)
    if whole is not None:
        yield Guess(start, end, {whole: 5.0}, "a known name", True)
        return
    link = links[0]
    after = link + 1
    while after < end and not is_capital(texts[after]):
        after += 1
    head, word = texts[link - 1], texts[link]
    if word in PERSON_LINKS and word not in ORGANISATION_LINKS:
        stop = next((place for place in links if place >= after and texts[place] in ORGANISATION_LINKS), end)
        if not any(lists.is_title(texts[place]) for place in range(start, stop)) or lists.is_title(texts[start]):
            yield from _read_plain(words, start, stop, lists)
            yield from _rest(words, stop, end, lists)
            return
    if word in ("of", "for", "on") and (head in lists.organisation_starts or (word == "of" and head in lists.organisation_heads)):
        stop = _organisation_end(words, after, end, links, lists)
        begin = _organisation_begin(words, start, link, lists)
        yield from _read_plain(words, start, begin, lists)
        yield Guess(begin, stop, {ORGANISATION: 4.0}, f'"{head} {word}" opens an organisation', True)
        yield from _rest(words, stop, end, lists)
        return
    if (
        word == "of"
        and head in lists.place_starts | lists.place_kinds
        and head not in ("City", "State", "Province", "County", "Town", "Village")
    ):
        stop = next((place for place in links if place > after), end)
        yield from _read_plain(words, start, link - 1, lists)
        yield Guess(link - 1, stop, {PLACE: 3.5}, f'"{head} of" opens a place', True)
        yield from _rest(words, stop, end, lists)
        return
    if word in ("and", "&") and _joins(words, start, link, after, end, links, lists):
        stop = next((place for place in links if place > after), end)
        yield Guess(start, stop, {ORGANISATION: 3.0}, "two nouns before the head of an organisation", True)
        yield from _rest(words, stop, end, lists)
        return
    yield from _read_plain(words, start, link, lists)
    yield from _rest(words, link, end, lists)


def _rest(words: Words, start: int, end: int, lists: NameLists) -> Iterator[Guess]:
    while start < end and not is_capital(words.texts[start]):
        start += 1
    if start < end:
        yield from _read_piece(words, start, end, lists)


def _organisation_begin(words: Words, start: int, link: int, lists: NameLists) -> int:
    """ "Ukrainian Ministry of Defence": from the first word, but without a title and what stands before it."""
    begin = start
    for place in range(start, link - 1):
        if lists.is_title(words.texts[place]) and words.texts[place] not in ("Royal", "Supreme"):
            begin = place + 1
    return begin


def _organisation_end(words: Words, after: int, end: int, links: Sequence[int], lists: NameLists) -> int:
    """The end of "Department of Health and Human Services": past "and", "of" only while common nouns or the last head follow."""
    texts = words.texts
    stops = [place for place in links if place > after] + [end]
    stop = stops[0]
    for place, following in zip(stops, stops[1:], strict=False):
        part = texts[place + 1 : following]
        noun = lists.is_common(texts[place - 1])
        if (texts[place] in ("and", "&") and noun and part and (lists.is_common(part[0]) or part[-1] in lists.organisation_heads)) or (
            texts[place] in ("of", "for", "the", "in") and part and texts[place - 1] in lists.organisation_heads | lists.organisation_starts
        ):
            stop = following
        else:
            break
    return stop


def _joins(words: Words, start: int, link: int, after: int, end: int, links: Sequence[int], lists: NameLists) -> bool:
    """Whether "Food and Drug Administration" is one: nouns of the language on the left, a head at the end of the right."""
    texts = words.texts
    stop = next((place for place in links if place > after), end)
    if texts[link] == "&":
        return stop - start <= 5
    left, right = texts[start:link], texts[after:stop]
    return (
        bool(right)
        and right[-1] in lists.organisation_heads
        and len(right) > 1
        and all(lists.is_common(word) and not lists.place(word) for word in left)
        and lists.is_common(right[0])
    )


_BEFORE_KIND = frozenset({"House", "Hall", "Court", "Supreme"})


def _read_plain(words: Words, start: int, end: int, lists: NameLists) -> Iterator[Guess]:
    """Cuts capitalised words that nothing separates: title and person, organisation by its last word, place, or unknown."""
    texts = words.texts
    if start >= end:
        return
    parts = texts[start:end]
    size = end - start
    if parts[-1] in (".", "-"):
        yield from _read_plain(words, start, end - 1, lists)
        return
    whole = _listed(parts, lists)
    if whole is not None:
        yield Guess(start, end, {whole: _listed_weight(parts, lists, whole)}, "a known name", size > 1)
        return
    if size == 1:
        yield from _read_single(words, start, lists)
        return
    if parts[-1] in lists.legal_forms and not lists.is_title(parts[0]):
        yield Guess(start, end, {ORGANISATION: 4.0}, f'"{parts[-1]}" is a legal form', True)
        return
    title = next(
        (place for place in range(end - 2, start - 1, -1) if lists.is_title(texts[place]) and _is_title_here(words, place, end, lists)),
        None,
    )
    last = parts[-1]
    head = last in lists.organisation_heads and not lists.is_family(last)
    if head and (title is None or not lists.is_given(texts[title + 1])):
        yield from _read_headed(words, start, end, lists)
        return
    if title is not None:
        yield from _read_plain(words, start, _title_begin(words, start, title, lists), lists)
        yield from _read_titled(words, title + 1, end, lists)
        return
    if lists.is_title(last):
        yield from _read_plain(words, start, _title_begin(words, start, end - 1, lists), lists)
        return
    if last in lists.place_kinds and size > 1 and not (lists.is_given(parts[0]) and size == 2 and last not in ("County", "Street", "Road")):
        yield Guess(start, end, {PLACE: 3.0}, f'"{last}" closes the name of a place', True)
        return
    if parts[0] in lists.place_starts and not lists.is_given(parts[0]):
        yield Guess(start, end, {PLACE: 2.0, PERSON: 0.5}, f'"{parts[0]}" opens the name of a place')
        return
    if lists.is_demonym(parts[0]):
        if lists.is_given(parts[1]) or all(lists.is_family(part) for part in parts[1:]):
            yield from _read_plain(words, start + 1, end, lists)
        elif len(parts) == 2 and (lists.is_common(parts[1]) or lists.is_demonym(parts[1])):
            return
        else:
            yield from _read_plain(words, start + 1, end, lists)
        return
    if _opens(words, start) and lists.is_common(parts[0]) and not lists.is_given(parts[0]):
        yield from _read_plain(words, start + 1, end, lists)
        return
    prefix = _place_prefix(parts, lists)
    if prefix and prefix < size and not lists.is_given(parts[0]):
        yield Guess(start, start + prefix, {PLACE: 2.5}, "a known place before another name")
        yield from _read_plain(words, start + prefix, end, lists)
        return
    yield _unknown(words, start, end, lists)


def _listed_weight(parts: Sequence[str], lists: NameLists, kind: Kind) -> float:
    if kind is not PLACE or len(parts) > 1:
        return 5.0
    name = parts[0]
    weight = 1.0 + 4.0 * PLACE_WEIGHT[lists.place(name) or "town"] - (1.0 if lists.is_family(name) or lists.is_given(name) else 0.0)
    return weight - (1.5 if lists.is_common(name) else 0.0)


def _is_title_here(words: Words, place: int, end: int, lists: NameLists) -> bool:
    """A title word is one before a name: "General Dynamics" and "Prince George County" are none."""
    following = words.texts[place + 1 : end]
    if not following or following[-1] in lists.legal_forms:
        return False
    return not (lists.is_common(following[0]) and not lists.is_given(following[0]) and not lists.is_family(following[0])) or words.texts[
        place
    ].endswith(".")


def _title_begin(words: Words, start: int, title: int, lists: NameLists) -> int:
    """Where the title that ends at `title` begins: over its modifiers and a demonym."""
    begin = title
    while begin > start and (lists.is_title_part(words.texts[begin - 1]) or lists.is_demonym(words.texts[begin - 1])):
        begin -= 1
    return begin


def _read_titled(words: Words, start: int, end: int, lists: NameLists) -> Iterator[Guess]:
    """The name after a title."""
    parts = words.texts[start:end]
    if not parts:
        return
    if parts[-1] in lists.place_kinds and len(parts) > 1 and not lists.is_given(parts[0]):
        yield Guess(start, end, {PLACE: 3.0}, f'"{parts[-1]}" closes the name of a place', True)
        return
    yield Guess(start, end, {PERSON: 5.0}, f'after the title "{words.texts[start - 1]}"', True)


def _read_headed(words: Words, start: int, end: int, lists: NameLists) -> Iterator[Guess]:
    """A run that closes with the head of an organisation: all of it but a leading opener."""
    texts = words.texts
    parts = texts[start:end]
    if _opens(words, start) and end - start > 1 and parts[0].casefold() in _OPENERS:
        start += 1
    if end - start == 1:
        return
    if (
        end - start == 2
        and lists.is_demonym(texts[start])
        and texts[start + 1].casefold() in ("government", "troops", "forces", "tigers")
        and False
    ):
        return
    if lists.is_given(texts[start]) and end - start == 2 and lists.is_family(texts[end - 1]):
        yield Guess(start, end, {PERSON: 2.0, ORGANISATION: 1.0}, "a given name first")
        return
    yield Guess(start, end, {ORGANISATION: 3.5}, f'"{texts[end - 1]}" closes the name of an organisation', True)


def _place_prefix(parts: Sequence[str], lists: NameLists) -> int:
    for size in range(min(3, len(parts) - 1), 0, -1):
        if lists.place(" ".join(parts[:size])) in ("country", "capital"):
            return size
    return 0


def _read_single(words: Words, place: int, lists: NameLists) -> Iterator[Guess]:
    word = words.texts[place]
    if word in _NOT_NAMES or word.rstrip(".") in _NOT_NAMES or lists.is_demonym(word) or not any(char.isalpha() for char in word):
        return
    if _DIGIT.search(word):
        return
    if "-" in word or "‑" in word:
        tail = re.split("[-‑]", word)[-1]
        if tail[:1].islower() or all(lists.is_demonym(part) for part in re.split("[-‑]", word)):
            return
    if is_acronym(word):
        yield Guess(place, place + 1, {ORGANISATION: 1.6}, "an acronym")
        return
    if lists.is_title(word) and words.text(place + 1)[:1].isupper() is False and not lists.is_family(word):
        return
    yield _unknown(words, place, place + 1, lists)


def _unknown(words: Words, start: int, end: int, lists: NameLists) -> Guess:
    """Weights from the lists alone, for a name that no rule is sure of."""
    parts = words.texts[start:end]
    size = len(parts)
    weights = {PERSON: 0.0, PLACE: 0.0, ORGANISATION: 0.0}
    why = "capitalised"
    place = lists.place(" ".join(parts))
    if place:
        weights[PLACE] += 1.0 + 2.0 * PLACE_WEIGHT[place]
        why = f"listed as a {place}"
    given, family = lists.is_given(parts[0]), lists.is_family(parts[-1])
    if size > 1:
        if size <= 4:
            weights[PERSON] += 0.6 + (2.2 if given else 0.0) + (1.2 if family else 0.0)
        weights[ORGANISATION] += 0.8
        common = sum(lists.is_common(part) for part in parts)
        weights[PERSON] -= 1.5 * common
        if is_acronym(parts[0]) or is_acronym(parts[-1]):
            weights[ORGANISATION] += 1.2
            weights[PERSON] -= 2.0
        if given:
            why = f'"{parts[0]}" is a given name'
    else:
        weights[PERSON] += 0.2 + (0.8 if given else 0.0) + (0.9 if family else 0.0)
        if lists.is_common(parts[0]):
            penalty = 3.0 if _opens(words, start) else 1.5
            for kind in weights:
                weights[kind] -= penalty
    return Guess(start, end, weights, why)


# ---------------------------------------------------------------- what stands around


def _table(name: str) -> Mapping[str, str]:
    return {}


_SAID = frozenset(
    "said says say told tells added adds explained explains argued argues asked asks replied replies commented comments noted notes claimed claims insisted insists admitted warned warns".split()
)
_HUMAN = frozenset(
    "wrote writes thinks believes believed died married born won lost played scored resigned retired arrived visited met joined became "
    "walked testified vowed hopes wants smiled laughed grew studied graduated recalled recalls who whose".split()
)
_IN = frozenset({"in", "near", "outside", "throughout", "across", "towards", "toward", "into", "inside", "around"})
_TO = frozenset({"from", "to", "at", "through", "via", "over", "off", "of"})
_PLACE_OF = frozenset(
    "city town village province region district state county suburb capital port island outskirts suburbs north south east west mayor governor "
    "northeast northwest southeast southwest coast people residents citizens streets centre center part parts area areas municipality "
    "neighbourhood neighborhood bombing siege battle invasion occupation".split()
)
_PLACE_NEXT = frozenset(
    "region province district city area airport border coast county island river valley peninsula town village oblast neighbourhood neighborhood suburb mountains prefecture waters airfield airfields".split()
)
_ORG_NEXT = frozenset(
    "spokesman spokeswoman spokesperson shares executives headquarters customers officials founder co-founder employees analyst analysts reporters "
    "reporter subsidiary shareholders stock stores factory plant website newspaper magazine network chairman boss users staff lawmakers fighters militants "
    "rebels insurgents members supporters leaders leader party group".split()
)
_ORG_BEFORE = frozenset(
    "company firm maker giant website newspaper group agency bank retailer automaker carmaker carrier airline charity startup start-up network magazine "
    "broadcaster party club manufacturer airframer subsidiary publisher operator union band consortium developer supplier daily weekly channel label tabloid "
    "conglomerate insurer lender brokerage studio".split()
)


def _case(text: str, words: Words, guess: Guess, lists: NameLists) -> _Case:
    span = Span(words.starts[guess.start], words.end(guess.end - 1))
    return _Case(
        span=span,
        text=flat(span.of(text)),
        size=guess.end - guess.start,
        weights=dict(guess.weights),
        why=guess.why,
        sure=guess.sure,
        first=_opens(words, guess.start),
        headline=words.headline,
        context={} if words.headline else _context(words, guess, lists),
    )


_AGE = re.compile(r"\d{1,3}")


def _context(words: Words, guess: Guess, lists: NameLists) -> dict[Kind, float]:
    """Evidence from the words before and after."""
    before, before2 = words.text(guess.start - 1), words.text(guess.start - 2)
    after, after2, after3 = words.text(guess.end), words.text(guess.end + 1), words.text(guess.end + 2)
    person = place = organisation = 0.0
    if after == ",":
        if _AGE.fullmatch(after2) and after3 in (",", "."):
            person += 3.0
        elif _is_apposition(words, guess.end + 1, lists):
            person += 1.5
        elif is_capital(after2) and (
            lists.place(after2) in ("country", "region", "area") or lists.place(f"{after2} {after3}") in ("country", "region", "area")
        ):
            place += 2.0
    elif after == "(" and after3 == ")":
        if is_acronym(after2):
            organisation += 2.0
        elif _AGE.fullmatch(after2):
            person += 2.0
    elif after in _SAID:
        person += 1.4
        organisation += 0.6
    elif after in _HUMAN:
        person += 1.2
    elif after in _ORG_NEXT:
        organisation += 1.2
    elif after in _PLACE_NEXT:
        place += 2.0
    elif after in ("-",) and after2 == "based":
        place += 3.0
    if before in _IN:
        place += 1.6
    elif before == "of" and before2.casefold() in _PLACE_OF:
        place += 2.5
    elif before in _TO:
        place += 0.5
    elif before in _SAID:
        person += 1.5
        organisation += 0.4
    elif before in _ORG_BEFORE:
        organisation += 1.8
    elif lists.is_role_noun(before) or lists.is_honorific(before):
        person += 2.5
    elif before.casefold() == "the":
        person -= 1.5
        organisation += 0.7
        place -= 0.5
    if before2 == "," and before in ("and", "or"):
        pass
    return {PERSON: person, PLACE: place, ORGANISATION: organisation}


def _is_apposition(words: Words, start: int, lists: NameLists) -> bool:
    """Whether a role follows: ", a spokesman for", ", the group's founder,"."""
    for place in range(start, min(start + 7, len(words))):
        word = words.texts[place]
        if lists.is_role_noun(word):
            return True
        if not word[0].isalpha() and word not in ("'s", "’s"):
            return False
    return False


# ---------------------------------------------------------------- the whole article


def _decide(text: str, cases: Sequence[_Case], lists: NameLists) -> Iterator[Mention[Name]]:
    groups: dict[str, list[_Case]] = defaultdict(list)
    for case in cases:
        groups[case.text].append(case)
    verdicts = {name: _weigh(name, group, lists) for name, group in groups.items()}
    people = _surnames(verdicts)
    for case in cases:
        decided = _one(case, verdicts[case.text], people, lists)
        if decided is None:
            continue
        kind, score, why = decided
        yield Mention(span=case.span, kind=kind, value=Name(text=case.text), found_by="rules", score=score, why=why)


class _Verdict(NamedTuple):
    kind: Kind
    weight: float
    why: str


def _weigh(name: str, group: Sequence[_Case], lists: NameLists) -> _Verdict:
    """The kind of a form in its article: the best list evidence, plus what stands around each occurrence (its sum, bounded)."""
    totals = {PERSON: 0.0, PLACE: 0.0, ORGANISATION: 0.0}
    for kind in totals:
        prior = max((case.weights.get(kind, 0.0) for case in group), default=0.0)
        around = sum(case.context.get(kind, 0.0) for case in group)
        totals[kind] = prior + max(-2.0, min(4.0, around))
    best = max(totals, key=lambda kind: totals[kind])
    why = max(group, key=lambda case: case.weights.get(best, 0.0)).why
    return _Verdict(best, totals[best], why)


def _surnames(verdicts: Mapping[str, _Verdict]) -> Mapping[str, str]:
    """Last and first words of the people named in full -> that name."""
    found: dict[str, str] = {}
    for name, verdict in verdicts.items():
        parts = name.split()
        if verdict.kind is PERSON and verdict.weight >= THRESHOLD and len(parts) > 1:
            last = parts[-1] if parts[-1].rstrip(".") not in ("Jr", "Sr", "II", "III") else parts[-2]
            for part in (parts[0], last):
                if len(part) > 2:
                    found.setdefault(part, name)
    return found


THRESHOLD = 1.5


def _one(case: _Case, verdict: _Verdict, people: Mapping[str, str], lists: NameLists) -> tuple[Kind, float, str] | None:
    own = max(case.weights, key=lambda kind: case.weights[kind]) if case.weights else None
    if case.sure and own is not None and not case.headline:
        return own, _score(case.weights[own] + max(0.0, case.context.get(own, 0.0))), case.why
    if case.size == 1 and case.text in people and not (verdict.kind is PLACE and case.context.get(PLACE, 0.0) >= 1.5):
        if not (verdict.kind is PLACE and lists.place(case.text) in ("country", "capital")):
            return PERSON, 0.9, f"part of the name {people[case.text]}"
    if verdict.weight < THRESHOLD:
        return None
    if case.headline and own is None and lists.is_common(case.text):
        return None
    return verdict.kind, _score(verdict.weight), verdict.why


def _score(weight: float) -> float:
    """Weights are about log odds: 1.5 is .6, 3 is .85, 5 is .95."""
    return round(min(0.97, 0.35 + 0.17 * weight if weight < 3 else 0.86 + 0.04 * (weight - 3)), 3)
