"""What the layout of an article tells of who speaks: the one whom an interview announces, and the name below a block quotation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence

from generator.annotate.quotes.cast import Speaker
from generator.annotate.quotes.lexicon import context
from generator.annotate.quotes.marks import Marked
from generator.model import Article, Block, Kind, Mention, Name, Role, Span

_ANNOUNCES = re.compile(
    r"\b(?:spoke|speaks|talked|talks|sat down|sits down) (?:to|with)\b|\btold us\b|\btells us\b|\binterview(?:ed)?\b"
    r"|\banswer(?:s|ed) (?:our |the |some |\w+ )?questions\b|\bin conversation with\b|\btook questions\b|\bwe (?:asked|met)\b",
    re.IGNORECASE,
)
_INTRODUCTION = 6  # paragraphs in which an interview is announced
_DASHES = ("--", "—", "–", "―")
_ANSWER = re.compile(r"A\s*[:.]\s+(?=\S)")
_OURS = re.compile(r"\b(?:I|we|We|my|My|our|Our|us|me)\b")
_NAME_AND_ROLE = re.compile(r"[-–—―\s]+((?:[^\W\d_a-z][\w'’.-]*\s){1,3}[^\W\d_a-z][\w'’-]*),\s(.+?)\s*")
_LONGEST_LINE = 120  # characters of "-- Mara Quill, mayor of Elmside"


def find_interviewee(article: Article, names: Sequence[Mention[Name]], marked: Sequence[Marked]) -> tuple[Speaker, int] | None:
    """The person with whom the article announces an interview, and where its sentence ends; None unless exactly one is announced.

    The announcement is a paragraph among the first, outside quotation marks, that names one person and says that somebody spoke to or
    was interviewed by somebody. A second announcement of another person leaves it open.
    """
    found: dict[str, tuple[Mention[Name], int]] = {}
    paragraphs = [block for block in article.blocks if block.role is Role.PARAGRAPH]
    for block in paragraphs[:_INTRODUCTION]:
        words = block.span.of(article.text)
        if words[:1] in '"“„«' or not _ANNOUNCES.search(words):
            continue
        people = {name.value.text.split()[-1]: name for name in reversed(_within(names, block.span)) if _free(article.text, name, marked)}
        if len(people) != 1:
            return None
        (family, name) = next(iter(people.items()))
        found.setdefault(family, (name, block.span.end))
    if len(found) != 1:
        return None
    ((name, end),) = found.values()
    return _speaker(name), end


def answers(article: Article) -> Mapping[Span, Span]:
    """The paragraphs that begin with "A:", where two or more do, each with its words behind the letter."""
    found = {
        block.span: Span(match.end(), block.span.end)
        for block in article.blocks
        if block.role is Role.PARAGRAPH and (match := _ANSWER.match(article.text, block.span.start, block.span.end))
    }
    return found if len(found) > 1 else {}


def block_quotations(article: Article, names: Sequence[Mention[Name]], marked: Sequence[Marked]) -> Mapping[Span, Speaker]:
    """Paragraphs with an attribution line below (`-- Mara Quill, mayor`) and who is named there.

    Without quotation marks a paragraph must speak of "we" or "I", and the line must not be the last, where authors sign.
    """
    found: dict[Span, Speaker] = {}
    authors = article.authors.value if article.authors else ()
    blocks = [block for block in article.blocks if block.annotated]
    for number in range(1, len(blocks)):
        above, line = blocks[number - 1], blocks[number]
        speaker = _signs(article.text, line, names)
        if speaker is None or above.role is not Role.PARAGRAPH or speaker.text in authors:
            continue
        quoted = any(one.span.start <= above.span.start + 1 and one.span.end >= above.span.end - 1 for one in marked)
        plain = not any(one.span.overlaps(above.span) for one in marked)
        own = plain and number + 1 < len(blocks) and _OURS.search(above.span.of(article.text))
        if quoted or own:
            found[above.span] = speaker
    return found


def _signs(text: str, line: Block, names: Sequence[Mention[Name]]) -> Speaker | None:
    """The person whom a short paragraph names right behind its opening dash; two to four capitalised words and a role name one, too."""
    words = line.span.of(text)
    dash = next((dash for dash in _DASHES if words.startswith(dash)), None)
    if dash is None or len(words) > _LONGEST_LINE or words.rstrip().endswith((".", "!", "?", ":")):
        return None
    inside = _within(names, line.span)
    if inside and not text[line.span.start + len(dash) : inside[0].span.start].strip(" -–—"):
        return _speaker(inside[0])
    match = _NAME_AND_ROLE.fullmatch(words)
    if match is None or not set(match[2].casefold().split()) & context("human"):
        return None
    span = Span(line.span.start + match.start(1), line.span.start + match.end(1))
    return Speaker(span=span, text=match[1], words=span)


def _within(names: Sequence[Mention[Name]], span: Span) -> list[Mention[Name]]:
    """The people named in a stretch, in order; a name of one word that is part of a longer one there is left to that."""
    first = bisect_left(names, span.start, key=lambda name: name.span.start)
    found = []
    for name in names[first:]:
        if name.span.start >= span.end:
            break
        if name.kind is Kind.PERSON:
            found.append(name)
    return found


def _free(text: str, name: Mention[Name], marked: Sequence[Marked]) -> bool:
    """Whether a name stands outside quotation marks and owns nothing ("Quill's lawyer spoke to us")."""
    owns = text[name.span.end : name.span.end + 2] in ("'s", "’s") or name.span.of(text).endswith(("'s", "’s"))
    return not owns and not any(one.span.holds(name.span) for one in marked)


def _speaker(name: Mention[Name]) -> Speaker:
    return Speaker(span=name.span, text=name.value.text, words=name.span, name=name)
