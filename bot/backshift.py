"""Sentences that may go on with what somebody said just before them, and who is named with them."""

from __future__ import annotations

import re

from bot.names import key
from bot.patterns import PRONOUNS, SMALL_WORDS
from bot.phrasing import decapitalised, source_label, tidy
from index.attribution.unclaimed import UNNAMED
from index.types import Source

_BACKSHIFTED = re.compile(
    r"(?!(?:[Hh]e|[Ss]he|I|[Ww]e)\b)(?!In \d{4})[^,;:]{2,70}?\b"
    r"(?:had\s(?:\w+\s){0,2}?(?!to\b|an?\b|the\b|no\b)\w+|would|could)\b"
)


def following_sentence(text: str, source: Source, speaker: str, label: str = "") -> str | None:
    """A source's own sentence that may go on with what somebody said: told as standing after it.

    News in English reports on without "he said": "The unit had passed every test." A past perfect,
    "would" or "could" after a reported sentence leaves open whose words they are, so both are
    named. None for any other sentence.
    """
    body = tidy(text)
    open_to_both = _BACKSHIFTED.match(body) and not re.search(r"[“”\"]", body)
    if not speaker or speaker.lower() in PRONOUNS or speaker == UNNAMED or not open_to_both:
        return None
    if set(key(speaker).split()) & set(key(body).split()) - SMALL_WORDS:
        return None  # the sentence is about the speaker
    told = decapitalised(body, source.text)
    return f"Following words of {speaker}, {label or source_label(source)} writes that {told}"
