"""Plain text -> draft. The text is the file's, untouched."""

from __future__ import annotations

from generator.model import Source
from generator.read.decode import decode
from generator.read.drafts import Draft, Drafts


def read_plain(source: Source) -> Drafts:
    """One article, its text exactly as decoded."""
    decoded = decode(source)
    if decoded.text is None:
        return Drafts(problems=decoded.problems)
    return Drafts(drafts=(Draft(key=source.path, text=decoded.text),), problems=decoded.problems)
