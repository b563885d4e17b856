"""Quotation marks: the stretches between them. A mark that never closes costs only itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model import Article, Role, Span

_DOUBLE_OPEN = "“„«"
_DOUBLE_CLOSE = "”»"
_LONGEST = 3_000  # characters; a longer stretch is two marks that do not belong together


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A quotation with its marks (`span`) and without (`inner`). `open_ended`: the paragraph ends before a closing mark, and the next
    one opens with a mark again, as long quotations are printed. `single`: marked by ‘ ’ or ' '."""

    span: Span
    inner: Span
    single: bool = False
    open_ended: bool = False


def find_marked(article: Article) -> tuple[Marked, ...]:
    """Outermost quotations of the annotated blocks in order; nested ones are part of the outer one."""
    found: list[Marked] = []
    goes_on = False  # the paragraph before is open-ended
    blocks = [block for block in article.blocks if block.annotated]
    for number, block in enumerate(blocks):
        following = next((later for later in blocks[number + 1 :] if later.role is Role.PARAGRAPH), None)
        continues = following is not None and article.text[following.span.start : following.span.start + 8].lstrip()[:1] in ('"', "“")
        found.extend(_in_block(article.text, block.span, continues, goes_on))
        goes_on = bool(found) and found[-1].open_ended and found[-1].span.end == block.span.end
    return tuple(found)


def _in_block(text: str, block: Span, continues: bool, goes_on: bool) -> Iterator[Marked]:
    """`continues`: the next paragraph opens with a mark. `goes_on`: this one goes on with the words of the one before, and may end them."""
    position = block.start
    while position < block.end:
        char = text[position]
        if not (char in _DOUBLE_OPEN or (char in "\"'‘" and _opens(text, position, block))):
            position += 1
            continue
        single = char in "'‘"
        end = _closing(text, position, block, single)
        if end is not None:
            yield Marked(span=Span(position, end + 1), inner=Span(position + 1, end), single=single)
            position = end + 1
        elif continues and not single and text.find("“" if char == "“" else '"', position + 1, block.end) < 0:
            yield Marked(span=Span(position, block.end), inner=Span(position + 1, block.end), open_ended=True)
            return
        elif goes_on and not single and position == block.start and text.find("“" if char == "“" else '"', position + 1, block.end) < 0:
            yield Marked(span=block, inner=Span(position + 1, block.end))
            return
        else:
            position += 1


def _opens(text: str, position: int, block: Span) -> bool:
    """A straight mark (or ‘, which is also written for an apostrophe) opens before a letter or digit and after no letter or digit."""
    before = text[position - 1] if position > block.start else " "
    if text[position] == '"' and text[position + 1 : position + 2] == " " and text[position - 1 : position + 3].strip(' "')[:1] in ",:":
        ahead = text.find('"', position + 1, block.end)
        return ahead > 0 and not text[ahead - 1].isspace()  # `she said, " We left"`, `she said," We left"`
    after = text[position + 1] if position + 1 < block.end else " "
    return not (before.isalnum() or before in ".,!?;") and not after.isspace() and after not in ".,;:!?)"


def _closing(text: str, start: int, block: Span, single: bool) -> int | None:
    """Index of the mark that closes the one at `start`; a repeated opening mark means that this one never closes."""
    char = text[start]
    limit = min(block.end, start + _LONGEST)
    for position in range(start + 1, limit):
        mark = text[position]
        if single:
            after = text[position + 1] if position + 1 < block.end else " "
            if mark in "'’" and not after.isalnum() and text[position - 1] not in " \n" and not _plural(text, position, block):
                return position
        elif mark in _DOUBLE_OPEN and not text[position - 1].isspace() and not text[position + 1 : position + 2].isalnum():
            return position  # “ written for ”
        elif mark in _DOUBLE_CLOSE or (mark == '"' and not (char in _DOUBLE_OPEN and _opens(text, position, block))):
            return position
        elif mark in _DOUBLE_OPEN or (mark == '"' and char == '"' and _opens(text, position, block)):
            return None
    return None


def _plural(text: str, position: int, block: Span) -> bool:
    """The apostrophe of "the voters' choice": after an s, before a lower-case word, and another closing mark follows."""
    if text[position - 1] != "s" or text[position + 1 : position + 2] != " " or not text[position + 2 : position + 3].islower():
        return False
    rest = text[position + 1 : min(block.end, position + 400)]
    return any(rest[i] in "'’" and not rest[i + 1 : i + 2].isalnum() for i in range(len(rest)))
