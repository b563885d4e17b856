"""Owns which mentions of organisations are one: full name and acronym, legal forms, short forms; never a parent and its branch."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.distance import OSA

from generator.link.gazetteer import Gazetteer
from generator.link.groups import Doubt, Group
from generator.link.keys import digest, fold, slug
from generator.link.organisation_names import (
    COUNTRY_WORDS,
    GENERIC,
    HOMES,
    KNOWN_KEYS,
    KNOWN_NAMES,
    WORLDWIDE,
    initials,
    is_acronym,
    is_head_of,
    is_short_of,
    national_key,
    organisation_key,
)
from generator.link.peoples import ADJECTIVES, count_peoples, people_country
from generator.link.places import Placed
from generator.link.related import Related
from generator.model import Annotated, Kind, Ref, Span, State, Verdict, ref

# What two articles must share (see related.py) for a short form of one to stand for a name of the other.
_NEAR_ACRONYM, _NEAR_SHORT = 0.34, 1.0
_MANY = 60  # articles of one name that are looked through
_LEADING_SHARE = 0.5  # of what it says of countries, for related articles to tell whose office it means
_FOCUS_SHARE = 0.65  # of an article's place mentions in one country, to call that country's ministry "the Defence Ministry"


@dataclass(slots=True)
class _Local:
    """One organisation of one article."""

    article: int
    key: str
    country: str | None = None  # of a generic office
    generic: bool = False
    focus: str | None = None  # the country that the article is about
    leading: str | None = None  # the country that it speaks of most, if half of the time
    refs: list[Ref] = field(default_factory=list)
    texts: Counter[str] = field(default_factory=Counter)
    acronyms: set[str] = field(default_factory=set)
    why: set[str] = field(default_factory=set)

    @property
    def acronym(self) -> str | None:
        """The acronym that it is, where its only form is one."""
        forms = {text.replace(".", "") for text in self.texts}
        return next(iter(forms)) if len(forms) == 1 and is_acronym(next(iter(forms))) else None


def link_organisations(
    articles: Sequence[Annotated], placed: Mapping[Ref, Placed], related: Related, gazetteer: Gazetteer
) -> tuple[list[Group], list[Doubt]]:
    """Organisations of the corpus as groups of mentions, and the pairs that may be one."""
    people = [each for number, annotated in enumerate(articles) for each in _in_article(number, annotated, placed, gazetteer)]
    lots: _Lots = defaultdict(list)
    for each in people:
        lots[_identity(each, articles)].append(each)
    _join_unplaced_offices(lots, articles, related)
    doubts = [*_join_short_and_acronyms(lots, related), *_part_acronyms(lots, related)]
    return [_group(key, lots[key], articles) for key in sorted(lots)], doubts


# ---------------------------------------------------------------- one article


def _in_article(number: int, annotated: Annotated, placed: Mapping[Ref, Placed], gazetteer: Gazetteer) -> list[_Local]:
    found: dict[tuple[str, str | None], _Local] = {}
    spoken = _countries(annotated, placed)
    focus, leading = _focus_country(spoken), _focus_country(spoken, _LEADING_SHARE)
    for mention in annotated.names:
        if mention.kind is not Kind.ORGANISATION:
            continue
        key, of, generic = _office(organisation_key(mention.value.text), mention.value.text, gazetteer)
        if not key:
            continue
        if (generic or key in HOMES) and of is None:
            of = _owner(mention.span, annotated, placed)
        if key in HOMES:
            key, of, generic = _at_home(key, mention.value.text, of, spoken, focus)
        each = found.setdefault((key, of), _Local(number, key, of, generic, focus, leading))
        each.refs.append(ref(annotated.article, mention))
        each.texts[mention.value.text] += 1
        if mention.value.acronym:
            each.acronyms.add(mention.value.acronym.replace(".", ""))
    locals_ = [found[key] for key in sorted(found, key=lambda key: (key[0], key[1] or ""))]
    _place_offices(locals_, focus)
    return _join_forms(_join_acronyms(locals_))


def _at_home(key: str, text: str, of: str | None, spoken: Counter[str], focus: str | None) -> tuple[str, str | None, bool]:
    """(key, country, generic) of a known name that other countries have, too: "NSA" in an article on Ghana that never speaks of the US.

    Abroad the letters do not stand for the known name. At home, or where the article speaks of no one country, it is the known one.
    """
    home = HOMES[key]
    abroad = of if of and of != home else (focus if of is None and focus and not spoken[home] else None)
    if abroad is None:
        return key, None, False
    return (fold(text) if is_acronym(text) else key), abroad, True


def _owner(span: Span, annotated: Annotated, placed: Mapping[Ref, Placed]) -> str | None:
    """The country that the words put an office in: "Ukraine's Defence Ministry", "the Supreme Court of Kenya", "Kenyan ..."."""
    text = annotated.article.text
    for mention in annotated.names:
        if mention.kind is not Kind.PLACE:
            continue
        before, after = text[mention.span.end : span.start], text[span.end : mention.span.start]
        if (0 < len(before) < 6 and _OWNS.match(before)) or (0 < len(after) < 12 and _OF.match(after)):
            found = placed.get(ref(annotated.article, mention))
            if found and found.place and found.place.country:
                return found.place.country
    said = _ADJECTIVE.search(text[max(0, span.start - 30) : span.start])
    return people_country(said.group(1)) if said else None


_OWNS = re.compile(r"^['’]?s?\s+$")
_OF = re.compile(r"^\s+of\s+(?:the\s+)?$")
_ADJECTIVE = re.compile(r"([A-Z][a-z]+(?: [A-Z][a-z]+)?)\s+$")


def _office(key: str, text: str, gazetteer: Gazetteer) -> tuple[str, str | None, bool]:
    """(key, country, whether many countries have one): "Ukrainian Defence Ministry" -> ("defence ministry", "UA", True).

    What is known by name is no such office: "Central Intelligence Agency" is one agency. A known name that many countries have comes back
    with the country that stands beside it, if any: "Philippine Food and Drug Administration".
    """
    if key in KNOWN_KEYS:
        return key, None, False
    for code, rest in ((None, key), _country_last(text, gazetteer), _country_first(key, text, gazetteer)):
        if rest in HOMES and code:
            return rest, code, False
        if national := national_key(rest):
            return national, code, True
        parts = rest.split()
        if parts and all(part in GENERIC for part in parts) and (len(parts) > 1 or parts[0] in _SINGLE_OFFICES):
            return rest, code, True
    return key, None, False


def _country_first(key: str, text: str, gazetteer: Gazetteer) -> tuple[str | None, str]:
    """The country that a name begins with, and the key of what stands behind it: "Kenya Supreme Court", "British Labour Party"."""
    parts = key.split()
    said = text.removeprefix("The ").removeprefix("the ").split()
    for count in (2, 1):
        if len(parts) > count and len(said) > count:
            code = _code(" ".join(said[:count]), gazetteer) or COUNTRY_WORDS.get(" ".join(parts[:count]))
            if code and parts[count] != "republic":
                return code, " ".join(parts[count:])
    return None, ""


def _country_last(text: str, gazetteer: Gazetteer) -> tuple[str | None, str]:
    """The country that a name ends with, and the key of what stands before it: "Supreme Court of India"."""
    head, of, tail = text.rpartition(" of ")
    code = _code(tail.removeprefix("the "), gazetteer) if of else None
    return (code, organisation_key(head)) if code else (None, "")


def _code(words_: str, gazetteer: Gazetteer) -> str | None:
    """The country that is named so or whose people are: "India", "Indian", "India's"."""
    plain = re.sub(r"['’]s?$", "", words_)
    if not plain[:1].isupper():
        return None
    named = gazetteer.named(plain)
    return people_country(plain) or (named[0].place.country if named and named[0].place.kind == "country" else None)


_SINGLE_OFFICES = frozenset("army navy parliament senate congress police military government treasury cabinet".split())


def _countries(annotated: Annotated, placed: Mapping[Ref, Placed]) -> Counter[str]:
    """How often the article speaks of each country, by its places and its people."""
    counted = count_peoples(annotated.article.text)
    for mention in annotated.names:
        if mention.kind is Kind.PLACE and (found := placed.get(ref(annotated.article, mention))) and found.place and found.place.country:
            counted[found.place.country] += 1
    return counted


def _focus_country(counted: Counter[str], least: float = _FOCUS_SHARE) -> str | None:
    if not counted:
        return None
    code, count = min(counted.items(), key=lambda item: (-item[1], item[0]))
    return code if count / sum(counted.values()) >= least and list(counted.values()).count(count) == 1 else None


def _place_offices(locals_: list[_Local], country: str | None) -> None:
    """An office without a country is that of the one country it is named with in the article, else that of the article's focus."""
    for each in locals_:
        if each.generic and each.country is None:
            named = {other.country for other in locals_ if other.generic and other.key == each.key and other.country}
            own = country if not named and _ARMED.isdisjoint(each.key.split()) else None
            each.country = next(iter(named)) if len(named) == 1 else own
            if each.country:
                each.why.add(f"{each.key} without a country is taken for that of {each.country}, which the article is about")


