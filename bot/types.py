"""The types of an answer. ``Answer.model_dump()`` is the JSON that people script against."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from index.types import Source, Stance

ConflictKind = Literal["figures", "responsibility", "denial", "opinion", "superseded", "other"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(_Frozen):
    """An exact place in a source. ``quote`` equals the normalised text at [start, end)."""

    marker: int = Field(ge=1, description="the n of [n] in the answer's text")
    source_id: str
    passage_id: str
    title: str = ""
    publisher: str = ""
    published: str | None = Field(None, description="YYYY-MM-DD, or None when not known")
    start: int = Field(ge=0, description="characters into the normalised text")
    end: int = Field(ge=0)
    quote: str

    @classmethod
    def of(cls, marker: int, source: Source, passage_id: str, start: int, end: int) -> Citation:
        """The citation of a source's text at [start, end)."""
        return cls(
            marker=marker,
            source_id=source.id,
            passage_id=passage_id,
            title=source.title,
            publisher=source.publisher,
            published=source.published,
            start=start,
            end=end,
            quote=source.text[start:end],
        )


class Statement(_Frozen):
    """One sentence of the answer: what is said, by whom, how firmly, and where it stands."""

    text: str = Field(description="sentence of the answer, without marker")
    holder: str | None = Field(None, description="None: the source's own words")
    chain: tuple[str, ...] = ()
    stance: Stance = "stated"
    hedges: tuple[str, ...] = ()
    quoted: bool = False
    source_id: str
    publisher: str = ""
    citations: tuple[int, ...] = Field(min_length=1, description="markers")


class Conflict(_Frozen):
    """Positions that cannot all hold (or figures that differ), with their kind."""

    kind: ConflictKind
    summary: str
    statements: tuple[int, ...] = Field(description="places in Answer.statements, from 0")


class Withdrawn(_Frozen):
    """A sentence that failed verification and is not part of the answer."""

    text: str
    why: str


class Answer(_Frozen):
    """What the bot answers: statements with citations, conflicts, or an abstention."""

    question: str
    answer: str = Field(description="text for people, with markers [1]")
    abstained: bool = False
    reason: str | None = Field(None, description="why it abstained")
    statements: tuple[Statement, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    citations: tuple[Citation, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    generator: str = Field("composed", description='"composed" or "llm:MODEL"')
    note: str = Field("", description="why a language model that is set did not write all of it")
    sentences: dict[str, int] = Field(
        default_factory=dict,
        description="of a language model's sentences: passed, repaired, replaced (by composed "
        "ones), added (composed, left out by it), withdrawn, dropped (chatter, repetition)",
    )
    prompts: str = Field("", description="hash of the prompts it was written with")
    timings_ms: dict[str, float] = Field(default_factory=dict, description="milliseconds")
    settings: str = Field("", description="fingerprint of the settings in force")
