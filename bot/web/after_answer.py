"""What a reader can do with an answer: judge it, take it along."""

from __future__ import annotations

from typing import Any

import gradio as gr

from bot.engine import Bot
from bot.export import FORMATS, Format, export
from bot.feedback import LONGEST_COMMENT, VERDICTS, Feedback, FeedbackStore
from bot.library import Library
from bot.web.session import Session
from index.errors import OnRecordError

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
_ALL = "The whole conversation"
# The file is made in the browser from the text: nothing of a conversation stays on the server.
_DOWNLOAD = """(file) => {
  if (!file || !file.name) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([file.text], {type: file.type}));
  link.download = file.name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}"""
_TYPES = {"markdown": "text/markdown", "html": "text/html", "json": "application/json"}


class AfterAnswer:
    """The forms under the evidence."""

    def __init__(self, bot: Bot, state: gr.State) -> None:
        self.bot = bot
        self.store = FeedbackStore(bot.shelf.home) if isinstance(bot.shelf, Library) else None
        with gr.Accordion("Judge or export an answer", open=False, elem_id="after"):
            self.about = gr.Dropdown(label="Answer", choices=[], elem_id="about")
            if self.store:
                self._judging(state)
            self._exporting(state)

    def _judging(self, state: gr.State) -> None:
        self.verdict = gr.Radio(
            [(verdict.capitalize(), verdict) for verdict in VERDICTS],
            label="This answer is, or has",
            elem_id="verdict",
        )
        self.comment = gr.Textbox(
            label="Comment", lines=2, max_length=LONGEST_COMMENT, elem_id="comment"
        )
        send = gr.Button("Send feedback", size="md", elem_id="feedback")
        said = gr.Markdown(elem_id="feedback-said")
        send.click(
            self.judge,
            [state, self.about, self.verdict, self.comment],
            [said, self.verdict, self.comment],
            **_QUIET,
        )

    def _exporting(self, state: gr.State) -> None:
        with gr.Row():
            form = gr.Radio(
                [("Markdown", "markdown"), ("HTML", "html"), ("JSON", "json")],
                value="markdown",
                label="Format",
                elem_id="format",
            )
            take = gr.Button("Download", size="md", elem_id="export", min_width=120)
        file = gr.JSON(visible=False)
        take.click(self.take_along, [state, self.about, form], file, **_QUIET).then(
            None, file, None, js=_DOWNLOAD
        )

    def choices(self, session: Session) -> Any:
        """The answers of a conversation to choose from, the last one chosen."""
        rows: list[tuple[str, int]] = [
            (f"{number}. {turn.question}", number) for number, turn in enumerate(session.turns, 1)
        ]
        if len(rows) > 1:
            rows.append((_ALL, 0))
        return gr.Dropdown(rows, value=len(session.turns) or None)

    def judge(
        self,
        session: Session | None,
        about: int | None,
        verdict: str | None,
        comment: str,
        request: gr.Request,
    ) -> tuple[Any, ...]:
        """Keep a reader's word on an answer."""
        turns = session.turns if session else ()
        if not about or not 0 < about <= len(turns):
            return "Choose the one answer that you judge.", gr.skip(), gr.skip()
        if not verdict:
            return "Choose what the answer is or has.", gr.skip(), gr.skip()
        turn = turns[about - 1]
        assert self.store is not None
        try:
            self.store.add(
                Feedback(
                    verdict,
                    comment or "",
                    turn.question,
                    turn.full,
                    turn.answer,
                    self.bot.settings.model_dump(mode="json", exclude={"web", "corpus", "index"}),
                    request.username,
                )
            )
        except OnRecordError:
            return "It could not be stored; please tell who runs this page.", gr.skip(), gr.skip()
        return "Thank you: stored with the question and the answer.", None, ""

    def take_along(
        self, session: Session | None, about: int | None, form: Format
    ) -> dict[str, str] | None:
        """A file of the answer, or of the conversation, for the browser to save."""
        turns = session.turns if session else ()
        if not turns or form not in FORMATS:
            return None
        chosen = turns[about - 1 : about] if about and about <= len(turns) else turns
        name = f"onrecord-answer-{about}" if len(chosen) == 1 else "onrecord-conversation"
        return {
            "name": f"{name}.{FORMATS[form]}",
            "type": _TYPES[form],
            "text": export([turn.answer for turn in chosen], form),
        }
