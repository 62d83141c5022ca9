"""Opens what the settings name: the reader, and the language model that writes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import Loaded, Settings, load

if TYPE_CHECKING:
    from bot.llm.writer import Writer
    from bot.reader import Reader


def as_loaded(settings: str | Path | Settings | None, overrides: Sequence[str]) -> Loaded:
    """Settings made in code, of a file, or those that the working folder has."""
    if isinstance(settings, Settings):
        return Loaded(settings, {}, Path.cwd())
    return load(settings, overrides)


def open_reader(settings: Settings) -> Reader | None:
    """The reader, where its model is there and the settings want it."""
    from bot.reader import MODEL_DIR, Reader

    if not settings.answer.reader or not (MODEL_DIR / "model.onnx").is_file():
        return None
    return Reader(threads=settings.index.threads)


def open_writer(settings: Settings, base: Path | None = None) -> Writer | None:
    """The language model that writes, where section [llm] names one.

    :param base: folder that a relative ``llm.prompts`` starts at; None: the working folder.
    :raises OnRecordError: if the package for it is missing or a prompt is wrong.
    """
    if settings.llm.provider == "none":
        return None
    from bot.llm.client import open_model
    from bot.llm.prompts import load_prompts
    from bot.llm.writer import Writer

    own = settings.llm.prompts
    prompts = load_prompts((base or Path()) / own if own else None)
    model = open_model(settings.llm)
    return Writer(model, prompts, settings.llm) if model else None
