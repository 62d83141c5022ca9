"""``onrecord search``, ``claims`` and ``sources``: what is in the index, without an answer."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.cli.flags import add_filters, add_json, add_settings, bot_of, loaded_of, print_json
from bot.render import plain
from index.errors import CorpusError
from index.types import Claim, Source

_CLAIM_KEYS = (
    "source_id", "passage_id", "text", "holder", "holder_words", "chain", "cue", "stance",
    "hedges", "quoted", "start", "end",
)  # fmt: skip


def add_search(parser: argparse.ArgumentParser) -> None:
    """Flags of ``search``."""
    parser.add_argument("query", metavar="QUERY", nargs="+")
    parser.add_argument("--limit", type=int, default=None, metavar="N", help="passages shown")
    add_settings(parser)
    add_filters(parser)
    add_json(parser)
    parser.set_defaults(run=run_search)


def add_claims(parser: argparse.ArgumentParser) -> None:
    """Flags of ``claims``."""
    parser.add_argument("source", nargs="?", metavar="SOURCE_ID | FILE")
    parser.add_argument("--marked", action="store_true", help="the text with its claims in colour")
    add_settings(parser)
    add_json(parser)
    parser.set_defaults(run=run_claims)


def add_sources(parser: argparse.ArgumentParser) -> None:
    """Flags of ``sources``."""
    parser.add_argument("source", nargs="?", metavar="SOURCE_ID")
    add_settings(parser)
    add_json(parser)
    parser.set_defaults(run=run_sources)


def run_search(options: argparse.Namespace) -> int:
    """Print the passages for a query."""
    bot = bot_of(options)
    found = bot.search(" ".join(options.query), limit=options.limit)
    if options.json:
        rows = []
        for scored in found:
            passage = scored.passage
            rows.append(
                {
                    "passage_id": passage.id,
                    "source_id": passage.source_id,
                    "start": passage.start,
                    "end": passage.end,
                    "text": passage.text,
                    "context": passage.context,
                    "score": round(scored.score, 6),
                    "dense_rank": scored.dense_rank,
                    "lexical_rank": scored.lexical_rank,
                }
            )
        print_json(rows)
        return 0
    for number, scored in enumerate(found, 1):
        ranks = f"dense {scored.dense_rank or '-'}, lexical {scored.lexical_rank or '-'}"
        place = f"[{scored.passage.start}-{scored.passage.end}]"
        print(f"{number}. {scored.passage.source_id} {place} ({ranks})")
        print(f"   {' '.join(plain(scored.passage.text).split())}\n")
    return 0


def run_claims(options: argparse.Namespace) -> int:
    """Print who said what, in one document or in all."""
    from bot.render_claims import claims_marked, claims_table

    sources, claims = _claims(options)
    if options.json:
        print_json([claim_json(claim) for claim in claims])
        return 0
    for source in sources:
        own = [claim for claim in claims if claim.source_id == source.id]
        colour = sys.stdout.isatty()
        draw = claims_marked if options.marked else claims_table
        print(draw(source, own, colour=colour))
    return 0


def _claims(options: argparse.Namespace) -> tuple[list[Source], list[Claim]]:
    name = options.source
    if name and Path(name).is_file():
        return _claims_of_file(Path(name), options)
    bot = bot_of(options)
    known = bot.sources()
    if name and name not in known:
        raise CorpusError(f"no document {name!r}; known: {', '.join(list(known)[:10]) or 'none'}")
    ids = [name] if name else list(known)
    claims = bot.claims(name) if name else bot.claims()
    return list(bot.shelf.store.texts(ids).values()), claims


def _claims_of_file(path: Path, options: argparse.Namespace) -> tuple[list[Source], list[Claim]]:
    from bot.desk import Desk
    from bot.engine import Bot
    from index.readers import list_paths, read_source

    settings = loaded_of(options).settings
    (document,) = list_paths([path]).documents
    source = read_source(document, int(settings.corpus.max_file_mb * 1e6))
    bot = Bot(Desk(settings).lay([source]), settings)
    return [source], bot.claims()


def claim_json(claim: Claim) -> dict[str, Any]:
    """A claim as the contract prints it."""
    row = asdict(claim)
    return {key: row[key] for key in _CLAIM_KEYS}


def run_sources(options: argparse.Namespace) -> int:
    """Print the list of documents, or the normalised text of one."""
    bot = bot_of(options)
    known = bot.sources()
    if options.source:
        if options.source not in known:
            raise CorpusError(
                f"no document {options.source!r}; known: {', '.join(list(known)[:10]) or 'none'}"
            )
        source = bot.shelf.store.texts([options.source])[options.source]
        if options.json:
            print_json(_source_json(source) | {"text": source.text})
        else:
            sys.stdout.write(source.text if not sys.stdout.isatty() else plain(source.text) + "\n")
        return 0
    if options.json:
        print_json([_source_json(source) for source in known.values()])
        return 0
    for source in known.values():
        about = ", ".join(p for p in (source.publisher, source.author, source.published) if p)
        print(f"{source.id}  {plain(source.title)}  ({plain(about) or 'no details'})")
    return 0


def _source_json(source: Source) -> dict[str, Any]:
    row = asdict(source)
    row.pop("text")
    return row
