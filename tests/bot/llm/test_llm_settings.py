import pytest
from scripted_server import ScriptedServer, say, status

from bot.settings import Settings, SettingsError, load

NAMED = [
    "llm.provider=openai-like",
    'llm.base_url="http://127.0.0.1:8080/v1"',
    "llm.model=tiny",
]


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_named_model_is_accepted():
    llm = load(overrides=NAMED, environment={}).settings.llm
    assert (llm.provider, llm.model) == ("openai-like", "tiny")


@pytest.mark.parametrize(
    ("overrides", "said"),
    [
        (NAMED[:1], "base_url"),
        (NAMED[:2], "model"),
        ([*NAMED, "llm.base_url=127.0.0.1:8080"], "base_url"),
        ([*NAMED, 'llm.base_url="ftp://host/v1"'], "base_url"),
        ([*NAMED, 'llm.base_url="http://[::1/v1"'], "base_url"),
        ([*NAMED, 'llm.base_url="http://me:hush@host/v1"'], "ONRECORD_LLM_KEY"),
        ([*NAMED, 'llm.base_url="http://host/v1?key=hush"'], "ONRECORD_LLM_KEY"),
        ([*NAMED, "llm.max_tokens=4096", "llm.context_tokens=4096"], "context_tokens"),
        ([*NAMED, "llm.provider=openai"], "llm.provider"),
        ([*NAMED, "llm.key_env=a b"], "llm.key_env"),
        ([*NAMED, "llm.timeout_s=0"], "llm.timeout_s"),
    ],
)
def test_what_cannot_work_is_refused_in_one_line(overrides, said):
    with pytest.raises(SettingsError) as error:
        load(overrides=overrides, environment={})
    assert said in str(error.value)
    assert "\n" not in str(error.value)
    assert "hush" not in str(error.value)


def test_a_key_in_the_file_is_refused_and_not_repeated(folder):
    (folder / "onrecord.toml").write_text('[llm]\napi_key = "hush"\n')
    with pytest.raises(SettingsError, match="key_env") as error:
        load(environment={})
    assert "hush" not in str(error.value)


def test_where_a_model_is_served_does_not_change_the_fingerprint():
    one = load(overrides=NAMED, environment={}).settings
    other = load(
        overrides=[*NAMED, 'llm.base_url="http://127.0.0.1:9/v1"'], environment={}
    ).settings
    assert one.fingerprint() == other.fingerprint() != Settings().fingerprint()


def told(capsys, arguments):
    from bot.cli import main

    main(arguments)
    return capsys.readouterr().out


def doctor(capsys, server):
    named = [f"--set=llm.{key}={value}" for key, value in server.values().items()]
    out = told(capsys, ["doctor", *named])
    return next(row for row in out.splitlines() if " model:" in row)


def test_the_doctor_asks_the_model_that_is_set(capsys):
    with ScriptedServer(say("Ready.")) as server:
        line = doctor(capsys, server)
        assert len(server.asked) == 1
    assert line.startswith("ok")
    assert "'Ready.'" in line


def test_the_doctor_says_what_to_do_when_the_model_fails(capsys):
    with ScriptedServer(status(401)) as server:
        assert doctor(capsys, server).startswith("FAIL model:")
        assert "set ONRECORD_LLM_KEY" in doctor(capsys, server)


def test_the_doctor_reads_the_prompts(capsys, folder, monkeypatch):
    (folder / "mine").mkdir()
    (folder / "mine" / "answer.md").write_text("# user\n\nAnswer {nothing}.\n")
    with ScriptedServer(say("Ready.")) as server:
        named = [f"--set=llm.{key}={value}" for key, value in server.values().items()]
        # A relative folder starts where the settings file lies, as every path does.
        (folder / "onrecord.toml").write_text('[llm]\nprompts = "mine"\n')
        monkeypatch.chdir(folder / "mine")
        settings = ["--settings", str(folder / "onrecord.toml")]
        out = told(capsys, ["doctor", *settings, *named])
        assert not server.asked
    line = next(row for row in out.splitlines() if " model:" in row)
    assert line.startswith("FAIL")
    assert "nothing" in line


def test_the_doctor_calls_nobody_where_no_model_is_set(capsys):
    line = next(row for row in told(capsys, ["doctor"]).splitlines() if " model:" in row)
    assert line.startswith("ok")
    assert "none set" in line


def test_config_shows_the_section_and_no_secret(capsys, monkeypatch):
    monkeypatch.setenv("ONRECORD_LLM_KEY", "hush")
    plain = told(capsys, ["config", *(f"--set={one}" for one in NAMED)])
    as_json = told(capsys, ["config", "--json", *(f"--set={one}" for one in NAMED)])
    assert 'model = "tiny"' in plain
    assert "ONRECORD_LLM_KEY is set" in plain
    assert "hush" not in plain + as_json
