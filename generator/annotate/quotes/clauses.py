"""Which clause belongs to which cue: where each begins, what stands behind its words, and what before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.annotate.quotes.cast import Speaker
from generator.annotate.quotes.contents import content_after, has_verb
from generator.annotate.quotes.cues import Cue, find_cues
from generator.annotate.quotes.lexicon import context
from generator.annotate.quotes.subjects import Subject, subject_after, subject_before
from generator.annotate.quotes.wholes import is_whole
from generator.annotate.quotes.words import Unit
from generator.model import Span

_SUBJECTS = frozenset("he she it they we i the a an his her their".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A cue with its subject, where what it reports begins (None: nothing follows it), and where its own clause begins (`at`)."""

    cue: Cue
    subject: Subject | None
    content: int | None
    at: int | None  # the reported words of an earlier cue end before this token; None: it may lie inside them
    relative: bool = False  # "a plan that economists say WOULD fail": the words end at the next comma


def find_reports(unit: Unit) -> list[Report]:
    found: list[Report] = []
    for cue in find_cues(unit):
        subject = None if cue.form in ("noun", "according") else _own_subject(unit, cue, found, subject_before(unit, cue))
        content = content_after(unit, cue, cue.last + 1, len(unit))
        relative = content is None and subject is not None and _said_to_be(unit, cue, subject)
        if relative:
            content = cue.last + 1
        found.append(Report(cue=cue, subject=subject, content=content, at=_own_start(unit, cue, subject, content), relative=relative))
    return found


def _said_to_be(unit: Unit, cue: Cue, subject: Subject) -> bool:
    """Whether the cue stands in "which economists say would fail": the verb of what is said follows it at once."""
    opens = unit.word(subject.start - 1) in ("which", "that", "who", "what") and not subject.same
    following = unit.word(cue.last + 1)
    return opens and "clause" in cue.frames and following in context("aux") and following != "having" and cue.last + 3 < len(unit)


def _own_subject(unit: Unit, verb: Cue, before: Sequence[Report], subject: Subject | None) -> Subject | None:
    """A subject that reaches across the verb of an earlier report, without it: `X said Y had told her` is told by Y."""
    if subject is None or subject.same:
        return subject
    for report in reversed(before):
        cue = report.cue
        if subject.first <= cue.first and cue.last < subject.last and report.content is not None and cue.form not in ("noun", "according"):
            if unit.word(verb.before) == ",":  # "proposed a tax, called for talks, and vowed": one subject for all
                return Subject(first=verb.before, last=verb.before - 1, start=verb.before, same=True)
            relative = any(unit.low[k] in ("who", "that") for k in range(subject.first, cue.first))
            if not relative:
                first = cue.last + 1
                return replace(subject, first=first, start=max(first, subject.start))
    return subject


def _own_start(unit: Unit, cue: Cue, subject: Subject | None, content: int | None) -> int | None:
    """The token where words that an earlier cue reports must end because the clause of this cue begins there."""
    if cue.form == "noun":
        return None
    if cue.form == "according":
        return cue.first - 1 if unit.word(cue.first - 1) == "," else cue.first
    if subject is None:
        return cue.head if not unit.outside(cue.before) else None
    if not unit.outside(cue.before):
        return cue.head
    if content is None and not closes(unit, cue):
        return None
    if subject.same:
        return _own_start_of_same(unit, cue, subject)
    start = subject.start
    before = unit.word(start - 1)
    if before in ("while", "whereas", "although", "though", "but", "and", "as") and unit.word(start - 2) == ",":
        return start - 2
    if before in (";", "—", "–", "-"):
        return start - 1
    if cue.form == "ing" and before == "with":
        return start - 2 if unit.word(start - 2) == "," else start - 1
    if before in ("that", "which") and (aside := _aside(unit, start - 1)) is not None:
        return aside
    if before == "," and closes(unit, cue):
        return start - 1
    if before in ("but", "while") or not unit.outside(start - 1):
        return start - 1 if unit.outside(start - 1) else start
    return None


def _aside(unit: Unit, that: int) -> int | None:
    """The comma of `..., in a move that X has called a trap`."""
    comma = next((k for k in range(that - 1, max(0, that - 7), -1) if unit.low[k] == ","), None)
    return comma if comma is not None and unit.low[comma + 1] in ("in", "a", "the", "something", "despite", "after") else None


