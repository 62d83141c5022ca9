"""Passages and sources as the records that Chroma keeps, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from index.filters import day_number, publisher_key
from index.types import Claim, Passage, Source

_CLAIM_FIELDS = (
    "start", "end", "holder", "holder_words", "chain", "cue", "stance", "hedges", "quoted",
    "parts", "clause", "sentence",
)  # fmt: skip


def passage_record(passage: Passage, source: Source) -> dict[str, str | int]:
    """Flat metadata of a passage; its text is stored as the document."""
    return {
        "source_id": passage.source_id,
        "publisher_key": publisher_key(source.publisher),
        "day": day_number(source.published),
        "start": passage.start,
        "end": passage.end,
        "context": passage.context,
        "tokens": passage.tokens,
        "claims": _dump_claims(passage.claims),
    }


def passage_from(name: str, text: str, record: Mapping[str, Any]) -> Passage:
    """The passage of a stored record."""
    source_id = str(record["source_id"])
    start = int(record["start"])
    return Passage(
        id=name,
        source_id=source_id,
        start=start,
        end=int(record["end"]),
        text=text,
        context=str(record.get("context", "")),
        tokens=int(record.get("tokens", 0)),
        claims=_load_claims(str(record.get("claims", "[]")), source_id, name, text, start),
    )


def source_record(source: Source) -> dict[str, str | int]:
    """Flat metadata of a source; its text is stored as the document."""
    return {
        "title": source.title,
        "publisher": source.publisher,
        "author": source.author,
        "published": source.published or "",
        "url": source.url,
        "sha256": source.sha256,
        "file": source.file,
    }


def source_from(name: str, text: str, record: Mapping[str, Any]) -> Source:
    """The source of a stored record."""
    return Source(
        id=name,
        text=text,
        title=str(record.get("title", "")),
        publisher=str(record.get("publisher", "")),
        author=str(record.get("author", "")),
        published=str(record.get("published", "")) or None,
        url=str(record.get("url", "")),
        sha256=str(record.get("sha256", "")),
        file=str(record.get("file", "")),
    )


def with_claims(passage: Passage, claims: list[Claim]) -> Passage:
    """The passage with those of its document's claims that stand in it."""
    own = tuple(
        replace(claim, passage_id=passage.id)
        for claim in claims
        if passage.start <= claim.start and claim.end <= passage.end
    )
    return replace(passage, claims=own)


def _dump_claims(claims: tuple[Claim, ...]) -> str:
    rows = []
    for claim in claims:
        row: list[Any] = [getattr(claim, name) for name in _CLAIM_FIELDS]
        rows.append(row)
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _load_claims(
    dumped: str, source_id: str, passage_id: str, text: str, offset: int
) -> tuple[Claim, ...]:
    claims = []
    for row in json.loads(dumped):
        values = dict(zip(_CLAIM_FIELDS, row, strict=True))
        claims.append(
            Claim(
                source_id=source_id,
                passage_id=passage_id,
                text=text[values["start"] - offset : values["end"] - offset],
                start=values["start"],
                end=values["end"],
                holder=values["holder"],
                holder_words=values["holder_words"],
                chain=tuple(values["chain"]),
                cue=values["cue"],
                stance=values["stance"],
                hedges=tuple(values["hedges"]),
                quoted=values["quoted"],
                parts=tuple((a, b) for a, b in values["parts"]),
                clause=(values["clause"][0], values["clause"][1]),
                sentence=(values["sentence"][0], values["sentence"][1]),
            )
        )
    return tuple(claims)
