from hypothesis import given
from hypothesis import strategies as st

from index.normalise import normalise

WORDS = st.text(
    alphabet=st.sampled_from("abcXYZ éüßжשلمあ漢.,!?'\"-()[]#*_`\\ \t\n\r\u00a0\u2028\x0c😀"),
    max_size=300,
)


@given(WORDS)
def test_every_kept_letter_stands_where_the_map_says(raw):
    clean = normalise(raw)
    for offset, letter in enumerate(clean.text):
        if not letter.isspace():
            assert raw[clean.raw_offset(offset)] == letter


@given(WORDS)
def test_the_words_stay_in_order(raw):
    letters = [c for c in raw if c.isalnum()]
    kept = [c for c in normalise(raw).text if c.isalnum()]
    # Only running heads and link targets may lose letters, and only whole ones.
    if "](" not in raw and "\n" not in raw and "\r" not in raw:
        assert kept == letters


@given(WORDS)
def test_normalising_twice_changes_nothing_more_in_plain_text(raw):
    plain = raw.translate({ord(c): None for c in "[]()\\#*_`"})
    once = normalise(plain).text
    assert normalise(once).text == once


def test_link_markup_keeps_its_words():
    raw = r"The [Harbour Union \(HU\)](https://x.test/a) and [others](#) agreed."
    assert normalise(raw).text == "The Harbour Union (HU) and others agreed."


def test_a_running_head_inside_a_sentence_goes_and_the_sentence_is_whole():
    raw = (
        "The council promised that the quay would be repaired before the winter storms arrive,\n\n"
        "HARBOUR REVIEW\n\n"
        "whatever the cost, and that fares would stay the same."
    )
    assert normalise(raw).text == (
        "The council promised that the quay would be repaired before the winter storms arrive, "
        "whatever the cost, and that fares would stay the same."
    )


def test_a_heading_between_paragraphs_stays():
    raw = "The bridge was closed on Monday.\n\nWhat Comes Next\n\nEngineers will inspect it."
    assert "What Comes Next" in normalise(raw).text


def test_a_repeated_foot_with_page_numbers_goes():
    page = "The committee heard from {} witnesses during the long session on Tuesday.\n\nAnnual Report Page {}\n\n"
    raw = "".join(page.format(name, n) for n, name in enumerate(["four", "nine", "six", "two"], 1))
    clean = normalise(raw).text
    assert "Annual Report" not in clean
    assert clean.count("The committee heard") == 4


def test_a_sentence_broken_across_paragraphs_is_joined():
    raw = "It is likely that the ministry will want to show that the money in question\n\nwas spent well."
    assert normalise(raw).text.endswith("in question was spent well.")


def test_hard_wrapped_lines_are_joined_and_paragraphs_kept():
    raw = (
        "The inspectors found that the dam had been leaking for several years before\n"
        "anyone noticed, and that the reports which were written at the time had been\n"
        "filed without being read by the people who were responsible for the safety of\n"
        "the valley below it.\n\n"
        "The operator rejected the findings and said that its own measurements, which\n"
        "have not been published, show no leak at any time since the dam was opened in\n"
        "the spring of that year.\n"
    )
    paragraphs = normalise(raw).text.split("\n\n")
    assert len(paragraphs) == 2
    assert all("\n" not in paragraph for paragraph in paragraphs)
    assert "before anyone noticed" in paragraphs[0]


def test_one_line_paragraphs_stay_apart():
    raw = "The mayor resigned on Monday.\nHer deputy took over.\n“I am ready,” he said.\n"
    assert normalise(raw).text.count("\n") == 2


def test_line_ends_of_every_kind():
    assert normalise("One.\r\nTwo.\rThree.\n").text == "One.\nTwo.\nThree."


def test_control_characters_go():
    assert normalise("A \x1b[31mred\x1b[0m word\x07.").text == "A red word."


def test_markdown_marks_go_and_words_stay():
    raw = "# Title\n\n> Quoted **bold** and `code`.\n\n- item one\n- item two\n"
    assert (
        normalise(raw, markdown=True).text == "Title\n\nQuoted bold and code.\n\nitem one\nitem two"
    )


def test_a_raw_span_covers_the_words_it_stands_for():
    raw = "Alpha [beta gamma](http://x.test) delta."
    clean = normalise(raw)
    start = clean.text.index("gamma")
    first, last = clean.raw_span(start, start + len("gamma delta"))
    assert raw[first:last].startswith("gamma")
    assert raw[first:last].endswith("delta")
