"""The knobs of answering, section [answer] of the settings."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class AnswerSettings(BaseModel):
    """How claims become an answer. Every value has a default that suits news."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reader: bool = Field(
        True, description="a trained reader judges sentences, too; false: words and vectors alone"
    )
    read_claims: int = Field(80, ge=1, le=500, description="sentences scored by meaning")
    read_sentences: int = Field(
        2, ge=1, le=500, description="sentences that the reader reads for a question"
    )
    read_further: int = Field(
        9, ge=0, le=500, description="more of them, read where none of the first surely answers"
    )
    answer_threshold: float = Field(
        0.4,
        ge=0.0,
        le=1.0,
        description="least probability that the documents answer at all",
    )
    statement_threshold: float = Field(
        0.4, ge=0.0, le=1.0, description="least score of a sentence to be told"
    )
    keep_ratio: float = Field(
        0.66, ge=0.0, le=1.0, description="further statements score at least this share of the best"
    )
    further_ratio: float = Field(
        0.82, ge=0.0, le=1.0, description="the same for statements that no single answer compares"
    )
    max_statements: int = Field(
        4, ge=1, le=20, description="statements for a simple question; each position counts first"
    )
    max_overview: int = Field(
        12, ge=1, le=100, description="conflicts that an overview of disagreements lists at most"
    )
    show_nearest: bool = Field(
        True, description="when abstaining, say what the sources do say that is nearest"
    )
