"""A small corpus for tests of the site, written as text with marks: `[Zelensky](p:volodymyr-zelensky)`; marks nest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from generator.index import index
from generator.model import (
    Annotated,
    Article,
    Block,
    Candidate,
    DateInterval,
    Entity,
    Figure,
    How,
    Index,
    Kind,
    Known,
    Linked,
    Mention,
    Modifier,
    Name,
    Quote,
    QuoteKind,
    Ref,
    Rights,
    Role,
    RoleFact,
    Span,
    Variant,
)
from generator.problems import Problem
from generator.text import sentences

_MARK = re.compile(r"\[|\]\(([a-z]):([^)]*)\)")
_FOLDER = {"p": "people", "l": "places", "o": "organisations"}
_KIND = {"p": Kind.PERSON, "l": Kind.PLACE, "o": Kind.ORGANISATION}
_ROLES = {"# ": Role.SUBHEAD, "= ": Role.TITLE, "^ ": Role.CAPTION, "~ ": Role.BOILERPLATE, "% ": Role.CREDIT}


def unmark(source: str) -> tuple[str, list[tuple[Span, str, str]]]:
    """Text without marks, and each mark's span, letter and specification."""
    text, found, opened, at = "", [], [], 0
    for match in _MARK.finditer(source):
        text += source[at : match.start()]
        at = match.end()
        if match.group(1) is None:
            opened.append(len(text))
        else:
            found.append((Span(opened.pop(), len(text)), match.group(1), match.group(2)))
    return text + source[at:], found


def annotated(
    article_id: str,
    source: str,
    *,
    published: date | None = date(2024, 8, 14),
    publisher: str = "The Daily",
    title: str = "",
    rights: Rights = Rights.FULL,
    score: float = 0.9,
    url: str = "",
) -> tuple[Annotated, dict[Ref, str], dict[Ref, str]]:
    """An annotated article with its names' entities and its quotes' and figures' speakers. Blocks are separated by blank lines; a first
    "= " makes a title, "# " a subhead, "^ " a caption, "% " a credit, "~ " boilerplate (the sign stays in the text)."""
    text, marks = unmark(source)
    blocks = [
        Block(span=Span(match.start(), match.end()), role=_ROLES.get(match.group()[:2], Role.PARAGRAPH), why="as the test says")
        for match in re.finditer(r"[^\n](?:.|\n(?!\n))*", text)
    ]
    # The sign of a block is no part of what it says.
    blocks = [Block(span=Span(b.span.start + 2, b.span.end), role=b.role, why=b.why) if b.role is not Role.PARAGRAPH else b for b in blocks]
    names: list[Mention[Name]] = []
    figures: list[Mention[Figure]] = []
    dates: list[Mention[DateInterval]] = []
    quotes: list[Mention[Quote]] = []
    entity_of: dict[Ref, str] = {}
    speaker_of: dict[Ref, str] = {}
    for span, letter, spec in sorted(marks, key=lambda mark: (mark[0].start, -mark[0].end)):
        words = span.of(text)
        if letter in _KIND:
            names.append(Mention(span=span, kind=_KIND[letter], value=Name(text=words), found_by="test", score=score, why="a test"))
            entity_of[Ref(article_id, _KIND[letter], span.start, span.end)] = f"{_FOLDER[letter]}/{spec}"
        elif letter == "f":
            figures.append(Mention(span=span, kind=Kind.FIGURE, value=_figure(spec), found_by="test", score=score))
        elif letter == "d":
            day = date.fromisoformat(spec)
            value = DateInterval(value=spec, start=day, end=day + timedelta(days=1))
            dates.append(Mention(span=span, kind=Kind.DATE, value=value, found_by="test", score=score))
        elif letter == "q":
            quote = Quote(kind=QuoteKind.DIRECT, words=words.strip("“”"), speaker_text=spec or None)
            quotes.append(Mention(span=span, kind=Kind.QUOTE, value=quote, found_by="test", score=score))
            if spec:
                speaker_of[Ref(article_id, Kind.QUOTE, span.start, span.end)] = f"people/{spec}"
    article = Article(
        id=article_id,
        text=text,
        blocks=tuple(blocks),
        path=f"{article_id}.txt",
        title=Known(value=title, how=How.DECLARED, why="the test says so") if title else None,
        published=Known(value=published, how=How.DECLARED, why="the test says so") if published else None,
        publisher=Known(value=publisher, how=How.FOUND, why="the test says so") if publisher else None,
        url=Known(value=url, how=How.DECLARED, why="") if url else None,
        rights=rights,
    )
    made = Annotated(
        article=article,
        sentences=sentences(text, [block for block in blocks if block.annotated]),
        names=tuple(names),
        figures=tuple(figures),
        dates=tuple(dates),
        quotes=tuple(quotes),
    )
    return made, entity_of, speaker_of


