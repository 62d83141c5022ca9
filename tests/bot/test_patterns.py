from dataclasses import replace

from scene import claim, source

from bot.backshift import following_sentence
from bot.patterns import own_sentence, reported_sentence, whole_sentence
from bot.phrasing import decapitalised, joined, source_label, tidy


def test_labels():
    assert source_label(source("x", "t", "PISM")) == "PISM"
    assert source_label(source("x", "t", "Unnamed news outlet")) == "an unnamed news outlet"
    assert source_label(source("x", "t", title="A title")) == "A title"
    assert source_label(source("x", "t")) == "x"


def test_own_words():
    paper = source("x", "However, the hall burned down. The hall stood in Orlen.", "Echo")
    assert (
        own_sentence("However, the hall burned down.", paper)
        == "According to Echo, the hall burned down"
    )
    assert own_sentence("Orlen burned.", paper) == "According to Echo, Orlen burned"


def test_content_before_its_cue_is_turned_round():
    paper = source("x", "“The door was shut,” said Ruth Bell.", "Echo")
    held = claim(paper, "“The door was shut,”", "Ruth Bell", quoted=True)
    assert reported_sentence(held, paper, (), False) == "Ruth Bell said: “The door was shut”"


def test_a_cut_claim_is_not_lifted_out():
    paper = source(
        "x", "Ruth Bell called the report strange because it came before the inquiry.", "Echo"
    )
    held = claim(paper, "the report strange because it", "Ruth Bell", cue="called")
    assert reported_sentence(held, paper, (), False) is None
    assert "before the inquiry" in whole_sentence(held, paper, (0, len(paper.text)))


def test_a_pronoun_is_made_clear_in_brackets():
    paper = source("x", "He promised aid to the town.", "Echo")
    held = claim(paper, "aid to the town", "Sten Halloran", "He", "promised")
    assert "[Sten Halloran]" in whole_sentence(held, paper, (0, len(paper.text)))


def test_small_matters():
    assert joined(["A", "B", "C"]) == "A, B and C"
    assert tidy("ORLEN (Wire) - The hall burned .") == "The hall burned"
    assert tidy("“The hall burned.") == "The hall burned"
    assert tidy("TYRELL, Mo. (AP) — The hall burned.") == "The hall burned"
    assert tidy("PREVIOUS STORY: The hall burned.") == "The hall burned"
    assert tidy("NATO - an alliance - met.") == "NATO - an alliance - met"
    assert (
        decapitalised("Gunmen stormed the hall", "Gunmen stormed the hall")
        == "gunmen stormed the hall"
    )
    assert decapitalised("NATO met", "NATO met") == "NATO met"


def test_every_sentence_of_a_quotation_names_who_says_it():
    paper = source("x", "“There was no warning. There was a letter,” he said.", "Echo")
    first = claim(paper, "“There was no warning.", "Callum Roe", "he", quoted=True)
    assert reported_sentence(first, paper, (), False) == "Callum Roe said: “There was no warning”"


def test_a_holder_whom_the_sentence_does_not_name_is_named():
    paper = source("x", "The unit had passed every test. It was sound.", "Echo")
    held = claim(paper, "The unit had passed every test", "Henrik Roe")
    held = replace(held, holder_words="", cue=None)
    told = whole_sentence(held, paper, (0, 31))
    assert told == "According to Henrik Roe, the unit had passed every test"


def test_common_plurals_are_written_small():
    assert decapitalised("Burglars stole three pictures", "").startswith("burglars")
    assert decapitalised("Eleven boats sank", "") == "eleven boats sank"
    assert decapitalised("Unknown men sank it", "") == "unknown men sank it"
    assert decapitalised("Eleven Oaks school burnt down", "").startswith("Eleven Oaks")
    assert decapitalised("Union men sank it", "").startswith("Union")
    assert decapitalised("Rumours that it sank spread", "").startswith("rumours")
    assert decapitalised("Brussels agreed to it", "").startswith("Brussels")
    assert decapitalised("Siemens is losing money", "").startswith("Siemens")


def test_i_and_we_stand_in_quotation_marks():
    bank = source("a", "We expect to open the app on Friday. The branches stay open.", "Averna")
    assert own_sentence("We expect to open the app on Friday.", bank) == (
        "Averna writes: “We expect to open the app on Friday”"
    )
    assert own_sentence("The branches stay open.", bank) == (
        "According to Averna, the branches stay open"
    )
    assert own_sentence("The US branches stay open.", bank).startswith("According to Averna")


