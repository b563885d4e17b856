"""Who speaks: the words before or after a cue that name the speaker, and whom "he" or "the general" stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.annotate.quotes.cues import Cue
from generator.annotate.quotes.lexicon import context, gender
from generator.annotate.quotes.words import Unit
from generator.model import Kind, Mention, Name, Span
from generator.text import flat

_PRONOUNS = frozenset("he she they it i we who you which".split())
_STOPS = frozenset(', ; : — – ( ) [ ] . ? ! “ ” " • … |'.split())
_LONGEST_PHRASE = 14  # tokens; a longer subject is cut at its first preposition
_NEAR = 1_500  # characters that a pronoun looks back


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks: `span` is the name (of the antecedent, for a pronoun) or the phrase; `words` is how the sentence itself puts it."""

    span: Span
    text: str
    words: Span
    name: Mention[Name] | None = None

    @property
    def known(self) -> bool:
        return self.name is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The words of a sentence that name who acts: tokens `first` to `last`; `start`: the token where the clause of the verb begins.

    `same`: the verb has no subject of its own and shares that of the clause before ("and vowed", ", adding").
    """

    first: int
    last: int
    start: int
    same: bool = False


# ---------------------------------------------------------------- where the subject stands


def subject_before(unit: Unit, cue: Cue) -> Subject | None:
    """The subject of a verb, from the words before it; None where a quotation or nothing stands there."""
    j = cue.before
    if j < 0:
        return Subject(first=0, last=-1, start=0, same=True) if cue.form == "ing" else None
    if not unit.outside(j):
        return None
    if unit.low[j] == ")":  # "the Board of Antiquities (BA) announced"
        j = next((k - 1 for k in range(j, max(0, j - 8), -1) if unit.low[k] == "("), j)
    word = unit.low[j]
    if word in ("and", "or", "but", "then", "to") or (
        cue.form == "ing" and (word == "," or word in context("preposition") or word in context("opener"))
    ):
        start = j
        while word in ("and", "but", "then") and unit.word(start - 1) in (",", "then"):
            start -= 1
        return Subject(first=j, last=j - 1, start=start, same=True)
    if word == ",":
        return _before_comma(unit, j)
    if word in ("who", "which", "that") and unit.name[j] < 0:
        return Subject(first=j, last=j, start=j)
    j = _without_time(unit, j)
    if unit.word(j) == ",":
        return _before_comma(unit, j)
    first = _phrase_start(unit, j)
    return Subject(first=first, last=j, start=first) if first <= j else None


def _without_time(unit: Unit, j: int) -> int:
    """The token before "on Tuesday", "late Wednesday", "this week", which stand between a subject and its verb."""
    times, k = context("time"), j
    while k > 0 and unit.outside(k) and (unit.low[k] in times or (unit.low[k].isdigit() and unit.low[k - 1] in times)):
        k -= 1
    if k == j:
        return j
    if unit.word(k) in ("on", "in", "the", "at"):
        k -= 1
    return k if k >= 0 else j


def _phrase_start(unit: Unit, j: int) -> int:
    """The first token of the noun phrase, with what belongs to it, that ends in token j."""
    boundary, aux = context("boundary"), context("aux")
    first = j
    while first > 0:
        k = first - 1
        if not unit.outside(k) or unit.starts[first] - unit.ends[k] > 2 or "\n" in unit.text[unit.ends[k] : unit.starts[first]]:
            break
        word = unit.low[k]
        if unit.name[k] >= 0 and unit.name[k] == unit.name[first]:
            first = k
            continue
        if _stops(unit, k):
            break
        if word in ("and", "or") and (_joins_names(unit, k) or _in_relative(unit, k, 12)):
            first = k
            continue
        if word in ("who", "that") and j - k < 25 and _relative(unit, k):
            first = k
            continue
        if word == "as" and unit.word(k - 1) in ("himself", "herself", "themselves", "only", "known", "identified"):
            first = k
            continue
        if (word in boundary and unit.name[k] < 0) or (word in aux and not _in_relative(unit, k)):
            break
        first = k
    return first


def _stops(unit: Unit, k: int) -> bool:
    """Whether a noun phrase ends at token k; the stop of an abbreviation ("Gen.") ends none."""
    if unit.low[k] != ".":
        return unit.low[k] in _STOPS
    return not (unit.capital(k - 1) and unit.ends[k - 1] - unit.starts[k - 1] <= 4)


def _joins_names(unit: Unit, k: int) -> bool:
    """Whether "and" at k joins two parts of one subject: names on both sides, or small words such as "health and safety"."""
    if unit.name[k - 1] >= 0 and k > 0 and unit.name[k + 1] >= 0:
        return True
    if unit.capital(k - 1) and unit.capital(k + 1) and unit.name[k - 1] < 0 and k > 1:  # "Centers for Disease Control and Prevention"
        return True
    return (
        unit.word(k - 1) in context("people")
        and unit.word(k - 1).endswith("s")
        and unit.name[k + 1] < 0
        and unit.word(k + 1) not in _PRONOUNS
    )


def _relative(unit: Unit, k: int) -> bool:
    """Whether "who" at k follows a noun without a comma: "a soldier who took part told ..."."""
    return k > 0 and unit.outside(k - 1) and unit.low[k] == "who" and (unit.low[k - 1].isalpha() or unit.name[k - 1] >= 0)


def _in_relative(unit: Unit, k: int, reach: int = 4) -> bool:
    """Whether token k lies in a clause with "who" that begins at most `reach` tokens before, no comma between."""
    for m in range(k - 1, max(-1, k - reach - 1), -1):
        if unit.low[m] == ",":
            return False
        if unit.low[m] == "who":
            return _relative(unit, m)
    return False


def _before_comma(unit: Unit, comma: int) -> Subject | None:
    """The subject of a verb after a comma, past the apposition: `Savill, director at the Institute, said`."""
    segments: list[tuple[int, int]] = []
    end = comma - 1
    while end >= 0 and len(segments) < 6:
        first = _segment_start(unit, end)
        segments.append((first, end))
        if unit.word(first - 1) != ",":
            break
        end = first - 2
    for first, last in segments:
        name = unit.named(last)
        if name is not None and name.kind is Kind.PERSON and not _prepositional(unit, first, last) and unit.low[first] not in ("a", "an"):
            start = _clause_start(unit, first)
            return Subject(first=start, last=last, start=_role_start(unit, start))
    if len(segments) > 1 and (whole := _whole_name(unit, *segments[0])):
        return Subject(first=whole[0], last=whole[1], start=segments[0][0])
    for first, last in reversed(segments):
        if unit.low[first] not in context("opener") and last - first < _LONGEST_PHRASE and last >= first:
            return Subject(first=first, last=last, start=first)
        begins = _clause_start(unit, first)
        if first < begins <= last and unit.low[begins] not in context("opener"):
            return Subject(first=begins, last=last, start=begins)
    return None


def _whole_name(unit: Unit, first: int, last: int) -> tuple[int, int] | None:
    """The tokens of a stretch that is an organisation's name and nothing else, bar a bracket: `the airline, Norsa (NO), said`."""
    name = unit.named(first)
    if name is None or name.kind is not Kind.ORGANISATION:
        return None
    end = first
    while end < last and unit.name[end + 1] == unit.name[first]:
        end += 1
    return (first, end) if end == last or unit.word(end + 1) == "(" else None


