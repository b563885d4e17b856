"""Owns the queue of a review: what is doubtful in an index as questions, each with its evidence and with what each answer decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from generator.anchors import make_anchor
from generator.model import (
    Anchor,
    Article,
    ArticleEntry,
    Comparison,
    Decision,
    Entry,
    Figure,
    FigureRow,
    How,
    Index,
    Judgement,
    Kind,
    Mention,
    Name,
    Ref,
    Shown,
    Span,
    State,
    Verdict,
    ref,
)

_SENTENCES = 3  # of each side of a question
_FIGURE_DOUBT = 0.7  # a figure below this score is asked about
_NAME_DOUBT = 0.5  # an entry none of whose mentions reaches this score is asked about
_TOGETHER_DOUBT = 0.75  # a comparison below this likeness is asked about
_MEMBERS = 8  # figures of a comparison that a question shows
_BLANK = date(2000, 1, 1)  # the day of a decision that nobody has taken yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence as evidence: `span` is the mention in it, `anchor` its address on the article's page."""

    article: Article
    sentence: Span
    span: Span
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What is compared: a label and the sentences that speak of it."""

    label: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An answer: its key, what it says, and the decisions that it takes (unsigned). `ask`: what must be typed to complete it."""

    key: str
    label: str
    decisions: tuple[Decision, ...]
    ask: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One doubt. `kind`: same, place, name, figure, date or together; `impact` is mentions x doubt; `id` is the same in every build."""

    id: str
    kind: str
    text: str
    why: str
    impact: float
    sides: tuple[Side, ...]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The look-ups that questions need."""

    index: Index
    articles: Mapping[str, ArticleEntry] = field(init=False)
    entries: Mapping[str, Entry] = field(init=False)
    shown: Mapping[Ref, Shown] = field(init=False)

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "articles", {entry.article.id: entry for entry in self.index.articles})
        every = (*self.index.people, *self.index.places, *self.index.organisations)
        put(self, "entries", {entry.entity.id: entry for entry in every})
        put(self, "shown", {one.ref: one for entry in self.index.articles for one in entry.shown})

    def passage(self, shown: Shown) -> Passage:
        article = self.articles[shown.ref.article].article
        return Passage(article=article, sentence=shown.sentence, span=Span(shown.ref.start, shown.ref.end), anchor=shown.anchor)

    def side(self, entry: Entry) -> Side:
        seen: set[tuple[str, int]] = set()
        found = []
        for one in entry.shown:
            place = (one.ref.article, one.sentence.start)
            if place not in seen:
                seen.add(place)
                found.append(self.passage(one))
        return Side(label=f"{entry.entity.name} ({entry.entity.id})", passages=tuple(found[:_SENTENCES]))

    def anchor(self, at: Ref) -> Anchor:
        return make_anchor(self.articles[at.article].article, Span(at.start, at.end))


def queue(index: Index) -> tuple[Question, ...]:
    """Every question that the index raises, by impact, then by id. What a person has decided is not asked again."""
    evidence = Evidence(index)
    asked = {name for doubt in index.judgements for name in (doubt.left, doubt.right)}
    questions = [
        *(_same(evidence, doubt) for doubt in index.judgements if doubt.verdict is Verdict.UNSURE and doubt.by == "rule"),
        *(_place(evidence, entry) for entry in index.places if entry.entity.state is State.DOUBTFUL),
        *(_name(evidence, entry) for entry in evidence.entries.values() if entry.entity.id not in asked and _thin(evidence, entry)),
        *(_figure(evidence, row) for row in index.figures if row.mention.found_by != "decision" and row.mention.score < _FIGURE_DOUBT),
        *(_date(evidence, entry) for entry in index.articles if entry.article.published is None or _guessed(entry.article)),
        *(_together(evidence, each) for each in index.comparisons if each.by == "rule" and each.score < _TOGETHER_DOUBT),
    ]
    return tuple(sorted(questions, key=lambda each: (-each.impact, each.id)))


def _decision(what: str, why: str, *names: str, **further: Any) -> Decision:
    return Decision(what=what, who="", when=_BLANK, why=why, line=0, names=names, **further)


def _same(evidence: Evidence, doubt: Judgement) -> Question:
    pair = [evidence.entries[name] for name in (doubt.left, doubt.right)]
    first, second = sorted(pair, key=lambda entry: (-len(entry.shown), entry.entity.id))
    ids = (first.entity.id, second.entity.id)
    kind = {Kind.PERSON: "person", Kind.PLACE: "place"}.get(first.entity.kind, "organisation")
    return Question(
        id=f"same:{doubt.left}|{doubt.right}",
        kind="same",
        text=f"Are {first.entity.name} and {second.entity.name} the same {kind}?",
        why=doubt.why,
        impact=(len(first.shown) + len(second.shown)) * (1 - abs(2 * doubt.score - 1)),
        sides=(evidence.side(first), evidence.side(second)),
        choices=(
            Choice(key="y", label="yes, the same", decisions=(_decision("merge", f"the same {kind}, by their sentences", *ids),)),
            Choice(key="n", label="no, different", decisions=(_decision("split", "different, by their sentences", *ids),)),
        ),
    )


