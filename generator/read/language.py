"""Which language an article is in."""

from __future__ import annotations

from functools import cache
from typing import Any

from generator.data import words
from generator.model import How, Known

LETTERS = 200  # fewer do not tell
_SAMPLE = 1_000  # characters that are looked at
# Share of the words that are among English's most frequent. English news has 0.35 to 0.55, the languages nearest to it below 0.12.
_ENGLISH = 0.25
_SURE = 0.9  # py3langid's probability; its scale is calibrated by length


def find_language(text: str) -> Known[str] | None:
    """The language as an ISO 639 code; None where the text is too short or the finding too weak.

    English is told by its small words, which is quicker and surer than a model; only a text without them is given to py3langid.
    """
    head = text[:_SAMPLE]
    if sum(map(str.isalpha, head)) < LETTERS:
        return None
    found = head.casefold().replace("’", "'").split()
    known = words("english_small_words.txt")
    small = sum(word.strip(".,;:!?\"'“”()") in known for word in found)
    if small >= _ENGLISH * len(found):
        return Known(value="en", how=How.INFERRED, why=f"{small} of its first {len(found)} words are small words of English")
    code, probability = _identifier().classify(head.encode("utf-8", "replace"))
    if probability < _SURE and not (code == "en" and probability > 0.5):
        return None
    return Known(value=str(code), how=How.INFERRED, why=f"py3langid is {probability:.0%} sure from the first {len(head)} characters")


@cache
def _identifier() -> Any:
    """py3langid's model: a third of a second to load, so only where it is needed, and only once."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
