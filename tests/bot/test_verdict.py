"""What a free sentence may say of what it cites: rewordings pass, distortions fail."""

import pytest
from scene import claim, source

from bot.types import Citation
from bot.verdict import judge, markers_in, stretches, without_markers
from bot.verify import Evidence
from index.types import Claim

POST = source(
    "post",
    "Fire chief Ida Moor said at least 14 people may have been hurt on Monday. "
    "Mayor Ana Lund denied that the city had warned the builder. "
    "Karst Works sued Delta Steel, Lund said. "
    "The harbour will close in May, the port authority said. "
    "A third of the boats sank, but almost half of the crews were saved.",
    "Mill Post",
    "2031-05-05",
)


def evidence(held: Claim, number: int = 1, beside=()) -> Evidence:
    start, end = held.sentence
    cited = Citation(
        marker=number, source_id="post", passage_id="p", start=start, end=end,
        quote=POST.text[start:end],
    )  # fmt: skip
    return Evidence(held, POST, cited, tuple(beside))


HURT = claim(
    POST, "at least 14 people may have been hurt on Monday", "Ida Moor", "Fire chief Ida Moor",
    hedges=("may have",), stance="hedged",
)  # fmt: skip
WARNED = claim(
    POST, "that the city had warned the builder", "Ana Lund", "Mayor Ana Lund", "denied",
    stance="denied",
)  # fmt: skip
SUED = claim(POST, "Karst Works sued Delta Steel", "Ana Lund", "Lund")
CLOSES = claim(
    POST, "The harbour will close in May", "the port authority", stance="planned",
)  # fmt: skip
_LAST = POST.text.index("A third")
OWN = Claim(
    "post", POST.text[_LAST:], _LAST, len(POST.text), clause=(_LAST, len(POST.text)),
    sentence=(_LAST, len(POST.text)),
)  # fmt: skip
CLAIMS = {n: [evidence(held, n)] for n, held in enumerate((HURT, WARNED, SUED, CLOSES, OWN), 1)}


@pytest.mark.parametrize(
    "sentence",
    [
        "Ida Moor said at least 14 people may have been hurt on Monday [1].",
        "At least fourteen people might have been injured on Monday, fire chief Ida Moor said [1].",
        "According to Moor, no fewer than 14 people may have been hurt [1].",
        "The fire chief said that at least 14 people may have been wounded, Mill Post reports [1].",
        "Ana Lund denied that the city had warned the builder [2].",
        "Lund rejected the claim that the city had warned the builder [2].",
        "The city had not warned the builder, Lund said [2].",
        "Delta Steel was sued by Karst Works, according to Lund [3].",
        "The port authority plans to close the harbour in May [4].",
        "Mill Post writes that almost half of the crews were saved [5].",
        "Moor said at least 14 people may have been hurt [1], and Lund denied that the city had "
        "warned the builder [2].",
        "[1] Ida Moor said at least 14 people may have been hurt on Monday.",
    ],
)
def test_a_faithful_rewording_passes(sentence):
    assert judge(sentence, CLAIMS).why is None


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Ida Moor said at least 14 people may have been hurt.", "no citation"),
        ("Ida Moor said at least 14 people may have been hurt [6].", "no claim [6]"),
        ("At least 14 people may have been hurt [1].", "says it"),
        ("Ana Lund said at least 14 people may have been hurt [1].", "Ana Lund"),
        ("Ida Moor and Piet Vos said at least 14 people may have been hurt [1].", "name"),
        ("Ida Moor said at least 14 people were hurt [1].", "hedge"),
        ("Ida Moor said 14 people may have been hurt [1].", "figure"),
        ("Ida Moor said at least 41 people may have been hurt [1].", "figure"),
        ("Ida Moor said at least 14 people may have been hurt on Friday [1].", "time"),
        ("Ida Moor said “14 of them may die” [1].", "quoted"),
        ("Ida Moor said at least 14 people may have been hurt by a drunken captain [1].", "drunken"),
        ("Ida Moor admitted that at least 14 people may have been hurt [1].", "admitted"),
        ("Ana Lund said that the city had warned the builder [2].", "denies"),
        ("The city had warned the builder [2].", "says it"),
        ("Karst Works was sued by Delta Steel, according to Lund [3].", "roles"),
        ("Delta Steel sued Karst Works, Lund said [3].", "roles"),
        ("Lund denied that Karst Works sued Delta Steel [3].", "denied"),
        ("The port authority said that the harbour closed in May [4].", "done"),
        ("Mill Post writes that half of the crews were saved [5].", "bound"),
        ("Mill Post writes that none of the boats sank [5].", "none"),
        ("Lund said at least 14 people may have been hurt [1], and Moor denied that the city had "
         "warned the builder [2].", "Lund"),
        ("Ida Moor said at least 14 people may have been hurt [2].", ""),
        ("Ida Moor said " + "very " * 200 + "much [1].", "too long"),
    ],
)  # fmt: skip
def test_a_distortion_fails_and_says_why(sentence, why):
    assert why in (judge(sentence, CLAIMS).why or "passed")


NEWS = source(
    "news",
    "Two of the people said the firm would look into closing its yard in January. "
    "The court found no evidence that he had stolen from Karst Works. "
    "The yard probably sank 40 of the 62 boats, and only the hull was insured, not the engine. "
    "Lund and her rival Piet Lund met. Lund, a boat builder, thanked the crews.",
    "Mill Post",
    "2031-05-05",
)


