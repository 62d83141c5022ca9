"""The baseline of the tagger: attributions by quotation marks and a list of reporting verbs alone.

Knows nothing but words: a reporting verb (or "according to") is a cue; the words before it, back
to a comma or the sentence's beginning, are its source; the quotation or the "that" clause beside it
is its content. What the model adds is what it scores above this.
"""

from __future__ import annotations

from collections.abc import Sequence

_LISTED = (
    "said says say saying told tells announced announces claimed claims claim argued "
    "argues argue added adds wrote writes stated states warned warns insisted insists "
    "suggested suggests noted notes explained explains acknowledged admitted admits "
    "denied denies confirmed confirms declared declares asked asks replied responded "
    "reported reports believes believed think thinks thought predicted estimates "
    "estimated accused called calls promised vowed pledged urged recommended "
    "concluded conceded emphasized stressed testified tweeted alleged asserted "
    "contends contended complained criticized praised maintained revealed shows "
    "showed found"
)
_VERBS = frozenset(_LISTED.split())
_PRONOUNS = frozenset(
    ["he", "she", "they", "it", "we", "i", "who", "officials", "sources", "critics"]
)
_OPEN = frozenset(["``", "“", '"'])
_CLOSE = frozenset(["''", "”", '"'])
_ENDS = frozenset([".", "?", "!", ";"])
_BREAKS = frozenset([",", ":", "--", "—", "–", "(", ")", "and", "but"]) | _ENDS | _OPEN | _CLOSE
_REACH = 8
"""Words of a source at most."""


def rule_labels(words: Sequence[str]) -> list[str]:
    """Label the words of one paragraph in BIO by the rule.

    :return: one label a word, of the tagger's set.
    """
    labels = ["O"] * len(words)
    quotes = _quotations(words)
    inside = {at for begin, end in quotes for at in range(begin, end)}
    said = [at for at, word in enumerate(words) if word.lower() in _VERBS and at not in inside]
    for at in said:
        source = _source(words, at, inside)
        if not source:
            continue
        _mark(labels, at, at + 1, "cue")
        _mark(labels, *source, "source")
        if not any(
            abs(begin - at) < 2 * _REACH or abs(at - end) < 2 * _REACH for begin, end in quotes
        ):
            begin = at + 1 if source[0] < at else source[1]
            _mark(labels, begin, _sentence_end(words, begin), "content")
    for at in range(len(words) - 1):
        if words[at].lower() == "according" and words[at + 1] == "to" and at not in inside:
            _mark(labels, at, at + 2, "cue")
            end = at + 2
            while end < len(words) and words[end] not in _BREAKS:
                end += 1
            _mark(labels, at + 2, end, "source")
            begin = _sentence_begin(words, at)
            if begin < at:
                _mark(labels, begin, at - (words[at - 1] == ","), "content")
            else:
                _mark(labels, end + 1, _sentence_end(words, end + 1), "content")
    for begin, end in quotes:
        if end - begin > 4:
            _mark(labels, begin, end, "content")
    return labels


def _mark(labels: list[str], begin: int, end: int, role: str) -> None:
    """Label words ``[begin, end)`` as one span, unless one of them has a label."""
    if begin < end <= len(labels) and all(label == "O" for label in labels[begin:end]):
        labels[begin:end] = [f"B-{role}"] + [f"I-{role}"] * (end - begin - 1)


def _quotations(words: Sequence[str]) -> list[tuple[int, int]]:
    """Return quotations with their marks, as (first word, word after the last)."""
    found, begin = [], -1
    for at, word in enumerate(words):
        if begin < 0 and word in _OPEN:
            begin = at
        elif begin >= 0 and word in _CLOSE:
            found.append((begin, at + 1))
            begin = -1
    return found


def _source(words: Sequence[str], verb: int, inside: set[int]) -> tuple[int, int] | None:
    """Return the words before the verb, or the name after it ("..., said Jane Doe")."""
    begin = verb
    while (
        begin > max(0, verb - _REACH)
        and words[begin - 1] not in _BREAKS
        and begin - 1 not in inside
    ):
        begin -= 1
    if begin < verb:
        return begin, verb
    end = verb + 1
    while end < len(words) and (words[end][:1].isupper() or words[end].lower() in _PRONOUNS):
        end += 1
    return (verb + 1, end) if end > verb + 1 else None


def _sentence_begin(words: Sequence[str], at: int) -> int:
    while at > 0 and words[at - 1] not in _ENDS:
        at -= 1
    return at


def _sentence_end(words: Sequence[str], at: int) -> int:
    while at < len(words) and words[at] not in _ENDS:
        at += 1
    return at