# Armies and air forces fight abroad: the country that an article is about need not be theirs.
_ARMED = frozenset("army navy air force forces armed military guard troops operations".split())


def _join_acronyms(locals_: list[_Local]) -> list[_Local]:
    """An acronym joins the one name of the article that introduces it in brackets or has its initials."""
    kept = [each for each in locals_ if not each.acronym or each.key != fold(each.acronym)]
    for each in locals_:
        short = each.acronym
        if not short or each in kept:
            continue
        told = [other for other in kept if short in other.acronyms]
        spelled = told or [other for other in kept if len(other.key.split()) > 1 and any(short in initials(text) for text in other.texts)]
        if len(spelled) == 1:
            _absorb(spelled[0], each, f"{short} is introduced in brackets" if told else f"{short} are its initials")
            spelled[0].acronyms.add(short)
        else:
            kept.append(each)
    return kept


def _join_forms(locals_: list[_Local]) -> list[_Local]:
    """Short forms of one article: "Ford" and "Ford Motor Company"; a slip of the pen."""
    kept: list[_Local] = []
    for each in sorted(locals_, key=lambda each: (-len(each.key.split()), -len(each.key), each.key, each.country or "")):
        fits = [
            other
            for other in kept
            if other.country == each.country
            and (is_short_of(each.key, other.key) or is_head_of(each.key, other.key, other.texts) or _slip(each, other))
        ]
        if len(fits) == 1:
            _absorb(fits[0], each, f"{each.key} is short for {fits[0].key} in one article")
        else:
            kept.append(each)
    return kept


