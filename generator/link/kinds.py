"""Owns the kind of a name that the articles of a brief take for different things: "Veldra" is a firm in one and a place in another.

A small model reads one stretch at a time and knows no more of an invented or a new name than the words beside it. All articles together
know more: somewhere stands "Veldra NV", "shares of Veldra", "Veldra's shareholders". Names that the gazetteer knows are left alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.data import words
from generator.link.gazetteer import Gazetteer
from generator.link.keys import fold
from generator.link.organisation_names import organisation_key
from generator.model import Annotated, Kind, Mention, Name, Span

_LEGAL = frozenset(words("legal_forms.txt"))
_BEFORE = re.compile(
    r"\b(?:shares?\s+(?:of|in)|stock\s+of|stake\s+in|stakes\s+in|per\s?cent\s+of|%\s+of|takeover\s+of|acquisition\s+of|bid\s+for|merger\s+with"
    r"|compan(?:y|ies)|firm|(?:chip|car|drug|plane|phone)?maker|retailer|manufacturer|supplier|lender|insurer|carrier|start-?up|club|team"
    r"|(?:rights|aid|relief|campaign|campaigning|advocacy|pressure|lobby|activist|militant|rebel|armed|jihadist|extremist|environmental"
    r"|conservation|monitoring|consumer)\s+(?:group|organi[sz]ation|network|watchdog)"
    r"|(?:CEO|CFO|chief\s+executive(?:\s+officer)?|chairman|chairwoman|shareholders|employees|customers|subsidiary|board|partner)\s+(?:of|at))"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:['’]s)?\s+(?:shares?\b|stock\b|shareholders\b|board\b|supervisory\s+board\b|CEO\b|chief\s+(?:executive|financial)\b|Chief\s+Executive\b"
    r"|employees\b|headquarters\b|subsidiar|takeover\b|(?:\w+\s+)?(?:offer|bid)\s+(?:of|for)\b|employs?\b|reported\s+(?:a\s+)?(?:profit|sales|loss)"
    r"|(?:rose|fell|gained|lost|dropped|slid|jumped|climbed|added|shed)\s+(?:as\s+much\s+as\s+|by\s+)?[\d.,]+\s?(?:%|per\s?cent\b)"
    r"|(?:said|says)\s+it\s+(?:has|had|would|will)\b)"
    r"|(?:['’]s)\s+(?:[€$£¥]|US\$)\s?[\d.,]+\s?\w*\s+(?:takeover|bid|offer|deal)\b"
    r"|\s+(?:beat|defeated|thrashed|edged|overcame|drew\s+with|lost\s+to)\s+[^.]{2,40}?\s\d{1,3}[-–]\d{1,3}\b"
    r"|,\s+which\s+(?:has|had|employs)\s+[\d.,]+\s+(?:employees|staff|workers)\b"
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|from|around|outside|towards?|inside|into|village\s+of|town\s+of|city\s+of|mayor\s+of|residents\s+of|people\s+of)\s+(?:the\s+)?$"
)
_NOT_AT_PLACE = re.compile(
    r"\b(?:shares?|stakes?|stock|interest|invest\w*|partner|analyst|executive|manager|inquiry|worked?|works?)\s+\w+\s+$"
)
_PERSON_BEFORE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady)\.?\s+$")
_FEW = 2  # times as often an organisation as anything else, for the majority to settle it


@dataclass(slots=True)
class _Seen:
    """What all articles say of one name."""

    kinds: Counter[Kind] = field(default_factory=Counter)
    firm: int = 0  # mentions beside which a firm's words stand, or that have a legal form
    place: int = 0  # mentions beside which a place's words stand


def settle_kinds(articles: Sequence[Annotated], gazetteer: Gazetteer) -> list[Annotated]:
    """The articles with names that are clearly an organisation made one wherever they stand. Linear in the mentions."""
    seen: defaultdict[str, _Seen] = defaultdict(_Seen)
    for each in articles:
        for mention in each.names:
            one = seen[_key(mention)]
            one.kinds[mention.kind] += 1
            one.firm += _is_firm(each.article.text, mention)
            one.place += _is_place(each.article.text, mention.span)
    firms = {key for key in sorted(seen) if _settled(key, seen[key], gazetteer)}
    heads = {key.split()[0] for key in firms if " " in key and seen[key].firm}
    long = _full_names(articles, firms)
    return [_retyped(each, firms, heads, long, gazetteer) for each in articles]


def _key(mention: Mention[Name]) -> str:
    return organisation_key(mention.value.text)


def _is_firm(text: str, mention: Mention[Name]) -> bool:
    span = mention.span
    parts = mention.value.text.split()
    if len(parts) > 1 and parts[-1].rstrip(".") in _LEGAL:
        return True
    return bool(_BEFORE.search(text, max(0, span.start - 60), span.start) or _AFTER.match(text, span.end))


def _is_place(text: str, span: Span) -> bool:
    before = text[max(0, span.start - 40) : span.start]
    return bool(_PLACE_BEFORE.search(before)) and not _NOT_AT_PLACE.search(before) and not _AFTER.match(text, span.end)


def _settled(key: str, one: _Seen, gazetteer: Gazetteer) -> bool:
    """Whether the name is an organisation, by the words of firms beside it or by the majority, and nothing says that it is a place."""
    if not one.kinds[Kind.ORGANISATION] and not (one.firm and one.kinds[Kind.PLACE]):
        return False  # "the manufacturer Ada Storm" is a person
    others = one.kinds[Kind.PERSON] + one.kinds[Kind.PLACE]
    if not others and not one.firm:
        return False  # nothing is in question
    first, _, rest = key.partition(" ")
    if len(key) < 4 or one.place >= max(1, one.firm) or gazetteer.named(key):
        return False
    if rest and first in words("place_directions.txt") and gazetteer.named(rest):
        return False  # "West Nile"
    if one.firm and one.kinds[Kind.PERSON] <= one.firm + one.kinds[Kind.ORGANISATION]:
        return True
    return not one.place and one.kinds[Kind.ORGANISATION] >= _FEW * others and others > 0


_Long = Mapping[str, Sequence[str]]


def _full_names(articles: Sequence[Annotated], firms: set[str]) -> _Long:
    """First word -> the firms' names of several words that begin with it, as printed, without legal forms, the longest first."""
    found: set[str] = set()
    for each in articles:
        for mention in each.names:
            parts = mention.value.text.split()
            while len(parts) > 1 and parts[-1].rstrip(".") in _LEGAL:
                parts.pop()
            if len(parts) > 1 and _key(mention) in firms and not parts[-1].islower():
                found.add(" ".join(parts))
    names: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(found, key=lambda name: (-len(name), name)):
        names[name.split()[0]].append(name)
    return names


