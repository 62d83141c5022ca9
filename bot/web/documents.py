"""What the documents hold, as markup: the list, one document marked up by holder, a timeline."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from bot.web.markup import as_text
from index.types import Claim, Source

_COLOURS = 8
_MOST_ROWS = 500
_MOST_TEXT = 400_000
"""Characters of a document that are drawn; more would choke the browser."""


def table(sources: Mapping[str, Source], counts: Mapping[str, int], added: Sequence[str]) -> str:
    """The documents with publisher, date and number of claims.

    :param counts: claims with a holder, by source.
    :param added: ids of documents that visitors added.
    """
    if not sources:
        return '<p class="quiet">There are no documents yet.</p>'
    heads = ("Document", "Publisher", "Author", "Date", "Claims")
    cells = "".join(f'<th scope="col">{head}</th>' for head in heads)
    rows = "".join(
        _row(source, counts.get(name), name in added)
        for name, source in list(sources.items())[:_MOST_ROWS]
    )
    more = len(sources) - _MOST_ROWS
    rest = f'<p class="quiet">and {more} more</p>' if more > 0 else ""
    return (
        '<div class="scroll" tabindex="0"><table class="documents">'
        f"<thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table></div>{rest}"
    )


def _row(source: Source, count: int | None, added: bool) -> str:
    note = ' <span class="quiet">(added here)</span>' if added else ""
    return (
        f'<tr><th scope="row">{as_text(source.title or source.id)}{note}</th>'
        f"<td>{as_text(source.publisher or '–')}</td><td>{as_text(source.author or '–')}</td>"
        f"<td>{as_text(source.published or '–')}</td>"
        f"<td>{'–' if count is None else count}</td></tr>"
    )


def held_counts(claims: Sequence[Claim]) -> Counter[str]:
    """How many claims each holder has, the document's own words left out."""
    return Counter(claim.holder for claim in claims if claim.holder)


def marked_by_holder(source: Source, claims: Sequence[Claim]) -> str:
    """A document's text with every claim of somebody marked, each holder in a colour and number."""
    counts = held_counts(claims)
    numbers = {name: n for n, (name, _) in enumerate(counts.most_common(), 1)}
    legend = "".join(
        f'<li><span class="claim {_colour(numbers[name])}" data-n="{numbers[name]}">'
        f"{as_text(name)}</span> {count}</li>"
        for name, count in counts.most_common()
    )
    about = " · ".join(p for p in (source.publisher, source.author, source.published or "") if p)
    key = (
        f'<ul class="legend" aria-label="Who is quoted, and how often">{legend}</ul>'
        if legend
        else '<p class="quiet">Nobody is quoted: all of it is the document\'s own words.</p>'
    )
    return (
        f"<h2>{as_text(source.title or source.id)}</h2>"
        f'<p class="about">{as_text(about)}</p>{key}'
        f'<div class="whole">{_segments(source.text[:_MOST_TEXT], claims, numbers)}</div>'
    )


def _segments(text: str, claims: Sequence[Claim], numbers: Mapping[str, int]) -> str:
    """The text cut where claims begin and end; where claims nest, the innermost is drawn."""
    spans = [
        (start, min(end, len(text)), claim)
        for claim in claims
        if claim.holder
        for start, end in (claim.parts or ((claim.start, claim.end),))
        if start < min(end, len(text))
    ]
    cuts = sorted({0, len(text), *(place for start, end, _ in spans for place in (start, end))})
    pieces = []
    for start, end in pairwise(cuts):
        around = [(e - s, e, claim) for s, e, claim in spans if s <= start and end <= e]
        words = as_text(text[start:end])
        if not around:
            pieces.append(words)
            continue
        _, last, claim = min(around, key=lambda found: found[0])
        pieces.append(_claim(words, claim, numbers, ends=end == last))
    return "".join(pieces)


def _claim(words: str, claim: Claim, numbers: Mapping[str, int], ends: bool) -> str:
    number = numbers[claim.holder or ""]
    names = dict.fromkeys(name for name in (*claim.chain, claim.holder) if name)
    title = f"{' → '.join(names)}: {claim.stance}"
    data = f' data-n="{number}"' if ends else ""
    return f'<span class="claim {_colour(number)}" title="{as_text(title)}"{data}>{words}</span>'


def _colour(number: int) -> str:
    return f"h{(number - 1) % _COLOURS}"


def timeline(sources: Mapping[str, Source], claims: Mapping[str, Sequence[Claim]]) -> str:
    """The documents in the order of their dates, each with whom it quotes; undated ones last.

    :param claims: by source; a source without an entry is shown without speakers.
    """
    dated = sorted((s for s in sources.values() if s.published), key=lambda s: s.published or "")
    undated = [source for source in sources.values() if not source.published]
    days: dict[str, list[Source]] = {}
    for source in dated[:_MOST_ROWS]:
        days.setdefault(source.published or "", []).append(source)
    parts = [_day(f'<time datetime="{day}">{day}</time>', days[day], claims) for day in days]
    if undated:
        parts.append(_day("Date not known", undated[:_MOST_ROWS], claims))
    lead = "" if dated else '<p class="quiet">No document states when it was published.</p>'
    return f'{lead}<ol class="timeline">{"".join(parts)}</ol>'


def _day(name: str, sources: Sequence[Source], claims: Mapping[str, Sequence[Claim]]) -> str:
    rows = []
    for source in sources:
        often = [who for who, _ in held_counts(claims.get(source.id, ())).most_common(5)]
        quoted = f'<p class="quiet">quotes {as_text(", ".join(often))}</p>' if often else ""
        rows.append(
            f"<li><b>{as_text(source.publisher or source.id)}</b>: "
            f"{as_text(source.title or source.id)}{quoted}</li>"
        )
    return f"<li><h3>{name}</h3><ul>{''.join(rows)}</ul></li>"