def _slip(each: _Local, other: _Local) -> bool:
    """A slip of the pen: once, in one long word ("Stomrveil"); numbers ("II Corps", "III Corps") are no slips."""
    rare, often = sorted(sum(one.texts.values()) for one in (each, other))
    if rare != 1 or often < 2 or OSA.distance(each.key, other.key) != 1:
        return False
    one, two = each.key.split(), other.key.split()
    differing = [(left, right) for left, right in zip(one, two, strict=False) if left != right]
    return len(one) == len(two) and all(min(len(left), len(right)) > 5 and (left + right).isalpha() for left, right in differing)


def _absorb(one: _Local, other: _Local, why: str) -> None:
    one.refs += other.refs
    one.texts += other.texts
    one.acronyms |= other.acronyms
    one.why |= other.why | {why}


# ---------------------------------------------------------------- all articles


def _identity(each: _Local, articles: Sequence[Annotated]) -> tuple[str, str]:
    """What two articles must share to mean one organisation. An office of an unknown country is its article's own."""
    if not each.generic:
        return each.key, ""
    return each.key, each.country or f"@{articles[each.article].article.id}"


_Lots = dict[tuple[str, str], list[_Local]]


def _join_unplaced_offices(lots: _Lots, articles: Sequence[Annotated], related: Related) -> None:
    """An office whose country its article leaves open is that of related articles of the same days, where these know exactly one."""
    by_key: defaultdict[str, list[tuple[int, str, tuple[str, str], _Local]]] = defaultdict(list)
    for identity in sorted(lots):
        for each in lots[identity] if lots[identity][0].generic else ():
            article = articles[each.article].article
            by_key[identity[0]].append((article.published.value.toordinal() if article.published else 0, article.id, identity, each))
    for key in sorted(by_key):
        rows = sorted(by_key[key], key=lambda row: row[:3])
        for place, (day, _, identity, each) in enumerate(rows):
            if not identity[1].startswith("@") or identity not in lots:
                continue
            near = [row for row in rows[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS + 1] if abs(row[0] - day) <= _DAYS]
            fits = {row[2] for row in near if row[2] != identity and row[2] in lots and related(each.article, row[3].article)}
            told = next(iter(fits))[1] if len(fits) == 1 else ""
            copied = any(related.copies(each.article, row[3].article) for row in near if row[2] in fits)
            if told and (told == each.leading or copied):
                each.why.add("articles on the same things name the office's country")
                lots[fits.pop()] += lots.pop(identity)


