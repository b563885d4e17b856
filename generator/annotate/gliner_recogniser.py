"""Names by a GLiNER model: `recogniser: gliner:urchade/gliner_small-v2.1`, with the extra `concord[gliner]`."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from typing import Any

from generator.annotate.labels import kind_of
from generator.model import Article, Mention, Name, Span
from generator.problems import GeneratorError
from generator.text import flat, sentences

_LABELS = ["person", "place", "organization"]
_THRESHOLD = 0.5  # GLiNER's own default
_LONGEST = 1_500  # characters that it reads at once; its models see 384 words


class Gliner:
    """A GLiNER model by name or folder, sentence by sentence; its certainty is the score, not calibrated by us."""

    name = "gliner"

    def __init__(self, model: str) -> None:
        if importlib.util.find_spec("gliner") is None:
            raise GeneratorError(f"recogniser: gliner:{model} needs GLiNER. Install it with: pip install 'concord-brief[gliner]'")
        from gliner import GLiNER

        try:
            self._model: Any = GLiNER.from_pretrained(model)
        except (OSError, ValueError) as error:
            raise GeneratorError(
                f"GLiNER has no model {model!r}: give a folder, or the name of a model that is on this machine."
            ) from error
        self.version = model

    def find(self, articles: Sequence[Article]) -> Sequence[tuple[Mention[Name], ...]]:
        """The names of each article, in order."""
        return [tuple(self._read(article)) for article in articles]

    def _read(self, article: Article) -> list[Mention[Name]]:
        blocks = [block for block in article.blocks if block.annotated]
        found = []
        for span in sentences(article.text, blocks) if blocks or not article.blocks else ():
            for start in range(span.start, span.end, _LONGEST):
                piece = article.text[start : min(span.end, start + _LONGEST)]
                for entity in self._model.predict_entities(piece, _LABELS, threshold=_THRESHOLD):
                    kind = kind_of(entity["label"])
                    if kind is not None:
                        where = Span(start + entity["start"], start + entity["end"])
                        name = Name(text=flat(where.of(article.text)))
                        why = f"GLiNER: {entity['label']}"
                        found.append(
                            Mention(span=where, kind=kind, value=name, found_by=self.name, score=round(float(entity["score"]), 3), why=why)
                        )
        return found
