"""The types of the index: what a document becomes on its way to an answer.

All offsets are half-open character ranges ``[start, end)`` into ``Source.text``, the
normalised text of one document, counted in Python string positions (code points).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Stance = Literal["stated", "hedged", "denied", "asked", "planned"]
"""How firmly a holder stands behind a claim."""

STANCES: tuple[Stance, ...] = ("stated", "hedged", "denied", "asked", "planned")

Span = tuple[int, int]
"""``(start, end)``, half-open, in characters of the normalised text."""


@dataclass(frozen=True, slots=True)
class Source:
    """One document."""

    id: str
    """Short stable name, unique in a corpus."""
    text: str
    """The normalised text: every span of passages, claims and citations points into it."""
    title: str = ""
    publisher: str = ""
    """Who published it; empty when not known, never guessed."""
    author: str = ""
    published: str | None = None
    """ISO 8601 date, YYYY-MM-DD, or None when not known."""
    url: str = ""
    sha256: str = ""
    """Of the file's bytes (or of the given text, as UTF-8) and its metadata."""
    file: str = ""
    """File name relative to the corpus folder; empty for a document given in memory."""

    @property
    def name(self) -> str:
        """What an answer calls this document: its publisher, else its title, else its id."""
        return self.publisher or self.title or self.id


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement, with who holds it, how firmly, and where it stands.

    ``text`` always equals ``Source.text[start:end]``. For content that is interrupted by its
    own cue ('"No," he said, "never"') the range runs from the first part to the last and
    ``parts`` names the content alone.
    """

    source_id: str
    text: str
    start: int
    end: int
    holder: str | None = None
    """Resolved name of who holds it; None: the source's own words."""
    holder_words: str | None = None
    """The words of the text that name the holder ("he"); None with holder None."""
    chain: tuple[str, ...] = ()
    """From the one who relays to the one relayed: ("The New York Times", "anonymous sources").
    Does not contain the publisher of the document."""
    cue: str | None = None
    """The words that attribute ("claimed", "according to")."""
    stance: Stance = "stated"
    hedges: tuple[str, ...] = ()
    """Hedge words as they stand in the text ("allegedly", "may")."""
    quoted: bool = False
    """True when the content, or most of it, stands in quotation marks."""
    parts: tuple[Span, ...] = ()
    """Content spans; empty means the one span (start, end)."""
    clause: Span = (0, 0)
    """The whole attribution: holder, cue and content; for own words the sentence."""
    sentence: Span = (0, 0)
    """The sentence (or sentences) the clause stands in."""
    passage_id: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence-aligned span of a source: the unit of retrieval."""

    id: str
    """Deterministic: the same document and settings give the same id."""
    source_id: str
    start: int
    end: int
    text: str
    """``Source.text[start:end]``"""
    context: str = ""
    """Title and heading: goes into the vector, is no part of the span."""
    tokens: int = 0
    """Length of ``text`` in tiktoken (cl100k) tokens."""
    claims: tuple[Claim, ...] = ()
