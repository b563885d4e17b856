"""Builds linked articles by hand, from marked text: the index is tested without any annotator."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from pathlib import Path

from generator.model import (
    Annotated,
    Article,
    Block,
    Candidate,
    DateInterval,
    Entity,
    Figure,
    How,
    Kind,
    Known,
    Linked,
    Mention,
    Modifier,
    Name,
    Precision,
    Quote,
    QuoteKind,
    Ref,
    Role,
    Span,
    Variant,
)
from generator.text import sentences

CASES = Path(__file__).parent / "comparisons"

_MARK = re.compile(r"\[(?P<place>[^\]]+)\]|<(?P<person>[^>]+)>|\{(?P<date>[^}]+)\}|“(?P<quote>[^”]+)”")
_NUMBER = re.compile(r"\d[\d,.]*")
_WORDS = {word: number for number, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())} | {
    "half": 0,
    "forty": 40,
    "sixty": 60,
}
_MODIFIERS = (
    (("more than", "over", "above"), Modifier.MORE_THAN),
    (("at least",), Modifier.AT_LEAST),
    (("around", "about", "some ", "roughly"), Modifier.ABOUT),
    (("up to",), Modifier.UP_TO),
    (("nearly", "almost"), Modifier.NEARLY),
    (("another",), Modifier.ANOTHER),
    (("fewer than", "less than"), Modifier.LESS_THAN),
)
_UNITS = (
    ("square kilometres", "km2", "area"),
    ("sq km", "km2", "area"),
    ("hectares", "ha", "area"),
    ("kilometres", "km", "length"),
    ("kilometre", "km", "length"),
    ("millimetres", "mm", "length"),
    ("metres", "m", "length"),
    ("feet", "ft", "length"),
    ("km/h", "km/h", "speed"),
    ("mph", "mph", "speed"),
    ("km", "km", "length"),
    ("mm", "mm", "length"),
    ("tonnes", "tonne", "mass"),
    ("hours", "h", "time"),
    ("€", "EUR", "money"),
    ("$", "USD", "money"),
    ("francs", "CHF", "money"),
    ("degrees celsius", "°C", "temperature"),
    ("degrees fahrenheit", "°F", "temperature"),
    ("%", "%", "ratio"),
)
_SCALES = (("million", Decimal(10) ** 6), ("billion", Decimal(10) ** 9))


@dataclass(slots=True)
class Draft:
    """An article being written: text with marks taken out, and what stood in them."""

    id: str
    day: date | None
    outlet: str = ""
    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    names: list[tuple[Mention[Name], str]] = field(default_factory=list)
    dates: list[Mention[DateInterval]] = field(default_factory=list)
    quotes: list[Mention[Quote]] = field(default_factory=list)
    figures: list[tuple[Mention[Figure], str | None]] = field(default_factory=list)
    focus: list[str] = field(default_factory=list)

    def add(self, line: str, role: Role = Role.PARAGRAPH) -> None:
        """A block of marked text."""
        start = len(self.text)
        at = 0
        for match in _MARK.finditer(line):
            self.text += line[at : match.start()]
            at = match.end()
            self._take(match)
        self.text += line[at:]
        self.blocks.append(Block(span=Span(start, len(self.text)), role=role))
        self.text += "\n\n"

    def _take(self, match: re.Match[str]) -> None:
        kind = match.lastgroup or ""
        words, _, meaning = match.group(kind).partition("=")
        if kind == "quote":
            words = f"“{words}”"
        span = Span(len(self.text), len(self.text) + len(words))
        self.text += words
        if kind == "date":
            self.dates.append(Mention(span=span, kind=Kind.DATE, value=interval(meaning), found_by="test", score=1.0))
        elif kind == "quote":
            value = Quote(kind=QuoteKind.DIRECT, words=words.strip("“”"), speaker_text=meaning or None)
            self.quotes.append(Mention(span=span, kind=Kind.QUOTE, value=value, found_by="test", score=1.0))
        else:
            where = Kind.PLACE if kind == "place" else Kind.PERSON
            name = Mention(span=span, kind=where, value=Name(text=words), found_by="test", score=1.0)
            folder = "places" if kind == "place" else "people"
            self.names.append((name, f"{folder}/{slug(meaning or words)}"))

    def figure(self, words: str, counted: str = "", event: str = "", claimant: str = "") -> Span:
        """The next figure: its words are looked for behind the figure before."""
        after = self.figures[-1][0].span.end if self.figures else 0
        start = self.text.index(words, after)
        span = Span(start, start + len(words))
        value = read_figure(words, counted.strip(), event.strip())
        place = re.compile(rf"\b{re.escape(counted)}\b").search(self.text, span.end, span.end + 40) if counted else None
        if place:
            value = replace(value, counted_span=Span(*place.span()))
        if self.text.startswith((" a day", " people a day"), span.end):
            value = replace(value, per="day")
        speaker = f"people/{slug(claimant)}" if claimant.strip() else None
        self.figures.append((Mention(span=span, kind=Kind.FIGURE, value=value, found_by="test", score=1.0), speaker))
        return span

    def annotated(self) -> Annotated:
        why = "given by the test"
        article = Article(
            id=self.id,
            text=self.text,
            blocks=tuple(self.blocks),
            path=f"{self.id}.txt",
            published=Known(value=self.day, how=How.DECLARED, why=why) if self.day else None,
            publisher=Known(value=self.outlet, how=How.DECLARED, why=why) if self.outlet else None,
            title=Known(value=self.blocks[0].span.of(self.text), how=How.FOUND, why=why) if self.blocks else None,
        )
        return Annotated(
            article=article,
            sentences=sentences(self.text, self.blocks),
            names=tuple(name for name, _ in self.names),
            figures=tuple(figure for figure, _ in self.figures),
            dates=tuple(self.dates),
            quotes=tuple(self.quotes),
        )


def slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")


def interval(value: str) -> DateInterval:
    """A day, month or year of EDTF."""
    parts = [int(part) for part in value.split("-")]
    start = date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)
    if len(parts) == 3:
        return DateInterval(value=value, start=start, end=start + timedelta(days=1))
    if len(parts) == 2:
        end = date(start.year + start.month // 12, start.month % 12 + 1, 1)
        return DateInterval(value=value, start=start, end=end, precision=Precision.MONTH)
    return DateInterval(value=value, start=start, end=date(start.year + 1, 1, 1), precision=Precision.YEAR)


def read_figure(words: str, counted: str = "", event: str = "") -> Figure:
    """A small reading of a figure's words: modifier, one or two numbers, scale, unit. Enough for the cases."""
    low = words.casefold()
    modifier = next((kind for starts, kind in _MODIFIERS if low.startswith(starts)), Modifier.EXACT)
    numbers = [Decimal(found.group().replace(",", "").rstrip(".")) for found in _NUMBER.finditer(low)]
    numbers = numbers or [Decimal(_WORDS[word]) for word in re.findall(r"[a-z]+", low) if word in _WORDS] or [Decimal(12)]
    scale = next((size for word, size in _SCALES if word in low), Decimal(1))
    unit, dimension = next(((code, kind) for word, code, kind in _UNITS if word in low), (None, "count"))
    first, last = numbers[0] * scale, numbers[-1] * scale
    bounds: tuple[Decimal | None, Decimal | None] = (first, last)
    if modifier in (Modifier.MORE_THAN, Modifier.AT_LEAST) or low in ("dozens", "tens of thousands"):
        bounds = (Decimal(20000) if low.startswith("tens of th") else first, None)
    elif modifier in (Modifier.UP_TO, Modifier.LESS_THAN):
        bounds = (None, last)
    return Figure(
        low=bounds[0],
        high=bounds[1],
        modifier=modifier,
        unit=unit,
        dimension=dimension,
        counted=counted or None,
        counted_head=counted.split()[-1] if counted else None,
        event=event or None,
        vague=low in ("dozens", "tens of thousands"),
    )


