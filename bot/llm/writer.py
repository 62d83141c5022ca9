"""Lets a language model write the answer from its claims, and shows only what is verified.

Each sentence is judged as soon as it is whole (:mod:`bot.verdict`) and shown when it has passed.
What fails is put right once by the model, else told by the composed sentence of its claim, else
withdrawn. What the answer needs and the model left out is added from the composed answer. When the
model is down, slow or writes nothing that holds, the composed answer stands, and says why.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass

from bot.answering import Draft
from bot.events import Text
from bot.llm.claim_sheet import ClaimSheet, Entry, as_words, harmless, sheet_of, told
from bot.llm.condense import condensed
from bot.llm.on_time import until
from bot.llm.prompts import Prompts
from bot.llm.sentences import Splitter, sentences_of, tidied
from bot.llm.settings import LLMSettings
from bot.llm.types import LanguageModel, LLMError, Message
from bot.llm.written import Frame, Written
from bot.memory import Memory
from bot.support import share_told
from bot.types import Answer
from bot.verdict import Verdict, judge, markers_in
from index.tokens import count_tokens

_TOKEN = 8
"""Characters of a token, generously: what ends a reply that does not end."""
_REPAIRS = 4
"""Sentences of an answer that the model may put right."""
_SPARE = 6
"""Sentences that a reply may have beyond two a claim; what follows is not read."""
_LEAST_KEPT = 0.8
"""Share of a sentence's words that its rewording must tell."""
_LEAST_LEFT = 0.5
"""Seconds that must be left for another call."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A sentence that did not pass."""

    sentence: str
    why: str


