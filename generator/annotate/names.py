"""The seam of the recognisers of people, places and organisations: what one is, and which one the settings choose."""

from __future__ import annotations

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
    """A recogniser with our rules around it: same names of things, whoever found them (see `around.refine`)."""

    def __init__(self, inner: Recogniser) -> None:
        self._inner = inner
        self.name = inner.name
        self.version = f"{inner.version}+{AROUND_VERSION}"

    def find(self, articles: Sequence[Article]) -> Sequence[tuple[Mention[Name], ...]]:
        found = self._inner.find(articles)
        return [refine(article, names, _sentences(article)) for article, names in zip(articles, found, strict=True)]


def choose_recogniser(setting: str) -> Recogniser:
    """The recogniser that `recogniser:` in the settings asks for: `embedded`, `rules`, `spacy:NAME` or `gliner:NAME`.

    Raises GeneratorError, with the repair, where the setting, the package or the model is missing.
    """
    return Refined(_load(setting.strip()))


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