def _own_start_of_same(unit: Unit, cue: Cue, subject: Subject) -> int | None:
    before = unit.word(cue.before)
    if cue.form == "ing":
        if before == ",":
            return cue.before
        if before in ("and", "but", "while") or unit.word(cue.before - 1) == ",":
            return subject.start
        return None
    if cue.infinitive or cue.form == "base" or before == "to":
        return None
    # "said the minister had lied and threatened them": the second verb may hang on "had" as well.
    perfect = (
        before == "and"
        and unit.word(cue.last + 1) != "that"
        and any(unit.low[m] in ("had", "has", "have", "be", "been") for m in range(max(0, cue.before - 6), cue.before))
    )
    if perfect and cue.form == "ed" and cue.head == cue.first and cue.lemma not in ("say", "add", "tell", "vow"):
        return None
    return subject.start


def closes(unit: Unit, cue: Cue) -> bool:
    """Whether nothing but a time, a place or somebody told follows the cue in its clause: `..., X said on Tuesday.`"""
    if not cue.frames & {"clause", "that", "tell"}:
        return False
    if cue.weak and cue.lemma not in context("closing"):
        return False
    k = cue.last + 1
    if k >= len(unit) or unit.low[k] in (".", ",", ";", "?", "!", ")", ":", "—", "–"):
        return True
    following = unit.low[k]
    openers = ("in", "on", "at", "during", "after", "before", "from", "via", "to", "through", "of", "when", "as", "by", "with", "about")
    if following in openers or following in context("time") or following.endswith("ly") or following in context("adverb"):
        return True
    return "tell" in cue.frames


def closer(unit: Unit, reports: Sequence[Report], n: int) -> int | None:
    """The number of the later report whose words before it hold report n: `the union demanded a vote, she said`; None for none.

    Only the next report that stands behind its words counts, and nothing in marks or behind ";" or ", but" may lie between.
    """
    first = reports[n].cue
    if _stands_behind(unit, reports[n]):
        return None
    for m in range(n + 1, len(reports)):
        if not _stands_behind(unit, reports[m]):
            continue
        cue, subject = reports[m].cue, reports[m].subject
        inverted = cue.form != "according" and unit.word(cue.before) == "," and is_inverted(unit, cue, ())
        start = cue.first if subject is None or cue.form == "according" or inverted else subject.start
        for k in range(first.last + 1, start):
            new_clause = unit.low[k] in ("but", "while", "and") and unit.word(k - 1) == "," and unit.word(k + 1) in _SUBJECTS
            if not unit.outside(k) or unit.low[k] in (";", ":") or new_clause:
                return None
        return m
    return None


def _stands_behind(unit: Unit, report: Report) -> bool:
    """Whether a report is `..., X said` or `..., according to X`, behind its words and with nothing else after it in its clause."""
    cue, subject = report.cue, report.subject
    if cue.form == "according":
        after = subject_after(unit, cue)
        return cue.first > 3 and after is not None and cue.lemma == "according"
    if cue.before > 3 and unit.low[cue.before] == "," and is_inverted(unit, cue, ()):
        return True
    if report.content is not None or subject is None or subject.same or cue.passive or cue.form in ("ing", "noun", "base"):
        return False
    return subject.start > 3 and unit.word(subject.start - 1) in (",", "—", "–") and closes(unit, cue)


def is_inverted(unit: Unit, cue: Cue, covered: Sequence[Span]) -> bool:
    """`"...," said X`, `..., said X,`: the cue stands right behind the words, and its subject behind it."""
    before = cue.before
    if cue.head != cue.first or before < 0 or cue.form in ("ing", "base") or not cue.frames & {"clause", "that", "quote"}:
        return False
    following = unit.word(cue.last + 1)
    if not following or following in (",", ".", ":") or following in context("preposition") or following in ("that", "to"):
        return False
    if not _states(unit, before):
        return False
    if not unit.outside(before):
        return True
    if unit.low[before] not in (",", "—", "–", "?", "!"):
        return False
    after_marks = before > 0 and not unit.outside(before - 1)
    opens = unit.name[cue.last + 1] >= 0 or following in ("the", "a", "an", "he", "she", "one", "his", "her")
    subject = subject_after(unit, cue)
    ends_in_name = subject is not None and unit.name[subject.last] >= 0
    if not opens and not ends_in_name and not unit.capital(cue.last + 1):
        return False
    if after_marks:
        return True
    return subject is not None and (subject.last + 1 >= len(unit) or unit.low[subject.last + 1] in (",", ".", "in", "on", "at", "who"))