def _role_start(unit: Unit, start: int) -> int:
    """Where the role before a name begins: `its president, Ann Lee, said`."""
    if unit.word(start - 1) != ",":
        return start
    first = _segment_start(unit, start - 2)
    short = start - first <= 8 and unit.word(first - 1) == ","
    return first if short and unit.low[first] in ("its", "his", "her", "their", "the", "a", "an") else start


def _segment_start(unit: Unit, end: int) -> int:
    first = end
    while first > 0 and unit.outside(first - 1):
        if _stops(unit, first - 1) and not (unit.name[first - 1] >= 0 and unit.name[first - 1] == unit.name[first]):
            break
        first -= 1
    return first


def _clause_start(unit: Unit, first: int) -> int:
    while (
        unit.word(first) in ("and", "but", "or", "while", "as", "so", "yet", "because", "though", "although", "that", "then")
        and unit.name[first] < 0
    ):
        first += 1
    return first


def _prepositional(unit: Unit, first: int, last: int) -> bool:
    """Whether the name that ends in `last` is the object of a preposition: "director at the Institute", "from Ohio"."""
    name = unit.name[last]
    k = last
    while k > first and unit.name[k - 1] == name:
        k -= 1
    while k > first and unit.low[k - 1] in ("the", "a", "president", "mr", "ms", "mrs"):
        k -= 1
    return k > first and unit.low[k - 1] in context("preposition")


