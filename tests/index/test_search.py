import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.filters import Filters
from index.lexical import LexicalIndex
from index.memory import MemoryStore
from index.search import fuse, spread
from index.store import ChromaStore, open_client
from index.types import Claim, Passage, Source

RANKING = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


def test_fusion_worked_by_hand():
    fused = dict(fuse([(1.0, ["a", "b"]), (2.0, ["b", "c"])], k=60))
    assert fused["a"] == pytest.approx(1 / 61)
    assert fused["b"] == pytest.approx(1 / 62 + 2 / 61)
    assert fused["c"] == pytest.approx(2 / 62)
    assert list(fused) == ["b", "c", "a"]


@given(RANKING, RANKING)
def test_fusion_keeps_every_name_once_and_is_ordered(one, two):
    fused = fuse([(1.0, one), (1.0, two)], k=60)
    assert {name for name, _ in fused} == set(one) | set(two)
    assert [s for _, s in fused] == sorted((s for _, s in fused), reverse=True)


@given(RANKING)
def test_fusing_a_ranking_with_itself_keeps_its_order(ranking):
    assert [name for name, _ in fuse([(1.0, ranking), (1.0, ranking)], k=60)] == ranking


def test_one_source_does_not_fill_the_list():
    ranked = [(f"wire:{n}-{n + 1}:x", 1.0 - n / 100) for n in range(10)] + [("local:0-1:x", 0.1)]
    first = [name for name, _ in spread(ranked, per_source=2, limit=4)]
    assert first[:3] == ["wire:0-1:x", "wire:1-2:x", "local:0-1:x"]
    assert len(first) == 4


SOURCES = [
    Source("a", "The dam broke. Twelve died.", publisher="The Gazette", published="2024-03-01"),
    Source("b", "Le barrage a cédé à l’aube.", publisher="Le Matin", published="2024-04-01"),
    Source("c", "A dam is a wall across a river.", publisher="", published=None),
]


def passage(source, number=0):
    claim = Claim(source.id, source.text, 0, len(source.text), holder="Ann", hedges=("may",),
                  parts=((0, 3),), clause=(0, 5), sentence=(0, 5), chain=("X", "Y"))  # fmt: skip
    name = f"{source.id}:0-{len(source.text)}:{number}"
    return Passage(name, source.id, 0, len(source.text), source.text, "head", 7, (claim,))


def unit(*values):
    vector = np.zeros((1, 384), dtype=np.float32)
    vector[0, : len(values)] = values
    return vector / np.linalg.norm(vector)


@pytest.fixture(params=["chroma", "memory"])
def store(request, tmp_path):
    if request.param == "memory":
        made = MemoryStore()
    else:
        made = ChromaStore(open_client(tmp_path), "test", "f1")
    for n, source in enumerate(SOURCES):
        made.add(source, [passage(source)], unit(1.0, float(n)))
    return made


def test_stored_passages_come_back_whole(store):
    for source in SOURCES:
        expected = passage(source)
        found = store.passages([expected.id])[expected.id]
        assert (found.text, found.context, found.tokens) == (expected.text, "head", 7)
        (claim,) = found.claims
        assert (claim.holder, claim.hedges, claim.chain, claim.parts) == (
            "Ann",
            ("may",),
            ("X", "Y"),
            ((0, 3),),
        )
        assert claim.text == source.text
        assert claim.passage_id == found.id or request_is_memory(store)


def request_is_memory(store):
    return isinstance(store, MemoryStore)


def test_nearest_is_by_cosine_and_keeps_to_the_filters(store):
    query = unit(1.0, 0.0)[0]
    assert [n[0] for n, _ in store.nearest(query, 3, Filters())] == ["a", "b", "c"]
    assert store.nearest(query, 3, Filters())[0][1] == pytest.approx(1.0, abs=1e-4)

    def ids(**kwargs):
        return [n[0] for n, _ in store.nearest(query, 3, Filters(**kwargs))]

    assert ids(sources=("b",)) == ["b"]
    assert ids(publishers=("the gazette",)) == ["a"]
    assert ids(since="2024-03-15") == ["b"]
    assert ids(until="2024-03-15") == ["a"]
    assert ids(since="2025-01-01") == []


def test_sources_come_back_with_and_without_text(store):
    assert list(store.sources()) == ["a", "b", "c"]
    assert store.texts(["b", "nowhere"])["b"].text == SOURCES[1].text
    assert store.sources()["c"].published is None


def test_a_second_client_reads_what_the_first_wrote_and_a_removed_source_is_gone(tmp_path):
    client = open_client(tmp_path)
    store = ChromaStore(client, "test", "f1")
    for source in SOURCES:
        store.add(source, [passage(source)], unit(1.0))
    store.add(SOURCES[0], [passage(SOURCES[0], 1)], unit(1.0))
    assert store.count() == 3  # writing a source again replaces its passages
    store.remove("a")
    again = ChromaStore(open_client(tmp_path), "test", "f1")
    assert set(again.sources()) == {"b", "c"}
    assert {p.source_id for p in again.all_passages()} == {"b", "c"}


@pytest.fixture
def lexical():
    made = LexicalIndex()
    made.fill((passage(source), source) for source in SOURCES)
    return made


def test_words_are_found_by_stem_and_without_accents(lexical):
    assert next(n[0] for n, _ in lexical.search("Did the dams break?", 5, Filters())) in "ac"
    assert [n[0] for n, _ in lexical.search("cede", 5, Filters())] == ["b"]


def test_lexical_filters(lexical):
    assert {n[0] for n, _ in lexical.search("dam", 5, Filters())} == {"a", "c"}
    assert {n[0] for n, _ in lexical.search("dam", 5, Filters(publishers=("The Gazette",)))} == {
        "a"
    }
    assert {n[0] for n, _ in lexical.search("dam", 5, Filters(since="2024-01-01"))} == {"a"}
    assert {n[0] for n, _ in lexical.search("dam", 5, Filters(sources=("c",)))} == {"c"}


@given(st.text(max_size=60))
def test_no_query_breaks_the_search(text):
    index = LexicalIndex()
    index.search(text, 5, Filters())


def test_a_kept_index_is_used_for_its_generation_only(tmp_path):
    kept = LexicalIndex.fresh(tmp_path / "lexical")
    kept.fill([(passage(SOURCES[0]), SOURCES[0])], "3")
    found = LexicalIndex.open(tmp_path / "lexical", "3")
    assert found is not None
    assert found.search("dam", 5, Filters())
    assert LexicalIndex.open(tmp_path / "lexical", "4") is None
