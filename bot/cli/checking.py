"""``onrecord config`` and ``onrecord doctor``: what is set, and whether all is well."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.cli.flags import add_json, add_settings, loaded_of, notice, print_json
from bot.settings import Loaded
from index.errors import OnRecordError


def add_config(parser: argparse.ArgumentParser) -> None:
    """Flags of ``config``."""
    add_settings(parser)
    add_json(parser)
    parser.set_defaults(run=run_config)


def add_doctor(parser: argparse.ArgumentParser) -> None:
    """Flags of ``doctor``."""
    add_settings(parser)
    add_json(parser)
    parser.set_defaults(run=run_doctor)


def run_config(options: argparse.Namespace) -> int:
    """Print each setting, its value and where it came from."""
    loaded = loaded_of(options)
    dumped = loaded.settings.model_dump(mode="json")
    if options.json:
        print_json(
            {
                section: {
                    key: {"value": value, "from": loaded.origins[f"{section}.{key}"]}
                    for key, value in entries.items()
                }
                for section, entries in dumped.items()
            }
        )
        return 0
    for section, entries in dumped.items():
        print(f"[{section}]")
        fields = type(getattr(loaded.settings, section)).model_fields
        for key, value in entries.items():
            shown = f'"{value}"' if isinstance(value, str) else str(value).lower()
            origin = loaded.origins[f"{section}.{key}"]
            print(f"{key} = {shown:24} # {origin}: {fields[key].description}")
        if section == "llm" and loaded.settings.llm.provider != "none":
            variable = loaded.settings.llm.key_env
            print(f"# {variable} is {'set' if os.environ.get(variable) else 'not set'}")
        print()
    print(f"# relative paths start at {loaded.base}")
    print(f"# fingerprint {loaded.settings.fingerprint()}")
    return 0


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    good: bool
    told: str
    """What was found, or what to do."""


def run_doctor(options: argparse.Namespace) -> int:
    """Check the installation and the index; 1 if something has to be done."""
    loaded = loaded_of(options)
    checks = list(_checks(loaded))
    if options.json:
        print_json([{"name": c.name, "good": c.good, "told": c.told} for c in checks])
    else:
        for check in checks:
            print(f"{'ok  ' if check.good else 'FAIL'} {check.name}: {check.told}")
    return 0 if all(check.good for check in checks) else 1


def _checks(loaded: Loaded) -> Iterator[Check]:
    tests: list[tuple[str, Callable[[Loaded], str]]] = [
        ("python", _python),
        ("tokens", _tokens),
        ("encoder", _encoder),
        ("tagger", _tagger),
        ("reader", _reader),
        ("corpus", _corpus),
        ("index", _index),
        ("model", _model),
    ]
    for name, test in tests:
        try:
            yield Check(name, True, test(loaded))
        except OnRecordError as error:
            yield Check(name, False, str(error))
        except Exception as error:  # a doctor that falls ill helps nobody
            yield Check(
                name, False, f"{type(error).__name__}: {error}; reinstall with make install"
            )


def _python(loaded: Loaded) -> str:
    return sys.version.split()[0]


def _tokens(loaded: Loaded) -> str:
    from index.tokens import ENCODING, count_tokens

    return f"{ENCODING} reads ({count_tokens('who said what')} tokens in a test)"


def _encoder(loaded: Loaded) -> str:
    from index.encoder import Encoder

    encoder = Encoder(
        loaded.path(loaded.settings.index.encoder) if loaded.settings.index.encoder else None
    )
    same, other = (
        encoder.embed(["The minister resigned.", "Rain fell in the hills."])
        @ encoder.embed(["The minister stepped down."]).T
    )
    if not same > other:
        raise OnRecordError("the encoder's vectors make no sense; restore index/models")
    return f"vectors of {encoder.embed(['x']).shape[1]} dimensions"


def _tagger(loaded: Loaded) -> str:
    from index.annotate import Annotator
    from index.types import Source

    text = "The mayor said the bridge was safe.\n"
    claims = Annotator().claims([Source("check", text)])[0]
    return f"{len(claims)} claim in a test"


def _reader(loaded: Loaded) -> str:
    from bot.opening import open_reader

    if not loaded.settings.answer.reader:
        return "turned off (answer.reader); answers rest on words and vectors alone"
    reader = open_reader(loaded.settings)
    return "loads" if reader else "not installed; answers rest on words and vectors alone"


def _corpus(loaded: Loaded) -> str:
    from index.readers import list_corpus

    folder = loaded.path(loaded.settings.corpus.path)
    listing = list_corpus(folder)
    if listing.problems:
        raise OnRecordError("; ".join(listing.problems))
    if not listing.documents:
        raise OnRecordError(f"{folder} holds no .txt or .md file; put documents there")
    return f"{len(listing.documents)} documents in {folder}"


def _index(loaded: Loaded) -> str:
    from bot.library import Library

    library = Library(loaded, notice)
    count = library.store.count()
    if not library.fresh:
        raise OnRecordError("not in step with the corpus; run onrecord index")
    return f"{count} passages of {len(library.store.sources())} documents in {library.folder}"


def _model(loaded: Loaded) -> str:
    """The language model with its prompts, asked for one word; what is wrong where it fails."""
    from bot.llm.types import Message
    from bot.opening import open_writer

    writer = open_writer(loaded.settings, loaded.base)
    if writer is None:
        return "none set; answers are composed from the claims (docs/language-model.md)"
    model = writer.model
    started = time.perf_counter()
    reply = model.complete([Message("user", "Say the word ready and nothing else.")])
    spent = time.perf_counter() - started
    shown = " ".join(reply.split())[:40]
    return f"{model.name} at {loaded.settings.llm.base_url} replies in {spent:.1f} s: {shown!r}"
