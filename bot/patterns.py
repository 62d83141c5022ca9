"""Patterns of sentences that name who says it: the source's own words, or a reported claim.

The words of the source are kept as they stand. A claim is lifted out of its sentence only where
its holder, cue and content stand so that the result is grammatical; else the whole sentence is
given, and the source that says it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.clarity import cleared, speaker_spot
from bot.names import key
from bot.phrasing import decapitalised, label_at_start, source_label, speaks_of_itself, tidy
from index.attribution.quotes import quoted_spans, share_quoted
from index.attribution.unclaimed import UNNAMED
from index.types import Claim, Source, Span

PRONOUNS = frozenset(
    "he she they it him her them his their its who which we i you this that these those one".split()
)
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]\w+|[Mm]y|me|[Ww]e|[Oo]ur|us)\b")
_MARKED = re.compile(r"\"[^\"]*\"")
SMALL_WORDS = frozenset("the a an of for and in on at de la".split())
"""Words by which no name is known again."""
_OPEN, _CLOSE = '“"«', '”"»'
_FINITE = re.compile(
    r"^(?:(?:has|have|had|is|are|was|were|been|also|later|then|repeatedly|initially|first|"
    r"again|still|now|publicly|previously|\w+ly)\s+)*"
    r"(?:said|says|told|put|puts|thought|thinks|saw|sees|wrote|writes|spoke|speaks|held|holds|"
    r"gave|gives|made|makes|swore|knew|knows|felt|arguing|saying|claiming|calling|"
    r"(?!need|seed|speed|indeed)[a-z]{2,}(?:ed|es|[^s]s))\b(?:\s+\w+){0,2}$"
)
_SAY = re.compile(
    r"^(?:has\s+|have\s+|had\s+|also\s+|later\s+)*(?:said|says|say|told|claim(?:s|ed)|state[sd]|announce[sd]|"
    r"argue[sd]|warn(?:s|ed)|insist(?:s|ed)|add(?:s|ed)|note[sd]|stress(?:es|ed)|declare[sd]|report(?:s|ed)|"
    r"estimate[sd]|suggest(?:s|ed)|believe[sd]|confirm(?:s|ed)|acknowledge[sd]|admit(?:s|ted)|"
    r"explain(?:s|ed)|predict(?:s|ed)|wrote|writes|conclude[sd]|assert(?:s|ed)|testified|tweeted|"
    r"maintain(?:s|ed)|reveal(?:s|ed)|recall(?:s|ed)|vow(?:s|ed)|think[s]?|thought)$"
)
_BETWEEN = re.compile(
    r"^\s*(?:,[^.;:“”\"()]{1,90},)?\s*(?:(?:also|later|then|repeatedly|however|has|have|had|\w+ly),?\s+)*$"
)
_BEFORE = re.compile(
    r"(?:^|[.!?;:,“”\"(–—-]|\b(?:and|but|while|as|because|where|when|although|though|since|after|"
    r"before|that|however|meanwhile))\s*$",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(
    r"^,?[”\"’»]?\s*(?:[.;!?)]|$|\n|[–—]|,?\s*(?:and|but|while|although|though|whereas|which|who|"
    r"when|after|before|since|because|as|according)\b)"
)
"""What may follow words that are lifted out of a sentence."""


def own_sentence(text: str, source: Source, label: str = "") -> str:
    """A source's own sentence with the source named: "According to PISM, ...".

    :param label: what to call the source (or the sources of copies); empty: its own label.
    """
    label = label or source_label(source)
    body = tidy(text)
    if re.match(rf"(?:according to\s+)?(?:the\s+)?{re.escape(key(label))}\b", key(body)):
        return label_at_start(body)
    inner = _open_quotation(text)
    if inner is not None:
        return f"{label_at_start(label)} quotes the words: “{inner}”"
    if body.endswith("?"):
        return f"{label_at_start(label)} asks: {body}"
    if speaks_of_itself(body):
        return f"{label_at_start(label)} writes: “{body.rstrip('.')}”"
    if re.match(r"(?i)according to\b", body):
        return f"{label_at_start(label)} reports: {body}"
    return f"According to {label}, {decapitalised(body, source.text)}"


def _open_quotation(text: str) -> str | None:
    """What a sentence quotes when it is all quotation, its closing mark in a later sentence."""
    stripped = text.strip()
    opened = stripped[:1] in _OPEN and stripped.count(stripped[0]) == 1
    if not opened or any(mark in stripped[1:] for mark in '“”«»"'):
        return None
    return tidy(stripped[1:])


def whole_sentence(claim: Claim, source: Source, sentence: Span, label: str = "") -> str:
    """The sentence a reported claim stands in, its holder's name put behind a bare pronoun."""
    text = source.text[slice(*sentence)]
    words, holder = claim.holder_words or "", claim.holder or ""
    if words.lower() in PRONOUNS and holder and holder.lower() not in PRONOUNS:
        spot = speaker_spot(source, claim, max(sentence[0], claim.clause[0]), sentence[1])
        if spot is not None:
            at = spot - sentence[0]
            text = f"{text[:at]} [{holder}]{text[at:]}"
    else:
        text = cleared(source, *sentence).text
    most = 2 * (claim.end - claim.start) > sentence[1] - sentence[0]
    outer = relayed_by(claim, text)
    holder, most = (outer, True) if outer else (holder, most)
    if _nameable(holder) and most and not _names(text, holder):
        # The sentence goes on with what somebody says who is named before or after it.
        if speaks_of_itself(text):
            return f"{label_at_start(holder)} said: “{tidy(text).rstrip('.')}”"
        return f"According to {holder}, {decapitalised(tidy(text), source.text)}"
    return own_sentence(text, source, label)


