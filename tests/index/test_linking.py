"""Linking: marked text in, attributions out; <s>, <c>, <k> mark source, cue and content."""

import pytest
from annotated import marked

from index.attribution.linking import link
from index.attribution.tagger import LabelledSpan
from index.sentences import sentence_spans


def linked(annotated):
    """(source words, cue words, [content words]) of each attribution."""
    text, spans = marked(annotated)
    return [
        (
            text[slice(*a.source[0])] if a.source else None,
            text[slice(*a.cue)],
            [text[slice(*k)] for k in a.content],
        )
        for a in link(text, spans, sentence_spans(text))
    ]


CASES = {
    "source first": (
        "<s>The mayor</s> <c>said</c> <k>the bridge is safe</k>.",
        [("The mayor", "said", ["the bridge is safe"])],
    ),
    "source last": (
        "<k>The bridge is safe</k>, <c>according to</c> <s>the mayor</s>.",
        [("the mayor", "according to", ["The bridge is safe"])],
    ),
    "interrupted quotation": (
        "<k>“It is safe,”</k> <s>Roe</s> <c>said</c>, <k>“and will stay so.”</k>",
        [("Roe", "said", ["“It is safe,”", "“and will stay so.”"])],
    ),
    "quotation that goes on in the next sentence": (
        "<k>“It is safe,”</k> <s>Roe</s> <c>said</c>. <k>“We checked it.”</k>",
        [("Roe", "said", ["“It is safe,”", "“We checked it.”"])],
    ),
    "one source, two cues": (
        "<s>Roe</s> <c>said</c> <k>it is safe</k>, <c>adding</c> <k>that work goes on</k>.",
        [("Roe", "said", ["it is safe"]), ("Roe", "adding", ["that work goes on"])],
    ),
    "two attributions, each with its own": (
        "<s>Roe</s> <c>said</c> <k>it is safe</k>. <s>Doe</s> <c>denied</c> <k>that it is</k>.",
        [("Roe", "said", ["it is safe"]), ("Doe", "denied", ["that it is"])],
    ),
    "a trailing and a leading one": (
        "<k>It is safe</k>, <s>Roe</s> <c>said</c>. <s>Doe</s> <c>said</c> <k>it is not</k>.",
        [("Roe", "said", ["It is safe"]), ("Doe", "said", ["it is not"])],
    ),
    "nobody is named": (
        "The bridge <c>is believed</c> <k>to be safe</k>.",
        [(None, "is believed", ["to be safe"])],
    ),
    "somebody else asks": (
        "<s>Roe</s> <c>said</c> <k>no</k> when <c>asked</c> <k>whether it is safe</k>.",
        [("Roe", "said", ["no"]), (None, "asked", ["whether it is safe"])],
    ),
    "a participle before its speaker": (
        "<c>Conceding</c> <k>a mistake</k>, <s>Roe</s> <c>promised</c> <k>to mend it</k>.",
        [("Roe", "Conceding", ["a mistake"]), ("Roe", "promised", ["to mend it"])],
    ),
    "a lead-in before paragraphs of quotation": (
        "<s>The paper</s> <c>reports:</c>\n\n<k>“It is safe.</k>\n\n<k>“It will stay so.”</k>",
        [("The paper", "reports:", ["“It is safe.", "“It will stay so.”"])],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_links(case):
    annotated, expected = CASES[case]
    assert linked(annotated) == expected


def test_an_attribution_inside_content_names_its_parent():
    text = "Roe said Doe denied that it broke."
    spans = [
        LabelledSpan("source", 0, 3, 1),
        LabelledSpan("cue", 4, 8, 1),
        LabelledSpan("content", 9, 33, 1),
        LabelledSpan("source", 9, 12, 1),
        LabelledSpan("cue", 13, 19, 1),
        LabelledSpan("content", 20, 33, 1),
    ]
    outer, inner = link(text, spans, sentence_spans(text))
    assert outer.parent is None
    assert inner.parent == 0


def test_no_spans_no_attributions():
    assert link("", [], []) == []
    assert link("It rained.", [LabelledSpan("source", 0, 2, 1)], [(0, 10)]) == []


def test_marks_are_read_back():
    text, spans = marked("<s>A</s> <c>says</c> <k>b</k>")
    assert text == "A says b"
    assert [text[s.start : s.end] for s in spans] == ["A", "says", "b"]
