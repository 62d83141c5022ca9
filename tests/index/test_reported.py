"""Attributions that the tagger leaves out or begins: nouns, participles, transcripts, completion."""

import pytest
from annotated import marked

from index.attribution.claims import claims_of
from index.types import Source


def held(annotated):
    text, spans = marked(annotated)
    return [(c.holder, c.cue, c.text) for c in claims_of(Source("d", text), spans) if c.holder]


def own(annotated):
    text, spans = marked(annotated)
    return [c.text for c in claims_of(Source("d", text), spans) if c.holder is None]


def test_a_speaker_without_content_has_the_sentence_before():
    assert held("The bridge over the river is safe, <s>officials</s> <c>said</c> late Monday.") == [
        ("officials", "said", "The bridge over the river is safe")
    ]


def test_a_speaker_without_content_has_the_sentence_after():
    assert held("<s>Officials</s> <c>say</c> the bridge is safe.") == [
        ("officials", "say", "the bridge is safe")
    ]


def test_a_verb_without_speaker_has_the_name_that_opens_the_sentence():
    found = held("Ann Roe, an engineer who built it, <c>said</c> <k>it was safe</k>.")
    assert found == [("Ann Roe", "said", "it was safe")]


def test_the_subject_of_a_sentence_speaks_in_its_participle():
    found = held(
        "On Monday, the Danish Embassy in Oslo raised its alert, <c>advising</c> "
        "<k>people not to travel</k>."
    )
    assert [(h, c) for h, c, _ in found] == [("the Danish Embassy in Oslo", "advising")]


@pytest.mark.parametrize(
    ("text", "holder", "content"),
    [
        ("It ended with the admission by Acme that it had lied.", "Acme", "that it had lied"),
        ("Roe’s claim that the dam was sound is false.", "Roe",
         "that the dam was sound is false"),
        ("The Danish Embassy sent a warning to all staff that a storm was near.",
         "The Danish Embassy", "that a storm was near"),
    ],
)  # fmt: skip
def test_nouns_of_saying(text, holder, content):
    ((found, _, words),) = held(text)
    assert found.lower().removeprefix("the ") == holder.lower().removeprefix("the ")
    assert words == content


def test_a_participle_inside_a_paraphrase_is_a_saying_of_its_own():
    found = held("<s>Roe</s> <c>said</c> <k>that the dam was old, adding that it leaked</k>.")
    assert found == [
        ("Roe", "said", "that the dam was old"),
        ("Roe", "adding", "that it leaked"),
    ]


def test_what_goes_on_with_and_that_is_held_too():
    found = held("<s>Roe</s> <c>said</c> <k>that it broke</k>, and that nobody was hurt there.")
    assert [c for *_, c in found] == ["that it broke", "that nobody was hurt there"]


def test_a_transcript():
    text = "It was on the air.\n\nROE: Did it break?\n\nDOE: It did. I saw it fall.\n"
    assert [(h, c) for h, _, c in held(text)] == [
        ("ROE", "Did it break?"),
        ("DOE", "It did."),
        ("DOE", "I saw it fall."),
    ]


def test_words_around_an_aside_are_the_narrators():
    (claim,) = own("Ann Roe, <s>who</s> <c>has denied</c> <k>the charge</k>, won on Monday.")
    assert claim.startswith("Ann Roe,") and claim.endswith("won on Monday.")


def test_what_somebody_does_or_wants_the_narrator_states_as_well():
    text = "<s>The ministry</s> <c>is seeking</c> <k>to close the bridge</k>."
    assert own(text) == ["The ministry is seeking to close the bridge."]
    assert [h for h, *_ in held(text)] == ["the ministry"]


def test_the_main_clause_after_a_phrase_that_attributes():
    text = "With <s>its</s> <c>claims of</c> <k>fraud</k>, the party will try to win the court."
    assert own(text) == ["With its claims of fraud, the party will try to win the court."]


def test_the_narrators_remark_in_brackets_is_not_held():
    found = held("<s>Roe</s> <c>said</c> <k>the men had fled (they were caught in May)</k>.")
    assert found == [("Roe", "said", "the men had fled")]


def test_whom_it_is_said_of_does_not_hold_it():
    text, spans = marked("The men, <s>who</s> <c>were accused of</c> <k>theft</k>, fled.")
    (claim,) = [c for c in claims_of(Source("d", text), spans) if c.cue]
    assert (claim.holder, claim.stance) == (None, "hedged")


def test_a_writing_speaks_for_its_author():
    found = held("<s>An article by The Evening Post</s> <c>claimed</c> <k>that it broke</k>.")
    assert found[0][0] == "The Evening Post"
