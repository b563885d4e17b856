"""The nouns of Concord: what is read, found, joined, compared and shown. No behaviour beyond small derived values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from generator.problems import Problem

T = TypeVar("T")
V = TypeVar("V")


# ---------------------------------------------------------------- text


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points in an article's text: `text[start:end]`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


class Role(StrEnum):
    """What a block is for the reader. BYLINE, CREDIT and BOILERPLATE hold no mentions (see `Block.annotated`)."""

    TITLE = "title"
    SUBHEAD = "subhead"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    CREDIT = "credit"
    BYLINE = "byline"
    DATELINE = "dateline"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of the article's text with one role. Blocks are in order, do not overlap and need not cover the white space between."""

    span: Span
    role: Role
    why: str = ""

    @property
    def annotated(self) -> bool:
        """Whether mentions are looked for here."""
        return self.role not in _SILENT


_SILENT = frozenset({Role.CREDIT, Role.BYLINE, Role.BOILERPLATE})


class How(StrEnum):
    """How we know a piece of metadata. INFERRED is shown as such, with its reason."""

    DECLARED = "declared"  # the file or its sidecar says so in a field
    FOUND = "found"  # stands in the article in words, read by a rule
    INFERRED = "inferred"  # worked out by us


@dataclass(frozen=True, slots=True, kw_only=True)
class Known(Generic[T]):
    """A piece of metadata with how and why it is known."""

    value: T
    how: How
    why: str
    span: Span | None = None


