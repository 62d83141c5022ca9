"""The page over the two documents, and a visitor who looks at it in a real Chromium."""

import os

import pytest
from visiting import FLAGS, Visitor, chromium, serving


@pytest.fixture(scope="session")
def browser():
    path = chromium()
    if path is None:
        pytest.skip("no Chromium found; install it (apt-get install chromium) to run these tests")
    from playwright.sync_api import sync_playwright

    # Chromium refuses its sandbox to root, which is who runs tests in a container.
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=path, args=flags)
        yield started
        started.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """The folder that the page over the two documents writes to."""
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="session")
def address(served):
    """The page over the two documents."""
    with serving(served) as open_at:
        yield open_at


@pytest.fixture
def visitor(browser, address):
    visiting = Visitor(browser, address)
    yield visiting
    visiting.close()
