"""The gold sets themselves: readable, complete, and fair to an answer that repeats the text."""

import re
from pathlib import Path

import pytest

from eval.gold_checks import GoldError
from eval.gold_sets import GOLD, find_gold, load_gold
from eval.wording import has_all, has_name

FILES = sorted(GOLD.rglob("gold.yaml"))
NAMES = [str(f.parent.relative_to(GOLD)) for f in FILES]

SMALL = """
set: small
corpus: .
holders: {mayor: [Mayor Orr, Orr]}
facts:
  dead: {source: a, holder: mayor, words: ["3"], quote: three people died}
questions:
  - {id: dead, kind: how-many, ask: "How many died?", expect: [dead], misspelt: ["how mny died"]}
"""


def write(folder: Path, text: str = SMALL) -> Path:
    (folder / "a.txt").write_text("Mayor Orr said three people\ndied on Monday.", encoding="utf-8")
    path = folder / "gold.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module", params=FILES, ids=NAMES)
def gold(request):
    return load_gold(request.param)


def test_quoted_text_conveys_its_own_fact(gold):
    for fact in gold.facts.values():
        quotes = [gold.documents[p.source].text[p.start : p.end] for p in fact.places]
        groups = [*fact.words, *([fact.hedges] if fact.hedges else [])]
        assert any(has_all(quote, groups) for quote in quotes), (fact.key, fact.words, quotes)


def test_every_fact_is_asked_for(gold):
    used = {key for question in gold.questions for key in question.facts}
    used |= {key for c in gold.conflicts.values() for side in c.sides for key in side}
    assert set(gold.facts) <= used


def test_conflicts_that_are_asked_for_can_be_shown_with_the_expected_facts(gold):
    for question in gold.questions:
        for key in question.conflicts:
            sides = gold.conflicts[key].sides
            shown = [side for side in sides if set(side) & set(question.facts)]
            assert len(shown) >= 2, question.id


def test_no_wording_is_asked_twice_in_a_set(gold):
    asked = [(q.after, q.ask.lower()) for q in gold.questions]
    assert len(asked) == len(set(asked))


def test_corpus_set_is_large_enough():
    questions = load_gold(GOLD / "crocus" / "gold.yaml").questions
    assert len([q for q in questions if not q.variant]) >= 100
    assert len([q for q in questions if not q.answerable and not q.variant]) >= 20
    assert len([q for q in questions if q.silent == "near"]) >= 10
    kinds = {q.kind for q in questions}
    assert {"who", "when", "where", "how-many", "said-about", "who-says", "why", "how"} <= kinds
    assert {"yes-no", "which", "list", "overview", "follow-up", "false-premise"} <= kinds


def test_quote_is_found_across_line_breaks(tmp_path):
    fact = load_gold(write(tmp_path)).facts["dead"]
    assert fact.places and has_name("Orr said so", fact.names[-1])


def test_other_wordings_are_questions_of_their_own(tmp_path):
    questions = load_gold(write(tmp_path)).questions
    assert [q.id for q in questions] == ["small/dead", "small/dead~2"]
    assert questions[1].variant == "misspelt"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("words:", "wrds:", "did you mean 'words'"),
        ("holder: mayor", "holder: mayr", "did you mean 'mayor'"),
        ("three people died", "four people died", "does not stand in the document"),
        ("expect: [dead]", "expect: [ded]", "did you mean 'dead'"),
        ("expect: [dead], ", "", "needs either expect or silent"),
        ("kind: how-many", "kind: howmany", "none of"),
        ("questions:", "questoins:", "did you mean 'questions'"),
        ("source: a,", "source: b,", "is not defined"),
        ('ask: "How many died?",', "", "ask must be text"),
        ("set: small", "set: [", "is not YAML"),
    ],
)
def test_slips_are_refused_in_one_line(tmp_path, old, new, says):
    assert old in SMALL
    with pytest.raises(GoldError) as caught:
        load_gold(write(tmp_path, SMALL.replace(old, new)))
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_file_is_refused_in_one_line(tmp_path):
    with pytest.raises(GoldError, match="cannot be read"):
        load_gold(tmp_path / "none.yaml")


def test_the_example_of_the_guide_is_a_gold_set(tmp_path):
    guide = Path(__file__).parents[2] / "docs" / "evaluation.md"
    blocks = re.findall(r"```(\w*)\n(.*?)```", guide.read_text(encoding="utf-8"), re.DOTALL)
    text = {kind: block for kind, block in blocks}
    for name, line in re.findall(r"^ +(\w\.txt) +(.+)$", text[""], re.MULTILINE):
        (tmp_path / name).write_text(line, encoding="utf-8")
    (tmp_path / "sources.toml").write_text(text["toml"], encoding="utf-8")
    path = tmp_path / "bridge.yaml"
    path.write_text(text["yaml"], encoding="utf-8")
    gold = load_gold(path)
    assert set(gold.documents) == {"a", "b"} and len(gold.questions) == 2


def test_sets_kept_aside_are_run_only_when_named():
    assert not any("heldout" in path.parts for path in find_gold())
    assert [path.parent.name for path in find_gold(["heldout"])] == ["recall", "summit"]
    assert [path.parent.name for path in find_gold(["ferry"])] == ["ferry"]


def test_other_events_are_many_enough():
    sets = [load_gold(path) for path in find_gold(["events"])]
    assert len(sets) >= 7 and sum(len(gold.questions) for gold in sets) >= 150
    assert all(2 <= len(gold.documents) <= 4 for gold in sets)
