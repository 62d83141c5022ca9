"""Cuts a reply into sentences while it comes, the same ones however it is cut into pieces.

A line break ends a sentence; else one ends where the words after it show that it has. Markers
behind the full stop ("... he said. [2]") go with the sentence before them, and what a model says
around its answer ("Sure, here is ...", list signs, headings, bold) is taken off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from index.sentences import sentence_spans

LONGEST = 1500
"""Characters after which a line without an end is cut: no sentence is so long."""

_MARKERS = re.compile(r"\s*(?:\[\s*(?:claim\s*)?#?\d{1,4}(?:\s*[,;&]\s*\d{1,4})*\s*\]\s*)+", re.I)
_HALF_MARKER = re.compile(r"\[[^\]]{0,24}$")
_BEHIND = re.compile(
    r"([.!?…][”\"’]?)(\s*)((?:\[\s*(?:claim\s*)?#?\d{1,4}(?:\s*[,;&]\s*\d{1,4})*\s*\]\s*)+)(?<=\])",
    re.I,
)
"""Markers behind the end of a sentence."""
_LIST = re.compile(r"^\s*(?:[-*•–]\s+|\(?\d{1,2}[.)]\s+(?!\d)|#{1,6}\s+|>\s*)+")
_LABEL = re.compile(
    r"^(?:(?:final\s+|corrected\s+)?(?:answer|response|sentence|rewrite|output))\s*:\s*", re.I
)
_LEAD = re.compile(
    r"^(?:based on|according to|from|given|as per|per) (?:the |these |those )?"
    r"(?:(?:provided|given|numbered|above|following) )?"
    r"(?:claims?|information|context|text|documents|sources|passages?)"
    r"(?: (?:provided|given|above|below))?(?: \[\d+\])?,\s*(?=\S)",
    re.I,
)
_CHATTER = re.compile(
    r"^(?:sure|certainly|of course|okay|ok|yes, (?:sure|of course)|here(?:'s| is| are)\b|"
    r"i (?:hope|can|am|have)\b|let me\b|please\b|note(?: that)?:|"
    r"in (?:summary|conclusion)\b[,:]?$|to summari[sz]e\b[,:]?$|"
    r"the (?:following|answer|rewritten|corrected|sentence)\b[^.]*:$|as an ai\b|thank)",
    re.I,
)
_CONNECTIVE = re.compile(
    r"^(?:(?:however|but|still|yet),? )?(?:however|meanwhile|in contrast|on the other hand|"
    r"the (?:sources|accounts|figures|reports|claims|documents)"
    r" (?:differ|disagree|conflict|do not agree)[\w ,]{0,40}|opinions differ|"
    r"there (?:are|is) (?:different|conflicting|several|two|three|various)[\w ]{0,30}"
    r"(?:accounts|figures|reports|versions|claims|views)[\w ]{0,20})[.:!]?$",
    re.I,
)
_SPACE_MARKER = re.compile(r"\[\s*(?:claim\s*)?#?\s*(\d{1,4}(?:\s*[,;&]\s*\d{1,4})*)\s*\]", re.I)
_BEHIND_STOP = re.compile(r"([.!?])([”\"’]?)\s*((?:\[\d{1,4}(?:\s*[,;&]\s*\d{1,4})*\]\s*)+)[.]?$")


class Splitter:
    """Takes characters and gives whole sentences."""

    def __init__(self) -> None:
        self._line = ""
        self.unfinished = ""
        """What is left when the reply ends without an end of a sentence; set by :meth:`end`."""

    def feed(self, piece: str) -> Iterator[str]:
        """The sentences that a further piece completes."""
        for character in piece:
            if character in "\n\r\x0b\x0c\u2028\u2029":
                yield from self._cut(self._line, all_of_it=True)
                self._line = ""
                continue
            self._line += character
            if character.isspace():
                done = list(self._cut(self._line))
                yield from done
            if len(self._line) > LONGEST:
                yield self._line.strip()
                self._line = ""

    def end(self) -> Iterator[str]:
        """The last sentences. One that lacks its end is kept in ``unfinished`` instead."""
        rest = list(self._cut(self._line, all_of_it=True))
        self._line = ""
        if rest and not re.search(r"[.!?…][\"”’)\]]*$|\][\"”’)]*$", rest[-1]):
            self.unfinished = rest.pop()
        yield from rest

    def _cut(self, line: str, all_of_it: bool = False) -> Iterator[str]:
        """Sentences of a line; unless all of it is to be cut, the last one stays."""
        spans = _with_markers(line)
        if all_of_it:
            for start, end in spans:
                yield line[start:end]
            return
        if len(spans) < 2 or _HALF_MARKER.search(line):
            return
        last = line[spans[-1][0] :]
        if _MARKERS.fullmatch(last) or not re.search(r"\w\S*\s", last):
            return
        for start, end in spans[:-1]:
            yield line[start:end]
        self._line = last


def _with_markers(line: str) -> list[tuple[int, int]]:
    """Sentence spans of a line; markers behind a stop go with the sentence before them.

    Where a line begins with a marker, or the sentence before has its own, they lead the next one.
    """
    leading = _MARKERS.match(line) is not None

    def masked(found: re.Match[str]) -> str:
        stop, space, markers = found[1], found[2], found[3]
        if leading or found.string[: found.start()].endswith("]"):
            return f"{stop}{space}{'“' * len(markers)}"
        return f"{stop}{'”' * len(space + markers)}"

    return sentence_spans(_BEHIND.sub(masked, line))


def split(text: str) -> list[str]:
    """The sentences of a whole text, an unfinished last one included."""
    splitter = Splitter()
    found = [*splitter.feed(text), *splitter.end()]
    return [*found, splitter.unfinished] if splitter.unfinished else found


def sentences_of(pieces: Iterable[str], splitter: Splitter) -> Iterator[str]:
    """The sentences of a reply as they are complete."""
    for piece in pieces:
        yield from splitter.feed(piece)
    yield from splitter.end()


def tidied(sentence: str) -> str:
    """A sentence without what a model puts around it; empty for mere chatter or a connective."""
    text = " ".join(sentence.replace("**", "").replace("__", "").split())
    text = _SPACE_MARKER.sub(r"[\1]", text)
    while True:
        shorter = _LEAD.sub("", _LABEL.sub("", _LIST.sub("", text)))
        if shorter == text:
            break
        text = shorter[:1].upper() + shorter[1:]
    text = re.sub(r"^“(?=[^”]*$)|^\"(?=[^\"]*$)", "", text)
    text = _BEHIND_STOP.sub(lambda m: f"{m[2]} {m[3].strip()}{m[1]}", text)
    text = re.sub(r"\s+(?=[.,;!?])", "", text)
    bare = re.sub(r"\s*\[\d[^\]]*\]", "", text).strip(" .:")
    if not any(c.isalnum() for c in bare) or _CONNECTIVE.match(bare):
        return ""
    if not re.search(r"\[\d", text) and (_CHATTER.match(bare) or text.endswith(":")):
        return ""
    return text
