"""The Gradio page: the conversation with its evidence, and the pages about the documents."""

from __future__ import annotations

import os
from pathlib import Path

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr

from bot.engine import Bot
from bot.web.ask_tab import ask_tab

HERE = Path(__file__).parent
CSS = HERE / "style.css"


def theme() -> gr.themes.Base:
    """System fonts only: nothing is fetched from a font server."""
    return gr.themes.Soft(
        font=["system-ui", "Segoe UI", "Roboto", "sans-serif"],
        font_mono=["ui-monospace", "Consolas", "monospace"],
    )


def build_page(bot: Bot) -> gr.Blocks:
    """The page over one bot; every visitor has a conversation of their own."""
    with gr.Blocks(title="OnRecord", analytics_enabled=False, fill_width=True) as page:
        gr.HTML(
            "<h1>OnRecord</h1><p>Who said what, where it stands, and where the sources differ.</p>",
            elem_id="masthead",
        )
        with gr.Tabs(elem_id="pages"):
            with gr.Tab("Ask", id="ask"):
                ask_tab(page, bot)
    return page
