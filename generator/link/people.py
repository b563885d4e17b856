"""Owns which mentions of people are one person: first in each article, then across articles, each step on evidence it can name.

A wrong merge is what readers fear most, so what is not clear stays apart and is listed as doubtful. No step asks for corpus-wide
counts: whether two mentions join depends on their own articles, and an unrelated article changes nothing.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from generator.data import words
from generator.link.groups import Doubt, Group
from generator.link.keys import digest, slug
from generator.link.names import (
    COMMON_GIVEN,
    SAME_FROM,
    PersonName,
    compare_family,
    compare_given,
    compare_names,
    eastern,
    given_groups,
    is_common,
    loose,
    read_name,
    sex_of,
)
from generator.link.namesakes import Namesake, find_namesakes
from generator.link.places import Placed
from generator.link.posts import like_post, other_kind, post_words, same_post
from generator.link.related import Related, person_sign
from generator.model import Annotated, Kind, Mention, Name, Ref, State, Verdict, ref

_MANY = 40  # articles of one name that are looked through for a related one
_LISTED = 3  # doubtful pairs listed for an entry


# A side of a person's decision that two sets of mentions are different people: (number of the decision, 0 or 1).
Side = tuple[int, int]
Apart = Sequence[tuple[frozenset[Ref], frozenset[Ref]]]


@dataclass(slots=True)
class _Local:
    """One person of one article."""

    article: int
    name: PersonName
    refs: list[Ref] = field(default_factory=list)
    texts: Counter[str] = field(default_factory=Counter)
    roles: set[str] = field(default_factory=set)
    why: set[str] = field(default_factory=set)
    unsure: list[tuple[PersonName, str]] = field(default_factory=list)
    sides: set[Side] = field(default_factory=set)
    aliases: set[PersonName] = field(default_factory=set)  # other full names that the article gives the person
    sexes: set[str] = field(default_factory=set)  # that words before its mentions give: "Mrs", "her brother"
    posts: set[tuple[str, str]] = field(default_factory=set)  # (role that every town has, id of a place that its sentence names)
    maybe: _Local | None = None  # the one bearer of the name in the article, who does not have the role or sex that this mention gives
    silent: set[Ref] = field(default_factory=set)  # mentions whose role is not certain enough to be the person's
    namesake: Namesake | None = None  # of whom the article speaks without a name, and who may be meant as well as `maybe`

    kin: set[str] = field(default_factory=set)  # family names of those whose child or brother a lone given name is said to be

    @property
    def sex(self) -> str:
        """ "f" or "m" where the words around the name or the given name say so; only ever used to tell bearers of one name apart."""
        return next(iter(self.sexes)) if len(self.sexes) == 1 else sex_of(self.name)

    @property
    def introduced(self) -> int:
        """Where the article first names the person."""
        return min(address.start for address in self.refs)

    def add(self, address: Ref, mention: Mention[Name], why: str = "") -> None:
        self.refs.append(address)
        self.texts[mention.value.text] += 1
        if mention.value.role:
            self.roles.add(mention.value.role.casefold())
        if why:
            self.why.add(why)


def link_people(
    articles: Sequence[Annotated], related: Related, apart: Apart = (), placed: Mapping[Ref, Placed] | None = None
) -> tuple[list[Group], list[Doubt]]:
    """People of the corpus as groups of mentions, and the pairs that may be one person but are not clearly so.

    `placed`: what the mentions of places were resolved to; says of which town somebody is the mayor.
    `apart`: pairs of sets of mentions that a person holds for different people. No score joins a mention of one set with one of the
    other, nor what is joined to them; so a wrong join that was undone draws no later mention to the wrong side.
    """
    sides = _sides(apart)
    locals_ = [person for number, annotated in enumerate(articles) for person in _in_article(number, annotated, sides)]
    for person in locals_:
        if offices := {office for role in person.roles if (office := _local_office(role))}:
            person.posts = set(_posts(person, offices, articles[person.article], placed or {}))
    clusters = _Clusters(locals_, related)
    clusters.join_full_names()
    clusters.join_partial_names()
    return clusters.groups(articles), clusters.doubts()


def _sides(apart: Apart) -> Mapping[Ref, frozenset[Side]]:
    found: defaultdict[Ref, set[Side]] = defaultdict(set)
    for number, pair in enumerate(apart):
        for side, refs in enumerate(pair):
            for address in refs:
                found[address].add((number, side))
    return {address: frozenset(sides) for address, sides in found.items()}


def _opposed(left: Set[Side], right: Set[Side]) -> bool:
    return bool(left) and any((number, 1 - side) in right for number, side in left)


# ---------------------------------------------------------------- one article


def _local_office(role: str) -> str:
    """The office that every town or area has, "" for others: "former police chief" is "police chief", "mayor of lviv" is "mayor"."""
    parts = role.partition(" of ")[0].split()
    ends = (" ".join(parts[start:]) for start in range(len(parts)))
    return next((end for end in ends if end in words("local_offices.txt")), "")


def _posts(person: _Local, offices: Set[str], annotated: Annotated, placed: Mapping[Ref, Placed]) -> Iterator[tuple[str, str]]:
    """The local offices of a person with each town or area that a sentence names beside the person."""
    for sentence in annotated.sentences:
        if not any(sentence.start <= address.start < sentence.end for address in person.refs):
            continue
        for mention in annotated.names:
            found = placed.get(ref(annotated.article, mention)) if sentence.holds(mention.span) else None
            if found and found.place and found.place.kind not in _WIDE:
                yield from ((office, found.place.id) for office in offices)


_WIDE = frozenset(("country", "continent", "area", "water", "mountain"))


def _in_article(number: int, annotated: Annotated, sides: Mapping[Ref, frozenset[Side]]) -> list[_Local]:
    mentions = [
        (ref(annotated.article, mention), mention, read_name(mention.value.text))
        for mention in annotated.names
        if mention.kind is Kind.PERSON
    ]
    whole = [each for each in mentions if each[2].full]
    tails = _tails([name for _, _, name in whole])
    whole = [each for each in whole if each[2].key not in tails]
    full = _full_in_article(number, whole, sides)
    _join_called(full, annotated.article.text, whole)
    said = {address: _sex_beside(annotated.article.text, mention) for address, mention, _ in mentions}
    for person in full:
        person.sexes = {said[address] for address in person.refs} - {""}
    offices = {word for _, mention, _ in mentions for word in post_words(mention.value.role or "")}
    namesakes = find_namesakes(annotated.article.text, [address for person in full for address in person.refs], offices) if full else []
    single: dict[tuple[str, ...], _Local] = {}
    none: frozenset[Side] = frozenset()
    for address, mention, name in mentions:
        if name.full and name.key not in tails:
            continue
        own = sides.get(address, none)
        able = [person for person in full if not _opposed(own, person.sides) and (not name.full or _ends(person.name, name))]
        fits = _bearers(name, mention, able, said[address])
        if len(fits) == 1 and not name.full and _is_another(fits[0][0], name, mention, said[address]):
            role = (mention.value.role or "").casefold()
            person = single.setdefault((*name.key, *name.titles, role, said[address], "?"), _Local(number, name))
            person.maybe = fits[0][0]
            person.sexes |= {said[address]} - {""}
            person.sides |= own
            person.add(address, mention)
            continue
        if len(fits) == 1 and not name.full and (namesake := _namesake(fits[0][0], name, mention, namesakes)):
            person = single.setdefault((*name.key, *name.titles, said[address], *sorted(namesake.words), "??"), _Local(number, name))
            person.maybe, person.namesake = fits[0][0], namesake
            person.sexes |= {said[address]} - {""}
            person.sides |= own
            person.add(address, mention)
            continue
        if len(fits) == 1:
            person, why = fits[0]
            person.add(address, mention, why)
            person.sexes |= {said[address]} - {""}
            person.sides |= own
            continue
        key = (*name.key, *name.titles) if len(fits) > 1 else name.key
        key += tuple(f"{decision} {side}" for decision, side in sorted(own))
        person = single.setdefault(key, _Local(number, name))
        person.sides |= own
        person.sexes |= {said[address]} - {""}
        person.kin |= {parent.name.last for parent in full if _is_kin_of(annotated.article.text, parent, mention.span.start)}
        person.add(address, mention)
        person.unsure = [(other.name, why) for other, why in fits]
    return [*full, *_one_spelling(single)]


_WHOSE_KIN = re.compile(
    r",?\s+whose\s+(?:[\w-]+\s+){0,2}?(?:son|daughter|brother|sister|father|mother|husband|wife|child|twin|grandson|granddaughter),?\s+"
)


def _is_kin_of(text: str, parent: _Local, start: int) -> bool:
    """ "Sinéad Keane, whose son [Conor]"."""
    return any(0 < start - address.end < _KIN_FAR and _WHOSE_KIN.fullmatch(text, address.end, start) for address in parent.refs)


_KIN_FAR = 50  # characters


def _tails(names: Sequence[PersonName]) -> Set[tuple[str, ...]]:
    """The keys that look like full names and are the end of two fuller ones: "Abdul Rahman" beside Yusuf and Hassan Abdul Rahman."""
    keys = {name.key for name in names}
    return {key for key in keys if sum(len(other) > len(key) and other[-len(key) :] == key for other in keys) > 1}


def _ends(full: PersonName, tail: PersonName) -> bool:
    return len(full.key) > len(tail.key) and full.key[-len(tail.key) :] == tail.key


# "María Castillo, known to everybody as Lola Castillo": what stands between two names of one person.
_CALLED = re.compile(
    r"^,?\s+\(?(?:who\s+(?:is|was)\s+)?(?:born|n[ée]e|alias|a\.?k\.?a\.?|(?:also|formerly|previously)\s+called"
    r"|(?:(?:better|best|also|once|then|formerly|previously|widely)\s+)?known(?:\s+to\s+[\w ]{1,30})?\s+as)\s+[“\"‘']?$"
)


def _join_called(full: list[_Local], text: str, mentions: Sequence[tuple[Ref, Mention[Name], PersonName]]) -> None:
    """Joins two names of which the text says that they are one person's."""
    at = {address: person for person in full for address in person.refs}
    for (first, one, _), (second, two, _) in pairwise(mentions):
        left, right = at[first], at[second]
        if left is not right and not _opposed(left.sides, right.sides) and _CALLED.match(text[one.span.end : two.span.start]):
            _absorb(left, right, f"the text says that {one.value.text} is called {two.value.text}, too")
            left.aliases |= {right.name, *right.aliases}
            at.update((address, left) for address in right.refs)
            full.remove(right)


