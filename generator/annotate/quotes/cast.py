"""Whom the words for a speaker name: names, roles ("the general"), pronouns, and phrases that name nobody."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from generator.annotate.quotes.lexicon import context, gender
from generator.annotate.quotes.subjects import LONGEST_PHRASE, PRONOUNS, Subject, person_at, phrase_before, prepositional
from generator.annotate.quotes.words import Unit
from generator.model import Kind, Mention, Name, Span
from generator.text import flat

_SUBJECTS = frozenset("he she they we i".split())  # stand alone as a subject, whatever is before them
_NO_SPEAKERS = frozenset("nobody none nothing than as not if whether because also so too only even this that these those there".split())
_LEADS = frozenset(
    "of and the its his her their a an former acting deputy new then later but".split()
)  # before a name that opens a sentence
_NEAR = 1_500  # characters that a pronoun looks back


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks: `span` is the name (of the antecedent, for a pronoun) or the phrase; `words` is how the sentence itself puts it."""

    span: Span
    text: str
    words: Span
    name: Mention[Name] | None = None
    others: tuple[Span, ...] = ()  # the names of those who speak with this one: "X and Y said"

    @property
    def known(self) -> bool:
        return self.name is not None


@dataclass
class Cast:
    """Who has been named and who has spoken so far in an article, for pronouns and roles; filled while it is read downwards."""

    names: Sequence[Mention[Name]]
    text: str
    marks: Sequence[Span] = ()  # what stands in quotation marks, in order
    last: Speaker | None = None
    last_at: int = -10_000
    topic: Speaker | None = None  # whom the latest sentence of this paragraph is about: "the minister was silent"
    _shown: dict[str, str] = field(default_factory=dict)
    _barred: str = ""  # the family name of one whom he or she cannot be

    def spoke(self, speaker: Speaker, at: int) -> None:
        self.last, self.last_at = speaker, at

    def who(self, unit: Unit, subject: Subject) -> Speaker | None:
        """The speaker whom these words name; None for words that name nobody who could speak."""
        first, last = subject.first, subject.last
        while (
            first < last and unit.low[first] in context("opener") and unit.name[first] < 0 and unit.low[first] not in context("preposition")
        ):
            first += 1
        if first > last:
            return None
        if unit.low[last] in _SUBJECTS and unit.name[last] < 0:  # "on Wednesday he"
            return self._pronoun(unit, last)
        if first == last and unit.low[first] in PRONOUNS:
            return self._pronoun(unit, first)
        if joined := _joined(unit, first, last):
            leading = joined[0]
            words = unit.span_of(first, last)
            return Speaker(
                span=leading.span,
                text=leading.value.text,
                words=words,
                name=leading,
                others=tuple(name.span for name in joined[1:] if name is not leading),
            )
        head = _head(unit, first, last)
        if head is not None:
            return Speaker(span=head.span, text=head.value.text, words=unit.span_of(first, last), name=head)
        first, last = _phrase(unit, first, last)
        while first < last and unit.low[first].endswith("ly") and unit.low[first] not in context("people"):  # "privately some"
            first += 1
        while first < last and not unit.low[last][0].isalnum():
            last -= 1
        while first <= last and not unit.low[first][0].isalnum():
            first += 1
        if (
            first > last
            or unit.low[first] in ("no", "nobody", "none")
            or not any(unit.low[k].isalpha() or unit.low[k][0].isalnum() for k in range(first, last + 1))
        ):
            return None
        if unit.low[last] in _NO_SPEAKERS or unit.low[last] in context("preposition") or unit.low[last].endswith("ly"):
            return None
        words = unit.span_of(first, last)
        text = _without_possessive(flat(words.of(unit.text)))
        if meant := self._by_role(unit, first, last):
            return Speaker(span=meant.span, text=meant.value.text, words=words, name=meant)
        return Speaker(span=words, text=text, words=words)

    def another(self, unit: Unit, i: int, speaker: Speaker) -> Speaker | None:
        """Whom the "he" or "she" at token i stands for if not for the one given; None where nobody else is in sight."""
        self._barred = speaker.text.split()[-1]
        found = self._pronoun(unit, i)
        self._barred = ""
        return found if found and found.name and _family(found.name) != speaker.text.split()[-1] else None

    def possessive(self, unit: Unit, i: int, pronoun: str) -> Speaker | None:
        """The one whom "his", "her", "their" or "its" at token i stands for."""
        return self._pronoun(unit, i, pronoun)

    def owner(self, unit: Unit, first: int, last: int) -> Speaker | None:
        """The one named by the possessive that ends in token `last`: "Moscow's", "the minister's"."""
        name = unit.named(last)
        if name is not None:
            return Speaker(span=name.span, text=name.value.text, words=name.span, name=name)
        return self.who(unit, Subject(first=first, last=last, start=first))

    def _pronoun(self, unit: Unit, i: int, pronoun: str = "") -> Speaker | None:
        word, at = pronoun or unit.low[i], unit.starts[i]
        itself = Span(at, unit.ends[i])
        if word in ("who", "which"):
            name = self._before(at, 60, word)
            if name:
                return Speaker(span=name.span, text=name.value.text, words=itself, name=name)
            antecedent = phrase_before(unit, i - 2) if unit.word(i - 1) == "," and unit.outside(i - 2) else None
            if antecedent is None and unit.word(i - 1) in context("people") and unit.outside(i - 1):
                near = phrase_before(unit, i - 1)  # "a witness who said", not "those who wish"
                antecedent = near if unit.low[near.first] in ("a", "an", "one", "the") else None
            if antecedent is None or unit.low[antecedent.first] in PRONOUNS:
                return None
            found = self.who(unit, antecedent)
            return replace(found, words=found.words if found.name is None else itself) if found else None
        if word in ("he", "she"):
            if unnamed := self._unnamed(at):
                return replace(unnamed, words=itself)
            if (topic := self._of_paragraph(at, word)) is not None:
                return replace(topic, words=itself)
            meant = self._surer(self._person(unit, i, word), at, word)
            if meant:
                return Speaker(span=meant.span, text=meant.value.text, words=itself, name=meant)
        recent = self.last is not None and at - self.last_at < _NEAR
        if word == "they" and recent and self.last and self.last.others:
            return replace(self.last, words=itself)
        if word in ("they", "it") and recent and self.last and (self.last.name is None or self.last.name.kind is not Kind.PERSON):
            return Speaker(span=self.last.span, text=self.last.text, words=itself, name=self.last.name)
        if word == "it":
            name = next(
                (n for n in reversed(self.names) if n.span.end <= at and at - n.span.end < 300 and n.kind is Kind.ORGANISATION), None
            )
            if name:
                return Speaker(span=name.span, text=name.value.text, words=itself, name=name)
        if word in ("i", "we", "you"):
            return None
        return _bare(unit, i)

    def _unnamed(self, at: int) -> Speaker | None:
        """Who spoke last, where it is one person without a name ("Quill's lawyer") and nobody is named since."""
        last = self.last
        if last is None or last.name is not None or at - self.last_at >= _NEAR or "\n" in self.text[self.last_at : at]:
            return None
        words = last.text.casefold().split()
        cut = next((k for k, word in enumerate(words) if k and word in context("preposition")), len(words))
        if not words or words[cut - 1] not in context("human"):
            return None
        since = max(self.last_at, last.words.end)
        named = any(name.kind is Kind.PERSON and since <= name.span.start < at and not self._marked(name) for name in self.names)
        return None if named else last

    def _of_paragraph(self, at: int, pronoun: str) -> Speaker | None:
        """The one whom a role names as the subject of the sentence before, in this paragraph, where nobody is named since."""
        topic = self.topic
        if topic is None or "\n" in self.text[topic.words.start : at] or self.last_at > topic.words.start:
            return None
        if topic.name is not None:
            return topic if self._gender(topic.name) in (pronoun, "") and _family(topic.name) != self._barred else None
        named = any(
            name.kind is Kind.PERSON and topic.words.start <= name.span.start < at and not self._marked(name) for name in self.names
        )
        return None if named else topic

    def _surer(self, meant: Mention[Name] | None, at: int, pronoun: str) -> Mention[Name] | None:
        """Who is known to be he or she and is named in the same paragraph or since, rather than one whose sex nobody tells."""
        if meant is None or self._gender(meant) == pronoun:
            return meant
        since = self.text.rfind("\n", 0, meant.span.start)
        known = [
            name
            for name in self.names
            if name.kind is Kind.PERSON
            and since < name.span.start
            and name.span.end <= at
            and self._gender(name) == pronoun
            and _family(name) not in (_family(meant), self._barred)
            and not self._marked(name)
            and not self._owns(name)
        ]
        return known[-1] if known and len({_family(name) for name in known}) == 1 else meant

    def _before(self, at: int, reach: int, word: str) -> Mention[Name] | None:
        """The name right before a relative pronoun."""
        kinds = (Kind.PERSON,) if word == "who" else (Kind.ORGANISATION, Kind.PLACE)
        near = [name for name in self.names if name.span.end <= at and at - name.span.end <= reach and name.kind in kinds]
        return near[-1] if near and self.text[near[-1].span.end : at].strip(" ,’s'") == "" else None

    def _person(self, unit: Unit, i: int, pronoun: str) -> Mention[Name] | None:
        """The person whom he or she stands for, or None in doubt.

        Who is the subject of this sentence, or of the latest sentence since somebody spoke, or who spoke last. A name in quotation
        marks is nobody's antecedent, nor is one that its sentence only mentions beside a speaker of another paragraph.
        """
        at = unit.starts[i]
        people = [
            name
            for name in self.names
            if name.kind is Kind.PERSON
            and name.span.end <= at
            and at - name.span.end < _NEAR
            and self._gender(name) in (pronoun, "")
            and not self._marked(name)
            and _family(name) != self._barred
        ]
        speaker = self.last.name if self.last and self.last.name and self.last.name.kind is Kind.PERSON else None
        if speaker and (at - self.last_at >= _NEAR or self._gender(speaker) not in (pronoun, "") or _family(speaker) == self._barred):
            speaker = None
        if not people:
            return speaker
        if unit.low[i] == pronoun:  # not for "her claim"
            people = [name for name in people if not self._owns(name)] or people
        before = [name for name in people if name.span.start < unit.span.start]
        here = [name for name in people if name.span.start >= unit.span.start and _outside(unit, name)]
        if here and (speaker is None or here[0].value.text.split()[-1] == speaker.value.text.split()[-1]):
            return here[0]
        if speaker is None:
            return self._leading(before, at) if before else here[0] if here else None
        # Somebody else named since as the subject of a sentence takes the pronoun over.
        since = [name for name in before if name.span.start > self.last_at]
        if leading := next((name for name in reversed(since) if self._opens(name)), None):
            return leading
        paragraph = self.text.rfind("\n", 0, at)
        others = any(name.span.start > paragraph and _family(name) != _family(speaker) for name in since)
        return None if others and self.last_at < paragraph else speaker

    def _owns(self, name: Mention[Name]) -> bool:
        """Whether a name only says whose somebody is: "Mara Quill's husband, Owen Strand"."""
        return name.span.of(self.text).endswith(("'s", "’s")) or self.text[name.span.end : name.span.end + 2] in ("'s", "’s")

    def _leading(self, people: Sequence[Mention[Name]], at: int) -> Mention[Name] | None:
        """Of the people named before, where nobody spoke: the subject of the latest sentence of the paragraph that has one of them, or
        the only one whom the paragraph names; without any there, the first one of the last sentence that names any."""
        paragraph = self.text.rfind("\n", 0, at)
        here = [name for name in people if name.span.start > paragraph]
        if here:
            leading = next((name for name in reversed(here) if self._opens(name)), None)
            return leading or (here[0] if len({_family(name) for name in here}) == 1 else None)
        latest = people[-1]
        start = max(self.text.rfind(". ", 0, latest.span.start), self.text.rfind("\n", 0, latest.span.start), 0)
        return next(name for name in people if name.span.start >= start)

    def _opens(self, name: Mention[Name]) -> bool:
        """Whether a name stands at the beginning of its sentence, after at most a role."""
        start = max(
            self.text.rfind(". ", 0, name.span.start) + 2,
            self.text.rfind("\n", 0, name.span.start) + 1,
            self.text.rfind("” ", 0, name.span.start) + 2,
        )
        lead = self.text[start : name.span.start]
        role = (name.value.role or "").casefold().split()
        if any(word not in role and word not in context("people") and word.islower() and word not in _LEADS for word in lead.split()[1:]):
            return False
        return len(lead) < 60 and "," not in lead and not any(mark in lead for mark in '“”"')

    def apart(self, left: Mention[Name], right: Mention[Name]) -> bool:
        """Whether `right` is, by a role that the article gives the same words elsewhere, somebody else than `left` with its own role."""
        same = (name for name in self.names if name.kind is Kind.PERSON and name.value.text == right.value.text)
        return " " in right.value.text and left.value.text != right.value.text and any(_differ(left, name) for name in same)

    def next_other(self, speaker: Speaker, since: int) -> int:
        """Where the next person of another family name is named outside quotation marks; the length of the text where nobody is."""
        first = bisect_left(self.names, since, key=lambda name: name.span.start)
        family = speaker.text.split()[-1]
        others = (name for name in self.names[first:] if name.kind is Kind.PERSON and _family(name) != family and not self._marked(name))
        return next((name.span.start for name in others), len(self.text))

    def _marked(self, name: Mention[Name]) -> bool:
        at = bisect_right(self.marks, name.span.start, key=lambda span: span.start) - 1
        return at >= 0 and self.marks[at].start < name.span.start and name.span.end < self.marks[at].end

    def _gender(self, name: Mention[Name]) -> str:
        """ "he", "she" or "" from a title, the given name, or another mention of the same family name and no other role."""
        key = f"{name.value.role or ''} {name.value.text}"
        if key not in self._shown:
            found = self._own_gender(name)
            if not found:
                family = _family(name)
                others = [other for other in self.names if other.kind is Kind.PERSON and _family(other) == family]
                if " " in name.value.text and len({other.value.text for other in others if " " in other.value.text}) > 1:
                    others = [other for other in others if other.value.text == name.value.text]  # a daughter is not he for her father
                if any(_differ(name, other) for other in others):
                    others = []
                genders = {gender_ for other in others if (gender_ := self._own_gender(other))}
                if len(genders) > 1:  # "Quill" after Mara Quill alone is she, though her brother is named below
                    return self._earlier_gender(name, others)
                found = genders.pop() if len(genders) == 1 else ""
            self._shown[key] = found
        return self._shown[key]

    def _earlier_gender(self, name: Mention[Name], others: Sequence[Mention[Name]]) -> str:
        genders = {gender_ for other in others if other.span.start < name.span.start and (gender_ := self._own_gender(other))}
        return genders.pop() if len(genders) == 1 else ""

    def _own_gender(self, name: Mention[Name]) -> str:
        lead = self.text[max(0, name.span.start - 16) : name.span.start]
        title = lead.split()[-1] if lead.endswith(" ") and "\n" not in lead[-2:] and lead.strip() else ""
        ends = title.endswith(".") and title[:-1].casefold() not in context("he") | context("she")  # the end of a sentence
        if title and not ends and (found := gender().get(_folded(title.removesuffix(".")))):
            return found
        parts = name.value.text.split()
        return gender().get(_folded(parts[0]), "") if len(parts) > 1 else ""

    def _by_role(self, unit: Unit, first: int, last: int) -> Mention[Name] | None:
        """The name that "the general", "the former mayor" or "the committee" stands for: one that was named with that role before."""
        if unit.low[first] not in ("the", "its", "his", "her") or last - first > 3:
            return None
        noun = _ALIASES.get(unit.low[last], unit.low[last])
        at = unit.starts[first]
        for name in reversed(self.names):
            if name.span.end > at:
                continue
            if at - name.span.end > 4 * _NEAR:
                break
            if name.kind is Kind.PERSON and name.value.role and noun in _role_words(name.value.role):
                return name
            if name.kind is Kind.PERSON and noun == "judge" and "court" in (name.value.role or "").casefold().split():
                return name  # "the president of the electoral court"
            if name.kind is Kind.ORGANISATION and name.value.text.split()[-1].casefold() == noun and len(name.value.text.split()) > 1:
                return name
        if unit.low[first] != "the":
            return None
        told = re.compile(rf"(?:, [^,.\n]{{1,40}},)? (?:is|was|became) (?:the|a|an) (?:[\w-]+ ){{0,3}}{re.escape(unit.low[last])}\b")
        of_role = [name for name in self.names if name.kind is Kind.PERSON and name.span.end < at and told.match(self.text, name.span.end)]
        return of_role[-1] if len({name.value.text for name in of_role}) == 1 else None


