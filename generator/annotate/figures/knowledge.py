"""What the figure reader knows, read from generator/data once: units, currencies, number words, bounds, word classes, events, labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.data import lines, rows
from generator.model import Modifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit: `code` as exports show it, its dimension, and its size in the dimension's base unit (None: not comparable)."""

    code: str
    dimension: str
    size: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A written sign of a unit. `tight`: it must touch its number. `scale`: it may mean a multiplier instead ("m")."""

    unit: Unit
    tight: bool = False
    scale: bool = False


def _cells(text: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in text.split(",") if cell.strip())


def _load_units() -> tuple[Mapping[str, Unit], Mapping[str, Unit], Mapping[str, Sign]]:
    units: dict[str, Unit] = {}
    names: dict[str, Unit] = {}
    signs: dict[str, Sign] = {}
    for code, dimension, size, named, signed in rows("units.txt"):
        unit = Unit(code=code, dimension=dimension, size=None if size == "-" else Decimal(size))
        units[code] = unit
        for name in _cells(named):
            for form in _plurals(name.lower()):
                names.setdefault(form, unit)
        for sign in _cells(signed):
            signs.setdefault(sign.rstrip("!?"), Sign(unit=unit, tight=sign.endswith("!"), scale=sign.endswith("?")))
    for code, named, signed in rows("currencies.txt"):
        unit = Unit(code=code, dimension="money")
        units[code] = unit
        for name in _cells(named):
            for form in _plurals(name.lower()):
                names.setdefault(form, unit)
        for sign in (*(sign for sign in _cells(signed) if not sign.endswith("^")), *([code] if code.isupper() else [])):
            signs.setdefault(sign.rstrip("!"), Sign(unit=unit, tight=sign.endswith("!")))
    return units, names, signs


def _plurals(name: str) -> tuple[str, ...]:
    """ "mile per hour" -> also "miles per hour"; "degree celsius" -> also "degrees celsius"; "metre" -> also "metres"."""
    first, _, rest = name.partition(" ")
    if rest:
        return (name, name + "s", f"{first}s {rest}")
    return (name,) if name.endswith(("feet", "inches", "s")) else (name, name + "s")


UNITS, UNIT_NAMES, UNIT_SIGNS = _load_units()


def _load_currency_signs() -> Mapping[str, str]:
    found = {sign.rstrip("!^"): code for code, _, signed in rows("currencies.txt") for sign in _cells(signed) if not sign.endswith("!")}
    found |= {code: code for code, _, _ in rows("currencies.txt") if code.isupper()}
    return found


SIGN_CURRENCIES = _load_currency_signs()
# Signs that are letters of everything else as well ("R": rand), read only where what follows shows money.
SHY_SIGNS = frozenset(sign.rstrip("^") for _, _, signed in rows("currencies.txt") for sign in _cells(signed) if sign.endswith("^"))
NUMBER_CLASSES: Mapping[str, Mapping[str, Decimal]] = {
    wanted: {word: Decimal(value) for word, kind, value in rows("number_words.txt") if kind == wanted}
    for wanted in ("small", "tens", "hundred", "scale", "part", "group", "vague", "sign", "multiple")
}
SMALL, TENS, SCALES, PARTS, GROUPS, VAGUE, SCALE_SIGNS, MULTIPLES = (
    NUMBER_CLASSES[name] for name in ("small", "tens", "scale", "part", "group", "vague", "sign", "multiple")
)


def _load_bounds(side: str) -> Mapping[str, tuple[tuple[tuple[str, ...], Modifier], ...]]:
    """Bounds of one side by the word next to the number, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Modifier]]] = {}
    for words, kind, where in rows("figure_bounds.txt"):
        if where == side:
            parts = tuple(words.replace("-", "- ").split()) if words.startswith("-") else tuple(words.split())
            found.setdefault(parts[-1] if side == "before" else parts[0], []).append((parts, Modifier(kind)))
    return {word: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for word, entries in found.items()}


BOUNDS_BEFORE, BOUNDS_AFTER = _load_bounds("before"), _load_bounds("after")


def _load_classes() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in lines("figure_words.txt"):
        name, _, words = line.partition(":")
        found.setdefault(name, set()).update(words.split())
    return {name: frozenset(words) for name, words in found.items()}


CLASSES = _load_classes()

CHANGES: Mapping[str, str] = {row[0]: row[1] for row in rows("figure_changes.txt")}


def _load_events() -> tuple[Mapping[str, str], Mapping[str, str], frozenset[str], frozenset[str]]:
    forms: dict[str, str] = {}
    phrases: dict[str, str] = {}
    of_people: set[str] = set()
    doubtful: set[str] = set()
    for marked, listed, about in rows("figure_events.txt"):
        lemma = marked.removeprefix("~")
        if about == "people":
            of_people.add(lemma)
        bare = _regular(lemma)[:2]
        if marked != lemma:
            doubtful.update(bare)
        for form in (*_regular(lemma), *_cells(listed)):
            (phrases if " " in form else forms).setdefault(form, lemma)
    return forms, phrases, frozenset(of_people), frozenset(doubtful)


def _regular(verb: str) -> tuple[str, ...]:
    stem = verb[:-1] if verb.endswith("e") else verb
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return (verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    return (verb, third, stem + "ed", stem + "ing")


EVENT_FORMS, EVENT_PHRASES, PEOPLE_EVENTS, DOUBTFUL_EVENTS = _load_events()

LABELS: Mapping[str, str] = {
    line.strip().rstrip("+*").lower(): line.strip()[-1] if line.strip()[-1] in "+*" else "" for line in lines("figure_labels.txt")
}
NOT_FIGURES: tuple[str, ...] = tuple(line.strip().lower() for line in lines("not_figures.txt"))
