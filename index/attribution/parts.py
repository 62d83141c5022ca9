"""Words for a person's part, listed or told by their ending ("auctioneer"), and beside a name."""

from __future__ import annotations

import re
from functools import lru_cache

from index.attribution.names import Gender, name_lists

_AGENT = re.compile(
    r"(?:[a-z]-?){3,}(?:er|or|ist|ian|eer|man|woman|person|ess|logist|crat|maker|keeper)$"
)
_POSSESSIVE = re.compile(r"[’'][sS]?\.?$")
_CLAUSE_EDGE = re.compile(r"[,;:“”\"]|\.\s")
_HEAD_ENDS = re.compile(r"\s(?:of|at|for|in|with|who|from|on|to|by)\s")
_INTRODUCES = frozenset("the a an his her its their whose one another".split())
_GENDERED: tuple[tuple[str, Gender], ...] = (("woman", "f"), ("man", "m"))


def is_person_noun(word: str) -> bool:
    """Tell whether a noun in lower case is a part or kind of person ("dispatcher", "widow")."""
    lists = name_lists()
    return word in lists.roles or word in lists.people or _ends_so(word)


@lru_cache(maxsize=8192)
def _ends_so(word: str) -> bool:
    return (
        word not in name_lists().no_persons
        and word.split("-")[-1] not in name_lists().no_persons
        and _AGENT.fullmatch(word) is not None
    )


def gender_of_noun(word: str) -> Gender | None:
    """Gender that a noun for a person tells, None when it tells none."""
    lists = name_lists()
    told = lists.roles.get(word) or lists.people.get(word)
    if told or not _ends_so(word):
        return told
    return next((gender for ending, gender in _GENDERED if word.endswith(ending)), None)


def names_next(text: str, at: int) -> bool:
    """Tell whether an apposition that ends at ``at`` is followed by the name that it introduces."""
    return re.match(r",\s(?:[A-Z][\w.’'-]*\s){1,3}?[A-Z][\w’'-]+", text[at:]) is not None


def introduced(text: str, start: int, end: int) -> str:
    """Return the role that stands before a name with a comma ("the group's head, Jane Roe,")."""
    lead = text[max(0, start - 110) : start]
    if not lead.endswith(", ") or text[end : end + 1] not in (",", ".", " ", ""):
        return ""
    words = _CLAUSE_EDGE.split(lead[:-2])[-1].split()
    begin = next(
        (i for i, w in enumerate(words) if w.lower() in _INTRODUCES or _POSSESSIVE.search(w)), -1
    )
    role = " ".join(words[begin:]).lower() if begin >= 0 and len(words) - begin < 11 else ""
    first = text[start:end].split()[0]
    if role and role.split()[-1] in name_lists().either and not name_lists().given(first):
        return ""  # "the owner, Corvane Estates"
    return role if role and has_role(role) else ""


def role_before(text: str, start: int) -> tuple[str, Gender | None]:
    """Return the role that stands before a name ("kremlin spokesman"), with its gender."""
    lead = re.split(r"[,.;:()“”\"]", text[max(0, start - 60) : start])[-1]
    words = lead.split()
    if not words or not lead.endswith((" ", "\u00a0")):
        return "", None
    noun = words[-1].lower()
    if not is_person_noun(noun) or words[-1][0].isupper():
        return "", None
    keep = [noun]
    for word in reversed(words[:-1]):
        if word.lower() in name_lists().stop or len(keep) > 4:
            break
        keep.insert(0, word.lower())
    return " ".join(keep), gender_of_noun(noun)


def has_role(words: str) -> bool:
    """Tell whether words that stand beside a name give a part ("a spokesman for the bank")."""
    known = name_lists().roles
    told = re.findall(r"[a-z-]+", words.lower())
    head = re.findall(r"[a-z-]+", _HEAD_ENDS.split(words.lower())[0])
    return any(w in known for w in told[:7]) or (bool(head) and is_person_noun(head[-1]))


def role_gender(words: str) -> Gender | None:
    """Gender that the parts named in the words tell."""
    known = name_lists().roles
    found = [known[w] for w in re.findall(r"[a-z-]+", words.lower()) if w in known]
    return next((g for g in found if g), None)
