"""The HTML report: one file without network; scores and plots, then every failed question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

from eval.intervals import Interval
from eval.metrics import METRICS
from eval.outcomes import Outcome
from eval.report_plots import COLOURS, interval_plot, latency_plot
from eval.scoring import Scored, Scores, against_first

_HERE = Path(__file__).parent
_CUT = (
    "answer_recall attribution_recall laundering_rate hedge_retention conflict_recall "
    "abstention_recall recall_at_5"
)


def write_page(path: Path, runs: Sequence[Scored]) -> Path:
    """Write the report of one or several runs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page(runs), encoding="utf-8")
    return path


def page(runs: Sequence[Scored]) -> str:
    """The whole document; style and script are inline, nothing is fetched."""
    style = (_HERE / "report.css").read_text(encoding="utf-8")
    script = (_HERE / "report.js").read_text(encoding="utf-8")
    latency = "".join(
        f"<h3>{escape(scored.run.name)}: latency, ms a question</h3>{latency_plot(scored)}"
        for scored in runs
        if latency_plot(scored)
    )
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>OnRecord evaluation</title><style>{style}</style></head><body>
<header><h1>OnRecord evaluation</h1>{_lead(runs)}</header>
<main>
<section><h2>Scores</h2>{_scores(runs)}</section>
<section><h2>Plots</h2>{_legend(runs)}{interval_plot(runs)}{latency}</section>
<section><h2>By set and kind</h2>{"".join(_cuts(scored) for scored in runs)}</section>
<section><h2>Questions</h2>{_filters(runs)}<div id="cards">
{"".join(_card(scored, o) for scored in runs for o in scored.run.outcomes)}</div></section>
</main><script>{script}</script></body></html>
"""


def _lead(runs: Sequence[Scored]) -> str:
    lines = []
    for scored in runs:
        n = len(scored.run.outcomes)
        settings = f", settings {scored.run.settings}" if scored.run.settings else ""
        lines.append(
            f"<p><b>{escape(scored.run.name)}</b>: {n - len(scored.failed)} of {n} questions "
            f"passed, {scored.run.seconds:.1f} s{settings}</p>"
        )
    return "".join(lines)


def _legend(runs: Sequence[Scored]) -> str:
    return (
        "<p class='legend'>"
        + "".join(
            f'<span style="color:{COLOURS[n % len(COLOURS)]}">&#9679; {escape(s.run.name)}</span> '
            for n, s in enumerate(runs)
        )
        + "</p>"
    )


def _interval(found: Interval | None) -> str:
    if found is None or found.value is None or found.low is None or found.high is None:
        return "<td class='num'>&ndash;</td>"
    digits = 1 if found.value >= 10 else 3
    return (
        f"<td class='num'><b>{found.value:.{digits}f}</b> "
        f"<small>[{found.low:.{digits}f}, {found.high:.{digits}f}]</small></td>"
    )


def _difference(found: Interval | None) -> str:
    if found is None or found.value is None or found.low is None or found.high is None:
        return "<td class='num'>&ndash;</td>"
    sure = " class='num sure'" if found.low > 0 or found.high < 0 else " class='num'"
    return f"<td{sure}>{found.value:+.3f} <small>[{found.low:+.3f}, {found.high:+.3f}]</small></td>"


def _scores(runs: Sequence[Scored]) -> str:
    differences = against_first(runs)
    head = "".join(f"<th>{escape(s.run.name)}</th>" for s in runs)
    head += "".join(f"<th>{escape(name)} less first</th>" for name in differences)
    rows = []
    for metric in METRICS:
        if not any(metric.name in s.total for s in runs):
            continue
        cells = "".join(_interval(s.total.get(metric.name)) for s in runs)
        cells += "".join(_difference(d.get(metric.name)) for d in differences.values())
        sign = "&#8593;" if metric.better == "high" else "&#8595;"
        about = f"<small>{sign} {escape(metric.about)}</small>"
        rows.append(f"<tr><th scope='row'>{metric.name} {about}</th>{cells}</tr>")
    for name in ("latency_p50_ms", "latency_p95_ms"):
        if any(name in s.total for s in runs):
            cells = "".join(_interval(s.total.get(name)) for s in runs)
            rows.append(
                f"<tr><th scope='row'>{name}</th>{cells}{'<td></td>' * len(differences)}</tr>"
            )
    note = "<p><small>95 % bootstrap intervals over questions; differences are paired.</small></p>"
    return f"<div class='wide'><table><tr><th></th>{head}</tr>{''.join(rows)}</table></div>{note}"


def _cuts(scored: Scored) -> str:
    columns = _CUT.split()
    head = "".join(f"<th>{name.replace('_', ' ')}</th>" for name in columns)

    def rows(parts: dict[str, Scores]) -> str:
        return "".join(
            f"<tr><th scope='row'>{escape(name)}</th>"
            + "".join(_plain(scores.get(column)) for column in columns)
            + "</tr>"
            for name, scores in parts.items()
        )

    body = rows(dict(scored.by_set)) + rows(dict(scored.by_kind))
    return (
        f"<h3>{escape(scored.run.name)}</h3><div class='wide'><table><tr><th></th>{head}</tr>"
        f"{body}</table></div>"
    )


def _plain(found: Interval | None) -> str:
    value = "&ndash;" if found is None or found.value is None else f"{found.value:.2f}"
    return f"<td class='num'>{value}</td>"


def _filters(runs: Sequence[Scored]) -> str:
    outcomes = [o for s in runs for o in s.run.outcomes]

    def select(name: str, label: str, values: Sequence[str]) -> str:
        options = "".join(f"<option>{escape(v)}</option>" for v in dict.fromkeys(values))
        return (
            f"<label>{label} <select data-filter='{name}'><option value=''>all</option>"
            f"{options}</select></label>"
        )

    faults = sorted({_fault_kind(f) for o in outcomes for f in o.faults})
    return (
        "<form class='filters' onsubmit='return false'>"
        + select("run", "Run", [s.run.name for s in runs])
        + select("set", "Set", [o.gold.name for o in outcomes])
        + select("kind", "Kind", sorted(o.question.kind for o in outcomes))
        + select("fault", "Fault", faults)
        + "<label>Result <select data-filter='passed'><option value=''>all</option>"
        "<option value='no' selected>failed</option><option value='yes'>passed</option>"
        "</select></label><label>Text <input type='search' id='words'></label> "
        "<output id='count'></output></form>"
    )


def _fault_kind(fault: str) -> str:
    return fault.split(":")[0]


def _card(scored: Scored, outcome: Outcome) -> str:
    question, answer = outcome.question, outcome.reply.answer
    faults = outcome.faults
    kinds = "|".join(dict.fromkeys(_fault_kind(f) for f in faults))
    turns = "".join(f"<p class='turn'>before: {escape(turn)}</p>" for turn in question.after)
    marks = "".join(f"<span class='fault'>{escape(f)}</span>" for f in faults) or (
        "<span class='good'>passed</span>"
    )
    said = escape(answer.answer) or "<i>nothing</i>"
    said = re.sub(r"\[(\d+)\]", r"<sup>[\1]</sup>", said)
    abstained = (
        f"<p class='turn'>abstained: {escape(answer.reason or '')}</p>" if answer.abstained else ""
    )
    hidden = " hidden" if not faults else ""
    return (
        f"<article data-run='{escape(scored.run.name, True)}' "
        f"data-set='{escape(outcome.gold.name, True)}' "
        f"data-kind='{question.kind}' data-fault='{escape(kinds, True)}' "
        f"data-passed='{'no' if faults else 'yes'}'{hidden}>"
        f"<h3>{escape(question.ask)}</h3>"
        f"<p class='meta'>{escape(question.id)} &middot; {question.kind}"
        f"{' &middot; ' + question.variant if question.variant else ''} &middot; "
        f"{outcome.reply.milliseconds:.0f} ms &middot; {escape(scored.run.name)}</p>{turns}"
        f"<p>{marks}</p><div class='two'><div><h4>Answer</h4>{abstained}<p class='said'>{said}</p>"
        f"{_citations(outcome)}</div><div><h4>Expected</h4>{_expected(outcome)}</div></div></article>\n"
    )


def _citations(outcome: Outcome) -> str:
    items = "".join(
        f"<li value='{c.marker}'><b>{escape(c.publisher or c.title or c.source_id)}</b> "
        f"<q>{escape(c.quote)}</q></li>"
        for c in outcome.reply.answer.citations
    )
    conflicts = "".join(
        f"<li>{escape(c.kind)}: {escape(c.summary)}</li>" for c in outcome.reply.answer.conflicts
    )
    out = f"<details><summary>citations</summary><ol>{items}</ol></details>" if items else ""
    return out + (f"<p>Conflicts shown:</p><ul>{conflicts}</ul>" if conflicts else "")


def _expected(outcome: Outcome) -> str:
    question, gold = outcome.question, outcome.gold
    if not question.answerable:
        lines = ["<li>The documents do not answer.</li>"]
        keys = question.correction
    else:
        lines = []
        keys = tuple(group[0] for group in question.expect)
    reported = outcome.judgement.reported
    for number, key in enumerate(keys):
        fact = gold.facts[key]
        there = question.answerable and reported[number]
        words = " + ".join(" / ".join(group) for group in fact.words)
        hedge = f"; hedge: {escape(' / '.join(fact.hedges))}" if fact.hedges else ""
        place = fact.places[0]
        quote = escape(gold.documents[place.source].text[place.start : place.end])
        lines.append(
            f"<li class='{'there' if there else 'absent'}'><b>{escape(fact.names[0])}</b>: "
            f"{escape(words)}{hedge}<br><q>{quote}</q> <small>{escape(fact.source)}</small></li>"
        )
    lines += [f"<li>conflict: {escape(name)}</li>" for name in question.conflicts]
    return f"<ul class='expected'>{''.join(lines)}</ul>"
