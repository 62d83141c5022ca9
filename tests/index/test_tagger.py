import itertools

import pytest

from index.attribution.tagger import Tagger
from index.attribution.words import features, split_words, surface
from index.errors import ModelError


@pytest.fixture(scope="module")
def tagger():
    return Tagger(threads=1)


def words(text):
    return [text[a:b] for a, b in split_words(text)]


def found(text, spans, label):
    return [text[s.start : s.end] for s in spans if s.label == label]


def test_words_are_cut_as_treebanks_do():
    assert words("He didn't say it's Mr. Smith's.") == [
        "He", "did", "n't", "say", "it", "'s", "Mr.", "Smith", "'s", ".",
    ]  # fmt: skip
    assert words("The U.S. paid $1,200.50 in mid-May, AP/Ipsos said...") == [
        "The", "U.S.", "paid", "$", "1,200.50", "in", "mid-May", ",", "AP/Ipsos", "said", "...",
    ]  # fmt: skip
    assert words("“No,” he said — O’Brien didn’t.") == [
        "“", "No", ",", "”", "he", "said", "—", "O’Brien", "did", "n’t", ".",
    ]  # fmt: skip


def test_words_cover_every_character_but_white_space():
    text = "Zürich’s mayor: „Nein“ – 12:30, 5–7 % of x_y@z.org\t(see #3)\u200b."
    spans = split_words(text)
    assert "".join(text[a:b] for a, b in spans) == "".join(text.split())
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in itertools.pairwise(spans))


def test_treebank_and_typographic_marks_look_alike_to_the_model():
    assert [surface(w) for w in ("``", "“", "''", "”", '"')] == ['"'] * 5
    assert surface("-LRB-") == "("
    assert surface("n’t") == "n't"


def test_features_tell_shape_and_quotation():
    shapes = features(["``", "Yes", ",", "''", "said", "NATO", "'s", "7"])
    assert [f % 4 for f in shapes] == [2, 1, 1, 3, 0, 0, 0, 0]
    assert [f // 4 for f in shapes][1:] == [2, 6, 6, 1, 3, 1, 5]
    assert [f % 4 for f in features(['"', "a", '"', "b", '"', "c", '"'])] == [2, 1, 3, 0, 2, 1, 3]


def test_missing_model_is_told_in_one_line(tmp_path):
    with pytest.raises(ModelError, match=r"model\.onnx is missing") as caught:
        Tagger(tmp_path)
    assert "\n" not in str(caught.value)


def test_broken_model_is_told(tmp_path):
    for name in ("model.onnx", "tokenizer.json", "config.json"):
        (tmp_path / name).write_text("{}")
    with pytest.raises(ModelError, match="cannot be read"):
        Tagger(tmp_path).tag(["He said no."])


def test_plain_reports_are_read(tagger):
    text = "The mayor said that the bridge was safe. Rain fell on Monday."
    (spans,) = tagger.tag([text])
    assert found(text, spans, "source") == ["The mayor"]
    assert found(text, spans, "cue") == ["said"]
    assert found(text, spans, "content") == ["that the bridge was safe"]


def test_quotations_with_the_speaker_behind_are_read(tagger):
    text = "“We will rebuild the school,” said Anna Kovacs, the district’s head."
    (spans,) = tagger.tag([text])
    assert found(text, spans, "cue") == ["said"]
    assert found(text, spans, "source")[0].startswith("Anna Kovacs")
    (content,) = found(text, spans, "content")
    assert "We will rebuild the school" in content


def test_every_text_gets_its_own_spans_in_order(tagger):
    texts = [
        "Police said two men fled.",
        "",
        "   \n\n ",
        "According to the ministry, exports rose.",
    ]
    tagged = tagger.tag(texts)
    assert len(tagged) == 4
    assert tagged[1] == tagged[2] == []
    for text, spans in zip(texts, tagged, strict=True):
        assert spans == sorted(spans, key=lambda s: s.start)
        for span in spans:
            assert text[span.start : span.end].strip() == text[span.start : span.end] != ""
            assert 0 < span.score <= 1
    assert found(texts[3], tagged[3], "source") == ["the ministry"]


def test_texts_do_not_see_each_other(tagger):
    text = "The company denied the report.\n\nIts chairman said he would stay."
    alone = tagger.tag([text])[0]
    among = tagger.tag(["Ten people said no.", text, "Nobody knows."])[1]
    assert [(s.label, s.start, s.end) for s in alone] == [(s.label, s.start, s.end) for s in among]


def test_long_paragraphs_and_strange_text_are_read_whole(tagger):
    long = " ".join(["The spokesman said that the talks had gone well."] * 120)
    (spans,) = tagger.tag([long])
    assert max(s.end for s in spans) > len(long) - 60
    (spans,) = tagger.tag(["\u0000\u200b \ufeff x" + "字" * 700 + "a" * 5000])
    assert isinstance(spans, list)


def test_tokens_get_one_label_each(tagger):
    pieces = [
        ["``", "No", ",", "''", "said", "Ms.", "Lee", "."],
        [],
        ["\u200b", "Rain", "fell", "."],
    ]
    labels = tagger.tag_tokens(pieces)
    assert [len(row) for row in labels] == [8, 0, 4]
    assert labels[0][4] == "B-cue"
    assert labels[0][5:7] == ["B-source", "I-source"]
    assert [len(row) for row in tagger.tag_tokens(pieces, ["a", "a", "a"])] == [8, 0, 4]
    assert tagger.tag_tokens([]) == []


def test_one_paragraph_of_many_thousand_words_does_not_swell_its_neighbours(tagger):
    long = "Rain fell and " * 7000
    texts = ["Police said no.", long, "The mayor said that the bridge was safe."]
    tagged = tagger.tag(texts)
    assert found(texts[2], tagged[2], "cue") == ["said"]