def subject_after(unit: Unit, cue: Cue) -> Subject | None:
    """The subject behind the cue: `said Mr Vale, a baker`, `according to a source in the ministry`, `was told by the mayor`."""
    first = cue.last + 1
    if cue.passive:
        by = next((k for k in range(first, min(first + 12, len(unit))) if unit.low[k] == "by" and unit.outside(k)), None)
        if by is None:
            return None
        first = by + 1
    last = first - 1
    boundary, aux = context("boundary"), context("aux")
    prepositions = 0
    for k in range(first, min(first + 24, len(unit))):
        word = unit.low[k]
        if not unit.outside(k) or "\n" in unit.text[unit.ends[k - 1] : unit.starts[k]]:
            break
        if unit.name[k] >= 0 and k > first and unit.name[k] == unit.name[k - 1]:
            last = k
            continue
        if word in _STOPS and not (
            word == "." and unit.text[unit.starts[k] + 1 : unit.starts[k] + 3].strip() and unit.capital(k + 1) and len(unit.word(k - 1)) < 5
        ):
            break
        if word in ("and", "or") and k > first and k + 1 < len(unit) and _joins_names(unit, k):
            last = k
            continue
        if (unit.name[k] < 0 and (word in boundary or word in aux or word in context("time"))) or (word == "to" and k > first):
            break
        if word in context("preposition") and word not in ("of", "for", "at", "from", "with", "in"):
            break
        if word in ("in", "on", "at", "with", "from") and k > first and _person_at(unit, k - 1):
            break
        prepositions += word in context("preposition")
        if prepositions > 2:
            break
        last = k
    while last >= first and (unit.low[last] in context("preposition") or unit.low[last] in ("the", "a", "on")):
        last -= 1
    return Subject(first=first, last=last, start=first) if last >= first else None


def main_subject(unit: Unit) -> Subject | None:
    """The subject of the sentence as far as its first words show: a name, a pronoun, or a phrase with an article."""
    first = 0
    while first < len(unit) and (not unit.outside(first) or (unit.low[first] in context("opener") and unit.name[first] < 0)):
        if unit.outside(first) and unit.low[first] in ("and", "but", "so", "yet", "meanwhile", "still", "then"):
            first += 1
            continue
        comma = next((k for k in range(first, min(first + 40, len(unit))) if unit.low[k] == "," and unit.outside(k)), None)
        if comma is None:
            return None
        first = comma + 1
    if first >= len(unit):
        return None
    for k in range(first, min(first + 10, len(unit))):
        if unit.name[k] >= 0:
            last = k
            while last + 1 < len(unit) and unit.name[last + 1] == unit.name[k]:
                last += 1
            following = unit.text[unit.ends[last] - 2 : unit.ends[last]]
            if following in ("’s", "'s") or (unit.low[first] in ("the", "a", "an", "his", "her", "their") and k > first + 1):
                break
            return Subject(first=first, last=last, start=first)
        if unit.low[k] in _PRONOUNS and k == first:
            return Subject(first=k, last=k, start=k)
        if unit.low[k] in context("boundary"):
            break
        if unit.low[k] in context("preposition") or unit.low[k] in context("aux") or not unit.outside(k):
            break
    if unit.low[first] in ("the", "a", "an", "his", "her", "their", "its"):
        last = first
        while last + 1 < len(unit) and last - first < 5 and unit.outside(last + 1) and unit.low[last + 1].isalpha():
            last += 1
            if unit.low[last] in context("aux") or unit.low[last] in context("boundary"):
                break
            if unit.low[last] in context("people"):
                return Subject(first=first, last=last, start=first)
    return None


# ---------------------------------------------------------------- whom the words name


