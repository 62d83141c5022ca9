"""Where a document names people and organisations: the ground on which holders are resolved.

A name is a run of capitalised words. At the beginning of a sentence a single capitalised word is
a name only if the document also writes it so elsewhere. Titles and roles beside a name ("Sen.",
"Kremlin spokesman", ", the Texas senator,") are kept with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from index.attribution.names import Gender, name_lists
from index.attribution.parts import has_role, introduced, names_next, role_before, role_gender
from index.sentences import is_heading
from index.types import Span

Kind = Literal["person", "organisation", "other"]

_QUOTE_MARK = re.compile("['’]")
_POSSESSIVE = re.compile(r"[’'][sS]?\.?$")


_ABBREVIATED = frozenset(["jr", "sr", "ii", "iii", "iv", "inc", "corp", "co", "ltd"])
_AGE = re.compile(r",\s+(?:aged?\s+)?\d{1,2}\b(?:,|\.|\s+of\b)")
_AFTER = re.compile(
    r",\s+((?:a|an|the|his|her|its|their|who is|who was|[A-Z][\w.]*['’]s?|former|then)"
    r"\s[^,.;()]{2,80}"
    r"|(?!according|said|says|told|and|but|who|which|where|when|after|before|as|with|in|on|at|while|"
    r"including|was|is|has|had|to|from|near|by|then)[a-z][\w-]*(?:\s+[\w'’-]+){0,10})(?=[,.;])"
)
_PARTY = re.compile(r",?\s\(?([RD])-([A-Z][A-Za-z.]+)")
_SIDE = re.compile(
    r"republican|democrat|democratic|gop|libertarian|independent|socialist|rival|fellow|[a-z]+(?:ian|can|ese|ish)"
)
_SAID = re.compile(r"\s+(?:said|says|told|added|wrote|tweeted|replied|asked|recalled)\b")
_SPEAKER_BEFORE = re.compile(r"\b(?:said|says|added|asked|replied|wrote)\s+$")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where somebody or something is named."""

    start: int
    end: int
    name: str
    """The name alone, without title, role or possessive."""
    kind: Kind
    gender: Gender | None
    roles: tuple[str, ...] = ()
    """Words of title, role and apposition, in lower case ("kremlin spokesman")."""
    article: str = ""
    """"the" or "The" directly before the name, as it stands there."""
    possessive: bool = False


@dataclass(frozen=True, slots=True)
class _Run:
    """Capitalised words in a row: ``(start, end, word)`` each."""

    tokens: tuple[tuple[int, int, str], ...]
    initial: bool
    """True when the run opens its sentence."""


def find_mentions(text: str, sentences: Sequence[Span]) -> list[Mention]:
    """Return the names in the sentences of ``text``, in order; headings are not read."""
    runs = [run for span in sentences if not is_heading(text, span) for run in _runs(text, span)]
    inner = (w for run in runs for _, _, w in (run.tokens[1:] if run.initial else run.tokens))
    sure = {w.rstrip(".") for w in inner}
    sure |= {w.upper() for w in sure}
    bodies = name_lists().bodies
    found = []
    for run in runs:
        word = run.tokens[0][2].rstrip(".")
        if len(run.tokens) == 1 and (
            word.lower() in bodies or (run.initial and word not in sure and not _acronym(word))
        ):
            continue
        mention = _mention(text, run)
        if mention:
            found.append(mention)
    return found


_LAST = frozenset(("jr", "sr", "iii", "inc", "ltd", "llc"))
"""Nothing of a name follows these."""


def _runs(text: str, span: Span) -> list[_Run]:
    """Return the runs of capitalised words of one sentence."""
    stop = name_lists().stop
    runs: list[_Run] = []
    run: list[tuple[int, int, str]] = []
    links: list[tuple[int, int, str]] = []
    initial = False
    for hit in _words().finditer(text, *span):
        start, end, word = hit.start(), hit.end(), hit.group()
        last = links[-1][1] if links else run[-1][1] if run else -1
        if run and text[last:start] not in (" ", "\u00a0", ""):
            runs.append(_Run(tuple(run), initial))
            run, links = [], []
        if word[0].isupper():
            if _QUOTE_MARK.search(word):
                word = _POSSESSIVE.sub("", word)
            low = word.lower().rstrip(".")
            if _QUOTE_MARK.split(low)[0] not in stop:
                if not run:
                    initial = start - span[0] < 4 and not any(
                        map(str.isalpha, text[span[0] : start])
                    )
                run += [*links, (start, start + len(word), word)]
                links = []
                if start + len(word) == end and not _ends_name(word, low):
                    continue
        elif run and len(links) < 2 and _links(word, run):
            links.append((start, end, word))
            continue
        if run:
            runs.append(_Run(tuple(run), initial))
            run, links = [], []
    if run:
        runs.append(_Run(tuple(run), initial))
    return runs


def _ends_name(word: str, low: str) -> bool:
    """Tell whether a full stop after ``word`` ends the name, and is no abbreviation's."""
    return low in _LAST or (
        word.endswith(".")
        and len(low) > 2
        and low not in name_lists().titles
        and low not in _ABBREVIATED
        and "." not in word[:-1]
    )


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    """What names are made of: capitalised words, and the small ones that may stand inside."""
    small = sorted(name_lists().links | name_lists().particles)
    inside = "|".join(re.escape(w) for w in small if w.isalpha())
    return re.compile(
        rf"(?<![\w’'-])(?:[A-ZÀ-ÖØ-ÞĀ-ɏͰ-ϿЀ-ӿ](?:[\w&]|[’'\-](?=[^\W\d_])|\.(?=\w))*\.?"
        rf"|(?:{inside})(?![\w’'-])|&)"
    )


