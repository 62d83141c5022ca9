"""The numbered claims that a language model writes from, as text within a budget of tokens.

Words of documents are untrusted: in the sheet they cannot close their fence, look like a marker,
a chat message or a control character. The number of a claim is its marker in the composed answer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answering import Draft
from bot.phrasing import source_label
from bot.types import Statement
from bot.verify import Evidence
from index.tokens import count_tokens

SLACK = 1.25
"""The model's own vocabulary may need so many times the tokens that are counted here."""
_LONGEST = 320
"""Characters of a claim's words that are shown."""
_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_MARKER = re.compile(r"\[\s*(\d[\d\s,;&-]*)\]")
_TURN = re.compile(r"\b(system|user|assistant|human|instructions?)\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement of the composed answer with what it rests on."""

    place: int
    """Its place in the composed answer."""
    statement: Statement
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class ClaimSheet:
    """The claims of one answer."""

    entries: tuple[Entry, ...]
    conflicts: tuple[tuple[str, tuple[int, ...]], ...] = ()
    """Kind of each conflict, and the markers of its sides."""

    @property
    def by_marker(self) -> Mapping[int, Sequence[Evidence]]:
        """What each marker stands for."""
        found: dict[int, list[Evidence]] = defaultdict(list)
        for entry in self.entries:
            for piece in entry.evidence:
                if piece not in found[piece.citation.marker]:
                    found[piece.citation.marker].append(piece)
        return found

    def sentence_at(self, place: int) -> str:
        """The composed statement at a place, without the name of a source that only relays it."""
        entry = next(entry for entry in self.entries if entry.place == place)
        relays = entry.evidence[0].claim.holder is not None
        return entry.statement.text.replace((relays and entry.statement.publisher) or "\0", " ")

    def places_of(self, pieces: Sequence[Evidence]) -> list[int]:
        """The composed statements that rest on these claims."""
        return [e.place for e in self.entries if any(piece in e.evidence for piece in pieces)]

    def listed(self, most: int, markers: Sequence[int] | None = None) -> str:
        """The claims, a line each, as many as fit.

        :param most: tokens that they may take.
        :param markers: only these claims.
        """
        lines: list[str] = []
        left = most / SLACK
        for entry in self.entries:
            wanted = markers is None or set(entry.statement.citations) & set(markers)
            line = claim_line(entry)
            left -= count_tokens(line) + 1
            if not wanted or line in lines:
                continue
            if left < 0 and lines:
                break
            lines.append(line)
        return "\n".join(lines)

    def conflicts_told(self) -> str:
        """Which claims disagree, a line each."""
        lines = []
        for kind, markers in self.conflicts:
            if len(markers) > 1:
                sides = " and ".join(f"[{n}]" for n in markers)
                lines.append(f"Claims {sides} disagree ({kind}): tell each of them.")
        return "\n".join(lines)


def sheet_of(draft: Draft) -> ClaimSheet:
    """The claims that a composed answer rests on."""
    answer = draft.answer
    entries = tuple(
        Entry(place, statement, tuple(pieces))
        for place, (statement, pieces) in enumerate(
            zip(answer.statements, draft.evidence, strict=True)
        )
        if pieces
    )
    conflicts = tuple(
        (
            conflict.kind,
            tuple(
                dict.fromkeys(
                    m for n in conflict.statements for m in answer.statements[n].citations
                )
            ),
        )
        for conflict in answer.conflicts
    )
    return ClaimSheet(entries, conflicts)


def claim_line(entry: Entry) -> str:
    """One claim: its number, who says it and where, how firmly, and its words."""
    first = entry.evidence[0]
    claim, source = first.claim, first.source
    numbers = "".join(f"[{n}]" for n in entry.statement.citations)
    label = harmless(source_label(source))
    who = f"{harmless(claim.holder)} (in {label}" if claim.holder else f"{label} ("
    if claim.chain and claim.holder:
        who += f", by way of {harmless(' > '.join(claim.chain))}"
    published = harmless(source.published or "")
    joint = ", " if claim.holder and published else ""
    who = f"{who}{joint}{published})" if claim.holder or published else label
    parts = [f"says: {who}", claim.stance]
    if claim.hedges:
        parts[1] += f", keep: {', '.join(map(harmless, claim.hedges))}"
    if claim.cue:
        parts.append(f"cue: {harmless(claim.cue)}")
    return f"{numbers} {'; '.join(parts)}; words: {_words(first)}"


def _words(piece: Evidence) -> str:
    """The words of a claim with those that say what it is about, cut at a word where too long."""
    text = harmless(piece.claim.text if piece.claim.holder else piece.citation.quote)
    if len(text) <= _LONGEST:
        return text
    return text[:_LONGEST].rsplit(" ", 1)[0] + " …"


def told(entry: Entry) -> str:
    """The composed sentence of a claim, for a model that is given one at a time."""
    return harmless(entry.statement.text)


def harmless(text: str) -> str:
    """Words of a document that can be nothing but words in a prompt.

    Angle brackets (fences, chat markup), numbers in brackets (markers), the names of chat roles
    before a colon, backticks and control characters lose their shape, not their meaning.
    """
    text = _CONTROL.sub(" ", text)
    text = (
        text.replace("<", "‹")
        .replace(">", "›")
        .replace("`", "'")
        .replace("{", "(")
        .replace("}", ")")
    )
    text = _MARKER.sub(r"(\1)", text)
    text = re.sub(r"\[/?(?:INST|SYS)[^\]]*\]", "", text, flags=re.IGNORECASE)
    text = _TURN.sub(r"\1 -", text)
    return " ".join(text.split())


def as_words(sentence: str) -> str:
    """A model's own sentence, or a question, as it goes into a prompt: its markers are kept."""
    return " ".join(sentence.replace("<", "‹").replace(">", "›").split())
