"""What a conversation does, in a real browser: from the thinnest path to what happens around it."""

import pytest
from visiting import Visitor

from bot.web.conversation import STAGES

pytestmark = pytest.mark.browser


def test_ask_and_follow_a_marker_to_the_very_words(visitor):
    visitor.ask("Who claimed responsibility?")
    assert "PISM" in visitor.answer and "[1]" in visitor.answer
    # Which of the stages is caught depends on how fast the machine is.
    assert any(stage in seen for seen in visitor.stages for stage in STAGES.values())

    page = visitor.page
    page.locator("#chat [data-testid=bot] a", has_text="[1]").first.click()
    card = page.locator(".card.front")
    assert card.get_attribute("id") == "cite-0-1"
    words = card.locator("mark").inner_text()
    assert "claimed responsibility" in words
    assert "PISM" in card.inner_text()
    assert len(visitor.context.pages) == 1

    card.get_by_role("button", name="Show in document").click()
    document = page.locator("#document[open]")
    document.wait_for()
    shown = document.locator("mark")
    assert " ".join(shown.inner_text().split()) == " ".join(words.split())
    assert shown.is_visible()
    page.keyboard.press("Escape")
    assert not document.is_visible()
    assert visitor.outside == [] and visitor.errors == []


def test_a_conflict_is_a_banner_with_its_kind_and_both_sides(visitor):
    visitor.ask("How many people were killed?")
    banner = visitor.seen.locator(".conflict")
    assert banner.get_attribute("data-kind") == "figures"
    text = banner.inner_text()
    assert "137" in text and "140" in text and "PISM" in text
    rows = visitor.seen.locator(".positions tbody tr")
    heads = [head.inner_text() for head in rows.locator("th").all()]
    assert any("PISM" in head for head in heads) and len(heads) >= 2


def test_a_follow_up_is_understood_and_evidence_stays_with_its_turn(visitor):
    visitor.ask("What did Peskov say about the NYT report?")
    visitor.ask("And what did he say about Ukraine?")
    assert "Peskov" in visitor.answer
    assert visitor.seen.get_attribute("data-turn") == "1"
    visitor.page.locator('#chat a[href="#cite-0-1"]').first.click()
    assert visitor.seen.get_attribute("data-turn") == "0"
    assert visitor.page.locator(".card.front").get_attribute("id") == "cite-0-1"


def test_a_marker_is_reached_and_followed_by_keyboard(visitor):
    visitor.ask("Who claimed responsibility?")
    page = visitor.page
    page.locator("#chat a[href='#cite-0-1']").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "cite-0-1"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Show in document"
    answer = page.locator("#chat [data-testid=bot]").last
    page.wait_for_function("document.querySelector('[data-testid=bot]').ariaLabel[0] === 'A'")
    assert answer.get_attribute("aria-label") == f"Answer: {visitor.answer.strip()}"


def test_history_outlives_a_reload_and_a_new_conversation_ends_it(visitor):
    page = visitor.page
    visitor.ask("Who claimed responsibility?")
    answer = visitor.answer
    page.reload()
    visitor.ready()
    page.locator("#evidence .card").first.wait_for()
    assert visitor.answer == answer
    page.get_by_role("button", name="New conversation").click()
    page.locator("#chat [data-testid=bot]").wait_for(state="detached")
    assert page.locator("#evidence .card").count() == 0
    page.reload()
    visitor.ready()
    page.locator("#chat button", has_text="What").first.wait_for()
    assert page.locator("#chat [data-testid=bot]").count() == 0


def test_retry_edit_and_undo_act_on_their_turn(visitor):
    page = visitor.page
    visitor.ask("Who claimed responsibility?")
    visitor.ask("How many people were killed?")
    page.get_by_role("button", name="Retry").click()
    page.wait_for_timeout(500)
    visitor.seen.locator(".asked", has_text="killed").wait_for()
    assert page.locator("#chat [data-testid=bot]").count() == 2

    page.get_by_role("button", name="Edit").last.click()
    box = page.locator("#chat textarea")
    assert box.input_value() == "How many people were killed?"
    box.fill("Who is Peskov?")
    page.get_by_role("button", name="Submit").click()
    visitor.seen.locator(".asked", has_text="Who is Peskov?").wait_for()
    assert (
        page.locator("#chat [data-testid=user]").all_inner_texts()[-1].strip() == "Who is Peskov?"
    )

    page.get_by_role("button", name="Undo").click()
    visitor.seen.locator(".asked", has_text="Who claimed").wait_for()
    assert page.locator("#chat [data-testid=bot]").count() == 1
    assert page.get_by_role("textbox", name="Question").input_value() == "Who is Peskov?"


def test_a_proposed_question_fits_the_documents_and_asks_itself(visitor):
    page = visitor.page
    proposed = page.locator("#chat button", has_text="What did").first
    proposed.wait_for()
    text = proposed.inner_text().strip()
    proposed.click()
    visitor.seen.locator(".asked", has_text=text).wait_for()
    assert page.locator("#evidence .card").count() > 0


def test_a_filter_holds_and_is_shown_as_a_chip(visitor):
    page = visitor.page
    page.get_by_role("button", name="Filters").click()
    box = page.locator("#filter-publishers input")
    box.click()
    page.get_by_role("option", name="PISM").click()
    page.keyboard.press("Escape")
    page.locator("#chips li", has_text="PISM").wait_for()
    visitor.ask("How many people were killed?")
    assert "137" in visitor.answer and "140" not in visitor.answer
    visitor.ask("Who claimed responsibility?")
    about = visitor.seen.locator(".card .about").all_inner_texts()
    assert about and all(line.startswith("PISM") for line in about)


def test_another_visitor_does_not_see_the_conversation(browser, address, visitor):
    visitor.ask("Who claimed responsibility?")
    other = Visitor(browser, address)
    try:
        other.page.locator("#chat button", has_text="What").first.wait_for()
        assert other.page.locator("#chat [data-testid=bot]").count() == 0
        assert "responsibility" not in other.page.locator("#evidence").inner_text()
    finally:
        other.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_cut_at_a_phones_width_or_in_the_dark(visitor, theme, width, tmp_path):
    page = visitor.page
    page.set_viewport_size({"width": width, "height": 844})
    visitor.open(f"?__theme={theme}")
    visitor.ask("How many people were killed?")
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert over <= 0
    assert page.evaluate("document.body.classList.contains('dark')") == (theme == "dark")
    for part in ("#send", "#question", "#chat", "#evidence"):
        box = page.locator(part).bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width + 1
    assert page.screenshot(path=tmp_path / "page.png")
