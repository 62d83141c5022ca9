"""The settings: one typed tree, read from file, environment and command line."""

from __future__ import annotations

import difflib
import hashlib
import json
import os
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from bot.answer_settings import AnswerSettings
from bot.llm.settings import LLMSettings
from index.errors import OnRecordError
from index.settings import CorpusSettings, IndexSettings, RetrievalSettings, Section

FILE = "onrecord.toml"
PREFIX = "ONRECORD__"


class SettingsError(OnRecordError):
    """A setting that is unknown, out of range or cannot be read."""


class WebSettings(Section):
    """Section [web]: the page."""

    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(7860, ge=0, le=65535, description="port; 0 takes a free one")
    share: bool = Field(False, description="open a public tunnel; never on by default")
    auth: str = Field("", description="user file (name:hash a line); empty: no sign-in")
    uploads: bool = Field(True, description="visitors may add documents, and remove added ones")
    max_upload_mb: float = Field(20.0, gt=0, le=1000, description="largest added file (MB)")
    max_uploads: int = Field(200, ge=1, le=100_000, description="documents that may be added")
    questions_per_minute: int = Field(
        120, ge=0, le=100_000, description="of one visitor (user, else address); 0: no limit"
    )
    concurrency: int = Field(4, ge=1, le=64, description="questions answered at the same time")
    queue_size: int = Field(64, ge=1, le=10_000, description="requests that may wait")
    mcp: bool = Field(False, description="serve ask, search and claims as MCP tools")


class EvalSettings(Section):
    """Section [eval]: the benchmark."""

    gold: str = Field("", description="gold set file or folder; empty: the built-in ones")
    bootstrap: int = Field(1000, ge=0, le=100_000, description="resamples for 95 % intervals")
    seed: int = Field(20240322, ge=0, description="of the resampling")


class Settings(Section):
    """All settings, a section a part."""

    corpus: CorpusSettings = CorpusSettings()
    index: IndexSettings = IndexSettings()
    retrieval: RetrievalSettings = RetrievalSettings()
    answer: AnswerSettings = AnswerSettings()
    llm: LLMSettings = LLMSettings()
    web: WebSettings = WebSettings()
    eval: EvalSettings = EvalSettings()

    def fingerprint(self) -> str:
        """Name of all that shapes an answer: 12 hex digits."""
        shaping = self.model_dump(mode="json", exclude={"web", "eval"})
        shaping["corpus"].pop("path")
        shaping["index"].pop("path")
        for place in ("base_url", "key_env"):  # where a model is served does not shape its words
            shaping["llm"].pop(place)
        return hashlib.sha256(json.dumps(shaping, sort_keys=True).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings, where each value came from, and the folder that relative paths start at."""

    settings: Settings
    origins: Mapping[str, str]
    """ "section.key" -> "default", "onrecord.toml", "environment" or "--set"."""
    base: Path

    def path(self, value: str) -> Path:
        """A path of the settings, seen from the base folder."""
        return (self.base / Path(value).expanduser()).resolve()


def load(
    file: str | Path | None = None,
    overrides: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
) -> Loaded:
    """Settings by precedence: overrides ("section.key=value"), environment, file, defaults.

    Without ``file``, onrecord.toml of the working folder is read, else that of the project.

    :raises SettingsError: for a file that cannot be read, an unknown key or a bad value.
    """
    path, base = _locate(file)
    values: dict[str, dict[str, Any]] = {}
    origins: dict[str, str] = {}
    layers = [(_read(path), path.name)] if path else []
    layers.append(
        (_from_environment(os.environ if environment is None else environment), "environment")
    )
    layers.append((_from_overrides(overrides), "--set"))
    for layer, origin in layers:
        for section, entries in layer.items():
            _check_section(section, entries, origin)
            for key, value in entries.items():
                _check_key(section, key, origin)
                values.setdefault(section, {})[key] = value
                origins[f"{section}.{key}"] = origin
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        raise SettingsError(_first_problem(error, origins)) from error
    for section, model in settings:
        for key in type(model).model_fields:
            origins.setdefault(f"{section}.{key}", "default")
    return Loaded(settings, origins, base)


def _locate(file: str | Path | None) -> tuple[Path | None, Path]:
    """The settings file, and the folder that relative paths start at."""
    project = Path(__file__).resolve().parent.parent
    here = Path.cwd()
    home = here if (here / FILE).is_file() or not (project / FILE).is_file() else project
    if file is None:
        path = home / FILE
        return (path, home) if path.is_file() else (None, here)
    path = Path(file).expanduser()
    if not path.is_file() and not path.is_absolute() and (project / path).is_file():
        path = project / path
    if not path.is_file():
        raise SettingsError(f"no settings file {file}")
    # A preset changes values only: paths still start where the project's own file lies.
    base = path.resolve().parent
    return path, home if base.name == "presets" or path.name != FILE else base


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: cannot be read ({error})") from error


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    layer: dict[str, Any] = {}
    for name, value in environment.items():
        if name.upper().startswith(PREFIX):
            section, _, key = name[len(PREFIX) :].lower().partition("__")
            layer.setdefault(section, {})[key] = _parse(value)
    return layer


def _from_overrides(overrides: Sequence[str]) -> dict[str, Any]:
    layer: dict[str, Any] = {}
    for text in overrides:
        name, equals, value = text.partition("=")
        section, dot, key = name.strip().partition(".")
        if not (equals and dot and key):
            raise SettingsError(f"--set {text!r}: write it as section.key=value")
        layer.setdefault(section, {})[key] = _parse(value.strip())
    return layer


def _parse(text: str) -> Any:
    """A TOML value where the text is one, else the text itself."""
    try:
        return tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        return text


def _check_section(section: str, entries: object, origin: str) -> None:
    known = list(Settings.model_fields)
    if section not in known:
        raise SettingsError(f"{origin}: no section [{section}]{_nearest(section, known)}")
    if not isinstance(entries, dict):
        raise SettingsError(f"{origin}: [{section}] must be a section, not a value")


def _check_key(section: str, key: str, origin: str) -> None:
    model = Settings.model_fields[section].default
    known = list(type(model).model_fields)
    if key not in known:
        everywhere = [
            f"{name}.{k}"
            for name, f in Settings.model_fields.items()
            for k in type(f.default).model_fields
        ]
        near = difflib.get_close_matches(key, known, 1, 0.5)
        full = f"{section}.{near[0]}" if near else ""
        moved = [name for name in everywhere if name.endswith(f".{key}")]
        hint = (
            f"; did you mean {full or moved[0]}?"
            if full or moved
            else f"; known: {', '.join(known)}"
        )
        raise SettingsError(f"{origin}: no setting {section}.{key}{hint}")


def _nearest(word: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, known, 1, 0.4)
    return f"; did you mean [{near[0]}]?" if near else f"; known: {', '.join(known)}"


def _first_problem(error: ValidationError, origins: Mapping[str, str]) -> str:
    problem = error.errors()[0]
    name = ".".join(str(part) for part in problem["loc"][:2])
    message = problem["msg"].removeprefix("Value error, ")
    message = message[0].lower() + message[1:]
    if isinstance(problem["input"], dict):  # a section that does not hang together
        return f"[{name}]: {message}"
    return f"{origins.get(name, 'settings')}: {name} = {problem['input']!r}: {message}"
