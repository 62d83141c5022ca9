import pytest

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
