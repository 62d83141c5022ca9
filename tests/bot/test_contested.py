"""The other side of an answer: replies, rival figures, different ones blamed, yes against no."""

import pytest
from scene import claim, found, models, source

from bot.answer_settings import AnswerSettings
from bot.answering import answer
from bot.query import parse

SETTINGS = AnswerSettings()


def ask(question, *sources, claims=()):
    passages, texts = found(*sources, claims=claims)
    return answer(parse(question), passages, texts, SETTINGS, *models())


def kinds(made):
    return [conflict.kind for conflict in made.conflicts]


def shown(made):
    """The sentences that the conflicts set against each other."""
    places = sorted({place for conflict in made.conflicts for place in conflict.statements})
    return " ".join(made.statements[place].text for place in places)


def test_a_denial_behind_a_figure_is_shown_with_it():
    gazette = source(
        "gazette",
        "About 300 pupils of Hollow Lane school fell ill, a teacher said. The headmaster calls that"
        ' "pure nonsense".',
        "Gazette",
    )
    claims = [
        claim(gazette, "About 300 pupils of Hollow Lane school fell ill", "a teacher"),
        claim(gazette, '"pure nonsense"', "the headmaster", "The headmaster", "calls that"),
    ]
    made = ask("How many pupils fell ill at Hollow Lane school?", gazette, claims=claims)
    assert kinds(made) == ["denial"]
    assert "300" in shown(made)
    assert "nonsense" in shown(made)


def test_calling_something_absurd_is_an_opinion_not_a_denial():
    gazette = source(
        "gazette",
        "The council will close the Ardley swimming pool, the mayor said. The swimmers' club called"
        " this decision absurd.",
        "Gazette",
    )
    claims = [
        claim(gazette, "The council will close the Ardley swimming pool", "the mayor"),
        claim(
            gazette, "this decision absurd", "the swimmers' club", "The swimmers' club", "called"
        ),
    ]
    made = ask("What will the council close in Ardley?", gazette, claims=claims)
    assert "denial" not in kinds(made)


def test_a_denied_figure_is_no_conflict_of_another_question():
    gazette = source(
        "gazette",
        "The mill passed its last inspection and had 40 workers inside, said the owner, Ada Rell. The"
        " union disputes the figure.",
        "Gazette",
    )
    claims = [
        claim(gazette, "The mill passed its last inspection and had 40 workers inside", "Ada Rell"),
        claim(gazette, "the figure", "the union", "The union", "disputes", stance="denied"),
    ]
    assert kinds(ask("Did the mill pass its inspection?", gazette, claims=claims)) == []
    assert kinds(ask("How many workers were in the mill?", gazette, claims=claims)) == ["denial"]


def test_a_second_figure_without_its_noun_in_the_same_sentence():
    gazette = source(
        "gazette",
        "Some 900 people marched through Tarn on Friday, according to the police; the organisers spoke"
        " of 2,500.",
        "Gazette",
    )
    claims = [
        claim(
            gazette, "Some 900 people marched through Tarn on Friday", "the police",
            cue="according to",
        )
    ]  # fmt: skip
    made = ask("How many people marched through Tarn?", gazette, claims=claims)
    assert kinds(made) == ["figures"]
    assert "2,500" in shown(made)
    assert "organisers" in shown(made)


def test_a_part_of_a_figure_is_no_rival():
    gazette = source(
        "gazette",
        "Some 900 people marched through Tarn on Friday, of whom 300 were pupils.",
        "Gazette",
    )
    assert kinds(ask("How many people marched through Tarn?", gazette)) == []


def test_two_voices_blame_different_parties():
    wire = source("wire", "Velland accused Ostria of the raid on the depot at Karm.", "Wire")
    herald = source(
        "herald", "The Red Lantern claimed responsibility for the raid on Karm.", "Herald"
    )
    made = ask("Who was behind the raid on Karm?", wire, herald)
    assert kinds(made) == ["responsibility"]
    assert "Ostria" in shown(made)
    assert "Red Lantern" in shown(made)


def test_the_same_party_blamed_twice_is_no_conflict():
    wire = source(
        "wire", "Velland accused the Red Lantern of the raid on the depot at Karm.", "Wire"
    )
    herald = source(
        "herald", "The Red Lantern claimed responsibility for the raid on Karm.", "Herald"
    )
    assert kinds(ask("Who was behind the raid on Karm?", wire, herald)) == []


