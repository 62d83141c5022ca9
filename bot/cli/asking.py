"""``onrecord ask`` and ``onrecord chat``: answers on the terminal."""

from __future__ import annotations

import argparse
import sys

from bot.cli.flags import add_filters, add_json, add_settings, bot_of, print_json
from bot.render import answer_text
from index.errors import OnRecordError


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
    answer = bot.ask(" ".join(options.question))
    if options.json:
        print_json(answer.model_dump(mode="json"))
    else:
        print(answer_text(answer, colour=sys.stdout.isatty()))
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
            print(answer_text(conversation.ask(question), colour=sys.stdout.isatty()), end="\n\n")
        except OnRecordError as error:
            print(f"onrecord: {error}", file=sys.stderr)
