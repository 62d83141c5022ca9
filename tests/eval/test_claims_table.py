from pathlib import Path

import pytest

from eval.claims_table import judge, load_table
from index.readers import list_corpus, read_source
from index.types import Claim, Source

ROOT = Path(__file__).resolve().parent.parent.parent
TEXT = "The mayor said the bridge was safe. It may rain."
TABLE = """
s:
  - {text: "the bridge was safe", holder: [Ann Lee], stance: [stated]}
  - {text: "It may rain", holder: null, stance: [hedged]}
"""


@pytest.fixture
def expected(tmp_path):
    (tmp_path / "t.yaml").write_text(TABLE)
    return load_table(tmp_path / "t.yaml", {"s": Source("s", TEXT)})


def claim(words, **kwargs):
    at = TEXT.index(words)
    return Claim("s", words, at, at + len(words), **kwargs)


def test_right_needs_holder_stance_and_span(expected):
    good = [
        claim("the bridge was safe", holder="Mayor Ann Lee"),
        claim("It may rain.", stance="hedged"),
    ]
    assert all(v.right for v in judge(expected, good))
    wrong = [claim("the bridge was safe", holder="Bob"), claim("It may rain.")]
    first, second = judge(expected, wrong)
    assert (first.span, first.holder, first.stance) == (True, False, True)
    assert (second.span, second.holder, second.stance) == (True, True, False)
    assert not any(v.right for v in judge(expected, []))
    short = [claim("safe", holder="Ann Lee")]
    assert not judge(expected, short)[0].span


def test_every_labelled_text_stands_in_the_documents():
    listing = list_corpus(ROOT / "corpus")
    sources = {d.id: read_source(d, 10**7) for d in listing.documents}
    expected = load_table(ROOT / "eval/gold/crocus/claims.yaml", sources)
    assert len(expected) >= 50