def places_of(lines: Iterable[str]) -> tuple[Entity, ...]:
    """Entities of "Pirna < Saxony < Germany; Elbe": the last of a chain is a country."""
    chains = [[part.strip() for part in chain.split("<")] for line in lines for chain in line.split(";") if chain.strip()]
    above: dict[str, list[str]] = {}
    for chain in chains:
        for place, name in enumerate(chain):
            if len(chain[place + 1 :]) >= len(above.get(name, [])):
                above[name] = chain[place + 1 :]
    lasts = {chain[-1] for chain in chains if len(chain) > 1}
    return tuple(_place(name, found, name in lasts) for name, found in above.items())


def _place(name: str, above: Sequence[str], country: bool) -> Entity:
    point = Candidate(
        gazetteer_id=slug(name),
        name=name,
        kind="country" if country else "settlement",
        country="XX",
        lat=1.0,
        lon=1.0,
        above=tuple(above),
        above_ids=tuple(slug(one) for one in above),
    )
    return Entity(id=f"places/{slug(name)}", kind=Kind.PLACE, name=name, place=point)


def linked(drafts: Sequence[Draft], places: Sequence[Entity] = ()) -> Linked:
    """The corpus of these articles; people are entities as they are named."""
    entity_of: dict[Ref, str] = {}
    speaker_of: dict[Ref, str] = {}
    known = {place.id: place for place in places}
    for draft in drafts:
        for name, entity in draft.names:
            entity_of[Ref(draft.id, name.kind, name.span.start, name.span.end)] = entity
            if entity not in known:
                variants = (Variant(text=name.value.text, count=1),)
                known[entity] = Entity(id=entity, kind=name.kind, name=name.value.text, variants=variants)
        for figure, speaker in draft.figures:
            if speaker:
                speaker_of[Ref(draft.id, Kind.FIGURE, figure.span.start, figure.span.end)] = speaker
        for quote in draft.quotes:
            if quote.value.speaker_text:
                speaker_of[Ref(draft.id, Kind.QUOTE, quote.span.start, quote.span.end)] = f"people/{slug(quote.value.speaker_text)}"
    return Linked(
        articles=tuple(draft.annotated() for draft in drafts),
        entities=tuple(sorted(known.values(), key=lambda entity: entity.id)),
        entity_of=entity_of,
        speaker_of=speaker_of,
        focus={draft.id: tuple(draft.focus) for draft in drafts},
    )