def _sex_beside(text: str, mention: Mention[Name]) -> str:
    """The sex that the word before a name gives: "Mrs [Clinton]", "her brother [Leo Storm]"; "" for none."""
    before = _WORD_BEFORE.search(text, max(0, mention.span.start - 20), mention.span.start)
    word = before[1].lower() if before else ""
    return "f" if word in _HERS else "m" if word in _HIS else ""


_WORD_BEFORE = re.compile(r"([A-Za-z]+)\.?,?\s+$")
_HERS = frozenset(
    "mrs ms miss madam madame mme frau lady sister wife daughter mother aunt niece widow queen princess baroness señora".split()
)
_HIS = frozenset("mr sir lord monsieur herr brother husband son father uncle nephew widower king prince baron señor".split())


def _full_in_article(
    number: int, mentions: Iterable[tuple[Ref, Mention[Name], PersonName]], sides: Mapping[Ref, frozenset[Side]]
) -> list[_Local]:
    """Full names of one article; within one article a shorter form or an initial joins if it fits one person only."""
    people: dict[tuple[tuple[str, ...], frozenset[Side]], _Local] = {}
    for address, mention, name in mentions:
        own = sides.get(address, frozenset())
        person = people.setdefault((name.key, own), _Local(number, name))
        person.add(address, mention)
        person.sides |= own
    # The fullest first: what is shorter joins what is longer.
    kept: list[_Local] = []
    for person in sorted(people.values(), key=lambda each: (-len("".join(each.name.key)), each.name.key, sorted(each.sides))):
        able = [other for other in kept if not _opposed(person.sides, other.sides)]
        fits = [(score, other) for other in able if (score := _within(person.name, other.name)) > 0]
        best = [other for score, other in fits if score == max(fits, key=lambda fit: fit[0])[0]]
        if len(best) == 1:
            _absorb(best[0], person, compare_names(person.name, best[0].name).why)
        else:
            kept.append(person)
            person.unsure = [(other.name, "fits two people of the article") for other in best]
    return kept


