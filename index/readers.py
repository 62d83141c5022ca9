"""Files of a corpus folder into sources: bytes to text, and what sources.toml says of them."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from index.errors import CorpusError
from index.normalise import normalise
from index.types import Source

SUFFIXES = (".txt", ".md")
SOURCE_LISTS = ("sources.toml", "sources.json")
_META = ("title", "publisher", "author", "published", "url")


@dataclass(frozen=True, slots=True)
class Listed:
    """One document of a corpus before it is read."""

    id: str
    path: Path
    meta: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listing:
    """The documents of a corpus, and one line for each entry that cannot be used."""

    documents: tuple[Listed, ...]
    problems: tuple[str, ...]


def list_corpus(folder: Path) -> Listing:
    """The documents of a folder, described by its sources.toml or sources.json where it has one.

    :raises CorpusError: if the folder does not exist or its source list cannot be parsed.
    """
    if not folder.is_dir():
        raise CorpusError(f"no corpus folder {folder}: name one with --corpus DIR or corpus.path")
    entries, problems = _read_list(folder)
    documents: list[Listed] = []
    taken: dict[str, Path] = {}
    listed_files: set[Path] = set()
    for name, entry in entries.items():
        path = folder / str(entry.get("file") or f"{name}.txt")
        listed_files.add(path.resolve())
        if not _inside(path, folder):
            problems.append(f"{path.name}: sources list points outside {folder}; left out")
        elif not path.is_file():
            problems.append(
                f"{path}: named in the sources list but missing; add it or remove [{name}]"
            )
        else:
            meta, problem = _meta(entry)
            if problem:
                problems.append(f"{path.name}: {problem}")
            documents.append(Listed(name, path, meta))
            taken[name] = path
    for path in _files(folder):
        if path.resolve() in listed_files:
            continue
        name = _free_id(path.relative_to(folder).with_suffix("").as_posix(), taken)
        taken[name] = path
        documents.append(Listed(name, path))
    return Listing(tuple(documents), tuple(problems))


def list_paths(paths: list[Path]) -> Listing:
    """The documents named one by one: files, or folders as corpora of their own.

    :raises CorpusError: if a path does not exist.
    """
    documents: list[Listed] = []
    problems: list[str] = []
    for path in paths:
        if path.is_dir():
            listing = list_corpus(path)
            documents += listing.documents
            problems += listing.problems
        elif not path.exists():
            raise CorpusError(f"{path}: no such file or folder")
        else:
            beside = {d.path.resolve(): d for d in list_corpus(path.parent).documents}
            documents.append(beside.get(path.resolve(), Listed(path.stem, path)))
    return Listing(tuple({d.id: d for d in documents}.values()), tuple(problems))


def read_source(document: Listed, max_bytes: int) -> Source:
    """Read, decode and normalise one document.

    :raises CorpusError: if it is unreadable, too large, binary, empty or not UTF-8.
    """
    path = document.path
    if path.suffix.lower() not in SUFFIXES:
        raise CorpusError(
            f"{path}: {path.suffix or 'no'} suffix is not read; use {', '.join(SUFFIXES)}"
        )
    try:
        size = path.stat().st_size
        if size > max_bytes:
            raise CorpusError(
                f"{path}: {size / 1e6:.0f} MB is over the limit of {max_bytes / 1e6:.0f} MB; "
                "split it or raise corpus.max_file_mb"
            )
        data = path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror or error})") from error
    text = normalise(decode(data, str(path)), markdown=path.suffix.lower() == ".md").text
    if not text:
        raise CorpusError(f"{path}: is empty; nothing to index")
    return Source(
        id=document.id,
        text=text,
        sha256=_digest(data, document.meta),
        file=path.name,
        title=document.meta.get("title") or _first_heading(text),
        publisher=document.meta.get("publisher", ""),
        author=document.meta.get("author", ""),
        published=document.meta.get("published") or None,
        url=document.meta.get("url", ""),
    )


def source_of(record: Mapping[str, Any]) -> Source:
    """A source from a record in memory: ``id`` and ``text`` required, the rest as in sources.toml.

    :raises CorpusError: if a field is missing or not text, or the text is empty.
    """
    for key in ("id", "text"):
        if not isinstance(record.get(key), str | int):
            raise CorpusError(f"a document needs {key!r} as text")
    meta, problem = _meta(record)
    if problem:
        raise CorpusError(f"document {record['id']}: {problem}")
    text = normalise(str(record["text"])).text
    if not text:
        raise CorpusError(f"document {record['id']}: its text is empty")
    return Source(
        id=str(record["id"]),
        text=text,
        sha256=_digest(text.encode(errors="replace"), meta),
        title=meta.get("title", ""),
        publisher=meta.get("publisher", ""),
        author=meta.get("author", ""),
        published=meta.get("published") or None,
        url=meta.get("url", ""),
    )


def decode(data: bytes, name: str) -> str:
    """Text of a file's bytes: UTF-8, or UTF-16 where a byte order mark says so.

    :raises CorpusError: if the bytes are not such text.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise CorpusError(f"{name}: broken UTF-16 at byte {error.start}") from error
    if b"\0" in data:
        raise CorpusError(f"{name}: is a binary file, not text; left out")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorpusError(
            f"{name}: is not UTF-8 (byte {error.start}; perhaps Latin-1 or Windows-1252); "
            "save it as UTF-8"
        ) from error


