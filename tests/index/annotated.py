"""Text with its spans written into it: <s>source</s>, <c>cue</c>, <k>content</k>."""

import re

from index.attribution.tagger import LabelledSpan

LABELS = {"s": "source", "c": "cue", "k": "content"}


def marked(annotated):
    """Plain text and its spans, from text with <s>..</s>, <c>..</c> and <k>..</k>."""
    text, spans, opened = "", [], {}
    for piece in re.split(r"(</?[sck]>)", annotated):
        tag = re.fullmatch(r"<(/?)([sck])>", piece)
        if not tag:
            text += piece
        elif tag.group(1):
            spans.append(LabelledSpan(LABELS[tag.group(2)], opened.pop(tag.group(2)), len(text), 1))
        else:
            opened[tag.group(2)] = len(text)
    return text, spans