class Writer:
    """A language model with its prompts, which writes answers one after the other."""

    def __init__(
        self,
        model: LanguageModel,
        prompts: Prompts,
        settings: LLMSettings,
        verify: bool = True,
    ) -> None:
        """``verify`` is False only in the benchmark, to show what the model does alone."""
        self.model = model
        self.prompts = prompts
        self.settings = settings
        self._verify = verify

    def write(self, question: str, draft: Draft) -> Iterator[Text | Answer]:
        """The text in pieces as it passes, then the answer; all pieces together are its text."""
        started = time.perf_counter()
        for event in self._write(question, draft):
            if isinstance(event, Answer):
                spent = {"llm": round((time.perf_counter() - started) * 1000, 2)}
                update = {"timings_ms": {**event.timings_ms, **spent}, "prompts": self.prompts.hash}
                event = event.model_copy(update=update)
            yield event

    def condensed(self, question: str, ruled: str, memory: Memory) -> str:
        """A follow-up completed by the model, where that holds; else as the rules completed it."""
        deadline = time.monotonic() + self.settings.timeout_s / 2
        return condensed(self.model, self.prompts.condense, question, ruled, memory, deadline)

    def _write(self, question: str, draft: Draft) -> Iterator[Text | Answer]:
        frame = Frame.of(draft.answer)
        sheet = sheet_of(draft) if draft.evidence else None
        if frame is None or sheet is None or len(sheet.entries) < len(draft.answer.statements):
            yield Text(draft.answer.answer)
            yield draft.answer
            return
        page = Written(draft.answer)
        waiting: list[Entry] = []
        note = yield from self._from_model(question, sheet, page, frame, waiting)
        if not page.own:
            yield Text(draft.answer.answer)
            note = note or f"no sentence of {self.model.name} could be verified"
            yield page.composed_after_all(note)
            return
        for entry in waiting:
            if entry.place not in page.covered:
                page.counts["replaced"] += 1
                yield page.shown(page.add_composed(entry))
        for entry in sheet.entries:
            if entry.place not in page.covered and entry.place in _needed(draft.answer):
                page.counts["added"] += 1
                yield page.shown(page.add_composed(entry))
        if frame.close:
            yield page.shown(frame.close)
        yield page.answer(f"llm:{self.model.name}", note)

    def _from_model(
        self,
        question: str,
        sheet: ClaimSheet,
        page: Written,
        frame: Frame,
        waiting: list[Entry],
    ) -> Generator[Text, None, str]:
        """The model's sentences; returns why it broke off, empty when it did not.

        :param waiting: takes the claims that composed sentences are to tell in their place.
        """

        def show(sentence: str) -> Iterator[Text]:
            if not page.pieces and frame.lead:
                yield page.shown(frame.lead)
            yield page.shown(sentence)

        deadline = time.monotonic() + self.settings.timeout_s
        failed: list[Failed] = []
        note = ""
        try:
            for sentence in self._sentences(question, sheet, deadline, failed, page):
                yield from show(sentence)
        except LLMError as error:
            note = str(error)
        for sentence, composed in self._settled(sheet, page, failed, deadline, bool(note)):
            if sentence:
                yield from show(sentence)
            if composed is not None:
                waiting.append(composed)
        return note

    def _sentences(
        self,
        question: str,
        sheet: ClaimSheet,
        deadline: float,
        failed: list[Failed],
        page: Written,
    ) -> Iterator[str]:
        """The sentences that pass, as shown; those that fail are put into ``failed``."""
        if self.prompts.one_by_one:
            drafts = self._one_by_one(question, sheet, deadline)
        else:
            drafts = self._all_at_once(question, sheet, deadline)
        repeated = 0
        for sentence in drafts:
            if not sentence or page.repeats(sentence):
                page.counts["dropped"] += 1
                repeated += bool(sentence)
                if repeated > 3:
                    return
                continue
            repeated = 0
            verdict = self._judged(sentence, sheet)
            if verdict.why is None:
                page.counts["passed"] += 1
                yield page.add(sentence, verdict.evidence, sheet.places_of(verdict.evidence))
            elif not any(f.sentence == sentence for f in failed):
                failed.append(Failed(sentence, verdict.why))

    def _all_at_once(self, question: str, sheet: ClaimSheet, deadline: float) -> Iterator[str]:
        """The sentences of one reply about all claims; empty ones for chatter."""
        plain = self.prompts.answer.fill(
            question=harmless(question), conflicts=sheet.conflicts_told()
        )
        room = self._room(plain)
        messages = self.prompts.answer.fill(
            question=harmless(question),
            claims=sheet.listed(room),
            conflicts=sheet.conflicts_told(),
        )
        splitter = Splitter()
        most = 2 * len(sheet.entries) + _SPARE
        for number, sentence in enumerate(sentences_of(self._reply(messages, deadline), splitter)):
            if number >= most:
                return
            yield tidied(sentence)

    def _one_by_one(self, question: str, sheet: ClaimSheet, deadline: float) -> Iterator[str]:
        """One sentence a claim, each asked for alone and so carrying that claim's markers."""
        for entry in sheet.entries:
            messages = self.prompts.answer.fill(question=harmless(question), claim=told(entry))
            yield self._first(messages, deadline, entry)

    def _first(self, messages: list[Message], deadline: float, entry: Entry | None) -> str:
        """The first sentence of a reply that is none of a model's chatter; empty when none."""
        splitter = Splitter()
        pieces = self._reply(messages, deadline)
        for sentence in sentences_of(pieces, splitter):
            found = tidied(sentence)
            if found:
                return _numbered(found, entry) if entry else found
        found = tidied(splitter.unfinished)
        if not found or entry is None or len(found) > 400:
            return ""
        return _numbered(found, entry)

    def _judged(self, sentence: str, sheet: ClaimSheet) -> Verdict:
        claims = sheet.by_marker
        if self._verify:
            verdict = judge(sentence, claims)
            if verdict.why is None and self.prompts.one_by_one:
                # Asked to reword one sentence, the model is to leave nothing of it out.
                kept = (
                    share_told(sheet.sentence_at(n), sentence)
                    for n in sheet.places_of(verdict.evidence)
                )
                if max(kept, default=1.0) < _LEAST_KEPT:
                    return Verdict("much of the claim is left out")
            return verdict
        known = [n for n in dict.fromkeys(markers_in(sentence)) if n in claims]
        pieces = [claims[n][0] for n in known] or [sheet.entries[0].evidence[0]]
        return Verdict(None, tuple(pieces))

    def _settled(
        self,
        sheet: ClaimSheet,
        page: Written,
        failed: list[Failed],
        deadline: float,
        broken: bool,
    ) -> Iterator[tuple[str, Entry | None]]:
        """What becomes of each failed sentence: shown when repaired, or told by its claim."""
        repairs = 0 if broken else _REPAIRS
        for one in failed:
            numbers = set(markers_in(one.sentence))
            own = [e for e in sheet.entries if numbers & set(e.statement.citations)]
            # A sentence without a claim may still be of one that nobody has told yet.
            untold = [e for e in own or sheet.entries if e.place not in page.covered]
            shown = ""
            if untold and repairs and deadline - time.monotonic() > _LEAST_LEFT:
                repairs -= 1
                try:
                    shown = self._repaired(one, untold, sheet, page, deadline)
                except LLMError:
                    repairs = 0
            if shown:
                yield shown, None
            elif own and untold:
                yield "", untold[0]
            else:
                page.withdraw(one.sentence, one.why)

    def _repaired(
        self, one: Failed, untold: list[Entry], sheet: ClaimSheet, page: Written, deadline: float
    ) -> str:
        """The sentence put right by the model, as shown; empty when it fails again."""
        alone = self.prompts.one_by_one
        messages = self.prompts.repair.fill(
            sentence=as_words(one.sentence),
            reason=harmless(one.why),
            claims=sheet.listed(self._room([]), [n for e in untold for n in e.statement.citations]),
            composed=told(untold[0]),
        )
        sentence = self._first(messages, deadline, untold[0] if alone else None)
        verdict = self._judged(sentence, sheet) if sentence else Verdict("nothing written")
        news = set(sheet.places_of(verdict.evidence)) - page.covered
        if verdict.why is not None or not news or page.repeats(sentence):
            return ""
        page.counts["repaired"] += 1
        return page.add(sentence, verdict.evidence, sheet.places_of(verdict.evidence))

    def _reply(self, messages: list[Message], deadline: float) -> Iterator[str]:
        most = self.settings.max_tokens * _TOKEN
        return until(deadline, lambda: self.model.stream(messages), most)

    def _room(self, messages: list[Message]) -> int:
        """Tokens that the claims may take in a prompt."""
        taken = sum(count_tokens(message.content) + 8 for message in messages)
        return max(self.settings.context_tokens - self.settings.max_tokens - taken, 64)


def _numbered(sentence: str, entry: Entry) -> str:
    """A sentence that was asked for by one claim, with that claim's markers where it has none."""
    if markers_in(sentence):
        return sentence
    numbers = "".join(f"[{n}]" for n in entry.statement.citations)
    if sentence.endswith((".", "!", "?")):
        return f"{sentence[:-1]} {numbers}{sentence[-1]}"
    return f"{sentence} {numbers}."


def _needed(answer: Answer) -> frozenset[int]:
    """Places of the statements that must not be left out: the direct answer, sides of conflicts."""
    sides = (place for conflict in answer.conflicts for place in conflict.statements)
    return frozenset((0, *sides))