class Rights(StrEnum):
    """How much of an article the site may show."""

    FULL = "full"
    EXCERPT = "excerpt"
    METADATA = "metadata"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article. `text` is exactly what was received (for HTML and Markdown: the text that the reader extracted); nothing ever edits it.
    In a build, a declared title that the text lacks stands above it.

    `id` is unique in a build and is also the slug of its page. `path` is the source file relative to the seeds folder, for messages.
    `brief` is the sub-folder that it came from, "" for the top one.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    path: str = ""
    line: int = 1
    brief: str = ""
    title: Known[str] | None = None
    published: Known[date] | None = None
    authors: Known[tuple[str, ...]] | None = None
    publisher: Known[str] | None = None
    url: Known[str] | None = None
    language: Known[str] | None = None
    rights: Rights = Rights.FULL

    @property
    def headline(self) -> str:
        """The title, declared or derived; the id where there is none."""
        return self.title.value if self.title else self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file as it lies in the seeds folder: `path` relative to that folder with forward slashes, and its bytes."""

    path: str
    data: bytes
    sidecar: bytes | None = None
    sidecar_path: str = ""


# ---------------------------------------------------------------- mentions


class Kind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    FIGURE = "figure"
    DATE = "date"
    QUOTE = "quote"


class Use(StrEnum):
    """Whether a place is meant as a location or stands for the government that acts from there."""

    LOCATION = "location"
    METONYM = "metonym"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """What a mention of a person, organisation or place says. `text` is the surface without line breaks, possessive and leading article."""

    text: str
    role: str | None = None  # person: "Interior Minister", "military sciences director at the Royal United Services Institute"
    role_span: Span | None = None
    acronym: str | None = None  # organisation: the acronym that a bracket introduces
    use: Use = Use.LOCATION  # place only


class Modifier(StrEnum):
    """The class of the words that bound a figure."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more than"
    AT_LEAST = "at least"
    LESS_THAN = "less than"
    UP_TO = "up to"
    BETWEEN = "between"
    NEARLY = "nearly"
    ANOTHER = "another"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that the article reports. `low <= high`; None is open. Equal bounds: a single value."""

    low: Decimal | None
    high: Decimal | None
    modifier: Modifier = Modifier.EXACT
    modifier_text: str = ""  # as written: "more than", "around"; "" when none
    unit: str | None = None  # UCUM-like code: km, km2, %, USD, a (year) ...
    unit_text: str = ""  # as written
    dimension: str = "count"  # count, length, area, mass, time, age, money, ratio, temperature, speed, ...
    counted: str | None = None  # "blindfolded and bound men", head noun last before any "of/in/who" part
    counted_head: str | None = None  # "men"
    counted_span: Span | None = None
    event: str | None = None  # lemma of what happened to it: flee, kill, capture
    event_text: str = ""
    vague: bool = False  # dozens, hundreds, several
    change: str | None = None  # "rise", "fall" when the figure is a change by that much
    per: str | None = None  # rate: "day", "barrel"
    claimant: Span | None = None  # the words that name who says so
    claimant_kind: str | None = None  # "named", "official", "unnamed"
    as_of: str | None = None  # EDTF value of the date that the sentence gives for it
    place: Span | None = None  # the place mention that the figure is about
    conversion: Span | None = None  # the bracket that repeats it in another unit


class Precision(StrEnum):
    SECOND = "second"
    DAYPART = "daypart"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"
    DURATION = "duration"
    VAGUE = "vague"


NO_SUCH_DAY = "the calendar has no such day"  # the `why` of a date such as 31 June, which only a person can set right


@dataclass(frozen=True, slots=True, kw_only=True)
class DateInterval:
    """What a date expression means. `value` is EDTF where EDTF has a string for it, else TIMEX3: weeks "2024-W33", weekends "2024-W33-WE",
    quarters "2024-Q1", halves "2024-H1", seasons "2024-SU", decades "196", centuries "19"; lengths are ISO 8601, "P2Y"; "" when it
    cannot be resolved. `edtf` prints all of them.

    `start` and `end` are the half-open interval in days, None where open, unresolved or outside the years 1 to 9999.
    """

    value: str
    start: date | None = None
    end: date | None = None
    precision: Precision = Precision.DAY
    approximate: bool = False
    relative: bool = False  # depends on the date of publication or on another date of the text
    part: str = ""  # of a day, as TIMEX3 has it: MO, MI, AF, EV, NI
    timex: str = ""  # what `concord annotate` writes for `value`, where EDTF says too little: "2024-08-13TNI" for "last night", "FY2012"
    aside: bool = False  # names no day for a timeline: "now", "daily", "in the morning"; only `concord annotate` writes it

    @property
    def edtf(self) -> str:
        """The value as EDTF (ISO 8601-2): "2024-08-14", "2024-21" (spring), "2024-33" (first quarter), "196X", "2022-02~".

        A week is its days, "2024-08-12/2024-08-18", since EDTF has none. A length of time is ISO 8601 as it stands. "" when unresolved,
        only "PAST_REF", or an hour of no known day.
        """
        mark = "~" if self.approximate else ""
        value = self.value
        if self.precision in (Precision.DECADE, Precision.CENTURY):
            return value.ljust(4, "X") + mark
        if value.endswith("_REF") or value.startswith("T"):
            return ""
        if value.startswith(("P", "X")):
            return value
        if value[4:6] == "-W" and value[6:8].isdigit():
            first, last = (6, 7) if value.endswith("WE") else (1, 7)
            try:
                days = [date.fromisocalendar(int(value[:4]), int(value[6:8]), day) for day in (first, last)]
            except ValueError:  # the last week of the year 9999 ends beyond the calendar
                return ""
            return "/".join(f"{day}{mark}" for day in days)
        if value[5:] in _EDTF_PARTS_OF_YEAR:
            return f"{value[:5]}{_EDTF_PARTS_OF_YEAR[value[5:]]}{mark}"
        if self.precision is Precision.SECOND and "T" in value[10:]:
            return f"{value}:00"
        return value + mark if value else ""


# ISO 8601-2, 4.8: sub-year groupings.
_EDTF_PARTS_OF_YEAR = {"SP": 21, "SU": 22, "FA": 23, "WI": 24, "Q1": 33, "Q2": 34, "Q3": 35, "Q4": 36, "H1": 40, "H2": 41}


class QuoteKind(StrEnum):
    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class Stance(StrEnum):
    """How the speaker stands to the reported words."""

    ASSERTED = "asserted"
    DENIED = "denied"  # denied, doubted, refused, or not said at all
    ASKED = "asked"  # asked, or left open
    DEMANDED = "demanded"  # demanded, asked for, recommended or wished


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words that somebody is reported to have said. The mention's span is the words with their marks, or the reported clause."""

    kind: QuoteKind
    words: str  # without the outer marks, white space made single
    speaker: Span | None = None  # the words that name the speaker, a name mention where there is one
    speaker_text: str | None = None  # "a Ukrainian serviceman", when no name is known; the name else
    speaker_words: Span | None = None  # how the sentence itself puts the speaker ("he", "the general"), where that is not `speaker`
    cue: Span | None = None  # "said", "according to"
    others: tuple[Span, ...] = ()  # the names of those who speak with `speaker`: "X and Y said"
    stance: Stance = Stance.ASSERTED
    inner: tuple[Mention[Quote], ...] = ()  # what `speaker` says that another said, each inside this quote; they hold no `inner` themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Generic[V]):
    """Something found in an article, with who found it, how sure (0 to 1, calibrated where a model gives it) and why."""

    span: Span
    kind: Kind
    value: V
    found_by: str
    score: float
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """An article with everything found in it. Each tuple is sorted by span; names do not overlap each other, nor do figures, nor dates."""

    article: Article
    sentences: tuple[Span, ...] = ()
    names: tuple[Mention[Name], ...] = ()
    figures: tuple[Mention[Figure], ...] = ()
    dates: tuple[Mention[DateInterval], ...] = ()
    asides: tuple[Mention[DateInterval], ...] = ()  # words of time that no page shows; beside the dates, and over figures
    quotes: tuple[Mention[Quote], ...] = ()
    failed: str = ""  # the fault of ours that kept us from annotating it; all the rest is empty then


