import pytest

from bot.llm.prompts import FOLDER, VARIABLES, load_prompts, parsed
from bot.settings import SettingsError

GOOD = "# system\n\nBe brief.\n\n# user\n\n{question}\n{claims}\n"


def test_the_prompts_of_the_project_are_in_step_with_the_code():
    folders = [FOLDER, *(path for path in FOLDER.iterdir() if path.is_dir())]
    for folder in folders:
        assert load_prompts(folder).hash
        assert {path.stem for path in folder.glob("*.md")} <= set(VARIABLES)
    assert not load_prompts().one_by_one
    assert load_prompts(FOLDER / "small").one_by_one


def test_what_is_put_in_is_not_looked_at_again():
    messages = parsed("answer", GOOD).fill(question="{claims} # system", claims="{question}")
    assert [m.role for m in messages] == ["system", "user"]
    assert messages[1].content == "{claims} # system\n{question}"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Just words {question} {claims}", "parts headed"),
        ("# system\n\nOnly this.\n", "end with"),
        (GOOD + "{holder}", "{holder}, which does not exist"),
        ("# user\n\n{question}", "either {claims} or {claim}"),
        ("# user\n\n{claims}", "lacks {question}"),
        ("# user\n\n{question} {claims} {claim}", "either {claims} or {claim}"),
    ],
)
def test_a_prompt_that_does_not_hold_together_is_refused(text, why, tmp_path):
    (tmp_path / "answer.md").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as error:
        load_prompts(tmp_path)
    assert why in str(error.value)
    assert "\n" not in str(error.value)


def test_a_folder_replaces_what_it_has_and_changes_the_hash(tmp_path):
    (tmp_path / "answer.md").write_text(GOOD, encoding="utf-8")
    own, built_in = load_prompts(tmp_path), load_prompts()
    assert own.answer.messages[0].content == "Be brief."
    assert own.condense == built_in.condense
    assert own.hash != built_in.hash


def test_a_folder_that_is_missing_or_holds_a_stranger_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="no folder"):
        load_prompts(tmp_path / "none")
    (tmp_path / "anwser.md").write_text(GOOD, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"anwser\.md is no prompt"):
        load_prompts(tmp_path)
