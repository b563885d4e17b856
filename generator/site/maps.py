"""Owns the maps: outlines of land, a circle for each place, SVG written at build time. No borders: the common data sets take sides."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from generator.data import lines
from generator.model import Candidate, Entry
from generator.site import links, wording
from generator.site.corpus import Corpus
from generator.site.escape import Md, html_text, visible

_WIDTH = 560
_TALLEST, _FLATTEST = 0.75, 0.42  # height by width
_LABELS = 14
_WITH_LEADER = 6  # so many of the most mentioned are named even where circles crowd
_LETTER, _LETTER_ON_PHONE = 8.4, 11.9  # width of a letter in the two sizes of the style sheet, 12 and 17 units; a wide bold face
_NARROWEST = 25.0  # degrees of longitude at least, so that one town is not shown on an empty sheet
_WATER = 0.02  # share of the frame that is sea, at least: without a coast nobody knows the stretch
_WIDEST = 70.0  # degrees; a frame is not widened beyond this for a coast
_WIDER = 1.15
_MOST = 0.8  # share of the mentions that a frame holds where the rest lies far from them
_FAR = 1.6  # so many times as wide as around those is too wide
_CENTRES = 30  # so many of the most mentioned are tried as its middle
_LATITUDES = (-58.0, 80.0)
_DEGREE_WIDE, _DEGREE_HIGH = 30, 15  # room for the degrees of a line of the grid, written 10 units high
_BASE = 20  # units of assets/land.svg in a degree

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The stretch of the world that a map shows, in degrees, and its size. Longitudes are squeezed as at the middle latitude."""

    west: float
    south: float
    east: float
    north: float

    @property
    def height(self) -> float:
        return _WIDTH * (self.north - self.south) / ((self.east - self.west) * self.squeeze)

    @property
    def squeeze(self) -> float:
        return max(math.cos(math.radians((self.south + self.north) / 2)), 0.2)

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        return _WIDTH * (lon - self.west) / (self.east - self.west), self.height * (self.north - lat) / (self.north - self.south)


def frame_of(points: Sequence[tuple[float, float]]) -> Frame:
    """A frame around points (lat, lon) with air, of a shape that fits a page."""
    south, north = min(lat for lat, _ in points), max(lat for lat, _ in points)
    west, east = min(lon for _, lon in points), max(lon for _, lon in points)
    air_x, air_y = max((east - west) * 0.12, 1.0), max((north - south) * 0.15, 0.8)
    west, east, south, north = west - air_x, east + air_x, south - air_y, north + air_y
    if east - west < _NARROWEST:
        west, east = (west + east - _NARROWEST) / 2, (west + east + _NARROWEST) / 2
    squeeze = max(math.cos(math.radians((south + north) / 2)), 0.2)
    high, wide = north - south, (east - west) * squeeze
    if high > wide * _TALLEST:
        grow = (high / _TALLEST - wide) / squeeze / 2
        west, east = west - grow, east + grow
    elif high < wide * _FLATTEST:
        grow = (wide * _FLATTEST - high) / 2
        south, north = south - grow, north + grow
    if east - west > 360:
        west, east = -180.0, 180.0
    return Frame(max(west, -200.0), max(south, _LATITUDES[0] - 30), min(east, 200.0), min(north, 86.0))


def _frame(places: Sequence[tuple[float, float, int]]) -> Frame:
    """The frame of places (lat, lon, mentions), the most mentioned first: of those with most
    of the mentions, and of the others that do not make it much wider.

    The nearest to the middle come first, the place that is least far from every mention; a few reports from overseas leave the story's
    country its size.
    """
    middle = min(places[:_CENTRES], key=lambda place: (sum(each[2] * _apart(place, each) for each in places), place))
    enough = _MOST * sum(count for _, _, count in places)
    corners: tuple[tuple[float, float], ...] = ()
    mentions = 0
    widest: float | None = None
    for lat, lon, count in sorted(places, key=lambda each: (_apart(middle, each), each)):
        lats, lons = zip(*corners, (lat, lon), strict=True)
        grown = ((min(lats), min(lons)), (max(lats), max(lons)))
        frame = frame_of(grown)
        if widest is not None and frame.east - frame.west > widest:
            break
        corners, mentions = grown, mentions + count
        if widest is None and mentions >= enough:
            widest = _FAR * (frame.east - frame.west)
    return frame_of(corners)


def _apart(one: tuple[float, float, int], other: tuple[float, float, int]) -> float:
    """Degrees between two places, those of longitude as wide as they are there. Enough to say which is nearer."""
    squeeze = math.cos(math.radians((one[0] + other[0]) / 2))
    return math.hypot(one[0] - other[0], (one[1] - other[1]) * squeeze)


