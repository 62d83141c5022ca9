"""Adding and removing documents, with the real index in a folder of its own."""

import pytest

from bot import Bot
from bot.settings import load
from bot.web.page import build_page
from bot.web.uploads import Uploads
from index.errors import OnRecordError

REPORT = "The harbour master, Ines Calder, said the ferry Solvang struck a reef on Monday.\n"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    folder = tmp_path_factory.mktemp("uploads")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "first.txt").write_text("The mayor said the bridge was safe.\n")
    settings = load(
        overrides=[f'corpus.path="{folder / "corpus"}"', f'index.path="{folder / "data"}"']
    )
    return Bot.open(settings).shelf


@pytest.fixture
def uploads(shelf):
    made = Uploads(shelf, max_mb=0.01, most=3)
    yield made
    for name in list(made.listed()):
        made.remove(name)


@pytest.fixture
def given(tmp_path):
    def write(name, content):
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    return write


def test_an_added_document_is_indexed_with_what_is_said_of_it(uploads, shelf, given):
    about = {"title": "Ferry", "publisher": "Harbour Post", "author": "", "published": "2024-05-03"}
    outcome = uploads.add([given("ferry report.txt", REPORT)], about)
    assert outcome.added == ("ferry-report",) and outcome.problems == ()
    source = shelf.source("ferry-report")
    assert (source.publisher, source.published) == ("Harbour Post", "2024-05-03")
    assert "Solvang" in source.text
    assert list(shelf.store.sources()) == ["ferry-report", "first"]


def test_it_is_gone_after_removal_and_only_added_ones_can_go(uploads, shelf, given):
    (name,) = uploads.add([given("ferry.txt", REPORT)]).added
    uploads.remove(name)
    assert list(shelf.store.sources()) == ["first"] and uploads.listed() == {}
    with pytest.raises(OnRecordError, match="added here"):
        uploads.remove("first")


def test_a_rebuild_keeps_added_documents(uploads, shelf, given):
    uploads.add([given("ferry.txt", REPORT)])
    shelf.index(rebuild=True)
    assert "ferry" in shelf.store.sources()


def test_a_name_that_is_taken_gets_a_number_and_nothing_is_overwritten(uploads, shelf, given):
    outcome = uploads.add([given("first.txt", REPORT)])
    assert outcome.added == ("first-2",)
    assert "bridge" in shelf.source("first").text


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("page.exe", b"MZ", "not read"),
        ("empty.txt", "", "empty"),
        ("data.txt", b"a\0b", "binary"),
        ("large.txt", "word " * 3000, "larger than"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words_and_leaves_nothing(
    uploads, shelf, given, name, content, word
):
    outcome = uploads.add([given(name, content)])
    assert outcome.added == () and len(outcome.problems) == 1
    assert word in outcome.problems[0] and name.split(".")[0] in outcome.problems[0]
    assert str(shelf.home) not in outcome.problems[0]
    assert uploads.listed() == {} and list(shelf.store.sources()) == ["first"]


def test_a_wrong_date_and_too_many_documents_are_refused(uploads, given):
    file = given("a.txt", REPORT)
    assert "write it as" in uploads.add([file], {"published": "3 May"}).problems[0]
    files = [given(f"{n}.txt", f"{REPORT}{n}") for n in range(4)]
    outcome = uploads.add(files)
    assert len(outcome.added) == 3 and "remove one first" in outcome.problems[0]


@pytest.mark.parametrize("wanted", [True, False])
def test_the_page_offers_adding_only_where_the_settings_allow_it(shelf, wanted):
    web = shelf.settings.web.model_copy(update={"uploads": wanted})
    page = build_page(Bot(shelf, shelf.settings.model_copy(update={"web": web})))
    ids = {part["props"].get("elem_id") for part in page.config["components"]}
    assert ("adding" in ids) is wanted and "documents" in ids