_NEIGHBOURS, _DAYS = 20, 10  # articles of one office that are looked at on each side, and how many days away


def _part_acronyms(lots: _Lots, related: Related) -> list[Doubt]:
    """Letters that no article explains are one organisation in the articles on one country, and in related ones; else they are parted."""
    doubts: list[Doubt] = []
    for identity in sorted(lots):
        key, country = identity
        if country or len(key) > _SHORT_LETTERS or key in WORLDWIDE or not all(each.acronym for each in lots[identity]):
            continue
        by_focus: defaultdict[str, list[_Local]] = defaultdict(list)
        for each in lots[identity]:
            by_focus[each.focus or ""].append(each)
        open_ = by_focus.pop("", [])
        parts: list[tuple[str, list[_Local]]] = []
        for focus in sorted(by_focus):
            fits = [part for part in parts if _touch(part[1], by_focus[focus], related)]
            parts = [part for part in parts if part not in fits]
            parts.append((min([focus, *(part[0] for part in fits)]), [*by_focus[focus], *(each for part in fits for each in part[1])]))
        if len(parts) < 2:
            continue
        for each in open_:
            fits = [part for part in parts if _touch(part[1], [each], related)]
            if len(fits) == 1:
                fits[0][1].append(each)
        left = [each for each in open_ if not any(each in part[1] for part in parts)]
        del lots[identity]
        for focus, members in [*parts, *([("", left)] if left else [])]:
            lots[key, focus] = members
        why = "the same letters in articles on different countries"
        doubts += [Doubt(Kind.ORGANISATION, f"{key}|{one[0]}", f"{key}|{two[0]}", Verdict.UNSURE, 0.6, why) for one, two in pairwise(parts)]
    return doubts


_SHORT_LETTERS = 4  # longer acronyms seldom mean two things


def _touch(one: Sequence[_Local], two: Sequence[_Local], related: Related) -> bool:
    return any(related(left.article, right.article) for left in one[:_COMPARED] for right in two[:_COMPARED])


_COMPARED = 10


