"""The page's API, which are also its MCP tools: ask, search, claims, sources."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import gradio as gr
from gradio.events import api

from bot.cli.looking import claim_json
from bot.engine import Bot
from bot.web.board import allowed_sources
from bot.web.filter_bar import filters_from, within
from bot.web.limits import RateLimit, visitor_of
from index.errors import OnRecordError

_MOST = 100


def endpoints(bot: Bot, limit: RateLimit) -> None:
    """Name the endpoints; called while the page is laid out."""

    def admit(request: gr.Request) -> None:
        seconds = limit.wait(visitor_of(request))
        if seconds:
            raise gr.Error(
                f"too many questions; try again in {seconds:.0f} s", print_exception=False
            )

    def ask(  # noqa: D417 - the request is no parameter of the endpoint
        question: str,
        request: gr.Request,
        sources: list[str] | None = None,
        publishers: list[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        speakers: list[str] | None = None,
    ) -> dict[str, Any]:
        """Answer a question from the documents; says who holds each statement, with exact quotes.

        Args:
            question: what to ask, in English.
            sources: ids of the documents that may be used; all if left out.
            publishers: publishers whose documents may be used; all if left out.
            since: first day of publication, YYYY-MM-DD.
            until: last day of publication, YYYY-MM-DD.
            speakers: only what these people or bodies say.

        """
        admit(request)
        try:
            filters = within(bot, filters_from(sources, publishers, since, until, speakers))
            return bot.ask(question, filters).model_dump(mode="json")
        except (OnRecordError, ValueError) as error:
            raise gr.Error(str(error), print_exception=False) from error

    def search(  # noqa: D417
        query: str, request: gr.Request, limit: int = 10
    ) -> list[dict[str, Any]]:
        """Find passages of the documents, best first, without an answer.

        Args:
            query: words or a question.
            limit: how many passages, at most 100.

        """
        admit(request)
        found = bot.search(query, limit=max(1, min(limit, _MOST)))
        return [
            {
                "passage_id": scored.passage.id,
                "source_id": scored.passage.source_id,
                "start": scored.passage.start,
                "end": scored.passage.end,
                "text": scored.passage.text,
                "score": round(scored.score, 6),
            }
            for scored in found
        ]

    def claims(  # noqa: D417
        source_id: str, request: gr.Request
    ) -> list[dict[str, Any]]:
        """Who said what in one document: each claim with its holder, stance and exact place.

        Args:
            source_id: id of the document, as the endpoint sources names it.

        """
        admit(request)
        if source_id not in allowed_sources(bot):
            raise gr.Error(f"no document {source_id!r}", print_exception=False)
        return [claim_json(claim) for claim in bot.claims(source_id)]

    def sources(request: gr.Request) -> list[dict[str, Any]]:
        """The documents: id, title, publisher, author, published, url."""
        admit(request)
        kept = ("id", "title", "publisher", "author", "published", "url")
        rows = [asdict(source) for source in allowed_sources(bot).values()]
        return [{key: row[key] for key in kept} for row in rows]

    for function in (ask, search, claims, sources):
        api(function, api_name=function.__name__, concurrency_id="questions")
