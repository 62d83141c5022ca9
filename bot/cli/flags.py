"""The flags that verbs share, and the bot they ask for."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from bot.settings import Loaded, SettingsError, load
from index.filters import Filters
from index.readers import iso_date

if TYPE_CHECKING:
    from bot.engine import Bot


def add_settings(parser: argparse.ArgumentParser) -> None:
    """--settings, --set, --corpus."""
    parser.add_argument("--settings", metavar="FILE", help="settings file or preset")
    parser.add_argument(
        "--set", metavar="SECTION.KEY=VALUE", action="append", default=[], dest="overrides",
        help="change one setting; may be repeated",
    )  # fmt: skip
    parser.add_argument("--corpus", metavar="DIR", help="answer from this folder")


def add_filters(parser: argparse.ArgumentParser) -> None:
    """--source, --publisher, --since, --until."""
    parser.add_argument("--source", metavar="ID", action="append", default=[])
    parser.add_argument("--publisher", metavar="NAME", action="append", default=[])
    parser.add_argument("--since", metavar="DATE", help="first day, YYYY-MM-DD")
    parser.add_argument("--until", metavar="DATE", help="last day, YYYY-MM-DD")


def add_json(parser: argparse.ArgumentParser) -> None:
    """--json."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def loaded_of(options: argparse.Namespace) -> Loaded:
    """The settings that the flags ask for."""
    overrides = list(options.overrides)
    if options.corpus:
        from pathlib import Path

        overrides.append(f"corpus.path={json.dumps(str(Path(options.corpus).resolve()))}")
    return load(options.settings, overrides)


def filters_of(options: argparse.Namespace) -> Filters:
    """The filters that the flags ask for.

    :raises SettingsError: for a date that is none.
    """
    days: dict[str, str | None] = {}
    for name in ("since", "until"):
        value = getattr(options, name)
        days[name] = iso_date(value) if value else None
        if value and not days[name]:
            raise SettingsError(f"--{name} {value!r} is no date like 2024-03-22")
    return Filters(tuple(options.source), tuple(options.publisher), days["since"], days["until"])


def bot_of(options: argparse.Namespace) -> Bot:
    """A bot over the corpus, its index brought up to date, with the filters of the flags.

    :raises SettingsError: for a filter that no document passes.
    """
    from bot.engine import Bot

    bot = Bot.open(loaded_of(options), notice=notice, progress=progress())
    if hasattr(options, "since"):
        bot.filters = filters_of(options)
        check_filters(bot)
    return bot


def check_filters(bot: Bot) -> None:
    """Refuse names of sources and publishers that no document has."""
    from difflib import get_close_matches

    sources = bot.sources()
    known = {
        "--source": (bot.filters.sources, sorted(sources)),
        "--publisher": (
            bot.filters.publishers,
            sorted({s.publisher for s in sources.values() if s.publisher}),
        ),
    }
    for flag, (wanted, names) in known.items():
        for name in wanted:
            if name.casefold() not in {n.casefold() for n in names}:
                near = get_close_matches(name, names, 1, 0.4) or names[:5]
                raise SettingsError(
                    f"{flag} {name!r}: no such document; known: {', '.join(near) or 'none'}"
                )


def notice(line: str) -> None:
    """One line to the person, out of the way of what the verb prints."""
    print(f"onrecord: {line}", file=sys.stderr)


def progress() -> Progress | None:
    """A progress bar on stderr where that is a terminal, else nothing."""
    return Progress() if sys.stderr.isatty() else None


class Progress:
    """Documents indexed so far, on one line."""

    def __call__(self, done: int, total: int, name: str) -> None:
        """Draw the bar."""
        width = 30
        filled = width * done // max(total, 1)
        bar = "#" * filled + "." * (width - filled)
        end = "\n" if done >= total else ""
        print(
            f"\rindexing [{bar}] {done}/{total} {name[:40]:40}",
            end=end,
            file=sys.stderr,
            flush=True,
        )


def print_json(value: object) -> None:
    """JSON for people and programs: indented, letters as they are."""
    print(json.dumps(value, ensure_ascii=False, indent=2))