def _states(unit: Unit, comma: int) -> bool:
    """Whether the words before a comma are a clause, not a name with its apposition: not `Dass, who leads the group, said`."""
    first = next((k for k in range(comma) if unit.low[k] == "," and unit.outside(k)), comma)
    following = unit.word(first + 1)
    relative = (
        following in ("who", "whom", "which", "whose", "where", "now", "then", "once", "for", "of", "from")
        or following.endswith("ing")
        or following in context("published")
        or (following.endswith("ed") and unit.word(first + 2) in context("preposition"))  # "The inquiry, chaired by Quill, published"
    )
    if relative and first < comma and unit.low[0] not in context("preposition"):
        return has_verb(unit, 0, first, strict=True)
    return True


def after_tail(unit: Unit, k: int) -> int:
    """Past what follows a closing `X said`: a time, a place, somebody told, up to the next comma, mark or conjunction."""
    while k < len(unit) and unit.outside(k) and unit.low[k] not in (",", ";", ".", ":", "and", "but", "adding", "while"):
        k += 1
    return k


def words_before(unit: Unit, last: int, until: int, covered: Sequence[Span]) -> Span | None:
    """The words that a cue behind them reports: up to token `last`, from the beginning or from where the last report ends."""
    while last >= 0 and unit.outside(last) and not unit.low[last][0].isalnum():
        last -= 1
    first = max(0, until)
    while first <= last and unit.outside(first) and (not unit.low[first][0].isalnum() or unit.low[first] in ("and", "but")):
        first += 1
    if first > last:
        return None
    # After other quotations of the sentence only the last one is meant: `"A," he said. "B," she said.`
    if not unit.outside(last):
        stretch = unit.marked[unit.stretch[last]]
        if any(stretch.span.overlaps(span) for span in covered):
            return None
        lead = [k for k in range(first, last + 1) if unit.outside(k) and unit.low[k][0].isalnum()]
        begins = unit.at(stretch.span.start)
        if any(unit.ends[k] > 0 for k in lead if k < begins) and not is_whole(unit, stretch):
            return Span(unit.starts[first], stretch.span.end)
        return stretch.span
    span = unit.span_of(first, last)
    if last - first < 1 or any(span.overlaps(one) for one in covered):
        return None
    return span


def last_word(unit: Unit, words: Span) -> int:
    """The last token of the sentence that is a word."""
    last = len(unit) - 1
    while unit.ends[last] > words.end and not unit.low[last][0].isalnum():
        last -= 1
    return last


def appositive(unit: Unit, first: int, speaker: Speaker) -> bool:
    """Whether what follows a comma still describes the speaker: a name after a role, "a ...", "the ...", "quoting ..."."""
    close = next((m for m in range(first, min(first + 16, len(unit))) if unit.low[m] == "," and unit.outside(m)), None)
    if close is None:
        return False
    if unit.low[first] in ("quoting", "citing", "who", "which", "a", "an"):
        return True
    name = unit.named(first)
    return name is not None and unit.name[close - 1] == unit.name[first] and close - first <= 5


def end_of_noun_clause(unit: Unit, first: int, end: int) -> int:
    """Where `his claim that it was rigged HAS alarmed them` goes on without the claim: at its second auxiliary; at its first where no
    clause was claimed (`her refusal to sign HAS alarmed them`, `his remarks about the judge WERE condemned`)."""
    seen = unit.word(first - 1) != "that" and not any(
        unit.low[k] in ("who", "which", "that", "what", "whether", "how") for k in range(first, end)
    )
    for k in range(first, end):
        if not unit.outside(k) or unit.name[k] >= 0:
            continue
        if unit.low[k] not in context("aux") or unit.low[k].startswith("'"):
            seen = seen or (k > first and unit.low[k].endswith("ed"))
            continue
        if seen and unit.low[k - 1] not in context("aux") and unit.low[k - 1] not in context("boundary") and unit.low[k - 1] != "to":
            return k
        seen = True
    return end
