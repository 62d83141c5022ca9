"""Pictures of the page for docs/, taken from the real page in a real Chromium."""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.errors import OnRecordError

ROOT = Path(__file__).resolve().parent.parent
_FIGURES = "How many people were killed?"
_QUESTION = "Who is responsible for the attack?"
_FLAGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
_DESK = {"width": 1280, "height": 860}
_PHONE = {"width": 390, "height": 844}


def main(arguments: Sequence[str] | None = None) -> int:
    """Take all pictures into a folder."""
    parser = argparse.ArgumentParser(prog="python -m eval.screenshots", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs", help="folder for the pictures")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory() as folder, _page(Path(folder)) as address:
            for file in take(address, options.out):
                print(f"{file} {file.stat().st_size // 1024} kB")
    except OnRecordError as error:
        print(f"screenshots: {error}", file=sys.stderr)
        return 1
    return 0


def take(address: str, folder: Path) -> Iterator[Path]:
    """Walk the page at an address; yields each picture when it is there."""
    with _browser() as browser:
        page = _opened(browser, address, _DESK)
        _ask(page, _FIGURES)
        yield _shot(page, folder / "ask.png")
        page.locator("#chat [data-testid=bot] a").first.click()
        page.locator(".card.front button.show").click()
        page.locator("#document[open] mark").first.wait_for()
        yield _shot(page, folder / "document.png")
        page.keyboard.press("Escape")
        for name, part in (
            ("Sources", "#marked .claim"),
            ("Disagreements", "#disagreements .conflict"),
        ):
            page.get_by_role("tab", name=name).click()
            page.locator(part).first.wait_for()
            yield _shot(page, folder / f"{name.lower()}.png")
        page.context.close()
        page = _opened(browser, f"{address}?__theme=dark", _DESK)
        _ask(page, _QUESTION)
        yield _shot(page, folder / "dark.png")
        page.context.close()
        page = _opened(browser, address, _PHONE)
        _ask(page, _FIGURES)
        yield _shot(page, folder / "phone.png", whole=True)
        page.context.close()


@contextmanager
def _page(folder: Path) -> Iterator[str]:
    """The page over the two documents, in this process."""
    from bot import Bot
    from bot.web.page import build_page, launch

    bot = Bot.open(ROOT / "onrecord.toml", overrides=[f'index.path="{folder}"'])
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    page = build_page(bot)
    launch(page, bot, "127.0.0.1", port)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        page.close(verbose=False)


@contextmanager
def _browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    if path is None:
        raise OnRecordError("no Chromium found; install it (apt-get install chromium)")
    flags = [*_FLAGS, "--no-sandbox"] if os.geteuid() == 0 else _FLAGS
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


def _opened(browser: Any, address: str, size: dict[str, int]) -> Any:
    page = browser.new_context(viewport=size).new_page()
    page.goto(address)
    page.get_by_role("textbox", name="Question").wait_for()
    page.locator("#chat button", has_text="What did").first.wait_for()
    return page


def _ask(page: Any, question: str) -> None:
    page.get_by_role("textbox", name="Question").fill(question)
    page.keyboard.press("Enter")
    page.locator("#evidence .asked", has_text=question).wait_for()


def _shot(page: Any, file: Path, whole: bool = False) -> Path:
    page.mouse.move(0, 0)
    page.wait_for_timeout(600)
    page.screenshot(path=file, full_page=whole)
    # A palette is enough for a page, and a third of the size.
    from PIL import Image

    picture = Image.open(file).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    picture.save(file, optimize=True)
    return file


if __name__ == "__main__":
    sys.exit(main())