def _place(evidence: Evidence, entry: Entry) -> Question:
    entity = entry.entity
    options = [*((entity.place,) if entity.place else ()), *entity.runners_up][:6]
    choices = [
        Choice(
            key=str(number),
            label=f"{each.name}, {', '.join((each.kind, *each.above[:2]))}",
            decisions=(_decision("locate", f"this {each.name} is meant, by the sentences", entity.id, to=each.gazetteer_id),),
        )
        for number, each in enumerate(options, 1)
    ]
    doubt = options[1].score / options[0].score if len(options) > 1 and options[0].score else 0.5
    return Question(
        id=f"place:{entity.id}",
        kind="place",
        text=f"Which {entity.name} is meant?",
        why=entity.why,
        impact=len(entry.shown) * min(doubt, 1.0),
        sides=(evidence.side(entry),),
        choices=(
            *choices,
            Choice(
                key="o",
                label="another place",
                decisions=(_decision("locate", "this place is meant, by the sentences", entity.id),),
                ask="its name and region (Paris, Texas) or its id (geonames:4717560)",
            ),
            Choice(key="n", label="no place at all", decisions=(_decision("reject", "no place, by the sentences", entity.id),)),
        ),
    )


def _mention_at(evidence: Evidence, at: Ref) -> Mention[Name] | None:
    annotated = evidence.articles[at.article].annotated
    return next((mention for mention in annotated.names if ref(annotated.article, mention) == at), None)


def _thin(evidence: Evidence, entry: Entry) -> bool:
    """Whether nobody is sure that the entry is what it is taken for."""
    if entry.entity.state is State.CONFIRMED or not entry.shown:
        return False
    if entry.entity.state is State.DOUBTFUL and entry.entity.kind is not Kind.PLACE:
        return True
    mentions = [mention for one in entry.shown if (mention := _mention_at(evidence, one.ref))]
    return bool(mentions) and all(mention.score < _NAME_DOUBT for mention in mentions)


def _name(evidence: Evidence, entry: Entry) -> Question:
    entity = entry.entity
    best = max((mention.score for one in entry.shown if (mention := _mention_at(evidence, one.ref))), default=0.5)
    others = [kind for kind in (Kind.PERSON, Kind.PLACE, Kind.ORGANISATION) if kind is not entity.kind]
    return Question(
        id=f"name:{entity.id}",
        kind="name",
        text=f"Is {entity.name} {_a(entity.kind)}?",
        why=entity.why or f"the likeliest of its mentions scores {best:.2f}",
        impact=len(entry.shown) * min(1.0, 1 - best + 0.1),
        sides=(evidence.side(entry),),
        choices=(
            Choice(key="y", label="yes", decisions=(_decision("retype", "so the sentences say", entity.name, to=entity.kind.value),)),
            *(
                Choice(
                    key=kind.value[0] if kind is not Kind.PLACE else "l",
                    label=f"no, {_a(kind)}",
                    decisions=(_decision("retype", "so the sentences say", entity.name, to=kind.value),),
                )
                for kind in others
            ),
            Choice(key="n", label="no name at all", decisions=(_decision("reject", "no name, by the sentences", entity.id),)),
        ),
    )


def _a(kind: Kind) -> str:
    return f"{'an' if kind is Kind.ORGANISATION else 'a'} {kind.value}"


def figure_words(figure: Figure) -> str:
    """What we read a figure as: "more than 120000 USD of soldiers"."""
    low, high = ("open" if bound is None else f"{bound:,}" for bound in (figure.low, figure.high))
    value = low if low == high else f"{low} to {high}"
    return " ".join(
        part for part in (figure.modifier_text, value, figure.unit or "", f"of {figure.counted}" if figure.counted else "") if part
    )


def _figure(evidence: Evidence, row: FigureRow) -> Question:
    at = row.shown.ref
    words = " ".join(row.mention.span.of(evidence.articles[at.article].article.text).split())
    anchors = (evidence.anchor(at),)
    return Question(
        id=f"figure:{at.article}:{at.start}",
        kind="figure",
        text=f"Is “{words}” a figure that the article reports, read as {figure_words(row.mention.value)}?",
        why=row.mention.why or f"its rule scores {row.mention.score:.2f}",
        impact=(2 if row.comparison else 1) * (1 - row.mention.score),
        sides=(Side(label=at.article, passages=(evidence.passage(row.shown),)),),
        choices=(
            Choice(key="y", label="yes, so", decisions=(_decision("figure", "as the sentence says", "confirm", anchors=anchors),)),
            Choice(key="n", label="no figure", decisions=(_decision("figure", "no figure, by the sentence", "retract", anchors=anchors),)),
            Choice(
                key="c",
                label="another number",
                decisions=(_decision("figure", "as the sentence says", "correct", anchors=anchors),),
                ask="the number (1500), or its bounds (1000 2000), and what it counts if that is wrong (1500 soldiers)",
            ),
        ),
    )


