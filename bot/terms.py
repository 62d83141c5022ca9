"""Words of questions and texts, reduced so that a question's word meets the text's form of it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources

WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*\.?(?<=\w)|[^\W_]", re.UNICODE)

_STOPWORDS_LISTED = """
    associated affiliated refer refers referred belong belongs considered known located member
    a about above after again against all also am an and another any anyone anything are as at
    be been before being below between both but by can could did do does doing down during each
    either else ever every few for from further had has have having he her here hers him his how
    i if in into is it its itself just let many may me might more most much must my near no nor
    not now of off on once one only or other our out over own per perhaps please quite rather
    same shall she should since so some such than that the their them then there these they this
    those through to too under until up upon us very was we were what when where whether which
    while who whom whose why will with within without would yes yet you your give know there's
    what's who's tell say said says exactly actually really according document documents source
    sources text article mention mentioned make made take took taken place happen happened get
    got
"""
STOPWORDS = frozenset(_STOPWORDS_LISTED.split())
"""Words that never decide whether a sentence is about the question."""

_WEAK_LISTED = """
    people person man woman name number time year day date thing way kind type amount group
    country city work part member new old first last use used become became go went come came
    long far ask asked call called term word many total know known able want play event incident
"""
WEAK = frozenset(_WEAK_LISTED.split())
"""Words too general to count fully."""

_SUFFIXES = (
    ("ational", "ate"),
    ("ations", "ate"),
    ("ation", "ate"),
    ("ators", "ate"),
    ("ator", "ate"),
    ("nesses", ""),
    ("ingly", ""),
    ("iness", "y"),
    ("ness", ""),
    ("ments", ""),
    ("ment", ""),
    ("ities", ""),
    ("ity", ""),
    ("ies", "y"),
    ("ied", "y"),
    ("ing", ""),
    ("edly", ""),
    ("ers", ""),
    ("ed", ""),
    ("er", ""),
    ("ly", ""),
    ("es", ""),
    ("s", ""),
)
IRREGULAR = dict(
    pair.split()
    for pair in """
    won win, men man, women man, children child, people person, bought buy, sold sell,
    built build, wrote write, written write, fought fight, began begin, begun begin, led lead,
    left leave, lost lose, met meet, paid pay, spent spend, went go, gone go, gave give,
    given give, grew grow, grown grow, rose rise, risen rise, fell fall, fallen fall,
    held hold, kept keep, thought think, told tell, took take, taken take, saw see, seen see,
    ran run, sent send, knew know, known know, died die, dies die, dying die,
    gunmen gunman, caught catch, brought bring, taught teach, became become, chose choose,
    chosen choose, drove drive, driven drive, flew fly, flown fly, froze freeze, frozen freeze,
    hid hide, hidden hide, spoke speak, spoken speak, stole steal, stolen steal, struck strike,
    swept sweep, threw throw, thrown throw, wore wear, worn wear, sank sink, sunk sink,
    sang sing, sung sing, drank drink, swam swim, shook shake, shaken shake, broke break,
    broken break, woke wake, shot shoot, lent lend, bore bear, born bear, borne bear,
    drew draw, drawn draw, ate eat, eaten eat, forgot forget, found find, fled flee,
    forbade forbid, forgave forgive, heard hear, laid lay, lit light, made make, meant mean,
    rang ring, rode ride, ridden ride, sought seek, shone shine, shrank shrink, slept sleep,
    slid slide, spun spin, sprang spring, stood stand, stuck stick, stung sting, swore swear,
    sworn swear, tore tear, torn tear, understood understand, withdrew withdraw,
    withdrawn withdraw, wound wind, spilt spill, spelt spell, learnt learn, burnt burn,
    beaten beat, bent bend, bitten bite, blew blow, blown blow,
    dealt deal, dug dig, felt feel, got get, gotten get, hung hang, hurt hurt, lain lie,
    said say, says say, shown show, spread spread, split split, mice mouse, feet foot,
    halves half, lives life, wives wife, knives knife, leaves leave, thieves thief, votes vote,
    voted vote, voting vote
    """.split(",")
    if pair.strip()
)
"""Forms that no ending tells: the form, then the word it is reduced to."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The reduced form of a word: lower case, no possessive, common endings dropped."""
    w = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'").rstrip(".")
    if w in IRREGULAR:
        return IRREGULAR[w]
    if len(w) <= 3 or not w.isalpha():
        return w
    for ending, replacement in _SUFFIXES:
        base = w[: -len(ending)]
        if not w.endswith(ending) or len(base) < 3 or (ending == "s" and w.endswith(("ss", "us"))):
            continue
        if ending in ("ing", "ed", "er", "ers", "es") and not re.search("[aeiouy]", base):
            continue
        w = base + replacement
        if ending == "s" and w.endswith(("ing", "er", "ment", "ation")):
            return stem(w)
        if ending in ("ed", "ing") and w.endswith("er"):
            return stem(w)  # "offered" as "offer", which loses its er
        if len(w) > 3 and w[-1] == w[-2] and w[-1] not in "lsz":
            w = w[:-1]
        break
    return w[:-1] if len(w) > 4 and w.endswith("e") else w


