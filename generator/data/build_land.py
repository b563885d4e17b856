"""Makes land.txt and the locator's base map from Natural Earth's land (npm package world-atlas, land-50m.json). For maintainers only.

python generator/data/build_land.py land-50m.json generator/data/map/land.txt templates/assets/land.svg
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

Point = tuple[float, float]
_TOLERANCE = 0.025  # degrees: about 3 km, under a pixel on any map that we draw
_SMALLEST = 0.12  # degrees: smaller islands are left out

HEAD = """\
# Outlines of land. Source: Natural Earth 1:50m, public domain, by way of the npm package world-atlas 2.0.2 (land-50m.json), simplified
# by build_land.py one folder up. One ring a line, closed; points "longitude,latitude" in hundredths of a degree. Land only: country
# borders in the common data sets take sides in disputes, so Concord draws none.
"""


def rings_of(topology: dict[str, object]) -> list[list[Point]]:
    """The rings of a TopoJSON file's land, in degrees, unwrapped: a ring that crosses the date line runs on beyond 180."""
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]  # type: ignore[index]
    arcs = []
    for arc in topology["arcs"]:  # type: ignore[attr-defined]
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * kx + tx, y * ky + ty))
        arcs.append(points)
    found = []
    for geometry in topology["objects"]["land"]["geometries"]:  # type: ignore[index]
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for polygon in polygons:
            for ring in polygon:
                points = []
                for index in ring:
                    arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                    points += arc[1:] if points else arc
                found.append(points)
    return found


def unwrapped(ring: list[Point]) -> list[Point]:
    out = [ring[0]]
    for x, y in ring[1:]:
        while x - out[-1][0] > 180:
            x -= 360
        while x - out[-1][0] < -180:
            x += 360
        out.append((x, y))
    if abs(out[-1][0] - out[0][0]) > 180:  # around a pole: closed along it
        out += [(out[-1][0], -90.0), (out[0][0], -90.0), out[0]]
    return out


def within_world(ring: list[Point]) -> list[list[Point]]:
    """The ring cut at the date line: each part within -180 to 180."""
    parts = []
    for shift in (-360.0, 0.0, 360.0):
        moved = [(x + shift, y) for x, y in ring]
        part = half_plane(half_plane(moved, -180.0, 1), 180.0, -1)
        if len(part) > 3:
            parts.append(part)
    return parts


def half_plane(ring: list[Point], edge: float, sign: int) -> list[Point]:
    out: list[Point] = []
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        inside_a, inside_b = sign * (ax - edge) >= 0, sign * (bx - edge) >= 0
        if inside_a:
            out.append((ax, ay))
        if inside_a != inside_b:
            out.append((edge, ay + (by - ay) * (edge - ax) / (bx - ax)))
    return out


def simpler(points: list[Point]) -> list[Point]:
    """Douglas and Peucker's way, without recursion."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        dx, dy = bx - ax, by - ay
        length = (dx * dx + dy * dy) ** 0.5
        far, at = 0.0, -1
        for i in range(first + 1, last):
            x, y = points[i]
            away = abs((x - ax) * dy - (y - ay) * dx) / length if length else ((x - ax) ** 2 + (y - ay) ** 2) ** 0.5
            if away > far:
                far, at = away, i
        if far > _TOLERANCE:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def outline(ring: list[tuple[int, int]]) -> str:
    """The ring as an SVG path in twentieths of a degree from the north-west corner of the world, by relative steps."""
    points = [((x + 18000) // 5, (9000 - y) // 5) for x, y in ring]
    (x, y), steps = points[0], []
    for bx, by in points[1:]:
        if (bx, by) != (x, y):
            steps.append(f"{bx - x} {by - y}".replace(" -", "-"))
            x, y = bx, by
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z" if len(steps) > 2 else ""


def main(source: str, target: str, base: str) -> None:
    rings = []
    for ring in rings_of(json.loads(Path(source).read_text(encoding="utf-8"))):
        for part in within_world(unwrapped(ring)):
            xs, ys = [x for x, _ in part], [y for _, y in part]
            if max(max(xs) - min(xs), max(ys) - min(ys)) >= _SMALLEST:
                rings.append([(round(x * 100), round(y * 100)) for x, y in simpler(part)])
    rings.sort(key=lambda ring: (-len(ring), ring))
    Path(target).write_text(HEAD + "".join(" ".join(f"{x},{y}" for x, y in ring) + "\n" for ring in rings), encoding="utf-8")
    path = "".join(outline(ring) for ring in rings)
    Path(base).write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 7200 3600" width="7200" height="3600">'
        f'<path fill="#8c8c86" fill-opacity=".38" d="{path}"/></svg>\n',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main(*sys.argv[1:4])