@cache
def _land() -> tuple[tuple[Ring, tuple[float, float, float, float]], ...]:
    """The rings of land in degrees, each with its bounds."""
    found = []
    for line in lines("map/land.txt"):
        ring = tuple((int(x) / 100, int(y) / 100) for x, y in (pair.split(",") for pair in line.split()))
        xs, ys = [x for x, _ in ring], [y for _, y in ring]
        found.append((ring, (min(xs), min(ys), max(xs), max(ys))))
    return tuple(found)


@lru_cache(maxsize=8)
def with_coast(frame: Frame) -> Frame:
    """The frame, widened around its middle until some of it is sea. Inland of Kyiv and Moscow that is the Baltic and the Sea of Azov."""
    while _sea(frame) < _WATER and frame.east - frame.west < _WIDEST:
        more_x, more_y = ((edge - other) * (_WIDER - 1) / 2 for edge, other in ((frame.east, frame.west), (frame.north, frame.south)))
        frame = Frame(frame.west - more_x, frame.south - more_y, frame.east + more_x, min(frame.north + more_y, 86.0))
    return frame


def _sea(frame: Frame) -> float:
    """The share of the frame that no land covers. Rings run one way around land and the other around lakes, so areas add up."""
    land = sum(_area(ring) for ring in _rings_within(frame))
    return 1 - abs(land) / ((frame.east - frame.west) * (frame.north - frame.south))


def _area(ring: Sequence[tuple[float, float]]) -> float:
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in zip(ring, (*ring[1:], ring[0]), strict=True)) / 2


def _rings_within(frame: Frame) -> Iterator[Sequence[tuple[float, float]]]:
    """The rings of land, cut to the frame."""
    for shift in (-360, 0, 360):
        for ring, (west, south, east, north) in _land():
            if west + shift > frame.east or east + shift < frame.west or south > frame.north or north < frame.south:
                continue
            moved = [(x + shift, y) for x, y in ring] if shift else ring
            within = west + shift >= frame.west and east + shift <= frame.east and south >= frame.south and north <= frame.north
            cut = moved if within else _clipped(moved, frame)
            if len(cut) > 2:
                yield cut


@lru_cache(maxsize=4)
def _outlines(frame: Frame) -> str:
    """The path of all land within the frame. The home page and the list of places show the same one."""
    return "".join("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in _thinned(frame, cut)) + "Z" for cut in _rings_within(frame))


def _thinned(frame: Frame, points: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Points (lon, lat) in the frame's units, without those that fall on the pixel of the one before."""
    across, up = _WIDTH / (frame.east - frame.west), frame.height / (frame.north - frame.south)
    last = None
    for lon, lat in points:
        x, y = (lon - frame.west) * across, (frame.north - lat) * up
        here = round(x), round(y)
        if here != last:
            last = here
            yield x, y


def _clipped(ring: Sequence[tuple[float, float]], frame: Frame) -> Sequence[tuple[float, float]]:
    """The ring cut to the frame, edge by edge (Sutherland and Hodgman's way)."""
    for axis, edge, sign in ((0, frame.west, 1), (0, frame.east, -1), (1, frame.south, 1), (1, frame.north, -1)):
        ring = _cut(ring, axis, edge, sign)
    return ring


def _cut(ring: Sequence[tuple[float, float]], axis: int, edge: float, sign: int) -> Sequence[tuple[float, float]]:
    out: list[tuple[float, float]] = []
    before = ring[-1] if ring else (0.0, 0.0)
    for point in ring:
        inside = sign * (point[axis] - edge) >= 0
        if inside != (sign * (before[axis] - edge) >= 0):
            share = (edge - before[axis]) / (point[axis] - before[axis])
            out.append((before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])))
        if inside:
            out.append(point)
        before = point
    return out


def located(corpus: Corpus, ids: Sequence[str] | None = None) -> list[tuple[Entry, float, float]]:
    """The places with coordinates, the most mentioned first."""
    chosen = corpus.index.places if ids is None else [corpus.entries[each] for each in ids if each in corpus.entries]
    found = [
        (entry, place.lat, place.lon)
        for entry in chosen
        if (place := entry.entity.place) is not None and place.lat is not None and place.lon is not None
    ]
    return sorted(found, key=lambda each: (-len(each[0].shown), each[0].entity.id))