def test_one_accused_and_cleared():
    wire = source("wire", "Ostria was involved in the raid on Karm, Velland said.", "Wire")
    herald = source(
        "herald", "Ostria had nothing to do with the raid on Karm, said Lena Moor.", "Herald"
    )
    claims = [
        claim(wire, "Ostria was involved in the raid on Karm", "Velland"),
        claim(herald, "Ostria had nothing to do with the raid on Karm", "Lena Moor"),
    ]
    made = ask("Was Ostria involved in the raid on Karm?", wire, herald, claims=claims)
    assert kinds(made) == ["responsibility"]


def test_a_yes_and_a_no():
    wire = source(
        "wire", "The old bridge at Lunn will be demolished, said minister Ira Voll.", "Wire"
    )
    herald = source(
        "herald", "The bridge at Lunn will not be demolished, said mayor Ken Dorn.", "Herald"
    )
    claims = [
        claim(wire, "The old bridge at Lunn will be demolished", "Ira Voll"),
        claim(herald, "The bridge at Lunn will not be demolished", "Ken Dorn"),
    ]
    made = ask("Will the bridge at Lunn be demolished?", wire, herald, claims=claims)
    assert kinds(made) == ["denial"]
    assert "Ira Voll against Ken Dorn" in made.conflicts[0].summary


def test_a_negation_of_something_else_is_no_no():
    wire = source(
        "wire", "The old bridge at Lunn will be demolished, said minister Ira Voll.", "Wire"
    )
    herald = source("herald", "The bridge at Lunn has no lights, said mayor Ken Dorn.", "Herald")
    claims = [
        claim(wire, "The old bridge at Lunn will be demolished", "Ira Voll"),
        claim(herald, "The bridge at Lunn has no lights", "Ken Dorn"),
    ]
    assert kinds(ask("Will the bridge at Lunn be demolished?", wire, herald, claims=claims)) == []


def test_an_announced_dispute_brings_both_sides():
    herald = source(
        "herald",
        "Whether the new tram pays for itself is disputed. The economist Rosa Lind thinks it recovers"
        " its cost in ten years. The accountant Otto Beck warned of endless losses.",
        "Herald",
    )
    claims = [
        claim(herald, "it recovers its cost in ten years", "Rosa Lind", cue="thinks"),
        claim(herald, "of endless losses", "Otto Beck", cue="warned"),
    ]
    made = ask("Does the new tram pay for itself?", herald, claims=claims)
    assert kinds(made) == ["opinion"]
    assert "Rosa Lind" in shown(made)
    assert "Otto Beck" in shown(made)


def test_a_correction_supersedes_what_still_stands():
    echo = source(
        "echo",
        "The tower in Brack doubles the height of the old one.\n\nRain is expected on Sunday.\n\n"
        "Correction: An earlier report said that the tower doubles the height of the old one. It is"
        " 20 metres higher.",
        "Echo",
    )
    made = ask("Does the tower in Brack double the height of the old one?", echo)
    assert "superseded" in kinds(made)
    assert "20 metres" in shown(made)


@pytest.mark.parametrize("right", ["It has 61 seats.", "It is older than that, by far."])
def test_what_was_taken_back_is_never_told_without_what_is_right(right):
    echo = source(
        "echo",
        "The theatre of Brack opened on Sunday.\n\n"
        f"Correction: In our last issue we wrote that the theatre of Brack has 120 seats. {right}",
        "Echo",
    )
    made = ask("How many seats does the theatre of Brack have?", echo)
    assert right.rstrip(".").split(" ", 1)[1] in made.answer
    if not made.abstained:
        assert kinds(made) == ["superseded"]
        assert made.answer.startswith("One of the sources has corrected itself.")


def test_the_nearest_that_was_taken_back_comes_with_what_is_right():
    echo = source(
        "echo",
        "The choir of Brack sang on Sunday.\n\n"
        "Correction: In our last issue we gave the number of singers as 120. It has 61 members.",
        "Echo",
    )
    made = ask("How many singers does the choir of Brack have?", echo)
    assert "61 members" in made.answer


def test_a_correction_that_says_both_needs_no_other_sentence():
    echo = source(
        "echo",
        "Correction: the number of singers in the choir of Brack was 61, not 120. Rain is expected.",
        "Echo",
    )
    made = ask("How many singers were in the choir of Brack?", echo)
    assert "Rain" not in made.answer


