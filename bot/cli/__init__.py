"""The command ``onrecord``: its verbs, their flags, and how errors reach people."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

_VERBS = {
    "index": ("bot.cli.indexing", "read the corpus into the index; only what changed"),
    "ask": ("bot.cli.asking", "answer one question"),
    "chat": ("bot.cli.asking", "a conversation on the terminal"),
    "serve": ("bot.cli.serving", "the web page"),
    "search": ("bot.cli.looking", "passages only"),
    "claims": ("bot.cli.looking", "who said what in a document"),
    "sources": ("bot.cli.looking", "the documents, or one document's normalised text"),
    "batch": ("bot.cli.batch", "JSON lines in, JSON lines out"),
    "feedback": ("bot.cli.feedback", "what readers said of answers; candidates for the gold set"),
    "eval": ("eval.cli", "run the benchmark"),
    "config": ("bot.cli.checking", "the settings in force, and where each came from"),
    "doctor": ("bot.cli.checking", "check the installation and the index; says what to do"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb. Exit status: 0 done, 1 failed, 2 wrong usage or settings."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    verb = next((word for word in words if word in _VERBS), None)
    parser = _parser(verb)
    options = parser.parse_args(words)
    from bot.settings import SettingsError
    from index.errors import OnRecordError

    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except SettingsError as error:
        return _fail(error, 2)
    except OnRecordError as error:
        return _fail(error, 1)
    except KeyboardInterrupt:
        return _fail("stopped", 130)
    except BrokenPipeError:
        # The reader of our output has gone (`onrecord claims | head`): nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        return _fail(f"{error.strerror or error}{where}", 1)


def _fail(error: object, status: int) -> int:
    print(f"onrecord: {' '.join(str(error).split())}", file=sys.stderr)
    return status


def _parser(wanted: str | None) -> argparse.ArgumentParser:
    """The parser; only the wanted verb's module is imported, so that each starts quickly."""
    parser = argparse.ArgumentParser(
        prog="onrecord",
        description="Ask a set of documents and learn who said what.",
    )
    parser.add_argument("--version", action="version", version=f"onrecord {_version()}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for verb, (module, text) in _VERBS.items():
        sub = verbs.add_parser(verb, help=text, description=text[0].upper() + text[1:] + ".")
        if verb == wanted:
            if module == "eval.cli":
                loaded = import_module(module)
                loaded.add_arguments(sub)
                sub.set_defaults(run=loaded.run)
            else:
                getattr(import_module(module), f"add_{verb}")(sub)
    return parser


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("onrecord")
    except PackageNotFoundError:
        return "(not installed)"