def _read_list(folder: Path) -> tuple[dict[str, dict[str, Any]], list[str]]:
    for file_name in SOURCE_LISTS:
        path = folder / file_name
        if not path.is_file():
            continue
        try:
            text = decode(path.read_bytes(), str(path))
            loaded = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
        except (OSError, ValueError) as error:
            raise CorpusError(
                f"{path}: cannot be parsed ({' '.join(str(error).split())})"
            ) from error
        if isinstance(loaded, list):
            loaded = {str(e.get("id", n)): e for n, e in enumerate(loaded) if isinstance(e, dict)}
        problems = [
            f"{path.name}: {k!r} is no table; ignored"
            for k, v in loaded.items()
            if not isinstance(v, dict)
        ]
        return {str(k): v for k, v in loaded.items() if isinstance(v, dict)}, problems
    return {}, []


def _meta(entry: Mapping[str, Any]) -> tuple[dict[str, str], str]:
    """The known fields as text, and one line on a date that cannot be understood."""
    meta: dict[str, str] = {}
    problem = ""
    for key in _META:
        value = entry.get(key)
        if value is None or value == "":
            continue
        if key == "published":
            value = iso_date(value)
            if value is None:
                problem = f"published = {entry[key]!r} is no date like 2024-03-22; left out"
                continue
        meta[key] = " ".join(str(value).split())
    return meta, problem


def iso_date(value: object) -> str | None:
    """YYYY-MM-DD of a date, a datetime or an ISO 8601 text; None for anything else."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    try:
        return datetime.fromisoformat(str(value).strip()).date().isoformat()
    except ValueError:
        return None


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.suffix.lower() in SUFFIXES:
            yield path


def _inside(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _free_id(wish: str, taken: Mapping[str, Path]) -> str:
    name = re.sub(r"[^\w./-]+", "-", wish).strip("-") or "document"
    number = 2
    free = name
    while free in taken:
        free = f"{name}-{number}"
        number += 1
    return free


def _digest(data: bytes, meta: Mapping[str, str]) -> str:
    return hashlib.sha256(
        data + b"\0" + json.dumps(dict(meta), sort_keys=True).encode()
    ).hexdigest()


def _first_heading(text: str) -> str:
    """The first line where it is short and alone, as a headline is; else nothing."""
    line, _, rest = text.partition("\n")
    return line if rest.startswith("\n") and len(line) <= 120 and line[-1] not in ".,;:" else ""
