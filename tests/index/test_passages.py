import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from index.normalise import normalise
from index.passages import passages_of
from index.tokens import count_tokens
from index.types import Source

SENTENCE = st.text(alphabet=st.sampled_from("abcdefgh éжשلمあ😀"), min_size=1, max_size=80).map(
    lambda s: s.strip().capitalize() + ". " if s.strip() else ""
)
DOCUMENT = st.lists(
    st.lists(SENTENCE, min_size=1, max_size=6).map("".join), min_size=1, max_size=6
).flatmap(lambda ps: st.sampled_from(["\n\n", "\r\n\r\n", "\n"]).map(lambda gap: gap.join(ps)))


@settings(max_examples=60)
@given(DOCUMENT)
def test_every_passage_is_the_text_at_its_span(raw):
    source = Source("s", normalise(raw).text)
    for passage in passages_of(source, aim=24):
        assert passage.text == source.text[passage.start : passage.end]


@settings(max_examples=60)
@given(DOCUMENT)
def test_no_word_is_left_out_of_all_passages(raw):
    source = Source("s", normalise(raw).text)
    covered = set()
    for passage in passages_of(source, aim=24):
        covered.update(range(passage.start, passage.end))
    if not any(p.context for p in passages_of(source, aim=24)):
        missing = [c for n, c in enumerate(source.text) if n not in covered and not c.isspace()]
        assert not missing


def paragraph(count):
    return " ".join(
        f"The {n}th witness told the court what she had seen that night." for n in range(count)
    )


def test_passages_keep_to_the_length_and_overlap_by_a_sentence():
    source = Source("s", paragraph(40))
    passages = passages_of(source, aim=128, overlap=1)
    assert all(count_tokens(p.text) <= 128 * 1.15 for p in passages)
    assert all(b.start < a.end for a, b in itertools.pairwise(passages))


def test_no_overlap_where_none_is_wanted():
    passages = passages_of(Source("s", paragraph(40)), aim=128, overlap=0)
    assert all(b.start >= a.end for a, b in itertools.pairwise(passages))


def test_headings_are_context_and_not_part_of_a_span():
    text = f"{paragraph(2)}\n\nWhat the Judge Decided\n\n{paragraph(2)}"
    passages = passages_of(Source("s", text, title="A Trial"), aim=128)
    assert [p.context for p in passages] == ["A Trial", "A Trial\nWhat the Judge Decided"]
    assert all("Judge Decided" not in p.text for p in passages)


def test_ids_are_the_same_for_the_same_document_only():
    source = Source("s", paragraph(20))
    ids = [p.id for p in passages_of(source)]
    assert ids == [p.id for p in passages_of(source)]
    assert len(set(ids)) == len(ids)
    assert set(ids).isdisjoint(p.id for p in passages_of(Source("s", paragraph(21)[7:])))


def test_a_sentence_without_end_is_cut():
    passages = passages_of(Source("s", "word " * 5000), aim=128, overlap=0)
    assert len(passages) > 5
    assert all(count_tokens(p.text) <= 1000 for p in passages)
