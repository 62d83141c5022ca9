from index.attribution.interviews import with_interview
from index.attribution.linking import Attribution
from index.sentences import sentence_spans

HEAD = "The bridge speaks\n\nVera Holt of the firm Lind inspected the bridge. An interview by Max Orr.\n\n"
TURNS = (
    "Ms Holt, did you close the bridge?\n\nNo. I wrote two pages.\n\n"
    "The mayor says you did.\n\nI never told him so. He heard something else.\n\n"
    "Is it safe?\n\nIn my view it is.\n\nWhat will it cost?\n\nTwo million, I have heard.\n\n"
)
TAIL = "Holt, 52, teaches in Ostrey. The firm calls that a conflict of interest."


def told(text):
    spans = sentence_spans(text)
    return [
        (text[slice(*one.source[0])], text[slice(*part)])
        for one in with_interview(text, spans, [])
        for part in one.content
    ]


def test_answers_are_held_by_whoever_is_interviewed():
    found = told(HEAD + TURNS + TAIL)
    assert {holder for holder, _ in found} == {"Vera Holt"}
    said = [words for _, words in found]
    assert "I wrote two pages." in said
    assert "He heard something else." in said
    assert "In my view it is." in said


def test_questions_and_what_stands_around_are_nobodys():
    said = " ".join(words for _, words in told(HEAD + TURNS + TAIL))
    for other in ("The mayor says", "Is it safe", "teaches", "inspected", "conflict"):
        assert other not in said


def test_headings_that_ask_are_no_interview():
    notice = (
        "Dear customers,\n\nWhat has happened?\nUnknown persons obtained data.\n"
        "Is my money safe?\nNobody will lose a mark.\nWhat should I do?\nPlease change the password."
    )
    assert told(notice) == []


def test_what_the_answer_says_of_its_own_saying_goes_into_the_whole():
    text = HEAD + TURNS
    at = text.index("I have heard")
    inner = Attribution(((at, at + 1),), (at + 2, at + 12), ((at - 13, at - 2),))
    found = with_interview(text, sentence_spans(text), [inner])
    assert inner not in found


def test_without_an_address_the_last_person_named_answers():
    text = (
        "Ada Demir waits. With Bo Rask she read it. Demir does not believe it. We asked her why.\n\nHow can you be sure?\nI am not sure.\n"
        "So who was it?\nI think they bought it.\nAnd the money?\nI do not know.\n"
    )
    assert {holder for holder, _ in told(text)} == {"Demir"}


def test_answers_with_a_name_before_each_are_theirs():
    text = (
        "THE LANTERN\n\nBeatrix Olm has taught for 22 years.\n\nThe Lantern: Were you surprised?\n\n"
        "Olm: Not at all. I had warned the minister.\n\nThe Lantern: The ministry denies it.\n\n"
        "Olm: I have the letter.\n\nThe Lantern: Who is to blame?\n\nOlm: That I do not know.\n\n"
        "The Lantern: Will you go on?\n\nOlm: Of course.\n"
    )
    found = told(text)
    assert {holder for holder, _ in found} == {"Beatrix Olm"}
    assert [words for _, words in found][:2] == ["Not at all.", "I had warned the minister."]