class Ref(NamedTuple):
    """The address of a mention in the corpus."""

    article: str
    kind: Kind
    start: int
    end: int


def ref(article: Article, mention: Mention[V]) -> Ref:
    return Ref(article.id, mention.kind, mention.span.start, mention.span.end)


# ---------------------------------------------------------------- entities


class State(StrEnum):
    """How sure an entry or a join is. CONFIRMED: a person decided."""

    CONFIRMED = "confirmed"
    CLEAR = "clear"
    DOUBTFUL = "doubtful"


class Verdict(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Whether two forms are one entity. `left`, `right`: entity ids (names before ids exist); `by`: "rule" or the person who decided."""

    left: str
    right: str
    verdict: Verdict
    score: float
    by: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    text: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleFact:
    """A role as one article gives it, with its organisation and the sentence's mention."""

    text: str
    organisation: str | None  # entity id
    on: date | None  # publication date of the article
    mention: Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A gazetteer entry that a place may be."""

    gazetteer_id: str
    name: str
    kind: str  # country, capital, region, district, settlement, water, facility, area ...
    country: str | None  # ISO 3166-1 alpha-2
    lat: float | None
    lon: float | None
    population: int = 0
    above: tuple[str, ...] = ()  # names of what lies above it, nearest first
    above_ids: tuple[str, ...] = ()
    score: float = 0.0
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One person, organisation or place over all articles. `id` is "KIND/SLUG", and is also the path of its page."""

    id: str
    kind: Kind
    name: str
    variants: tuple[Variant, ...] = ()
    roles: tuple[RoleFact, ...] = ()
    place: Candidate | None = None  # the resolved gazetteer entry
    runners_up: tuple[Candidate, ...] = ()
    state: State = State.CLEAR
    why: str = ""  # why its forms are one, or why this place
    decided: tuple[str, ...] = ()  # sentences on the decisions that changed it

    @property
    def slug(self) -> str:
        return self.id.split("/", 1)[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """The corpus after joining: mentions -> entities."""

    articles: tuple[Annotated, ...]
    entities: tuple[Entity, ...]  # sorted by id
    entity_of: Mapping[Ref, str]  # name mention -> entity id
    speaker_of: Mapping[Ref, str]  # quote or figure mention -> entity id of the speaker or claimant; also for a quote inside a quote
    also_by: Mapping[Ref, tuple[str, ...]] = field(default_factory=dict)  # quote or figure mention -> entity ids of its further speakers
    place_of: Mapping[Ref, str] = field(default_factory=dict)  # figure mention -> entity id of its place
    use_of: Mapping[Ref, Use] = field(default_factory=dict)  # place mention -> location or metonym, where linking knows better
    focus: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # article id -> entity ids of what it is about, first the most
    judgements: tuple[Judgement, ...] = ()  # the doubtful pairs
    problems: tuple[Problem, ...] = ()


# ---------------------------------------------------------------- index: what the pages show


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A mention as every page shows it: its anchor on the article page, and its sentence."""

    ref: Ref
    number: int  # N of the anchor "m-N", from 1 in order of the article
    sentence: Span
    paragraph: int  # N of the anchor "p-N"
    entity: str | None = None  # entity id of a name; of the speaker or claimant for quotes and figures
    doubtful: bool = False

    @property
    def anchor(self) -> str:
        return f"m-{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Another entity that stands in the same sentences."""

    entity: str
    sentences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entity with everything that its page shows. `shown` is grouped by article in order of date, then by place in the text."""

    entity: Entity
    shown: tuple[Shown, ...]
    articles: tuple[str, ...]  # article ids in order of date
    sources: int  # known publishers of its articles; a near-copy counts for that of the earliest, an unknown publisher for none
    together: tuple[Together, ...] = ()
    quotes: tuple[Ref, ...] = ()  # by this entity
    figures: tuple[Ref, ...] = ()  # figures that this entity gave
    figures_here: tuple[Ref, ...] = ()  # place: figures about this place
    inside: tuple[str, ...] = ()  # place: entity ids of places that lie in it
    doubts: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A figure in the ledger. `number` is N of the anchor "f-N" in its article."""

    mention: Mention[Figure]
    shown: Shown
    number: int
    claimant: str | None  # entity id
    claimant_text: str | None  # who says so in the article's words, when no entry is known
    place: str | None  # entity id
    as_of: str | None  # EDTF; the article's date of publication where the sentence gives none is NOT put here
    published: date | None
    comparison: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Figures that a reader would lay side by side. `relation`: agree | differ | contradict | corrected | parts, see `why`.

    `finding` is `why` without its beginning, that they have their subject, place and time in common: for pages, where the title says it.
    """

    id: str
    title: str
    members: tuple[Ref, ...]  # in order of date, then of the text
    dimension: str
    unit: str | None
    low: Decimal | None
    high: Decimal | None
    relation: str
    why: str
    finding: str = ""
    by: str = "rule"
    score: float = 1.0
    contradictions: tuple[tuple[Ref, Ref], ...] = ()
    repeats: tuple[tuple[Ref, Ref], ...] = ()  # (copy, original): wire copies and repeats of one source
    added: tuple[Ref, ...] = ()  # members that come on top of another figure: no totals, so in no range and on no scale


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteRow:
    """Words somebody said, with every article that reports them. The first of `reports` is the earliest."""

    reports: tuple[Ref, ...]
    speaker: str | None  # entity id
    speaker_text: str | None
    on: date | None
    others: tuple[str, ...] = ()  # entity ids of those who say it with the speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A dated sentence for the timeline. `value` is EDTF; `start` sorts."""

    value: str
    start: date
    end: date
    precision: Precision
    approximate: bool
    relative: bool
    shown: tuple[Shown, ...]  # the date's mention in each article that reports it (usually one)
    entities: tuple[str, ...]
    time: str = ""  # of its day, as far as the words tell: "16:30", or a part of the day ("evening")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleEntry:
    """An article with everything that its page shows."""

    annotated: Annotated
    shown: tuple[Shown, ...]  # every mention in order of number
    entities: tuple[str, ...]  # most mentioned first
    focus: tuple[str, ...]
    related: tuple[str, ...] = ()  # articles that report the same, nearest first
    copy_of: str | None = None  # the article that this one repeats nearly word by word

    @property
    def article(self) -> Article:
        return self.annotated.article


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A publisher or agency with its articles."""

    name: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What a home page leads with. `name` "" is the whole; a sub-folder of seeds/ is a brief of its own."""

    name: str
    articles: tuple[str, ...]  # in order of date
    people: tuple[str, ...]  # entity ids, most important first
    places: tuple[str, ...]
    organisations: tuple[str, ...]
    comparisons: tuple[str, ...]
    first: date | None
    last: date | None
    sources: tuple[str, ...] = ()  # known publishers by name, counted as for entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """Everything that the pages show; built once, before any page is written."""

    articles: tuple[ArticleEntry, ...]  # in order of date, then id
    people: tuple[Entry, ...]  # sorted by name
    places: tuple[Entry, ...]
    organisations: tuple[Entry, ...]
    figures: tuple[FigureRow, ...]
    comparisons: tuple[Comparison, ...]  # the most telling first
    quotes: tuple[QuoteRow, ...]
    events: tuple[Event, ...]  # by start
    sources: tuple[SourceRow, ...]
    briefs: tuple[Brief, ...]  # the first is the whole
    judgements: tuple[Judgement, ...] = ()
    problems: tuple[Problem, ...] = ()
    decisions: tuple[Decision, ...] = ()  # in the order of their file


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A file of the site's source tree: `path` is relative to docs/."""

    path: str
    template: str
    data: Mapping[str, object]


# ---------------------------------------------------------------- decisions

DECISIONS = "decisions.yml"  # the file that they stand in, as problems name it


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where a decision points: a quotation of the article with what stands before and after, as W3C Web Annotation's TextQuoteSelector."""

    article: str
    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's word on the corpus; outranks every rule and model. `what` is the verb, `line` its line in decisions.yml."""

    what: str  # merge, split, rename, reject, retype, locate, role, figure, compare, metadata
    who: str
    when: date
    why: str
    line: int
    names: tuple[str, ...] = ()  # entry ids or names
    to: str | None = None
    anchors: tuple[Anchor, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


def day(value: date) -> tuple[date, date]:
    """The half-open interval of one day."""
    return value, value + timedelta(days=1)


def entities_by_id(entities: Sequence[Entity]) -> Mapping[str, Entity]:
    return {entity.id: entity for entity in entities}
