"""The writer with a server that misbehaves: a right answer in time, whatever the model does."""

import time

import pytest
import scripted_server as scripted
from bridge import CABLES, HURT, bot, draft
from scripted_server import ScriptedServer, say

from bot.events import Text
from bot.llm.prompts import FOLDER, load_prompts
from bot.llm.types import LLMError
from bot.llm.writer import Writer
from bot.types import Answer
from bot.verdict import markers_in

FIRE = "The fire brigade said that at least 137 people were hurt [1]."
HOSPITAL = "According to the hospital, 152 people were hurt [2]."
OVERLOADED = "What did Ana Lund say about the bridge?"
SECONDS = 3.0


def written(question, *replies, prompts="", verify=True, **changed):
    """The answer, after checking what holds for every answer."""
    with ScriptedServer(*replies) as server:
        writer = Writer(
            server.model(**changed), load_prompts(prompts), server.settings(**changed), verify
        )
        *pieces, answer = writer.write(question, draft(question))
    assert isinstance(answer, Answer)
    assert all(isinstance(piece, Text) for piece in pieces)
    assert "".join(piece.text for piece in pieces) == answer.answer
    known = {c.marker for c in answer.citations}
    assert set(markers_in(answer.answer)) <= known
    assert all(set(s.citations) <= known and s.citations for s in answer.statements)
    assert all(n < len(answer.statements) for c in answer.conflicts for n in c.statements)
    return answer


def composed(answer, question=HURT):
    """True when the composed answer stands."""
    return answer.generator == "composed" and answer.answer == draft(question).answer.answer


def test_sentences_that_hold_are_shown():
    answer = written(HURT, say(f"Sure, here you go:\n\n{FIRE} {HOSPITAL}"))
    assert answer.generator == "llm:scripted"
    assert FIRE in answer.answer
    assert HOSPITAL in answer.answer
    assert answer.answer.startswith("The figures differ.")
    assert answer.sentences == {"dropped": 1, "passed": 2}
    assert [s.holder for s in answer.statements] == ["the fire brigade", "the hospital"]
    assert answer.conflicts[0].statements == (0, 1)
    assert answer.prompts == load_prompts().hash


def test_a_sentence_is_shown_before_the_reply_is_over():
    with ScriptedServer(say(f"{FIRE} {HOSPITAL}", pause=0.02)) as server:
        writer = Writer(server.model(), load_prompts(), server.settings())
        events = writer.write(HURT, draft(HURT))
        began = time.monotonic()
        first = [next(events), next(events)]
        soon = time.monotonic() - began
        rest = list(events)
        whole = time.monotonic() - began
    assert FIRE in first[1].text
    assert rest
    assert soon < whole


def test_the_other_side_of_a_conflict_is_added():
    answer = written(HURT, say(FIRE))
    assert answer.sentences == {"passed": 1, "added": 1}
    assert "152" in answer.answer
    assert len(answer.conflicts[0].statements) == 2


def test_markers_are_numbered_as_they_are_shown():
    answer = written(HURT, say(f"{HOSPITAL} {FIRE}"))
    assert answer.answer.index("152 people were hurt [1]") < answer.answer.index("hurt [2]")
    assert [c.marker for c in answer.citations] == [1, 2]
    assert "152" in answer.citations[0].quote


WRONG = {
    "invents a marker": "The fire brigade said that at least 137 people were hurt [9].",
    "swaps speakers": "The hospital said that at least 137 people were hurt [1].",
    "drops a bound": "The fire brigade said that 137 people were hurt [1].",
    "changes a figure": "The fire brigade said that at least 173 people were hurt [1].",
    "launders": "At least 137 people were hurt [1].",
    "adds a cause": "The fire brigade said that at least 137 people were hurt by terrorists [1].",
    "cites nothing": "At least 137 people were hurt, the fire brigade said.",
    "changes a name": "Marta Quell said that at least 137 people were hurt [1].",
    "negates": "The fire brigade said that not one of 137 people was hurt [1].",
    "obeys an order": "Tom Varga cut the cables and is guilty [1].",
    "plays a role": "As an AI language model, I think that the mayor is guilty [1].",
}


@pytest.mark.parametrize("how", WRONG)
def test_a_wrong_sentence_is_never_shown(how):
    answer = written(HURT, say(f"{WRONG[how]} {HOSPITAL}"), say("I cannot do that."))
    if how != "invents a marker":  # its words are right
        assert WRONG[how][:-5] not in answer.answer
    assert answer.generator == "llm:scripted"
    assert "152" in answer.answer
    assert "at least 137" in answer.answer
    counts = answer.sentences
    assert counts["passed"] == 1
    assert counts.get("replaced", 0) + counts.get("added", 0) == 1


@pytest.mark.parametrize("how", WRONG)
def test_a_model_that_only_writes_wrong_sentences_is_not_heard(how):
    answer = written(HURT, say(WRONG[how]))
    assert composed(answer)
    assert "could be verified" in answer.note


def test_a_wrong_sentence_is_put_right_once_by_the_model():
    answer = written(HURT, say(f"{WRONG['drops a bound']} {HOSPITAL}"), say(FIRE))
    assert answer.sentences == {"passed": 1, "repaired": 1}
    assert FIRE.replace("[1]", "[2]") in answer.answer


def test_a_repair_that_fails_again_is_replaced_by_the_composed_sentence():
    answer = written(HURT, say(f"{WRONG['swaps speakers']} {HOSPITAL}"), say(WRONG["launders"]))
    assert answer.sentences == {"passed": 1, "replaced": 1}
    assert draft(HURT).answer.statements[0].text.rstrip(".") in answer.answer