def _family(name: Mention[Name]) -> str:
    return name.value.text.split()[-1]


def _differ(left: Mention[Name], right: Mention[Name]) -> bool:
    """Whether two names come with roles that have no word in common: "Judge Ferreyra" is not "opposition candidate Lucía Ferreyra"."""
    if not (left.value.role and right.value.role):
        return False
    return not _role_words(left.value.role) & _role_words(right.value.role)


_ALIASES = {"senator": "sen", "governor": "gov", "general": "gen", "representative": "rep", "colonel": "col", "professor": "prof"}


def _role_words(role: str) -> set[str]:
    """The words of a role up to its first preposition, folded, with abbreviations without their stop."""
    words = role.casefold().replace(".", " ").split()
    cut = next((i for i, word in enumerate(words) if word in context("preposition")), len(words))
    return {_ALIASES.get(word, word) for word in words[:cut]}


def _folded(word: str) -> str:
    """In lower case and without accents, as the list of given names writes them."""
    return "".join(char for char in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(char))


def _outside(unit: Unit, name: Mention[Name]) -> bool:
    i = unit.at(name.span.start)
    return unit.outside(i)


def _bare(unit: Unit, i: int) -> Speaker:
    words = unit.span_of(i, i)
    return Speaker(span=words, text=words.of(unit.text), words=words)


