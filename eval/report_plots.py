"""The plots of the HTML report as inline SVG: intervals of metrics, histogram of latencies."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from eval.intervals import Interval
from eval.metrics import METRICS
from eval.scoring import Scored

COLOURS = ("#1f5f8b", "#b3541e", "#3c7d3c", "#7a3f8f", "#8a6d00", "#555555")
"""Of the runs in turn; each has at least 4.5:1 on white."""
_LEFT, _WIDTH, _ROW, _RUN = 190, 420, 20, 13


def interval_plot(runs: Sequence[Scored]) -> str:
    """One line a metric, one dot with its 95 % interval a run, from 0 to 1."""
    metrics = [m for m in METRICS if any(m.name in scored.total for scored in runs)]
    step = _ROW + _RUN * (len(runs) - 1)
    height = step * len(metrics) + 30
    parts = [_axis(height)]
    for place, metric in enumerate(metrics):
        y = 14 + step * place
        arrow = "" if metric.better == "high" else " (low is good)"
        parts.append(
            f'<text x="{_LEFT - 12}" y="{y + 4}" text-anchor="end">{escape(metric.name)}'
            f"<title>{escape(metric.about + arrow)}</title></text>"
        )
        for number, scored in enumerate(runs):
            found = scored.total.get(metric.name)
            if found is not None and found.value is not None:
                parts.append(_dot(found, y + _RUN * number, COLOURS[number % len(COLOURS)]))
    size = f'viewBox="0 0 {_LEFT + _WIDTH + 60} {height}"'
    label = 'role="img" aria-label="Metrics with 95 percent intervals"'
    return f'<svg {size} {label} class="plot">{"".join(parts)}</svg>'


def _axis(height: int) -> str:
    lines = []
    for tenth in range(0, 11, 2):
        x = _LEFT + _WIDTH * tenth / 10
        lines.append(f'<line x1="{x}" x2="{x}" y1="4" y2="{height - 18}" class="grid"/>')
        lines.append(f'<text x="{x}" y="{height - 4}" text-anchor="middle">{tenth / 10:.1f}</text>')
    return "".join(lines)


def _dot(found: Interval, y: float, colour: str) -> str:
    assert found.value is not None and found.low is not None and found.high is not None
    x, low, high = (_LEFT + _WIDTH * v for v in (found.value, found.low, found.high))
    return (
        f'<line x1="{low:.1f}" x2="{high:.1f}" y1="{y}" y2="{y}" stroke="{colour}" '
        f'stroke-width="3" opacity=".45"/><circle cx="{x:.1f}" cy="{y}" r="4" fill="{colour}">'
        f"<title>{found.value:.3f} [{found.low:.3f}, {found.high:.3f}]</title></circle>"
        f'<text x="{_LEFT + _WIDTH + 10}" y="{y + 4}">{found.value:.3f}</text>'
    )


def latency_plot(scored: Scored) -> str:
    """Histogram of the wall time of questions, 24 columns up to the 99th percentile."""
    times = sorted(o.reply.milliseconds for o in scored.run.outcomes if o.reply.milliseconds)
    if len(times) < 10:
        return ""
    top = times[int(len(times) * 0.99)] or 1.0
    columns = [0] * 24
    for value in times:
        columns[min(int(24 * value / top), 23)] += 1
    tallest = max(columns)
    bars = "".join(
        f'<rect x="{20 + 24 * n}" y="{110 - 100 * count / tallest:.1f}" width="22" '
        f'height="{100 * count / tallest:.1f}" fill="{COLOURS[0]}"><title>{count} questions, '
        f"{top * n / 24:.0f} to {top * (n + 1) / 24:.0f} ms</title></rect>"
        for n, count in enumerate(columns)
    )
    ticks = "".join(
        f'<text x="{20 + 24 * n}" y="126" text-anchor="middle">{top * n / 24:.0f}</text>'
        for n in range(0, 25, 6)
    )
    label = 'role="img" aria-label="Histogram of latencies in milliseconds"'
    return f'<svg viewBox="0 0 630 132" {label} class="plot">{bars}{ticks}</svg>'
