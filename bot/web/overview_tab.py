"""The pages "Disagreements" and "Timeline": the whole index at a glance."""

from __future__ import annotations

from typing import Any

import gradio as gr

from bot.engine import Bot
from bot.web.board import Board, allowed_sources
from bot.web.conversation import evidence_of
from bot.web.documents import timeline
from bot.web.markup import as_text
from index.errors import OnRecordError

QUESTION = "What do the sources disagree about?"
_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "minimal"}


def disagreements_tab(tab: gr.Tab, bot: Bot) -> None:
    """The conflicts over the whole index, drawn when the page is opened."""
    shown = gr.HTML(elem_id="disagreements", elem_classes="evidence")

    def draw() -> str:
        try:
            answer = bot.ask(QUESTION)
        except OnRecordError as error:
            return f'<p class="problem" role="alert">{as_text(str(error))}</p>'
        if answer.abstained:
            return f'<p class="quiet">{as_text(answer.answer)}</p>'
        return evidence_of(bot, answer, "all")

    tab.select(draw, None, shown, **_QUIET)


def timeline_tab(tab: gr.Tab, bot: Bot, board: Board) -> None:
    """The documents by date."""
    shown = gr.HTML(elem_id="timeline")

    def draw() -> str:
        return timeline(allowed_sources(bot), board.claims())

    tab.select(draw, None, shown, **_QUIET)
