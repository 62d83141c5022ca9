"""The first page: the chat on the left, the evidence of the turn on the right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from bot.engine import Bot
from bot.web.after_answer import AfterAnswer
from bot.web.board import Board, allowed_sources
from bot.web.conversation import answer_in_turn, messages, with_evidence
from bot.web.evidence import EMPTY, document_html, panel
from bot.web.filter_bar import FilterBar, filters_from, within
from bot.web.limits import RateLimit, visitor_of
from bot.web.markup import from_markdown_text
from bot.web.session import Session, from_browser, to_browser

LONGEST_QUESTION = 2000
_SCRIPT = Path(__file__).with_name("page.js")
_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_KEY = "onrecord"
"""Where the browser keeps a conversation. The page hands the key to whoever opens it, so it hides
nothing; that the name of the owner is kept with it is what keeps people apart."""
Shown = tuple[Any, ...]
"""Box, chat, session, evidence, what the browser keeps, the list of answers."""


class AskTab:
    """The components of the page and what their events do."""

    def __init__(
        self, page: gr.Blocks, tab: gr.Tab, bot: Bot, board: Board, limit: RateLimit
    ) -> None:
        self.bot = bot
        self.board = board
        self.limit = limit
        self.state = gr.State(None)
        self.browser = gr.BrowserState(None, storage_key=_KEY, secret=_KEY)
        with gr.Row(elem_id="ask-page"):
            with gr.Column(scale=5, min_width=320, elem_id="talk"):
                self._talk()
                self.filters = FilterBar(bot, board)
            with gr.Column(scale=4, min_width=320, elem_id="proof"):
                self.evidence = gr.HTML(
                    EMPTY,
                    elem_id="evidence",
                    elem_classes="evidence",
                    js_on_load=_SCRIPT.read_text(encoding="utf-8"),
                    server_functions=[_reading_room(bot)],
                )
                self.after = AfterAnswer(bot, self.state)
        self._events(page, tab)

    def _talk(self) -> None:
        self.chat = gr.Chatbot(
            elem_id="chat",
            label="Conversation",
            show_label=False,
            height="62vh",
            latex_delimiters=[],
            allow_tags=False,
            editable="user",
            buttons=["copy"],
            feedback_options=None,
            placeholder="Ask what happened, who said it, and where the sources differ.",
        )
        with gr.Row(elem_id="ask-row"):
            self.question = gr.Textbox(
                label="Question",
                show_label=False,
                elem_id="question",
                placeholder="Ask the documents",
                max_length=LONGEST_QUESTION,
                scale=8,
                min_width=200,
                container=False,
                autofocus=True,
            )
            self.send = gr.Button("Ask", variant="primary", elem_id="send", scale=1, min_width=80)
            self.clear = gr.Button(
                "New conversation", elem_id="clear", scale=1, min_width=170, size="md"
            )

    def _events(self, page: gr.Blocks, tab: gr.Tab) -> None:
        shown = [
            self.question,
            self.chat,
            self.state,
            self.evidence,
            self.browser,
            self.after.about,
        ]
        chosen = self.filters.inputs
        asking: dict[str, Any] = {**_QUIET, "concurrency_id": "questions"}
        for trigger in (self.question.submit, self.send.click):
            trigger(self.ask, [self.question, self.state, *chosen], shown, **asking)
        self.chat.example_select(self.ask_example, [self.state, *chosen], shown, **asking)
        self.chat.retry(self.retry, [self.state, *chosen], shown, **asking)
        self.chat.edit(self.edit, [self.state, *chosen], shown, **asking)
        self.chat.undo(self.undo, self.state, shown, **_QUIET)
        for trigger in (self.clear.click, self.chat.clear):
            trigger(self.restart, None, shown, **_QUIET)
        page.load(self.welcome, self.browser, [*shown, *chosen], **_QUIET)
        tab.select(self.look_again, [self.state, *chosen], [self.chat, *chosen], **_QUIET)

    def welcome(self, kept: object, request: gr.Request) -> Shown:
        """A visitor comes, perhaps with a conversation that the browser kept."""
        session = with_evidence(self.bot, from_browser(kept, request.username))
        question, shown, *rest = self._picture(session, request)
        chat = gr.Chatbot(shown, examples=self._examples())
        return question, chat, *rest, *self.filters.updates(session.filters)

    def _examples(self) -> list[Any]:
        return [{"text": text} for text in self.board.examples()]

    def look_again(self, session: Session | None, *chosen: Any) -> Shown:
        """Back from another page, where documents may have come or gone."""
        chat = gr.Chatbot(messages(session or Session()), examples=self._examples())
        try:
            return chat, *self.filters.updates(filters_from(*chosen))
        except ValueError:
            return chat, *[gr.skip()] * len(self.filters.inputs)

    def ask(
        self, question: str, session: Session | None, request: gr.Request, *chosen: Any
    ) -> Iterator[Shown]:
        """A question, with all that follows from it on the page."""
        session = session or Session()
        question = (question or "").strip()[:LONGEST_QUESTION]
        if not question:
            yield self._nothing(session, question)
            return
        seconds = self.limit.wait(visitor_of(request))
        if seconds:
            gr.Warning(f"Too many questions at once; try again in {seconds:.0f} seconds.")
            yield self._nothing(session, question)
            return
        try:
            filters = filters_from(*chosen)
        except ValueError as error:
            gr.Warning(str(error))
            yield self._nothing(session, question)
            return
        known = session.turns
        steps = answer_in_turn(self.bot, question, session, filters, within(self.bot, filters))
        for shown, reached in steps:
            session = reached
            if session.turns is known:
                yield "", shown, session, gr.skip(), gr.skip(), gr.skip()
        _, _, *rest = self._picture(session, request)
        yield "", shown, *rest

    def ask_example(
        self, session: Session | None, event: gr.SelectData, request: gr.Request, *chosen: Any
    ) -> Iterator[Shown]:
        """A question that the page proposed."""
        yield from self.ask(event.value["text"], session, request, *chosen)

    def retry(
        self, session: Session | None, event: gr.RetryData, request: gr.Request, *chosen: Any
    ) -> Iterator[Shown]:
        """The question of a turn again; the turns after it go."""
        session = session or Session()
        turn = _turn_of(event.index)
        if turn < len(session.turns):
            question = session.turns[turn].question
            yield from self.ask(question, session.upto(turn), request, *chosen)
        else:
            yield self._nothing(session, "")

    def edit(
        self, session: Session | None, event: gr.EditData, request: gr.Request, *chosen: Any
    ) -> Iterator[Shown]:
        """A question put otherwise; the turns after it go."""
        session = (session or Session()).upto(_turn_of(event.index))
        question = from_markdown_text(str(event.value))
        yield from self.ask(question, session, request, *chosen)

    def undo(self, session: Session | None, event: gr.UndoData, request: gr.Request) -> Shown:
        """The last turn goes; its question comes back into the box."""
        session = session or Session()
        turn = _turn_of(event.index)
        question = session.turns[turn].question if turn < len(session.turns) else ""
        return self._picture(session.upto(turn), request, question)

    def restart(self, request: gr.Request) -> Shown:
        """A new conversation."""
        return self._picture(Session(), request)

    def _picture(self, session: Session, request: gr.Request, question: str = "") -> Shown:
        """Everything that shows a session."""
        return (
            question,
            messages(session),
            session,
            panel([turn.evidence for turn in session.turns]),
            to_browser(session, request.username),
            self.after.choices(session),
        )

    def _nothing(self, session: Session, question: str) -> Shown:
        """The page as it was, the question still in the box."""
        return question, messages(session), session, gr.skip(), gr.skip(), gr.skip()


def _turn_of(index: int | tuple[int, int] | list[int]) -> int:
    """The turn of a message: a question and an answer each."""
    return (index if isinstance(index, int) else index[0]) // 2


def _reading_room(bot: Bot) -> Callable[[list[Any]], str]:
    def whole_document(wanted: list[Any]) -> str:
        """HTML of one document with the characters from start to end marked.

        :param wanted: id of the source, start, end.
        """
        source_id, start, end = str(wanted[0]), int(wanted[1]), int(wanted[2])
        if source_id not in allowed_sources(bot):
            return '<h2 id="document-title">This document is no longer in the index.</h2>'
        return document_html(bot.shelf.store.texts([source_id])[source_id], (start, end))

    return whole_document