def test_a_denial_never_becomes_a_statement():
    wrong = "Karst Works said that the cables were rusty [1]."
    right = "Tom Varga said two cables had been cut [2]."
    answer = written(CABLES, say(f"{wrong} {right}"), say(wrong))
    assert "said that the cables were rusty" not in answer.answer
    assert "denied that the cables were rusty" in answer.answer


@pytest.mark.parametrize(
    "wrong",
    [
        "Ana Lund said the bridge was overloaded [1].",
        "The bridge had been overloaded, according to Ana Lund [1].",
        "Ana Lund admitted that the bridge may have been overloaded [1].",
    ],
)
def test_a_hedge_is_never_dropped_nor_a_cue_made_stronger(wrong):
    answer = written(OVERLOADED, say(wrong), say(wrong))
    assert wrong[:-5] not in answer.answer
    assert "may have been overloaded" in answer.answer


def test_two_claims_with_their_speakers_exchanged_fail():
    wrong = (
        "Tom Varga denied that the cables were rusty [1], while Karst Works said that two cables "
        "had been cut [2]."
    )
    assert composed(written(CABLES, say(wrong)), CABLES)


def test_no_statement_is_repeated():
    answer = written(HURT, say(" ".join([FIRE] * 3 + [HOSPITAL] * 3)))
    assert answer.answer.count("137") == 1
    assert answer.sentences == {"passed": 2, "dropped": 4}


def test_a_reply_that_breaks_off_keeps_what_had_passed():
    answer = written(HURT, scripted.cut(f"{FIRE} The hospital said that"))
    assert answer.generator == "llm:scripted"
    assert "breaks off" in answer.note
    assert FIRE in answer.answer
    assert "152" in answer.answer


def test_a_reply_cut_at_max_tokens_shows_no_half_sentence():
    answer = written(HURT, say(f"{FIRE} According to the hospital, 152", end="length"))
    assert answer.answer.count("152") == 1
    assert answer.sentences == {"passed": 1, "added": 1}


MISBEHAVIOUR = {
    "refuses": scripted.status(403),
    "hangs": scripted.hang,
    "drips characters": scripted.drip,
    "drips bytes": scripted.drip_bytes,
    "half a character": scripted.half_character,
    "500": scripted.status(500),
    "no JSON": scripted.raw(b"<html>hello</html>", "text/html"),
    "wrong JSON": scripted.raw(b'data: {"choices": "none"}\n\n'),
    "10 MB of text": scripted.flood(),
    "10 MB in one line": scripted.one_line(),
    "endless repetition": scripted.endless("the the the "),
    "endless sentences": scripted.endless("The mayor said so [1]. "),
    "writes nothing": say(""),
    "only chatter": say("Sure! I hope this helps."),
    "refuses in words": say("I cannot answer this question."),
    "another language": say("Je ne sais pas [1]."),
    "control characters": say("\x00\x1b[31mAt least 137 [1].\u202e"),
}


@pytest.mark.parametrize("how", MISBEHAVIOUR)
def test_whatever_the_server_does_the_composed_answer_comes_in_time(how):
    began = time.monotonic()
    answer = written(HURT, MISBEHAVIOUR[how], timeout_s=SECONDS, max_tokens=64)
    assert composed(answer), answer.answer
    assert answer.note
    assert "\n" not in answer.note
    # Bounded by the timeout, however slow this machine is at judging.
    assert time.monotonic() - began < SECONDS + 20


def test_a_model_that_hangs_at_the_repair_is_not_waited_for_longer():
    answer = written(
        HURT, say(f"{FIRE} {WRONG['changes a name']}"), scripted.hang, timeout_s=SECONDS
    )
    assert FIRE in answer.answer
    assert "152" in answer.answer


class Broken:
    name = "broken"

    def stream(self, messages):
        raise ZeroDivisionError("a bug")
        yield ""

    def complete(self, messages):
        raise LLMError("no")


def test_a_model_that_fails_in_its_own_way_is_one_line():
    with ScriptedServer() as server:
        writer = Writer(Broken(), load_prompts(), server.settings())
        *_, answer = writer.write(HURT, draft(HURT))
    assert composed(answer)
    assert "ZeroDivisionError" in answer.note


def test_one_claim_at_a_time_gets_the_number_of_its_claim():
    replies = (say("At least 137 people were hurt, the fire brigade said."), say("152 were hurt."))
    answer = written(HURT, *replies, say("Never."), prompts=FOLDER / "small")
    assert "At least 137 people were hurt, the fire brigade said [1]." in answer.answer
    assert answer.sentences == {"passed": 1, "replaced": 1}


def test_without_the_verifier_the_model_stands_alone():
    answer = written(HURT, say("At least 137 people were hurt [1]. Varga did it."), verify=False)
    assert "Varga did it." in answer.answer


def test_the_claims_reach_the_model_fenced_and_within_the_budget():
    with ScriptedServer(say(FIRE)) as server:
        settings = server.settings(context_tokens=2048)
        list(Writer(server.model(), load_prompts(), settings).write(HURT, draft(HURT)))
        asked = server.asked[0]["messages"][-1]["content"]
    assert asked.count("<claims>") == asked.count("</claims>") == 1
    assert "[1] says: the fire brigade (in Mill Post, 2031-05-04); stated" in asked
    assert "disagree (figures)" in asked


def test_an_abstention_is_not_put_to_the_model():
    asked = "Who sang at the opera in Vienna?"
    assert bot().ask(asked).abstained
    assert draft(asked).evidence == ()
