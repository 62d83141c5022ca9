"""The conversation: a question in, stages and an answer out, with its evidence."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.engine import Bot
from bot.events import Stage, Text
from bot.types import Answer
from bot.web.evidence import evidence_html
from bot.web.markup import as_markdown_text, chat_markdown
from bot.web.session import Session, Turn
from index.errors import OnRecordError
from index.filters import Filters

Messages = list[Any]
"""Mappings with role and content, as Gradio's Chatbot takes them."""
STAGES = {
    "indexing": "Reading new documents …",
    "searching": "Searching the documents …",
    "reading": "Reading the passages …",
    "writing": "Writing the answer …",
}
_EVERY = 0.05
"""Seconds between two pictures of an answer in the making: a word each would drown the line."""


def messages(session: Session) -> Messages:
    """The whole conversation as the chat shows it."""
    shown: Messages = []
    for number, turn in enumerate(session.turns):
        markers = {citation.marker for citation in turn.answer.citations}
        shown.append({"role": "user", "content": as_markdown_text(turn.question)})
        answer = chat_markdown(turn.answer.answer, number, markers)
        shown.append({"role": "assistant", "content": answer})
    return shown


def answer_in_turn(
    bot: Bot, question: str, session: Session, filters: Filters, within: Filters
) -> Iterator[tuple[Messages, Session]]:
    """The conversation with its new question: stages, then the answer as it grows, then all of it.

    :param filters: what the visitor chose, which the session keeps.
    :param within: what the question may be answered from: the same, within the page's own limits.

    The last session that comes holds the new turn; when something is wrong, it is the old one and
    the chat says what.
    """
    session = replace(session, filters=filters)
    before = [*messages(session), {"role": "user", "content": as_markdown_text(question)}]

    def with_reply(content: str) -> tuple[Messages, Session]:
        return [*before, {"role": "assistant", "content": content}], session

    full, text, shown = question, "", 0.0
    try:
        for event in bot.stream(question, within, session.memory()):
            if isinstance(event, Stage):
                full = event.detail if event.name == "searching" else full
                yield with_reply(f"*{STAGES[event.name]}*")
            elif isinstance(event, Text):
                text += event.text
                if time.monotonic() - shown > _EVERY:
                    shown = time.monotonic()
                    yield with_reply(as_markdown_text(text))
            elif isinstance(event, Answer):
                session = with_answer(bot, session, question, full, event)
                yield messages(session), session
    except OnRecordError as error:
        yield with_reply(f"Something is wrong: {as_markdown_text(str(error))}")


def with_answer(bot: Bot, session: Session, question: str, full: str, answer: Answer) -> Session:
    """The session with a turn more; the turns are shown anew when the oldest has gone."""
    grown = session.plus(Turn(question, full, answer))
    return with_evidence(bot, grown, all_turns=len(grown.turns) == len(session.turns))


def with_evidence(bot: Bot, session: Session, all_turns: bool = True) -> Session:
    """The session with the cards of its turns (or of the last one) drawn."""
    first = 0 if all_turns else len(session.turns) - 1
    drawn = [
        replace(turn, evidence=evidence_of(bot, turn.answer, number)) if number >= first else turn
        for number, turn in enumerate(session.turns)
    ]
    return replace(session, turns=tuple(drawn))


def evidence_of(bot: Bot, answer: Answer, turn: int | str) -> str:
    """The evidence of an answer; ``turn`` goes into the ids of its cards."""
    sources = bot.shelf.store.texts([c.source_id for c in answer.citations])
    passages = bot.shelf.store.passages([c.passage_id for c in answer.citations])
    return evidence_html(answer, turn, sources, passages)