def relayed_by(claim: Claim, text: str) -> str:
    """Who relays the words of a claim's holder, where a text leaves them out; else empty.

    "One of the people said that Roe had argued for it": Roe is not known to have, but by them.
    """
    outer = claim.chain[0] if len(claim.chain) > 1 else ""
    return outer if outer != claim.holder and _nameable(outer) and not _names(text, outer) else ""


def _names(text: str, holder: str) -> bool:
    """True when a text has a telling word of a holder's name."""
    words = set(re.findall(r"[\w'-]+", text.lower())) | set(key(text).split())
    return bool(set(key(holder).split()) & words - SMALL_WORDS)


def _nameable(holder: str) -> bool:
    return bool(holder) and holder != UNNAMED and holder.lower() not in PRONOUNS


def reported_sentence(
    claim: Claim, source: Source, beside: Sequence[Claim], with_source: bool, label: str = ""
) -> str | None:
    """A reported claim with its holder in front; None where it cannot be lifted out cleanly.

    :param beside: further claims of the sentence: those of the same holder that follow are kept.
    :param with_source: whether the source that reports it is named as well.
    """
    if not claim.holder or claim.holder.lower() in PRONOUNS:
        return None
    body = (
        _led(claim, source, beside)
        or _trailed(claim, source)
        or _according(claim, source)
        or _interrupted(claim, source)
        or _in_marks(claim, source)
    )
    if body is None:
        return None
    outer = relayed_by(claim, body)
    if outer and (speaks_of_itself(body) or body.startswith("According to ")):
        return None  # whose "I" it is, or a second "according to"
    body = f"{body}, according to {outer}" if outer else body
    label = label or source_label(source)
    if not with_source or label.lower() in body.lower():
        return body
    if outer or body.startswith("According to "):
        return f"{body}, {label} reports"
    return f"{body}, according to {label}"


def _led(claim: Claim, source: Source, beside: Sequence[Claim]) -> str | None:
    """Holder, cue, content in this order: lifted out as they stand."""
    text, words, cue = source.text, claim.holder_words or "", claim.cue or ""
    at = _find(text, words, claim.clause[0], claim.start)
    if at is None or not _FINITE.match(cue):
        return None
    after = at + len(words)
    cue_at = _find(text, cue, after, claim.start + 1)
    if cue_at is None or not _BEFORE.search(text[max(0, at - 12) : at]):
        return None
    between = text[after:cue_at]
    if not (_BETWEEN.match(between) or between.strip() == ",") or claim.start - cue_at > 90:
        return None
    end = _end(claim, beside)
    if not _BOUNDARY.match(text[end : end + 12]) and text[end - 1] not in '.!?”"':
        return None
    if between.strip() == ",":
        # An appositive inside the holder's words keeps its closing comma.
        between = ", " if "," in _holder(claim) else " "
    gap = between
    rest = gap + text[cue_at:end] + (text[end] if text[end : end + 1] in tuple(_CLOSE) else "")
    # '"...," Roe added. "Nobody knows."': the second quotation is what the tag leads to.
    rest = re.sub(r"(?<=\w)\.(?=\s+[“\"«])", ":", rest, count=1)
    return label_at_start(tidy(_holder(claim) + rest))


def _end(claim: Claim, beside: Sequence[Claim]) -> int:
    """Where the words of the holder end in this sentence, claims that go on included."""
    end = claim.end
    for other in sorted(beside, key=lambda c: c.start):
        goes_on = other.holder == claim.holder and other.start >= end and other.start - end < 90
        if goes_on and other.clause[0] <= claim.clause[0] + 2 and other.sentence == claim.sentence:
            end = other.end
    return end


