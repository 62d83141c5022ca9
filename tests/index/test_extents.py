"""How far an attribution reaches: to the words of its sentence that are its holder's, no farther."""

import pytest
from annotated import marked

from index.attribution.claims import claims_of
from index.types import Source


def held(annotated):
    """Holder and text of each claim that somebody holds."""
    text, spans = marked(annotated)
    return [(c.holder, c.text) for c in claims_of(Source("d", text), spans) if c.holder]


@pytest.mark.parametrize(
    ("annotated", "expected"),
    [
        (
            "The road was wet, and <k>the lights were out</k>, <s>Ann Roe</s> <c>said</c>.",
            [("Ann Roe", "The road was wet, and the lights were out")],
        ),
        (
            "<k>No ferry</k>, <s>Ann Roe</s> <c>said</c> on Monday, "
            "<k>would leave before noon</k>.",
            [("Ann Roe", "No ferry, Ann Roe said on Monday, would leave before noon")],
        ),
        (
            "<k>He had rung at once</k>, <s>Ann Roe</s> <c>said</c>, and been sent home.",
            [("Ann Roe", "He had rung at once, Ann Roe said, and been sent home")],
        ),
        (
            "<k>The road was wet</k>, <s>Ann Roe</s> <c>said</c>, but the police found no skid marks.",
            [("Ann Roe", "The road was wet")],
        ),
        (
            "<k>Two aides, who gave no names</k>, <c>said</c> <s>Minister Jane Roe was ill</s>.",
            [("two aides", "Minister Jane Roe was ill")],
        ),
        (
            "<k>It will last nine weeks</k>. Ten at most, <c>reckons</c> <k>our treasurer, Ann Roe</k>.",
            [("Ann Roe", "Ten at most")],
        ),
        (
            "That the firm had wanted it all along Roe denied.",
            [("Roe", "That the firm had wanted it all along")],
        ),
        (
            "<s>The museum</s> <c>disputes</c> <k>this</k>: a letter had been sent on Sunday.",
            [("the museum", "this"), ("the museum", "a letter had been sent on Sunday")],
        ),
    ],
)
def test_the_words_of_its_holder(annotated, expected):
    assert [h for h in held(annotated) if h in expected] == expected


def test_what_is_denied_before_a_colon_is_stated_after_it():
    text, spans = marked(
        '<s>Ann Roe</s> <c>denied</c> <k>that it was late: "We were on time. Ask anyone."</k>'
    )
    found = claims_of(Source("d", text), spans)
    assert [(c.holder, c.stance) for c in found] == [
        ("Ann Roe", "denied"),
        ("Ann Roe", "stated"),
        ("Ann Roe", "stated"),
    ]


def test_a_paraphrase_does_not_go_on_into_the_next_sentence():
    found = held(
        '"<k>We won,</k>" <s>Ann Roe</s> <c>said</c>, <k>"at last".</k>\n\n<k>The town is poor</k>.'
    )
    assert all("poor" not in text for _, text in found)


def test_what_somebody_was_told_is_no_second_saying():
    found = held(
        '<k>He had rung</k>, <s>the union</s> <c>said</c>, and <c>been told</c>, <k>"Go home."</k>'
    )
    assert [holder for holder, _ in found] == ["the union"]


def test_a_description_before_a_name_is_the_speakers():
    found = held(
        "<k>Tests found salt in the water of Tarn Valley, its head</k>, <s>Dr Samuel Roe</s>, "
        "<c>said</c> on Saturday."
    )
    assert found == [("Samuel Roe", "Tests found salt in the water of Tarn Valley")]


def test_a_quotation_after_a_reported_sentence_is_of_the_same_speaker():
    found = held("<s>Mayor Ann Roe</s> <c>denies</c> <k>that</k>. “There was no warning at all.”")
    assert found == [("Ann Roe", "that"), ("Ann Roe", "“There was no warning at all.”")]


def test_a_quotation_set_as_heading_is_its_speakers():
    found = held(
        "“We built her and now they point at us”\n\n"
        "<k>“We built her and now they point at us,”</k> <s>Ann Roe</s> <c>said</c>."
    )
    assert {holder for holder, _ in found} == {"Ann Roe"}
