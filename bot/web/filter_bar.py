"""The filters of a conversation: chosen from what the documents hold, shown as chips."""

from __future__ import annotations

from typing import Any

import gradio as gr

from bot.engine import Bot
from bot.web.board import Board, allowed_sources
from bot.web.markup import as_text
from index.filters import Filters, publisher_key
from index.readers import iso_date
from index.types import Source

_MOST = 500
"""Names that one list offers."""


class FilterBar:
    """The lists from which a visitor chooses, and the chips that show what is chosen."""

    def __init__(self, bot: Bot, board: Board) -> None:
        self.bot = bot
        self.board = board
        self.chips = gr.HTML(chips(Filters()), elem_id="chips")
        with gr.Accordion("Filters", open=False, elem_id="filters"):
            with gr.Row():
                self.sources = gr.Dropdown(
                    label="Documents", multiselect=True, choices=[], elem_id="filter-sources"
                )
                self.publishers = gr.Dropdown(
                    label="Publishers", multiselect=True, choices=[], elem_id="filter-publishers"
                )
                self.speakers = gr.Dropdown(
                    label="Speakers", multiselect=True, choices=[], elem_id="filter-speakers"
                )
            with gr.Row():
                self.since = gr.Textbox(label="From (YYYY-MM-DD)", max_length=10, min_width=140)
                self.until = gr.Textbox(label="To (YYYY-MM-DD)", max_length=10, min_width=140)
                self.reset = gr.Button("Clear filters", size="md", min_width=140)
        self.inputs: list[Any] = [
            self.sources,
            self.publishers,
            self.since,
            self.until,
            self.speakers,
        ]
        quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        for component in self.inputs:
            component.change(self._redraw, self.inputs, self.chips, **quiet)
        self.reset.click(lambda: ([], [], "", "", []), None, self.inputs, **quiet)

    def _redraw(self, *chosen: Any) -> str:
        try:
            return chips(filters_from(*chosen), self.bot.sources())
        except ValueError as error:
            return f'<p class="problem" role="alert">{as_text(str(error))}</p>'

    def updates(self, filters: Filters) -> list[Any]:
        """The lists as the documents now fill them, with these filters chosen."""
        sources = allowed_sources(self.bot)
        publishers = sorted({s.publisher for s in sources.values() if s.publisher})
        speakers = self.board.speakers()
        return [
            gr.Dropdown(
                choices=[(s.title or s.id, s.id) for s in list(sources.values())[:_MOST]],
                value=[name for name in filters.sources if name in sources],
            ),
            gr.Dropdown(
                choices=publishers[:_MOST], value=[p for p in filters.publishers if p in publishers]
            ),
            filters.since or "",
            filters.until or "",
            gr.Dropdown(
                choices=speakers[:_MOST], value=[s for s in filters.speakers if s in speakers]
            ),
        ]


def filters_from(
    sources: list[str] | None,
    publishers: list[str] | None,
    since: str | None,
    until: str | None,
    speakers: list[str] | None,
) -> Filters:
    """Filters from what was chosen.

    :raises ValueError: for a date that is none, in words for the visitor.
    """
    days = []
    for value in (since, until):
        day = iso_date(value) if value and value.strip() else None
        if value and value.strip() and not day:
            raise ValueError(f"{value!r} is no date like 2024-03-22")
        days.append(day)
    return Filters(
        tuple(sources or ()), tuple(publishers or ()), days[0], days[1], tuple(speakers or ())
    )


def within(bot: Bot, chosen: Filters) -> Filters:
    """Chosen filters, never wider than those the page was started with."""
    outer = bot.filters
    if not outer:
        return chosen
    allowed = allowed_sources(bot)
    wanted = {publisher_key(name) for name in chosen.publishers}
    kept = [
        name
        for name, source in allowed.items()
        if (not chosen.sources or name in chosen.sources)
        and (not wanted or publisher_key(source.publisher) in wanted)
    ]
    return Filters(tuple(kept) or ("\0",), (), chosen.since, chosen.until, chosen.speakers)


def chips(filters: Filters, sources: dict[str, Source] | None = None) -> str:
    """The filters in force, one chip each; nothing without any."""
    names = [
        ("Document", (sources or {}).get(n, Source(n, "")).title or n) for n in filters.sources
    ]
    names += [("Publisher", name) for name in filters.publishers]
    names += [("Speaker", name) for name in filters.speakers]
    names += [(word, day) for word, day in (("From", filters.since), ("To", filters.until)) if day]
    if not names:
        return ""
    items = "".join(f"<li><span>{kind}</span> {as_text(name)}</li>" for kind, name in names)
    return f'<ul class="chips" aria-label="Filters in force">{items}</ul>'
