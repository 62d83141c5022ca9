"""``onrecord serve``: the web page."""

from __future__ import annotations

import argparse
import getpass
import socket
import sys

from bot.cli.flags import add_filters, add_settings, bot_of, loaded_of, notice
from bot.settings import Loaded, SettingsError
from index.errors import OnRecordError

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def add_serve(parser: argparse.ArgumentParser) -> None:
    """Flags of ``serve``."""
    parser.add_argument("--host", help="address to listen on")
    parser.add_argument("--port", type=int, help="port; 0 takes a free one")
    parser.add_argument(
        "--share", action="store_true", help="open a public tunnel (leaves this machine)"
    )
    parser.add_argument(
        "--add-user", metavar="NAME", help="add a user to the file web.auth, or change a password"
    )
    add_settings(parser)
    add_filters(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Index what is new, then serve the page until stopped."""
    loaded = loaded_of(options)
    if options.add_user:
        return _add_user(loaded, options.add_user)
    web = loaded.settings.web
    host = options.host or web.host
    port = web.port if options.port is None else options.port
    port = port or _free_port(host)
    _check_port(host, port)
    _check_mcp(web.mcp)
    from bot.web.accounts import Accounts

    accounts = Accounts(loaded.path(web.auth)) if web.auth else None
    share = options.share or web.share
    if (host not in _LOOPBACK or share) and accounts is None:
        notice(
            f"WARNING: listening {'on a public tunnel' if share else f'on {host}'} without "
            "sign-in: everyone who reaches it can read the documents"
            f"{' and add others' if web.uploads else ''}; set web.auth"
        )
    bot = bot_of(options)
    from bot.web.page import build_page, launch

    page = build_page(bot)
    launch(page, bot, host, port, share, accounts.allows if accounts else None)
    print(f"OnRecord is open at http://{host}:{port} (Ctrl-C ends)", flush=True)
    try:
        page.block_thread()
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
    return 0


def _add_user(loaded: Loaded, name: str) -> int:
    from bot.web.accounts import add_user

    if not loaded.settings.web.auth:
        raise SettingsError(
            "name the user file first: --set 'web.auth=\"users\"' or in onrecord.toml"
        )
    file = loaded.path(loaded.settings.web.auth)
    if sys.stdin.isatty():
        password = getpass.getpass(f"Password of {name}: ")
        if getpass.getpass("Once more: ") != password:
            raise OnRecordError("the two passwords differ")
    else:
        password = sys.stdin.readline().rstrip("\n")
    add_user(file, name, password)
    print(f"{name} can sign in (stored in {file})")
    return 0


def _check_mcp(wanted: bool) -> None:
    from importlib.util import find_spec

    if wanted and find_spec("mcp") is None:
        raise OnRecordError("web.mcp needs the package mcp: pip install 'onrecord[mcp]'")


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
