"""The cue lexicon: what class of saying a cue is, and which words hedge, read from cues.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

CueClass = Literal["say", "believe", "suggest", "warn", "deny", "ask", "plan"]

_CARRIED: dict[str, CueClass] = {"seek": "plan", "try": "plan", "attempt": "plan"}
_PRIORITY: tuple[CueClass, ...] = ("deny", "ask", "plan", "warn", "suggest", "believe", "say")
"""When a form stands in several classes as the same word, the more telling one wins."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What cues.toml says, ready to match."""

    classes: dict[tuple[str, ...], CueClass]
    """Base forms of one to four words, and their class."""
    firsts: frozenset[str]
    """Words with which the longer entries begin."""
    carriers: frozenset[str]
    """Words that carry another which tells more."""
    silent: frozenset[str]
    """Verbs of acts and minds rather than words."""
    irregular: dict[str, str]
    hedges: dict[str, list[tuple[tuple[str, ...], bool]]]
    """Hedges by their first word, the longest first, each with whether it is strong."""
    opening: re.Pattern[str]

    def lemma(self, word: str) -> str:
        """Return the base form of ``word`` as the lexicon has it, else ``word`` in lower case."""
        word = word.lower().replace("’", "'").removesuffix("'s")
        if word in self.irregular:
            return self.irregular[word]
        for base in _bases(word):
            if (base,) in self.classes or base in self.firsts or base in self.carriers:
                return base
        return word


def _bases(word: str) -> list[str]:
    """Base forms that ``word`` may be inflected from, most likely first."""
    bases = [word]
    for suffix, endings in (
        ("ies", ("y",)),
        ("es", ("e", "")),
        ("s", ("",)),
        ("ied", ("y",)),
        ("ed", ("e", "", None)),
        ("ing", ("e", "", None)),
    ):
        if word.endswith(suffix) and len(word) - len(suffix) >= 2:
            stem = word[: -len(suffix)]
            for ending in endings:
                if ending is not None:
                    bases.append(stem + ending)
                elif len(stem) > 2 and stem[-1] == stem[-2]:
                    bases.append(stem[:-1])
    return bases


def _phrases(listed: str) -> list[str]:
    return [p.strip() for line in listed.splitlines() for p in line.split("|") if p.strip()]


def _alternatives(listed: str) -> re.Pattern[str]:
    phrases = sorted(_phrases(listed), key=len, reverse=True)
    body = "|".join(re.escape(p).replace(r"\ ", r"\s+").replace("'", "['’]") for p in phrases)
    return re.compile(rf"(?<![\w-])(?:{body})(?![\w-])", re.IGNORECASE)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Read cues.toml, once per process."""
    raw = tomllib.loads(
        files("index.attribution").joinpath("cues.toml").read_text(encoding="utf-8")
    )
    classes: dict[tuple[str, ...], CueClass] = {}
    for name in reversed(_PRIORITY):
        for entry in raw["classes"][name].split():
            classes[tuple(entry.split("-"))] = name
    hedges: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
    for kind in ("strong", "weak"):
        for phrase in _phrases(raw["hedges"][kind]):
            words = tuple(phrase.split())
            hedges.setdefault(words[0], []).append((words, kind == "strong"))
    for listed in hedges.values():
        listed.sort(key=lambda entry: -len(entry[0]))
    return Lexicon(
        classes,
        frozenset(entry[0] for entry in classes),
        frozenset(raw["classes"]["carrier"].split()),
        frozenset(raw["classes"]["silent"].split()),
        raw["irregular"],
        hedges,
        _alternatives(raw["hedges"]["opening"]),
    )


@lru_cache(maxsize=4096)
def cue_words(cue: str) -> tuple[str, ...]:
    """Return the words of a cue as base forms."""
    lemma = lexicon().lemma
    return tuple(lemma(w) for w in _WORD.findall(cue))


@lru_cache(maxsize=4096)
def cue_class(cue: str) -> CueClass | None:
    """Return the class of a cue ("has repeatedly denied" -> "deny"), None when unknown.

    The longest entry wins, among those of one length the first; a verb that only carries another
    word ("issued a denial", "tried to explain") counts when nothing else is known.
    """
    words = cue_words(cue)
    classes, carriers = lexicon().classes, lexicon().carriers
    for size in (4, 3, 2, 1):
        found = [
            classes[key]
            for at in range(len(words) - size + 1)
            if (key := words[at : at + size]) in classes
        ]
        if found:
            return found[0]
    carried = [w for w in words if w in carriers]
    return _CARRIED.get(carried[0], "say") if carried else None


def speaks(cue: str) -> bool:
    """Tell whether a cue is an act of saying, not of the mind or the hands ("is seeking").

    What the others tell ("the ministry is seeking to ban it") the narrator states as well.
    """
    words = cue_words(cue)
    book = lexicon()
    known = [w for w in words if (w,) in book.classes or w in book.carriers or w in book.silent]
    return bool(known) and known[0] not in book.silent