def _links(word: str, run: list[tuple[int, int, str]]) -> bool:
    """Tell whether a small word may go on a name: "of" any, "on" and "for" a body's only."""
    lists = name_lists()
    if word in ("on", "for"):
        return any(w.lower() in lists.organisations for _, _, w in run)
    return word in lists.links or word in lists.particles


def _mention(text: str, run: _Run) -> Mention | None:
    """Make a mention of a run: its title and role split off, its kind judged."""
    lists = name_lists()
    words = [w.rstrip(".").lower() for _, _, w in run.tokens]
    parts = lists.roles | lists.titles
    title_at, begin = _title(words)
    gender: Gender | None = parts[words[title_at]] if title_at >= 0 else None
    tokens, words = run.tokens[begin:], words[begin:]
    cut = next((i for i, w in enumerate(words) if w in lists.links), 0)
    if cut and (title_at >= 0 or (cut > 1 and lists.given(words[0]))):
        tokens, words = tokens[:cut], words[:cut]  # "Senator Jane Roe of Texas"
    side = _side(words)
    tokens, words, begin = tokens[side:], words[side:], begin + side
    name, start, end = _name(text, tokens)
    role, told = ("", None) if title_at >= 0 else role_before(text, start)
    titles = " ".join(w for _, _, w in run.tokens[:begin]).lower()
    after = _AFTER.match(text, end)
    roles = [r for r in (titles, role, introduced(text, start, end), _party(text, end)) if r]
    person = title_at >= 0 or side > 0 or len(roles) > bool(titles) or bool(_AGE.match(text, end))
    person = person or (len(words) > 1 and lists.given(words[0]))
    organised = any(w in lists.organisations for w in words) or _acronym(name)
    if any(w in name_lists().links for w in words[1:]):
        organised, person = True, False
    if words[-1] in lists.organisations and title_at < 0:
        person = False
    kind: Kind = "other"
    if person and not (organised and title_at < 0 and not lists.given(words[0])):
        kind = "person"
    elif organised:
        kind = "organisation"
    elif 1 < len(words) <= 3 and (
        _SAID.match(text, end) or _SPEAKER_BEFORE.search(text[max(0, start - 12) : start])
    ):
        kind = "person"
    described = after is not None and len(words) < 4 and has_role(after.group(1))
    if after and described and after.group(1).startswith("its ") and names_next(text, after.end()):
        described = False  # "of Tarn Valley, its head, Dr Roe": hers
    if after and described and (kind == "person" or (kind == "other" and len(words) > 1)):
        kind = "person"
        roles.append(after.group(1).lower())
    gender = gender or told or (lists.gender(words[0]) if len(words) > 1 else None)
    gender = gender or next((g for r in roles if (g := role_gender(r))), None)
    before = text[max(0, start - 4) : start]
    article = before[:3] if before.lower() in ("the ",) else ""
    return Mention(
        start,
        end,
        name,
        kind,
        gender if kind == "person" else None,
        tuple(roles),
        article,
        bool(re.match(r"[’']", text[end : end + 1])),
    )


def _title(words: Sequence[str]) -> tuple[int, int]:
    """Return where the last title of a run stands (-1: none) and where the name after it begins."""
    lists = name_lists()
    parts = lists.roles | lists.titles
    title_at = max((i for i, w in enumerate(words[:-1]) if w in parts), default=-1)
    begin = title_at + 1
    if words[begin : begin + 1] == ["of"] and len(words) - begin > 3:
        begin += 2  # "Secretary of State John Kerry"
        if words[begin - 1] == "the":
            begin += 1
    if begin >= len(words):
        return -1, 0
    if title_at >= 0 and words[begin] in lists.links:
        return -1, 0  # "President of the United States" is a post
    if title_at >= 0 and all(w in lists.organisations for w in words[begin:]):
        return -1, 0  # "Justice Department" is no justice of that name
    return title_at, begin


def _side(words: Sequence[str]) -> int:
    """Return how many words before a given name tell side or origin ("Republican Jane Roe")."""
    lists = name_lists()
    for place in range(1, min(3, len(words) - 1)):
        named = lists.given(words[place]) and not lists.given(words[place - 1])
        if named and all(_SIDE.fullmatch(w) or w.endswith("-year-old") for w in words[:place]):
            return place
    return 0


def _party(text: str, end: int) -> str:
    """Return party and state in brackets after a name, spelt out ("(R-Fla.)")."""
    hit = _PARTY.match(text, end)
    if not hit:
        return ""
    known = name_lists().abbreviated
    place = hit.group(2).lower().replace(".", "")
    return f"{known[hit.group(1).lower()]} {known.get(place, place)}"


def _name(text: str, tokens: Sequence[tuple[int, int, str]]) -> tuple[str, int, int]:
    start, end = tokens[0][0], tokens[-1][1]
    name = text[start:end]
    last = tokens[-1][2]
    dotted = name.endswith(".") and "." not in last[:-1] and len(last) > 2
    if dotted and last.rstrip(".").lower() not in _ABBREVIATED:
        end -= 1
    return re.sub(r"\s+", " ", text[start:end]), start, end


def _acronym(name: str) -> bool:
    letters = name.replace(".", "").replace("-", "").replace("&", "")
    return letters.isalpha() and letters.isupper() and 2 <= len(letters) <= 8 and " " not in name
