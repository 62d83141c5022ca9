"""Claims on the terminal: all of them shown, and a document cannot command the terminal."""

from bot.render_claims import claims_marked, claims_table
from index.types import Claim, Source

TEXT = "Roe said \x1b[31mthe dam holds\x1b[0m. It may rain. [bold]No[/bold]."
SOURCE = Source("dam", TEXT, title="Dam \x1b]0;owned\x07", publisher="The Paper")


def claim(words, **more):
    start = TEXT.index(words)
    return Claim("dam", words, start, start + len(words), **more)


CLAIMS = [
    claim("the dam holds", holder="Jane Roe", holder_words="Roe", cue="said"),
    claim("It may rain.", stance="hedged", hedges=("may",)),
    claim("[bold]No[/bold].", holder="Jane Roe", holder_words="She", stance="denied"),
]


def test_table_names_holder_words_stance_and_hedge():
    table = claims_table(SOURCE, CLAIMS, width=120)
    assert "Jane Roe (Roe)" in table
    assert "the source itself" in table
    assert "hedged" in table and "[may]" in table
    assert "The Paper" in table


def test_marked_text_keeps_every_word_and_explains_each_number():
    shown = claims_marked(SOURCE, CLAIMS, width=200)
    assert "[1] the dam holds" in shown
    assert "[2] It may rain." in shown
    assert "[bold]No[/bold]" in shown
    assert "[3] Jane Roe (She) denied" in shown


def test_a_document_cannot_command_the_terminal():
    for draw in (claims_table, claims_marked):
        assert "\x1b" not in draw(SOURCE, CLAIMS)
        assert "\x07" not in draw(SOURCE, CLAIMS)
        assert "\x1b[31mthe dam" not in draw(SOURCE, CLAIMS, colour=True)


def test_colour_is_used_when_asked_for():
    assert "\x1b[" in claims_table(SOURCE, CLAIMS, colour=True)
    assert "\x1b[" in claims_marked(SOURCE, CLAIMS, colour=True)


def test_overlapping_claims_print_the_text_once():
    outer = claim("the dam holds", holder="A", holder_words="A")
    inner = claim("dam", holder="B", holder_words="B")
    shown = claims_marked(
        Source("dam", "Roe said the dam holds."),
        [
            Claim("dam", "the dam holds", 9, 22, holder="A", holder_words="A"),
            Claim("dam", "dam", 13, 16, holder="B", holder_words="B"),
        ],
    )
    assert shown.count("the dam holds") == 1
    assert outer.text.endswith("holds") and inner.text == "dam"
