"""Documents that visitors add: kept beside the index, described, indexed, taken out again."""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.library import Library
from index.build import Progress
from index.errors import OnRecordError
from index.readers import SUFFIXES, iso_date

_FOLDER = "added"
_LIST = "sources.json"
_FIELDS = ("title", "publisher", "author", "published")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the files that were given."""

    added: tuple[str, ...]
    """Ids of the documents that can be asked about now."""
    problems: tuple[str, ...]
    """One line for each file that was not taken, in words for the visitor."""


class Uploads:
    """The added documents of one library."""

    def __init__(self, library: Library, max_mb: float, most: int) -> None:
        self._library = library
        self._max_mb = max_mb
        self._most = most
        self._folder = library.home / _FOLDER
        self._lock = threading.Lock()

    def listed(self) -> dict[str, dict[str, str]]:
        """The added documents: id to what is known of each."""
        try:
            rows = json.loads((self._folder / _LIST).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return {row["id"]: row for row in rows}

    def add(
        self,
        files: Sequence[Path],
        about: Mapping[str, str | None] | None = None,
        progress: Progress | None = None,
    ) -> Outcome:
        """Take these files in and index them.

        :param files: as they were uploaded; the file's name becomes the document's id.
        :param about: title, publisher, author, published (YYYY-MM-DD); the title counts only for
            a single file.
        """
        meta, problem = _described(about or {}, alone=len(files) == 1)
        if problem:
            return Outcome((), (problem,))
        with self._lock:
            listed = self.listed()
            taken, problems = self._store(files, meta, listed)
            if not taken:
                return Outcome((), tuple(problems))
            try:
                report = self._index(listed, progress)
            except OnRecordError as error:
                self._forget(taken, listed)
                return Outcome((), (*problems, str(error)))
            known = self._library.store.sources()
            bad = [name for name in taken if name not in known]
            problems += [
                _in_words(line, self._folder) for line in report if str(self._folder) in line
            ]
            if bad:
                self._forget(bad, listed)
        return Outcome(tuple(name for name in taken if name in known), tuple(problems))

    def remove(self, source_id: str) -> None:
        """Take an added document out.

        :raises OnRecordError: if it is no added document, or the index cannot be written.
        """
        with self._lock:
            listed = self.listed()
            if source_id not in listed:
                raise OnRecordError("only documents that were added here can be removed here")
            self._forget([source_id], listed)
            self._index(listed)

    def _store(
        self, files: Sequence[Path], meta: Mapping[str, str], listed: dict[str, dict[str, str]]
    ) -> tuple[list[str], list[str]]:
        """Copy what can be taken into the folder, and enter it in the list."""
        taken: list[str] = []
        problems: list[str] = []
        ids = set(self._library.store.sources()) | set(listed)
        self._folder.mkdir(parents=True, exist_ok=True)
        for file in files:
            problem = self._refused(file, len(listed))
            if problem:
                problems.append(f"{file.name}: {problem}")
                continue
            name = _free(file.stem, ids)
            ids.add(name)
            kept = f"{name}{file.suffix.lower()}"
            shutil.copyfile(file, self._folder / kept)
            listed[name] = {"id": name, "file": kept, "title": file.stem, **meta}
            taken.append(name)
        return taken, problems

    def _refused(self, file: Path, count: int) -> str:
        if file.suffix.lower() not in SUFFIXES:
            return f"this kind of file is not read; use {', '.join(SUFFIXES)}"
        if file.stat().st_size > self._max_mb * 1e6:
            return f"is larger than {self._max_mb:g} MB"
        if count >= self._most:
            return f"{self._most} documents were added already; remove one first"
        return ""

    def _index(
        self, listed: Mapping[str, Mapping[str, Any]], progress: Progress | None = None
    ) -> list[str]:
        self._write(listed)
        report = self._library.index([self._folder], progress=progress)
        return report.problems

    def _forget(self, names: Sequence[str], listed: dict[str, dict[str, str]]) -> None:
        for name in names:
            (self._folder / listed.pop(name)["file"]).unlink(missing_ok=True)
        self._write(listed)

    def _write(self, listed: Mapping[str, Mapping[str, Any]]) -> None:
        new = self._folder / f"{_LIST}.part"
        new.write_text(json.dumps(list(listed.values()), ensure_ascii=False), encoding="utf-8")
        new.replace(self._folder / _LIST)


def _described(about: Mapping[str, str | None], alone: bool) -> tuple[dict[str, str], str]:
    """What the visitor said of the files; and what is wrong with it."""
    meta = {key: " ".join((about.get(key) or "").split())[:300] for key in _FIELDS}
    if not alone:
        meta["title"] = ""
    if meta["published"] and not iso_date(meta["published"]):
        return {}, f"date {meta['published']!r}: write it as 2024-03-22"
    return {key: value for key, value in meta.items() if value}, ""


def _free(stem: str, taken: set[str]) -> str:
    wish = re.sub(r"[^\w.-]+", "-", stem).strip("-.")[:60] or "document"
    name, number = wish, 2
    while name in taken:
        name, number = f"{wish}-{number}", number + 1
    return name


def _in_words(line: str, folder: Path) -> str:
    """A problem without the path, which is none of the visitor's business."""
    return line.replace(f"{folder}/", "")