@dataclass
class Cast:
    """Who has been named and who has spoken so far in an article, for pronouns and roles; filled while it is read downwards."""

    names: Sequence[Mention[Name]]
    text: str
    last: Speaker | None = None
    last_at: int = -10_000
    _shown: dict[str, str] = field(default_factory=dict)

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
        if first == last and unit.low[first] in _PRONOUNS:
            return self._pronoun(unit, first)
        head = _head(unit, first, last)
        if head is not None:
            return Speaker(span=head.span, text=head.value.text, words=unit.span_of(first, last), name=head)
        first, last = _phrase(unit, first, last)
        while first <= last and not unit.low[first][0].isalnum():
            first += 1
        if (
            first > last
            or unit.low[first] == "no"
            or not any(unit.low[k].isalpha() or unit.low[k][0].isalnum() for k in range(first, last + 1))
        ):
            return None
        words = unit.span_of(first, last)
        text = _without_possessive(flat(words.of(unit.text)))
        if meant := self._by_role(unit, first, last):
            return Speaker(span=meant.span, text=meant.value.text, words=words, name=meant)
        return Speaker(span=words, text=text, words=words)

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
            return Speaker(span=name.span, text=name.value.text, words=itself, name=name) if name else None
        if word in ("he", "she"):
            meant = self._person(unit, i, word)
            if meant:
                return Speaker(span=meant.span, text=meant.value.text, words=itself, name=meant)
        recent = self.last is not None and at - self.last_at < _NEAR
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

    def _before(self, at: int, reach: int, word: str) -> Mention[Name] | None:
        """The name right before a relative pronoun."""
        kinds = (Kind.PERSON,) if word == "who" else (Kind.ORGANISATION, Kind.PLACE)
        near = [name for name in self.names if name.span.end <= at and at - name.span.end <= reach and name.kind in kinds]
        return near[-1] if near and self.text[near[-1].span.end : at].strip(" ,’s'") == "" else None

    def _person(self, unit: Unit, i: int, pronoun: str) -> Mention[Name] | None:
        """The person whom he or she stands for: who is the subject of this sentence or spoke last, then the last person named."""
        at = unit.starts[i]
        people = [
            name
            for name in self.names
            if name.kind is Kind.PERSON and name.span.end <= at and at - name.span.end < _NEAR and self._gender(name) in (pronoun, "")
        ]
        speaker = self.last.name if self.last and self.last.name and self.last.name.kind is Kind.PERSON else None
        if speaker and (at - self.last_at >= _NEAR or self._gender(speaker) not in (pronoun, "")):
            speaker = None
        if not people:
            return speaker
        before = [name for name in people if name.span.start < unit.span.start]
        here = [name for name in people if name.span.start >= unit.span.start and _outside(unit, name)]
        if here and (speaker is None or here[0].value.text.split()[-1] == speaker.value.text.split()[-1]):
            return here[0]
        if speaker is None:
            return self._subject_of_last(before) if before else here[0] if here else None
        # Somebody else named since as the subject of a sentence takes the pronoun over.
        since = [name for name in before if name.span.start > self.last_at]
        leading = self._subject_of_last(since) if since else None
        return leading if leading is not None and self._opens(leading) else speaker

    def _subject_of_last(self, people: Sequence[Mention[Name]]) -> Mention[Name]:
        """Of the people of the last sentence that names any, the first one."""
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
        return len(lead) < 60 and "," not in lead and not any(mark in lead for mark in '“”"')

    def _gender(self, name: Mention[Name]) -> str:
        """ "he", "she" or "" from a title, the given name, or another mention of the same family name."""
        key = name.value.text
        if key not in self._shown:
            found = self._own_gender(name)
            if not found:
                family = key.split()[-1]
                others = [other for other in self.names if other.kind is Kind.PERSON and other.value.text.split()[-1] == family]
                genders = {gender_ for other in others if (gender_ := self._own_gender(other))}
                found = genders.pop() if len(genders) == 1 else ""
            self._shown[key] = found
        return self._shown[key]

    def _own_gender(self, name: Mention[Name]) -> str:
        title = self.text[max(0, name.span.start - 16) : name.span.start].replace(".", "").split()
        if title and (found := gender().get(title[-1].casefold())):
            return found
        parts = name.value.text.split()
        return gender().get(parts[0].casefold(), "") if len(parts) > 1 else ""

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
            if name.kind is Kind.ORGANISATION and name.value.text.split()[-1].casefold() == noun and len(name.value.text.split()) > 1:
                return name
        return None


_ALIASES = {"senator": "sen", "governor": "gov", "general": "gen", "representative": "rep", "colonel": "col", "professor": "prof"}


def _role_words(role: str) -> set[str]:
    """The words of a role up to its first preposition, folded, with abbreviations without their stop."""
    words = role.casefold().replace(".", " ").split()
    cut = next((i for i, word in enumerate(words) if word in context("preposition")), len(words))
    return {_ALIASES.get(word, word) for word in words[:cut]}


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
        if ends is not None and ends.kind is Kind.PERSON and not determined and not _prepositional(unit, first, leading):
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


def _person_at(unit: Unit, k: int) -> Mention[Name] | None:
    name = unit.named(k)
    return name if name is not None and name.kind is Kind.PERSON else None


def _first_person(unit: Unit, first: int, last: int) -> Mention[Name] | None:
    """The first person named in a stretch other than behind a preposition."""
    people = (name for k in range(first, last + 1) if (name := _person_at(unit, k)) and not _prepositional(unit, first, k))
    return next(people, None)


def _after_opening(unit: Unit, first: int, last: int) -> Mention[Name] | None:
    """The person at the end of a phrase that opens with a preposition: "In a video statement Zelensky"."""
    if unit.low[first] not in context("preposition"):
        return None
    name = unit.named(last)
    return name if name is not None and not _prepositional(unit, first, last) else None


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
    if unit.word(first) in ("in", "on", "at", "with", "for", "by", "from", "as", "to", "of", "that", "because", "if"):
        determiner = next((k for k in range(last, first, -1) if unit.low[k] in ("the", "a", "an", "his", "her", "their", "its")), None)
        first = determiner if determiner is not None else first + 1
    if last - first >= _LONGEST_PHRASE:
        cut = next((k for k in range(first + 1, last) if unit.low[k] in context("preposition")), None)
        last = cut - 1 if cut else last
    return first, last
