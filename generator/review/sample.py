"""Owns the sample by which a brief measures itself: what is drawn by lot, the file of marks, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from io import StringIO
from math import sqrt
from typing import Any

import msgspec
import yaml
from ruamel.yaml import YAML

from generator.anchors import make_anchor
from generator.model import DateInterval, Figure, Index, Mention, Quote, Shown, Stance, ref
from generator.problems import GeneratorError, Problem, Severity
from generator.review.questions import Choice, Evidence, Question, Side, figure_words

FILE = "sample.yml"
_HEAD = "# What people found right and wrong in a sample of this brief; docs/review.md says how it is drawn and what it measures.\n"
_Z = 1.959963984540054  # the normal deviate of 95 %


Answer = Callable[[str, Question, Choice, str], str]  # as in terminal.py


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing that the site says: `kind` of mention, "entry" or "comparison"; `at` where; `read` what. The three are its identity."""

    kind: str
    at: str
    read: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a person found: whether the claim is right, and if not what is wrong. `version` is the generator's that made the claim."""

    kind: str
    at: str
    read: str
    right: bool
    who: str
    when: date
    version: str
    why: str = ""

    @property
    def claim(self) -> Claim:
        return Claim(kind=self.kind, at=self.at, read=self.read)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of the marks of a kind are right, and between which shares the truth lies with 95 % certainty."""

    kind: str
    right: int
    of: int
    low: float
    high: float


def claims(index: Index) -> dict[Claim, Question]:
    """Everything on the site that can be right or wrong, each as the question whether it is."""
    evidence = Evidence(index)
    found: dict[Claim, Question] = {}
    for entry in index.articles:
        annotated = entry.annotated
        every: list[Mention[Any]] = [*annotated.names, *annotated.figures, *annotated.dates, *annotated.quotes]
        mentions = {ref(entry.article, mention): mention for mention in every}
        for shown in entry.shown:
            if shown.ref in mentions:
                claim = _claim(evidence, shown, mentions[shown.ref])
                passage = evidence.passage(shown)
                found[claim] = _question(claim, (Side(label=shown.ref.article, passages=(passage,)),), mentions[shown.ref].why)
    for each in evidence.entries.values():
        names = ", ".join(variant.text for variant in each.entity.variants[:6])
        claim = Claim(kind="entry", at=each.entity.id, read=f"{each.entity.name}: one {each.entity.kind.value}, written {names}")
        found[claim] = _question(claim, (evidence.side(each),), each.entity.why)
    for comparison in index.comparisons:
        sides = tuple(
            Side(label=f"{number}. {at.article}", passages=(evidence.passage(evidence.shown[at]),))
            for number, at in enumerate(comparison.members[:8], 1)
        )
        claim = Claim(kind="comparison", at=comparison.id, read=f"{comparison.title}: {comparison.relation}")
        found[claim] = _question(claim, sides, comparison.why)
    return found


_SAID = {Stance.ASSERTED: "said", Stance.DENIED: "denied or refused", Stance.ASKED: "asked", Stance.DEMANDED: "demanded"}


def _claim(evidence: Evidence, shown: Shown, mention: Mention[Any]) -> Claim:
    article = evidence.articles[shown.ref.article].article
    anchor = make_anchor(article, mention.span)
    at = f"{article.id}: {' '.join(part for part in (anchor.prefix, f'[{anchor.exact}]', anchor.suffix) if part)}"
    return Claim(kind=mention.kind.value, at=at, read=_read(evidence, shown, mention.value))


def _read(evidence: Evidence, shown: Shown, value: object) -> str:
    entry = evidence.entries.get(shown.entity or "")
    if isinstance(value, Figure):
        return figure_words(value)
    if isinstance(value, DateInterval):
        return value.edtf or "not resolved"
    if isinstance(value, Quote):
        return f"{_SAID[value.stance]} by {entry.entity.name if entry else value.speaker_text or 'somebody not named'}"
    if entry is None:
        return "no entry"
    place = entry.entity.place
    return entry.entity.name + (f", {', '.join((place.kind, *place.above[:1]))}" if place else "")


def _question(claim: Claim, sides: tuple[Side, ...], why: str) -> Question:
    return Question(
        id=f"{claim.kind}:{claim.at}:{claim.read}",
        kind=claim.kind,
        text=f"Right? {claim.kind}: {claim.read}",
        why=why,
        impact=1.0,
        sides=sides,
        choices=(
            Choice(key="y", label="right", decisions=()),
            Choice(key="n", label="wrong", decisions=(), ask="what is wrong (may stay empty)"),
        ),
    )


def draw(found: Mapping[Claim, Question], marks: Sequence[Mark], *, seed: int, count: int) -> list[tuple[Claim, Question]]:
    """At most `count` claims of each kind by lot, less those marked already; the same seed draws the same, whatever else is on the site."""
    marked = {mark.claim for mark in marks}
    lots: dict[str, list[Claim]] = {}
    for claim in found:
        lots.setdefault(claim.kind, []).append(claim)
    drawn = [claim for kind in sorted(lots) for claim in sorted(lots[kind], key=lambda each: _lot(each, seed))[:count]]
    return [(claim, found[claim]) for claim in drawn if claim not in marked]


def _lot(claim: Claim, seed: int) -> bytes:
    return blake2b(f"{seed}\n{claim.kind}\n{claim.at}".encode(), digest_size=16).digest()


# ---------------------------------------------------------------- the file


def parse_sample(data: bytes) -> tuple[tuple[Mark, ...], tuple[Problem, ...]]:
    """sample.yml -> marks, and a problem for each entry that is none; the others hold."""
    try:
        content = yaml.load(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        return (), (_problem(mark.line + 1 if mark else 1, "the file is not YAML; nothing of it was read."),)
    if content is None:
        return (), ()
    if not isinstance(content, list):
        return (), (_problem(1, "expected a list of marks."),)
    marks: list[Mark] = []
    problems: list[Problem] = []
    for number, item in enumerate(content, 1):
        try:
            marks.append(msgspec.convert(item, Mark))
        except msgspec.ValidationError as error:
            problems.append(_problem(0, f"mark {number} cannot be read: {error}."))
    return tuple(marks), tuple(problems)


def _problem(line: int, message: str) -> Problem:
    advice = "Repair it by hand, or take it out: `concord sample` asks again."
    return Problem(path=FILE, line=line, code="bad-sample", message=message, advice=advice, severity=Severity.ERROR)


def append_mark(text: str, mark: Mark) -> str:
    """The file with one mark more at its end; GeneratorError where the file as it is cannot be read."""
    _, problems = parse_sample(text.encode())
    if problems:
        raise GeneratorError(f"{FILE} must be repaired before anything is added to it.", problems)
    entry: dict[str, object] = {"kind": mark.kind, "at": mark.at, "read": mark.read, "right": mark.right}
    entry |= {"why": mark.why} if mark.why else {}
    entry |= {"who": mark.who, "when": mark.when, "version": mark.version}
    dump = YAML()
    dump.width = 10_000
    stream = StringIO()
    dump.dump(entry, stream)
    lines = stream.getvalue().splitlines(keepends=True)
    body = _HEAD if not text.strip() else text if text.endswith("\n") else text + "\n"
    return body + "\n" + "".join(("  " if number else "- ") + line for number, line in enumerate(lines))


# ---------------------------------------------------------------- what follows


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share (E. B. Wilson, 1927): honest also where few were marked and where all are right."""
    if of == 0:
        return 0.0, 1.0
    share, square = right / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def shares(marks: Sequence[Mark]) -> Iterator[Share]:
    """One row for each kind; of a claim that was marked more than once the latest mark counts."""
    latest = {mark.claim: mark for mark in sorted(marks, key=lambda mark: mark.when)}
    for kind in sorted({mark.kind for mark in latest.values()}):
        of_kind = [mark for mark in latest.values() if mark.kind == kind]
        right = sum(mark.right for mark in of_kind)
        low, high = wilson(right, len(of_kind))
        yield Share(kind=kind, right=right, of=len(of_kind), low=low, high=high)


def by_version(marks: Sequence[Mark]) -> Iterator[tuple[str, date, tuple[Share, ...]]]:
    """Each version with the last day of its marks and its shares, in order of those days."""
    versions: dict[str, list[Mark]] = {}
    for mark in marks:
        versions.setdefault(mark.version, []).append(mark)
    for version, of_version in sorted(versions.items(), key=lambda item: (max(mark.when for mark in item[1]), item[0])):
        yield version, max(mark.when for mark in of_version), tuple(shares(of_version))


def marking(drawn: Sequence[tuple[Claim, Question]], *, who: str, when: date, version: str) -> Answer:
    """Answers become marks."""
    claim_of = {question.id: claim for claim, question in drawn}

    def answer(text: str, question: Question, choice: Choice, typed: str) -> str:
        claim = claim_of[question.id]
        mark = Mark(
            kind=claim.kind, at=claim.at, read=claim.read, right=choice.key == "y", who=who, when=when, version=version, why=typed.strip()
        )
        return append_mark(text, mark)

    return answer
