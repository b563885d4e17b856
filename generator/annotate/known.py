"""What lists know of a word: given name, family name, place, organisation, title ... as marks that the embedded recogniser reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.annotate.pieces import find_words

# The marks, in the order of the model's input. A word can have several: "Georgia" is a given name, a country and a region.
MARKS = ("given", "family", "country", "city", "town", "organisation", "body", "title", "common", "demonym")

_CAPITALS = 4  # letters; a longer word in capitals is looked up as if only its first letter were one


class KnownNames:
    """Looks words up in the table `known.tsv`, whose rows are a name and the sum of its marks (mark number n counts 2 to the n)."""

    def __init__(self, rows: Iterable[tuple[str, int]]) -> None:
        self._words: dict[str, int] = {}
        self._phrases: dict[tuple[str, ...], int] = {}
        self._longest: dict[str, int] = {}
        for name, marks in rows:
            words = tuple(name[start:end] for start, end in find_words(name))
            if len(words) == 1:
                self._words[words[0]] = self._words.get(words[0], 0) | marks
            elif words:
                self._phrases[words] = self._phrases.get(words, 0) | marks
                self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def marks(self, words: Sequence[str]) -> list[int]:
        """The marks of each word, by itself and as part of the longest known phrase that begins at it or before it."""
        seen = [word.capitalize() if len(word) > _CAPITALS and word.isupper() else word for word in words]
        found = [self._of(word, seen[number]) for number, word in enumerate(words)]
        number = 0
        while number < len(seen):
            number += self._mark_phrase(seen, number, found)
        return found

    def _of(self, word: str, seen: str) -> int:
        small = word.lower()
        return self._words.get(word, 0) | self._words.get(seen, 0) | (self._words.get(small, 0) if small != word else 0)

    def _mark_phrase(self, seen: Sequence[str], first: int, found: list[int]) -> int:
        """Marks the longest phrase that begins here; how many words to go on by."""
        for length in range(min(self._longest.get(seen[first], 0), len(seen) - first), 1, -1):
            marks = self._phrases.get(tuple(seen[first : first + length]), 0)
            if marks:
                for number in range(first, first + length):
                    found[number] |= marks
                return length
        return 1


def read_known(text: str) -> Iterable[tuple[str, int]]:
    """The rows of `known.tsv`."""
    for line in text.splitlines():
        name, _, marks = line.partition("\t")
        yield name, int(marks)


def write_known(lists: Mapping[str, Iterable[str]]) -> str:
    """The table of these lists (mark -> names), sorted."""
    marks: dict[str, int] = {}
    for mark, names in lists.items():
        for name in names:
            marks[name] = marks.get(name, 0) | 1 << MARKS.index(mark)
    return "".join(f"{name}\t{number}\n" for name, number in sorted(marks.items()) if "\t" not in name and name.strip())