def _within(name: PersonName, other: PersonName) -> float:
    """The score of two full names of one article where they are one person, else 0. Initials suffice here."""
    compared = compare_names(name, other)
    if compared.verdict is Verdict.SAME:
        return compared.score
    return compared.score if compared.verdict is Verdict.UNSURE and compared.score >= 0.78 else 0.0


def _absorb(person: _Local, other: _Local, why: str = "") -> None:
    person.refs += other.refs
    person.texts += other.texts
    person.roles |= other.roles
    person.sides |= other.sides
    person.sexes |= other.sexes
    person.kin |= other.kin
    person.silent |= other.silent
    person.why |= other.why | ({why} if why else set())


def _bearers(name: PersonName, mention: Mention[Name], full: Sequence[_Local], beside: str) -> list[tuple[_Local, str]]:
    """The people of the article that a family name alone (else a given name alone) may mean, with the reason.

    `beside`: the sex that a word before the name gives, as in "Mrs Clinton", "" for none.
    """
    said = mention.value.text
    fits = [person for person in full if any(_has_family(each, name) for each in (person.name, *person.aliases))]
    what = "family name"
    sex = sex_of(name) or beside
    if not fits:
        fits, what = [person for person in full if any(_has_given(each, name) for each in (person.name, *person.aliases))], "given name"
    if len(fits) < 2:
        return [(person, f"{said} is the {what} of one person of the article") for person in fits]
    for narrowed, why in (
        (
            [person for person in fits if _title_fits(name, mention, person)],
            f"{said} has the role that the article gives to this bearer of the name",
        ),
        (
            [person for person in fits if sex and person.sex == sex],
            f"{said} fits one of the bearers of the name by its title",
        ),
        (
            [person for person in fits if sex and person.sex in (sex, "")],
            f"{said} fits one of the bearers of the name by its title",
        ),
        (
            [person for person in fits if person.introduced < mention.span.start],
            f"{said} stands where only one bearer of the name was introduced",
        ),
    ):
        if len(narrowed) == 1:
            return [(narrowed[0], why)]
    return [(person, f"{said} is the {what} of {len(fits)} people of the article") for person in fits]


