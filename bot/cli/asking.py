"""``onrecord ask`` and ``onrecord chat``: answers on the terminal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.cli.flags import add_filters, add_json, add_settings, bot_of, print_json
from bot.events import Event, Text
from bot.render import answer_text, plain
from bot.types import Answer
from index.errors import OnRecordError

if TYPE_CHECKING:
    from bot.engine import Bot


def add_ask(parser: argparse.ArgumentParser) -> None:
    """Flags of ``ask``."""
    parser.add_argument("question", metavar="QUESTION", nargs="+")
    add_settings(parser)
    add_filters(parser)
    add_json(parser)
    parser.set_defaults(run=run_ask)


def add_chat(parser: argparse.ArgumentParser) -> None:
    """Flags of ``chat``."""
    add_settings(parser)
    add_filters(parser)
    parser.set_defaults(run=run_chat)


def run_ask(options: argparse.Namespace) -> int:
    """Answer one question."""
    bot = bot_of(options)
    question = " ".join(options.question)
    if options.json:
        print_json(bot.ask(question).model_dump(mode="json"))
    else:
        print(_told(bot, bot.stream(question)))
    return 0


def run_chat(options: argparse.Namespace) -> int:
    """Answer line after line until the input ends."""
    bot = bot_of(options)
    conversation = bot.conversation()
    person = sys.stdin.isatty()
    if person:
        print(f"{len(bot.sources())} documents. Ask; an empty line or Ctrl-D ends.")
    while True:
        try:
            question = input("> " if person else "").strip()
        except EOFError:
            return 0
        if not question:
            if person:
                return 0
            continue
        try:
            print(_told(bot, conversation.stream(question)), end="\n\n")
        except OnRecordError as error:
            print(f"onrecord: {error}", file=sys.stderr)


def _told(bot: Bot, events: Iterator[Event]) -> str:
    """What is still to be printed of an answer.

    What a language model writes is printed on a terminal sentence by sentence as it passes.
    """
    live = sys.stdout.isatty() and bot.writer is not None
    for event in events:
        if isinstance(event, Answer):
            if live:
                print(flush=True)
            return answer_text(event, colour=sys.stdout.isatty(), told=live)
        if live and isinstance(event, Text):
            print(plain(event.text), end="", flush=True)
    raise AssertionError("a stream ends with its answer")