def test_a_paraphrase_cut_by_its_tag_is_made_whole():
    paper = source("x", "No ferry, Ann Roe said on Monday, would leave before noon.", "Echo")
    held = claim(paper, "No ferry, Ann Roe said on Monday, would leave before noon", "Ann Roe")
    held = replace(held, parts=((0, 8), (34, 57)))
    assert (
        reported_sentence(held, paper, (), False)
        == "Ann Roe said that no ferry would leave before noon"
    )


def test_an_answer_of_an_interview_stays_in_the_first_person():
    paper = source("x", "Was it safe?\n\nI left it in. Nobody asked.", "Echo")
    held = replace(claim(paper, "I left it in.", "Ann Roe"), holder_words="", cue=None)
    assert whole_sentence(held, paper, (14, 27)) == "Ann Roe said: “I left it in”"


def test_a_sentence_that_may_be_anothers_words_names_both():
    paper = source("x", "The unit had passed every test.", "Echo")
    told = following_sentence("The unit had passed every test.", paper, "Ann Roe")
    assert told == "Following words of Ann Roe, Echo writes that the unit had passed every test"
    assert following_sentence("The unit passed every test.", paper, "Ann Roe") is None
    assert following_sentence("Roe had passed every test.", paper, "Ann Roe") is None
    assert following_sentence("The unit had passed every test.", paper, "they") is None


def test_who_relays_anothers_words_is_never_left_out():
    paper = source(
        "p", "One of the aides said that Jo Roe had argued for closing the yard.", "Trade Mirror"
    )
    content = "for closing the yard"
    inner = claim(paper, content, "Jo Roe", cue="had argued")
    inner = replace(inner, chain=("one of the aides", "Jo Roe"))
    told = reported_sentence(inner, paper, (), with_source=True)
    assert told is None or "one of the aides" in told.lower()
    sentence = (0, len(paper.text))
    assert "ne of the aides" in whole_sentence(inner, paper, sentence)
    said = reported_sentence(replace(inner, chain=()), paper, (), with_source=True)
    assert said == "Jo Roe had argued for closing the yard, according to Trade Mirror"


def test_the_i_of_an_interview_stays_with_who_is_interviewed():
    paper = source("p", "Vera Holt tells of it. Roe asked whether I could rule it out.", "Weekly")
    inner = claim(paper, "whether I could rule it out", "Roe", cue="asked")
    inner = replace(inner, chain=("Vera Holt", "Roe"))
    assert reported_sentence(inner, paper, (), with_source=True) is None
    start = paper.text.index("Roe asked")
    assert whole_sentence(inner, paper, (start, len(paper.text))) == (
        "Vera Holt said: “Roe asked whether I could rule it out”"
    )


def test_police_who_say_it_in_the_sentence_are_not_named_twice():
    text = "Police say Bo Lee was shot by his own brother."
    paper = source("a", text, "Echo")
    said = claim(paper, "Bo Lee was shot by his own brother", "police", "Police", "say")
    sentence = whole_sentence(said, paper, (0, len(text)))
    assert sentence == "According to Echo, police say Bo Lee was shot by his own brother"


def test_the_name_stands_behind_the_pronoun_that_speaks():
    text = "Brandl denies it. “I held out my hand and he slapped it,” he said on Sunday."
    paper = source("a", text, "Echo")
    said = claim(paper, "“I held out my hand and he slapped it,”", "Ivo Brandl", "he", "said")
    sentence = whole_sentence(said, paper, (18, len(text)))
    assert "he slapped it,” he [Ivo Brandl] said on Sunday" in sentence


def test_a_second_quotation_behind_the_tag_follows_a_colon():
    text = "“We held our post,” Anton Vesk added. “Whoever says otherwise is lying.”"
    paper = source("a", text, "Echo")
    said = claim(paper, "“Whoever says otherwise is lying.”", "Anton Vesk", "Anton Vesk", "added")
    sentence = reported_sentence(said, paper, (), with_source=False)
    assert sentence == "Anton Vesk added: “Whoever says otherwise is lying”"