def _guessed(article: Article) -> bool:
    return article.published is not None and article.published.how is How.INFERRED


def _date(evidence: Evidence, entry: ArticleEntry) -> Question:
    article = entry.article
    known = article.published
    hanging = [mention for mention in entry.annotated.dates if mention.value.relative]
    first = [one for one in entry.shown if one.ref.kind is Kind.DATE][:_SENTENCES] or list(entry.shown[:1])
    yes = [
        Choice(
            key="y",
            label=f"yes, {day}",
            decisions=(_decision("metadata", "as the text says", article.id, values={"published": day}),),
        )
        for day in ((known.value.isoformat(),) if known else ())
    ]
    return Question(
        id=f"date:{article.id}",
        kind="date",
        text=f"Was {article.id} published on {known.value.isoformat()}?" if known else f"When was {article.id} published?",
        why=known.why if known else "no date is given, and none could be worked out",
        impact=(1 + len(hanging)) * (0.5 if known else 1.0),
        sides=(Side(label=article.headline, passages=tuple(evidence.passage(one) for one in first)),),
        choices=(
            *yes,
            Choice(
                key="o",
                label="on another day",
                decisions=(_decision("metadata", "as the text says", article.id),),
                ask="the day, as 2024-08-20",
            ),
        ),
    )


def _together(evidence: Evidence, comparison: Comparison) -> Question:
    members = comparison.members[:_MEMBERS]
    anchors = tuple(evidence.anchor(at) for at in members)
    sides = tuple(
        Side(label=f"{number}. {at.article}", passages=(evidence.passage(evidence.shown[at]),)) for number, at in enumerate(members, 1)
    )
    yes = Choice(key="y", label="yes", decisions=(_decision("compare", "they count the same thing", "together", anchors=anchors),))
    no = Choice(
        key="n", label="no, none of them", decisions=(_decision("compare", "they count different things", "apart", anchors=anchors),)
    )
    single = (
        Choice(
            key=str(number),
            label=f"all but {number}",
            decisions=tuple(
                _decision("compare", "they count different things", "apart", anchors=(anchor, other))
                for other in anchors
                if other != anchor
            ),
        )
        for number, anchor in enumerate(anchors, 1)
    )
    return Question(
        id="together:" + "|".join(f"{at.article}:{at.start}" for at in members),
        kind="together",
        text=f"Do these figures count the same thing? {comparison.title}",
        why=comparison.why,
        impact=len(comparison.members) * (1 - comparison.score),
        sides=sides,
        choices=(yes, no, *(single if len(anchors) > 2 else ())),
    )


# ---------------------------------------------------------------- answers


def decide(choice: Choice, *, who: str, when: date, typed: str = "") -> tuple[Decision, ...] | str:
    """The decisions of an answer, signed; or what is wrong with what was typed."""
    found = []
    for decision in choice.decisions:
        filled = _filled(decision, typed.strip()) if choice.ask else decision
        if isinstance(filled, str):
            return filled
        found.append(replace(filled, who=who, when=when))
    return tuple(found)


def _filled(decision: Decision, typed: str) -> Decision | str:
    if not typed:
        return "nothing was typed"
    if decision.what == "locate":
        return replace(decision, to=typed)
    if decision.what == "metadata":
        try:
            return replace(decision, values={"published": date.fromisoformat(typed).isoformat()})
        except ValueError:
            return f"`{typed}` is no day; write it as 2024-08-20"
    match = re.fullmatch(r"(-?[\d.,]+)(?:[ -]+(-?[\d.,]+))?\s*(.*)", typed)
    if match is None:
        return f"`{typed}` does not begin with a number"
    try:
        low, high = (Decimal((part or match[1]).replace(",", "")) for part in (match[1], match[2]))
    except InvalidOperation:
        return f"`{typed}` does not begin with a number"
    if low > high:
        return "the first bound is above the second"
    values = {"low": str(low), "high": str(high)}
    return replace(decision, values=values | ({"counted": match[3].strip()} if match[3].strip() else {}))


def unsigned(question: Question) -> Iterator[tuple[Choice, Sequence[Decision]]]:
    """The answers that need nothing typed, for a page with ready-made YAML."""
    yield from ((choice, choice.decisions) for choice in question.choices if not choice.ask)
