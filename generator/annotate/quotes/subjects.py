"""Where the subject of a cue stands: the words before or after it that name who speaks."""

from __future__ import annotations

from dataclasses import dataclass

from generator.annotate.quotes.contents import has_verb
from generator.annotate.quotes.cues import Cue
from generator.annotate.quotes.lexicon import context
from generator.annotate.quotes.words import Unit
from generator.model import Kind, Mention, Name

_CLAUSE_OPENERS = frozenset("because if when although though since until unless whether that".split())
PRONOUNS = frozenset("he she they it i we who you which".split())
LONGEST_PHRASE = 14  # tokens; a longer subject is cut at its first preposition
_OCCASIONS = frozenset(
    "statement interview letter speech email post tweet message briefing video news press written phone telephone".split()
)
_STOPS = frozenset(', ; : — – ( ) [ ] . ? ! “ ” " • … |'.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The words of a sentence that name who acts: tokens `first` to `last`; `start`: the token where the clause of the verb begins.

    `same`: the verb has no subject of its own and shares that of the clause before ("and vowed", ", adding").
    """

    first: int
    last: int
    start: int
    same: bool = False


def subject_before(unit: Unit, cue: Cue) -> Subject | None:
    """The subject of a verb, from the words before it; None where a quotation or nothing stands there."""
    j = cue.before
    if j < 0:
        return Subject(first=0, last=-1, start=0, same=True) if cue.form == "ing" else None
    if not unit.outside(j) and cue.form == "ing":  # `called it “a trap,” adding that`
        return Subject(first=j + 1, last=j, start=j + 1, same=True)
    if not unit.outside(j):
        main = main_subject(unit)  # `Quill, who called him “a friend,” said`
        aside = main is not None and unit.word(main.last + 1) == "," and unit.word(main.last + 2) in ("who", "whom")
        return main if aside else None
    if unit.low[j] == ")":  # "the Board of Antiquities (BA) announced"
        j = next((k - 1 for k in range(j, max(0, j - 8), -1) if unit.low[k] == "("), j)
    word = unit.low[j]
    if word == "to" and cue.infinitive and j > 0 and unit.name[j - 1] >= 0 and unit.outside(j - 1) and unit.word(j - 2) not in _STOPS:
        first = j - 1  # "that prompted Quill to say"
        while first > 0 and unit.name[first - 1] == unit.name[first]:
            first -= 1
        if unit.word(first - 1) not in context("preposition") or unit.word(first - 1) == "for":
            return Subject(first=first, last=j - 1, start=first)
    finite = unit.low[cue.head] in context("passive") and cue.head < cue.first  # "is threatening"
    if word in ("and", "or", "but", "then", "to") or (
        cue.form == "ing" and not finite and (word == "," or word in context("preposition") or word in context("opener"))
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
    if unit.low[j] in ("he", "she", "they", "we", "i") and unit.name[j] < 0:
        return Subject(first=j, last=j, start=j)
    first = _start_of_list(unit, _phrase_start(unit, j, ing=cue.form == "ing" and j + 1 == cue.first), j)
    holds_verb = j - first > 4 or has_verb(unit, first, j + 1, strict=True)
    if cue.form == "ing" and not finite and holds_verb and main_subject(unit) is not None:
        return Subject(first=j + 1, last=j, start=j + 1, same=True)  # "Reid sent a letter to Comey accusing him of lying"
    return Subject(first=first, last=j, start=first) if first <= j else None


def _start_of_list(unit: Unit, first: int, last: int) -> int:
    """Where "France, Germany and Poland" begins, of which the phrase from `first` to `last` is the end."""
    if not any(unit.low[k] == "and" and unit.name[k] < 0 and _joins_names(unit, k) for k in range(max(first, 1), last)):
        return first
    leading = unit.named(first) or (unit.named(first + 1) if unit.capital(first) else None)  # "Mr Marsh and Dr Patel"
    while leading is not None and unit.word(first - 1) == "," and (name := unit.named(first - 2)) is not None:
        if name.kind is not leading.kind or not unit.outside(first - 2):
            break
        first -= 2
        while first > 0 and (unit.name[first - 1] == unit.name[first] or (unit.capital(first - 1) and unit.outside(first - 1))):
            first -= 1
    return first


def phrase_before(unit: Unit, j: int) -> Subject:
    """The noun phrase that ends in token j, without the preposition or the verb before it: "reporters" of "drew fire from reporters"."""
    first = _phrase_start(unit, j)
    for k in range(j, first - 1, -1):
        if unit.low[k] in ("the", "a", "an", "his", "her", "their", "its") and unit.name[k] < 0:
            return Subject(first=k, last=j, start=k)
        opens = unit.low[k] in context("preposition") or unit.low[k] in context("aux") or unit.low[k].endswith(("ed", "ing"))
        if opens and unit.name[k] < 0 and not (unit.low[k] == "of" and k > first and unit.low[k - 1] in context("people")):
            return Subject(first=min(k + 1, j), last=j, start=min(k + 1, j))
    return Subject(first=first, last=j, start=first)


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


def _phrase_start(unit: Unit, j: int, *, ing: bool = False) -> int:
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
        if word == "with" and ing:
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
    titled = unit.capital(k + 1) and k + 2 < len(unit) and unit.name[k + 2] >= 0 and unit.name[k + 1] < 0  # "and Dr Patel"
    if k > 0 and unit.name[k - 1] >= 0 and (titled or (k + 1 < len(unit) and unit.name[k + 1] >= 0)):
        return True
    if (
        unit.word(k + 1) in ("the", "his", "her", "their", "its")
        and unit.low[k] == "and"
        and any(unit.word(m) in context("people") for m in range(k + 2, k + 5))
    ):  # "the campaign and the state party": no verb stands before
        start = next((m + 1 for m in range(k - 1, -1, -1) if unit.low[m] in _STOPS), 0)
        return k - start < 9 and not has_verb(unit, start, k, strict=True)
    if unit.capital(k - 1) and unit.capital(k + 1) and unit.name[k - 1] < 0 and k > 1:  # "Centers for Disease Control and Prevention"
        return True
    return (
        unit.word(k - 1) in context("people")
        and unit.word(k - 1).endswith("s")
        and unit.name[k + 1] < 0
        and unit.word(k + 1) not in PRONOUNS
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
        if name is not None and name.kind is Kind.PERSON and not prepositional(unit, first, last) and unit.low[first] not in ("a", "an"):
            start = _clause_start(unit, first)
            return Subject(first=start, last=last, start=_role_start(unit, start))
    if len(segments) > 1 and (whole := _whole_name(unit, *segments[0])):
        return Subject(first=whole[0], last=whole[1], start=segments[0][0])
    for first, last in reversed(segments):
        clause = next((k + 1 for k in range(last, first - 1, -1) if unit.low[k] in _CLAUSE_OPENERS and unit.name[k] < 0), first)
        first = clause if clause <= last else first
        if unit.low[first] not in context("opener") and last - first < LONGEST_PHRASE and last >= first:
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


def prepositional(unit: Unit, first: int, last: int) -> bool:
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
    subject = _behind(unit, cue, first)
    return _named_after_role(unit, subject) if subject is not None else None


def _named_after_role(unit: Unit, subject: Subject) -> Subject:
    """The name behind the role: Kowalczyk of `said Arrieta's lawyer, Iván Kowalczyk.`; the subject itself where none follows."""
    first, last = subject.first, subject.last
    name = person_at(unit, last + 2) if unit.word(last + 1) == "," and unit.outside(last + 2) else None
    own = unit.named(last)
    if name is None or (own is not None and own.kind is Kind.PERSON and not prepositional(unit, first, last)):
        return subject
    if not any(unit.low[k] in context("people") and unit.name[k] < 0 for k in range(first, last + 1)):
        return subject
    end = last + 2
    while end + 1 < len(unit) and unit.name[end + 1] == unit.name[end]:
        end += 1
    closed = unit.ends[end] <= name.span.end and (end + 1 >= len(unit) or unit.low[end + 1] in _STOPS or not unit.outside(end + 1))
    return Subject(first=last + 2, last=end, start=last + 2) if closed else subject


def _behind(unit: Unit, cue: Cue, first: int) -> Subject | None:
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
        if k > first and unit.name[k] < 0 and unit.name[k - 1] >= 0 and word.endswith("ing"):  # "said Quill commenting on the deal"
            break
        if cue.passive and cue.lemma == "accuse" and word == "of" and unit.word(k - 1) in context("people"):
            break
        if word in ("in", "on", "at", "with", "from") and k > first and person_at(unit, k - 1):
            break
        if (
            word in ("in", "at", "from")
            and k > first
            and unit.word(k + 1) in ("a", "an", "the", "his", "her")
            and unit.word(k + 2) in _OCCASIONS
        ):
            break  # "said Quill's lawyer in a statement"
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
    if unit.low[first] in context("people") and unit.low[first].endswith("s") and unit.name[first] < 0:
        return Subject(first=first, last=first, start=first)  # "Advisers to the senator"
    for k in range(first, min(first + 10, len(unit))):
        if unit.name[k] >= 0:
            last = k
            while last + 1 < len(unit) and unit.name[last + 1] == unit.name[k]:
                last += 1
            following = unit.text[unit.ends[last] - 2 : unit.ends[last]]
            if following in ("’s", "'s") and k == first:  # "Quill's campaign"
                owned = next((m for m in range(last + 1, min(last + 4, len(unit))) if unit.low[m] in context("people")), None)
                return Subject(first=first, last=owned, start=first) if owned is not None else None
            if following in ("’s", "'s") or (unit.low[first] in ("the", "a", "an", "his", "her", "their") and k > first + 1):
                break
            if unit.word(last + 1) in context("people") and unit.name[last + 1] < 0:  # "NATO officials", "the Quill campaign"
                last += 1
            return Subject(first=first, last=last, start=first)
        if unit.low[k] in PRONOUNS and k == first:
            return Subject(first=k, last=k, start=k)
        if unit.low[k] in context("boundary"):
            break
        if unit.low[k] in context("preposition") or unit.low[k] in context("aux") or not unit.outside(k):
            break
    if unit.low[first] in ("the", "a", "an", "his", "her", "their", "its", "one", "another", "some", "two", "three", "several", "many"):
        last = first
        while last + 1 < len(unit) and last - first < 5 and unit.outside(last + 1) and unit.low[last + 1].isalpha():
            last += 1
            if unit.low[last] in context("aux") or unit.low[last] in context("boundary"):
                break
            if unit.low[last] in context("people"):
                return Subject(first=first, last=last, start=first)
    return None


def person_at(unit: Unit, k: int) -> Mention[Name] | None:
    name = unit.named(k)
    return name if name is not None and name.kind is Kind.PERSON else None
