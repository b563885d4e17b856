"""The exchange format of `concord annotate` (design, section 4): linked articles -> one JSON line an article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TypeVar

import msgspec

from generator.model import Annotated, DateInterval, Entity, Figure, Kind, Linked, Mention, Name, Quote, Span, Stance, Use, ref

Record = dict[str, object]
V = TypeVar("V")

_ENCODER = msgspec.json.Encoder(decimal_format="number")
_LARGEST_EXPONENT = 400  # a number written out longer than this would be noise in every reader of JSON


def encode(record: Record) -> bytes:
    """One line of JSON Lines; decimals are written as exact numbers."""
    return _ENCODER.encode(record) + b"\n"


def records(linked: Linked) -> Iterator[Record]:
    """`{"id", "mentions"}` of each article, in the order of `linked.articles`."""
    entities = {entity.id: entity for entity in linked.entities}
    for annotated in linked.articles:
        mentions = [*_names(annotated, linked, entities), *_figures(annotated, linked), *_dates(annotated)]
        mentions += _quotes(annotated, linked, entities)
        mentions.sort(key=lambda mention: (mention["start"], mention["end"], mention["type"]))
        yield {"id": annotated.article.id, "mentions": mentions}


def _base(annotated: Annotated, mention: Mention[V], entity: str | None) -> Record:
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "type": mention.kind.value,
        "text": mention.span.of(annotated.article.text),
        "entity": entity,
        "score": round(mention.score, 4),
        "found_by": mention.found_by,
    }


def _names(annotated: Annotated, linked: Linked, entities: Mapping[str, Entity]) -> Iterator[Record]:
    for mention in annotated.names:
        address = ref(annotated.article, mention)
        identity = linked.entity_of.get(address)
        if identity is None:  # a person rejected it
            continue
        entity = entities[identity]
        record = _base(annotated, mention, identity)
        record["type"] = entity.kind.value
        record["name"] = entity.name
        record |= _place(mention, entity, linked.use_of.get(address)) if entity.kind is Kind.PLACE else _role(mention.value)
        yield record


def _role(name: Name) -> Record:
    return {"role": name.role} if name.role else {}


def _place(mention: Mention[Name], entity: Entity, use: Use | None) -> Record:
    record: Record = {"kind": entity.place.kind if entity.place else "unresolved", "use": (use or mention.value.use).value}
    if entity.place:
        found = {"country": entity.place.country, "lat": entity.place.lat, "lon": entity.place.lon}
        record |= {key: value for key, value in found.items() if value is not None}
        record["gazetteer_id"] = entity.place.gazetteer_id
    return record


def _number(value: Decimal | None) -> Decimal | None:
    """Whole numbers without an exponent, so that 1.2E+5 is written 120000."""
    if value is None or not value.is_finite() or abs(value.adjusted()) > _LARGEST_EXPONENT:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() and value.adjusted() < 27 else value


def _figures(annotated: Annotated, linked: Linked) -> Iterator[Record]:
    for mention in annotated.figures:
        figure: Figure = mention.value
        record = _base(annotated, mention, linked.speaker_of.get(ref(annotated.article, mention)))
        low, high = _number(figure.low), _number(figure.high)
        record["entity"] = None
        record |= {"low": low, "high": high, "dimension": figure.dimension}
        # The same reading as one value and a second one for ranges: what simple readers of figures expect.
        record |= {"value": low if low is not None else high, "value_high": high if low is not None and high != low else None}
        said = linked.speaker_of.get(ref(annotated.article, mention))
        claimant = said or (figure.claimant.of(annotated.article.text) if figure.claimant else None)
        optional = {
            "modifier": figure.modifier_text or None,
            "unit": figure.unit,
            "counted": figure.counted,
            "counted_head": figure.counted_head,
            "claimant": claimant,
        }
        record |= {key: value for key, value in optional.items() if value}
        if figure.vague:
            record["vague"] = True
        yield record


def _dates(annotated: Annotated) -> Iterator[Record]:
    for mention in (*annotated.dates, *annotated.asides):
        interval: DateInterval = mention.value
        record = _base(annotated, mention, None) | {"value": interval.timex or interval.value}
        if interval.approximate:
            record["approximate"] = True
        if interval.part:
            record["part"] = interval.part
        yield record


def _quotes(annotated: Annotated, linked: Linked, entities: Mapping[str, Entity]) -> Iterator[Record]:
    for outer in annotated.quotes:
        yield _quote(annotated, outer, linked, entities)
        for inner in outer.value.inner:
            yield _quote(annotated, inner, linked, entities) | {"within": _span(outer.span)}


def _quote(annotated: Annotated, mention: Mention[Quote], linked: Linked, entities: Mapping[str, Entity]) -> Record:
    quote = mention.value
    record = _base(annotated, mention, None) | {"kind": quote.kind.value}
    address = ref(annotated.article, mention)
    if quote.speaker:
        identity = linked.speaker_of.get(address)
        named = entities.get(identity) if identity else None
        name = named.name if named else quote.speaker_text or quote.speaker.of(annotated.article.text)
        record["speaker"] = _span(quote.speaker_words or quote.speaker) | {"name": name, "entity": identity}
    if quote.others:
        record["further_speakers"] = [_further(annotated, span, linked, entities) for span in quote.others]
    if quote.stance is not Stance.ASSERTED:
        record["stance"] = quote.stance.value
    if quote.cue:
        record["cue"] = _span(quote.cue)
    return record


def _further(annotated: Annotated, span: Span, linked: Linked, entities: Mapping[str, Entity]) -> Record:
    name = next((mention for mention in annotated.names if mention.span == span), None)
    identity = linked.entity_of.get(ref(annotated.article, name)) if name else None
    return _span(span) | {"name": entities[identity].name if identity else span.of(annotated.article.text), "entity": identity}


def _span(span: Span) -> Record:
    return {"start": span.start, "end": span.end}
