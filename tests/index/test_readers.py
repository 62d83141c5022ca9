import pytest

from index.errors import CorpusError
from index.readers import list_corpus, list_paths, read_source, source_of

LIMIT = 1_000_000


def read(folder, name, limit=LIMIT):
    documents = {d.path.name: d for d in list_corpus(folder).documents}
    return read_source(documents[name], limit)


def test_metadata_comes_from_the_list_beside_the_files(tmp_path):
    (tmp_path / "a.txt").write_text("Rain fell.")
    (tmp_path / "sources.toml").write_text(
        '[one]\nfile = "a.txt"\ntitle = "Rain"\npublisher = "The Gazette"\npublished = 2024-03-22\n'
    )
    source = read(tmp_path, "a.txt")
    assert (source.id, source.title, source.publisher, source.published) == (
        "one",
        "Rain",
        "The Gazette",
        "2024-03-22",
    )


def test_the_list_may_be_json(tmp_path):
    (tmp_path / "a.txt").write_text("Rain fell.")
    (tmp_path / "sources.json").write_text('[{"id": "x", "file": "a.txt", "publisher": "P"}]')
    assert read(tmp_path, "a.txt").publisher == "P"


def test_files_that_no_list_names_are_read_too(tmp_path):
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.md").write_text("Two.")
    (tmp_path / "c.docx").write_text("no")
    assert [d.id for d in list_corpus(tmp_path).documents] == ["a", "deep/b"]


def test_a_listed_file_that_is_missing_is_one_problem_and_the_rest_is_listed(tmp_path):
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "sources.toml").write_text('[gone]\nfile = "gone.txt"\n[a]\nfile = "a.txt"\n')
    listing = list_corpus(tmp_path)
    assert [d.id for d in listing.documents] == ["a"]
    (problem,) = listing.problems
    assert "gone.txt" in problem and "\n" not in problem


def test_a_list_that_points_outside_is_not_followed(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "sources.toml").write_text('[x]\nfile = "../secret.txt"\n')
    listing = list_corpus(folder)
    assert not listing.documents
    assert listing.problems


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"abc\x00\x01\x02", "binary"),
        ("Größe und Maß".encode("latin-1"), "UTF-8"),
        (b"x" * (LIMIT + 1), "limit"),
    ],
)
def test_what_cannot_be_read_says_why_in_one_line(tmp_path, data, said):
    (tmp_path / "bad.txt").write_bytes(data)
    with pytest.raises(CorpusError) as error:
        read(tmp_path, "bad.txt")
    assert said in str(error.value)
    assert "bad.txt" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    (tmp_path / "a.txt").write_bytes("\ufeffÉtude.".encode())
    (tmp_path / "b.txt").write_bytes("Étude.".encode("utf-16"))
    assert read(tmp_path, "a.txt").text == read(tmp_path, "b.txt").text == "Étude."


def test_a_broken_list_is_refused(tmp_path):
    (tmp_path / "sources.toml").write_text("[a\n")
    with pytest.raises(CorpusError, match=r"sources\.toml"):
        list_corpus(tmp_path)


def test_the_digest_changes_with_text_and_with_metadata(tmp_path):
    (tmp_path / "a.txt").write_text("One.")
    first = read(tmp_path, "a.txt").sha256
    (tmp_path / "sources.toml").write_text('[a]\nfile = "a.txt"\npublisher = "P"\n')
    second = read(tmp_path, "a.txt").sha256
    (tmp_path / "a.txt").write_text("Two.")
    assert len({first, second, read(tmp_path, "a.txt").sha256}) == 3


def test_documents_in_memory_need_id_and_text():
    source = source_of({"id": 7, "text": "Hello there.\r\n", "published": "2024-01-05T10:00:00"})
    assert (source.id, source.text, source.published) == ("7", "Hello there.", "2024-01-05")
    for broken in ({"id": "a"}, {"text": "x"}, {"id": "a", "text": ""}, {"id": "a", "text": None}):
        with pytest.raises(CorpusError):
            source_of(broken)


def test_a_single_file_keeps_the_metadata_of_its_folder(tmp_path):
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "sources.toml").write_text('[one]\nfile = "a.txt"\npublisher = "P"\n')
    (document,) = list_paths([tmp_path / "a.txt"]).documents
    assert document.id == "one"
    with pytest.raises(CorpusError, match="no such file"):
        list_paths([tmp_path / "b.txt"])
