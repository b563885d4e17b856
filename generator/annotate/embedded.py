"""The embedded recogniser: people, places and organisations by a small neural model that ships with Concord (reads its own files)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from generator.annotate.consistency import KINDS, Agreed, Guess, Reading, agree
from generator.annotate.known import MARKS, KnownNames, read_known
from generator.annotate.pieces import FRAME, INNER_PIECE, LOWER, WordPieces, find_shapes, find_words
from generator.model import Article, Kind, Mention, Name, Span
from generator.problems import GeneratorError

Floats = NDArray[np.float32]

_REPAIR = (
    "Install Concord again (in a clone: git checkout -- generator/data/recogniser), or set recogniser: rules to work without the model."
)
_IMPOSSIBLE = -1e4
_MARK_NUMBERS = np.arange(len(MARKS))
_MARKS_AFTER = frozenset(".!?")
_BACK = 40  # how many words before the edge of an input we look for the end of a sentence to cut at


class Description(msgspec.Struct, frozen=True, kw_only=True):
    """`model.json`: what the files beside it are. `calibration` maps the model's own certainty to the share that was right."""

    version: str
    labels: tuple[str, ...]
    longest: int
    sha256: dict[str, str]
    calibration: tuple[tuple[float, float], ...]
    steps: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """What the model reads at once: words `first:last` of the article, as pieces, and the place of each word's first piece."""

    first: int
    last: int
    ids: tuple[int, ...]
    shapes: tuple[int, ...]
    marks: tuple[int, ...]
    heads: tuple[int, ...]


class Embedded:
    """Finds names with the model in `model_dir`. Load it once per process (a second, 140 MB); it keeps no state between articles.

    The model reads one stretch of at most 128 word pieces at a time, never several side by side: with 8-bit arithmetic a
    neighbour in the batch would change the rounding, and so an article's names would depend on what was read with it.
    """

    name = "embedded"

    def __init__(self, model_dir: Path) -> None:
        description, digest = _load_description(model_dir)
        model = _checked(model_dir / "model.onnx", description)
        vocabulary = _checked(model_dir / "vocabulary.txt", description).decode("utf-8").splitlines()
        self.version = f"{description.version}-{digest[:8]}"  # of model.json, which holds the check sums of the other files
        self._pieces = WordPieces({piece: number for number, piece in enumerate(vocabulary)})
        self._known = KnownNames(read_known(_checked(model_dir / "known.tsv", description).decode("utf-8")))
        self._longest = description.longest
        self._labels = description.labels
        self._moves = _moves(description.labels)
        self._calibration = description.calibration
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # articles are spread over processes instead
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def find(self, articles: Sequence[Article]) -> Sequence[tuple[Mention[Name], ...]]:
        """The names of each article, in order, sorted by span and without overlap; only within blocks that are annotated.

        Spans are offsets into `article.text`. What is found in an article does not depend on the others.
        """
        return [self._find_one(article) for article in articles]

    def _find_one(self, article: Article) -> tuple[Mention[Name], ...]:
        reading = self.read(article)
        return tuple(self._mention(article.text, reading, agreed) for agreed in agree(reading))

    def read(self, article: Article) -> Reading:
        """The article's words with what the model thinks of each, before the article's own evidence is weighed."""
        stretches = [block.span for block in article.blocks if block.annotated]
        if not article.blocks:
            stretches = [Span(0, len(article.text))]
        offsets: list[tuple[int, int]] = []
        breaks: list[int] = []  # numbers of the words that open a stretch
        for stretch in stretches:
            breaks.append(len(offsets))
            offsets += find_words(article.text, stretch.start, stretch.end)
        words = [article.text[start:end] for start, end in offsets]
        beliefs = np.zeros((len(words), 1 + len(KINDS)), np.float32)
        guesses: list[Guess] = []
        for part in plan_inputs(words, breaks, self._known.marks(words), self._pieces, self._longest):
            logs = self._score(part)
            beliefs[part.first : part.last] = _beliefs(logs, self._labels)
            guesses += (
                Guess(first=part.first + first, last=part.first + last, kind=kind)
                for first, last, kind in _decode(logs, self._labels, self._moves)
            )
        return Reading(words=words, offsets=offsets, breaks=frozenset(breaks), beliefs=beliefs, guesses=guesses)

    def _score(self, part: Input) -> Floats:
        """Log-probabilities of the labels for each word of the input."""
        fed = {
            "ids": np.array([part.ids], np.int64),
            "shapes": np.array([part.shapes], np.int64),
            "known": ((np.array([part.marks])[:, :, None] >> _MARK_NUMBERS) & 1).astype(np.float32),
        }
        (logs,) = self._session.run(None, fed)
        chosen: Floats = logs[0][list(part.heads)]
        return chosen

    def _mention(self, text: str, reading: Reading, agreed: Agreed) -> Mention[Name]:
        start, end = reading.offsets[agreed.first][0], reading.offsets[agreed.last - 1][1]
        return Mention(
            span=Span(start, end),
            kind=agreed.kind,
            value=Name(text=" ".join(text[start:end].split())),
            found_by=self.name,
            score=round(calibrated(agreed.belief, self._calibration), 3),
            why=agreed.why,
        )


def calibrated(belief: float, table: Sequence[tuple[float, float]]) -> float:
    """The share of right mentions among those that the model believed so much: straight lines between the rows of the table."""
    return float(np.interp(belief, [row[0] for row in table], [row[1] for row in table]))


