"""Owns what a comparison says: whether its figures agree, differ or contradict, who repeats whom, and why they stand together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from generator.index.amounts import Amount
from generator.index.readings import Reading
from generator.model import Ref
from generator.units import from_base

_GROWING = frozenset({"count", "area"})
AGREE, DIFFER, CONTRADICT, CORRECTED, PARTS = "agree", "differ", "contradict", "corrected", "parts"


def find_repeats(members: Sequence[Reading], copy_of: Mapping[str, str]) -> tuple[tuple[Ref, Ref], ...]:
    """(copy, original) for each figure that only repeats an earlier member: the headline of its own text, a near-copy of an article, or the
    same number from the same named source. `members` in order of date and text.
    """
    repeats = []
    for place, later in enumerate(members):
        for earlier in members[:place]:
            if _same_number(later, earlier) and _one_source(later, earlier, copy_of):
                repeats.append((later.ref, earlier.ref))
                break
    return tuple(repeats)


def _same_number(left: Reading, right: Reading) -> bool:
    one, other = left.row.mention.value, right.row.mention.value
    return left.amount == right.amount and one.modifier == other.modifier


def _one_source(left: Reading, right: Reading, copy_of: Mapping[str, str]) -> bool:
    if copy_of.get(left.ref.article, left.ref.article) == copy_of.get(right.ref.article, right.ref.article):
        return True
    return left.row.claimant is not None and left.row.claimant == right.row.claimant


def find_contradictions(members: Sequence[Reading]) -> tuple[tuple[Ref, Ref], ...]:
    """The pairs that cannot both be true: their intervals, with modifiers and rounding, do not meet.

    Not a pair of which the later is the higher, or of which the article with the higher says that it has risen: it may have grown. Not a
    pair of which the later corrects the earlier. Not a figure that comes on top of another. Not two numbers within a hundredth of each
    other, which the conversion of units can bring about.
    """
    counted = [member for member in members if not member.another]
    risen = _risen(members)
    return tuple((left.ref, right.ref) for left, right in combinations(counted, 2) if _stand_apart(left, right, risen))


def find_corrections(members: Sequence[Reading]) -> tuple[tuple[Reading, Reading], ...]:
    """(corrected, correction) for the pairs that cannot both be true, of which the later says that it corrects the number."""
    counted = [member for member in members if not member.another]
    return tuple(
        (earlier, later)
        for pair in combinations(counted, 2)
        for earlier, later in (pair, pair[::-1])
        if _corrects(later, earlier) and _apart(earlier, later)
    )


def _corrects(later: Reading, earlier: Reading) -> bool:
    """Whether a figure is given as the correction of another, which was printed before it or on a day that nobody knows."""
    if not later.corrects or earlier.corrects or later.ref.article == earlier.ref.article:
        return False
    first, last = earlier.row.published, later.row.published
    return first is None or last is None or first < last


def _stand_apart(left: Reading, right: Reading, risen: frozenset[tuple[str, Amount]]) -> bool:
    if _corrects(left, right) or _corrects(right, left):
        return False
    return _apart(left, right) and not _grew(left, right, risen)


def _risen(members: Iterable[Reading]) -> frozenset[tuple[str, Amount]]:
    """The numbers that an article says have risen."""
    return frozenset((member.ref.article, member.amount) for member in members if member.update)


def _apart(left: Reading, right: Reading) -> bool:
    converted = left.row.mention.value.unit != right.row.mention.value.unit and _close(left.amount.middle, right.amount.middle)
    return not left.amount.meets(right.amount) and not converted


def _grew(left: Reading, right: Reading, risen: frozenset[tuple[str, Amount]]) -> bool:
    if left.rival == right.ref or right.rival == left.ref:
        return False  # set against each other
    if left.days is None or right.days is None:  # nobody knows which is the later
        return left.topic is not None and (left.topic.running or left.topic.toll)
    if left.topic is not None and left.topic.state and left.days[0] != right.days[0]:
        return True  # how many are missing or without power falls as well as grows
    lower, higher = sorted((left, right), key=lambda reading: reading.amount.middle)
    if (higher.ref.article, higher.amount) in risen and _reported_before(lower, higher):
        return True  # "rose to nine", said on Monday of Saturday
    if left.topic is not None and left.topic.once:
        return False
    grows = left.topic is None or left.topic.toll or left.topic.running
    if grows and left.measure in _GROWING and _reported_before(lower, higher):
        return True  # both of Saturday, but counted on Sunday and on Monday
    if left.days[0] == right.days[0]:  # "rose to four on Wednesday evening", after three on Wednesday
        return (higher.ref.article, higher.amount) in risen
    return higher.days is not None and higher.days[0] == max(left.days[0], right.days[0])


def _reported_before(earlier: Reading, later: Reading) -> bool:
    first, last = earlier.row.published, later.row.published
    return first is not None and last is not None and first < last


def relate(members: Sequence[Reading], contradictions: Sequence[tuple[Ref, Ref]], sources: int) -> str:
    """agree: two or more sources give one number; differ: several that can all be true; contradict: some that cannot.

    corrected: a later report corrects an earlier. What comes on top of another figure ("another 600") has no say in it; parts: all but one
    figure are such. `sources` counts the articles, near-copies once: an article that says both "100" and "more than 100" has nobody to
    agree with.
    """
    if contradictions:
        return CONTRADICT
    if any(not _grew(*pair, _risen(members)) for pair in find_corrections(members)):
        return CORRECTED
    whole = [member for member in members if not member.another]
    if len(whole) < 2:
        return PARTS if len(whole) < len(members) else AGREE
    alike = all(_one_number(whole[0].amount, member.amount) for member in whole[1:])
    if sources < 2:
        alike = all(_same_number(whole[0], member) for member in whole[1:])
    return AGREE if alike else DIFFER


def _one_number(left: Amount, right: Amount) -> bool:
    """Whether two amounts name one number, or one range."""
    if None not in (left.low, left.high, right.low, right.high) and (left.low != left.high or right.low != right.high):
        bounds = ((left.low, right.low), (left.high, right.high))
        return all(_close(one, other) for one, other in bounds if one is not None and other is not None)
    return _close(left.middle, right.middle)


def _close(left: Decimal, right: Decimal) -> bool:
    """Numbers that differ by no more than a hundredth (units converted and rounded) are one."""
    return abs(left - right) <= max(abs(left), abs(right)) / 100


def common_unit(members: Sequence[Reading]) -> str | None:
    """The unit that most members are given in; of two as frequent the first by name."""
    counts = Counter(member.row.mention.value.unit for member in members)
    return min(counts, key=lambda unit: (-counts[unit], unit or ""))


def hull(members: Sequence[Reading], unit: str | None) -> tuple[Decimal | None, Decimal | None]:
    """The least and the greatest number that the members state, in `unit`.

    A figure on top of another is not one of them, nor is a vague one ("thousands") beside others.
    """
    whole = [member for member in members if not member.another] or list(members)
    whole = [member for member in whole if not member.row.mention.value.vague] or whole
    stated = [bound for member in whole for bound in (member.amount.low, member.amount.high) if bound is not None]
    if not stated:
        return None, None
    return from_base(min(stated), unit), from_base(max(stated), unit)


def explain(members: Sequence[Reading], label: str, place: str | None, by: str) -> str:
    """Why these figures stand together, in a sentence for a reader."""
    same = [f"subject ({label})", *([f"place ({place})"] if place else []), f"time ({period(members)})"]
    return f"The same {', '.join(same[:-1])} and {same[-1]}." if by == "rule" else f"{by} decided that these belong together."


def find_out(members: Sequence[Reading], relation: str, repeats: Sequence[tuple[Ref, Ref]], copy_of: Mapping[str, str]) -> str:
    """What the relation rests on, what comes on top, and who repeats whom, in sentences; a headline over its own text repeats nobody."""
    whole = [member for member in members if not member.another]
    added = [member.words for member in members if member.another]
    sources = count_sources(whole or members, copy_of)
    sentences = [_relation_in_words(whole, relation, sources)] if len(whole) > 1 else []
    if relation == CONTRADICT and (corrected := _correction_in_words(whole)):
        sentences.append(f"{corrected}.")
    if added:
        what = f"“{added[0]}” comes" if len(added) == 1 else f"{len(added)} figures come"
        sentences.append(f"{what} on top of another figure, outside the range.")
    if others := sum(copy.article != original.article for copy, original in repeats):
        one = "One repeats an earlier report of the same source."
        sentences.append(one if others == 1 else f"{others} repeat earlier reports of the same source.")
    return " ".join(sentences)


def count_sources(members: Iterable[Reading], copy_of: Mapping[str, str]) -> int:
    """The articles that the figures stand in, near-copies of one text once."""
    return len({copy_of.get(member.ref.article, member.ref.article) for member in members})


def _relation_in_words(whole: Sequence[Reading], relation: str, sources: int) -> str:
    low, high = hull(whole, common_unit(whole))
    span = f"The numbers run from {plain(low)} to {plain(high)}"
    if relation == CONTRADICT:
        by_ref = {member.ref: member for member in whole}
        left, right = max(find_contradictions(whole), key=lambda pair: abs(by_ref[pair[0]].amount.middle - by_ref[pair[1]].amount.middle))
        return f"{span}; “{by_ref[left].words}” and “{by_ref[right].words}” cannot both be true."
    if relation == CORRECTED:
        return f"{span}; {_correction_in_words(whole)}."
    if sources < 2:
        words = list(dict.fromkeys(f"“{member.words}”" for member in whole))
        return f"One article gives {', '.join(words[:-1])}{' and ' if words[1:] else ''}{words[-1]}; no second source is among them."
    if relation == AGREE:
        alike = len({member.row.mention.value.modifier for member in whole}) == 1
        return "All give the same number." if alike else "All name the same number, as it is or as a bound."
    apart = [(left, right) for left, right in combinations(whole, 2) if _apart(left, right)]
    if apart:
        ways = {_way(left, right, _risen(whole)) for left, right in apart}
        if ways == {1}:
            return f"{span}; the later are the higher, so the number may have grown."
        if ways == {-1}:
            return f"{span}; the later are the lower, so the number may have fallen."
        if any(member.days is None for member in whole):
            return f"{span}; not all their days are known, so the number may have changed."
        return f"{span}; they are of different times, so the number may have changed."
    return f"{span}; as bounds and rounded numbers they can all be true."


def _correction_in_words(whole: Sequence[Reading]) -> str:
    """Which number was corrected to which, the last before the correction; "" where none was."""
    pairs = [pair for pair in find_corrections(whole) if not _grew(*pair, _risen(whole))]
    if not pairs:
        return ""
    earlier, later = max(pairs, key=lambda pair: (pair[0].row.published or date.max, pair[0].ref))
    return f"“{earlier.words}” was corrected to “{later.words}”"


def _way(left: Reading, right: Reading, risen: frozenset[tuple[str, Amount]]) -> int:
    """1 where the later of two is the higher, -1 where it is the lower; by the day of publication, else by the day that the sentence gives;
    0: of one time."""
    for one, other in ((_published(left), _published(right)), (left.days, right.days)):
        if one and other and one[0] != other[0]:
            return 1 if (one[0] < other[0]) == (left.amount.middle < right.amount.middle) else -1
    higher = max(left, right, key=lambda reading: reading.amount.middle)
    return int((higher.ref.article, higher.amount) in risen)


def _published(reading: Reading) -> tuple[date, date] | None:
    day = reading.row.published
    return (day, day) if day else None


def plain(number: Decimal | None) -> str:
    """The number with commas between its thousands."""
    if number is None:
        return "an open bound"
    return f"{number.quantize(Decimal(1)):,}" if number == number.to_integral_value() else f"{number.normalize():,f}"


def period(members: Iterable[Reading]) -> str:
    """The days of the members in words: "14 August 2024", "13 to 16 August 2024"; "undated"."""
    days = [_narrowed(member) for member in members if member.days]
    if not days:
        return "undated"
    first, last = min(start for start, _ in days), max(last for _, last in days)
    if first == last:
        return _day(first)
    after = last + timedelta(days=1)
    if first.day == first.month == after.day == after.month == 1:
        return f"{first.year}" if first.year == last.year else f"{first.year} to {last.year}"
    if first.day == after.day == 1 and (first.year, first.month) == (last.year, last.month):
        return f"{_MONTHS[first.month - 1]} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {_day(last)}"
    return f"{_day(first)} to {_day(last)}"


def _narrowed(member: Reading) -> tuple[date, date]:
    """The first and last day; of a week or month that was not over at publication only what had passed."""
    assert member.days is not None
    first, last = member.days[0], member.days[1] - timedelta(days=1)
    published = member.row.published
    return first, max(first, min(last, published)) if published and first <= published else last


_MONTHS = "January February March April May June July August September October November December".split()


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
