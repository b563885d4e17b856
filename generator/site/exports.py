"""Owns the exports: the index as CSV and JSON, places as GeoJSON, and what describes them all (Frictionless Data's datapackage.json)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from operator import itemgetter
from typing import Any

import msgspec

from generator.model import DateInterval, Entry, Kind, Page, Ref, Rights, Shown
from generator.site import links, pieces, speech
from generator.site.corpus import Corpus
from generator.site.settings import SiteSettings

_NAMES = frozenset({Kind.PERSON, Kind.ORGANISATION, Kind.PLACE})
Row = Mapping[str, str | int | float | None]
# A spreadsheet runs a cell that opens with one of these as a formula. In CSV such a text gets an apostrophe first; JSON holds it as it is.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
RAW = "raw"  # the "template" of a page whose content is bytes already


def export_pages(corpus: Corpus, settings: SiteSettings) -> Iterator[Page]:
    """The files under data/. Rows of an article whose text must not be shown carry no sentence and no words of it."""
    tables: Mapping[str, Sequence[Row]] = {
        "people": [_entry(corpus, each, settings) for each in corpus.index.people],
        "places": [{**_entry(corpus, each, settings), **_location(each)} for each in corpus.index.places],
        "organisations": [_entry(corpus, each, settings) for each in corpus.index.organisations],
        "figures": list(_figures(corpus, settings)),
        "quotes": list(_quotes(corpus, settings)),
        "dates": list(_dates(corpus, settings)),
        "articles": list(_articles(corpus, settings)),
        "mentions": list(_mentions(corpus, settings)),
    }
    for name, rows in tables.items():
        fields = _FIELDS[name]
        yield _file(f"data/{name}.csv", csv_bytes(fields, rows))
        yield _file(f"data/{name}.json", json_bytes(rows))
    yield _file("data/places.geojson", json_bytes(_geojson(corpus, settings)))
    yield _file("data/datapackage.json", json_bytes(_package(settings)))


def _file(path: str, content: bytes) -> Page:
    return Page(path=path, template=RAW, data={"content": content})


def csv_bytes(fields: Sequence[str], rows: Sequence[Row]) -> bytes:
    """RFC 4180 with a header, UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(fields)
    cells = itemgetter(*fields)
    texts = [place for place, field in enumerate(fields) if field in _TEXTS]

    def line(row: Row) -> Sequence[object]:
        held: tuple[Any, ...] = cells(row)
        for place in texts:
            if held[place] and held[place][0] in _FORMULA:
                held = (*held[:place], "'" + held[place], *held[place + 1 :])
        return held

    writer.writerows(map(line, rows))
    return out.getvalue().encode("utf-8", "replace")


def json_bytes(value: Any) -> bytes:
    try:
        return msgspec.json.encode(value) + b"\n"
    except UnicodeEncodeError:  # half of a surrogate pair, which JSON input can hold: rare, so only then the slow way
        return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8", "replace")


_ENTRY = ("id", "name", "variants", "state", "mentions", "articles", "sources", "page")
_FIELDS: Mapping[str, Sequence[str]] = {
    "people": (*_ENTRY, "roles"),
    "places": (*_ENTRY, "kind", "country", "lat", "lon", "gazetteer_id"),
    "organisations": _ENTRY,
    "figures": (
        "article",
        "number",
        "text",
        "sentence",
        "low",
        "high",
        "modifier",
        "unit",
        "dimension",
        "counted",
        "change",
        "per",
        "claimant",
        "claimant_text",
        "place",
        "as_of",
        "published",
        "comparison",
        "score",
        "found_by",
        "why",
        "page",
    ),
    "quotes": ("article", "speaker", "speaker_text", "others", "kind", "stance", "cue", "words", "sentence", "on", "page"),
    "dates": ("article", "value", "start", "end", "precision", "approximate", "relative", "text", "page"),
    "articles": (
        "id",
        "title",
        "title_how",
        "published",
        "published_how",
        "publisher",
        "authors",
        "url",
        "language",
        "rights",
        "file",
        "copy_of",
        "page",
    ),
    "mentions": ("article", "number", "kind", "start", "end", "text", "entity", "doubtful", "score", "found_by", "why", "page"),
}
# Fields whose words come from articles and files; all others are made by us and can open no formula.
_TEXTS = frozenset(
    {
        "name",
        "variants",
        "roles",
        "text",
        "sentence",
        "counted",
        "claimant_text",
        "speaker_text",
        "words",
        "cue",
        "title",
        "publisher",
        "authors",
        "url",
        "file",
        "why",
    }
)
_NUMBERS = frozenset({"mentions", "articles", "sources", "lat", "lon", "low", "high", "number", "start", "end", "score"})


