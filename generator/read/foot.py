"""The foot of an article that was pasted with the page around it: lines between lines of the page, below the last sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.model import Role
from generator.read.bylines import parse_byline
from generator.read.date_lines import DateLine, date_line
from generator.read.head import is_menu, speaks_to_reader
from generator.read.pieces import Clues, Piece, free, is_prose

_MOST = 8  # lines in a row without any that is known

BELOW = "it stands among lines of the page, below the article"


def read_foot(pieces: Sequence[Piece], clues: Clues) -> Sequence[Piece]:
    """Lines below the last sentence that stand between two lines of the page: labels, dates, menus, the page's word to its reader."""
    last = max(
        (count for count, piece in enumerate(pieces) if free(piece) and is_prose(piece.words) and not speaks_to_reader(piece.words)),
        default=None,
    )
    if last is None:
        return pieces
    found = list(pieces)
    below = _next_known(found)
    above = -1
    for count in range(last + 1, len(found)):
        piece = found[count]
        if piece.role is Role.BOILERPLATE:
            above = count
        elif above < 0 or not (free(piece) or piece.role is Role.SUBHEAD) or parse_byline(piece.words) is not None:
            continue
        elif below[count] - above <= _MOST and (_label(piece.words) or speaks_to_reader(piece.words) or is_menu(piece.words)):
            found[count] = replace(piece, role=Role.BOILERPLATE, why=BELOW)
    return found


def _next_known(pieces: Sequence[Piece]) -> Sequence[int]:
    """For each piece, the place of the next line of the page from it on; far away where there is none."""
    following, places = len(pieces) + _MOST + 1, []
    for count in range(len(pieces) - 1, -1, -1):
        following = count if pieces[count].role is Role.BOILERPLATE else following
        places.append(following)
    return places[::-1]


def _label(line: str) -> bool:
    """Whether a line can be a label of the page: no sentence, and no number, which a table or a list of results would hold."""
    sentence = line.rstrip("\"'”’») ").endswith((".", "!", "?", "…", ":")) and len(line.split()) > 3
    return (not sentence and not any(map(str.isdigit, line))) or date_line(line) is DateLine.ALONE
