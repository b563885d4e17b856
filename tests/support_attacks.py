"""A corpus in which every attack of attacks.txt stands wherever an article's words can stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from generator.index import index
from generator.model import (
    Annotated,
    Article,
    Block,
    Candidate,
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
    Role,
    RoleFact,
    Span,
    Variant,
)
from generator.problems import Problem

_FILE = Path(__file__).with_name("attacks.txt")
_KINDS = (("people", Kind.PERSON), ("places", Kind.PLACE), ("organisations", Kind.ORGANISATION))
DAY = date(2026, 3, 1)


def attacks() -> tuple[str, ...]:
    lines = [line for line in _FILE.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("##")]
    return tuple(_decoded(line) for line in lines)


def _decoded(line: str) -> str:
    names = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
    return re.sub(
        r"\\(?:([ntr\\])|u([0-9a-f]{4}))", lambda match: names[match.group(1)] if match.group(1) else chr(int(match.group(2), 16)), line
    )


def attacked(chosen: Sequence[str]) -> Index:
    """Each attack in an article of its own: as headline, name, role, counted words, speaker, quotation, caption, credit, boilerplate,
    publisher, author, file and address, and as the names of a person, a place and an organisation."""
    articles: list[Annotated] = []
    entities: list[Entity] = []
    entity_of: dict[Ref, str] = {}
    for number, attack in enumerate(chosen):
        article, names = _article(f"attack-{number:03}", attack)
        articles.append(article)
        for at, (folder, kind) in zip(names, _KINDS, strict=True):
            entity = f"{folder}/attack-{number:03}"
            entity_of[at] = entity
            entities.append(_entity(entity, kind, attack, at))
    linked = Linked(
        articles=tuple(articles), entities=tuple(sorted(entities, key=lambda each: each.id)), entity_of=entity_of, speaker_of={}
    )
    problems = [Problem(path=attack, line=1, code="attack", message=attack, advice=attack) for attack in chosen]
    return index(linked, (), problems)


def _entity(entity_id: str, kind: Kind, attack: str, at: Ref) -> Entity:
    place = Candidate(gazetteer_id=attack, name=attack, kind=attack, country=None, lat=50.0, lon=30.0, above=(attack,), why=attack)
    return Entity(
        id=entity_id,
        kind=kind,
        name=attack,
        variants=(Variant(text=attack, count=1), Variant(text=f"{attack}!", count=1)),
        roles=(RoleFact(text=attack, organisation=None, on=DAY, mention=at),) if kind is Kind.PERSON else (),
        place=place if kind is Kind.PLACE else None,
        runners_up=(place,),
        why=attack,
        decided=(attack,),
    )


def _article(article_id: str, attack: str) -> tuple[Annotated, tuple[Ref, ...]]:
    text, blocks, spans = "", [], []
    for role, before, after in (
        (Role.TITLE, "", ""),
        (Role.SUBHEAD, "", ""),
        (Role.PARAGRAPH, "", ""),
        (Role.PARAGRAPH, "Person ", " went."),
        (Role.PARAGRAPH, "", " is a place."),
        (Role.PARAGRAPH, "The body is ", ""),
        (Role.PARAGRAPH, "They counted ", " there."),
        (Role.PARAGRAPH, "", " they said."),
        (Role.CAPTION, "", ""),
        (Role.CREDIT, "", ""),
        (Role.BOILERPLATE, "", ""),
    ):
        start = len(text) + len(before)
        spans.append(Span(start, start + len(attack)))
        blocks.append(Block(span=Span(len(text), start + len(attack) + len(after)), role=role, why=attack))
        text += f"{before}{attack}{after}\n\n"

    def known(value: str) -> Known[str]:
        return Known(value=value, how=How.INFERRED, why=attack)

    article = Article(
        id=article_id,
        text=text,
        blocks=tuple(blocks),
        path=attack,
        title=known(attack),
        published=Known(value=DAY, how=How.INFERRED, why=attack),
        authors=Known(value=(attack, attack), how=How.FOUND, why=attack),
        publisher=known(attack),
        url=known(attack),
    )
    figure = Figure(
        low=Decimal(3), high=None, modifier=Modifier.MORE_THAN, counted=attack, counted_head=attack, event=attack, event_text=attack,
        per=attack, unit=attack, unit_text=attack, claimant=spans[6], as_of=attack,
    )  # fmt: skip
    quote = Quote(kind=QuoteKind.DIRECT, words=attack, speaker_text=attack)
    kinds = [kind for _, kind in _KINDS]
    names = [
        Mention(span=span, kind=kind, value=Name(text=attack), found_by="test", score=0.3, why=attack)
        for span, kind in zip(spans[3:6], kinds, strict=True)
    ]
    made = Annotated(
        article=article,
        sentences=tuple(block.span for block in blocks),
        names=tuple(names),
        figures=(Mention(span=spans[6], kind=Kind.FIGURE, value=figure, found_by="test", score=0.9, why=attack),),
        quotes=(Mention(span=spans[7], kind=Kind.QUOTE, value=quote, found_by="test", score=0.9, why=attack),),
    )
    return made, tuple(Ref(article_id, kind, span.start, span.end) for span, kind in zip(spans[3:6], kinds, strict=True))
