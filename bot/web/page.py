"""The Gradio page: the conversation with its evidence, and the pages about the documents."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import gradio as gr
from starlette.middleware import Middleware

from bot.engine import Bot
from bot.web.ask_tab import AskTab
from bot.web.board import Board
from bot.web.endpoints import endpoints
from bot.web.headers import SafeHeaders
from bot.web.limits import RateLimit
from bot.web.overview_tab import disagreements_tab, timeline_tab
from bot.web.sources_tab import SourcesTab

CSS = Path(__file__).with_name("style.css")
_DAY = 86_400


def theme() -> gr.themes.Base:
    """System fonts only: nothing is fetched from a font server."""
    return gr.themes.Soft(
        font=["system-ui", "Segoe UI", "Roboto", "sans-serif"],
        font_mono=["ui-monospace", "Consolas", "monospace"],
    )


def build_page(bot: Bot) -> gr.Blocks:
    """The page over one bot; every visitor has a conversation of their own."""
    web = bot.settings.web
    limit = RateLimit(web.questions_per_minute)
    board = Board(bot)
    with gr.Blocks(
        title="OnRecord", analytics_enabled=False, fill_width=True, delete_cache=(_DAY, _DAY)
    ) as opened:
        # First, so that their names are free: Gradio numbers what comes later.
        endpoints(bot, limit)
        gr.HTML(
            "<h1>OnRecord</h1><p>Who said what, where it stands, and where the sources differ.</p>",
            elem_id="masthead",
        )
        with gr.Tabs(elem_id="pages"):
            with gr.Tab("Ask", id="ask") as tab:
                AskTab(opened, tab, bot, board, limit)
            with gr.Tab("Sources", id="sources") as tab:
                SourcesTab(tab, bot, board)
            with gr.Tab("Disagreements", id="disagreements") as tab:
                disagreements_tab(tab, bot)
            with gr.Tab("Timeline", id="timeline") as tab:
                timeline_tab(tab, bot, board)
    page: gr.Blocks = opened
    page.queue(max_size=web.queue_size, default_concurrency_limit=web.concurrency, api_open=False)
    return page


def launch(
    page: gr.Blocks,
    bot: Bot,
    host: str,
    port: int,
    share: bool = False,
    allows: Callable[[str, str], bool] | None = None,
) -> None:
    """Serve the page in the background.

    :param allows: says whether a name and a password may sign in; None: nobody has to.
    """
    web = bot.settings.web
    page.launch(
        server_name=host,
        server_port=port,
        share=share,
        quiet=True,
        theme=theme(),
        css_paths=CSS,
        auth=allows,
        auth_message="Sign in to OnRecord",
        prevent_thread_lock=True,
        show_error=True,
        ssr_mode=False,
        footer_links=["api"],
        run_history=False,
        enable_monitoring=False,
        max_file_size=int(web.max_upload_mb * 1e6),
        mcp_server=web.mcp,
        app_kwargs={"middleware": [Middleware(SafeHeaders)]},
    )
