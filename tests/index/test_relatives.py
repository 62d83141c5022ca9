"""A relative clause in which another speaks of the subject is not the subject's name."""

import pytest

from index.annotate import Annotator
from index.types import Source


@pytest.fixture(scope="module")
def annotator():
    return Annotator()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Ivo Dahl, who Moor says was at the meeting that night, has promised to answer all "
            "questions of the committee.",
            {("Ivo Dahl", "to answer all questions of the committee")},
        ),
        (
            "On Friday evening Ivo Dahl, who Moor says was at the meeting, said that he had left.",
            {("Ivo Dahl", "that he had left")},
        ),
        (
            "Jo Roe, who Ann Lund says took the money, said on Monday that she had never seen it.",
            {("Jo Roe", "that she had never seen it")},
        ),
    ],
)
def test_the_subject_speaks_behind_the_clause(annotator, text, said):
    (claims,) = annotator.claims([Source("a", text, publisher="Echo")])
    assert {(claim.holder, claim.text) for claim in claims if claim.holder} == said


def test_a_clause_at_the_end_is_left_to_its_speaker(annotator):
    text = "The third man, who police believe planted the bomb, is still at large."
    (claims,) = annotator.claims([Source("a", text, publisher="Echo")])
    assert {claim.holder for claim in claims if claim.holder} == {"police"}