def _has_family(full: PersonName, single: PersonName) -> bool:
    if single.generation and single.generation != full.generation:
        return False
    if compare_family(full.last, single.last)[0] >= 0.9:
        return True
    # "López" for "López Obrador"; "Abdel Fattah": given names of several words do not count here.
    return any(word == single.last for word in full.family) or (
        single.last in full.given[1:] and len(single.last) > 3 and single.last not in COMMON_GIVEN
    )


def _has_given(full: PersonName, single: PersonName) -> bool:
    return len(single.key) == 1 and compare_given(full.given[0], single.last)[0] >= 0.9


def _title_fits(name: PersonName, mention: Mention[Name], person: _Local) -> bool:
    """Whether a title or role before the family name is one that the article gives to this person."""
    wanted = {*name.titles, *((mention.value.role or "").casefold().split())} - {"mr", "mrs", "ms", "miss", "former", "the"}
    given = {word for role in person.roles for word in role.split()} | set(person.name.titles)
    return bool(wanted & given)


def _is_another(person: _Local, name: PersonName, mention: Mention[Name], beside: str) -> bool:
    """Whether the words before a family name speak against the one bearer of the article: "Judge Ferreyra" beside a candidate, "Mr" beside
    a woman. Which of the two is right only other articles can say.
    """
    sex = sex_of(name) or beside
    if sex and person.sex and sex != person.sex:
        return True
    role, span = mention.value.role, mention.value.role_span
    if not role or (span is not None and span.start > mention.span.start):
        return False
    wanted = post_words(role)
    return bool(wanted) and not same_post(wanted, person.roles) and not (person.roles and like_post(wanted, person.roles))


def _namesake(person: _Local, name: PersonName, mention: Mention[Name], namesakes: Sequence[Namesake]) -> Namesake | None:
    """Of whom else the article spoke before a family name that says nothing more: "the president", who is "no relation" of its bearer."""
    if mention.value.role or not _has_family(person.name, name) or set(name.titles) - {"mr", "mrs", "ms", "miss"}:
        return None
    before = [each for each in namesakes if each.start < mention.span.start and (each.of is None or each.of in person.refs)]
    told = next((each for each in before if each.of), None)
    words_ = frozenset(word for each in before for word in each.words if not same_post(frozenset((word,)), person.roles))
    if told is None and not words_:
        return None
    return Namesake(start=before[0].start, words=words_, of=told.of if told else None)


def _one_spelling(single: dict[tuple[str, ...], _Local]) -> list[_Local]:
    """Single names of one article, spellings of one name joined."""
    kept: list[_Local] = []
    for key in sorted(single):
        person = single[key]
        twin = next(
            (
                other
                for other in kept
                if not person.unsure
                and not other.unsure
                and not person.maybe
                and not other.maybe
                and not _opposed(person.sides, other.sides)
                and compare_family(other.name.last, person.name.last)[0] >= 0.95
            ),
            None,
        )
        if twin:
            _absorb(twin, person, f"{person.name.last} and {twin.name.last} are spellings of one name")
        else:
            kept.append(person)
    return kept


# ---------------------------------------------------------------- all articles


