import pytest

from bot.query import parse


@pytest.mark.parametrize(
    ("question", "kind", "wanted"),
    [
        ("How many people were injured?", "how many", "number"),
        ("how many people were injured", "how many", "number"),
        ("When did the ferry sink?", "when", "date"),
        ("In which year was it built?", "when", "date"),
        ("Where did it happen?", "where", "place"),
        ("Who won?", "who", "person"),
        ("Did the mayor resign?", "yes/no", "yes/no"),
        ("Why did the mayor resign?", "why", "statement"),
        ("What percentage of voters took part?", "what", "percent"),
        ("How much did it cost?", "how much", "money"),
        ("How old is the captain?", "how much", "age"),
        ("What is the age of the captain?", "what", "age"),
        ("the captain's age", "what", "age"),
        ("How expensive was the repair?", "how", "money"),
        ("Since when has the mayor known?", "when", "date"),
        ("Who did it?", "who", "person"),
        ("Which company built it?", "which", "name"),
        ("What do the sources disagree about?", "overview", "statement"),
        ("Who says that the door was open?", "who says", "statement"),
    ],
)
def test_kind_and_type(question, kind, wanted):
    query = parse(question)
    assert (query.kind, query.wanted) == (kind, wanted)


def test_named_speaker_and_topic():
    query = parse("What did Ruth Bell say about the bow door?")
    assert (query.kind, query.speaker) == ("said", "Ruth Bell")
    assert query.terms == ("bow", "door")
    assert parse("According to the coastguard, how many people died?").speaker == "coastguard"
    assert parse("What was the minister's reaction to the report?").speaker == "minister"


def test_what_a_count_is_told_of():
    query = parse("How many passengers did the ferry carry?")
    assert (query.counted, query.act) == ("passengers", "carry")


def test_several_questions_in_one():
    parts = parse("When did it sink, and how many people died? Who is to blame?").parts
    assert [part.kind for part in parts] == ["when", "how many", "who"]


def test_who_did_it_asks_for_blame():
    assert parse("Who did it?").asks_blame
    assert parse("who carried it out").asks_blame
    assert not parse("Who did the mayor meet?").asks_blame


def test_claimed_responsibility_is_no_question_for_a_speaker():
    assert parse("Who claimed responsibility?").kind == "who"


@pytest.mark.parametrize("question", ["", "?", "   ", "!!!", "a" * 5000, "¿Qué pasó?", "\x00"])
def test_odd_questions_never_fail(question):
    parse(question)


def test_the_act_of_a_count_is_what_was_done_not_who_did_it():
    asked = parse("How many people did the militants kill in the raid?")
    assert (asked.act, asked.doers) == ("kill", ("militants",))
    assert parse("How many people died in the fire?").act == "died"


@pytest.mark.parametrize(
    ("question", "speaker", "about"),
    [
        ("How many passengers did Holm Lines report?", "Holm Lines", "passengers"),
        ("Who does Ana Lund think should pay?", "Ana Lund", "pay"),
        ("What consequences does the Institute expect?", "Institute", "consequences"),
        (
            "What statements did the head of the Harbour Board make?",
            "head of the Harbour Board",
            "",
        ),
        ("Of what did Ana Lund accuse the council?", "Ana Lund", "council"),
        ("What should the council do in Ana Lund's view?", "Ana Lund", "council"),
        ("What does the Echo article say about the bridge?", "Echo", "bridge"),
        ("What were the main points of Ana Lund's speech?", "Ana Lund", ""),
        ("List what Ana Lund said about the bridge", "Ana Lund", "bridge"),
        ("What weaknesses does Hobart see in the plan?", "Hobart", "plan"),
    ],
)
def test_forms_that_name_a_speaker(question, speaker, about):
    query = parse(question)
    assert query.speaker == speaker
    assert not about or about in query.terms


@pytest.mark.parametrize(
    "question", ["What company announced the loss?", "What do they say?", "What made Lund leave?"]
)
def test_forms_that_name_none(question):
    assert parse(question).speaker is None


def test_lives_that_are_claimed_are_people_killed():
    query = parse("How many lives did the flood claim?")
    assert (query.counted, query.act, query.doers) == ("people", "kill", ("flood",))


@pytest.mark.parametrize(
    ("question", "counted", "act"),
    [
        ("What is the death toll of the ferry accident?", "people", "died"),
        ("What's the latest death toll?", "people", "died"),
        ("How many were sitting in the bus?", "people", "sitting"),
        ("How many people were taken into custody?", "people", "arrested"),
        ("In how many wells was nitrate found?", "wells", "nitrate"),
    ],
)
def test_set_phrases_are_put_plainly(question, counted, act):
    query = parse(question)
    assert (query.kind, query.counted, query.act) == ("how many", counted, act)


@pytest.mark.parametrize(
    ("question", "speaker", "kind"),
    [
        ("What does Ana Lund make of the forecasts?", "Ana Lund", "said"),
        ("What did the union have to say on Monday?", "union", "said"),
        ("How is Norland reacting?", "Norland", "said"),
        ("Who wrote the report on the dam?", None, "who"),
        ("Who wrote that the dam was safe?", None, "who says"),
        ("So whose fault is it, according to whom?", None, "who"),
    ],
)
def test_who_speaks_and_who_made_a_text(question, speaker, kind):
    query = parse(question)
    assert (query.speaker, query.kind) == (speaker, kind)


def test_a_part_of_those_counted_is_counted():
    assert parse("How many of the divers were hurt?").counted == "divers"


def test_a_quantity_is_how_much():
    assert parse("What quantity of kerosene was spilt?").kind == "how much"


def test_agreement_of_the_sources_is_an_overview_of_its_topic():
    query = parse("Do the sources agree on the death toll?")
    assert (query.kind, query.terms) == ("overview", ("death", "toll"))
    assert parse("On which points do the documents contradict each other?").terms == ()


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What fine did the builder have to pay?", "money"),
        ("How large were the bribes?", "money"),
        ("For how much did Holm buy the yard?", "money"),
        ("What are the names of the divers?", "name"),
        ("At what time of day did the fire begin?", "date"),
    ],
)
def test_type_of_the_answer(question, wanted):
    assert parse(question).wanted == wanted


def test_whether_it_is_true_is_no_word_of_the_question():
    assert parse("Is it true that Lesk used a mortar?").terms == ("Lesk", "used", "mortar")
