"""What several test packages share: a folder of its own, and the bot over the two documents."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# No test fails for being slow, and CI judges every change by the same examples.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """A folder for everything that the tests write."""
    return tmp_path_factory.mktemp("onrecord")


@pytest.fixture(scope="session")
def crocus(home):
    """The bot over the two documents of corpus/."""
    from bot import Bot

    return Bot.open(ROOT / "onrecord.toml", overrides=[f'index.path="{home / "data"}"'])
