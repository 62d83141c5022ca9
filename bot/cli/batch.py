"""``onrecord batch``: many questions as JSON lines, the models loaded once and run in batches."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from bot.cli.flags import add_filters, add_settings, bot_of, filters_of, loaded_of
from bot.settings import Settings
from index.errors import OnRecordError

if TYPE_CHECKING:
    from bot.desk import Desk, Pile
    from bot.engine import Bot
    from bot.reader import Reader

_GROUP = 48
"""Lines whose documents go through the models together."""


def add_batch(parser: argparse.ArgumentParser) -> None:
    """Flags of ``batch``."""
    parser.add_argument(
        "--in", dest="input", metavar="F", help="JSON lines; standard input if not given"
    )
    parser.add_argument("--out", metavar="F", help="standard output if not given")
    add_settings(parser)
    add_filters(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Answer every line in order. A bad line gets its error and stops nothing."""
    loaded = loaded_of(options)
    filters_of(options)
    with ExitStack() as files:
        lines: TextIO = sys.stdin
        out: TextIO = sys.stdout
        if options.input and options.input != "-":
            lines = files.enter_context(
                Path(options.input).open(encoding="utf-8", errors="replace")
            )
        if options.out and options.out != "-":
            out = files.enter_context(Path(options.out).open("w", encoding="utf-8"))
        runner = _Runner(options, loaded.settings)
        for group in _groups(lines):
            for row in runner.answers(group):
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
            out.flush()
    return 0


def _groups(lines: Iterable[str]) -> Iterator[list[str]]:
    group: list[str] = []
    for line in lines:
        if line.strip():
            group.append(line)
        if len(group) == _GROUP:
            yield group
            group = []
    if group:
        yield group


class _Runner:
    """Answers groups of lines; the index and the models are opened when first needed."""

    def __init__(self, options: argparse.Namespace, settings: Settings) -> None:
        self._options = options
        self._settings = settings
        self._bot: Bot | None = None
        self._desk: Desk | None = None
        self._reader: Reader | None = None

    def answers(self, lines: list[str]) -> list[dict[str, Any]]:
        """One row a line, in order."""
        requests = [_request(line) for line in lines]
        piles = self._piles(requests)
        return [self._answer(request, pile) for request, pile in zip(requests, piles, strict=True)]

    def _piles(self, requests: list[dict[str, Any]]) -> list[Pile | str | None]:
        """For each request its documents, ready; an error; or None where it asks the index."""
        from bot.desk import Desk
        from index.readers import source_of

        ready: list[Pile | str | None] = [None] * len(requests)
        good: list[int] = []
        for number, request in enumerate(requests):
            if "error" in request or request.get("documents") is None:
                continue
            try:
                if not isinstance(request["documents"], list) or not request["documents"]:
                    raise OnRecordError("documents must be a list of one or more")
                if not all(isinstance(d, dict) for d in request["documents"]):
                    raise OnRecordError("each of documents must be an object with id and text")
                sources = [source_of(d) for d in request["documents"]]
                if len({s.id for s in sources}) < len(sources):
                    raise OnRecordError("two documents have the same id")
                request["documents"] = sources
                good.append(number)
            except OnRecordError as error:
                ready[number] = str(error)
        if good:
            self._desk = self._desk or Desk(self._settings)
            laid = self._desk.lay_many([requests[number]["documents"] for number in good])
            for number, pile in zip(good, laid, strict=True):
                ready[number] = pile
        return ready

    def _answer(self, request: dict[str, Any], pile: Pile | str | None) -> dict[str, Any]:
        row = {"id": request.get("id")}
        problem = request.get("error") or (pile if isinstance(pile, str) else None)
        if problem:
            return row | {"error": " ".join(str(problem).split())}
        try:
            bot = self._index_bot() if pile is None else self._pile_bot(pile)  # type: ignore[arg-type]
            return row | {"answer": bot.ask(request["question"]).model_dump(mode="json")}
        except OnRecordError as error:
            return row | {"error": " ".join(str(error).split())}
        except Exception as error:  # one bad line must not stop the others
            return row | {"error": f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"}

    def _index_bot(self) -> Bot:
        if self._bot is None:
            self._bot = bot_of(self._options)
        return self._bot

    def _pile_bot(self, pile: Pile) -> Bot:
        from bot.engine import Bot
        from bot.opening import open_reader

        if self._reader is None:
            self._reader = open_reader(self._settings)
        bot = Bot(pile, self._settings, self._reader)
        bot.filters = filters_of(self._options)
        return bot


def _request(line: str) -> dict[str, Any]:
    """A parsed line, or what is wrong with it under "error"."""
    try:
        request = json.loads(line)
    except ValueError as error:
        return {"id": None, "error": f"no JSON: {error}"}
    if not isinstance(request, dict):
        return {"id": None, "error": "a line must be a JSON object"}
    if not isinstance(request.get("question"), str) or not request["question"].strip():
        return {"id": request.get("id"), "error": "a line needs a question as text"}
    return request