# ---------------------------------------------------------------- words -> inputs


def plan_inputs(words: Sequence[str], breaks: Sequence[int], marks: Sequence[int], pieces: WordPieces, longest: int) -> Iterator[Input]:
    """The words cut into inputs of at most `longest` pieces, at ends of sentences where there are any; every word is in one input."""
    shapes: list[int] = []
    edges = sorted({*breaks, len(words)})
    for start, end in pairwise(edges):
        shapes += find_shapes(words[start:end])
    opens = frozenset(breaks)
    first = 0
    while first < len(words):
        last, size = first, 2
        while last < len(words) and size + len(pieces.of(words[last])) <= longest:
            size += len(pieces.of(words[last]))
            last += 1
        if last < len(words):
            last = _cut(words, opens, first, last)
        yield _input(words, shapes, marks, pieces, first, last)
        first = last


def _cut(words: Sequence[str], opens: frozenset[int], first: int, last: int) -> int:
    """Where to end an input that cannot reach beyond `last`: after a sentence, else before a word that no name holds."""
    lowest = max(first + 1, last - _BACK)
    for number in range(last, lowest, -1):
        if number in opens or (words[number - 1] in _MARKS_AFTER and words[number][:1].isupper()):
            return number
    for number in range(last, lowest, -1):
        if words[number].islower() and words[number - 1].islower():
            return number
    return last


def _input(words: Sequence[str], shapes: Sequence[int], marks: Sequence[int], pieces: WordPieces, first: int, last: int) -> Input:
    ids, forms, known, heads = [pieces.start], [FRAME], [0], list[int]()
    for number in range(first, last):
        cut = pieces.of(words[number])
        heads.append(len(ids))
        ids += cut
        known += [marks[number]] * len(cut)
        forms.append(shapes[number])
        if len(cut) > 1:
            forms += [LOWER if shapes[number] == LOWER else INNER_PIECE] * (len(cut) - 1)
    return Input(first=first, last=last, ids=(*ids, pieces.end), shapes=(*forms, FRAME), marks=(*known, 0), heads=tuple(heads))


# ---------------------------------------------------------------- label scores -> names

_KIND_OF = {"PER": Kind.PERSON, "LOC": Kind.PLACE, "ORG": Kind.ORGANISATION}


def _beliefs(logs: Floats, labels: Sequence[str]) -> Floats:
    """For each word the probability that it is no name, and that it belongs to a name of each kind, in the order of KINDS."""
    column = [0 if label == "O" else 1 + KINDS.index(_KIND_OF[label[2:]]) for label in labels]
    beliefs = np.zeros((len(logs), 1 + len(KINDS)), np.float32)
    for number, to in enumerate(column):
        beliefs[:, to] += np.exp(logs[:, number])
    return beliefs


def _moves(labels: Sequence[str]) -> Floats:
    """What it costs to go from a label to another: nothing, or all, for an inside label that no such name precedes."""
    costs = np.zeros((len(labels), len(labels)), np.float32)
    for before, left in enumerate(labels):
        for after, right in enumerate(labels):
            if right[0] == "I" and (left == "O" or left[2:] != right[2:]):
                costs[before, after] = _IMPOSSIBLE
    return costs


def _decode(logs: Floats, labels: Sequence[str], moves: Floats) -> Iterator[tuple[int, int, Kind]]:
    """The best sequence of labels that begins every name with a B label, as names: first word, word after the last, kind."""
    path = logs.argmax(axis=1).tolist()
    if any(moves[before, after] for before, after in pairwise([labels.index("O"), *path])):
        path = _best_path(logs, labels, moves)
    first, kind = 0, ""
    for number, label in enumerate([*(labels[number] for number in path), "O"]):
        if kind and label != f"I-{kind}":
            yield first, number, _KIND_OF[kind]
            kind = ""
        if label[0] == "B":
            first, kind = number, label[2:]


def _best_path(logs: Floats, labels: Sequence[str], moves: Floats) -> list[int]:
    """Viterbi. Only needed where the best labels of the words do not go together: one input in ten."""
    best = logs[0] + moves[labels.index("O")]
    came: list[NDArray[np.intp]] = []
    for row in logs[1:]:
        ways = best[:, None] + moves
        step = ways.argmax(0)
        came.append(step)
        best = ways[step, np.arange(len(labels))] + row
    path = [int(best.argmax())]
    for step in reversed(came):
        path.append(int(step[path[-1]]))
    path.reverse()
    return path


# ---------------------------------------------------------------- files


def _load_description(model_dir: Path) -> tuple[Description, str]:
    """The description and its own check sum."""
    path = model_dir / "model.json"
    raw = _bytes(path)
    try:
        return msgspec.json.decode(raw, type=Description), hashlib.sha256(raw).hexdigest()
    except msgspec.DecodeError as error:
        raise GeneratorError(f"{path} is damaged: {error}. {_REPAIR}") from error


def _checked(path: Path, description: Description) -> bytes:
    raw = _bytes(path)
    if hashlib.sha256(raw).hexdigest() != description.sha256.get(path.name):
        raise GeneratorError(f"{path} is damaged: its check sum is not the one in model.json. {_REPAIR}")
    return raw


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise GeneratorError(f"{path} cannot be read: {error.strerror}. {_REPAIR}") from error
