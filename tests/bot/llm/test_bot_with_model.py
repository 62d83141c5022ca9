"""From the settings to the answer: the whole bot with a model that writes."""

import json

import pytest
from bridge import DOCUMENTS, HURT
from scripted_server import ScriptedServer, said_to, say

from bot import Bot
from bot.cli import main
from bot.events import Stage, Text
from bot.settings import Settings, load
from bot.types import Answer

REPLY = (
    "At least 137 people were hurt, the fire brigade said [1]. 152 people were hurt, according to "
    "the hospital [2]. Tom Varga killed them all [1]."
)


@pytest.fixture
def server():
    with ScriptedServer(say(REPLY)) as made:
        yield made


def settings(server, **more) -> Settings:
    values = {**server.values(), **more}
    return load(None, [f'llm.{key}="{value}"' for key, value in values.items()]).settings


def test_the_bot_streams_what_has_passed(server):
    with Bot.over(DOCUMENTS, settings(server)) as bot:
        *events, answer = bot.stream(HURT)
    assert isinstance(answer, Answer)
    assert [e.name for e in events if isinstance(e, Stage)] == ["searching", "reading", "writing"]
    assert "".join(e.text for e in events if isinstance(e, Text)) == answer.answer
    assert answer.generator == "llm:scripted"
    assert "Varga" not in answer.answer
    assert answer.sentences["passed"] == 2
    assert answer.timings_ms["total"] >= answer.timings_ms["llm"]
    assert answer.settings == settings(server).fingerprint()


def test_overviews_and_abstentions_are_not_put_to_the_model(server):
    with Bot.over(DOCUMENTS, settings(server)) as bot:
        for question in ("What do the sources disagree about?", "Who sang at the opera in Oslo?"):
            assert bot.ask(question).generator == "composed"
    assert server.asked == []


def test_a_follow_up_goes_to_the_model_with_the_turns_before():
    def reply(messages):
        asked = messages[-1]["content"]
        return "What did Mayor Ana Lund say about the bridge?" if "Last question" in asked else "-"

    with ScriptedServer(say(reply)) as server, Bot.over(DOCUMENTS, settings(server)) as bot:
        talk = bot.conversation()
        talk.ask("What did Mayor Ana Lund say?")
        answer = talk.ask("And what did she say about the bridge?")
        told = [text for text in said_to(server) if "Last question" in text]
    assert len(told) == 1
    assert "What did Mayor Ana Lund say?" in told[0]
    assert "And what did she say about the bridge?" in told[0]
    assert any(s.holder == "Ana Lund" for s in answer.statements)


def test_the_command_line_answers_with_the_model(server, tmp_path, capsys):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    kept = ("title", "publisher", "published")
    lines = []
    for document in DOCUMENTS:
        (corpus / f"{document['id']}.txt").write_text(document["text"], encoding="utf-8")
        lines.append(f'[[sources]]\nfile = "{document["id"]}.txt"')
        lines += [f'{key} = "{document[key]}"' for key in kept]
    (corpus / "sources.toml").write_text("\n".join(lines), encoding="utf-8")
    flags = [f'--set=llm.{key}="{value}"' for key, value in server.values().items()]
    flags.append(f'--set=index.path="{tmp_path / "index"}"')
    assert main(["ask", HURT, "--json", "--corpus", str(corpus), *flags]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["generator"] == "llm:scripted"
    assert {c["marker"] for c in answer["citations"]} == {1, 2}


def test_prompts_that_do_not_fit_are_refused_in_one_line(server, tmp_path, capsys):
    (tmp_path / "answer.md").write_text("# user\n\n{claims} {nonsense}", encoding="utf-8")
    with pytest.raises(Exception, match="nonsense") as error:
        Bot.over(DOCUMENTS, settings(server, prompts=tmp_path))
    assert "\n" not in str(error.value)


def test_no_model_is_called_unless_the_settings_name_one(server):
    with Bot.over(DOCUMENTS) as bot:
        assert bot.writer is None
        assert bot.ask(HURT).generator == "composed"
    assert server.asked == []