def places_map(corpus: Corpus, page: str, ids: Sequence[str] | None = None) -> Md | None:
    """The places on one map, a circle each, its area by mentions, the most mentioned named. Each is a link. None without coordinates.

    Countries and continents are drawn as open circles: the point stands for the whole. Raw HTML on one line; the table of
    places says the same.
    """
    places = located(corpus, ids)
    if not places:
        return None
    inner = [each for each in places if not _is_wide(each[0])] or places
    frame = with_coast(_frame([(lat, lon, len(entry.shown)) for entry, lat, lon in inner]))
    inside = [
        (entry, *frame.at(lat, lon)) for entry, lat, lon in places if frame.south < lat < frame.north and frame.west < lon < frame.east
    ]
    most = max(len(entry.shown) for entry, _, _ in inside) if inside else 1
    radii = [4 + 13 * math.sqrt(len(entry.shown) / most) for entry, _, _ in inside]
    circles: list[str] = []
    for (entry, x, y), radius in zip(inside, radii, strict=True):
        name = visible(entry.entity.name)
        href = html_text(links.to_url(corpus.entry_pages[entry.entity.id], page))
        css = ' class="wide"' if _is_wide(entry) else ""
        circles.append(
            f'<a role="link" xlink:href="{href}"{css} aria-label="{html_text(name)}, {wording.counted(len(entry.shown), "mention")}">'
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius:.0f}"><title>{html_text(name)}: {wording.counted(len(entry.shown), "mention")}'
            "</title></circle></a>"
        )
    names = [(visible(entry.entity.name), x, y, radius) for (entry, x, y), radius in zip(inside, radii, strict=True)]
    return Md(
        f'<figure class="map"><svg viewBox="0 0 {_WIDTH} {frame.height:.0f}" role="group" aria-label="Map of places">'
        f'<path class="land" d="{_outlines(frame)}"/>{_grid(frame)}{"".join(circles)}{"".join(_labels(names, frame.height))}</svg>'
        f"<figcaption>{_caption(places, [entry for entry, _, _ in inside])}</figcaption></figure>"
    )


def _caption(places: Sequence[tuple[Entry, float, float]], inside: Sequence[Entry]) -> str:
    """What the map shows, each clause only where it is so."""
    said = [wording.counted(len(inside), "place")]
    if len({len(entry.shown) for entry in inside}) > 1:
        said.append("the larger, the more mentions")
    if any(_is_wide(entry) for entry in inside):
        said.append("open circles are countries")
    outside = len(places) - len(inside)
    return "; ".join(said) + (f"; {outside:,} beyond the edge." if outside else ".")


def _grid(frame: Frame) -> str:
    """Lines of latitude and longitude with their degrees: inland there may be no coast to know the stretch by.

    A latitude whose degrees would stand on those of the first longitude, in the corner, has none.
    """
    step = next((step for step in (5, 10, 20, 30) if (frame.east - frame.west) / step < 8), 60)
    path, words = [], []
    for lon in range(math.ceil(frame.west / step) * step, math.floor(frame.east) + 1, step):
        x, _ = frame.at(frame.north, lon)
        path.append(f"M{x:.0f} 0V{frame.height:.0f}")
        words.append(f'<text class="degree" x="{x + 3:.0f}" y="{frame.height - 4:.0f}" aria-hidden="true">{_degrees(lon, "E", "W")}</text>')
    corner = frame.at(frame.north, math.ceil(frame.west / step) * step)[0]  # where the first longitude stands
    for lat in range(math.ceil(frame.south / step) * step, math.floor(frame.north) + 1, step):
        _, y = frame.at(lat, frame.west)
        path.append(f"M0 {y:.0f}H{_WIDTH}")
        if y < frame.height - _DEGREE_HIGH or corner > _DEGREE_WIDE:
            words.append(f'<text class="degree" x="3" y="{y - 3:.0f}" aria-hidden="true">{_degrees(lat, "N", "S")}</text>')
    return f'<path class="grid" d="{"".join(path)}"/>{"".join(words)}'


def _degrees(value: int, plus: str, minus: str) -> str:
    turned = (value + 180) % 360 - 180 if plus == "E" else value
    return f"{abs(turned)}°{plus if turned > 0 else minus if turned < 0 else ''}"


def _is_wide(entry: Entry) -> bool:
    return entry.entity.place is not None and entry.entity.place.kind in ("country", "continent", "world")


Box = tuple[float, float, float, float]