def _without_possessive(text: str) -> str:
    return text[:-2] if text.endswith(("'s", "’s")) else text


def _head(unit: Unit, first: int, last: int) -> Mention[Name] | None:
    """The name that is the head of a subject phrase: "Interior Minister KLYMENKO", not "the head of NATO", nor "NATO officials"."""
    relative = next((k for k in range(first, last + 1) if unit.low[k] in ("who", "whose") and unit.name[k] < 0), None)
    if relative is not None:
        for k in range(relative, last + 1):
            if unit.name[k] >= 0 and unit.low[k - 1] in context("naming"):
                return unit.named(k)
        last = relative - 1
        if unit.word(last) == ",":
            last -= 1
    preposition = next((k for k in range(first + 1, last + 1) if unit.low[k] in context("preposition") and unit.name[k] < 0), None)
    comma = next((k for k in range(first, last + 1) if unit.low[k] == "," and unit.name[k] < 0), None)
    leading = last if comma is None else comma - 1
    ends = unit.named(leading) if leading >= first else None
    determined = unit.low[first] in ("a", "an", "the", "one", "another", "his", "her", "their", "its", "some", "two", "three")
    if preposition is not None and preposition <= leading:
        if ends is not None and ends.kind is Kind.PERSON and not determined and not prepositional(unit, first, leading):
            return ends
        core = unit.named(preposition - 1)
        if core is not None and _ends_with_name(unit, preposition - 1):
            return core
        first_name = unit.named(first)
        return first_name if unit.low[first] in context("preposition") and first_name else _after_opening(unit, first, leading)
    if ends is not None and _ends_with_name(unit, leading):
        return ends
    if comma is not None:
        return _first_person(unit, comma, last)
    return None


