"""Names by the words beside them: what a neighbour joins, cuts, turns into another kind, adds or rules out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.annotate.name_lists import NameLists
from generator.annotate.name_words import TIMES
from generator.data import words as listed
from generator.model import Kind, Mention, Name, Span
from generator.text import flat

Names = Sequence[Mention[Name]]

PERSON, PLACE, ORGANISATION = Kind.PERSON, Kind.PLACE, Kind.ORGANISATION
_FOUND = 0.7  # score of what a neighbour alone tells; on the dev sets three in four of these are right


def settle(text: str, mentions: Names, sentences: Sequence[Span], lists: NameLists) -> list[Mention[Name]]:
    """The names after their neighbours were heard: ends, kinds, and names that only a neighbour gives away.

    `mentions` are sorted and do not overlap; so is what comes back.
    """
    named = _split_companies(text, mentions, lists)
    named = _joined(text, named, sentences, lists)
    in_full = frozenset(part for mention in named if mention.kind is PERSON for part in _parts_of_full_name(mention))
    named = [_retyped(text, mention, in_full, lists) for mention in named]
    added = [
        *_flights(text, sentences),
        *_sites(text, sentences),
        *_introduced(text, sentences, lists),
        *_firms(text, sentences, lists),
        *_waters(text, sentences, lists),
        *_rivers(text, sentences),
    ]
    return _short_companies(text, _with_added(named, added), sentences, lists)


def real_names(text: str, mentions: Names, sentences: Sequence[Span], lists: NameLists) -> list[Mention[Name]]:
    """The mentions without those that are no names where they stand: "City Hall", "Cooks" at the start of a sentence."""
    openings = frozenset(sentence.start for sentence in sentences)
    small = _SmallWords(text)
    return [mention for mention in mentions if not _is_nothing(text, mention, openings, small, lists)]


def _changed(text: str, mention: Mention[Name], span: Span, kind: Kind, why: str) -> Mention[Name]:
    value = replace(mention.value, text=flat(span.of(text)))
    return replace(mention, span=span, kind=kind, value=value, why=f"{mention.why}; {why}" if mention.why else why)


def _new(text: str, span: Span, why: str, kind: Kind = ORGANISATION) -> Mention[Name]:
    return Mention(span=span, kind=kind, value=Name(text=flat(span.of(text))), found_by="rules", score=_FOUND, why=why)


def _with_added(mentions: Names, added: Sequence[Mention[Name]]) -> list[Mention[Name]]:
    """The mentions and those of `added` that hold all that they overlap: "Garuda Indonesia" goes before "Indonesia"."""
    kept = sorted(mentions, key=_span_of)
    for new in sorted(added, key=_span_of):
        first = bisect_left(kept, new.span.start, key=_end_of)
        while first < len(kept) and kept[first].span.end <= new.span.start:
            first += 1
        last = first
        while last < len(kept) and kept[last].span.start < new.span.end:
            last += 1
        if all(new.span.holds(mention.span) and mention.kind is not ORGANISATION for mention in kept[first:last]):
            kept[first:last] = [new]
    return kept


def _span_of(mention: Mention[Name]) -> Span:
    return mention.span


def _end_of(mention: Mention[Name]) -> int:
    return mention.span.end


# ---------------------------------------------------------------- ends


_LEGAL = re.compile(r"\s(?:LLC|Inc\.?|Ltd\.?|PLC|plc|AG|NV|SpA|GmbH|SA|SE|Corp\.?)(?=\s+[A-Z][a-z]+\s+[A-Z][a-z]+$)")


def _split_companies(text: str, mentions: Names, lists: NameLists) -> list[Mention[Name]]:
    """ "chairman of Acme LLC Jane Roe": the company ends with its legal form, and a person follows."""
    parts: list[Mention[Name]] = []
    people: set[str] = set()
    for mention in mentions:
        form = _LEGAL.search(text, mention.span.start, mention.span.end) if mention.kind is ORGANISATION else None
        after = flat(text[form.end() : mention.span.end]) if form else ""
        if form is None or not lists.is_given(after.split()[0]):
            parts.append(mention)
            continue
        start = mention.span.end - len(text[form.end() : mention.span.end].lstrip())
        parts.append(_changed(text, mention, Span(mention.span.start, form.end()), ORGANISATION, "ends with its legal form"))
        parts.append(_changed(text, mention, Span(start, mention.span.end), PERSON, "a person behind a company"))
        people.add(after)
    return [
        replace(mention, kind=PERSON, why="a person elsewhere in the article") if mention.value.text in people else mention
        for mention in parts
    ]


_FOR = re.compile(r"\s+for(?:\s+the)?\s+")
_REPUBLIC = re.compile(r"(?:[A-Z][\w’']+\s+){0,3}(?:Republic|Kingdom|Federation|Commonwealth)\s+of(?:\s+the)?\s+$")
_HYPHENATED = re.compile(r"(?:[-‑][A-Z][^\W\d_]+)+(?![\w-])")
_KIND_NEXT = re.compile(r"\s+([A-Z][a-z]+)(?!\s+[A-Z]|[\w-])")
_NATURE_NEXT = re.compile(r"\s+(Sea|Ocean|River|Mountains|Islands?|Peninsula|Delta|Bight|Gulf|Strait|Valley|Lake)(?!\s+[A-Z]|[\w-])")
_NATURE = re.compile(
    r"(?<![\w-])([A-Z]\w+)\s+(Sea|Ocean|Mountains|Islands|Peninsula|Delta|Bight|Gulf|Strait|Channel|Desert|Alps)(?!\s+[A-Z]|[\w-])"
)
_PARTY = re.compile(r"[DRI]-([A-Z].*)")  # "Senator Roe (D-Ohio)"
_CAPITAL_NEXT = re.compile(r"\s+[A-Z]\w+")
_WORD_BEFORE = re.compile(r"(?<![\w-])((?:(?:South|North|Saudi|Sri|New)\s+)?[A-Z][a-z]+)\s+$")
_OF_A_STATE = frozenset("Institute Academy Association Federation Society Agency Observatory Survey Bank Cross Crescent".split())
_SECRETARY = re.compile(r"\s+(?:Secretary|Officer|Corps)")
# What clubs, firms and papers are called after, too: "Manchester City", "Nottingham Forest", "Harbour Point".
_NOT_AFTER_A_PLACE = frozenset(
    "City State Port Base Park Forest Palace Point Pass Sound Republic Kingdom Emirates Cape Tower Zone Hall Hotel".split()
)


def _joined(text: str, mentions: Names, sentences: Sequence[Span], lists: NameLists) -> list[Mention[Name]]:
    """Two names that are one, and names that go on: "Service for the Markets", "Haute-Marne", "Oder Delta". Never beyond the sentence."""
    starts = [sentence.start for sentence in sentences]

    def inside(span: Span) -> bool:
        number = bisect_right(starts, span.start) - 1
        return number >= 0 and sentences[number].holds(span)

    kept: list[Mention[Name]] = []
    for mention in mentions:
        last = kept[-1] if kept else None
        if last is not None and mention.span.start < last.span.end:
            continue  # taken in by the name before
        if last is not None and _are_one(text, last, mention, lists) and inside(Span(last.span.start, mention.span.end)):
            kept[-1] = _changed(text, last, Span(last.span.start, mention.span.end), last.kind, "goes on behind the link")
            continue
        grown = _grown(text, mention, lists)
        whole = grown if inside(grown.span) else mention
        while kept and kept[-1].span.end > whole.span.start:
            kept.pop()  # "Republic" before "of China"
        kept.append(whole)
    return kept


def _are_one(text: str, left: Mention[Name], right: Mention[Name], lists: NameLists) -> bool:
    if left.kind is not ORGANISATION or right.kind is not ORGANISATION:
        return False
    last = left.value.text.split()[-1]
    return (last in lists.organisation_starts or last == "Service") and bool(_FOR.fullmatch(text, left.span.end, right.span.start))


def _grown(text: str, mention: Mention[Name], lists: NameLists) -> Mention[Name]:
    span = mention.span
    party = _PARTY.fullmatch(mention.value.text)
    if party and lists.place(party[1]):
        return _changed(text, mention, Span(span.end - len(party[1]), span.end), PLACE, "behind the letter of a party")
    if mention.kind is PLACE:
        before = _REPUBLIC.search(text, max(0, span.start - 60), span.start)
        if before and lists.place(flat(text[before.start() : span.end])):
            return _changed(text, mention, Span(before.start(), span.end), PLACE, "the country's full name")
        after = _KIND_NEXT.match(text, span.end)
        if after and after[1] in lists.place_kinds and after[1] not in _NOT_AFTER_A_PLACE and after[1] not in mention.value.text:
            return _changed(text, mention, Span(span.start, after.end()), PLACE, f'with "{after[1]}"')
        hyphen = _HYPHENATED.match(text, span.end)
        if hyphen and not lists.place(mention.value.text):
            return _changed(text, mention, Span(span.start, hyphen.end()), PLACE, "goes on behind the hyphen")
    elif mention.kind is ORGANISATION:
        water = _NATURE_NEXT.match(text, span.end)
        if water and " " not in mention.value.text:
            return _changed(text, mention, Span(span.start, water.end()), PLACE, f'with "{water[1]}"')
        rest = _CAPITAL_NEXT.match(text, span.end) if mention.value.text.endswith((" Without", " For", " Against")) else None
        if rest:
            return _changed(text, mention, Span(span.start, rest.end()), ORGANISATION, "goes on")
        of_state = _WORD_BEFORE.search(text, max(0, span.start - 30), span.start)
        if of_state and " " in mention.value.text and mention.value.text.split()[-1] in _OF_A_STATE and lists.is_demonym(of_state[1]):
            return _changed(text, mention, Span(of_state.start(), span.end), ORGANISATION, f'with "{of_state[1]}"')
        if mention.value.text.endswith(" Press") and _SECRETARY.match(text, span.end):
            return _changed(text, mention, Span(span.start, span.end - len(" Press")), ORGANISATION, "the rest is a title")
    return mention


# ---------------------------------------------------------------- kinds


_KIND_OF_FIRM = re.compile(r"(\w+)\s+[“\"'‘]?$")
_APPOSITION = re.compile(r",\s+(?:the\s+|an?\s+|its\s+|their\s+)?(?:[\w-]+\s+){0,2}?([A-Za-z]+)\s+(?:of|for|at|in)\s")
_PARTICLE = re.compile(r"Von\s+[A-Z]\w+")


def _parts_of_full_name(mention: Mention[Name]) -> Sequence[str]:
    parts = mention.value.text.split()
    return parts if len(parts) > 1 else ()


def _retyped(text: str, mention: Mention[Name], in_full: frozenset[str], lists: NameLists) -> Mention[Name]:
    """ "automaker Ford" and "Ford" alone are the company; "Jusman Djamal, minister of" is a person."""
    name, parts = mention.value.text, mention.value.text.split()
    if mention.kind is not PLACE and _is_river(text, mention.span):
        return replace(mention, kind=PLACE, why=f"{mention.why}; a river by the words beside it")
    if mention.kind is ORGANISATION:
        after = _APPOSITION.match(text, mention.span.end)
        full = len(parts) == 2 and lists.is_given(parts[0]) and lists.is_family(parts[1])
        known = name in lists.organisations or any(part in lists.organisation_heads or lists.is_common(part) for part in parts)
        if after and len(parts) > 1 and (full or not known) and after[1].casefold() in _OFFICES:
            return replace(mention, kind=PERSON, why=f'{mention.why}; "{after[1]}" says a person')
        return mention
    before = _KIND_OF_FIRM.search(text, max(0, mention.span.start - 30), mention.span.start)
    firm = before is not None and before[1] in _FIRMS
    if mention.kind is PERSON:
        if len(parts) == 1 and name in lists.organisations and name not in in_full and not (before and lists.is_title(before[1])):
            return replace(mention, kind=ORGANISATION, why="a known organisation, and nobody's surname in the article")
        if len(parts) == 1 and name not in in_full and _GROUP_BEFORE.search(text, max(0, mention.span.start - 40), mention.span.start):
            return replace(mention, kind=ORGANISATION, why="the word for a group before it")
        if firm and ((before and before[1] in _PUBLISHES) or not lists.is_given(parts[0])):
            return replace(mention, kind=ORGANISATION, why=f'"{before[1] if before else ""}" before it')
    elif len(parts) > 1 and parts[-1] in _NO_PLACE_ENDS and mention.score < _SURE and not lists.place(name):
        return replace(mention, kind=ORGANISATION, why=f'{mention.why}; closes with "{parts[-1]}"')
    elif _PARTICLE.fullmatch(name) and not lists.place(name):
        return replace(mention, kind=PERSON, why=f"{mention.why}; a surname by its first word")
    elif firm and lists.place(name) not in ("country", "capital", "region", "city", "area"):
        return replace(mention, kind=ORGANISATION, why=f'"{before[1] if before else ""}" before it')
    return mention


# "the rights group Testigo"; not "group leader NAME".
_GROUP_BEFORE = re.compile(
    r"\b(?:rights|aid|relief|campaign|campaigning|advocacy|pressure|lobby|activist|militant|rebel|armed|jihadist|extremist|environmental"
    r"|conservation|monitoring|consumer|charity)\s+(?:group|organi[sz]ation|network|watchdog)\s+$"
)
# Behind these words no person stands: "magazine Charlie Hebdo".
_PUBLISHES = frozenset("newspaper magazine tabloid daily weekly airline carrier broadcaster band".split())
_NO_PLACE_ENDS = frozenset(
    "Bank Company Airlines Airways Group Insurance University Council Union Party Ministry Agency Association".split()
)
_OFFICES = frozenset(
    "minister president chairman chairwoman mayor governor secretary senator ambassador spokesman spokeswoman professor".split()
)
_FIRMS = frozenset(
    "company firm maker newspaper magazine retailer automaker carmaker carrier airline broadcaster manufacturer airframer publisher "
    "band tabloid daily weekly conglomerate insurer lender brokerage charity start-up startup chipmaker drugmaker shipbuilder".split()
)


# ---------------------------------------------------------------- what was not seen

_FLIGHT = re.compile(r"(?<![\w-])((?:[A-Z][\w&-]+\s+){1,3})(?:[Ff]light\s+)(?:[A-Z]{2})?\d")
_FIRM_ACTS = re.compile(
    r"(?<![\w-])([A-Z][a-z]+)(?:\s+(?P<business>Computers?|Motors?|Group|Corporation|Company|Airlines|Airways|Holdings|Stores|Oil)(?!\s+[A-Z]|[\w-])"
    r"|(?=\s+(?:launches|announces|unveils|reports|posts|recalls|sues|buys|hires|says|plans|cuts|denies|announced|unveiled|launched)(?!\w)))"
)
_SITE = re.compile(r"(?<!website )(?<!site )(?<!at )(?<!visit )(?<!on )(?<![\w@./-])[A-Z][\w-]*\.(?:com|org|net|co\.uk|info)(?![\w/])")
_QUOTED = re.compile(r"(?<![\w-])([a-z-]+)\s+[“\"‘']([A-Z][\w&-]*(?:\s+[A-Z][\w&-]*){0,3})[”\"’']")
_PLAIN = re.compile(r"(?<![\w-])([a-z-]+)\s+([A-Z][\w&-]+)(?!\s+[A-Z]|[\w-]|['’]s\s+[A-Z]|\.\w)")


def _flights(text: str, sentences: Sequence[Span]) -> Iterator[Mention[Name]]:
    """The airline of "Garuda Indonesia Flight 200"."""
    for sentence in sentences:
        for match in _FLIGHT.finditer(text, sentence.start, sentence.end):
            words = match[1].split()
            if not any(word in TIMES or word in _NOT_AIRLINES for word in words):
                yield _new(text, Span(match.start(1), match.start(1) + len(match[1].rstrip())), "an airline, by the number of its flight")


_NOT_AIRLINES = frozenset(
    "The A An On In Of When After Before But And His Her Their Our This That Charter Passenger Flight Commercial".split()
)


def _sites(text: str, sentences: Sequence[Span]) -> Iterator[Mention[Name]]:
    """ "Detik.com": who is named by an address publishes there."""
    for sentence in sentences:
        for match in _SITE.finditer(text, sentence.start, sentence.end):
            yield _new(text, Span(*match.span()), "named by its address on the web")


def _firms(text: str, sentences: Sequence[Span], lists: NameLists) -> Iterator[Mention[Name]]:
    """ "Apple launches", "Apple Computer": a common word that is a known organisation, too, by what only firms do or are called."""
    for sentence in sentences:
        for match in _FIRM_ACTS.finditer(text, sentence.start, sentence.end):
            if match[1] in lists.organisations and lists.place(match[1]) is None:
                yield _new(text, Span(*match.span()), "a known organisation, by what stands behind it")


def _introduced(text: str, sentences: Sequence[Span], lists: NameLists) -> Iterator[Mention[Name]]:
    """ "the newspaper 'Die Zeit'", "engine maker Europrop": a word for a kind of firm, then a name that no list knows otherwise."""
    for sentence in sentences:
        for pattern in (_QUOTED, _PLAIN):
            for match in pattern.finditer(text, sentence.start, sentence.end):
                name = match[2]
                if match[1] in _FIRMS and name not in TIMES and (pattern is _QUOTED or not _means_else(name, lists)):
                    yield _new(text, Span(*match.span(2)), f'"{match[1]}" before it')


def _means_else(name: str, lists: NameLists) -> bool:
    usual = lists.is_common(name) or lists.is_given(name) or lists.is_demonym(name) or lists.is_title(name)
    return usual or lists.place(name) is not None


def _waters(text: str, sentences: Sequence[Span], lists: NameLists) -> Iterator[Mention[Name]]:
    """ "German Bight": a demonym before what nature made."""
    for sentence in sentences:
        for match in _NATURE.finditer(text, sentence.start, sentence.end):
            if lists.is_demonym(match[1]):
                yield _new(text, Span(*match.span()), f'closes with "{match[2]}"', PLACE)


# "the river Kama", "the rivers Sava and Drava"; the word with a capital belongs to the name.
_RIVER = re.compile(r"(?<![\w-])[Rr]ivers?\s+(?P<one>[A-Z][\w’'-]+)(?:(?:,\s+[A-Z][\w-]+)*,?\s+and\s+(?P<two>[A-Z][\w-]+))?")
_RIVER_BEFORE = re.compile(r"(?<![\w-])rivers?\s+(?:(?:[A-Z][\w-]+,\s+)*[A-Z][\w-]+,?\s+and\s+)?$")
_BANKS = re.compile(r"\b(?:banks?|mouth|waters|tributar(?:y|ies)|reaches|confluence)\s+of\s+the\s+$")
_THE = re.compile(r"(?<![\w-])(?:[Tt]he)\s+$")
_ON_THE = re.compile(r"\b(?:on|along|across|over|into)\s+the\s+$")
_FREE = re.compile(r"\s*(?:[.,;:!?)”]|$|\s(?:in|at|near|from|to|on|and|or|by|after|before|when|where|that|which|was|is|has|had)\b)")
_FLOWS = re.compile(
    r"\s+(?:(?:has|had|have|also|again)\s+)?(?:burst(?:\s+its)?\s+banks|overflow(?:ed|s|ing)|flood(?:ed|s|ing)|rose|rises|risen|fell|swelled"
    r"|swollen|crested|froze|flow(?:s|ed)|peaked|ran\s+dry|dried\s+up)\b"
)
_THE_NAME = re.compile(r"(?<![\w-])[Tt]he\s+(?P<name>[A-Z][\w’'-]+)(?!\s+[A-Z]|[\w-])")
_NAME_RIVER = re.compile(r"(?<![\w-])(?P<name>[A-Z][\w’-]+)\s+River(?![\w-]|\s+[A-Z])")
_NOT_A_RIVER = frozenset("Bank Road Street Park Plate Phoenix City Cruises County Valley Cottage Island".split())


def _is_river(text: str, span: Span) -> bool:
    """Whether the words beside a name make it a river: "the river Po", a known river after "banks of the" or before "flooded"."""
    before = text[max(0, span.start - 40) : span.start]
    if _RIVER_BEFORE.search(before):
        return True
    if flat(span.of(text)) not in listed("known_rivers.txt") or not _THE.search(before):
        return False
    if _BANKS.search(before) or _FLOWS.match(text, span.end):
        return True
    return bool(_ON_THE.search(before) and _FREE.match(text, span.end))


def _rivers(text: str, sentences: Sequence[Span]) -> Iterator[Mention[Name]]:
    """ "the river Kama", "the rivers Sava and Drava", "the Tisza flooded": what recognisers pass over."""
    for sentence in sentences:
        for match in _RIVER.finditer(text, sentence.start, sentence.end):
            if match["one"] not in _NOT_A_RIVER:
                capital = text[match.start()] == "R" and text[match.start() : match.start("one")].strip() == "River" and not match["two"]
                opens = match.start() == sentence.start
                yield _new(text, Span(match.start() if capital and not opens else match.start("one"), match.end("one")), "a river", PLACE)
                if match["two"]:
                    yield _new(text, Span(*match.span("two")), "a river", PLACE)
        for match in _NAME_RIVER.finditer(text, sentence.start, sentence.end):
            if match["name"] in listed("known_rivers.txt"):
                yield _new(text, Span(*match.span()), "a known river", PLACE)
        for match in _THE_NAME.finditer(text, sentence.start, sentence.end):
            if match["name"] in listed("known_rivers.txt") and _is_river(text, Span(*match.span("name"))):
                yield _new(text, Span(*match.span("name")), "a known river, by the words beside it", PLACE)


def _short_companies(text: str, mentions: Names, sentences: Sequence[Span], lists: NameLists) -> list[Mention[Name]]:
    """ "Cerberus" where the article has "Cerberus Capital Management"; "China Eastern" where it has "China Eastern Airlines"."""
    shorts: dict[str, Mention[Name]] = {}
    for mention in mentions:
        parts = mention.value.text.split()
        if mention.kind is not ORGANISATION or len(parts) < 2 or mention.score < _SURE:
            continue
        if not (parts[-1].rstrip(".") in _CLOSERS or parts[-1] in lists.legal_forms):
            continue
        end = len(parts)
        while end > 1 and (parts[end - 1].casefold().rstrip(".") in listed("business_words.txt") or parts[end - 1] in lists.legal_forms):
            end -= 1
        for short in {" ".join(parts[:end]), parts[0]}:
            if short != mention.value.text and _may_stand_for(short, lists):
                shorts.setdefault(short, mention)
    for mention in mentions:
        if mention.kind is PERSON:
            for part in mention.value.text.split():
                shorts.pop(part, None)
    if not shorts:
        return list(mentions)
    named = [
        replace(mention, kind=ORGANISATION, why=f'short for "{shorts[mention.value.text].value.text}"')
        if mention.kind is PLACE and mention.value.text in shorts
        else mention
        for mention in mentions
    ]
    wanted = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(shorts, key=len, reverse=True)))})(?![\w-]|\s+[A-Z])")
    again = []
    for sentence in sentences:
        for match in wanted.finditer(text, sentence.start, sentence.end):
            owner = shorts[match.group()]
            again.append(_new(text, Span(*match.span()), f'short for "{owner.value.text}"'))
    return _with_added(named, again)


_SURE = 0.8
_CLOSERS = frozenset(
    "Management Group Company Corporation Airlines Airline Airways Motors Motor Industries Holdings Holding Capital Partners Bank Systems "
    "Technologies Energy Electronics Pharmaceuticals Aerospace Aviation Enterprises International Insurance Investments Securities".split()
)


def _may_stand_for(short: str, lists: NameLists) -> bool:
    """Whether the words mean nothing else: no place, no people, no common word, nobody's name."""
    parts = short.split()
    if len(parts) > 1:
        return not lists.place(short) and not all(lists.is_common(part) for part in parts)
    return len(short) > 3 and short[0].isupper() and not lists.is_family(short) and not _means_else(short, lists)


