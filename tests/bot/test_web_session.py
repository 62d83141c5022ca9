"""What the browser keeps, who may ask how often, who may sign in."""

import json
import stat

import pytest

from bot.types import Answer, Citation, Statement
from bot.web.accounts import Accounts, add_user, hashed, matches, read_users
from bot.web.conversation import STAGES, answer_in_turn
from bot.web.filter_bar import chips, filters_from
from bot.web.limits import RateLimit
from bot.web.session import KEPT, Session, Turn, from_browser, to_browser
from index.errors import OnRecordError
from index.filters import Filters


def turn(question="Who said so?", holder="Ines Calder"):
    citation = Citation(
        marker=1, source_id="s", passage_id="s:0-9:x", start=0, end=9, quote="the ferry"
    )
    statement = Statement(text="x", holder=holder, source_id="s", citations=(1,))
    answer = Answer(
        question=question, answer="x [1]", statements=(statement,), citations=(citation,)
    )
    return Turn(question, question, answer)


def test_a_conversation_comes_back_from_the_browser_as_it_was():
    session = Session((turn(), turn("And why?")), Filters(publishers=("Post",), since="2024-05-03"))
    kept = json.loads(json.dumps(to_browser(session, "ada")))
    assert from_browser(kept, "ada") == session


def test_another_persons_conversation_is_not_shown():
    kept = to_browser(Session((turn(),)), "ada")
    assert from_browser(kept, "bob") == Session()
    assert from_browser(kept, None) == Session()


@pytest.mark.parametrize(
    "kept",
    [None, "x", [], {}, {"user": None}, {"user": None, "turns": [{}]},
     {"user": None, "turns": [{"question": "q", "full": "q", "answer": {"evil": 1}}]},
     {"user": None, "turns": 7}, {"user": None, "turns": [], "filters": {"sources": 3}}],
)  # fmt: skip
def test_what_a_browser_made_up_is_an_empty_conversation(kept):
    assert from_browser(kept, None) == Session()


def test_the_memory_knows_the_turns_and_the_oldest_are_let_go():
    session = Session()
    for number in range(KEPT + 3):
        session = session.plus(turn(f"Question {number}?"))
    assert len(session.turns) == KEPT
    assert session.memory().turns[-1].holders == ("Ines Calder",)
    assert session.upto(2).turns == session.turns[:2]


def test_a_visitor_may_ask_so_often_and_others_are_not_held_up():
    now = [0.0]
    limit = RateLimit(2, clock=lambda: now[0])
    assert [limit.wait("ada"), limit.wait("ada")] == [0, 0]
    now[0] = 20.0
    assert limit.wait("ada") == 40.0
    assert limit.wait("bob") == 0
    now[0] = 60.0
    assert limit.wait("ada") == 0
    assert RateLimit(0).wait("ada") == 0


def test_passwords_are_stored_hashed_and_checked(tmp_path):
    file = tmp_path / "users"
    add_user(file, "ada", "correct horse")
    add_user(file, "bob", "battery staple")
    assert "horse" not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    accounts = Accounts(file)
    assert accounts.allows("ada", "correct horse")
    assert not accounts.allows("ada", "battery staple")
    assert not accounts.allows("eve", "correct horse")
    assert hashed("same words") != hashed("same words")
    assert not matches("x", "scrypt$broken")


def test_a_user_file_that_cannot_be_used_says_so(tmp_path):
    with pytest.raises(OnRecordError, match=r"web\.auth"):
        Accounts(tmp_path / "none")
    file = tmp_path / "users"
    file.write_text("ada:plain\n")
    with pytest.raises(OnRecordError, match="line 1"):
        read_users(file)
    file.write_text("# nobody\n")
    with pytest.raises(OnRecordError, match="no user"):
        Accounts(file)
    for name, password in (("a:b", "long enough"), ("ada", "short")):
        with pytest.raises(OnRecordError):
            add_user(tmp_path / "new", name, password)


def test_filters_are_chips_and_a_wrong_date_is_refused():
    filters = filters_from(["s"], ["Post <b>"], "2024-05-03", "", ["Ines Calder"])
    assert filters == Filters(("s",), ("Post <b>",), "2024-05-03", None, ("Ines Calder",))
    shown = chips(filters)
    assert shown.count("<li>") == 4 and "Post &lt;b&gt;" in shown
    assert chips(Filters()) == ""
    with pytest.raises(ValueError, match="2024-03-22"):
        filters_from([], [], "3 May", "", [])


def test_stages_come_first_then_the_answer_grows_then_its_turn(crocus):
    session = Session()
    shown = list(
        answer_in_turn(crocus, "Who claimed responsibility?", session, Filters(), Filters())
    )
    replies = [messages[-1]["content"] for messages, _ in shown]
    assert [reply.strip("*") for reply in replies[:2]] == [STAGES["searching"], STAGES["reading"]]
    assert len(shown[-1][1].turns) == 1
    assert all(not state.turns for _, state in shown[:-1])
    assert "#cite-0-1" in replies[-1]
