"""Declared metadata: from the keys and values of a sidecar, of front matter or of a record to checked `Fields`."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from generator.model import Rights
from generator.problems import Problem
from generator.read.days import parse_day
from generator.read.drafts import Fields
from generator.text import flat

# What people and other tools call the fields. Where two names of one field are given, the first listed counts.
NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline"),
    "published": ("published", "date", "published_at", "publish_date", "date_published", "created"),
    "authors": ("authors", "author", "byline"),
    "publisher": ("publisher", "outlet", "site", "site_name", "sitename", "source"),
    "url": ("url", "link", "canonical", "source_url", "source"),
    "language": ("language", "lang"),
    "rights": ("rights",),
}
_LONGEST = 2_000  # characters of a field


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The fields that hold, and a problem for each that does not."""

    fields: Fields
    problems: tuple[Problem, ...] = ()


def check_fields(
    raw: Mapping[str, object], *, where: str, path: str, line: int = 0, lines: Mapping[str, int] | None = None, strict: bool = False
) -> Checked:
    """The fields among `raw`; `lines` gives the line of a key, `line` of all others. Unknown keys are a problem where `strict`.

    A value that cannot be used is left out and reported; the others hold. An unknown `rights` counts as `metadata`: showing too
    little can be put right.
    """
    held: dict[str, Any] = {}
    problems: list[Problem] = []
    for key, value in _named(raw):
        spelled = next((k for k in raw if str(k).casefold() in NAMES[key] and raw[k] is value), key)
        result = _check(key, value)
        if isinstance(result, _Wrong):
            at = (lines or {}).get(spelled, line)
            problems.append(Problem(path=path, line=at, code=result.code, message=f"In {where}, {result.message}", advice=result.advice))
            result = Rights.METADATA if key == "rights" else None
        if result is not None:
            held[key] = result
    if strict:
        problems += _unknown(raw, where=where, path=path, line=line, lines=lines or {})
    return Checked(fields=Fields(where=where, **held), problems=tuple(problems))


def _named(raw: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """Each field that is given, under its own name. `source` is an address where it looks like one, else the publisher."""
    lower = {str(key).casefold(): value for key, value in raw.items()}
    for field, names in NAMES.items():
        for name in names:
            value = lower.get(name)
            if value is None or value in ("", [], ()):
                continue
            address = isinstance(value, str) and value.strip().lower().startswith(("http://", "https://"))
            if name == "source" and (not isinstance(value, str) or address != (field == "url")):
                continue
            yield field, value
            break


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wrong:
    code: str
    message: str
    advice: str


def _check(key: str, value: object) -> str | date | tuple[str, ...] | Rights | _Wrong | None:
    match key:
        case "published":
            return _published(value)
        case "authors":
            return _authors(value)
        case "rights":
            return _rights(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return _type(key, "words", value)
    words = flat(_printable(str(value)))[:_LONGEST]
    match key:
        case "url":
            return words if re.fullmatch(r"https?://[^\s<>\"'`{}|\\^]+", words, re.IGNORECASE) else _url(words)
        case "language":
            return _language(words)
    return words or None


def _published(value: object) -> date | _Wrong:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return _type("published", "a date such as 2024-08-14", value)
    found = parse_day(_printable(value))
    return found or _Wrong(
        code="impossible-date",
        message=f"published is {_shown(value)}, which is not a day of the calendar.",
        advice="Write it as year-month-day, for example 2024-08-14.",
    )


def _authors(value: object) -> tuple[str, ...] | _Wrong | None:
    listed: Sequence[object] = value if isinstance(value, list | tuple) else _people(value) if isinstance(value, str) else [value]
    names = []
    for item in listed:
        name = item.get("name") if isinstance(item, Mapping) else item
        if not isinstance(name, str):
            return _type("authors", "a list of names", value)
        names.append(flat(_printable(name))[:_LONGEST])
    return tuple(dict.fromkeys(name for name in names if name)) or None


def _people(text: str) -> list[str]:
    """ "A Smith and B Jones; C Brown" -> three names. At a comma only where both sides are full names: "Smith, Ann" stays whole."""
    names: list[str] = []
    for part in re.split(r"\s*;\s*|\s+and\s+|\s+&\s+", re.sub(r"^\s*by\s+", "", text, flags=re.IGNORECASE)):
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        names += pieces if all(" " in piece for piece in pieces) else [part.strip(" ,")]
    return names


def _rights(value: object) -> Rights | _Wrong:
    known = {right.value: right for right in Rights}
    if isinstance(value, str) and value.strip().lower() in known:
        return known[value.strip().lower()]
    return _Wrong(
        code="bad-rights",
        message=f"rights is {_shown(value)}; only the article's metadata is published.",
        advice="Write full, excerpt or metadata.",
    )


def _language(words: str) -> str | _Wrong:
    match = re.fullmatch(r"([a-zA-Z]{2,3})(?:[-_][a-zA-Z0-9]{1,8})*", words)
    if match:
        return match[1].lower()
    return _Wrong(code="bad-language", message=f"language is {_shown(words)}.", advice="Write a code such as en, uk or de.")


def _url(words: str) -> _Wrong:
    return _Wrong(
        code="bad-url", message=f"url is {_shown(words)}, which is not a web address.", advice="Write it in full, beginning with https://."
    )


def _type(key: str, wanted: str, value: object) -> _Wrong:
    return _Wrong(code="wrong-type", message=f"{key} should be {wanted}, but is {_shown(value)}.", advice=f"Correct it or remove {key}.")


def _unknown(raw: Mapping[str, object], *, where: str, path: str, line: int, lines: Mapping[str, int]) -> Iterator[Problem]:
    known = [name for names in NAMES.values() for name in names]
    for key in raw:
        if str(key).casefold() in known:
            continue
        near = difflib.get_close_matches(str(key)[:40].casefold(), known, n=1)
        advice = f"Did you mean {near[0]}?" if near else f"The keys are {', '.join(NAMES)}."
        message = f"In {where}, the key {_shown(key)} is not known and was left out."
        yield Problem(path=path, line=lines.get(key, line), code="unknown-key", message=message, advice=advice)


def _printable(text: str) -> str:
    """Without control characters, half surrogates and characters that turn the direction of writing."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if char.isprintable() or char.isspace() else "" for char in text)


def _shown(value: object) -> str:
    words = _printable(str(value))
    return f'"{words[:60]}…"' if len(words) > 60 else f'"{words}"'