# ---------------------------------------------------------------- what is nothing

_INDEX = re.compile(r"\s+(?:Industrial Average|Composite|Index|index|\d{2,3}(?!\d|[.,]\d))(?!\w)")
_AGREEMENT = re.compile(r"\s+(?:Agreement|Accords?|Protocol|Treaty|Convention|Pact|Declaration)(?!\w)")
_ILLNESS = re.compile(r"(?:[-‑]\w+)?\s+(?:virus|fever|syndrome|flu)(?!\w)")  # "Zika virus", "Lassa fever"
_TICKER = re.compile(r"\s?:\s?[A-Z.]{1,6}\)")  # "(NYSE: ACM)"
_EVENT = re.compile(r"(?<![\w-])(?:Operation|Hurricane|Typhoon|Cyclone|Storm)\s+$")  # "Storm Daniel"
_MACHINE = re.compile(r"[-‑]\d")  # "Vickers VC-10"
_INDEXED = frozenset({"S&P", "Dow Jones", "Dow", "FTSE", "Nasdaq", "NASDAQ", "Nikkei", "DAX", "CAC", "Hang Seng", "Russell", "Stoxx"})


def _is_nothing(text: str, mention: Mention[Name], openings: frozenset[int], small: _SmallWords, lists: NameLists) -> bool:
    """Whether the words are no name here: "City Hall", "the Dow Jones Industrial Average", "Cooks" at the start of a sentence."""
    name, end = mention.value.text, mention.span.end
    if name in listed("not_entries.txt"):
        return True
    if name in _INDEXED and (_INDEX.match(text, end) or (mention.kind is PERSON and " " in name)):
        return True
    if _TICKER.match(text, end) and text[mention.span.start - 1 : mention.span.start] == "(":
        return True
    if mention.kind is not ORGANISATION and lists.place(name) != "country" and _ILLNESS.match(text, end):
        return True
    if _EVENT.search(text, max(0, mention.span.start - 12), mention.span.start):
        return True
    if mention.kind is PLACE and _AGREEMENT.match(text, end):
        return True
    if mention.kind is not PERSON and _MACHINE.match(text, end):
        return True
    if " " in name or "-" in name or name.isupper() or name in lists.organisations:
        return False
    if lists.place(name) is None and mention.kind is not PERSON and lists.is_common(name) and mention.score < _DOUBTED:
        return True
    if lists.place(name) is None and name in lists.place_kinds and lists.is_common(name) and mention.score < _SURE:
        return True
    opens = mention.span.start in openings or text[max(0, mention.span.start - 3) : mention.span.start].rstrip()[-1:] in _OPENERS
    return opens and _is_plural_noun(text, mention, small, lists)


