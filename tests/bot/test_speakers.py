import pytest
from scene import claim, source

from bot.speakers import spoken_by, tells_speech
from index.types import Claim

PAPER = source(
    "paper",
    "Lund's lawyer, Greta Holm, said she would appeal. Lund said the trial was unfair. "
    "Dahl said that Lund's mother had wept. Chief executive Ivo Brand said sales fell.",
    "Echo",
)
HOLM = claim(PAPER, "she would appeal", "Greta Holm")
LUND = claim(PAPER, "the trial was unfair", "Lund")
DAHL = claim(PAPER, "Lund's mother had wept", "Dahl")
BRAND = claim(PAPER, "sales fell", "Ivo Brand", "Chief executive Ivo Brand")


@pytest.mark.parametrize(
    ("speaker", "speaks"),
    [
        ("Lund's lawyer", HOLM),
        ("Lund", LUND),
        ("Dahl", DAHL),
        ("chief executive", BRAND),
        ("Greta Holm", HOLM),
    ],
)
def test_the_speaker_by_name_role_or_owner(speaker, speaks):
    assert [c for c in (HOLM, LUND, DAHL, BRAND) if spoken_by(c, PAPER, speaker)] == [speaks]


def test_somebodys_mother_is_neither_of_them_who_speak():
    assert not any(spoken_by(c, PAPER, "Lund's mother") for c in (HOLM, LUND, DAHL, BRAND))


def test_a_sentence_that_tells_what_somebody_says():
    assert tells_speech("The U.S. embassy issued a statement on Monday.", "US embassy")
    assert tells_speech('Nico, the brother, "saw nothing".', "Nico")
    assert not tells_speech("The embassy closed on Monday.", "embassy")


def test_words_of_another_person_of_the_surname_are_not_the_speakers():
    text = "Minister Mira Vesk met reporters. Vesk said nothing had happened."
    paper = source("herald", text, "Herald")
    start = text.index("Vesk said")
    told = Claim("herald", text[start:], start, len(text))
    assert spoken_by(told, paper, "Mira Vesk")
    assert not spoken_by(told, paper, "Anton Vesk")


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        ("head of the Rail Office", True),
        ("boss of the Rail Office", True),
        ("administrator of the Rail Office", True),
        ("Rail Office's lawyer", False),
        ("head of the Port Office", False),
    ],
)
def test_a_head_is_called_by_general_names(speaker, expected):
    text = "Rail Office administrator Ida Moor told senators that the bridge was safe."
    said = "the bridge was safe"
    paper = source("a", text, "Echo")
    assert spoken_by(claim(paper, said, "Ida Moor"), paper, speaker) is expected


def test_the_head_of_something_is_not_the_thing():
    assert not tells_speech("The Rail Office said it was safe.", "head of the Rail Office")
    assert tells_speech("The Rail Office said it was safe.", "Rail Office")