def _joined(unit: Unit, first: int, last: int) -> Sequence[Mention[Name]]:
    """The names of "Brandvold and Senator Lucia Ferrante": each ends its part, all are of people or all of no people; else none."""
    parts: list[tuple[int, int]] = []
    start = first
    for k in range(first, last + 1):
        if unit.name[k] < 0 and unit.low[k] in ("and", ",", "&"):
            if start < k:
                parts.append((start, k - 1))
            start = k + 1
    if unit.low[last] in ("both", "also", "all", "each") and last > first:
        last -= 1
    parts.append((start, last))
    if len(parts) == 2 and unit.low[parts[1][0]] in ("his", "her", "their") and unit.name[parts[0][1]] >= 0:
        own = unit.named(parts[0][1])  # "Quill and her husband": her words, for all that we know
        return (own, own) if own and _ends_with_name(unit, parts[0][1]) and unit.name[parts[1][1]] < 0 else ()
    if len(parts) < 2 or not any(unit.low[k] == "and" and unit.name[k] < 0 for k in range(first, last + 1)):
        return ()
    names = []
    for begin, end in parts:
        # "of Calloway", ", the mayor" belong to the name before them.
        cut = next((k for k in range(begin + 1, end + 1) if unit.low[k] in context("preposition") and unit.name[k] < 0), None)
        if cut is not None and unit.name[cut - 1] < 0:  # "observers from Montevideo and Brasília": neither city speaks
            return ()
        end = cut - 1 if cut is not None else end
        name = unit.named(end) if end >= begin else None
        opens = unit.low[begin] in context("opener") or unit.low[begin] in ("his", "her", "their", "its", "neither", "either")
        held = any(unit.named(k) is not name and person_at(unit, k) for k in range(begin, end + 1))
        if name is None or held or not _ends_with_name(unit, end) or end - begin > 8 or opens or unit.low[end].endswith("'s"):
            return ()
        names.append(name)
    people = {name.kind is Kind.PERSON for name in names}
    return tuple(names) if len(people) == 1 and len({name.span for name in names}) == len(names) else ()


