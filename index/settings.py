"""Settings that shape reading, indexing and searching: [corpus], [index] and [retrieval]."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Section(BaseModel):
    """One section of the settings: unknown keys are refused, values cannot change."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CorpusSettings(Section):
    """Section [corpus]: which files are read."""

    path: str = Field("corpus", description="folder with the documents and their sources.toml")
    max_file_mb: float = Field(20.0, gt=0, le=1000, description="larger files are refused (MB)")


class IndexSettings(Section):
    """Section [index]: how documents become passages, and where they are kept."""

    path: str = Field(".onrecord", description="folder for everything that is written")
    server: str = Field("", description='a Chroma server instead, "http://127.0.0.1:8000"')
    passage_tokens: int = Field(128, ge=16, le=512, description="length aimed at (tiktoken tokens)")
    overlap_sentences: int = Field(1, ge=0, le=8, description="sentences repeated in the next one")
    encoder: str = Field("", description="folder of another ONNX encoder; empty: the built-in one")
    batch_size: int = Field(8, ge=1, le=512, description="texts a model run")
    threads: int = Field(0, ge=0, le=256, description="CPU threads of the models; 0: all cores")


class RetrievalSettings(Section):
    """Section [retrieval]: how passages are found."""

    mode: Literal["hybrid", "dense", "lexical"] = Field(
        "hybrid", description="which ranks are used"
    )
    top_k: int = Field(12, ge=1, le=200, description="passages handed to the answer")
    candidates: int = Field(60, ge=1, le=1000, description="passages taken from each ranking")
    rrf_k: int = Field(20, ge=1, le=1000, description="constant k of reciprocal rank fusion")
    dense_weight: float = Field(1.0, ge=0, le=10, description="weight of the dense ranks")
    lexical_weight: float = Field(2.0, ge=0, le=10, description="weight of the BM25 ranks")
    per_source: int = Field(
        4, ge=1, le=200, description="passages of one source before others come"
    )
