"""The foot of an article that was pasted with the page around it: lines between lines of the page, below the last sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.model import Role
from generator.read.bylines import parse_byline
from generator.read.head import is_menu, speaks_to_reader
from generator.read.pieces import Clues, Piece, free, is_prose

_MOST = 8  # lines in a row without any that is known

BELOW = "it stands among lines of the page, below the article"


def read_foot(pieces: Sequence[Piece], clues: Clues) -> Sequence[Piece]:
    """Lines below the article's last sentence that stand between two lines of the page, and the page's word to its reader there."""
    last = max(
        (count for count, piece in enumerate(pieces) if free(piece) and is_prose(piece.words) and not speaks_to_reader(piece.words)),
        default=None,
    )
    if last is None:
        return pieces
    found = list(pieces)
    known = [count for count in range(last + 1, len(found)) if found[count].role is Role.BOILERPLATE]
    for count in range(last + 1, len(found)):
        piece = found[count]
        if not (free(piece) or piece.role is Role.SUBHEAD) or not known or parse_byline(piece.words) is not None:
            continue
        above = max((place for place in known if place < count), default=None)
        below = min((place for place in known if place > count), default=None)
        between = above is not None and below is not None and below - above <= _MOST
        if (between and not _sentence(piece.words)) or (above is not None and (speaks_to_reader(piece.words) or is_menu(piece.words))):
            found[count] = replace(piece, role=Role.BOILERPLATE, why=BELOW)
    return found


def _sentence(line: str) -> bool:
    return line.rstrip("\"'”’») ").endswith((".", "!", "?", "…", ":")) and len(line.split()) > 3
