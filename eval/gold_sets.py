"""Gold sets: questions with what a careful editor would print, read from YAML and checked.

The schema is described in ``eval/gold/README.md``. Every mistake in a file (an unknown key, a
name that nothing defines, a quote that does not stand in its document) is refused in one line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import get_args

import yaml

from bot.types import ConflictKind
from eval.gold_checks import GoldError, Table, find_quote
from index.errors import CorpusError
from index.readers import list_corpus, read_source
from index.types import STANCES, Source, Span

GOLD = Path(__file__).parent / "gold"
_KINDS = (
    "who when where how-many how-much said-about who-says why how yes-no which what list several "
    "overview follow-up false-premise unanswerable"
)
KINDS = tuple(_KINDS.split())
_TOP_KEYS = "set subject split corpus sources holders facts conflicts questions"
_FACT_KEYS = "source holder accept words hedge stance quote"
_QUESTION_KEYS = (
    "id kind ask after expect optional conflicts silent correction nearest must_not paraphrases "
    "misspelt note"
)
SPLITS = ("dev", "heldout")
SILENT = ("near", "nothing")
_MAX_DOCUMENT_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement that the documents make, and how an answer may word it."""

    key: str
    source: str
    """Id of the document that says or reports it."""
    words: tuple[tuple[str, ...], ...]
    """Groups of alternatives: of each group one phrase must stand in the answer's sentence."""
    holder: str | None = None
    """Key of who holds it; None: the document's own words."""
    names: tuple[str, ...] = ()
    """The names that attribute it rightly: those of the holder, or of the document."""
    hedges: tuple[str, ...] = ()
    """Alternatives of which one must stand in the sentence; empty: nothing is hedged."""
    stances: tuple[str, ...] = ()
    """Stances that are right; empty: not judged."""
    spans: tuple[Span, ...] = ()
    """Where it stands in the normalised text; any one of them supports it."""


@dataclass(frozen=True, slots=True)
class GoldConflict:
    """Facts that do not agree, grouped by side."""

    key: str
    kinds: tuple[str, ...]
    sides: tuple[tuple[str, ...], ...]
    """Keys of facts; a conflict is found when facts of two sides are set against each other."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question and what a right answer to it holds."""

    id: str
    """Unique: set, question and, for another wording, its number ("crocus/killed~2")."""
    kind: str
    ask: str
    after: tuple[str, ...] = ()
    """Questions of the same conversation, asked before."""
    expect: tuple[tuple[str, ...], ...] = ()
    """What a right answer states: of each group of equivalent facts (their keys) one."""
    optional: tuple[str, ...] = ()
    """Facts that it may state."""
    conflicts: tuple[str, ...] = ()
    """Keys of the conflicts that it shows."""
    silent: str | None = None
    """The documents do not answer: "near" (about it, but not this) or "nothing"."""
    correction: tuple[str, ...] = ()
    """For a false premise: facts that set it right; stating one is as good as abstaining."""
    nearest: tuple[str, ...] = ()
    """Facts that an abstention may offer."""
    must_not: tuple[str, ...] = ()
    """Phrases that no answer may state."""
    variant: str = ""
    """"paraphrase" or "misspelt" for another wording of a question."""

    @property
    def answerable(self) -> bool:
        """Whether the documents answer it."""
        return self.silent is None

    @property
    def facts(self) -> tuple[str, ...]:
        """Every fact that bears on the question."""
        expected = tuple(key for group in self.expect for key in group)
        return expected + self.optional + self.correction + self.nearest


@dataclass(frozen=True, slots=True)
class GoldSet:
    """One folder of documents with its questions."""

    name: str
    subject: str
    split: str
    corpus: Path
    documents: Mapping[str, Source]
    holders: Mapping[str, tuple[str, ...]]
    source_names: Mapping[str, tuple[str, ...]]
    facts: Mapping[str, Fact]
    conflicts: Mapping[str, GoldConflict]
    questions: tuple[Question, ...] = field(default=())


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
    accepted = list(table.keys_of("accept", {**holders, "source": ()}))
    keys = [holder or "source", *accepted]
    names = [n for k in keys for n in (source_names[source] if k == "source" else holders[k])]
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
        spans=tuple(find_quote(documents[source].text, q, table.where) for q in quotes),
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
