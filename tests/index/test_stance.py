"""Stance: what cue, negation, modality and hedges say about the holder's commitment."""

import pytest

from index.attribution.cues import cue_class
from index.attribution.stance import narrator_stance, stance_of

PEOPLE = frozenset(["he", "she", "they", "i", "we"])


def judged(cue, content, holder_is=PEOPLE):
    text = f"{cue} {content}"
    return stance_of(text, (0, len(cue)), [(len(cue) + 1, len(text))], holder_is)


@pytest.mark.parametrize(
    ("cue", "content", "stance"),
    [
        ("said", "the bridge is safe", "stated"),
        ("claimed", "that the bridge is safe", "stated"),
        ("warned", "that prices are rising", "stated"),
        ("called", "the plan “strange”", "stated"),
        ("claimed", "responsibility for the fire", "stated"),
        ("has repeatedly denied", "that he took money", "denied"),
        ("rejected", "the accusation", "denied"),
        ("declined", "to comment", "denied"),
        ("did not say", "who was in the car", "denied"),
        ("refused to discuss", "the case", "denied"),
        ("did not rule out", "a second vote", "hedged"),
        ("does not believe", "the report", "denied"),
        ("believes", "the man fled", "hedged"),
        ("suggested", "that the fire was set", "hedged"),
        ("said", "the fire may have been set", "hedged"),
        ("said", "“I think it was an accident”", "hedged"),
        ("appeared to suggest", "that he knew", "hedged"),
        ("is believed", "to be in the north", "hedged"),
        ("asked", "whether the bridge is safe", "asked"),
        ("called for", "an inquiry", "asked"),
        ("urged", "people to stay at home", "asked"),
        ("told", "to leave the country", "asked"),
        ("said", "“Who would do this?”", "asked"),
        ("vowed", "to rebuild the bridge", "planned"),
        ("plans", "to run again", "planned"),
        ("said", "she will resign in May", "planned"),
        ("agreed", "to pay a fine", "planned"),
        ("announced", "that taxes will be cut", "planned"),
        ("said", "it would have been worse", "stated"),
        ("could not help noting", "the irony", "stated"),
    ],
)
def test_stance_of_an_attribution(cue, content, stance):
    assert judged(cue, content)[0] == stance


def test_a_plan_is_the_holders_own():
    assert judged("said", "he will resign", frozenset(["he", "i"]))[0] == "planned"
    assert judged("said", "he will resign", frozenset(["she", "i"]))[0] == "stated"


def test_hearsay_is_hedged():
    assert judged("was accused of", "taking money", None)[0] == "hedged"
    assert judged("was accused of", "taking money")[0] == "stated"


def test_hedges_are_the_words_of_the_text():
    assert judged("said", "it was Allegedly set, and may spread")[1] == ("Allegedly", "may")


@pytest.mark.parametrize(
    ("sentence", "stance", "hedges"),
    [
        ("They had allegedly been hired.", "hedged", ("allegedly",)),
        ("The man is believed to be in hiding.", "hedged", ("is believed to",)),
        ("The vote may be close.", "hedged", ("may",)),
        ("It happened in May last year.", "stated", ()),
        ("Nor can it be ruled out that it failed.", "hedged", ("can it be ruled out",)),
        ("Four men were caught on Monday.", "stated", ()),
        ("Most likely voters turned out.", "stated", ()),
        ("He left before anyone could see him, who might have helped.", "stated", None),
    ],
)
def test_the_narrators_own_hedges(sentence, stance, hedges):
    found = narrator_stance(sentence, (0, len(sentence)))
    assert found[0] == stance
    if hedges is not None:
        assert found[1] == hedges


@pytest.mark.parametrize(
    ("cue", "kind"),
    [
        ("issued a denial", "deny"),
        ("continued to insist", "say"),
        ("went on to criticize", "say"),
        ("call for", "ask"),
        ("calls", "say"),
        ("raised doubts", "believe"),
        ("threatening", "plan"),
        ("zorbled", None),
    ],
)
def test_cue_classes(cue, kind):
    assert cue_class(cue) == kind
