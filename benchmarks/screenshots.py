"""(io) `make screenshots`: pictures of the sample site for README and help, in docs/assets/screenshots/, and the picture that networks
show beside a shared link, templates/overrides/assets/social.png. Needs a Chromium."""

from __future__ import annotations

import socket
import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.audit import WORK, build, find_chromium, served

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "assets" / "screenshots"
TEMPLATES = ROOT / "templates"
WIDE, TALL = 1280, 900
SHOTS = {
    "home": "",
    "article": "articles/ukrainian-crews-radio-north/#text",
    "person": "people/oleksandr-tkachuk/",
    "figures": "figures/",
}
CARD = (1200, 630)  # the size that the networks ask for
_DOTS = ((150, 0), (420, 0), (560, 0), (560, 1), (560, 2), (700, 0), (700, 1), (960, 0))  # x, and how high on its stack
MOST = 250_000  # bytes; the README must load on a slow line


def main() -> None:
    chromium = find_chromium()
    if chromium is None:
        raise SystemExit("`make screenshots` needs a Chromium, and found none.")
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    base = build(port, recogniser="embedded")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with served(WORK / "served", port), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": WIDE, "height": TALL}, color_scheme="light", reduced_motion="reduce")
        for name, path in SHOTS.items():
            page.goto(base + path, wait_until="networkidle")
            picture = smaller(page.screenshot())
            (FOLDER / f"{name}.png").write_bytes(picture)
            print(f"{name}.png: {len(picture):,} bytes" + (f", more than {MOST:,}" if len(picture) > MOST else ""))
        card = browser.new_page(viewport={"width": CARD[0], "height": CARD[1]})
        card.set_content(social())
        (TEMPLATES / "overrides" / "assets" / "social.png").write_bytes(smaller(card.screenshot()))
        browser.close()


def social() -> str:
    """The picture for shared links as a page: land, and figures side by side. The link's own title and description stand under it."""
    land = (TEMPLATES / "assets" / "land.svg").read_text(encoding="utf-8").replace("<svg ", '<svg preserveAspectRatio="xMidYMid slice" ', 1)
    dots = "".join(f'<circle cx="{x}" cy="{70 - 36 * nth}" r="15"/>' for x, nth in _DOTS)
    return f"""<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; width: 1200px; height: 630px; background: #fff; color: #1b1f23; position: relative; overflow: hidden }}
.land {{ position: absolute; inset: 0; opacity: .45 }}
.land svg {{ width: 1200px; height: 630px }}
.land path {{ fill: #e6e2d8; fill-opacity: 1; stroke: none; shape-rendering: crispEdges }}
main {{ position: absolute; inset: 0; padding: 60px 70px; box-sizing: border-box; border-top: 14px double #1b1f23 }}
h1 {{ font: bold 92px/1.05 serif; margin: 40px 0 16px }}
p {{ font: 36px sans-serif; margin: 0; color: #41474d }}
.dots {{ position: absolute; left: 70px; bottom: 64px }}
circle {{ fill: #0b5c7d; stroke: #fff; stroke-width: 3 }}
</style><div class="land">{land}</div><main><h1>Who says what,<br>where and how many</h1>
<p>A research brief: every name and figure<br>with its sentence and its source.</p>
<svg class="dots" width="1060" height="92" overflow="visible"><path d="M0 90H1060" stroke="#1b1f23" stroke-width="3"/>{dots}</svg></main>"""


def smaller(png: bytes) -> bytes:
    """A screenshot in its 256 most frequent colours, each other one as the nearest of them, as an indexed PNG: a third of the bytes."""
    width, height, rows = pixels(png)
    counts = Counter(row[at : at + 3] for row in rows for at in range(0, len(row), 3))
    palette = [colour for colour, _ in counts.most_common(256)]
    numbers = {colour: number for number, colour in enumerate(palette)}
    for colour in counts:
        if colour not in numbers:
            numbers[colour] = min(range(len(palette)), key=lambda each: _apart(palette[each], colour))
    lines = b"".join(b"\0" + bytes(numbers[row[at : at + 3]] for at in range(0, len(row), 3)) for row in rows)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )


def _apart(one: bytes, other: bytes) -> int:
    return sum((left - right) ** 2 for left, right in zip(one, other, strict=True))


def pixels(png: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and the rows of RGB bytes of an 8-bit PNG as browsers write it (RGB or RGBA, not interlaced)."""
    chunks = list(_chunks(png))
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    if depth != 8 or colour not in (2, 6) or interlaced:
        raise ValueError("not a screenshot of a browser")
    size = 3 if colour == 2 else 4
    data = zlib.decompress(b"".join(body for kind, body in chunks if kind == b"IDAT"))
    rows: list[bytes] = []
    before = bytearray(width * size)
    for at in range(height):
        start = at * (width * size + 1)
        line = bytearray(data[start + 1 : start + 1 + width * size])
        _unfilter(data[start], line, before, size)
        before = line
        rows.append(bytes(line) if size == 3 else bytes(value for place, value in enumerate(line) if place % 4 != 3))
    return width, height, rows


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def _unfilter(kind: int, line: bytearray, before: bytearray, size: int) -> None:
    """Undo a PNG filter in place (PNG specification, chapter 9)."""
    for at in range(len(line) if kind else 0):
        left = line[at - size] if at >= size else 0
        above = before[at]
        corner = before[at - size] if at >= size else 0
        if kind == 4:
            guess = left + above - corner
            distances = (abs(guess - left), abs(guess - above), abs(guess - corner))
            add = (left, above, corner)[distances.index(min(distances))]
        else:
            add = (0, left, above, (left + above) // 2)[kind]
        line[at] = (line[at] + add) & 255


if __name__ == "__main__":
    main()
