"""What the embedded recogniser sees of a text: its words, the shape of each word's letters, and its word pieces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

# "U.S.", "p.m." and "U.N" stay whole; "'s" stands alone, so that a possessive is never part of a name; a hyphen is a word of
# its own, so that "U.S.-led" can hold a place. Combining marks, soft hyphens and zero-width characters belong to their word.
_WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}|[A-Z](?:\.[A-Z])+(?!\w)|['’](?:s|S)(?!\w)"
    r"|[\w\u0300-\u036f\u00ad\u200b-\u200d]+(?:['’](?![sS](?!\w))[\w\u0300-\u036f\u00ad\u200b-\u200d]+)*|[^\w\s]"
)
_ACRONYM = re.compile(r"(?:[A-Z]\.)+[A-Z]?")
_PARTS = re.compile(r"[^\W_]+|[^\w\s]|_")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‑": "-", "…": "."})

# After one of these and a stop, no sentence begins.
_NO_END = frozenset(
    "mr mrs ms dr prof gen sen rep gov st lt col sgt cpl capt maj adm cmdr pvt jr sr inc corp ltd co vs no rev hon pres sec "
    "jan feb mar apr jun jul aug sep sept oct nov dec mt ft".split()
)

# The classes of letter shape. They travel in the slot that BERT uses for the number of the segment.
FRAME, DIGITS, MARK, LOWER, DOTTED, LETTER, SHORT_CAPS, LONG_CAPS, TITLE, FIRST_TITLE, INNER_CAPS, LATE_CAPS, FIRST_LETTER, MIXED = range(
    14
)
INNER_PIECE = 14
SHAPES = 16

# Read as if written with stops: in small letters "US" would be the pronoun.
_SPELT = {"US": "U.S.", "UN": "U.N."}

MOST_PIECES = 8  # of one word; the rest is not read: no name is longer, and a word of 100,000 letters costs no more than this
_LONGEST_PART = 100  # letters; longer parts are unknown words, as in BERT's own tokenizer


def find_words(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The words and marks of `text[start:end]` as half-open offsets into `text`, in order."""
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        yield match.start(), match.end()


def find_shapes(words: Sequence[str]) -> list[int]:
    """The shape of each word. A capital at the start of a sentence says less, so it has shapes of its own."""
    shapes = []
    before, last = "", "."
    for word in words:
        first = (last in ".!?" and not (last == "." and (len(before) == 1 or before.casefold() in _NO_END))) or (
            last in "\"“”'‘" and (before in ".!?,:" or not before)
        )
        shapes.append(_shape(word, first=first))
        before, last = last, word
    return shapes


def _shape(word: str, *, first: bool) -> int:
    if word in _SPELT:
        return DOTTED
    if not any(char.isalpha() for char in word):
        return DIGITS if any(char.isdigit() for char in word) else MARK
    if word.islower():
        return LOWER
    if _ACRONYM.fullmatch(word):
        return DOTTED
    if len(word) == 1:
        return FIRST_LETTER if first else LETTER
    if word.isupper():
        return SHORT_CAPS if len(word) <= 5 else LONG_CAPS
    if word[0].isupper() and word[1:].islower():
        return FIRST_TITLE if first else TITLE
    if any(char.isdigit() for char in word):
        return MIXED
    return INNER_CAPS if word[0].isupper() else LATE_CAPS


class WordPieces:
    """Words -> numbers of BERT's uncased word pieces, remembered: a text repeats its words.

    `vocabulary` gives each piece its number. Not thread-safe (it fills a table as it goes).
    """

    _REMEMBERED = 200_000  # words; then it forgets all and starts anew, so that memory stays bounded

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._number = vocabulary
        self._unknown = vocabulary["[UNK]"]
        self.start, self.end, self.mask = (vocabulary[piece] for piece in ("[CLS]", "[SEP]", "[MASK]"))
        self._seen: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """The pieces of one word: at least one, at most `MOST_PIECES`."""
        pieces = self._seen.get(word := _SPELT.get(word, word))
        if pieces is None:
            if len(self._seen) >= self._REMEMBERED:
                self._seen.clear()
            pieces = self._seen[word] = self._cut(word)
        return pieces

    def _cut(self, word: str) -> tuple[int, ...]:
        found: list[int] = []
        for part in _PARTS.findall(_plain(word[: MOST_PIECES * _LONGEST_PART])):
            found += self._cut_part(part) if len(part) <= _LONGEST_PART else [self._unknown]
            if len(found) >= MOST_PIECES:
                break
        return tuple(found[:MOST_PIECES]) or (self._unknown,)

    def _cut_part(self, part: str) -> list[int]:
        """Greedy longest match from the left; unknown as a whole if any rest has no piece."""
        found, start = [], 0
        while start < len(part):
            mark = "##" if start else ""
            for end in range(len(part), start, -1):
                number = self._number.get(mark + part[start:end])
                if number is not None:
                    break
            else:
                return [self._unknown]
            found.append(number)
            start = end
        return found


def _plain(word: str) -> str:
    """Lower case, without accents, control and format characters; typographic quotes and dashes made plain."""
    letters = unicodedata.normalize("NFD", word.lower().translate(_PLAIN))
    return "".join(char for char in letters if unicodedata.category(char) not in ("Mn", "Cf", "Cc"))
