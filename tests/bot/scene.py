"""Documents with hand-made claims, as the index would give them."""

from __future__ import annotations

from functools import lru_cache

from bot.reader import Reader
from index.encoder import Encoder, RememberingEncoder
from index.search import ScoredPassage
from index.types import Claim, Passage, Source


def source(
    name: str, text: str, publisher: str = "", published: str | None = None, title: str = ""
):
    return Source(name, text, title=title, publisher=publisher, published=published)


def claim(
    of: Source, content: str, holder: str, words: str = "", cue: str = "said", **more
) -> Claim:
    """A claim whose content, holder words and cue stand in the text."""
    start = of.text.index(content)
    end = start + len(content)
    words = words or holder
    spots = [start, end]
    for part in (words, cue):
        at = of.text.rfind(part, 0, start)
        after = of.text.find(part, end)
        near = at if at >= 0 and (after < 0 or start - at <= after - end) else after
        spots += [near, near + len(part)]
    first = of.text.rfind(". ", 0, start)
    stop = of.text.find(". ", end)
    sentence = (first + 2 if first >= 0 else 0, stop + 1 if stop >= 0 else len(of.text))
    return Claim(
        of.id, content, start, end, holder, words, (), cue,
        clause=(min(spots), max(spots)), sentence=sentence, **more,
    )  # fmt: skip


def found(*sources: Source, claims=()) -> tuple[list[ScoredPassage], dict[str, Source]]:
    """Each source as one passage, with its claims."""
    passages = [
        ScoredPassage(
            Passage(
                f"{s.id}:0", s.id, 0, len(s.text), s.text,
                claims=tuple(c for c in claims if c.source_id == s.id),
            ),
            1.0,
        )
        for s in sources
    ]  # fmt: skip
    return passages, {s.id: s for s in sources}


@lru_cache(maxsize=1)
def models() -> tuple[Reader, RememberingEncoder]:
    """Reader and encoder as they come with the project, opened once."""
    return Reader(), RememberingEncoder(Encoder())