def _url(settings: SiteSettings, target: str) -> str:
    return settings.url + links.to_url(target, links.HOME)


def _urls(corpus: Corpus, settings: SiteSettings) -> Callable[[Ref], str]:
    """Mention -> its address on the site."""
    return lambda at: settings.url + corpus.addresses[at]


def _entry(corpus: Corpus, entry: Entry, settings: SiteSettings) -> Row:
    entity = entry.entity
    return {
        "id": entity.id,
        "name": entity.name,
        "variants": "; ".join(variant.text for variant in entity.variants),
        "state": entity.state.value,
        "mentions": len(entry.shown),
        "articles": len(entry.articles),
        "sources": entry.sources,
        "page": _url(settings, corpus.entry_pages[entity.id]),
        **({"roles": "; ".join(dict.fromkeys(role.text for role in entity.roles))} if entity.kind is Kind.PERSON else {}),
    }


def _location(entry: Entry) -> Row:
    place = entry.entity.place
    if place is None:
        return {"kind": None, "country": None, "lat": None, "lon": None, "gazetteer_id": None}
    return {"kind": place.kind, "country": place.country, "lat": place.lat, "lon": place.lon, "gazetteer_id": place.gazetteer_id}


def _words(corpus: Corpus, at: Ref) -> str | None:
    return corpus.text_of(at) if corpus.may_show(at.article) else None


def _sentence(corpus: Corpus, shown: Shown) -> str | None:
    return corpus.flat_sentence(shown) if corpus.may_show(shown.ref.article) else None


