"""The Gradio page: chat on the left, the cited words on the right."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr

from bot.engine import Bot
from bot.events import Stage, Text
from bot.memory import Memory
from bot.types import Answer
from bot.web.markup import as_markdown_text, chat_markdown, evidence_html
from index.errors import OnRecordError

CSS = Path(__file__).with_name("style.css")
_STAGES = {"searching": "Searching the documents …", "reading": "Reading …", "writing": "Writing …"}
_LONGEST_QUESTION = 2000
Messages = list[dict[str, Any]]


def theme() -> gr.themes.Base:
    """System fonts only: nothing is fetched from a font server."""
    return gr.themes.Soft(
        font=["system-ui", "Segoe UI", "Roboto", "sans-serif"],
        font_mono=["ui-monospace", "Consolas", "monospace"],
    )


def build_page(bot: Bot) -> gr.Blocks:
    """The page over one bot; every visitor has a conversation of their own."""
    with gr.Blocks(title="OnRecord", analytics_enabled=False, fill_height=True) as page:
        memory = gr.State(Memory)
        gr.Markdown(f"# OnRecord\nWho said what, in {_documents(bot)}. Every statement is cited.")
        with gr.Row():
            with gr.Column(scale=3, min_width=320):
                chat = gr.Chatbot(
                    elem_id="chat",
                    label="Conversation",
                    height="62vh",
                    latex_delimiters=[],
                    buttons=["copy"],
                    placeholder="Ask what happened, who said it, and where the sources differ.",
                )
                with gr.Row(elem_id="ask-row"):
                    question = gr.Textbox(
                        label="Question",
                        elem_id="question",
                        placeholder="Ask the documents",
                        max_length=_LONGEST_QUESTION,
                        scale=5,
                        autofocus=True,
                    )
                    send = gr.Button("Ask", variant="primary", elem_id="send", scale=1)
                    clear = gr.Button("New conversation", elem_id="clear", scale=1)
            with gr.Column(scale=2, min_width=320):
                gr.Markdown("### Evidence")
                evidence = gr.HTML(
                    '<p class="quiet">The cited passages of an answer appear here.</p>',
                    elem_id="evidence",
                )

        def answer(
            asked: str, messages: Messages, state: Memory
        ) -> Iterator[tuple[str, Messages, Memory, Any]]:
            yield from _answer(bot, asked, messages, state)

        for trigger in (question.submit, send.click):
            trigger(answer, [question, chat, memory], [question, chat, memory, evidence], api_name="ask")
        clear.click(
            lambda: ([], Memory(), '<p class="quiet">The cited passages of an answer appear here.</p>'),
            None,
            [chat, memory, evidence],
            api_name=False,
        )
    return page


def _answer(
    bot: Bot, asked: str, messages: Messages, memory: Memory
) -> Iterator[tuple[str, Messages, Memory, Any]]:
    """Show the stages, then the answer as it comes, then its evidence."""
    asked = asked.strip()
    if not asked:
        yield "", messages, memory, gr.skip()
        return
    turn = len(messages) // 2
    shown = [*messages, {"role": "user", "content": as_markdown_text(asked)}]
    text = ""

    def with_reply(content: str) -> Messages:
        return [*shown, {"role": "assistant", "content": content}]

    try:
        for event in bot.stream(asked, memory=memory):
            if isinstance(event, Stage):
                yield "", with_reply(f"*{_STAGES.get(event.name, event.name)}*"), memory, gr.skip()
            elif isinstance(event, Text):
                text += event.text
            elif isinstance(event, Answer):
                markers = {citation.marker for citation in event.citations}
                final = chat_markdown(event.answer, turn, markers)
                yield "", with_reply(final), memory, _evidence(bot, event, turn)
    except OnRecordError as error:
        yield "", with_reply(f"Something is wrong: {as_markdown_text(str(error))}"), memory, gr.skip()


def _evidence(bot: Bot, answer: Answer, turn: int) -> str:
    sources = bot.shelf.store.texts([c.source_id for c in answer.citations])
    passages = bot.shelf.store.passages([c.passage_id for c in answer.citations])
    return evidence_html(answer, turn, sources, passages)


def _documents(bot: Bot) -> str:
    count = len(bot.sources())
    return f"{count} document{'' if count == 1 else 's'}"
