"""Where paragraphs and sentences begin and end: passages and claims are cut along these lines.

Written for news: initials, titles, "U.S.", "No. 5", dotted times, quotations that close a
sentence, spaced ellipses, hard-wrapped lines, and scripts without capitals or spaces. Spans are
ordered, do not overlap, and together cover every character that is not white space.
"""

from __future__ import annotations

import re

from index.types import Span


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_TITLES = _words(
    "mr mrs ms mx dr prof sen rep reps sens gov govs gen lt col capt cpl sgt maj cmdr adm pvt brig "
    "det insp pres hon rev fr msgr mt st ste messrs mme mlle atty asst assoc dep dist ret sec "
    "supt pfc spc vol fig figs eq vs v cf approx ca est ft al eg ie viz"
)
"""A full stop after one of these does not end a sentence: a name or a number follows."""

_MONTHS = _words("jan feb mar apr jun jul aug sep sept oct nov dec no nos art ch pp p sect par")
"""Abbreviations only before a number ("Sept. 11", "No. 5"); "No." alone is a sentence."""

_EITHER = _words(
    "inc corp co ltd llc plc bros jr sr etc dept univ assn ave blvd rd hwy calif conn del fla ga "
    "ill ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis "
    "wyo ala ariz ark colo am pm esq hr min ph.d mon tue tues wed thu thur thurs fri"
)
"""Abbreviations that may also end a sentence: the next word decides."""

_LOWER = _words("vs v cf approx ca est eg ie al no nos p pp etc am pm ph.d esq")
"""Abbreviations that are written small; the others are only names and titles, with a capital."""

_STARTERS = _words(
    "the a an he she it they we i you this that these those there here his her its their our my "
    "in on at by for from with after before during since while when where as if although though "
    "but and or so yet nor however meanwhile moreover still then now also one some many most "
    "several both all no not what who why how according earlier later last asked speaking"
)
"""Words that, capitalised after an abbreviation, speak for a new sentence."""

_SAY = (
    r"(?:said|says|asked|asks|added|adds|replied|wrote|writes|tweeted|told|shouted|yelled|"
    r"exclaimed|wondered|demanded|joked|quipped|continued|responded|answered|declared|chanted|"
    r"screamed|cried)"
)
_SPEECH_TAG = re.compile(rf"(?:[\w.'’\-]+\s+){{1,5}}?{_SAY}\b|{_SAY}\s+[A-Z]")

_CLOSERS = "\"'”’»)]}›」』"
_OPENERS = "\"'“‘«([{‹「『¿¡—–-"
_END = re.compile(
    rf"(?:\.(?:[ \u00a0]\.){{1,8}}+|(?<![.!?])[.!?…‼⁇⁈⁉؟۔।॥]++)[{re.escape(_CLOSERS)}]*+(?=\s|$)"
    rf"|[。！？｡]+[{re.escape(_CLOSERS)}]*"
)
_GLUED = re.compile(r"(?<=[a-z\d][a-z)])[.!?][”\"’]?(?=[“\"‘]?[A-Z][a-z]+[ ,’'])")
_BREAK = re.compile(r"[\n\x0b\x0c\u2028\u2029\x85]\s*+")
_REACH = 200
"""Characters looked at to either side of a mark: keeps the work linear in the text."""
_BULLET = re.compile(r"[•◦▪*·–—-]\s|\(?\d{1,3}[.)]\s")
_TERMINAL = re.compile(rf"[.!?…:;؟۔।。！？|][{re.escape(_CLOSERS)}]*$")
_INK = re.compile(r"\S")
_WORD = re.compile(r"\W{0,3}(\w+)")
_LAST_WORD = re.compile(r"[^\s(\[\"“‘'«—–/]+$")
_WRAP_WIDTH = range(45, 101)


def paragraph_spans(text: str) -> list[Span]:
    """Split ``text`` into paragraphs, without the white space around them.

    A blank line always ends a paragraph. A single line break does unless the line reads as cut
    by a hard wrap: it does not end a sentence, and the next goes on in lower case or the line is
    as wide as a wrapped one.

    :return: ordered ``(start, end)`` spans.
    """
    spans: list[Span] = []
    start = 0
    for gap in _BREAK.finditer(text):
        if gap.group().count("\n") == 1 and _wrapped(text, start, gap):
            continue
        _add(spans, text, start, gap.start())
        start = gap.end()
    _add(spans, text, start, len(text))
    return spans


def sentence_spans(text: str) -> list[Span]:
    """Split ``text`` into sentences, without the white space around them.

    :return: ordered ``(start, end)`` spans; no sentence crosses a paragraph.
    """
    spans: list[Span] = []
    for first, last in paragraph_spans(text):
        start = first
        for cut in _cuts(text, first, last):
            _add(spans, text, start, cut)
            start = cut
        _add(spans, text, start, last)
    return spans


