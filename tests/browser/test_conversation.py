"""The thinnest path, and what a conversation does, in a real browser."""

import pytest

pytestmark = pytest.mark.browser


def test_ask_and_follow_a_marker_to_the_very_words(visitor):
    visitor.ask("Who claimed responsibility?")
    assert "PISM" in visitor.answer and "[1]" in visitor.answer
    assert any("Searching" in seen for seen in visitor.stages)

    page = visitor.page
    page.locator("#chat [data-testid=bot] a", has_text="[1]").first.click()
    card = page.locator(".card.front")
    assert card.get_attribute("id") == "cite-0-1"
    words = card.locator("mark").inner_text()
    assert "claimed responsibility" in words
    assert len(visitor.context.pages) == 1
    assert "PISM" in card.inner_text()

    card.get_by_role("button", name="Show in document").click()
    document = page.locator("#document[open]")
    document.wait_for()
    shown = document.locator("mark")
    assert " ".join(shown.inner_text().split()) == " ".join(words.split())
    assert shown.is_visible()
    page.keyboard.press("Escape")
    assert not document.is_visible()
    assert visitor.outside == [] and visitor.errors == []
