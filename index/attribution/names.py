"""Name lists, read from names.toml: given names, titles, roles and words of organisations."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

Gender = Literal["m", "f"]


@dataclass(frozen=True, slots=True)
class NameLists:
    """All lists in lower case, without full stops."""

    male: frozenset[str]
    female: frozenset[str]
    titles: dict[str, Gender | None]
    roles: dict[str, Gender | None]
    people: dict[str, Gender | None]
    organisations: frozenset[str]
    abbreviated: dict[str, str]
    organisation_nouns: dict[str, frozenset[str]]
    """Words of names that each noun may stand for; "*": a name without such a word."""
    bodies: frozenset[str]
    things: frozenset[str]
    stop: frozenset[str]
    particles: frozenset[str]
    links: frozenset[str]
    no_persons: frozenset[str]
    places: frozenset[str]
    either: frozenset[str]

    def gender(self, given: str) -> Gender | None:
        """Return the gender of a given name, None when unknown or shared."""
        given = given.lower().split("-")[0]
        male, female = given in self.male, given in self.female
        if male == female:
            return None
        return "m" if male else "f"

    def given(self, word: str) -> bool:
        """Tell whether ``word`` is a given name in the lists."""
        word = word.lower().split("-")[0]
        return word in self.male or word in self.female


def _marked(listed: str) -> dict[str, Gender | None]:
    entries: dict[str, Gender | None] = {}
    for entry in listed.split():
        word, _, mark = entry.partition(":")
        entries[word] = "m" if mark == "m" else "f" if mark == "f" else None
    return entries


@lru_cache(maxsize=1)
def name_lists() -> NameLists:
    """Read names.toml, once per process."""
    raw = tomllib.loads(
        files("index.attribution").joinpath("names.toml").read_text(encoding="utf-8")
    )
    return NameLists(
        frozenset(raw["male"].split()),
        frozenset(raw["female"].split()),
        _marked(raw["titles"]),
        _marked(raw["roles"]),
        _marked(raw["people"]),
        frozenset(raw["organisations"].split()),
        raw["abbreviated"],
        {noun: frozenset(fits.split()) for noun, fits in raw["organisation_nouns"].items()},
        *(
            frozenset(raw[k].split())
            for k in (
                "bodies",
                "things",
                "stop",
                "particles",
                "links",
                "no_persons",
                "places",
                "either",
            )
        ),
    )
