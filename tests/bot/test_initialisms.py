import pytest

from bot.initialisms import stems_with


@pytest.mark.parametrize(
    ("names", "text", "found"),
    [
        (("Orlen Harbour Board",), "The OHB closed the quay.", {"orlen", "harbour", "board"}),
        (("OHB",), "The Orlen Harbour Board closed the quay.", {"ohb"}),
        (("Bank of Velland",), "The BV raised its rate.", {"bank", "velland"}),
    ],
)
def test_initials_stand_for_the_name_and_the_name_for_them(names, text, found):
    assert found <= stems_with(names, text)


@pytest.mark.parametrize(
    ("names", "text"),
    [
        (("Orlen Harbour Board",), "The quay was closed, oh boy."),
        (("Orlen",), "The quay O was closed."),
        (("OHB",), "Orlen Home Office closed the quay."),
    ],
)
def test_no_other_letters_do(names, text):
    assert not {"orlen", "ohb"} & (stems_with(names, text) - stems_with((), text))