def _join_short_and_acronyms(lots: _Lots, related: Related) -> list[Doubt]:
    """Acronyms and short forms without their full name in the article: joined where related articles know exactly one."""
    by_acronym, by_start = _long_forms(lots)
    doubts: list[Doubt] = []
    for identity in sorted(lots):
        key = identity[0]
        acronym = " " not in key and all(each.acronym for each in lots[identity])
        options = [other for other in (by_acronym if acronym else by_start).get(key, ()) if other != identity and other in lots]
        if not options:
            continue
        stay = []
        for each in lots[identity]:
            fits, why = _meant(each, options, lots, related, _NEAR_ACRONYM if acronym else _NEAR_SHORT)
            if len(fits) == 1:
                each.why.add(f"{key} stands for {fits[0][0]}, {why}")
                lots[fits[0]].append(each)
            else:
                stay.append(each)
        if not stay:
            del lots[identity]
            continue
        lots[identity] = stay
        for other in options[:2]:
            why = f"{key} may be short for {other[0]}"
            doubts.append(Doubt(Kind.ORGANISATION, "|".join(identity), "|".join(other), Verdict.UNSURE, 0.7, why))
    return [doubt for doubt in doubts if _split(doubt.left) in lots and _split(doubt.right) in lots]


def _long_forms(lots: _Lots) -> tuple[dict[str, list[tuple[str, str]]], dict[str, list[tuple[str, str]]]]:
    """Acronym -> the names that introduce it or have its initials; short form -> the names that it may stand for."""
    by_acronym: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    by_start: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for identity in sorted(lots):
        parts = identity[0].split()
        printed = [text for each in lots[identity] for text in each.texts]
        for count in range(1, 0 if identity[1] else len(parts)):
            short = " ".join(parts[:count])
            if is_short_of(short, identity[0]) or (count == 1 and is_head_of(short, identity[0], printed)):
                by_start[short].append(identity)
        told = {short for each in lots[identity] for short in each.acronyms}
        texts = {text for each in lots[identity] for text in each.texts}
        spelled = {short for text in texts if len(text.split()) > 2 for short in initials(text) if len(short) > 2}
        for short in sorted({fold(short) for short in told | spelled}):
            by_acronym[short].append(identity)
    return by_acronym, by_start


def _meant(
    each: _Local, options: Sequence[tuple[str, str]], lots: _Lots, related: Related, points: float
) -> tuple[list[tuple[str, str]], str]:
    """The names that a short form may stand for: those in articles that share something with its own, else those that introduce it."""
    near = [other for other in options if any(related.points(each.article, one.article) >= points for one in lots[other][:_MANY])]
    if near:
        return near, "which articles on the same things name in full"
    introduced = [
        other
        for other in options
        if any(each.acronym in one.acronyms and not related.elsewhere(each.article, one.article) for one in lots[other] if each.acronym)
    ]
    return introduced, "which another article introduces with it in brackets"


def _split(key: str) -> tuple[str, str]:
    left, _, right = key.rpartition("|")
    return left, right


def _group(identity: tuple[str, str], locals_: Iterable[_Local], articles: Sequence[Annotated]) -> Group:
    each = sorted(locals_, key=lambda one: articles[one.article].article.id)
    texts: Counter[str] = Counter()
    for one in each:
        texts += one.texts
    key, country = identity
    name = best_name(texts, key)
    address = key
    if country:
        address = f"{key} {digest(country, 6)}" if country.startswith("@") else f"{ADJECTIVES.get(country, country)} {key}"
    why = sorted({reason for one in each for reason in one.why})
    return Group(
        kind=Kind.ORGANISATION,
        key="|".join(identity),
        slug=slug(address),
        name=name,
        refs=[place for one in each for place in one.refs],
        texts=texts,
        state=State.CLEAR,
        why="; ".join(why[:4]),
    )


def best_name(texts: Counter[str], key: str) -> str:
    """The name to show: the known full name of the key, else the most frequent form that is no acronym; of equals, the longer."""
    for text in sorted(texts):
        if (known := KNOWN_NAMES.get(fold(text))) and organisation_key(known) == key:
            return known
    whole = [text for text in texts if not is_acronym(text)] or list(texts)
    return min(whole, key=lambda text: (-texts[text], -len(text), text))
