from scene import source

from bot.types import Citation
from bot.verify import Evidence, check, resolves
from index.types import Claim

TEXT = (
    "Mayor Ana Lund said that at least 14 people may have died on Monday. “Never again,” she said."
)
PAPER = source("paper", TEXT, "Daily Echo")
CLAIM = Claim(
    "paper", "at least 14 people may have died on Monday", 24, 66, "Ana Lund", "Mayor Ana Lund",
    cue="said", hedges=("may have",), clause=(0, 66), sentence=(0, len(TEXT)),
)  # fmt: skip
CITED = Citation(marker=1, source_id="paper", passage_id="p", start=0, end=len(TEXT), quote=TEXT)
GOOD = [Evidence(CLAIM, PAPER, CITED)]


def test_words_of_the_source_pass():
    assert (
        check("Mayor Ana Lund said that at least 14 people may have died on Monday", GOOD) is None
    )


def test_numbers_compare_by_value():
    assert check("Ana Lund said at least fourteen people may have died", GOOD) is None


def test_what_is_not_in_the_source_fails():
    wrong = {
        "Ana Lund said at least 15 people may have died": "figure",
        "Ana Lund and Piet Moor said at least 14 people may have died": "name",
        "Ana Lund said at least 14 people may have died on Tuesday": "time",
        "Ana Lund said “at least 14 people may have drowned”": "quoted",
        "At least 14 people may have died": "who says it",
        "Ana Lund said at least 14 people died": "hedge",
    }
    for sentence, why in wrong.items():
        assert why in (check(sentence, GOOD) or ""), sentence


def test_a_marker_must_resolve_to_its_words():
    moved = CITED.model_copy(update={"start": 3})
    assert "does not resolve" in (check("Ana Lund spoke", [Evidence(CLAIM, PAPER, moved)]) or "")
    assert check("Ana Lund spoke", []) == "no citation"
    assert resolves("So it is [1].", {1: CITED})
    assert not resolves("So it is [2].", {1: CITED})
