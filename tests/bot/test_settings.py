import pytest

from bot.settings import Settings, SettingsError, load
from index.fingerprint import index_fingerprint
from index.settings import IndexSettings


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_precedence_is_set_then_environment_then_file_then_default(folder):
    (folder / "onrecord.toml").write_text("[retrieval]\ntop_k = 5\nrrf_k = 7\nper_source = 3\n")
    environment = {"ONRECORD__RETRIEVAL__TOP_K": "6", "ONRECORD__RETRIEVAL__RRF_K": "8"}
    loaded = load(overrides=["retrieval.top_k=9"], environment=environment)
    retrieval = loaded.settings.retrieval
    assert (retrieval.top_k, retrieval.rrf_k, retrieval.per_source) == (9, 8, 3)
    assert loaded.origins["retrieval.top_k"] == "--set"
    assert loaded.origins["retrieval.rrf_k"] == "environment"
    assert loaded.origins["retrieval.per_source"] == "onrecord.toml"
    assert loaded.origins["retrieval.mode"] == "default"


@pytest.mark.parametrize(
    ("override", "said"),
    [
        ("retrieval.topk=3", "retrieval.top_k"),
        ("retreival.top_k=3", "[retrieval]"),
        ("index.top_k=3", "retrieval.top_k"),
        ("retrieval.top_k=0", "retrieval.top_k = 0"),
        ("retrieval.top_k=many", "retrieval.top_k"),
        ("retrieval.mode=sparse", "retrieval.mode"),
        ("retrieval", "section.key=value"),
        ("retrieval.top_k", "section.key=value"),
    ],
)
def test_a_bad_setting_is_refused_with_the_nearest_right_name(folder, override, said):
    with pytest.raises(SettingsError) as error:
        load(overrides=[override], environment={})
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_an_unknown_key_in_the_file_or_the_environment_is_refused(folder):
    with pytest.raises(SettingsError, match="environment"):
        load(environment={"ONRECORD__INDEX__THREAD": "2"})
    (folder / "onrecord.toml").write_text("[index]\nthread = 2\n")
    with pytest.raises(SettingsError, match=r"index\.threads"):
        load(environment={})


@pytest.mark.parametrize("text", ["[index", "index = 3\n", "\xff"])
def test_a_broken_file_is_one_line(folder, text):
    (folder / "onrecord.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(SettingsError) as error:
        load(environment={})
    assert "\n" not in str(error.value)


def test_a_missing_file_is_refused(folder):
    with pytest.raises(SettingsError, match=r"nowhere\.toml"):
        load("nowhere.toml", environment={})


def test_presets_change_the_retrieval():
    assert load("presets/lexical.toml", environment={}).settings.retrieval.mode == "lexical"


def test_a_preset_answers_without_the_reader():
    from bot.opening import open_reader

    settings = load("presets/no-reader.toml", environment={}).settings
    assert settings.retrieval == Settings().retrieval
    assert open_reader(settings) is None


def test_settings_cannot_change_once_made():
    with pytest.raises(Exception, match="frozen"):
        Settings().retrieval.top_k = 3


def test_only_what_shapes_the_index_changes_its_fingerprint():
    plain = index_fingerprint(IndexSettings())
    assert index_fingerprint(IndexSettings(threads=1, batch_size=4, path="x")) == plain
    assert index_fingerprint(IndexSettings(passage_tokens=64)) != plain
    assert Settings().fingerprint() != Settings(retrieval={"top_k": 3}).fingerprint()


def test_another_encoder_makes_another_index(tmp_path):
    (tmp_path / "model.onnx").write_bytes(b"one")
    with_one = index_fingerprint(IndexSettings(), tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    (other / "model.onnx").write_bytes(b"two")
    assert (
        len(
            {
                index_fingerprint(IndexSettings()),
                with_one,
                index_fingerprint(IndexSettings(), other),
            }
        )
        == 3
    )