_DOUBTED = 0.6
_OPENERS = frozenset('-–—:“"')
_PLURAL_VERB = re.compile(r"\s+(?:were|have|are)(?!\w)")
_PLURAL_NEXT = re.compile(r"\s+(?:from|were|have|are|who|such|in|at|on|with|say|across|near|had|working|and|of)(?!\w)")


def _is_plural_noun(text: str, mention: Mention[Name], small: _SmallWords, lists: NameLists) -> bool:
    """Whether a word that opens a sentence is a common noun, only there with a capital: "Cooks from three restaurants"."""
    name, stem = mention.value.text, mention.value.text[:-1]
    if name.endswith("s") and lists.is_common(name) and _PLURAL_VERB.match(text, mention.span.end):
        return True  # "Woods were burning"
    if name.endswith("s") and lists.is_role_noun(stem) and _PLURAL_NEXT.match(text, mention.span.end):
        return True  # "Cooks from three restaurants"
    if lists.is_common(name) and name.endswith("s") and mention.score < _SURE and _PLURAL_NEXT.match(text, mention.span.end):
        return True  # "Mills in Leeds"
    if lists.is_given(name) or lists.is_family(name) or lists.place(name):
        return False
    if not name.endswith("s"):
        return small.has(name) and (lists.is_common(name) or mention.score < _SURE)
    if small.has(name) or small.has(stem):
        return True
    if lists.is_role_noun(stem) or stem.endswith("worker"):
        return True
    trade = mention.kind is PERSON and (lists.is_family(stem) or stem.endswith("er"))
    return (trade or lists.is_common(name)) and _PLURAL_NEXT.match(text, mention.span.end) is not None


class _SmallWords:
    """The article's words in small letters, gathered when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words: frozenset[str] | None = None

    def has(self, word: str) -> bool:
        if self._words is None:
            self._words = frozenset(re.findall(r"(?<![\w.@/-])[a-z][\w]+", self._text))
        return word.casefold() in self._words
