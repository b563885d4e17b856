"""Owns the measure of linking's cost: `python benchmarks/link_bench.py [1000 3000 10000]` links invented mentions, some 30 an article.

Names follow the long tail that news has: a few people stand everywhere, most in one or two articles, a third by family name alone; some
family names are shared. Prints CPU seconds, entries and doubtful pairs for each size, and the growth from one to the next.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta

from generator.link import Gazetteer, link, load_gazetteer
from generator.link.names import COMMON_FAMILY, COMMON_GIVEN
from generator.model import Annotated, Article, Block, How, Kind, Known, Mention, Name, Role, Span

_SIZES = (1_000, 3_000, 10_000)
_MENTIONS = 30
_PLACES = (
    "Ukraine Russia Kyiv Moscow Kursk London Paris Georgia Washington Texas Sumy Belgorod Kharkiv Lviv Odesa Berlin Warsaw China "
    "Beijing India Delhi Mumbai Kenya Nairobi Nigeria Lagos Brazil Mexico Canada Ontario Toronto Israel Gaza Lebanon Beirut Syria "
    "Damascus Iran Tehran Iraq Baghdad Springfield Victoria Birmingham Cambridge Santiago Valencia Tripoli Homs Aleppo Idlib "
    "Donetsk Luhansk Kherson Mariupol Bakhmut Voronezh"
).split()
_ORGANISATIONS = (
    "Reuters", "AFP", "United Nations", "Defence Ministry", "Ford", "Ford Motor Company", "Ministry of Health", "Supreme Court",
    "Red Cross", "World Bank", "Northwind Shipping Ltd", "Harbour Energy Group",
)  # fmt: skip


def people(size: int, dice: random.Random) -> list[tuple[str, str]]:
    """Given and family names; half of the family names are invented, so that names grow with the corpus."""
    given, common = sorted(COMMON_GIVEN), sorted(COMMON_FAMILY)
    sounds = ["ka", "ro", "mi", "len", "dar", "vos", "ti", "ban", "gor", "sha", "ne", "lu", "pek", "ous", "yar", "ith"]
    found = []
    for _ in range(size):
        family = dice.choice(common) if dice.random() < 0.4 else "".join(dice.choice(sounds) for _ in range(3))
        found.append((dice.choice(given).title(), family.title()))
    return found


def article(number: int, crowd: Sequence[tuple[str, str]], dice: random.Random) -> Annotated:
    """One article of some 30 mentions, in the form that the annotators make."""
    words: list[str] = []
    mentions: list[Mention[Name]] = []
    position = 0

    def write(text: str, kind: Kind | None = None) -> None:
        nonlocal position
        if kind is not None:
            span = Span(position, position + len(text))
            mentions.append(Mention(span=span, kind=kind, value=Name(text=text), found_by="bench", score=1.0))
        words.append(text)
        position += len(text) + 1

    cast = [crowd[min(len(crowd) - 1, int(len(crowd) * dice.random() ** 4))] for _ in range(4)]
    scenes = [dice.choice(_PLACES) for _ in range(5)]
    for turn in range(_MENTIONS // 3):
        given, family = cast[turn % len(cast)]
        write(f"{given} {family}" if turn < 3 and dice.random() < 0.7 else family, Kind.PERSON)
        write("said near")
        write(dice.choice(scenes), Kind.PLACE)
        write("that the")
        write(dice.choice(_ORGANISATIONS), Kind.ORGANISATION)
        write("had counted.")
    text = " ".join(words)
    published = Known(value=date(2024, 1, 1) + timedelta(days=number % 365), how=How.DECLARED, why="")
    made = Article(id=f"a{number:06}", text=text, blocks=(Block(span=Span(0, len(text)), role=Role.PARAGRAPH),), published=published)
    return Annotated(article=made, names=tuple(mentions))


def corpus(size: int) -> list[Annotated]:
    """`size` articles; the same on every run."""
    dice = random.Random(size)
    crowd = people(size * 2, dice)
    return [article(number, crowd, dice) for number in range(size)]


def measure(size: int, gazetteer: Gazetteer) -> tuple[float, int, int]:
    articles = corpus(size)
    start = time.process_time()
    linked = link(articles, gazetteer)
    return time.process_time() - start, len(linked.entities), len(linked.judgements)


def main(sizes: Sequence[int]) -> None:
    start = time.process_time()
    gazetteer = load_gazetteer()
    print(f"gazetteer loaded: {time.process_time() - start:.2f} CPU s, {len(gazetteer):,} places")
    print(f"{'articles':>9} {'mentions':>9} {'CPU s':>7} {'ms an article':>14} {'entries':>8} {'doubtful':>9}")
    for size in sizes:
        seconds, entities, doubts = measure(size, gazetteer)
        print(f"{size:>9,} {size * _MENTIONS:>9,} {seconds:>7.2f} {1000 * seconds / size:>14.2f} {entities:>8,} {doubts:>9,}")


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or _SIZES)
