import pytest

from bot.names import best_match, names_in, same_name


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Kiev", "Kyiv"),
        ("NYT", "The New York Times"),
        ("Vladimir Putin", "Putin"),
        ("FSB", "Federal Security Service"),
        ("Harlan", "Harlen"),
        ("President Ana Lund", "Ana Lund"),
        ("US", "United States"),
        ("Zelensky", "Zelenskyy"),
        ("Müller", "Muller"),
    ],
)
def test_forms_of_one_name(a, b):
    assert same_name(a, b)
    assert same_name(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Piers Keane", "Dorothea Keane"),
        ("North Korea", "South Korea"),
        ("", "Putin"),
        ("Lee", "Leo"),
    ],
)
def test_different_names(a, b):
    assert not same_name(a, b)


def test_names_of_a_text():
    text = "However, the mayor of Port Sallow told Reuters on Monday that Ana Lund won."
    assert [text[a:b] for a, b in names_in(text)] == ["Port Sallow", "Reuters", "Ana Lund"]


def test_a_slip_finds_the_known_name():
    assert best_match("Lindquist", ["Owen Bell", "Pavel Lindqvist"]) == "Pavel Lindqvist"
    assert best_match("Zorro", ["Owen Bell", "Pavel Lindqvist"]) is None