def of_news(text, holder=None, words=None, cue="said", stance="stated", number=1):
    start = NEWS.text.index(text)
    begin = max(NEWS.text.rfind(". ", 0, start) + 2, 0) if ". " in NEWS.text[:start] else 0
    end = NEWS.text.find(". ", start)
    end = len(NEWS.text) if end < 0 else end + 1
    held = Claim(
        "news", text, start, start + len(text), holder=holder, holder_words=words or holder,
        cue=cue if holder else None, stance=stance, sentence=(begin, end), clause=(begin, end),
    )  # fmt: skip
    cited = Citation(
        marker=number, source_id="news", passage_id="p", start=begin, end=end,
        quote=NEWS.text[begin:end],
    )  # fmt: skip
    return {number: [Evidence(held, NEWS, cited)]}


PART = of_news(
    "the firm would look into closing its yard in January", "two of the people",
    "Two of the people", stance="planned",
)  # fmt: skip
COURT = of_news(
    "that he had stolen from Karst Works", "the court", "The court", "found no evidence", "denied"
)
OWN_NEWS = of_news(
    "The yard probably sank 40 of the 62 boats, and only the hull was insured, not the engine"
)
THANKS = of_news("thanked the crews", "Piet Lund", "Lund", "thanked")


@pytest.mark.parametrize(
    ("sentence", "claims"),
    [
        ("According to two of the people, the firm would examine closing its yard in January [1].", PART),
        ("The court saw no evidence that he had stolen from Karst Works [1].", COURT),
        ("There was no proof, the court found, that he had stolen from Karst Works [1].", COURT),
        ("Of the 62 boats, the yard in all likelihood sank 40, Mill Post reports [1].", OWN_NEWS),
        ("Probably 40 of the 62 boats were sunk by the yard, according to Mill Post [1].", OWN_NEWS),
    ],
)  # fmt: skip
def test_a_rewording_with_other_words_and_order_passes(sentence, claims):
    assert judge(sentence, claims).why is None


@pytest.mark.parametrize(
    ("sentence", "claims", "why"),
    [
        ("The two people said the firm would look into closing its yard [1].", PART, "says it"),
        ("The people said the firm would look into closing its yard [1].", PART, "says it"),
        ("Two of the people said the firm would close its yard [1].", PART, "settled"),
        ("Two of the people said the firm would look into closing its yard in July [1].", PART, "time"),
        ("The court found that he had not stolen from Karst Works [1].", COURT, "unproven"),
        ("The yard sank 40 of the 62 boats, Mill Post reports [1].", OWN_NEWS, "hedge"),
        ("The yard probably sank 62 of the 40 boats, Mill Post reports [1].", OWN_NEWS, "figure"),
        ("Mill Post writes that only the engine was insured, not the hull [1].", OWN_NEWS, "denied"),
        ("Mill Post writes that the yard probably secretly sank 40 of the 62 boats [1].", OWN_NEWS,
         "secretly"),
        ("Ana Lund thanked the crews [1].", THANKS, "name"),
        ("Piet Lunt thanked the crews [1].", THANKS, "name"),
        ("Mill Post writes that the hull was insured, not the engine [1].", OWN_NEWS, "limit"),
        ("Mill Post writes that only the yard was insured [1].", OWN_NEWS, "another"),
    ],
)  # fmt: skip
def test_a_whole_for_a_part_and_the_settled_for_the_open_fail(sentence, claims, why):
    assert why in (judge(sentence, claims).why or "passed")


def test_a_speaker_is_not_given_the_words_of_another_in_the_same_sentence():
    text = "Bell said the door was shut, but Oke said the lamp was red."
    page = source("page", text, "Echo")
    said = claim(page, "the door was shut", "Bell")
    other = claim(page, "the lamp was red", "Oke")
    cited = Citation(marker=1, source_id="page", passage_id="p", start=0, end=len(text), quote=text)
    both = {1: [Evidence(said, page, cited, (other,)), Evidence(other, page, cited, (said,))]}
    assert judge("Bell said the door was shut [1].", both).why is None
    assert judge("Oke said the lamp was red, Echo reports [1].", both).why is None
    assert judge("Oke said the door was shut [1].", both).why is not None
    assert judge("Bell said the lamp was red [1].", both).why is not None


def test_the_evidence_of_a_sentence_is_what_its_markers_name():
    found = judge("Moor said at least 14 people may have been hurt [1].", CLAIMS)
    assert [piece.claim for piece in found.evidence] == [HURT]
    assert judge("Nonsense [1].", CLAIMS).evidence == ()


def test_markers_and_stretches():
    text = "A said x [1], while B said y [2][3]."
    assert markers_in(text) == [1, 2, 3]
    assert without_markers(text) == "A said x, while B said y."
    assert [(s.text, s.markers) for s in stretches(text)] == [
        ("A said x", (1,)), (", while B said y", (2, 3)),
    ]  # fmt: skip
    assert [s.markers for s in stretches("[2] B said y.")] == [(2,)]
    assert stretches("nothing") == []


def test_a_hedge_in_front_of_a_claim_is_the_claims_too():
    text = "It is highly likely that the port wants to show that the cranes were safe."
    page = source("page", text, "Echo")
    nested = claim(page, "that the cranes were safe", "the port", cue="wants to show")
    cited = Citation(marker=1, source_id="page", passage_id="p", start=0, end=len(text), quote=text)
    claims = {1: [Evidence(nested, page, cited)]}
    kept = "According to Echo, the port probably wants to show that the cranes were safe [1]."
    lost = "According to Echo, the port wants to show that the cranes were safe [1]."
    assert "hedge lost" not in (judge(kept, claims).why or "")
    assert "hedge lost" in (judge(lost, claims).why or "")