# ---------------------------------------------------------------- cases of comparisons


@dataclass(frozen=True, slots=True)
class Cluster:
    """A case: the articles, and the letter of each figure that belongs with others."""

    name: str
    linked: Linked
    letters: Mapping[Ref, str]
    verdicts: Mapping[str, str] = field(default_factory=dict)  # by letter: what an editor says of it

    @property
    def pairs(self) -> frozenset[frozenset[Ref]]:
        """The pairs that belong together."""
        groups: dict[str, list[Ref]] = {}
        for figure, letter in self.letters.items():
            if letter != "-":
                groups.setdefault(letter, []).append(figure)
        return frozenset(frozenset(pair) for group in groups.values() for pair in combinations(group, 2))


def clusters() -> Iterator[Cluster]:
    """The cases of tests/comparisons."""
    for path in sorted(CASES.glob("*.md")):
        if path.name != "README.md":
            for part in re.split(r"^# ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
                yield read_cluster(part)


def blind_clusters(half: str) -> Iterator[Cluster]:
    """The events of tests/comparisons/blind, half `dev` or `held`: bare texts, letters and verdicts."""
    text = (CASES / "blind" / f"{half}.md").read_text(encoding="utf-8")
    text = re.sub(r"^(- .+) \| (\S)$", r"\1 | | | \2", text, flags=re.MULTILINE)
    for part in re.split(r"^# ", text, flags=re.MULTILINE)[1:]:
        yield read_cluster(part)


def read_cluster(part: str) -> Cluster:
    """One case from its text, heading first."""
    heading, *lines = part.splitlines()
    places: tuple[Entity, ...] = ()
    drafts: list[Draft] = []
    letters: dict[Ref, str] = {}
    verdicts: dict[str, str] = {}
    prefix = slug(heading)
    for line in lines:
        if line.startswith("places:"):
            places = places_of([line.removeprefix("places:")])
        elif line.startswith("## "):
            name, day, outlet = line[3:].split(" ", 2)
            drafts.append(Draft(id=f"{prefix}-{name}", day=date.fromisoformat(day), outlet=outlet))
        elif line.startswith("- "):
            words, counted, event, letter, *claimant = (cell.strip() for cell in line[2:].split("|"))
            span = drafts[-1].figure(words, counted, event, claimant[0] if claimant else "")
            letters[Ref(drafts[-1].id, Kind.FIGURE, span.start, span.end)] = letter
        elif line.startswith("verdict:"):
            pairs = (one.strip().partition(" ")[::2] for one in line.removeprefix("verdict:").split(";"))
            verdicts |= dict(pairs)
        elif line.startswith("focus:"):
            drafts[-1].focus += [f"places/{slug(name)}" for name in line.removeprefix("focus:").split(";")]
        elif line.startswith("title:"):
            drafts[-1].add(line.removeprefix("title:").strip(), Role.TITLE)
        elif line.strip():
            drafts[-1].add(line)
    return Cluster(heading.strip(), linked(drafts, places), letters, verdicts)