def _labels(names: Sequence[tuple[str, float, float, float]], height: float) -> Iterator[str]:
    """The names (name, x, y, radius) beside their circles: right, left, above or below, wherever neither a circle nor another name stands.

    Where circles crowd, the names of the most mentioned stand farther off with a line to their circle. A name without room is left out:
    the list beside the map has it. On a phone the style sheet sets names larger; those that have no room then, and those with a line,
    are of the class "fine", which it hides.
    """
    circles: list[Box] = [(x - radius, y - radius, x + radius, y + radius) for _, x, y, radius in names]
    usual, large = list(circles), list(circles)
    written = 0
    for at, (name, x, y, radius) in enumerate(names):
        if written == _LABELS:
            return
        near = [box for other, box in enumerate(usual) if other != at]
        found = _place(name, x, y, radius, _LETTER, height, near)
        leader = ""
        if found is None and at < _WITH_LEADER:
            found = _far(name, x, y, radius, height, usual)
            leader = _leader(found[0], x, y) if found else ""
        if found is None:
            continue
        written += 1
        box, anchor, left, base = found
        usual.append(box)
        on_phone = _at(name, anchor, left, base, _LETTER_ON_PHONE)
        fine = leader or not _is_free(on_phone, [box for other, box in enumerate(large) if other != at], height)
        if not fine:
            large.append(on_phone)
        css = ' class="fine"' if fine else ""
        yield f'{leader}<text x="{left:.0f}" y="{base:.0f}" text-anchor="{anchor}"{css} aria-hidden="true">{html_text(name)}</text>'


def _far(name: str, x: float, y: float, radius: float, height: float, taken: Sequence[Box]) -> tuple[Box, str, float, float] | None:
    """The nearest free position off the circle, in one of sixteen directions."""
    for away in (14, 26, 38, 52, 68, 86):
        for step in range(16):
            angle = step * math.pi / 8
            left, base = x + (radius + away) * math.cos(angle), y + (radius + away) * math.sin(angle) + 4
            anchor = "middle" if abs(math.cos(angle)) < 0.2 else "start" if math.cos(angle) > 0 else "end"
            box = _at(name, anchor, left, base, _LETTER)
            if _is_free(box, taken, height):
                return box, anchor, left, base
    return None


def _leader(box: Box, x: float, y: float) -> str:
    """A line from the middle of a circle to the nearest point of its name."""
    left, top, right, bottom = box
    to_x, to_y = min(max(x, left), right), min(max(y, top + 4), bottom - 2)
    return f'<path class="leader" d="M{x:.0f} {y:.0f}L{to_x:.0f} {to_y:.0f}"/>'


def _place(
    name: str, x: float, y: float, radius: float, letter: float, height: float, taken: Sequence[Box]
) -> tuple[Box, str, float, float] | None:
    """The first free of four positions: its box, the text's anchor, and the point that the anchor stands on."""
    for anchor, left, base in (
        ("start", x + radius + 4, y + 4),
        ("end", x - radius - 4, y + 4),
        ("middle", x, y - radius - 5),
        ("middle", x, y + radius + 13),
    ):
        box = _at(name, anchor, left, base, letter)
        if _is_free(box, taken, height):
            return box, anchor, left, base
    return None


def _at(name: str, anchor: str, x: float, base: float, letter: float) -> Box:
    """The box of a name in letters `letter` units wide; they are some one and a half times as high."""
    wide = letter * len(name)
    left = {"start": x, "end": x - wide, "middle": x - wide / 2}[anchor]
    return left, base - letter * 1.5, left + wide, base + letter * 0.5


def _is_free(box: Box, taken: Sequence[Box], height: float) -> bool:
    left, top, right, bottom = box
    if left < 0 or top < 0 or right > _WIDTH or bottom > height:
        return False
    return not any(left < other[2] and right > other[0] and top < other[3] and bottom > other[1] for other in taken)


def locator(place: Candidate, name: str, page: str) -> Md | None:
    """A small map of where one place lies, drawn over the shared base map `assets/land.svg`."""
    if place.lat is None or place.lon is None:
        return None
    reach = 30.0 if place.kind in ("country", "continent") else 11.0
    squeeze = max(math.cos(math.radians(place.lat)), 0.25)
    wide, high = reach * 2 / squeeze, reach * 1.2
    west, north = place.lon - wide / 2, min(place.lat + high / 2, 88.0)
    scale = 320 / wide
    x, y = (place.lon - west) * scale, (north - place.lat) * scale / squeeze
    base = html_text(links.to_url("assets/land.svg", page))
    # The base map's degrees are square; stretched by the squeeze they are as at this latitude.
    move = f"translate({(-180 - west) * scale:.1f} {(north - 90) * scale / squeeze:.1f})"
    grow = f"scale({scale / _BASE:.4f} {scale / squeeze / _BASE:.4f})"
    image = (
        f'<image xlink:href="{base}" x="0" y="0" width="{360 * _BASE}" height="{180 * _BASE}" preserveAspectRatio="none" '
        f'transform="{move} {grow}"/>'
    )
    return Md(
        f'<figure class="locator"><svg viewBox="0 0 320 {high * scale / squeeze:.0f}" role="img" '
        f'aria-label="Map: where {html_text(name)} lies">'
        f'{image}<circle cx="{x:.0f}" cy="{y:.0f}" r="6"/></svg></figure>'
    )