def _first_person(unit: Unit, first: int, last: int) -> Mention[Name] | None:
    """The first person named in a stretch other than behind a preposition."""
    people = (name for k in range(first, last + 1) if (name := person_at(unit, k)) and not prepositional(unit, first, k))
    return next(people, None)


def _after_opening(unit: Unit, first: int, last: int) -> Mention[Name] | None:
    """The person at the end of a phrase that opens with a preposition: "In a video statement Zelensky"."""
    if unit.low[first] not in context("preposition"):
        return None
    name = unit.named(last)
    return name if name is not None and not prepositional(unit, first, last) else None


def _ends_with_name(unit: Unit, i: int) -> bool:
    """Whether token i ends its name without a possessive."""
    name = unit.named(i)
    return name is not None and unit.ends[i] <= name.span.end


def _phrase(unit: Unit, first: int, last: int) -> tuple[int, int]:
    """A subject without a name, cut to what a reader would call the speaker."""
    comma = next((k for k in range(first, last + 1) if unit.low[k] == "," and unit.name[k] < 0), None)
    if comma is not None:
        last = comma - 1
    relative = next((k for k in range(first + 1, last + 1) if unit.low[k] in ("who", "that", "which", "whose")), None)
    if relative is not None:
        last = relative - 1
    while last > first and unit.low[last] in context("published"):
        last -= 1
    if unit.word(first) in ("in", "on", "at", "with", "for", "by", "from", "as", "to", "of", "that", "because", "if"):
        determiner = next((k for k in range(last, first, -1) if unit.low[k] in ("the", "a", "an", "his", "her", "their", "its")), None)
        first = determiner if determiner is not None else first + 1
    if last - first >= LONGEST_PHRASE:
        cut = next((k for k in range(first + 1, last) if unit.low[k] in context("preposition")), None)
        last = cut - 1 if cut else last
    return first, last
