"""The first page: the chat on the left, the evidence of the turn on the right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from bot.engine import Bot
from bot.web.conversation import answer_in_turn, examples, messages, with_evidence
from bot.web.evidence import EMPTY, document_html, panel
from bot.web.markup import from_markdown_text
from bot.web.session import Session, from_browser, to_browser
from index.filters import Filters

LONGEST_QUESTION = 2000
_SCRIPT = Path(__file__).with_name("page.js")


class AskTab:
    """The components of the page and what their events do."""

    def __init__(self, page: gr.Blocks, bot: Bot) -> None:
        self.bot = bot
        self.state = gr.State(None)
        self.browser = gr.BrowserState(None, storage_key="onrecord", secret="onrecord")  # noqa: S106
        with gr.Row(elem_id="ask-page"):
            with gr.Column(scale=5, min_width=320, elem_id="talk"):
                self.chat = gr.Chatbot(
                    elem_id="chat",
                    label="Conversation",
                    show_label=False,
                    height="64vh",
                    latex_delimiters=[],
                    allow_tags=False,
                    autoscroll=True,
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
                    self.clear = gr.Button("New conversation", elem_id="clear", scale=1, min_width=170, size="md")
            with gr.Column(scale=4, min_width=320, elem_id="proof"):
                self.evidence = gr.HTML(
                    EMPTY,
                    elem_id="evidence",
                    js_on_load=_SCRIPT.read_text(encoding="utf-8"),
                    server_functions=[_reading_room(bot)],
                )
        self._events(page)

    def _events(self, page: gr.Blocks) -> None:
        shown = [self.question, self.chat, self.state, self.evidence, self.browser]
        asked = [self.question, self.state]
        quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        for trigger in (self.question.submit, self.send.click):
            trigger(self.ask, asked, shown, **quiet)
        self.chat.example_select(self.ask_example, self.state, shown, **quiet)
        self.chat.retry(self.retry, self.state, shown, **quiet)
        self.chat.undo(self.undo, self.state, shown, **quiet)
        self.chat.edit(self.edit, self.state, shown, **quiet)
        for trigger in (self.clear.click, self.chat.clear):
            trigger(self.restart, None, shown, **quiet)
        page.load(self.welcome, self.browser, [self.chat, self.state, self.evidence], **quiet)

    def welcome(self, kept: object, request: gr.Request) -> tuple[Any, Session, str]:
        """A visitor comes, perhaps with a conversation that the browser kept."""
        session = with_evidence(self.bot, from_browser(kept, request.username))
        chat = gr.Chatbot(messages(session), examples=examples(self.bot))
        return chat, session, panel([turn.evidence for turn in session.turns])

    def ask(self, question: str, session: Session | None, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """A question, with all that follows from it on the page."""
        session = session or Session()
        question = (question or "").strip()[:LONGEST_QUESTION]
        if not question:
            yield gr.skip(), gr.skip(), session, gr.skip(), gr.skip()
            return
        known = session.turns
        for shown, session in answer_in_turn(self.bot, question, session, Filters()):
            if session.turns is known:
                yield "", shown, session, gr.skip(), gr.skip()
        proof = panel([turn.evidence for turn in session.turns])
        yield "", shown, session, proof, to_browser(session, request.username)

    def ask_example(
        self, session: Session | None, event: gr.SelectData, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        """A question that the page proposed."""
        yield from self.ask(event.value["text"], session, request)

    def retry(
        self, session: Session | None, event: gr.RetryData, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        """The question of a turn again; the turns after it go."""
        session = session or Session()
        turn = _turn_of(event.index)
        if turn >= len(session.turns):
            return
        yield from self.ask(session.turns[turn].question, session.upto(turn), request)

    def edit(
        self, session: Session | None, event: gr.EditData, request: gr.Request
    ) -> Iterator[tuple[Any, ...]]:
        """A question put otherwise; the turns after it go."""
        session = (session or Session()).upto(_turn_of(event.index))
        yield from self.ask(from_markdown_text(str(event.value)), session, request)

    def undo(self, session: Session | None, event: gr.UndoData, request: gr.Request) -> tuple[Any, ...]:
        """The last turn goes; its question comes back into the box."""
        session = session or Session()
        turn = _turn_of(event.index)
        question = session.turns[turn].question if turn < len(session.turns) else ""
        return self._picture(session.upto(turn), request, question)

    def restart(self, request: gr.Request) -> tuple[Any, ...]:
        """A new conversation."""
        return self._picture(Session(), request)

    def _picture(self, session: Session, request: gr.Request, question: str = "") -> tuple[Any, ...]:
        """Everything that shows a session."""
        proof = panel([turn.evidence for turn in session.turns])
        return question, messages(session), session, proof, to_browser(session, request.username)


def ask_tab(page: gr.Blocks, bot: Bot) -> AskTab:
    """Lay out the page and bind its events."""
    return AskTab(page, bot)


def _turn_of(index: int | tuple[int, int]) -> int:
    """The turn of a message: a question and an answer each."""
    return (index[0] if isinstance(index, tuple | list) else index) // 2


def _reading_room(bot: Bot) -> Callable[[list[Any]], str]:
    def whole_document(wanted: list[Any]) -> str:
        """HTML of one document with the characters from start to end marked.

        :param wanted: id of the source, start, end.
        """
        source_id, start, end = str(wanted[0]), int(wanted[1]), int(wanted[2])
        source = bot.shelf.store.texts([source_id]).get(source_id)
        if source is None:
            return '<h2 id="document-title">This document is no longer in the index.</h2>'
        return document_html(source, (start, end))

    return whole_document