def words(text: str) -> list[str]:
    """The words of a text as they stand."""
    return WORD.findall(text)


@lru_cache(maxsize=8192)
def stems(text: str) -> frozenset[str]:
    """The reduced words of a text, and both halves of hyphened ones."""
    found: set[str] = set()
    for word in WORD.findall(text):
        found.add(stem(word))
        if "-" in word:
            found.update(stem(half) for half in word.split("-") if half)
    return frozenset(found)


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[str]]:
    listed = tomllib.loads(
        resources.files("bot").joinpath("word_groups.toml").read_text(encoding="utf-8")
    )["groups"]
    table: dict[str, set[str]] = {}
    for group in listed:
        single = {stem(word) for word in group if " " not in word}
        for word in single:
            table.setdefault(word, set()).update(single)
    return {word: frozenset(kin) for word, kin in table.items()}


def kin(stemmed: str) -> frozenset[str]:
    """The reduced words that tell the same thing as this one (itself included)."""
    return _groups().get(stemmed, frozenset()) | {stemmed}


def content_words(text: str) -> list[str]:
    """The words of a question that say what it is about, as they stand, in order."""
    return [
        word for word in words(text) if word.lower().rstrip(".") not in STOPWORDS or _is_code(word)
    ]


def _is_code(word: str) -> bool:
    """True for short upper-case names that look like stop words ("US", "WHO", "IT")."""
    return len(word) > 1 and word.isupper() and word.lower() in ("us", "who", "it", "is")


def weight(word: str) -> float:
    """How much a question's word counts when a sentence is judged by the words it shares."""
    if any(character.isdigit() for character in word):
        return 1.3
    if len(word.rstrip(".")) == 1:
        return 0.2  # an initial, which texts leave out
    if word[:1].isupper():
        return 1.2
    return 0.4 if word.lower() in WEAK or stem(word) in WEAK else 1.0


@lru_cache(maxsize=65536)
def close(a: str, b: str) -> bool:
    """True when two reduced words are one misspelling apart (length 5 and more)."""
    if abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < 5 or a[0] != b[0]:
        return False
    return edit_distance(a, b, 2) <= (1 if min(len(a), len(b)) < 8 else 2)


def edit_distance(a: str, b: str, limit: int) -> int:
    """Restricted Damerau-Levenshtein distance, ``limit + 1`` as soon as it is larger.

    Source: Damerau 1964, "A technique for computer detection and correction of spelling errors".
    """
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row = row, [i]
        for j, y in enumerate(b, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before = above
    return row[-1]


def overlap(asked: Iterable[str], told: frozenset[str]) -> float:
    """Weighted share of a question's words that a text meets, 0 to 1 (1 for a question of none)."""
    total = met = 0.0
    for word in asked:
        value = weight(word)
        total += value
        met += value * meets(stem(word), told)
    return met / total if total else 1.0


@lru_cache(maxsize=65536)
def meets(asked: str, told: frozenset[str]) -> float:
    """How well a text's words meet one reduced word: 1 itself, 0.85 a kin word, 0.7 misspelt."""
    if asked in told:
        return 1.0
    if not kin(asked).isdisjoint(told):
        return 0.85
    if len(asked) >= 5 and any(close(asked, word) for word in told):
        return 0.7
    if len(asked) >= 4 and any(word.startswith(asked) for word in told):
        return 0.6
    if len(asked) >= 6 and any(word[:6] == asked[:6] for word in told):
        return 0.6
    return 0.0
