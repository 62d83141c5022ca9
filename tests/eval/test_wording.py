"""Words are compared as a reader would: form does not count, content does."""

import pytest

from eval.wording import has_all, has_name, has_phrase


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Four gunmen stormed the hall", "4 gunmen"),
        ("killed over 6,000 people", "6000"),
        ("6 thousand people", "6,000"),
        ("three dozen people", "36"),
        ("two hundred and fifty-one people", "251"),
        ("an 87% share", "87 percent"),
        ("an 87 per cent share", "87 %"),
        ("a 12km stretch", "12 km"),
        ("The ISIS-K group", "isis k"),
        ("Washington’s claim", "washington claim"),
        ("They were captured.", "captur*"),
        ("costs €2.5 million", "2.5 million"),
        ("in the non-public message", "non public"),
    ],
)
def test_form_does_not_count(text, phrase):
    assert has_phrase(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("at least 1,137 people", "137"),
        ("fourteen gunmen", "4 gunmen"),
        ("twenty-one people", "20"),
        ("a recapture", "captur*"),
        ("2.5 million", "5 million"),
        ("", "137"),
        ("137", ""),
    ],
)
def test_content_counts(text, phrase):
    assert not has_phrase(text, phrase)


def test_groups_need_one_alternative_each():
    assert has_all("at least 137 died", [["137"], ["killed", "died"]])
    assert not has_all("at least 137 hurt", [["137"], ["killed", "died"]])


def test_short_names_in_capitals_are_no_pronouns():
    assert has_name("the U.S. said", "US")
    assert not has_name("they told us", "US")
    assert has_name("according to the new york times", "New York Times")
    assert not has_name("Browning said", "Brown")
