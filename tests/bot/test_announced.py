import pytest
from scene import found, models, source

from bot.announced import announces
from bot.answer_settings import AnswerSettings
from bot.answering import answer
from bot.query import parse


@pytest.mark.parametrize(
    "text",
    [
        "Hobart sees three weaknesses.",
        "Experts disagree about the ruling.",
        "There were two reasons.",
    ],
)
def test_announcements(text):
    assert announces(text)


@pytest.mark.parametrize(
    "text",
    ["Two people died in the fire.", '"We disagree," she said.', "The mill burned down on Monday."],
)
def test_other_sentences(text):
    assert not announces(text)


def test_what_is_announced_is_told_with_it():
    text = (
        "The plan has been criticised for years. Engineers see two problems with the dam. "
        "The ground is soft. The wall is too thin. Work begins in May."
    )
    passages, texts = found(source("a", text, "Echo"))
    made = answer(
        parse("What problems do engineers see with the dam?"),
        passages,
        texts,
        AnswerSettings(),
        *models(),
    )
    assert "soft" in made.answer
    assert "thin" in made.answer
    assert "May" not in made.answer
