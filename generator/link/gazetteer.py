"""Owns the gazetteer (io: reads its compiled files once): which places bear a name, and what is known of each."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import JaroWinkler

from generator.link.keys import place_key, slug
from generator.link.names import consonants, loose, without_particles

KINDS = ("country", "region", "district", "settlement", "water", "facility", "area", "continent", "mountain", "island", "capital")
# latitude and longitude in 1/10,000 degree, population, number of the parent (its own: none), kind, country code, number of names.
RECORD = struct.Struct("<iiIIB2sB")
NOTHING = -(2**31)  # a coordinate that is not known


# Of several places of one name the first of these has the address without a further word; then the one of most people, districts at a
# third of theirs: they come behind the towns that they are named after.
_FIRST = {"country": 0, "continent": 0, "region": 1, "area": 1, "water": 1, "island": 1, "mountain": 1}


class Place(NamedTuple):
    """A record of the gazetteer. `parent` is the number of what lies above it, None at the top; `capital`: of a country.

    `names`: in how many languages and spellings it has a name, 255 at most: a sign of fame that population is not (Venice, Stratford).
    """

    number: int
    id: str
    name: str
    kind: str
    country: str | None
    lat: float | None
    lon: float | None
    population: int
    parent: int | None
    capital: bool
    names: int


class Named(NamedTuple):
    """A place that bears the name asked for; `main` says that it is its main name rather than another one."""

    place: Place
    main: bool


class Gazetteer:
    """Looks places up by name. Holds the decompressed files; nothing is parsed before it is asked for."""

    def __init__(self, records: bytes, titles: bytes, names: bytes) -> None:
        self._records = records
        self._titles = titles.split(b"\n")
        if len(records) != RECORD.size * len(self._titles):
            raise ValueError("the files of the gazetteer do not belong together: run python -m generator.data.build_gazetteer")
        self._names = names
        self._places: dict[int, Place] = {}
        self._found: dict[str, tuple[Named, ...]] = {}
        self._above: dict[int, tuple[Place, ...]] = {}
        self._slugs: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._titles)

    def named(self, name: str) -> tuple[Named, ...]:
        """The places of that name, best known first; case, marks and accents do not matter. Empty where there is none."""
        key = place_key(name)
        if key not in self._found:
            self._found[key] = tuple(self._look_up(key)) if key else ()
        return self._found[key]

    def sounding(self, name: str) -> tuple[Named, ...]:
        """Places whose names sound like this one, vowels apart: for a name that is in no other spelling here ("Hodeidah")."""
        key = consonants(name)
        if not key:
            return ()
        if f"~{key}" not in self._found:
            self._found[f"~{key}"] = tuple(self._look_up(f"~{key}"))
        return tuple(named for named in self._found[f"~{key}"] if _alike(name, named.place.name))

    def place(self, number: int) -> Place:
        """The place of that number."""
        if number not in self._places:
            lat, lon, population, parent, kind, country, names = RECORD.unpack_from(self._records, number * RECORD.size)
            ident, name = self._titles[number].decode("utf-8").split("\t")
            self._places[number] = Place(
                number=number,
                id=ident,
                name=name,
                kind="settlement" if KINDS[kind] == "capital" else KINDS[kind],
                country=None if country == b"--" else country.decode("ascii"),
                lat=None if lat == NOTHING else lat / 1e4,
                lon=None if lon == NOTHING else lon / 1e4,
                population=population,
                parent=None if parent == number else parent,
                capital=KINDS[kind] == "capital",
                names=names,
            )
        return self._places[number]

    def above(self, place: Place) -> tuple[Place, ...]:
        """What the place lies in, nearest first, the country last."""
        if place.number not in self._above:
            chain: list[Place] = []
            upper = place
            while upper.parent is not None and len(chain) < 6:
                upper = self.place(upper.parent)
                chain.append(upper)
            self._above[place.number] = tuple(chain)
        return self._above[place.number]

    def by_id(self, ident: str) -> Place | None:
        """The place of that id, such as "geonames:703448"; a linear search, for what a person asked for."""
        wanted = ident.encode() + b"\t"
        number = next((number for number, line in enumerate(self._titles) if line.startswith(wanted)), None)
        return None if number is None else self.place(number)

    def slug(self, place: Place) -> str:
        """The address of a place: its name's slug for the best known of that name, with what lies above it or its id for others.

        Depends on the gazetteer alone, so that no article can move another article's places.
        """
        if place.number not in self._slugs:
            self._slugs[place.number] = self._slug(place)
        return self._slugs[place.number]

    def _slug(self, place: Place) -> str:
        bare = slug(place.name)
        rivals = sorted(
            (each.place for each in self.named(place.name) if slug(each.place.name) == bare),
            key=lambda rival: (_FIRST.get(rival.kind, 2), -rival.population / (3 if rival.kind == "district" else 1), rival.number),
        )
        if not rivals or rivals[0].number == place.number:
            return bare
        region = next((each for each in self.above(place) if each.kind in ("region", "country")), None)
        longer = self._slug_with(place, rivals, region.name) if region else None
        if place.kind == "district" and any(each.kind != "district" for each in rivals):
            longer = self._slug_with(place, rivals, "district") or longer
        return longer or slug(f"{bare} {place.id.replace(':', ' ')}")

    def _slug_with(self, place: Place, rivals: list[Place], further: str) -> str | None:
        """The name with a further word, where no other place of that name gets the same."""
        longer = slug(f"{place.name} {further}")
        same = [each for each in rivals if each.kind == place.kind and (further == "district" or self._lies_in(each, further))]
        taken = any(slug(each.place.name) == longer for each in self.named(f"{place.name} {further}"))
        return longer if len(same) == 1 and not taken else None

    def _lies_in(self, place: Place, name: str) -> bool:
        return any(up.name == name for up in self.above(place))

    def _look_up(self, key: str) -> Iterator[Named]:
        names, wanted = self._names, f"\n{key}\t".encode()
        low, high = 0, len(names) - 1
        while low < high:  # a binary search over the lines; `low` and `high` are positions of line ends
            start = names.rfind(b"\n", low, (low + high) // 2 + 1)
            end = names.find(b"\n", start + 1)
            line = names[start : names.find(b"\t", start) + 1]
            if line == wanted:
                for reference in names[start + len(wanted) : end].decode("ascii").split(" "):
                    yield Named(self.place(int(reference.rstrip("~"))), not reference.endswith("~"))
                return
            if line < wanted:
                low = end
            else:
                high = start


def _alike(name: str, other: str) -> bool:
    """Whether two names of the same consonants are spelled alike, too: Hodeidah and Al Hudaydah, but not Marsz and Miroszow."""
    left, right = ("".join(loose(word) for word in without_particles(each).split()) for each in (name, other))
    return JaroWinkler.similarity(left, right) > 0.85


def load_gazetteer(folder: Path | None = None) -> Gazetteer:
    """The gazetteer that ships with the package, or the one compiled into `folder`. Raises OSError where a file is missing."""
    at = folder or Path(__file__).parents[1] / "data" / "gazetteer"
    return Gazetteer(*(zlib.decompress((at / name).read_bytes()) for name in ("records.z", "titles.z", "names.z")))