def _figure(spec: str) -> Figure:
    """LOW..HIGH|modifier|counted|event|unit, each but the first optional."""
    bounds, modifier, counted, event, unit = (*spec.split("|"), "", "", "", "")[:5]
    low, _, high = bounds.partition("..") if ".." in bounds else (bounds, "", bounds)
    return Figure(
        low=Decimal(low) if low else None,
        high=Decimal(high) if high else None,
        modifier=Modifier(modifier or "exact"),
        counted=counted or None,
        counted_head=counted.split()[-1] if counted else None,
        event=event or None,
        event_text=event,
        unit=unit or None,
        dimension="length" if unit else "count",
    )


def indexed(
    articles: Sequence[tuple[Annotated, dict[Ref, str], dict[Ref, str]]],
    entities: Sequence[Entity] = (),
    problems: Sequence[Problem] = (),
) -> Index:
    """The index of these articles. An entity that is not given is made from its mentions."""
    entity_of = {at: entity for _, names, _ in articles for at, entity in names.items()}
    speaker_of = {at: entity for _, _, speakers in articles for at, entity in speakers.items()}
    texts = {each.article.id: each.article.text for each, _, _ in articles}
    known = {entity.id: entity for entity in entities}
    forms: dict[str, Counter[str]] = {}
    for at, entity in entity_of.items():
        forms.setdefault(entity, Counter())[texts[at.article][at.start : at.end]] += 1
    for entity_id, counts in forms.items():
        kind = {"people": Kind.PERSON, "places": Kind.PLACE, "organisations": Kind.ORGANISATION}[entity_id.split("/")[0]]
        variants = tuple(Variant(text=text, count=count) for text, count in counts.most_common())
        known.setdefault(entity_id, Entity(id=entity_id, kind=kind, name=max(counts, key=len), variants=variants))
    linked = Linked(
        articles=tuple(each for each, _, _ in articles),
        entities=tuple(sorted(known.values(), key=lambda entity: entity.id)),
        entity_of=entity_of,
        speaker_of=speaker_of,
    )
    return index(linked, (), problems)


KURSK = Candidate(gazetteer_id="RU-KRS", name="Kursk Oblast", kind="region", country="RU", lat=51.7, lon=36.2, above=("Russia",))
SUMY = Candidate(gazetteer_id="g2", name="Sumy", kind="settlement", country="UA", lat=50.9, lon=34.8, above=("Sumy Oblast", "Ukraine"))
RUSSIA = Candidate(gazetteer_id="g3", name="Russia", kind="country", country="RU", lat=60.0, lon=100.0, above=())

FIRST = """\
= [Kursk](l:kursk): [120,000](f:120000|exact|people|flee) flee as [Orlov](p:anna-orlov) speaks

President [Anna Orlov](p:anna-orlov) said on [Wednesday](d:2024-08-14) that troops had “advanced” in the [Kursk region](l:kursk). \
[More than 120,000](f:120000..|more than|people|flee) people have fled their homes in [Kursk](l:kursk).

[“We hold [ten](f:10|exact|villages|hold) villages,” [Orlov](p:anna-orlov) told [Sumy](l:sumy)](q:anna-orlov), said the \
[Border Watch](o:border-watch).

# ‘It is *very* worrying’

^ A road near [Sumy](l:sumy).

% Example Pictures

1. This line looks like a list & [Ivan Petrov](p:ivan-petrov) isn’t <b>bold</b>.

~ Subscribe to our newsletter
"""

SECOND = """\
Around [121,000](f:121000|about|people|evacuate) people were evacuated from the [Kursk region](l:kursk), [Russia](l:russia) said on \
[Tuesday](d:2024-08-13).

[Ivan Petrov](p:ivan-petrov) of the [Border Watch](o:border-watch) stood with [Anna Orlov](p:anna-orlov) in [Sumy](l:sumy).

[“The road is open,”](q:ivan-petrov) [Petrov](p:ivan-petrov) said.
"""


def sample() -> Index:
    """Two articles on one event, with every kind of mention."""
    first = annotated("000-first", FIRST, url="https://news.example/first?a=1&b=2")
    second = annotated("001-second", SECOND, title="Evacuation goes on", publisher="Border Times", published=date(2024, 8, 15))
    orlov = Entity(
        id="people/anna-orlov",
        kind=Kind.PERSON,
        name="Anna Orlov",
        variants=(Variant(text="Anna Orlov", count=2), Variant(text="Orlov", count=2)),
        roles=(RoleFact(text="President", organisation=None, on=date(2024, 8, 14), mention=_ref(first, "Anna Orlov")),),
        why="one surname",
    )
    places = (
        Entity(id="places/kursk", kind=Kind.PLACE, name="Kursk region", variants=(Variant(text="Kursk", count=2),), place=KURSK),
        Entity(id="places/sumy", kind=Kind.PLACE, name="Sumy", variants=(Variant(text="Sumy", count=3),), place=SUMY),
        Entity(id="places/russia", kind=Kind.PLACE, name="Russia", variants=(Variant(text="Russia", count=1),), place=RUSSIA),
    )
    problem = Problem(path="bad.txt", line=3, code="empty-file", message="the file is *empty*.", advice="Remove it.")
    return indexed([first, second], (orlov, *places), [problem])


def _ref(article: tuple[Annotated, dict[Ref, str], dict[Ref, str]], words: str) -> Ref:
    made = article[0]
    return next(at for at in article[1] if made.article.text[at.start : at.end] == words)
