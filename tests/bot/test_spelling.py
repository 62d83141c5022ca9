from bot.query import parse
from bot.spelling import respelt


def test_a_slip_is_mended_by_the_words_of_the_documents():
    query = respelt(
        parse("how many peple were kiled in Orlin"), ["Two people were killed in Orlen."]
    )
    assert query.complete == "how many people were killed in Orlen"
    assert query.counted == "people"


def test_right_words_stay():
    query = parse("Who won the match?")
    assert respelt(query, ["The catch was won."]) == query