def test_whether_two_agree():
    herald = source(
        "herald",
        "Anna Holm supports the wind park at Sell. Her partner Jon Brun opposes the wind park at Sell.",
        "Herald",
    )
    made = ask("Do Anna Holm and Jon Brun agree about the wind park at Sell?", herald)
    assert kinds(made) == ["opinion"]


def test_a_figure_of_another_deed_does_not_compete():
    wire = source("wire", "The bus at Orm was carrying 52 passengers.", "Wire")
    herald = source("herald", "At least 14 passengers died when the bus left the road.", "Herald")
    assert kinds(ask("How many passengers was the bus carrying?", wire, herald)) == []


def overview_of(*texts):
    sources = [source(name, text, name) for name, text in texts]
    return ask("What do the sources disagree about?", *sources)


def test_an_overview_names_figures_of_one_thing():
    made = overview_of(
        ("Wire", "The landslide at Corr killed 14 people on Monday."),
        ("Herald", "At least 17 people were killed in the landslide at Corr."),
    )
    assert kinds(made) == ["figures"]


def test_an_overview_leaves_out_figures_of_different_things():
    made = overview_of(
        ("Wire", "A man shot four people at a house in Corr. He was charged with three counts."),
        ("Herald", "Five people in Corr were robbed by the man, and two others were shot at home."),
        ("Post", "He faces one count of murder and four counts of robbery, the court said."),
    )
    assert made.conflicts == ()


def test_an_overview_pairs_blame_for_one_deed_only():
    made = overview_of(
        ("Wire", "Velland accused Ostria of the raid on the depot at Karm."),
        ("Herald", "Lena Moor blamed Norrland for the price of bread."),
    )
    assert made.conflicts == ()
    made = overview_of(
        ("Wire", "Velland accused Ostria of the raid on the depot at Karm."),
        ("Herald", "Lena Moor blamed Norrland for the raid on the depot."),
    )
    assert kinds(made) == ["responsibility"]


def test_a_figure_that_another_source_cannot_confirm():
    wire = source("wire", "A diver measured a wave of 19 metres off Cape Sorn on Friday.", "Wire")
    herald = source(
        "herald",
        "The wave of 19 metres off Cape Sorn could not be confirmed. The institute has no buoy there.",
        "Herald",
    )
    made = ask("How high was the wave off Cape Sorn?", wire, herald)
    assert kinds(made) == ["denial"]
    assert "not be confirmed" in shown(made)


def test_keeping_silent_is_no_denial():
    wire = source("wire", "The gunman knew his victim, the sheriff said.", "Wire")
    herald = source(
        "herald", "Police have not commented on whether the gunman knew his victim.", "Herald"
    )
    claims = [claim(wire, "The gunman knew his victim", "the sheriff")]
    assert kinds(ask("Did the gunman know his victim?", wire, herald, claims=claims)) == []


def test_those_named_last_of_all_the_dead_are_no_other_toll():
    post = source("post", "Seven people were killed in the shooting at Tyrell.", "Post")
    herald = source(
        "herald",
        "Three victims killed at Tyrell were named, after a shooting that left seven people dead.",
        "Herald",
    )
    made = ask("How many people were killed in the shooting?", post, herald)
    assert "even people" in made.answer
    assert not made.conflicts


def test_what_a_source_took_back_supports_no_figure():
    herald = source("herald", "The theatre of Brack has 120 seats, the mayor said.", "Herald")
    echo = source(
        "echo",
        "Correction: In our last issue we wrote that the theatre of Brack has 120 seats. It has 61.",
        "Echo",
    )
    claims = [claim(echo, "the theatre of Brack has 120 seats", "we", cue="wrote")]
    made = ask("How many seats does the theatre of Brack have?", herald, echo, claims=claims)
    assert "Echo also gives" not in made.answer and "citing we" not in made.answer
    assert "61" in made.answer


def test_a_pronoun_is_no_voice_that_is_cited():
    herald = source("herald", "The theatre of Brack has 120 seats, the mayor said.", "Herald")
    echo = source(
        "echo", "In the theatre of Brack we counted 120 seats, old benches and all.", "Echo"
    )
    claims = [claim(echo, "120 seats, old benches and all", "we", cue="counted")]
    made = ask("How many seats does the theatre of Brack have?", herald, echo, claims=claims)
    assert "citing we" not in made.answer
    assert "Echo also gives the figure 120" in made.answer
