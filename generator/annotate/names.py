"""The seam of the recognisers of people, places and organisations: what one is, and which one the settings choose."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from generator.annotate.around import AROUND_VERSION, refine
from generator.annotate.name_rules import Rules
from generator.model import Article, Mention, Name, Span
from generator.problems import GeneratorError
from generator.text import sentences

MODEL_FOLDER = Path(__file__).parent.parent / "data" / "recogniser"


class Recogniser(Protocol):
    """Finds names. `name` and `version` go into the key of the cache: another version, another result."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def find(self, articles: Sequence[Article]) -> Sequence[tuple[Mention[Name], ...]]:
        """The names of each article, in order; spans are offsets into its text, inside blocks that are annotated."""
        ...


class Refined:
    """A recogniser with our rules around it: the same names of things, whoever found them (see `around.refine`).

    `second` is asked, too, where the first is a model: what it is sure of and the first did not see is added.
    """

    def __init__(self, first: Recogniser, second: Recogniser | None = None) -> None:
        self._first = first
        self._second = second
        self.name = first.name
        self.version = "+".join([first.version, *([second.version] if second else []), AROUND_VERSION])

    def find(self, articles: Sequence[Article]) -> Sequence[tuple[Mention[Name], ...]]:
        found = self._first.find(articles)
        more = self._second.find(articles) if self._second else [()] * len(found)
        return [
            refine(article, _with_second(names, others), _sentences(article))
            for article, names, others in zip(articles, found, more, strict=True)
        ]


# On Wikigold and UNER-EWT, of the names that the rules are so sure of and the model did not see at all, two in three are right;
# of those that the model doubts so much, one in three.
SURE = 0.8
LEAST = 0.35


def _with_second(names: Sequence[Mention[Name]], others: Sequence[Mention[Name]]) -> list[Mention[Name]]:
    """The first recogniser's names that it does not doubt too much, and those of the second that are sure and touch none of them."""
    kept = [mention for mention in names if mention.score >= LEAST]
    starts = sorted(mention.span for mention in kept)
    return kept + [other for other in others if other.score >= SURE and not _touches(other.span, starts)]


def _touches(span: Span, sorted_spans: Sequence[Span]) -> bool:
    place = bisect_right(sorted_spans, span)
    return any(near.overlaps(span) for near in sorted_spans[max(0, place - 1) : place + 1])


def choose_recogniser(setting: str) -> Recogniser:
    """The recogniser that `recogniser:` in the settings asks for: `embedded`, `rules`, `spacy:NAME` or `gliner:NAME`.

    Raises GeneratorError, with the repair, where the setting, the package or the model is missing.
    """
    first = _load(setting.strip())
    return Refined(first) if isinstance(first, Rules) else Refined(first, Rules())


def _load(setting: str) -> Recogniser:
    kind, _, model = setting.partition(":")
    if setting == "embedded":
        from generator.annotate.embedded import Embedded  # loads a runtime that the other recognisers do not need

        return Embedded(MODEL_FOLDER)
    if setting == "rules":
        return Rules()
    if kind == "spacy" and model:
        from generator.annotate.spacy_recogniser import Spacy

        return Spacy(model)
    if kind == "gliner" and model:
        from generator.annotate.gliner_recogniser import Gliner

        return Gliner(model)
    raise GeneratorError(
        f'recogniser: "{setting}" is not known. '
        "Use embedded (the default), rules, spacy:NAME (such as spacy:en_core_web_sm) or gliner:NAME."
    )


def _sentences(article: Article) -> tuple[Span, ...]:
    blocks = [block for block in article.blocks if block.annotated]
    return sentences(article.text, blocks) if blocks or not article.blocks else ()
