"""A small gold set in a folder of its own, and answers to it made by hand."""

from pathlib import Path

import pytest

from bot.types import Answer, Citation, Statement
from eval.gold_sets import load_gold

DOCUMENTS = {
    "post": "At least 14 people died, the coastguard said. "
    "Captain Ruth Bell said the door was shut.",
    "news": "The union said that 20 people had died. The ferry was built in 2009.",
}
SOURCES = """
[post]
file = "post.txt"
title = "Ferry sinks"
publisher = "Harbour Post"
[news]
file = "news.txt"
title = "Ferry sinks"
publisher = "Quay News"
"""
GOLD = """
set: small
subject: accident
holders:
  coastguard: [coastguard]
  bell: [Ruth Bell, Captain Bell]
  union: [union]
facts:
  dead-14: {source: post, holder: coastguard, words: ["14"], hedge: [at least],
    quote: "At least 14 people died, the coastguard said"}
  dead-20: {source: news, holder: union, words: ["20"],
    quote: "The union said that 20 people had died"}
  shut: {source: post, holder: bell, words: [door, "shut|closed"], stance: [stated],
    quote: "Captain Ruth Bell said the door was shut"}
  built: {source: news, words: ["2009"], quote: The ferry was built in 2009}
conflicts:
  toll: {kinds: [figures], sides: [[dead-14], [dead-20]]}
questions:
  - {id: dead, kind: how-many, ask: "How many died?", expect: [dead-14, dead-20], conflicts: [toll]}
  - {id: door, kind: said-about, ask: "What did Bell say about the door?", expect: [shut]}
  - {id: built, kind: when, ask: "When was the ferry built?", expect: [built]}
  - {id: hurt, kind: unanswerable, ask: "How many were hurt?", silent: near, nearest: [dead-14]}
  - {id: open, kind: false-premise, ask: "Why did Bell say the door was open?", silent: near,
     correction: [shut], must_not: [door was open]}
"""


def write_small(folder: Path) -> Path:
    """The small set as files; its gold file."""
    for name, text in DOCUMENTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "sources.toml").write_text(SOURCES, encoding="utf-8")
    path = folder / "gold.yaml"
    path.write_text(GOLD, encoding="utf-8")
    return path


@pytest.fixture
def small(tmp_path):
    return load_gold(write_small(tmp_path))


@pytest.fixture
def ask(small):
    """The question of an id."""
    return lambda name: next(q for q in small.questions if q.id == f"small/{name}")


@pytest.fixture
def answer(small):
    """An answer of sentences, each cited from a quote of a document."""

    def make(*said, **fields):
        statements, citations = [], []
        for number, (text, source_id, quote) in enumerate(said, start=1):
            source = small.documents[source_id]
            start = source.text.index(quote)
            citations.append(
                Citation(
                    marker=number,
                    source_id=source_id,
                    passage_id="p",
                    start=start,
                    end=start + len(quote),
                    quote=quote,
                )
            )
            statements.append(Statement(text=text, source_id=source_id, citations=(number,)))
        return Answer(
            question="?",
            answer=" ".join(f"{s[0]} [{n}]" for n, s in enumerate(said, start=1)),
            statements=tuple(statements),
            citations=tuple(citations),
            **fields,
        )

    return make
