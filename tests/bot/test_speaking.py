import pytest

from bot.speaking import speakings


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("Lund said that the bridge was safe", ["Lund"]),
        ("The bridge was safe, said Ana Lund", ["Ana Lund"]),
        ("According to a person in her office, the bridge was safe", ["a person in her office"]),
        ("The bridge was safe, according to Mill Post", ["Mill Post"]),
        ("Ana Lund, the mayor, said it was safe", ["the mayor", "Ana Lund"]),
        ("Ana Lund, who built it, insisted that it was safe", ["Ana Lund"]),
        ("Karst Works was blamed by Lund", ["Lund"]),
        ("The bridge fell first, Lund said", ["Lund"]),
        ("Lund's claim that it was safe stands", ["Lund"]),
        ("Officials suspect that a cable broke", ["Officials"]),
        ("Mill Post, citing Lund, also gives the figure 12", ["Mill Post", "Lund"]),
    ],
)
def test_who_is_made_to_speak(sentence, speakers):
    found = [who for s in speakings(sentence) for who in s.who]
    assert [who for who in speakers if who not in found] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The bridge fell on Saturday",
        "The report was long",
        "There is no second suspect",
        "The claim is old",
    ],
)
def test_nobody_speaks(sentence):
    assert all(s.unnamed for s in speakings(sentence))


def test_hearsay_names_nobody():
    assert [s.who for s in speakings("It is said that the bridge was safe")] == [()]


def test_words_of_the_cited_claim_attribute_too():
    assert not speakings("Lund likened it to a trap")
    assert speakings("Lund likened it to a trap", ("likened",))[0].who == ("Lund",)
