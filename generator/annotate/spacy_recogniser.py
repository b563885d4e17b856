"""Names by an installed spaCy pipeline: `recogniser: spacy:en_core_web_sm`, with the extra `concord[spacy]`."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from typing import Any

from generator.annotate.labels import kind_of
from generator.model import Article, Mention, Name, Span
from generator.problems import GeneratorError
from generator.text import flat

SPACY_SCORE = 0.75  # spaCy gives no certainty: about the share of its names that are right on news


class Spacy:
    """A spaCy pipeline by name or folder. Each annotated block is read as a text of its own; spaCy's own limit of length holds."""

    name = "spacy"

    def __init__(self, model: str) -> None:
        if importlib.util.find_spec("spacy") is None:
            raise GeneratorError(f"recogniser: spacy:{model} needs spaCy. Install it with: pip install 'concord-brief[spacy]'")
        import spacy

        try:
            self._pipeline: Any = spacy.load(model)
        except OSError as error:
            raise GeneratorError(f"spaCy has no pipeline {model!r}. Install it with: python -m spacy download {model}") from error
        self.version = f"{model}-{spacy.__version__}-{self._pipeline.meta.get('version', '0')}"

    def find(self, articles: Sequence[Article]) -> Sequence[tuple[Mention[Name], ...]]:
        """The names of each article, in order, as spaCy's `ents` has them."""
        return [tuple(mention for span in _stretches(article) for mention in self._read(article.text, span)) for article in articles]

    def _read(self, text: str, span: Span) -> list[Mention[Name]]:
        found = []
        for start in range(span.start, span.end, self._pipeline.max_length):
            piece = text[start : min(span.end, start + self._pipeline.max_length)]
            for entity in self._pipeline(piece).ents:
                kind = kind_of(entity.label_)
                if kind is not None:
                    where = Span(start + entity.start_char, start + entity.end_char)
                    name = Name(text=flat(entity.text))
                    found.append(
                        Mention(span=where, kind=kind, value=name, found_by=self.name, score=SPACY_SCORE, why=f"spaCy: {entity.label_}")
                    )
        return found


def _stretches(article: Article) -> list[Span]:
    return [block.span for block in article.blocks if block.annotated] if article.blocks else [Span(0, len(article.text))]
