"""Strict reading of a gold file: every slip is one line that names the place and the cure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from index.errors import OnRecordError
from index.types import Span


class GoldError(OnRecordError):
    """A gold file that cannot be used; the message is one line for people."""


class Table:
    """A mapping of a gold file with its place, read key by key."""

    def __init__(self, value: Any, where: str) -> None:
        if value is None:
            value = {}
        if not isinstance(value, dict):
            raise GoldError(f"{where}: must be a table of keys, not {type(value).__name__}")
        self.value: Mapping[str, Any] = {str(k): v for k, v in value.items()}
        self.where = where

    @property
    def keys(self) -> list[str]:
        """Its keys in the order of the file."""
        return list(self.value)

    def only(self, allowed: Sequence[str]) -> None:
        """Refuse keys that the schema does not have."""
        self.known(allowed, "key")

    def known(self, names: Collection[str], what: str) -> None:
        """Refuse keys that are none of these names."""
        for key in self.value:
            if key not in names:
                raise GoldError(f"{self.where}: unknown {what} {key!r}{_nearest(key, names)}")

    def table(self, key: str) -> Table:
        """The table below a key; empty when it is missing."""
        return Table(self.value.get(key), f"{self.where}: {key}")

    def tables(self, key: str) -> list[Table]:
        """The list of tables below a key, each named by its id."""
        entries = self.value.get(key) or []
        if not isinstance(entries, list):
            raise GoldError(f"{self.where}: {key} must be a list")
        return [
            Table(e, f"{self.where}: {key} {e.get('id', n) if isinstance(e, dict) else n}")
            for n, e in enumerate(entries, start=1)
        ]

    def text(self, key: str, default: str | None = None) -> str:
        """One text; without a default it must be there."""
        value = self.value.get(key, default)
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise GoldError(f"{self.where}: {key} must be text (quote it if it looks like more)")
        if not str(value).strip():
            raise GoldError(f"{self.where}: {key} is empty")
        return str(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; one text alone counts as a list of one."""
        value = self.value.get(key)
        if value is None:
            return ()
        items = value if isinstance(value, list) else [value]
        if any(isinstance(i, bool) or not isinstance(i, str | int | float) for i in items):
            raise GoldError(
                f"{self.where}: {key} must be a list of texts; quote those with , : or ?"
            )
        return tuple(str(i) for i in items)

    def lists(self, key: str) -> list[tuple[str, ...]]:
        """A list of lists of texts."""
        value = self.value.get(key)
        if not isinstance(value, list) or not all(isinstance(v, list) for v in value):
            raise GoldError(f"{self.where}: {key} must be a list of lists")
        return [tuple(str(i) for i in v) for v in value]

    def choice(self, key: str, allowed: Sequence[str], default: str | None = None) -> str:
        """One of the allowed words."""
        value = self.text(key, default)
        if value not in allowed:
            raise GoldError(f"{self.where}: {key} {value!r} is none of {', '.join(allowed)}")
        return value

    def choices(self, key: str, allowed: Sequence[str]) -> tuple[str, ...]:
        """Some of the allowed words."""
        values = self.texts(key)
        for value in values:
            if value not in allowed:
                raise GoldError(f"{self.where}: {key} {value!r} is none of {', '.join(allowed)}")
        return values

    def one_of(self, key: str, names: Collection[str]) -> str:
        """A name that is defined elsewhere in the file or the corpus."""
        return self.known_keys((self.text(key),), names)[0]

    def keys_of(self, key: str, names: Collection[str]) -> tuple[str, ...]:
        """Names that are defined elsewhere in the file."""
        return self.known_keys(self.texts(key), names)

    def known_keys(self, values: Sequence[str], names: Collection[str]) -> tuple[str, ...]:
        """The values themselves, each checked to be one of the names."""
        for value in values:
            if value not in names:
                raise GoldError(f"{self.where}: {value!r} is not defined{_nearest(value, names)}")
        return tuple(values)


def find_quote(text: str, quote: str, where: str) -> Span:
    """Where a quote stands in a text; line breaks and the form of quotation marks do not count.

    :raises GoldError: if it stands nowhere.
    """
    pattern = r"\s+".join(_loose(word) for word in quote.split())
    found = re.search(pattern, text)
    if not found:
        raise GoldError(f"{where}: quote does not stand in the document: {quote[:70]!r}")
    return found.span()


def _loose(word: str) -> str:
    escaped = re.escape(word)
    escaped = re.sub(r"[\"“”„]", '["“”„]', escaped)
    return re.sub(r"['’‘]", "['’‘]", escaped)


def _nearest(name: str, names: Collection[str]) -> str:
    close = get_close_matches(name, list(names), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
