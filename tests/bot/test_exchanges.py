"""Where one voice answers another in a text."""

import pytest
from scene import claim, found, source

from bot.exchanges import exchanges
from bot.units import units_of


def read(*sources, claims=()):
    passages, texts = found(*sources, claims=claims)
    return exchanges(units_of(passages, texts))


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        ("Olsen denies it.", "denial"),
        ("Her office calls that fantasy.", "denial"),
        ("The firm rejected the accusation.", "denial"),
        ("Mayor Dahl contradicted him.", "denial"),
        ("The club called this claim ridiculous.", "opinion"),
        ("The neighbours see it differently.", "opinion"),
        ("A porter tells a different story.", "opinion"),
    ],
)
def test_a_reply_answers_the_sentence_before_it(reply, kind):
    text = source("a", f"Berg said that Olsen took the key. {reply}", "Post")
    claims = [claim(text, "that Olsen took the key", "Berg")]
    (exchange,) = read(text, claims=claims)
    assert exchange.kind == kind
    assert [unit.text for unit in exchange.first] == ["Berg said that Olsen took the key."]
    assert exchange.reply[0].text == reply


@pytest.mark.parametrize(
    "sentence",
    [
        "He denied that the road was closed.",
        "The court rejected the appeal of the firm that built it.",
        "She told reporters that she would go.",
        "They called the new hall a success.",
    ],
)
def test_no_reply(sentence):
    assert read(source("a", f"Berg said that Olsen took the key. {sentence}", "Post")) == []


def test_the_voice_that_goes_on_belongs_to_its_reply():
    text = source(
        "a",
        'Berg said that Olsen took the key. Olsen denies it. "I was abroad," Olsen said.',
        "Post",
    )
    claims = [
        claim(text, "that Olsen took the key", "Berg"),
        claim(text, '"I was abroad,"', "Olsen"),
    ]
    (exchange,) = read(text, claims=claims)
    assert len(exchange.reply) == 2


def test_a_reply_to_its_own_words_looks_further_back():
    text = source(
        "a",
        "Berg said that Olsen took the key. Olsen was at sea, Olsen said. Olsen denies it.",
        "Post",
    )
    claims = [
        claim(text, "that Olsen took the key", "Berg"),
        claim(text, "Olsen was at sea", "Olsen"),
    ]
    assert all(
        "took the key" not in unit.text for e in read(text, claims=claims) for unit in e.reply
    )


def test_what_a_reply_is_about():
    text = source("a", "Some 40 came, Berg said. The union disputes the figure.", "Post")
    (exchange,) = read(text, claims=[claim(text, "Some 40 came", "Berg")])
    assert exchange.about == "figure"
