"""Articles with their quotations marked by hand, as the scorers of labelled sets read them.

`{i|Mara Quill|the words}` is an indirect quote with its source as the article writes it nearby; `d` is direct, `m` mixed, `-` for a
source that the article does not name, `{i|she=Mara Quill|the words}` for one that it names elsewhere. `{+||more words}` goes on with
the quote before it. Marks may lie inside one another: what X says that Y said.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

KINDS = {"d": "direct", "i": "indirect", "m": "mixed"}
_MARK = re.compile(r"\{([dim+])\|([^|{}]*)\|")


@dataclass(slots=True, kw_only=True)
class Label:
    """One quote: its kind, its source as written ("" for none), the name of the source, and its parts as offsets into the text."""

    kind: str
    source: str
    name: str
    parts: list[tuple[int, int]] = field(default_factory=list)


def marked(source: str) -> tuple[str, Sequence[Label]]:
    """The text without marks, and its labels in the order of their beginnings."""
    source = source.removeprefix("# ")
    text: list[str] = []
    length, at = 0, 0
    labels: list[Label] = []
    open_marks: list[tuple[Label, int]] = []
    closed: Label | None = None
    while at < len(source):
        if found := _MARK.match(source, at):
            if found[1] == "+":
                if closed is None:
                    raise ValueError(f"nothing to go on with at {source[at : at + 60]!r}")
                label = closed
            else:
                written, _, name = found[2].partition("=")
                label = Label(kind=KINDS[found[1]], source=written.strip("-"), name=(name or written).strip("-"))
                labels.append(label)
            open_marks.append((label, length))
            at = found.end()
        elif source[at] == "}" and open_marks:
            closed, start = open_marks.pop()
            closed.parts.append((start, length))
            at += 1
        else:
            text.append(source[at])
            length += 1
            at += 1
    if open_marks:
        raise ValueError("a mark is not closed")
    return "".join(text), labels


def gold(name: str, source: str) -> Mapping[str, object]:
    """The article as a line of a labelled set: `id`, `text`, `title`, `spans`; the speaker is the nearest place that says it."""
    text, labels = marked(source)
    spans = []
    for label in labels:
        span: dict[str, object] = {"type": "quote", "kind": label.kind, "start": label.parts[0][0], "end": label.parts[-1][1]}
        if len(label.parts) > 1:
            span["parts"] = [list(part) for part in label.parts]
        if speaker := _place(text, label):
            span |= {"speaker": list(speaker), "speaker_text": label.name}
        spans.append(span)
    return {"id": name, "text": text, "title": text.split("\n")[0], "spans": spans}


def _place(text: str, label: Label) -> tuple[int, int] | None:
    wanted = [label.source, label.source.split(",")[0], *(label.name.split()[-1:])]
    for words in filter(None, wanted):
        found = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
        outside = [span for span in found if not any(span[0] < end and start < span[1] for start, end in label.parts)]
        if outside:
            return min(outside, key=lambda span: min(_distance(text, span, part) for part in label.parts))
    return None


def _distance(text: str, one: tuple[int, int], other: tuple[int, int]) -> int:
    """Characters between two stretches; the end of a sentence between them counts for many."""
    between = text[min(one[1], other[1]) : max(one[0], other[0])]
    return len(between) + 300 * len(re.findall(r"[.?!]\s|\n", between))
