"""A real server in a process of its own, and a real Chromium that looks at it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FLAGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def chromium():
    """Path of a Chromium, or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


@contextmanager
def serving(folder, *arguments):
    """The page at a free port over an index in a folder; yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "serve.log"
    words = [sys.executable, "-m", "bot", "serve", "--port", str(port)]
    words += ["--set", f'index.path="{folder / "data"}"', *arguments]
    with log.open("w") as out:
        server = subprocess.Popen(words, cwd=ROOT, stdout=out, stderr=out, env={**os.environ})
    address = f"http://127.0.0.1:{port}/"
    try:
        _until_open(address, server, log)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def _until_open(address, server, log):
    for _ in range(600):
        if server.poll() is not None:
            break
        try:
            urllib.request.urlopen(address, timeout=5).read(1)
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the page did not open:\n{log.read_text()}")


class Visitor:
    """A browser profile of its own on the page, with what it saw."""

    def __init__(self, browser, address, **options):
        self.context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        self.address = address
        self.outside, self.errors, self.dialogs, self.stages = [], [], [], []
        self.context.on("request", self._asked)
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", self._dialog)
        self.page.expose_function("sawChat", lambda text: self.stages.append(text))
        self.open()

    def _asked(self, request):
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.outside.append(request.url)

    def _dialog(self, dialog):
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def open(self, path=""):
        """Go to the page; ready when the box for the question is."""
        self.page.goto(self.address + path)
        self.ready()

    def ready(self):
        """Wait for the box of the question, and for what the browser kept to be shown."""
        self.page.get_by_role("textbox", name="Question").wait_for()
        shown = "#chat [data-testid=user], #chat button:has-text('What did')"
        self.page.locator(shown).first.wait_for()
        self.page.evaluate(
            """new MutationObserver(() => {
                 const chat = document.querySelector("#chat");
                 if (chat) window.sawChat(chat.innerText);
               }).observe(document.body, {subtree: true, childList: true, characterData: true})"""
        )

    def ask(self, question, shown=None):
        """Ask, and wait until the evidence of this question (or of what is shown of it) is there."""
        self.page.get_by_role("textbox", name="Question").fill(question)
        self.page.keyboard.press("Enter")
        self.seen.locator(".asked", has_text=shown or question).wait_for()

    @property
    def seen(self):
        """The evidence of the turn that is looked at."""
        return self.page.locator("#evidence section.turn:not([hidden])")

    @property
    def answer(self):
        """Text of the last answer."""
        return self.page.locator("#chat [data-testid=bot]").last.inner_text()

    def close(self):
        self.context.close()
