"""Claims: nothing of a document is lost, every span is exact, and reported words have a holder."""

import pytest
from annotated import marked
from hypothesis import given
from hypothesis import strategies as st

from index.attribution.claims import claims_of
from index.attribution.tagger import LabelledSpan
from index.attribution.unclaimed import UNNAMED
from index.types import Source


def claims(annotated):
    text, spans = marked(annotated)
    return claims_of(Source("d", text), spans)


def brief(found):
    return [(c.holder, c.text) for c in found]


def test_own_words_and_attributed_ones():
    found = claims("The dam broke. <s>Jane Roe</s> <c>said</c> <k>it was old</k>.")
    assert brief(found) == [(None, "The dam broke."), ("Jane Roe", "it was old")]
    own, held = found
    assert (own.cue, own.clause) == (None, (0, 14))
    assert (held.cue, held.holder_words, held.stance) == ("said", "Jane Roe", "stated")


def test_questions_headings_and_captions_are_no_claims():
    found = claims(
        "A Dam Breaks\n\nWhy did it break?\n\nThe dam broke. Is it safe?\n\n"
        "File photo of the dam.\n\nNobody was hurt in the flood."
    )
    assert brief(found) == [(None, "The dam broke."), (None, "Nobody was hurt in the flood.")]


def test_a_narrators_clause_beside_an_attribution():
    (held, own) = claims(
        "<s>The army</s> <c>said</c> <k>the town was taken</k>, although the rebels are still "
        "holding the bridge."
    )
    assert held.holder == "the army"
    assert (own.holder, own.text) == (None, "the rebels are still holding the bridge.")


def test_what_only_frames_an_attribution_is_no_claim():
    found = claims("On Monday, after a long day of talks, <s>Roe</s> <c>said</c> <k>it failed</k>.")
    assert brief(found) == [("Roe", "it failed")]


def test_an_interrupted_quotation_is_one_claim_in_parts():
    (claim,) = claims("<k>“No,”</k> <s>Ann Roe</s> <c>said</c>, <k>“never.”</k>")
    assert claim.quoted
    assert claim.text == "“No,” Ann Roe said, “never.”"
    assert claim.parts == ((0, 5), (20, 28))


def test_each_sentence_of_a_long_quotation_is_a_claim():
    found = claims("<s>Roe</s> <c>said:</c> <k>“It broke. It was old.”</k>")
    assert brief(found) == [("Roe", "“It broke."), ("Roe", "It was old.”")]


def test_a_quotation_that_goes_on_untagged_keeps_its_speaker():
    found = claims("<k>“It broke,”</k> <s>Ann Roe</s> <c>said</c>.\n\n“It was an old dam.”")
    assert brief(found)[-1] == ("Ann Roe", "“It was an old dam.”")


def test_a_quotation_of_nobody_is_not_the_narrators():
    (claim,) = claims("“It was an old and rotten dam.”")
    assert claim.holder == UNNAMED


def test_who_relays_whom():
    found = claims(
        "<s>Roe</s> <c>said</c> <k>that the ministry claimed that the dam was sound</k>."
    )
    assert [c.holder for c in found] == ["Roe", "the ministry"]
    assert found[1].chain == ("Roe", "the ministry")
    assert found[1].text == "that the dam was sound"


def test_sources_that_a_source_cites():
    (claim,) = claims(
        "<s>The Evening Post</s>, citing two officials, <c>reported</c> <k>that it broke</k>."
    )
    assert claim.chain == ("The Evening Post", "two officials")


def test_the_narrators_hedge():
    (claim,) = claims("They had allegedly been hired.")
    assert (claim.holder, claim.stance, claim.hedges) == (None, "hedged", ("allegedly",))


def test_empty_documents():
    assert claims_of(Source("d", ""), []) == []
    assert claims_of(Source("d", " \n\n "), []) == []


words = st.text(alphabet=st.sampled_from("Aab .?!,“”\"'\n said He she (FSB) é"), max_size=120)


@given(words, st.data())
def test_spans_are_exact_whatever_the_tagger_finds(text, data):
    spans = []
    for _ in range(data.draw(st.integers(0, 6))):
        if not text:
            break
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        spans.append(
            LabelledSpan(data.draw(st.sampled_from(["source", "cue", "content"])), start, end, 1.0)
        )
    for claim in claims_of(Source("d", text), spans):
        assert claim.text == text[claim.start : claim.end] != ""
        assert (claim.holder is None) == (claim.holder_words is None)
        assert claim.clause[0] <= claim.start or claim.holder is None
        for start, end in claim.parts:
            assert claim.start <= start < end <= claim.end


@given(words)
def test_without_spans_everything_stated_is_own_or_unnamed(text):
    for claim in claims_of(Source("d", text), []):
        assert claim.holder in (None, UNNAMED)


@pytest.mark.parametrize("count", [300])
def test_long_documents_keep_every_claim(count):
    text = "“It broke,” Ann Roe said. The dam was old. " * count
    assert len(claims_of(Source("d", text), [])) == 2 * count


def test_what_somebody_appears_to_do_is_not_their_word():
    (seen,) = claims("<s>Ann Roe</s> <c>appears to</c> <k>be selling the dam</k>.")
    assert seen.holder is None
    (held,) = claims("<s>Ann Roe</s> <c>seemed to agree</c> that <k>the dam is old</k>.")
    assert held.holder == "Ann Roe"
