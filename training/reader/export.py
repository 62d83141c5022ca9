"""The trained reader as the files that are committed: ONNX int8, vocabulary, settings, figures.

Again from saved weights: ``python -m training.reader.export --data DIR --weights average.pt
--out DIR --figures FILE``.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
import torch

from bot.reader import Reader
from eval.reader import evaluate, read_squad, score_squad
from training.bert import base_folder
from training.export import Int8Embedding, example, to_int8, to_onnx
from training.reader.calibration import fit
from training.reader.model import ReaderModel
from training.reader.torch_reader import PLAIN

_LONGEST = 384
"""Most pieces of one input at run time."""


def finish(
    model: ReaderModel,
    data: Path,
    out: Path,
    figures: Path,
    keep: tuple[str, ...] = (),
    apart: bool = False,
) -> None:
    """Export, quantise, calibrate and score a model.

    :param data: folder with ``answers/`` and ``news/`` in it.
    :param out: gets model.onnx, tokenizer.json and config.json.
    :param figures: file for the scores of fp32 and int8.
    :param keep: nodes that stay in fp32.
    :param apart: it was trained on single sentences and reads them one by one.
    """
    out.mkdir(parents=True, exist_ok=True)
    words = model.trunk.embeddings.word_embeddings.weight.data
    model.trunk.embeddings.word_embeddings = Int8Embedding(words)  # type: ignore[assignment]
    shutil.copyfile(base_folder() / "tokenizer.json", out / "tokenizer.json")
    with TemporaryDirectory() as folder:
        exact = Path(folder) / "exact" / "model.onnx"
        _to_onnx(model, exact)
        # 7-bit weights cannot overflow on processors without VNNI: every machine reads alike.
        to_int8(exact, out / "model.onnx", keep=keep, reduce_range=True)
        config: dict[str, object] = {
            "longest": _LONGEST,
            "apart": apart,
            "calibration": PLAIN,
        }
        _write(out, config)
        squad = data / "answers" / "squad2-dev-part.jsonl.gz"
        threads = torch.get_num_threads()
        config["calibration"] = fit(Reader(out, threads=threads), squad, data / "news")
        _write(out, config)
        for name in ("tokenizer.json", "config.json"):
            shutil.copyfile(out / name, exact.parent / name)
        # Choice and words alone: scoring all in fp32 takes longer than exporting.
        answerable = [one for one in read_squad(squad) if one.answer_start >= 0]
        scores = {
            "fp32": score_squad(Reader(exact.parent, threads=threads), answerable, []),
            "int8": evaluate(data, Reader(out, threads=threads))["metrics"],
        }
    figures.write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    for kind, found in scores.items():
        print(kind, {name: value["value"] for name, value in found.items()})


def _to_onnx(model: ReaderModel, path: Path) -> None:
    ids = example()
    inputs = {
        "input_ids": ids,
        "attention_mask": torch.ones_like(ids),
        "token_type_ids": torch.zeros_like(ids),
    }
    to_onnx(model, inputs, ["logits"], path)
    graph = onnx.load(str(path))
    for place, name in enumerate(("batch", "length")):
        graph.graph.output[0].type.tensor_type.shape.dim[place].dim_param = name
    onnx.save(graph, str(path))


def _write(out: Path, config: dict[str, object]) -> None:
    text = json.dumps(config, indent=1) + "\n"
    (out / "config.json").write_text(text, encoding="utf-8")


def main() -> None:
    """Export saved weights."""
    parser = argparse.ArgumentParser(prog="python -m training.reader.export", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--base", type=Path, help="as they were trained with")
    parser.add_argument("--layers", type=int, help="as they were trained with")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--figures", type=Path, default=Path("reader-figures.json"))
    parser.add_argument("--apart", action="store_true", help="reads single sentences")
    args = parser.parse_args()
    model = ReaderModel.fresh(args.base, layers=args.layers)
    model.load_state_dict(torch.load(args.weights, map_location="cpu"))
    finish(model, args.data, args.out, args.figures, apart=args.apart)


if __name__ == "__main__":
    main()
