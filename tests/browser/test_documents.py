"""The pages about the documents, adding and removing one, feedback and export."""

import json
import sqlite3

import pytest

pytestmark = pytest.mark.browser

REPORT = """Ferry runs aground

The harbour master, Ines Calder, said the ferry Solvang struck a reef at 6 a.m. on Monday.
Calder said 12 passengers were taken to hospital. The shipping company denied that the crew was at fault.
"""


def open_tab(visitor, name):
    visitor.page.get_by_role("tab", name=name).click()


def test_sources_show_each_document_with_its_claims_by_holder(visitor):
    open_tab(visitor, "Sources")
    page = visitor.page
    row = page.locator("table.documents tbody tr", has_text="PISM")
    row.wait_for()
    assert int(row.locator("td").last.inner_text()) > 0
    page.locator("#marked .legend li").first.wait_for()
    assert page.locator("#marked .claim[data-n]").count() > 3


def test_disagreements_and_timeline_are_drawn_over_the_whole_index(visitor):
    page = visitor.page
    open_tab(visitor, "Disagreements")
    page.locator("#disagreements .conflict").first.wait_for()
    assert "137" in page.locator("#disagreements").inner_text()
    page.locator("#disagreements a.marker").first.click()
    assert page.locator("#disagreements .card.front mark").is_visible()
    open_tab(visitor, "Timeline")
    page.locator("#timeline .timeline").wait_for()
    assert "No document states when it was published" in page.locator("#timeline").inner_text()


def test_an_added_document_is_answerable_at_once_until_it_is_removed(visitor, tmp_path):
    page = visitor.page
    file = tmp_path / "ferry.txt"
    file.write_text(REPORT)
    refused = tmp_path / "ferry.exe"
    refused.write_bytes(b"MZ\0\0")
    open_tab(visitor, "Sources")
    page.locator("table.documents tbody tr").first.wait_for()
    page.get_by_role("button", name="Add documents").click()
    page.locator("#files button", has_text="Drop File").wait_for()
    page.locator("#files input[type=file]").set_input_files([file, refused])
    page.locator("#files", has_text="⇣").wait_for()
    page.get_by_label("Publisher", exact=True).fill("Harbour Post")
    page.get_by_role("button", name="Add to the index").click()
    said = page.locator("#added", has_text="Added: ferry")
    said.wait_for(timeout=60_000)
    assert "this kind of file is not read" in said.inner_text()
    page.locator("table.documents tr", has_text="Harbour Post").wait_for()

    open_tab(visitor, "Ask")
    visitor.ask("How many passengers were taken to hospital?")
    assert "12" in visitor.answer and "Calder" in visitor.answer

    open_tab(visitor, "Sources")
    page.locator("#removable input").click()
    page.get_by_role("option", name="ferry").click()
    page.get_by_role("button", name="Remove", exact=True).click()
    page.locator("#added", has_text="Removed: ferry").wait_for(timeout=60_000)
    open_tab(visitor, "Ask")
    visitor.ask("How many passengers were in hospital?")
    assert "Calder" not in visitor.answer


def judge(visitor):
    page = visitor.page
    page.get_by_role("button", name="Judge or export an answer").click()
    page.get_by_label("Lost attribution").check()
    page.locator("#comment textarea").fill("PISM is not named")
    page.get_by_role("button", name="Send feedback").click()
    page.locator("#feedback-said", has_text="stored").wait_for()


def test_feedback_is_stored_with_question_answer_and_settings(visitor, served):
    visitor.ask("Who claimed responsibility?")
    judge(visitor)
    (file,) = served.glob("data/*/feedback.sqlite")
    row = (
        sqlite3.connect(file)
        .execute("SELECT verdict, comment, question, answer, settings FROM feedback")
        .fetchone()
    )
    assert row[:3] == ("lost attribution", "PISM is not named", "Who claimed responsibility?")
    assert json.loads(row[3])["citations"] and "retrieval" in json.loads(row[4])


@pytest.mark.parametrize(
    ("form", "suffix"), [("Markdown", "md"), ("HTML", "html"), ("JSON", "json")]
)
def test_an_answer_is_downloaded_with_its_sources(visitor, form, suffix):
    page = visitor.page
    visitor.ask("Who claimed responsibility?")
    page.get_by_role("button", name="Judge or export an answer").click()
    page.get_by_label(form, exact=True).check()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download").click()
    assert waiting.value.suggested_filename.endswith(f".{suffix}")
    text = waiting.value.path().read_text(encoding="utf-8")
    assert "Who claimed responsibility?" in text
    assert "claimed responsibility for the attack" in text and "PISM" in text