def is_question(text: str, span: Span) -> bool:
    """Tell whether the narrator asks: the question mark closes the sentence, not only a quote."""
    words = text[span[0] : span[1]]
    bare = words.rstrip(_CLOSERS + " ")
    if not bare.endswith(("?", "？", "؟")):
        return False
    closers = words[len(bare) :].strip()
    return not closers or words[0] in _OPENERS or not any(c in "\"”’'»" for c in closers)


def is_heading(text: str, span: Span) -> bool:
    """Tell whether ``span`` is a heading, byline or label: a short line of its own above text.

    A short question on a line of its own counts too. The last line of a text is never one, so a
    single statement without a full stop is still a statement.
    """
    start, end = span
    line = text[start:end]
    words = line.split()
    if not words or len(words) > 20 or not _alone(text, span) or not _INK.search(text, end):
        return False
    if line.rstrip(_CLOSERS).endswith("?"):
        return len(words) <= 16 and line[0] not in "\"“‘«'"
    if _TERMINAL.search(line) or line[-1] in ",-—–" or _BULLET.match(line):
        return False
    return line[0] not in '"“«' and not line[0].islower()


def _alone(text: str, span: Span) -> bool:
    """Tell whether nothing else stands on the lines of ``span``."""
    before = text[max(0, span[0] - _REACH) : span[0]].rstrip(" \t\u00a0")
    after = text[span[1] : span[1] + _REACH].lstrip(" \t\u00a0")
    return before[-1:] in ("", "\n", "\x0c") and after[:1] in ("", "\n", "\r", "\x0c")


def _wrapped(text: str, start: int, gap: re.Match[str]) -> bool:
    """Tell whether the line break ``gap`` only wraps a line."""
    line = text[max(start, text.rfind("\n", start, gap.start()) + 1) : gap.start()].strip()
    rest = text[gap.end() : gap.end() + _REACH]
    if not line or not rest or _TERMINAL.search(line) or _BULLET.match(rest):
        return False
    if rest[0].islower() or line[-1] in ",—–-":
        return True
    next_line = rest.split("\n", 1)[0]
    # Wrapped prose has lines of like width; a heading is followed by a line far longer than it.
    return len(line) in _WRAP_WIDTH and len(next_line) <= len(line) + 20


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    """Append ``[start, end)`` less the white space at its ends, unless nothing is left."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    piece = piece.strip()
    if piece:
        spans.append((start + left, start + left + len(piece)))


def _cuts(text: str, first: int, last: int) -> list[int]:
    """Return where the paragraph ``[first, last)`` is cut, in order."""
    cuts = [m.end() for m in _END.finditer(text, first, last) if _ends(text, first, last, m)]
    for match in _GLUED.finditer(text, first, last):
        # "said.The" lost its space; "Amazon.Com" never had one.
        following = _WORD.match(text, match.end(), last)
        if following and following.group(1).lower() in _STARTERS:
            cuts.append(match.end())
    return sorted(set(cuts))


def _ends(text: str, first: int, last: int, mark: re.Match[str]) -> bool:
    """Tell whether the punctuation ``mark`` ends a sentence of the paragraph."""
    ink = _INK.search(text, mark.end(), last)
    if ink is None:
        return False
    rest = text[ink.start() : min(last, ink.start() + _REACH)]
    if mark.group()[0] in "。！？｡؟۔।॥":
        return True
    upcoming = rest.lstrip(_OPENERS + " ")
    if not upcoming or upcoming[0].islower() or upcoming[0] in ",;:.!?…%":
        return False
    closed = any(c in mark.group() for c in "\"”’»'")
    if closed and any(c in mark.group() for c in "!?…") and rest == upcoming:
        return not _SPEECH_TAG.match(rest)
    if mark.group()[0] == "." and not closed and "." not in mark.group()[1:]:
        return not _abbreviation(
            text[max(first, mark.start() - _REACH) : mark.start()], upcoming, ")" in mark.group()
        )
    return True


def _abbreviation(before: str, upcoming: str, bracketed: bool) -> bool:
    """Tell whether the full stop after ``before`` belongs to an abbreviation."""
    found = _LAST_WORD.search(before)
    if found is None or bracketed:
        return False
    word = found.group()
    lower = word.lower().strip(".")
    follows = re.match(r"[\w.]+", upcoming)
    following = follows.group() if follows else ""
    proper = word[:1].isupper() or lower in _LOWER
    starts = following.rstrip(".").lower() in _STARTERS and (
        # "John A. In" is odd, "Thomas A. I" odder: a lone capital is an initial itself.
        len(following.rstrip(".")) > 1 or following in ("A", "I")
    )
    if lower in _TITLES:
        return proper
    if lower in _MONTHS and proper:
        return following[:1].isdigit()
    if word.isdigit():
        return not before[: found.start()].strip()  # "1. First item"
    if len(word) == 1 and word.isalpha():
        return word.isupper() and not (starts and before[: found.start()].rstrip()[-1:].islower())
    if (lower in _EITHER and proper) or re.fullmatch(r"(?:\w\.)+\w", word):
        return not starts
    return False
