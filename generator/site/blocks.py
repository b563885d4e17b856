"""Owns blocks of HTML on their way through the renderer: out of a page of ours before Markdown reads it, back in where they stood.

Markdown leaves such blocks as they are, but three parsers of pure Python read every tag of them: that costs more than all the rest of
a page. A page renders to the same HTML with this and without; other renderers read the whole page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_TAG = re.compile(r"<(p|div|section|ul|ol|dl|table|figure|details|h3)\b([^>]*)>")
_OPEN_HEADING = re.compile(r"<h[1-6]\b(?![^>]*\bdata-search-exclude)")
_EXCLUDED = "data-search-exclude"
_IDENTIFIER = re.compile(r'<[^>]*? id="([^"]+)"')
_PLACE = re.compile(r"<p>concord-block-(\d+)</p>|<!--concord-block-(\d+)-->")


class Block(NamedTuple):
    """`searched`: whether the header search looks into it."""

    html: str
    searched: bool


def take(markdown: str) -> tuple[str, Sequence[Block]]:
    """The page with a short paragraph in the place of each block of HTML that no Markdown stands in, and those blocks in order."""
    kept: list[str] = []
    blocks: list[Block] = []
    searched = True
    for part in markdown.strip("\n").split("\n\n"):
        if part.startswith("#"):
            searched = _EXCLUDED not in part.split("\n", 1)[0]
        tag = _TAG.match(part)
        if tag is None or "markdown=" in part or not part.endswith(">") or part.count("<div") != part.count("</div>"):
            kept.append(part)
            continue
        kept.append(f"concord-block-{len(blocks)}")
        blocks.append(Block(f"{part}\n", (searched or _OPEN_HEADING.search(part) is not None) and not _is_excluded(part, tag)))
    return "\n\n".join(kept), blocks


def _is_excluded(part: str, tag: re.Match[str]) -> bool:
    """Whether the block is one element that the header search is told to leave out."""
    if _EXCLUDED not in tag.group(2):
        return False
    depth = 0
    for each in re.finditer(rf"<(/?){tag.group(1)}\b", part):
        depth += -1 if each.group(1) else 1
        if depth == 0:
            return part.endswith(f"</{tag.group(1)}>") and each.end() == len(part) - 1
    return False


def identifiers(blocks: Sequence[Block]) -> set[str]:
    """The ids in the blocks: what links with an anchor may lead to."""
    return {each for block in blocks for each in _IDENTIFIER.findall(block.html)}


def put_searched(html: str, blocks: Sequence[Block]) -> str:
    """The rendered page with the blocks that the header search reads; the places of the others become comments, which it does not."""

    def place(found: re.Match[str]) -> str:
        number = int(found.group(1) or found.group(2))
        if number >= len(blocks):  # words of an article
            return found.group()
        return blocks[number].html if blocks[number].searched else f"<!--concord-block-{number}-->"

    return _PLACE.sub(place, html).strip()


def put_rest(html: str, blocks: Sequence[Block]) -> str:
    """The page with every block in its place."""

    def place(found: re.Match[str]) -> str:
        return blocks[int(found.group(2))].html if found.group(2) and int(found.group(2)) < len(blocks) else found.group()

    return _PLACE.sub(place, html).strip()
