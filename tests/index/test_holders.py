"""Holders: pronouns, roles and short forms back to names; words kept where it is not clear."""

import re

import pytest

from index.attribution.cast import Cast
from index.attribution.holders import resolve_holders
from index.attribution.linking import Attribution
from index.attribution.mentions import find_mentions
from index.sentences import sentence_spans


def holders(annotated):
    """Resolved names of the sources marked [so] in the text, in order."""
    text, sources = "", []
    for piece in re.split(r"(\[[^\]]+\])", annotated):
        if piece.startswith("["):
            sources.append((len(text), len(text) + len(piece) - 2))
            piece = piece[1:-1]
        text += piece
    found = resolve_holders(
        Cast(text, sentence_spans(text)), [Attribution((s,), None, (s,)) for s in sources]
    )
    return [h.name for h in found]


CASES = {
    "a department that begins like a title": (
        "The Justice Department had John Palij removed. [He] said nothing.",
        ["John Palij"],
    ),
    "it is the body that opens its sentence": (
        "Councillor Ann Roe came. The opposition had warned of this, [it] now says.",
        ["the opposition"],
    ),
    "it is the body that opened the sentence before": (
        "The watchman's union rejects this. He had called at once, [it] said.",
        ["the watchman's union"],
    ),
    "it is no person": (
        "[Ann Roe] rejects this. [It] is not said who did.",
        ["Ann Roe", "It"],
    ),
    "they who opened the sentence before": (
        "The organisers want to go on. There will, [they] promise, be water.",
        ["the organisers"],
    ),
    "a woman whom only a possessive names": (
        "The head of the Tarn Valley clinic spoke. In Hedda Roe's milk there was nothing. [She] "
        "estimates the loss at 30,000.",
        ["Hedda Roe"],
    ),
    "the man whom the sentence before introduces": (
        "A steward at Gate 6 tells another story. It was full, [the man] said.",
        ["a steward"],
    ),
    "the man of whom nothing was said": ("It was full, [the man] said.", ["the man"]),
    "never a place": (
        "The water of Tarn Valley is clean. [She] said so.",
        ["She"],
    ),
    "a role that introduces the next name": (
        "Tests were made in Tarn Valley, [its head, Dr Samuel Falk,] said. [He] was sure.",
        ["Samuel Falk", "Samuel Falk"],
    ),
    "a part told by its ending": (
        "A dispatcher at the yard remembers it. The drivers, [he] said, had been warned.",
        ["a dispatcher"],
    ),
    "a firm that owns something": (
        "The owner, Corvane Estates, disagreed. A tenant came. [He] said no.",
        ["a tenant"],
    ),
    "he whose boss it was": (
        "A retired technician knows more. His boss had told him, [he] says, to wait.",
        ["a retired technician"],
    ),
    "who, after an unnamed man": (
        "A retired technician, [who] asked for silence, left.",
        ["a retired technician"],
    ),
    "surname": (
        "Police Chief Maria Lopez spoke on Monday. [Lopez] said the road was shut.",
        ["Maria Lopez"],
    ),
    "title and surname": (
        "Senator John Smith and his wife Ann Smith came. [Mr. Smith] said no. [Mrs. Smith] left.",
        ["John Smith", "Ann Smith"],
    ),
    "role before a name": ("[Army spokesman Ivan Petrov] said so.", ["Ivan Petrov"]),
    "role after a name": ("[Li Wei, a spokesman for the ministry], said so.", ["Li Wei"]),
    "name after its role": (
        "[The director of the Port Authority, Omar Haddad,] said so. [Haddad] left.",
        ["Omar Haddad", "Omar Haddad"],
    ),
    "the one who speaks goes on": (
        "[Karen Jones] said it was over. [She] added that nobody was hurt.",
        ["Karen Jones", "Karen Jones"],
    ),
    "he is not she": (
        "Anna Brown met Peter Green on Friday. [He] said the talks went well. [She] disagreed.",
        ["Peter Green", "Anna Brown"],
    ),
    "the minister": (
        "Foreign Minister Pierre Dupont arrived. He met the press. [The minister] said no.",
        ["Pierre Dupont"],
    ),
    "two ministers": (
        "Foreign Minister Pierre Dupont met Finance Minister Jean Martin. [The minister] left.",
        ["the minister"],
    ),
    "abbreviation in brackets": (
        "The Central Statistics Office (CSO) met. [The CSO] said prices rose.",
        ["the Central Statistics Office (CSO)"],
    ),
    "initials": (
        "It was in the Washington Daily Herald. [The WDH] reported a fire.",
        ["the Washington Daily Herald"],
    ),
    "the company": (
        "Acme Motors Inc. closed a plant. [The company] said sales fell.",
        ["Acme Motors Inc."],
    ),
    "which": (
        "It was in The Evening Post, [which] said the dam broke.",
        ["The Evening Post"],
    ),
    "who": ("Officer Dan Reed, [who] denied it, was freed.", ["Dan Reed"]),
    "his lawyer": (
        "Mark Stone was held. [His lawyer] said he was innocent.",
        ["Mark Stone’s lawyer"],
    ),
    "bodies stay": (
        "Mayor Tom Hall spoke. [Police] said so. [Officials] and [the two sources] agreed.",
        ["police", "officials", "the two sources"],
    ),
    "an aide is not his master": (
        "Governor Sue Park left. [An aide to Park] said so.",
        ["an aide to Park"],
    ),
    "several speakers": (
        "Ray Cole and Eve Dunn came. [Cole and Dunn] said so.",
        ["Ray Cole and Eve Dunn"],
    ),
    "police who say they think": (
        "[Police] said the man fled. [They] believe he is armed.",
        ["police", "police"],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_resolves(case):
    annotated, expected = CASES[case]
    assert holders(annotated) == expected


def test_a_pronoun_without_anybody_stays():
    assert holders("It rained. [He] said it would stop.") == ["He"]


def test_a_pronoun_between_two_equals_stays():
    found = holders("Paul Adams met Mark Baker and Luke Carter at noon. [He] said it was fine.")
    assert found[0] in ("He", "Paul Adams")


def test_the_words_of_the_text_are_kept_beside_the_name():
    text = "Mayor Jane Roe spoke. She said no."
    start = text.index("She")
    span = (start, start + 3)
    (holder,) = resolve_holders(
        Cast(text, sentence_spans(text)), [Attribution((span,), None, (span,))]
    )
    assert holder is not None
    assert (holder.name, holder.words) == ("Jane Roe", "She")


def test_nobody_named_is_nobody():
    assert resolve_holders(Cast("x y z.", [(0, 6)]), [Attribution((), None, ((0, 1),))]) == [None]


def test_nothing_goes_on_a_name_behind_its_suffix():
    text = "The jury convicted Adam Shore Jr. Jurors wept."
    names = [mention.name for mention in find_mentions(text, [(0, len(text))])]
    assert names == ["Adam Shore Jr.", "Jurors"]