def _amount(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _figures(corpus: Corpus, settings: SiteSettings) -> Iterator[Row]:
    url = _urls(corpus, settings)
    for row in corpus.index.figures:
        figure, at = row.mention.value, row.shown.ref
        yield {
            "article": at.article,
            "number": row.number,
            "text": _words(corpus, at),
            "sentence": _sentence(corpus, row.shown),
            "low": _amount(figure.low),
            "high": _amount(figure.high),
            "modifier": figure.modifier.value,
            "unit": figure.unit,
            "dimension": figure.dimension,
            "counted": figure.counted,
            "change": figure.change,
            "per": figure.per,
            "claimant": row.claimant,
            "claimant_text": row.claimant_text,
            "place": row.place,
            "as_of": row.as_of,
            "published": row.published.isoformat() if row.published else None,
            "comparison": row.comparison,
            "score": round(row.mention.score, 4),
            "found_by": row.mention.found_by,
            "why": row.mention.why,
            "page": url(at),
        }


def _quotes(corpus: Corpus, settings: SiteSettings) -> Iterator[Row]:
    url = _urls(corpus, settings)
    for row in corpus.index.quotes:
        for report in row.reports:
            value = corpus.mentions[report].value
            yield {
                "article": report.article,
                "speaker": row.speaker,
                "speaker_text": row.speaker_text,
                "others": "; ".join(row.others) or None,
                "kind": value.kind.value,
                "stance": value.stance.value,
                "cue": speech.cue(corpus, report) or None,
                "words": pieces.bare_words(corpus, report) if _words(corpus, report) is not None else None,
                "sentence": _sentence(corpus, corpus.shown[report]),
                "on": row.on.isoformat() if row.on else None,
                "page": url(report),
            }


def _dates(corpus: Corpus, settings: SiteSettings) -> Iterator[Row]:
    url = _urls(corpus, settings)
    for entry in corpus.index.articles:
        for shown in entry.shown:
            value = corpus.mentions[shown.ref].value
            if isinstance(value, DateInterval):
                yield {
                    "article": shown.ref.article,
                    "value": value.value,
                    "start": value.start.isoformat() if value.start else None,
                    "end": value.end.isoformat() if value.end else None,
                    "precision": value.precision.value,
                    "approximate": "true" if value.approximate else "false",
                    "relative": "true" if value.relative else "false",
                    "text": _words(corpus, shown.ref),
                    "page": url(shown.ref),
                }


def _articles(corpus: Corpus, settings: SiteSettings) -> Iterator[Row]:
    for entry in corpus.index.articles:
        article = entry.article
        yield {
            "id": article.id,
            "title": article.headline,
            "title_how": article.title.how.value if article.title else None,
            "published": article.published.value.isoformat() if article.published else None,
            "published_how": article.published.how.value if article.published else None,
            "publisher": corpus.source_of(article.id) or None,
            "authors": "; ".join(article.authors.value) if article.authors else None,
            "url": article.url.value if article.url else None,
            "language": article.language.value if article.language else None,
            "rights": article.rights.value,
            "file": article.path,
            "copy_of": entry.copy_of,
            "page": _url(settings, links.article_path(article.id)),
        }


def _mentions(corpus: Corpus, settings: SiteSettings) -> Iterator[Row]:
    url = _urls(corpus, settings)
    for entry in corpus.index.articles:
        hidden = entry.article.rights is Rights.METADATA
        for shown in entry.shown:
            at = shown.ref
            mention = corpus.mentions[at]
            yield {
                "article": at.article,
                "number": shown.number,
                "kind": at.kind.value,
                "start": at.start,
                "end": at.end,
                "text": None if hidden else entry.article.text[at.start : at.end],
                "entity": shown.entity if at.kind in _NAMES else None,
                "doubtful": "true" if shown.doubtful else "false",
                "score": round(mention.score, 4),
                "found_by": mention.found_by,
                "why": mention.why,
                "page": url(at),
            }


def _geojson(corpus: Corpus, settings: SiteSettings) -> Mapping[str, Any]:
    """RFC 7946: longitude first."""
    features = []
    for entry in corpus.index.places:
        place = entry.entity.place
        if place is not None and place.lat is not None and place.lon is not None:
            row = {**_entry(corpus, entry, settings), **_location(entry)}
            features.append(
                {
                    "type": "Feature",
                    "id": entry.entity.id,
                    "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]},
                    "properties": {key: value for key, value in row.items() if key not in ("lat", "lon", "id")},
                }
            )
    return {"type": "FeatureCollection", "features": features}


def _package(settings: SiteSettings) -> Mapping[str, Any]:
    def schema(name: str) -> Mapping[str, Any]:
        return {"fields": [{"name": field, "type": _type(name, field)} for field in _FIELDS[name]]}

    resources: list[Mapping[str, Any]] = [
        {
            "name": name,
            "path": f"{name}.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "profile": "tabular-data-resource",
            "schema": schema(name),
        }
        for name in _FIELDS
    ]
    resources += [{"name": f"{name}-json", "path": f"{name}.json", "format": "json", "mediatype": "application/json"} for name in _FIELDS]
    resources.append({"name": "places-geojson", "path": "places.geojson", "format": "geojson", "mediatype": "application/geo+json"})
    return {
        "profile": "data-package",
        "name": "concord-brief",
        "title": settings.name,
        "homepage": settings.url or None,
        "description": "Made by Concord"
        + (f" {settings.version}" if settings.version else "")
        + ". Offsets count code points of the article as received. "
        "In CSV a text that opens with = + - or @ has an apostrophe before it, so that no spreadsheet runs it; JSON holds it as it is.",
        "resources": resources,
    }


def _type(table: str, field: str) -> str:
    if table == "dates" and field in ("start", "end"):
        return "date"
    if field in ("lat", "lon", "low", "high", "score"):
        return "number"
    return "integer" if field in _NUMBERS else "string"