def _retyped(each: Annotated, firms: set[str], heads: set[str], long: _Long, gazetteer: Gazetteer) -> Annotated:
    text = each.article.text
    people = [mention.value.text.split() for mention in each.names if mention.kind is Kind.PERSON]
    families = {fold(parts[-1]) for parts in people if len(parts) > 1}
    made: list[Mention[Name]] = []
    changed = False
    for mention in each.names:
        after = _one(text, mention, firms, heads, long, families, gazetteer)
        changed |= after is not mention
        if made and made[-1].span.end > after.span.start:
            continue  # taken in by the name before
        made.append(after)
    return replace(each, names=tuple(made)) if changed else each


def _one(
    text: str,
    mention: Mention[Name],
    firms: set[str],
    heads: set[str],
    long: _Long,
    families: set[str],
    gazetteer: Gazetteer,
) -> Mention[Name]:
    if mention.kind is Kind.ORGANISATION:
        return mention
    key, start = _key(mention), mention.span.start
    whole = next((name for name in _longer(mention.value.text, long) if text.startswith(name, start)), None)
    if whole is not None:
        return _firm(replace(mention, span=Span(start, start + len(whole))), whole)
    if key in firms and not _PERSON_BEFORE.search(text, max(0, start - 8), start):
        if key not in families or _is_firm(text, mention):
            return _firm(mention, mention.value.text)
    elif key in heads and " " not in key and _is_firm(text, mention) and not gazetteer.named(key):
        return _firm(mention, mention.value.text)
    return mention


def _longer(said: str, long: _Long) -> Iterator[str]:
    return (name for name in long.get(said.partition(" ")[0], ()) if name.startswith(f"{said} "))


def _firm(mention: Mention[Name], name: str) -> Mention[Name]:
    why = "an organisation by what the articles say of it together"
    value = replace(mention.value, text=name, role=None, role_span=None)
    return replace(mention, kind=Kind.ORGANISATION, value=value, why=f"{mention.why}; {why}" if mention.why else why)
