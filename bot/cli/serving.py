"""``onrecord serve``: the web page."""

from __future__ import annotations

import argparse
import socket
import sys

from bot.cli.flags import add_filters, add_settings, bot_of, loaded_of, notice
from index.errors import OnRecordError

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def add_serve(parser: argparse.ArgumentParser) -> None:
    """Flags of ``serve``."""
    parser.add_argument("--host", help="address to listen on")
    parser.add_argument("--port", type=int, help="port; 0 takes a free one")
    parser.add_argument("--share", action="store_true", help="open a public tunnel (leaves this machine)")
    add_settings(parser)
    add_filters(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Index what is new, then serve the page until stopped."""
    web = loaded_of(options).settings.web
    host = options.host or web.host
    port = web.port if options.port is None else options.port
    port = port or _free_port(host)
    _check_port(host, port)
    bot = bot_of(options)
    from bot.web.page import CSS, build_page, theme

    if host not in _LOOPBACK:
        notice(f"listening on {host}: everyone who reaches this machine can read the documents")
    page = build_page(bot)
    page.queue(max_size=64, default_concurrency_limit=4)
    page.launch(
        server_name=host,
        server_port=port,
        share=options.share or web.share,
        quiet=True,
        theme=theme(),
        css_paths=CSS,
        prevent_thread_lock=True,
        show_error=True,
        ssr_mode=False,
        footer_links=["api"],
    )
    print(f"OnRecord is open at http://{host}:{port} (Ctrl-C ends)", flush=True)
    try:
        page.block_thread()
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
    return 0


def _check_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise OnRecordError(
                f"cannot listen on {host}:{port} ({error.strerror}); choose another with --port"
            ) from error


def _free_port(host: str) -> int:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
