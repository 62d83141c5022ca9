"""Whether a free sentence lets the right one speak: the claim's holder, with his own words.

Others may speak in it only as they do in the cited text, each with what he says there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.how_many import head_of, is_named, still_as_many
from bot.names import key, names_in, same_name
from bot.patterns import PRONOUNS
from bot.phrasing import source_label
from bot.speaking import Speaking, speakings
from bot.support import blanked, exchangeable, novel_words, tells, written_names
from bot.terms import STOPWORDS, stem, stems, words
from bot.verify import Evidence
from index.types import Claim, Source


def holder_names(piece: Evidence) -> list[str]:
    """The names by which a sentence may call who holds a claim."""
    claim = piece.claim
    if claim.holder is None:
        return source_names(piece)
    given = claim.holder_words or ""
    # The words may be a part of the name that others bear too: "Keane" for Dorothea Keane.
    role = "" if set(key(given).split()) < set(key(claim.holder).split()) else given
    names = [_without_owner(name) for name in (claim.holder, role, *claim.chain) if name]
    if all(name.lower() in PRONOUNS for name in names):
        return [*names, *source_names(piece)]  # nobody could be found for "it": the source speaks
    return names


def _without_owner(name: str) -> str:
    """The one who is meant: "Kranz's colleague Bram Dekkers" is not Kranz."""
    head = re.sub(r"^.*['’]s\s+(?=\S)", "", name)
    return head if names_in(f"x {head}") else name


def source_names(piece: Evidence) -> list[str]:
    """The names by which a sentence may call the source of a claim."""
    source = piece.source
    names = (source_label(source), source.publisher, source.author)
    return [name for name in names if name]


def wrong_speaker(
    text: str, pieces: Sequence[Evidence], context: str, labels: tuple[str, ...]
) -> str | None:
    """Whom a stretch makes speak wrongly; None when each speaker is right.

    The holder of the claim (for a source's own words: the source) must be made to speak. Others may
    be only the source that relays, or who speaks in the cited words too, and there with his own.
    """
    first = pieces[0]
    spoken = speakings(text, cues_for(first.claim))
    holders = [name for piece in pieces for name in holder_names(piece)]
    there = speakings(context, (first.claim.cue or "",))
    said = [
        s
        for s in spoken
        if any(_is_holder(who, pieces) for who in s.who) or _means_holder(text, s, pieces)
    ]
    outside = context
    for piece in pieces:
        if piece.claim.holder is not None:
            outside = outside.replace(piece.claim.text, " " * len(piece.claim.text))
    beyond = speakings(outside, (first.claim.cue or "",))
    if not said and not any(_own_speech(text, s, outside, beyond) for s in spoken):
        who = first.claim.holder or source_label(first.source)
        return f"does not say that {who} says it"
    known = [*holders, *labels]
    for found in spoken:
        if found.unnamed:
            continue
        if found in said:
            continue
        if not any(_right(known, who, there) for who in found.who):
            return f"makes somebody else say it: {found.who[0]}"
        if found.leads and _crossed(text, found, said, there):
            return f"makes {found.who[0]} tell what is told of him"
        stranger = next((n for n in _strangers(found, known) if not _speaks(n, there)), None)
        if stranger:
            return f"makes somebody else say it: {stranger}"
    return _swapped(text, spoken, pieces, context)


def _means_holder(text: str, found: Speaking, pieces: Sequence[Evidence]) -> bool:
    """True for a "he" or "she" behind the name of a holder, with no other name between."""
    if not found.who or not all(who.lower() in ("he", "she") for who in found.who):
        return False
    names = written_names(text[: found.start])
    return bool(names) and any(
        same_name(text[slice(*names[-1])], holder)
        for piece in pieces
        if piece.claim.holder
        for holder in holder_names(piece)
        if names_in(f"x {holder}")
    )


def without_speakers(text: str, spoken: Sequence[Speaking]) -> str:
    """A stretch without the words that name its speakers: "plans" in their names is no plan."""
    for found in spoken:
        for who in found.who:
            text = text.replace(who, " ")
    return text


def cues_for(claim: Claim) -> tuple[str, ...]:
    """The words that attribute a claim, and those that may stand for them ("saw" for "found")."""
    cue = claim.cue or ""
    kin = (word for part in words(cue)[:3] if len(part) > 3 for word in exchangeable(stem(part)))
    return (cue, *sorted(kin))


def _is_holder(who: str, pieces: Sequence[Evidence]) -> bool:
    """True when words name the holder of a claim: by name, by role, or by the head of a phrase."""
    for piece in pieces:
        names = holder_names(piece)
        if any(
            (named_by(who, name) or _shortened(who, name)) and still_as_many(who, name)
            for name in names
        ):
            return True
        held = piece.claim.holder is not None
        owned = who.split()[0].lower() in ("his", "her", "their", "its") if who.split() else True
        if (
            held
            and not owned
            and not names_in(who[1:])
            and _has_role(piece.claim, piece.source, _bare(who))
        ):
            return True
    return False


def _has_role(claim: Claim, source: Source, role: str) -> bool:
    """True when the text calls a named holder by a role: "Coastguard commander Ines Harrow"."""
    wanted = stems(role) - STOPWORDS
    holder = claim.holder or ""
    if not wanted or not is_named(holder):
        return False
    if wanted <= stems(claim.holder_words or ""):
        return True
    for match in re.finditer(rf"\b{re.escape(holder.split()[-1])}\b", source.text):
        left = source.text[max(0, match.start() - _REACH) : match.start()]
        left = re.sub(r",\s+(?:[A-Z][\w’'.-]*\s+){0,2}$", "", left)  # "the officer, Ana (Lund)"
        left = re.split(r"[.!?;:,“”\"]\s|\n|\b(?:and|that|said|by)\s", left.rstrip(" ,"))[-1]
        right = re.match(r",\s([^.;:,“”\"]{3,60})(?=[,.])", source.text[match.end() :])
        if wanted <= stems(f"{left} {right[1] if right else ''}"):
            return True
    return False


_REACH = 60
"""Characters before a name in which its role may stand."""


def _bare(who: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", who, flags=re.IGNORECASE)


def _shortened(who: str, name: str) -> bool:
    """True for "a spokeswoman" where the holder is "a spokeswoman for the university"."""
    short, long = (_bare(head_of(given)).split() for given in (who, name))
    if not short or not long or stem(short[-1]) != stem(long[-1]):
        return False
    return stems(who) - STOPWORDS <= stems(name)


def _right(known: Sequence[str], who: str, there: Sequence[Speaking]) -> bool:
    return any(named_by(who, name) for name in known) or _speaks(who, there)


def _own_speech(text: str, found: Speaking, context: str, there: Sequence[Speaking]) -> bool:
    """True when the cited words let the same one say the same, whoever the claim is held to be of.

    A source's own sentence may tell what somebody says ("Bell denies it").
    """
    if found.unnamed:
        return False
    for place, other in enumerate(there):
        if not other.leads or not any(_speaks(who, [other]) for who in found.who):
            continue
        ends = [at for at in (context.find("\n", other.start),) if at >= 0]
        ends += [there[place + 1].start] if place + 1 < len(there) else [len(context)]
        end = min(ends)
        told = stems(context[other.start : end])
        if not novel_words(text, told | stems(" ".join(found.who))):
            return True
    return False


def _crossed(
    text: str, found: Speaking, said: Sequence[Speaking], there: Sequence[Speaking]
) -> bool:
    """True when "A said that B says" stands for "B said that A says"."""
    end = len(text.rstrip(' .!?”"'))
    inner = next((s for s in said if s.leads and s.start > found.start and s.end < end), None)
    if inner is None:
        return False
    places = [
        next((s.start for s in there if s.leads and _speaks(who, [s])), None)
        for who in (found.who[0], inner.who[0])
    ]
    return places[0] is not None and places[1] is not None and places[0] > places[1]


def _speaks(who: str, there: Sequence[Speaking]) -> bool:
    return any(
        (named_by(who, other) or named_by(other, who)) and still_as_many(who, other)
        for s in there
        for other in s.who
    )


def _strangers(found: Speaking, known: Sequence[str]) -> list[str]:
    """Names made to speak beside the right one ("Bell and Putin said")."""
    words = found.who[0]
    if " and " not in words:
        return []
    names = [words[a:b] for a, b in names_in(words)]
    return [n for n in names if not any(same_name(n, k) or key(n) in key(k) for k in known)]


def _swapped(
    text: str, spoken: Sequence[Speaking], pieces: Sequence[Evidence], context: str
) -> str | None:
    """A speaker who is given another's words; None when each says his own."""
    named = [s for s in spoken if not s.unnamed]
    for found in named:
        low = found.end
        high = min((s.start for s in named if s.start >= low), default=len(text))
        if flat(text[found.start : high]) in flat(context):
            continue
        content = text[low:high]
        if len([w for w in words(content) if w.lower() not in STOPWORDS]) < 2:
            content = text[
                max((s.end for s in named if s.end <= found.start), default=0) : found.start
            ]
        told = _told_by(found, pieces, context)
        strange = novel_words(content, told) if told is not None else []
        if len(strange) > 1 and len(strange) > 0.5 * len(novel_words(content, frozenset())):
            return f"words of another speaker given to {found.who[0]}: {strange[0]}"
    return None


def _told_by(found: Speaking, pieces: Sequence[Evidence], context: str) -> frozenset[str] | None:
    """The reduced words that a speaker has in the cited text; None where he is its source."""
    if any(named_by(who, name) for who in found.who for p in pieces for name in source_names(p)):
        return None
    told: frozenset[str] = frozenset()
    if any(_is_holder(who, pieces) for who in found.who):
        told |= stems(own_context(pieces))
    for claim in (claim for piece in pieces for claim in piece.beside):
        if claim.holder and any(named_by(who, claim.holder) for who in found.who):
            told |= stems(f"{claim.text} {claim.cue or ''}")
    there = speakings(context, (pieces[0].claim.cue or "",))
    for place, other in enumerate(there):
        if any(_speaks(who, [other]) for who in found.who):
            end = there[place + 1].start if place + 1 < len(there) else len(context)
            begin = other.start if other.leads else there[place - 1].end if place else 0
            told |= stems(context[begin:end])
    return told


def flat(text: str) -> str:
    """The words of a text alone, in lower case."""
    return " ".join(w.lower() for w in words(text))


def own_context(pieces: Sequence[Evidence]) -> str:
    """The cited words without those of other speakers."""
    texts = []
    for piece in pieces:
        claim, citation = piece.claim, piece.citation
        start = min(citation.start, claim.sentence[0] if claim.sentence[1] else citation.start)
        end = max(citation.end, claim.sentence[1])
        others = [
            (c.start - start, c.end - start)
            for c in piece.beside
            if c.end <= claim.start or c.start >= claim.end
        ]
        whole = piece.source.text[start:end]
        texts.append(blanked(whole, others) if claim.holder else whole)
    return "\n".join(texts)


def named_by(given: str, name: str) -> bool:
    """True when words name somebody: the name itself, all its words in some form, or a form."""
    if key(name) in key(given) and key(name):
        return True
    parts = [stem(w) for w in words(name) if w.lower() not in STOPWORDS and len(w) > 1]
    told = stems(given)
    if parts and all(tells(part, told) for part in parts):
        return True
    return any(same_name(given[a:b], name) for a, b in names_in(given))
