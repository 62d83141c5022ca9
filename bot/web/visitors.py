"""Who is asking: the name that was signed in with, else the address."""

from __future__ import annotations

import gradio as gr


def visitor_of(request: gr.Request) -> str:
    """A name for the limits; nothing of it is stored."""
    name = getattr(request, "username", None)
    client = getattr(request, "client", None)
    return f"user {name}" if name else f"address {getattr(client, 'host', '') or 'unknown'}"
