"""Words of a sentence as the rules for names read them, and runs of capitalised words among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model import Span

# "U.S." and "J." keep their stops; so do titles and legal forms; "'s" stands alone; inner hyphens, apostrophes and "&" belong
# to their word. Everything else that is not white space is a mark of one character.
_WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}(?![a-z])"
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Sgt|Cpl|Capt|Maj|Adm|Cmdr|Brig|Gov|Sen|Rep|Rev|Hon|St|Mt|Ft|Jr|Sr|Inc|Corp|Ltd|Co|Bros|Msgr|Spc|Pfc|Pvt|Fr)\."
    r"|[A-Z]\.(?=\s?[A-Z])"
    r"|['’]s(?!\w)"
    r"|[^\W_]+(?:[-‑'’&](?!s(?!\w))(?!(?:based|led|backed|born|controlled|held|occupied|run|owned|ruled|funded|administered|allied)(?!\w))[^\W_]+)*"
    r"|\S"
)
TIMES = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October "
    "November December Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec Mon Tue Wed Thu Fri Sat Sun Christmas Easter Ramadan "
    "Thanksgiving Halloween GMT UTC BST EST EDT CET".split()
)
# Small words that may stand inside a name: "Bank of England", "Ludwig van Beethoven", "Abu Bakr al-Baghdadi".
ORGANISATION_LINKS = frozenset({"of", "for", "and", "&", "on"})
PERSON_LINKS = frozenset(
    "de la le du des del della di da dos das do von van der den ter ten zu bin ibn bint al el ul ur e y af av abu ben ould".split()
)
_ARAB = re.compile(r"(?:al|el|ash|as|an|ad|ar|at|az|bin|ul)[-‑][A-Z]")
_ARAB_FIRST = frozenset("aebu")
LONGEST_RUN = 14  # words; what is longer is cut, so that a sentence of capitals stays linear


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one sentence with their offsets into the article."""

    span: Span
    texts: tuple[str, ...]
    starts: tuple[int, ...]
    gaps: tuple[bool, ...]  # whether white space stands before the word
    headline: bool  # Title Case or CAPITALS: a capital says nothing here

    def __len__(self) -> int:
        return len(self.texts)

    def end(self, place: int) -> int:
        """Offset after the word at `place`."""
        return self.starts[place] + len(self.texts[place])

    def text(self, place: int) -> str:
        """The word at `place`, "" outside the sentence."""
        return self.texts[place] if 0 <= place < len(self.texts) else ""


def read_words(text: str, span: Span) -> Words:
    """The words of `text` within `span`."""
    texts, starts, gaps = [], [], []
    last = span.start - 1
    for match in _WORD.finditer(text, span.start, span.end):
        start = match.start()
        texts.append(match.group())
        starts.append(start)
        gaps.append(start > last)
        last = match.end()
    return Words(span=span, texts=tuple(texts), starts=tuple(starts), gaps=tuple(gaps), headline=_is_headline(texts))


def _is_headline(texts: Sequence[str]) -> bool:
    """Whether (nearly) every word but the small ones has a capital: of at least 5 such words, or 3 when all are in capitals."""
    telling = [text for text in texts if text[0].isalpha() and len(text) > 1 and text not in _SMALL]
    if len(telling) < 3 or (texts[-1] == "." and not telling[-1].isupper()):
        return False
    capital = sum(text[0].isupper() for text in telling)
    if len(telling) >= 5:
        return capital >= 0.85 * len(telling)
    return all(text.isupper() for text in telling)


_SMALL = frozenset("a an the of in on at by to for from with and or but as is are be its his her into over after vs amid not it".split())


def is_capital(word: str) -> bool:
    """Whether the word is written as a name is."""
    first = word[:1]
    return first.isupper() or (first in _ARAB_FIRST and bool(_ARAB.match(word)))


def find_runs(words: Words) -> Iterator[tuple[int, int]]:
    """Stretches `texts[start:end]` of capitalised words, joined by spaces, hyphens and the small words of names."""
    texts, place, size = words.texts, 0, len(words)
    while place < size:
        if not is_capital(texts[place]):
            place += 1
            continue
        end = place + 1
        while end < size and end - place < LONGEST_RUN:
            if not words.gaps[end] and texts[end] not in (".", "-"):
                break
            step = _step(words, end)
            if not step:
                break
            end += step
        yield place, end
        place = end


def _step(words: Words, end: int) -> int:
    """How many words the run takes in at `end`; 0 where it ends."""
    texts = words.texts
    word = texts[end]
    if is_capital(word):
        return 1
    following = texts[end + 1] if end + 1 < len(texts) else ""
    if word in ORGANISATION_LINKS or word in PERSON_LINKS:
        if is_capital(following):
            return 2
        third = texts[end + 2] if end + 2 < len(texts) else ""
        if following in ("the", "la", "los", "der", "den", "al", "&") and is_capital(third) and word not in ("and", "&"):
            return 3
    return 0