def _trailed(claim: Claim, source: Source) -> str | None:
    """Content, then "X said" or "said X": turned round."""
    text, words, cue = source.text, claim.holder_words or "", claim.cue or ""
    if len(claim.parts) > 1 or not _SAY.match(cue) or len(claim.text.split()) < 3:
        return None
    tail = text[claim.end : claim.end + len(words) + len(cue) + 12]
    if not re.match(
        rf"[”\"’»]?,?[”\"’»]?\s*(?:{re.escape(words)},?\s+{re.escape(cue)}|{re.escape(cue)}\s+{re.escape(words)})",
        tail,
    ):
        return None
    if not _BEFORE.search(text[max(0, claim.start - 12) : claim.start]):
        return None
    verb = "said" if cue.endswith("told") else cue
    subject, content = label_at_start(_holder(claim)), _piece(text, claim.start, claim.end)
    if content.startswith("“"):
        return f"{subject} {verb}: {content}"
    that = "" if re.match(r"(?:that|to|whether)\b", content, re.IGNORECASE) else "that "
    return f"{subject} {verb} {that}{decapitalised(content, text)}"


def _interrupted(claim: Claim, source: Source) -> str | None:
    """A paraphrase that its tag cuts in two ("No ferry, she said, would leave"): made whole."""
    text, cue = source.text, claim.cue or ""
    if len(claim.parts) != 2 or not _SAY.match(cue) or text[claim.start] in _OPEN:
        return None
    (first, cut), (again, last) = claim.parts
    tag = text[cut:again]
    if not tag.startswith(",") or not tag.rstrip().endswith(",") or cue not in tag:
        return None
    verb = "said" if cue.endswith("told") else cue
    content = tidy(f"{text[first:cut]} {text[again:last]}")
    that = "" if re.match(r"(?:that|to|whether)\b", content, re.IGNORECASE) else "that "
    return f"{label_at_start(_holder(claim))} {verb} {that}{decapitalised(content, text)}"


def _in_marks(claim: Claim, source: Source) -> str | None:
    """A sentence of a longer quotation, whose speaker is named before or after it."""
    inner = claim.text.strip().strip('“”"«» ')
    if not claim.quoted or claim.parts or claim.holder == UNNAMED or not inner[-1:]:
        return None
    inside = share_quoted(_quoted(source), claim.start, claim.end) == 1.0
    if re.search(r"[“”\"«»]", inner) or not (inside or claim.cue is None):
        return None  # an answer in an interview stands without marks
    verb = claim.cue if claim.cue and _SAY.match(claim.cue) else "said"
    verb = "said" if verb.endswith("told") else verb
    closed = inner[:-1] if inner[-1] in ".,;:" else inner
    return f"{label_at_start(_holder(claim))} {verb}: “{' '.join(closed.split())}”"


@lru_cache(maxsize=64)
def _quoted(source: Source) -> list[Span]:
    return quoted_spans(source.text)


def _according(claim: Claim, source: Source) -> str | None:
    """The form "According to X, ..." with the content as a clause of its own."""
    if len(claim.parts) > 1 or not re.match(r"(?i)according to|in the view of", claim.cue or ""):
        return None
    text = source.text
    if len(claim.text.split()) < 4 or not _BOUNDARY.match(text[claim.end : claim.end + 12]):
        return None
    if not _BEFORE.search(text[max(0, claim.start - 12) : claim.start]):
        return None
    content = decapitalised(_piece(text, claim.start, claim.end), text)
    return f"According to {_holder(claim)}, {content}"


def _holder(claim: Claim) -> str:
    """The holder as a sentence names it: the text's own words unless a bare pronoun."""
    words, holder = claim.holder_words or "", claim.holder or ""
    low = words.lower().strip()
    if (
        not words
        or low in PRONOUNS
        or low.split()[0] in ("his", "her", "their", "its", "our", "my")
    ):
        return holder
    if key(holder) not in key(words) or len(words) > 60 or "\n" in words:
        return holder
    return words


def _find(text: str, words: str, begin: int, stop: int) -> int | None:
    """The last place of words that ends before ``stop``; None when they do not stand there."""
    if not words:
        return None
    at = text.rfind(words, max(0, begin), max(0, stop))
    return at if at >= 0 else None


def _piece(text: str, start: int, end: int) -> str:
    """The words of a claim; in marks when all of it is a quotation."""
    raw = text[start:end].strip()
    opened = raw[:1] in _OPEN or (start > 0 and text[start - 1] in _OPEN)
    inner = raw.strip('“”"«» ')
    closed = raw[-1:] in _CLOSE or text[end : end + 2].strip(" ,.")[:1] in tuple(_CLOSE)
    nested = re.search(r"[“”\"«»]", inner)
    if opened and closed and not nested:
        return f"“{tidy(inner)}”"
    return tidy(raw)
