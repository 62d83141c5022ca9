"""Writes the answer: candidates and positions into sentences, citations and the text for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.answer_figures import SURE
from bot.backshift import following_sentence
from bot.clarity import cleared, speaker_spot
from bot.dates import Moment
from bot.dates import relation as time_relation
from bot.exchanges import takes_back
from bot.names import names_in
from bot.patterns import PRONOUNS, own_sentence, reported_sentence, whole_sentence
from bot.phrasing import joined, source_label
from bot.positions import Position
from bot.quantities import Quantity
from bot.relevance import Candidate
from bot.types import Citation, Statement, Withdrawn
from bot.units import Unit, own_words
from bot.verify import Evidence, check
from index.sentences import sentence_spans
from index.types import Claim, Source

_BACK = 400
"""Characters before a sentence in which the speaker whose words it follows is named."""


@dataclass(slots=True)
class Page:
    """An answer while it is written: its statements, citations and what was withdrawn."""

    statements: list[Statement] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    withdrawn: list[Withdrawn] = field(default_factory=list)
    evidence: list[tuple[Evidence, ...]] = field(default_factory=list)
    """What each statement rests on, in their order."""
    several: bool = False
    """True when sources are told apart: then a reported claim also names who reports it."""

    def state(
        self, candidate: Candidate, whole: bool = False, copies: Sequence[Candidate] = ()
    ) -> int | None:
        """Write a candidate's claim as a statement.

        :param copies: candidates of other sources that repeat the sentence: cited with it.
        :param whole: give the whole sentence rather than the claim lifted out of it.
        :return: its place, the place of an equal statement, or None when it was withdrawn.
        """
        label = joined(
            list(dict.fromkeys(source_label(c.unit.source) for c in (candidate, *copies)))
        )
        wordings = self._wordings(candidate, label)
        pairs = [(copy, copy.claim) for copy in copies]
        for claim, text in wordings[-2:] if whole else wordings:
            place = self._put(text, candidate, claim, [(candidate, claim), *pairs])
            if place is not None:
                return place
        return None

    def _wordings(self, candidate: Candidate, label: str) -> list[tuple[Claim, str]]:
        """The sentence for a claim, and the fall-back: the whole source sentence as it stands."""
        claim, source = candidate.claim, candidate.unit.source
        whole, unit = own_words(candidate.unit), candidate.unit
        said = cleared(source, unit.start, unit.end).text
        if claim.holder is None:
            texts = dict.fromkeys((_with_speakers(unit, said), said, unit.text))
            told = [(claim, own_sentence(text, source, label)) for text in texts]
            after = following_sentence(said, source, unit.spoken_before, label)
            return [(_with_before(claim, unit), after), *told] if after else told
        lifted = reported_sentence(claim, source, unit.claims, self.several, label)
        plain = whole_sentence(claim, source, (unit.start, unit.end), label)
        own = (whole, own_sentence(said, source, label))
        return [*([(claim, lifted)] if lifted else []), (claim, plain), own]

    def also(self, position: Position, others: Sequence[Candidate]) -> int | None:
        """Say that further sources give the same answer, with its words."""
        head = position.best.words
        others = [
            other
            for other in others
            if _same_value(position.best, other) and not takes_back(other.unit)
        ]
        if head is None or not others:
            return None
        labels = list(dict.fromkeys(source_label(other.unit.source) for other in others))
        first = others[0]
        words = first.words.text if first.words else head.text
        verb = "also gives" if len(labels) == 1 else "also give"
        holder = _claim_of(first).holder
        who = joined(labels) + (f", citing {holder}," if holder else "")
        figure = isinstance(head.value, Quantity)
        text = f"{who} {verb} {'the figure ' if figure else ''}{words}"
        pairs = [(other, _claim_of(other)) for other in others]
        return self._put(text[:1].upper() + text[1:], first, _claim_of(first), pairs, hedged=False)

    def _put(
        self,
        text: str,
        candidate: Candidate,
        claim: Claim,
        cited: Sequence[tuple[Candidate, Claim]],
        hedged: bool = True,
    ) -> int | None:
        for place, statement in enumerate(self.statements):
            if statement.text.rstrip(".") == text.rstrip("."):
                return place
        before = len(self.citations)
        evidence = [self.rests(other, one) for other, one in cited]
        failed = check(text, evidence, hedged)
        if failed:
            del self.citations[before:]
            if not any(gone.text == text for gone in self.withdrawn):
                self.withdrawn.append(Withdrawn(text=text, why=failed))
            return None
        source = candidate.unit.source
        self.withdrawn = [gone for gone in self.withdrawn if gone.text != text]
        self.evidence.append(tuple(evidence))
        self.statements.append(
            Statement(
                text=f"{text}." if text[-1:] not in ".?!" else text,
                holder=claim.holder,
                chain=tuple(claim.chain),
                stance=claim.stance,
                hedges=tuple(claim.hedges),
                quoted=claim.quoted,
                source_id=source.id,
                publisher=source.publisher,
                citations=tuple(dict.fromkeys(piece.citation.marker for piece in evidence)),
            )
        )
        return len(self.statements) - 1

    def rests(self, candidate: Candidate, claim: Claim) -> Evidence:
        """What a statement of a claim rests on, its citation put on the page."""
        citation = self._cite(candidate, claim)
        return Evidence(claim, candidate.unit.source, citation, _beside(candidate, claim))

    def _cite(self, candidate: Candidate, claim: Claim) -> Citation:
        """The citation of a claim: an equal one again, or the next marker."""
        source = candidate.unit.source
        start, end = cited_span(candidate, claim)
        for known in self.citations:
            if (known.source_id, known.start, known.end) == (source.id, start, end):
                return known
        citation = Citation.of(
            len(self.citations) + 1, source, candidate.unit.passage_id, start, end
        )
        self.citations.append(citation)
        return citation

    def text(self, places: Sequence[int]) -> str:
        """These statements with their markers, as running text."""
        return " ".join(marked(self.statements[place]) for place in places)


def _same_value(head: Candidate, other: Candidate) -> bool:
    """True when the other gives the very value (a month is not the day in it), and surely."""
    if head.words is None or other.words is None or min(head.words.fit, other.words.fit) < 0.6:
        return False
    left, right = head.words.value, other.words.value
    if isinstance(left, str) and min(head.words.fit, other.words.fit) < SURE:
        return False
    if isinstance(left, Moment) and isinstance(right, Moment):
        return time_relation(left, right) == "same"
    return True


def _with_speakers(unit: Unit, text: str) -> str:
    """A sentence with the name behind each pronoun that says something in it ("he [Roe] said")."""
    if text != unit.text:
        return text
    spots = {}
    for claim in unit.claims:
        holder = claim.holder or ""
        if (claim.holder_words or "").lower() in ("he", "she") and names_in(holder):
            spot = speaker_spot(unit.source, claim, unit.start, unit.end)
            if spot is not None and holder not in text[: spot - unit.start]:
                spots[spot - unit.start] = holder
    for spot, holder in sorted(spots.items(), reverse=True):
        text = f"{text[:spot]} [{holder}]{text[spot:]}"
    return text


def _with_before(claim: Claim, unit: Unit) -> Claim:
    """A claim whose citation reaches back to where the speaker before it is named."""
    start = _named_from(unit.source, unit.spoken_before.split()[-1], unit.start)
    return replace(claim, clause=(start, max(claim.clause[1], unit.end)))


def _named_from(source: Source, words: str, before: int) -> int:
    """Start of the last sentence before a place that holds the words; the place where none does."""
    text = source.text
    named = text.lower().rfind(words.lower(), max(0, before - _BACK), before)
    if named < 0:
        return before
    back = max(0, named - _BACK)
    starts = [back + a for a, _ in sentence_spans(text[back:before])]
    return max((at for at in starts if at <= named), default=named)


def _claim_of(candidate: Candidate) -> Claim:
    """The claim of a sentence; of "we" and other pronouns nobody can be named as the holder."""
    claim = candidate.claim
    return own_words(candidate.unit) if (claim.holder or "").lower() in PRONOUNS else claim


def _beside(candidate: Candidate, claim: Claim) -> tuple[Claim, ...]:
    """The claims of the sentence that somebody else holds."""
    return tuple(one for one in candidate.unit.claims if one.holder and one.holder != claim.holder)


def cited_span(candidate: Candidate, claim: Claim) -> tuple[int, int]:
    """What a citation shows: the sentence, widened to the whole attribution."""
    unit = candidate.unit
    start, end = unit.start, unit.end
    if claim.holder is not None or claim.clause[0] < unit.start < claim.clause[1]:
        low, high = claim.clause if claim.clause[1] > claim.clause[0] else (claim.start, claim.end)
        start, end = min(start, low, claim.start), max(end, high, claim.end)
        if (claim.holder_words or "").lower() in PRONOUNS and not names_in(claim.holder or "they"):
            start = _named_from(unit.source, claim.holder or "", start)  # "they": two officials
    # A pronoun's name stands before it: what is cited holds both.
    return min(start, cleared(unit.source, unit.start, unit.end).start), end


def marked(statement: Statement) -> str:
    """A statement with its markers before the closing stop."""
    markers = "".join(f"[{marker}]" for marker in statement.citations)
    text = statement.text
    if text.endswith((".", "?", "!")):
        return f"{text[:-1]} {markers}{text[-1]}"
    return f"{text} {markers}"
