import pytest

from bot.dates import moments, relation


def one(text, published=None):
    (moment,) = moments(text, published)
    return moment


@pytest.mark.parametrize(
    "text",
    ["22 March 2024", "March 22, 2024", "2024-03-22", "Mar. 22, 2024", "the 22nd of March 2024"],
)
def test_forms_of_one_day(text):
    moment = one(text)
    assert (moment.year, moment.month, moment.day) == (2024, 3, 22)


def test_weekday_is_read_from_the_date_of_publication():
    thursday = one("on Thursday", "2024-03-29")
    assert (thursday.month, thursday.day) == (3, 28)
    assert one("on Thursday").day is None


def test_yesterday_and_the_year_left_out():
    assert one("yesterday", "2024-03-01").day == 29
    assert one("on 30 December", "2024-03-01").year == 2023


def test_may_is_a_verb_too():
    assert moments("They may be late") == []
    assert one("in May").month == 5


def test_relation():
    assert relation(one("March 22, 2024"), one("22 March")) == "compatible"
    assert relation(one("March 22, 2024"), one("2024-03-22")) == "same"
    assert relation(one("in 1856"), one("in 1900")) == "contradict"
    assert relation(one("Saturday"), one("22 March 2024")) == "contradict"
    assert relation(one("Friday"), one("22 March 2024")) == "compatible"
    assert relation(one("at 9 p.m."), one("at 21:00")) == "same"


def test_impossible_dates_do_not_fail():
    assert all(m.as_date() is None for m in moments("31 February 2024"))
    moments("99 March", "not a date")
