"""What a reader would object to is objected to, and nothing else."""

import pytest

from bot.types import Answer, Conflict
from eval.judging import judge, overlaps

FOURTEEN = "At least 14 people died, the coastguard said"
TWENTY = "The union said that 20 people had died"
SHUT = "Captain Ruth Bell said the door was shut"


def manners(judged):
    return {c.fact.key: c.manner for c in judged.conveyed}


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("The coastguard said at least fourteen people had died.", "named"),
        ("At least 14 people died, according to the coastguard.", "named"),
        ("At least 14 people died.", "flat"),
        ("At least 14 people reportedly died.", "hearsay"),
        ("Captain Ruth Bell said that at least 14 people died.", "other"),
        ("According to the Harbour Post, at least 14 people died.", "other"),
        ("The union is at odds over the at least 14 dead.", "flat"),
    ],
)
def test_manner_of_attribution(small, ask, answer, text, manner):
    judged = judge(ask("dead"), answer((text, "post", FOURTEEN)), small)
    assert manners(judged) == {"dead-14": manner}


def test_own_words_belong_to_the_document(small, ask, answer):
    named = answer(("Quay News says it was built in 2009.", "news", "The ferry was built in 2009"))
    flat = answer(("It was built in 2009.", "news", "The ferry was built in 2009"))
    assert manners(judge(ask("built"), named, small)) == {"built": "named"}
    assert manners(judge(ask("built"), flat, small)) == {"built": "flat"}


def test_a_lost_bound_is_a_lost_hedge(small, ask, answer):
    kept = answer(("The coastguard said at least 14 died.", "post", FOURTEEN))
    lost = answer(("The coastguard said 14 died.", "post", FOURTEEN))
    assert [c.hedged for c in judge(ask("dead"), kept, small).conveyed] == [True]
    assert [c.hedged for c in judge(ask("dead"), lost, small).conveyed] == [False]


def test_figure_from_the_wrong_document_reports_nothing(small, ask, answer):
    judged = judge(ask("dead"), answer(("The union said 14 died.", "news", TWENTY)), small)
    assert judged.reported == (False, False)


def test_citation_must_be_at_the_place_of_the_fact(small, ask, answer):
    said = "The coastguard said at least 14 died."
    good = judge(ask("dead"), answer((said, "post", FOURTEEN)), small)
    bad = judge(ask("dead"), answer((said, "post", SHUT)), small)
    assert [c.supports for c in good.citations] == [True]
    assert [c.supports for c in bad.citations] == [False]


def test_a_quote_that_is_not_in_the_text_is_not_exact(small, ask, answer):
    good = answer(("The coastguard said at least 14 died.", "post", FOURTEEN))
    moved = good.citations[0].model_copy(update={"start": good.citations[0].start + 1})
    bad = good.model_copy(update={"citations": (moved,)})
    assert judge(ask("dead"), good, small).exact_quotes == (True,)
    assert judge(ask("dead"), bad, small).exact_quotes == (False,)


def test_conflict_needs_statements_of_two_sides(small, ask, answer):
    both = (
        ("The coastguard said at least 14 died.", "post", FOURTEEN),
        ("The union said 20 died.", "news", TWENTY),
        ("Captain Bell said the door was shut.", "post", SHUT),
    )

    def shown(*numbers, kind="figures"):
        conflict = Conflict(kind=kind, summary="", statements=numbers)
        return judge(ask("dead"), answer(*both, conflicts=(conflict,)), small)

    assert shown(0, 1).conflicts_found == ("toll",)
    assert shown(0, 1).kinds_right == (True,)
    assert shown(0, 1, kind="denial").kinds_right == (False,)
    assert shown(0, 2).conflicts_found == ()
    assert shown(0, 2).false_conflicts == 1
    assert shown(0, 9).false_conflicts == 1


def test_false_premise_can_be_set_right_or_repeated(small, ask, answer):
    right = answer(("Captain Bell said the door was closed.", "post", SHUT))
    wrong = answer(("The door was open, Bell said.", "post", SHUT))
    assert judge(ask("open"), right, small).corrected
    assert judge(ask("open"), wrong, small).forbidden == ("door was open",)
    assert not judge(ask("open"), Answer(question="?", answer="", abstained=True), small).corrected


def test_sentence_that_attributes_rightly_does_not_launder_what_shares_its_words(tmp_path):
    from eval.gold_sets import load_gold
    from tests.eval.conftest import GOLD, write_small

    path = write_small(tmp_path)
    extra = '  again: {source: post, holder: bell, words: ["14", people], quote: "At least 14 people"}\n'
    text = GOLD.replace("conflicts:\n", extra + "conflicts:\n", 1)
    path.write_text(text.replace("nearest: [dead-14]", "nearest: [again]"), encoding="utf-8")
    gold = load_gold(path)
    from bot.types import Citation, Statement

    quote = gold.documents["post"].text[: len(FOURTEEN)]
    answer = Answer(
        question="?",
        answer="",
        statements=(
            Statement(
                text="The coastguard said at least 14 people died.",
                source_id="post",
                citations=(1,),
            ),
        ),
        citations=(
            Citation(
                marker=1, source_id="post", passage_id="p", start=0, end=len(quote), quote=quote
            ),
        ),
    )
    judged = judge(gold.questions[0], answer, gold)
    assert manners(judged) == {"dead-14": "named"}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((0, 10), (0, 10), True),
        ((0, 100), (40, 50), True),
        ((0, 10), (5, 15), True),
        ((0, 10), (6, 16), False),
        ((0, 10), (10, 20), False),
        ((0, 0), (0, 10), False),
    ],
)
def test_spans_overlap_by_half_of_the_shorter(one, other, expected):
    assert overlaps(*one, *other) is expected
    assert overlaps(*other, *one) is expected


def test_of_a_whole_passage_the_sentence_must_attribute(small, ask, answer):
    passage = (
        "At least 14 people died. The sea was calm that evening. Nobody had expected it. "
        "Flags were lowered, the coastguard said."
    )
    near = "The coastguard spoke. At least 14 people died. Nobody had expected it."
    assert manners(judge(ask("dead"), answer((passage, "post", FOURTEEN)), small)) == {
        "dead-14": "flat"
    }
    assert manners(judge(ask("dead"), answer((near, "post", FOURTEEN)), small)) == {
        "dead-14": "named"
    }
