"""The page "Sources": the documents, one of them marked up by holder, adding and removing."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import gradio as gr

from bot.engine import Bot
from bot.library import Library
from bot.web.board import Board, allowed_sources
from bot.web.documents import marked_by_holder, table
from bot.web.markup import as_markdown_text
from bot.web.uploads import Uploads
from index.errors import OnRecordError
from index.readers import SUFFIXES
from index.types import Source

_QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


class SourcesTab:
    """The components of the page and what their events do."""

    def __init__(self, tab: gr.Tab, bot: Bot, board: Board) -> None:
        self.bot = bot
        self.board = board
        web = bot.settings.web
        self.uploads = (
            Uploads(bot.shelf, web.max_upload_mb, web.max_uploads)
            if web.uploads and isinstance(bot.shelf, Library)
            else None
        )
        self.list = gr.HTML(elem_id="documents")
        if self.uploads:
            self._adding_form(web.max_upload_mb)
        self.choice = gr.Dropdown(label="Read a document", choices=[], elem_id="choice")
        self.text = gr.HTML(elem_id="marked")
        self.shown = [self.list, self.choice, *([self.removable] if self.uploads else [])]
        tab.select(self.refresh, None, self.shown, **_QUIET)
        self.choice.change(self.read, self.choice, self.text, **_QUIET)
        if self.uploads:
            self._adding_events()

    def _adding_form(self, max_mb: float) -> None:
        with gr.Accordion("Add documents", open=False, elem_id="adding"):
            self.files = gr.File(
                label=f"Files ({', '.join(SUFFIXES)}; up to {max_mb:g} MB each)",
                file_count="multiple",
                elem_id="files",
                height=140,
            )
            with gr.Row():
                self.title = gr.Textbox(label="Title", max_length=300, min_width=160)
                self.publisher = gr.Textbox(label="Publisher", max_length=300, min_width=160)
                self.author = gr.Textbox(label="Author", max_length=300, min_width=160)
                self.published = gr.Textbox(
                    label="Published (YYYY-MM-DD)", max_length=10, min_width=160
                )
            self.add = gr.Button("Add to the index", variant="primary", elem_id="add")
            self.status = gr.Markdown(elem_id="added", latex_delimiters=[])
            with gr.Row():
                self.removable = gr.Dropdown(
                    label="Remove an added document", choices=[], elem_id="removable", scale=4
                )
                self.remove = gr.Button("Remove", variant="stop", elem_id="remove", scale=1)

    def _adding_events(self) -> None:
        given = [self.files, self.title, self.publisher, self.author, self.published]
        self.add.click(
            self.take_in,
            given,
            [self.status, *given],
            api_visibility="private",
            show_progress="full",
            show_progress_on=self.status,
            concurrency_id="indexing",
            concurrency_limit=1,
        ).then(self.refresh, None, self.shown, **_QUIET)
        self.remove.click(
            self.take_out,
            self.removable,
            self.status,
            api_visibility="private",
            concurrency_id="indexing",
        ).then(self.refresh, None, self.shown, **_QUIET)

    def refresh(self) -> tuple[Any, ...]:
        """The page as the index now is."""
        sources = allowed_sources(self.bot)
        counts = {
            name: sum(1 for claim in claims if claim.holder)
            for name, claims in self.board.claims().items()
        }
        added = list(self.uploads.listed()) if self.uploads else []
        choices = choices_of(sources)
        first = choices[0][1] if choices else None
        pages: list[Any] = [table(sources, counts, added), gr.Dropdown(choices, value=first)]
        if self.uploads:
            names = {name: sources[name] for name in added if name in sources}
            pages.append(gr.Dropdown(choices_of(names), value=None))
        return tuple(pages)

    def read(self, source_id: str | None) -> str:
        """One document, its claims marked up by holder."""
        if not source_id or source_id not in allowed_sources(self.bot):
            return ""
        source = self.bot.shelf.store.texts([source_id])[source_id]
        return marked_by_holder(source, self.bot.claims(source_id))

    def take_in(
        self,
        files: list[str] | None,
        title: str,
        publisher: str,
        author: str,
        published: str,
        progress: gr.Progress = gr.Progress(),  # noqa: B008 - Gradio reads it from the signature
    ) -> tuple[Any, ...]:
        """Index the files that were dropped, and say what became of them."""
        assert self.uploads is not None
        if not files:
            return ("Choose a file first.", *[gr.skip()] * 5)
        progress(0.0, desc="Reading")
        about = {"title": title, "publisher": publisher, "author": author, "published": published}
        try:
            outcome = self.uploads.add(
                [Path(file) for file in files],
                about,
                lambda done, total, name: progress((done, total), desc=f"Indexing {name}"),
            )
        except OnRecordError as error:
            return (as_markdown_text(str(error)), *[gr.skip()] * 5)
        finally:
            _discard(files)
        lines = [f"Added: {as_markdown_text(name)}. Ask about it now." for name in outcome.added]
        lines += [f"Not added: {as_markdown_text(problem)}" for problem in outcome.problems]
        if not outcome.added:
            return ("\n\n".join(lines), None, *[gr.skip()] * 4)
        return ("\n\n".join(lines), None, "", "", "", "")

    def take_out(self, source_id: str | None) -> str:
        """Remove an added document."""
        assert self.uploads is not None
        if not source_id:
            return "Choose the document to remove."
        try:
            self.uploads.remove(source_id)
        except OnRecordError as error:
            return as_markdown_text(str(error))
        return f"Removed: {as_markdown_text(source_id)}."


def choices_of(sources: dict[str, Source]) -> list[tuple[str, str]]:
    """Documents for a list: what is read, and the id."""
    return [(source.title or name, name) for name, source in sources.items()]


def _discard(files: list[str]) -> None:
    """Temporary copies go at once: the documents are kept beside the index."""
    for file in files:
        try:
            Path(file).unlink(missing_ok=True)
        except OSError as error:
            logging.getLogger(__name__).warning("temporary upload stays: %s", error)
