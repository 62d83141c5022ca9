"""Gold sets: questions with what a careful editor would print, read from YAML and checked.

The schema is described in ``eval/gold/README.md``. Every mistake in a file (an unknown key, a
name that nothing defines, a quote that does not stand in its document) is refused in one line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

import yaml

from bot.types import ConflictKind
from eval.gold_checks import GoldError, Table, find_quote
from eval.gold_types import Fact, GoldConflict, GoldSet, Place, Question
from index.errors import CorpusError
from index.readers import list_corpus, read_source
from index.types import STANCES, Source

GOLD = Path(__file__).parent / "gold"
_KINDS = (
    "who when where how-many how-much said-about who-says why how yes-no which what list several "
    "overview follow-up false-premise unanswerable"
)
KINDS = tuple(_KINDS.split())
_TOP_KEYS = "set subject split corpus sources holders facts conflicts questions"
_FACT_KEYS = "source copies holder accept words hedge stance quote"
_QUESTION_KEYS = (
    "id kind ask after expect optional conflicts silent correction nearest must_not paraphrases "
    "misspelt note"
)
SPLITS = ("dev", "heldout")
SILENT = ("near", "nothing")
_MAX_DOCUMENT_BYTES = 20_000_000


def load_gold(path: Path, corpus: Path | None = None) -> GoldSet:
    """One gold set with its documents.

    :param corpus: folder of the documents; by default the one that the file names.
    :raises GoldError: one line that says what is wrong and where.
    """
    try:
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise GoldError(f"{path}: cannot be read ({error.strerror or error})") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: is not YAML ({' '.join(str(error).split())})") from error
    top = Table(loaded, str(path))
    top.only(_TOP_KEYS.split())
    folder = corpus or path.parent / top.text("corpus", ".")
    documents = _documents(folder, path)
    holders = _names(top.table("holders"))
    source_names = _source_names(top.table("sources"), documents)
    facts = {
        key: _fact(key, top.table("facts").table(key), documents, holders, source_names)
        for key in top.table("facts").keys
    }
    conflicts = {
        key: _conflict(key, top.table("conflicts").table(key), facts)
        for key in top.table("conflicts").keys
    }
    name = top.text("set", path.parent.name)
    questions: list[Question] = []
    for entry in top.tables("questions"):
        questions += _wordings(_question(name, entry, facts, conflicts), entry)
    _unique([q.id for q in questions], str(path))
    return GoldSet(
        name=name,
        subject=top.text("subject", name),
        split=top.choice("split", SPLITS, "dev"),
        corpus=folder,
        documents=documents,
        holders=holders,
        source_names=source_names,
        facts=facts,
        conflicts=conflicts,
        questions=tuple(questions),
    )


def find_gold(names: Sequence[str] = (), folder: Path = GOLD) -> list[Path]:
    """Gold files below a folder in a stable order; with names, only sets of these folders.

    Without names, sets kept aside (``heldout/``) are left out: they are scored once, at the end.
    """
    found = sorted(folder.rglob("gold.yaml"))
    if names:
        return [p for p in found if set(names) & set(p.relative_to(folder).parts)]
    return [p for p in found if "heldout" not in p.relative_to(folder).parts]


def _documents(folder: Path, path: Path) -> dict[str, Source]:
    try:
        listing = list_corpus(folder)
        if listing.problems:
            raise GoldError(f"{folder}: {listing.problems[0]}")
        return {d.id: read_source(d, _MAX_DOCUMENT_BYTES) for d in listing.documents}
    except CorpusError as error:
        raise GoldError(f"{path}: {error}") from error


def _names(table: Table) -> dict[str, tuple[str, ...]]:
    return {key: table.texts(key) for key in table.keys}


def _source_names(table: Table, documents: Mapping[str, Source]) -> dict[str, tuple[str, ...]]:
    """The names of each document: those listed, and its publisher, author, title and id."""
    table.known(documents, "document")
    return {
        key: tuple(
            dict.fromkeys(
                name
                for name in (
                    *(table.texts(key) if key in table.keys else ()),
                    source.publisher,
                    source.author,
                    source.title,
                    key,
                )
                if name
            )
        )
        for key, source in documents.items()
    }


def _fact(
    key: str,
    table: Table,
    documents: Mapping[str, Source],
    holders: Mapping[str, tuple[str, ...]],
    source_names: Mapping[str, tuple[str, ...]],
) -> Fact:
    table.only(_FACT_KEYS.split())
    source = table.one_of("source", documents)
    holder = table.one_of("holder", holders) if "holder" in table.keys else None
    copies = table.keys_of("copies", documents)
    accepted = list(table.keys_of("accept", {**holders, "source": ()}))
    keys = [holder or "source", *accepted]
    own = [name for document in (source, *copies) for name in source_names[document]]
    names = [n for k in keys for n in (own if k == "source" else holders[k])]
    quotes = table.texts("quote")
    if not quotes:
        raise GoldError(f"{table.where}: needs a quote")
    words = tuple(tuple(p.strip() for p in g.split("|")) for g in table.texts("words"))
    if not words:
        raise GoldError(f"{table.where}: needs words")
    return Fact(
        key=key,
        source=source,
        words=words,
        holder=holder,
        names=tuple(dict.fromkeys(names)),
        hedges=table.texts("hedge"),
        stances=table.choices("stance", STANCES),
        places=tuple(
            Place(document, *find_quote(documents[document].text, quote, table.where))
            for document in (source, *copies)
            for quote in quotes
        ),
    )


def _conflict(key: str, table: Table, facts: Mapping[str, Fact]) -> GoldConflict:
    table.only(["kinds", "sides"])
    kinds = table.choices("kinds", get_args(ConflictKind))
    sides = tuple(table.known_keys(side, facts) for side in table.lists("sides"))
    if len(sides) < 2 or not kinds:
        raise GoldError(f"{table.where}: needs kinds and at least two sides")
    return GoldConflict(key, kinds, sides)


def _question(
    name: str, table: Table, facts: Mapping[str, Fact], conflicts: Mapping[str, GoldConflict]
) -> Question:
    table.only(_QUESTION_KEYS.split())
    question = Question(
        id=f"{name}/{table.text('id')}",
        kind=table.choice("kind", KINDS),
        ask=table.text("ask"),
        after=table.texts("after"),
        expect=tuple(table.known_keys(g.split("|"), facts) for g in table.texts("expect")),
        optional=table.keys_of("optional", facts),
        conflicts=table.keys_of("conflicts", conflicts),
        silent=table.choice("silent", SILENT) if "silent" in table.keys else None,
        correction=table.keys_of("correction", facts),
        nearest=table.keys_of("nearest", facts),
        must_not=table.texts("must_not"),
    )
    if question.answerable != bool(question.expect):
        raise GoldError(f"{table.where}: needs either expect or silent")
    return question


def _wordings(question: Question, table: Table) -> list[Question]:
    """The question and its other wordings, each a question of its own."""
    out = [question]
    for variant, key in (("paraphrase", "paraphrases"), ("misspelt", "misspelt")):
        for ask in table.texts(key):
            number = len(out) + 1
            out.append(replace(question, id=f"{question.id}~{number}", ask=ask, variant=variant))
    return out


def _unique(ids: Sequence[str], where: str) -> None:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            raise GoldError(f"{where}: question {name} stands twice")
        seen.add(name)
