"""Writes a trained checkpoint as the model that ships (io): ONNX with 8-bit weights, vocabulary, and a description with its check sum.

python -m training.export --work build/recogniser --to generator/data/recogniser
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from generator.annotate.known import MARKS
from training.train import LABELS, LONGEST, Tagger, model_folder

FILES = ("model.onnx", "vocabulary.txt", "known.tsv")


class Deployed(nn.Module):
    """The tagger for one input without padding: pieces and shapes in, log-probabilities of the labels out."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, ids: Tensor, shapes: Tensor, known: Tensor) -> Tensor:
        return torch.log_softmax(self.tagger(ids, shapes, known, None), -1)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--work", type=Path, default=Path("build/recogniser"))
    options.add_argument("--model", default="model.pt")
    options.add_argument("--to", type=Path, default=Path("generator/data/recogniser"))
    options.add_argument("--version", default="1")
    chosen = options.parse_args()
    checkpoint = torch.load(chosen.work / chosen.model)
    tagger = Tagger()
    tagger.load_state_dict(checkpoint["state"])
    chosen.to.mkdir(parents=True, exist_ok=True)
    model = chosen.to / "model.onnx"
    write_onnx(tagger.eval(), model)
    shutil.copyfile(model_folder() / "vocab.txt", chosen.to / "vocabulary.txt")
    shutil.copyfile(chosen.work / "known.tsv", chosen.to / "known.tsv")
    description = {
        "version": chosen.version,
        "labels": LABELS,
        "longest": LONGEST,
        "steps": checkpoint["step"],
        "sha256": {name: hashlib.sha256((chosen.to / name).read_bytes()).hexdigest() for name in FILES},
        "calibration": [[0.0, 0.0], [1.0, 1.0]],  # training.calibrate replaces it
    }
    (chosen.to / "model.json").write_text(json.dumps(description, indent=1) + "\n", encoding="utf-8")
    print(model, f"{model.stat().st_size / 1e6:.1f} MB", description["sha256"])


def write_onnx(tagger: Tagger, to: Path) -> None:
    """8-bit weights per channel; activations are quantised as they come, for each input by itself."""
    with tempfile.TemporaryDirectory() as folder:
        full, named = Path(folder) / "full.onnx", Path(folder) / "named.onnx"
        example = torch.randint(5, 900, (1, 24))
        torch.onnx.export(
            Deployed(tagger),
            (example, torch.zeros_like(example), torch.zeros(1, 24, len(MARKS))),
            str(full),
            input_names=["ids", "shapes", "known"],
            output_names=["labels"],
            dynamo=False,
            opset_version=17,
            dynamic_axes={"ids": {1: "length"}, "shapes": {1: "length"}, "known": {1: "length"}, "labels": {1: "length"}},
        )
        graph = onnx.load(str(full))
        graph.doc_string = ""
        onnx.save(graph, str(named))
        quantize_dynamic(str(named), str(to), weight_type=QuantType.QInt8, per_channel=True)


if __name__ == "__main__":
    main()