class _Clusters:
    """Union of people over articles, with what must stay apart. State: the union-find and the whys."""

    def __init__(self, people: Sequence[_Local], related: Related) -> None:
        self._people = people
        self._related = related
        self._parent = list(range(len(people)))
        self._members = {number: [number] for number in range(len(people))}
        self._forms = {number: {frozenset((person.name, *person.aliases))} for number, person in enumerate(people)}
        self._sides = {number: frozenset(person.sides) for number, person in enumerate(people) if person.sides}
        self._named: dict[tuple[str, ...], PersonName] = {}  # key -> a name of that key
        self._why: defaultdict[int, set[str]] = defaultdict(set)
        self._doubts: dict[tuple[int, int], tuple[float, str]] = {}

    # ---- full names

    def join_full_names(self) -> None:
        by_key: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for number, person in enumerate(self._people):
            for name in (person.name, *sorted(person.aliases, key=lambda name: name.key)):
                if name.full:
                    by_key[name.key].append(number)
                    self._named.setdefault(name.key, name)
        heads: dict[tuple[str, ...], list[int]] = {}
        for key in sorted(by_key):
            numbers = by_key[key]
            if is_common(self._named[key]) or self._divided(numbers):
                heads[key] = self._join_common(numbers)
            else:
                for other in numbers[1:]:
                    self._union(numbers[0], other, "")
                heads[key] = [numbers[0]]
        edges = sorted(self._edges(heads), key=lambda edge: (-edge[0], edge[1], edge[2]))
        for score, left, right, why, common in edges:
            self._try(score, left, right, why, common)

    def _join_common(self, numbers: Sequence[int]) -> list[int]:
        """Articles on a frequent name: joined where they are related or give the same role; returns one person of each lot."""
        heads: list[list[int]] = []
        for number in numbers:
            fits = [lot for lot in heads if not self._apart(number, lot[0]) and any(self._akin(number, other) for other in lot[:_MANY])]
            if self._divided([lot[0] for lot in fits]):
                for lot in fits:
                    self._doubts[lot[0], number] = 0.8, "related to two people of this name, whom a person keeps apart"
                fits = []
            for lot in fits:
                self._union(lot[0], number, "the articles on this frequent name are related")
            merged = [number, *(other for lot in fits for other in lot)]
            heads = [lot for lot in heads if lot not in fits]
            heads.append(sorted(merged))
        heads.sort()
        for left, right in pairwise(heads):
            self._doubts[left[0], right[0]] = 0.8, "the same frequent name in articles that share nothing else"
        return [lot[0] for lot in heads]

    def _apart(self, left: int, right: int) -> bool:
        """Whether a person said that the two are different; that holds against any score."""
        one, two = self._sides.get(self._find(left)), self._sides.get(self._find(right))
        return one is not None and two is not None and _opposed(one, two)

    def _divided(self, numbers: Sequence[int]) -> bool:
        known = [number for number in numbers if self._find(number) in self._sides] if self._sides else []
        return any(self._apart(one, two) for one, two in combinations(known, 2))

    def _akin(self, left: int, right: int) -> bool:
        one, two = self._people[left], self._people[right]
        if one.posts & two.posts or one.sides & two.sides:
            return True
        if _same_role(one.roles, two.roles) and not self._related.elsewhere(one.article, two.article):
            return True
        own = frozenset(person_sign(" ".join(one.name.key))) | frozenset(person_sign(" ".join(two.name.key)))
        return self._related(one.article, two.article, own)

    def _edges(self, heads: dict[tuple[str, ...], list[int]]) -> Iterator[tuple[float, int, int, str, bool]]:
        """Pairs of different full names that share a block: sounds of the family name and a letter of the given name."""
        blocks: defaultdict[tuple[str, str], list[tuple[str, ...]]] = defaultdict(list)
        for key in heads:
            for block in _blocks(self._named[key]):
                blocks[block].append(key)
        seen: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
        for block in sorted(blocks):
            keys = blocks[block]
            for place, left in enumerate(keys):
                for right in keys[place + 1 :]:
                    if (left, right) in seen:
                        continue
                    seen.add((left, right))
                    compared = compare_names(self._named[left], self._named[right])
                    common = is_common(self._named[left]) or is_common(self._named[right])
                    if compared.verdict is not Verdict.DIFFERENT:
                        yield from ((compared.score, one, two, compared.why, common) for one in heads[left] for two in heads[right])

    def _try(self, score: float, left: int, right: int, why: str, common: bool) -> None:
        """Join two persons of different names unless something speaks against it; list as doubtful what is not clear."""
        if self._find(left) == self._find(right):
            return
        sure = score >= SAME_FROM and not common
        if (sure or self._any_akin(left, right)) and self._agree(left, right):
            self._union(left, right, why)
        elif sure or common or score >= 0.78:
            self._doubts[left, right] = score, why

    def _any_akin(self, left: int, right: int) -> bool:
        return any(
            self._akin(one, two) for one in self._members[self._find(left)][:_MANY] for two in self._members[self._find(right)][:_MANY]
        )

    def _agree(self, left: int, right: int) -> bool:
        """Whether no two forms of the two clusters are two people, and no article holds both as two."""
        one, two = self._find(left), self._find(right)
        if self._apart(one, two):
            return False
        if any(_all_differ(left, right) for left in self._forms[one] for right in self._forms[two]):
            return False
        articles = {self._people[number].article for number in self._members[one]}
        return not any(self._people[number].article in articles for number in self._members[two])

    # ---- family names alone

    def join_partial_names(self) -> None:
        """A family name without its full name in the article: joins the one bearer in related articles, else stays by itself."""
        bearers: defaultdict[str, dict[int, None]] = defaultdict(dict)
        for number, person in enumerate(self._people):
            if person.name.full:
                bearers[loose(person.name.last)][number] = None
        self._settle_maybes(bearers)
        singles = [number for number, person in enumerate(self._people) if not person.name.full and not person.unsure and not person.maybe]
        for number in singles:
            person = self._people[number]
            fits: dict[int, int] = {}
            for other in bearers.get(loose(person.name.last), ()):
                root = self._find(other)
                if (
                    root not in fits
                    and compare_family(self._people[other].name.last, person.name.last)[0] >= 0.9
                    and not self._apart(number, other)
                    and self._meets(number, other)
                    and not self._sexes_differ(number, other)
                ):
                    fits[root] = other
            if len(fits) > 1:  # "President Villalba": the one who is president, of those in related articles
                wanted = frozenset(word for role in person.roles for word in post_words(role))
                having = {root: other for root, other in fits.items() if wanted and same_post(wanted, self._roles(other))}
                fits = having if len(having) == 1 else fits
            if len(fits) == 1:
                root, other = next(iter(fits.items()))
                self._union(other, number, f"{' '.join(person.name.family).title()} alone in an article that reports on the same things")
            for other in list(fits.values())[:_LISTED] if len(fits) > 1 else ():
                self._doubts[min(number, other), max(number, other)] = 0.75, "two people of this family name stand in related articles"
        self._join_kin([number for number in singles if self._people[number].kin], bearers)
        self._join_singles([number for number in singles if len(self._members[self._find(number)]) == 1])

    def _join_kin(self, numbers: Sequence[int], bearers: Mapping[str, Mapping[int, None]]) -> None:
        """ "Sinéad Keane, whose son Conor": the one Conor Keane of related articles."""
        for number in numbers:
            person = self._people[number]
            if len(self._members[self._find(number)]) > 1:
                continue
            fits = {
                self._find(other): other
                for family in sorted(person.kin)
                for other in bearers.get(loose(family), ())
                if _has_given(self._people[other].name, person.name) and not self._apart(number, other) and self._meets(number, other)
            }
            if len(fits) == 1:
                said = " ".join(person.name.key).title()
                self._union(
                    next(iter(fits.values())), number, f"{said} is said to be of a family of which related articles name one {said}"
                )

    def _settle_maybes(self, bearers: Mapping[str, Mapping[int, None]]) -> None:
        """ "Judge Ferreyra" where the article's one Ferreyra is no judge: another bearer who is, or the same person, or doubtful."""
        at = {id(person): number for number, person in enumerate(self._people)}
        for number, person in enumerate(self._people):
            if person.maybe is None or (own := at.get(id(person.maybe))) is None:
                continue
            wanted = frozenset(word for role in person.roles for word in post_words(role))
            said = " ".join(person.name.family).title()
            if wanted and same_post(wanted, self._roles(own)) and not self._sexes_differ(number, own):
                self._union(own, number, f"{said} has the role that other articles give to this bearer of the name")
                continue
            rivals: dict[int, int] = {}
            for other in bearers.get(loose(person.name.last), ()):
                root = self._find(other)
                if root == self._find(own) or compare_family(self._people[other].name.last, person.name.last)[0] < 0.9:
                    continue
                if self._apart(number, other) or self._sexes_differ(number, other):
                    continue
                if root not in rivals and (self._meets(number, other) or self._near(own, other)):
                    rivals[root] = other
            if person.namesake is not None:
                self._settle_namesake(number, own, person.namesake, rivals.values())
                continue
            having = [other for other in rivals.values() if same_post(wanted, self._roles(other))]
            having = having or [other for other in rivals.values() if like_post(wanted, self._roles(other))]
            if not wanted:
                having = list(rivals.values())
            if len(having) == 1:
                self._union(having[0], number, f"{said} has the role or title of this bearer of the name, not of the one in the article")
                continue
            differ = self._sexes_differ(number, own) or other_kind(wanted, self._roles(own))
            if not rivals and not differ:
                if self._roles(own):
                    person.silent = set(person.refs)
                self._union(own, number, f"{said} is the family name of one person of the article")
                continue
            title = next(iter(sorted(person.roles)), "") or " ".join(person.name.titles)
            person.unsure = [
                (person.maybe.name, f"{title} {said} has another role or title than the one bearer of the name in the article")
            ]
            for other in list(rivals.values())[:_LISTED]:
                self._doubts[min(number, other), max(number, other)] = 0.75, "a bearer of this family name in a related article"

    def _settle_namesake(self, number: int, own: int, namesake: Namesake, rivals: Collection[int]) -> None:
        """ "Mr Villalba" after "Fernando Villalba, no relation of the president": doubtful, unless nobody else can be meant."""
        person = self._people[number]
        said = " ".join(person.name.family).title()
        likely = [other for other in rivals if same_post(namesake.words, self._roles(other))]
        if not likely and not (namesake.of and (rivals or namesake.words)):
            self._union(own, number, f"{said} is the family name of one person of the article")
            return
        why = "the article also speaks of another bearer of this family name, without the name"
        person.unsure = [(self._people[own].name, why)]
        for other in (likely or list(rivals))[:_LISTED]:
            self._doubts[min(number, other), max(number, other)] = 0.75, why

    def _near(self, left: int, right: int) -> bool:
        """Whether an article on the one person is related to the article of the other, or is that one."""
        article = self._people[right].article
        inside = [self._people[each].article for each in self._members[self._find(left)][:_MANY]]
        return any(each == article or self._related(each, article) for each in inside)

    def _roles(self, number: int) -> Set[str]:
        """The roles of a person in all articles."""
        return {role for each in self._members[self._find(number)] for role in self._people[each].roles}

    def _sexes_differ(self, left: int, right: int) -> bool:
        one, two = self._people[left].sex or sex_of(self._people[left].name), self._people[right].sex
        return bool(one and two) and one != two

    def _meets(self, number: int, other: int) -> bool:
        return self._related(self._people[number].article, self._people[other].article) or (
            bool(self._people[number].roles)
            and _same_role(self._people[number].roles, self._people[other].roles)
            and not self._related.elsewhere(self._people[number].article, self._people[other].article)
        )

    def _join_singles(self, numbers: Sequence[int]) -> None:
        lots: defaultdict[str, list[int]] = defaultdict(list)
        for number in numbers:
            lots[" ".join(self._people[number].name.key)].append(number)
        for key in sorted(lots):
            alone = lots[key]
            for place, number in enumerate(alone):
                for other in alone[max(0, place - _MANY) : place]:
                    if self._find(number) != self._find(other) and not self._apart(number, other) and self._meets(number, other):
                        self._union(other, number, "the same name in articles that report on the same things")

    # ---- the outcome

    def groups(self, articles: Sequence[Annotated]) -> list[Group]:
        made = []
        for root in sorted(self._members):
            if self._find(root) != root:
                continue
            made.append(self._group(root, articles))
        return made

    def _group(self, root: int, articles: Sequence[Annotated]) -> Group:
        people = [self._people[number] for number in self._members[root]]
        texts: Counter[str] = Counter()
        for person in people:
            texts += person.texts
        name, address = _best_form(texts)
        if is_common(read_name(address)):
            first = min(people, key=lambda person: _order(articles[person.article]))
            own = " ".join((articles[first.article].article.id, *first.name.titles))
            address = f"{address} {digest(own, 6)}"
        why = sorted({each for person in people for each in person.why} | self._why[root])
        unsure = sorted({f"{' '.join(other.key)}: {why}" for person in people for other, why in person.unsure})
        return Group(
            kind=Kind.PERSON,
            key=str(root),
            slug=slug(address),
            name=name,
            refs=[each for person in people for each in person.refs],
            texts=texts,
            state=State.DOUBTFUL if unsure else State.CLEAR,
            why="; ".join([*why[:4], *unsure[:2]]),
            silent=frozenset(address for person in people for address in person.silent),
        )

    def doubts(self) -> list[Doubt]:
        """The doubtful pairs as they stand at the end, each pair of entries once, the likeliest first."""
        found: dict[tuple[int, int], tuple[float, str]] = {}
        for (left, right), (score, why) in self._doubts.items():
            pair = (min(self._find(left), self._find(right)), max(self._find(left), self._find(right)))
            if pair[0] != pair[1] and (pair not in found or found[pair][0] < score):
                found[pair] = score, why
        at = {(person.article, person.name.key): number for number, person in enumerate(self._people)}
        for number, person in enumerate(self._people):
            for other_name, why in person.unsure[:_LISTED]:
                if (other := at.get((person.article, other_name.key))) is not None:
                    pair = (min(self._find(number), self._find(other)), max(self._find(number), self._find(other)))
                    if pair[0] != pair[1]:
                        found.setdefault(pair, (0.75, why))
        listed: Counter[int] = Counter()
        kept = []
        for (left, right), (score, why) in sorted(found.items(), key=lambda item: (-item[1][0], item[0])):
            if listed[left] < _LISTED and listed[right] < _LISTED:
                listed.update((left, right))
                kept.append(Doubt(Kind.PERSON, str(left), str(right), Verdict.UNSURE, round(score, 3), why))
        return kept

    # ---- union-find

    def _find(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def _union(self, left: int, right: int, why: str) -> None:
        one, two = sorted((self._find(left), self._find(right)))
        if one == two:
            return
        self._parent[two] = one
        self._members[one] += self._members.pop(two)
        self._forms[one] |= self._forms.pop(two)
        if two in self._sides:
            self._sides[one] = self._sides.get(one, frozenset()) | self._sides.pop(two)
        self._why[one] |= self._why.pop(two, set()) | ({why} if why else set())


def _all_differ(left: Set[PersonName], right: Set[PersonName]) -> bool:
    """Whether no name of the one fits any name of the other."""
    return all(compare_names(one, two).verdict is Verdict.DIFFERENT for one in left for two in right)


def _order(annotated: Annotated) -> tuple[str, str]:
    """The oldest article of a person names the entry: newer ones leave its address alone."""
    published = annotated.article.published
    return (published.value.isoformat() if published else "9999", annotated.article.id)


def _blocks(name: PersonName) -> Iterator[tuple[str, str]]:
    """Where a name is looked for: two names with no block in common are never compared."""
    parts = [word for word in name.key if word != name.generation] or list(name.key)
    initials = {word[0] for word in name.given[:2]} | {f"#{group}" for group in given_groups(name.given[0])}
    initials |= {loose(name.given[0])[:1]}
    for initial in sorted(initials):
        yield loose(name.last), initial
        if name.last[0] in "gh":
            yield loose(eastern(name.last)), initial
        if len(name.last) >= 7:
            yield name.last[:3], f"{initial}{name.last[-1]}"
    joined = "".join(parts)
    yield "joined", loose("".join(sorted(joined)))
    yield "start", loose(joined)[:6]
    if len(parts) > 2:
        yield from ((loose(parts[-2]), part[0]) for part in parts[:2])


def _same_role(one: Iterable[str], two: Iterable[str]) -> bool:
    """Whether two people hold one post that says something: more than "president" or "spokesman", and no office that every town has."""
    return any(left == right and len(left.split()) > 1 and not _local_office(left) for left in one for right in two)


def _best_form(texts: Counter[str]) -> tuple[str, str]:
    """The name to show (the fullest form, most frequent first) and the one to make the address of (its shortest spelling).

    The address follows the spelling rather than the counts: counts change with every article, spellings seldom.
    """
    parsed = {text: read_name(text) for text in texts}
    keys = {name.key for name in parsed.values()}
    ends = {key[start:] for key in keys for start in range(1, len(key))}  # "López Obrador" is the end of a fuller form
    full = [text for text, name in parsed.items() if name.full and len(name.last) > 1]
    whole = [text for text in full if len(parsed[text].given[0]) > 1 and parsed[text].key not in ends] or full or list(texts)
    shown = {text: bare(text) for text in whole}
    counted: Counter[str] = Counter()
    for text, plain in shown.items():
        counted[plain] += texts[text]
    name = min(counted, key=lambda each: (-counted[each], len(each), each))
    address = min(counted, key=lambda each: (len(each), each.casefold(), each))
    return name, address


def bare(text: str) -> str:
    """The name without titles before it: "Mr Zelenskyy" shows as Zelenskyy."""
    parts = text.split()
    name = read_name(text)
    dropped = len(name.titles)
    return " ".join(parts[dropped:]) if 0 < dropped < len(parts) else " ".join(parts)
