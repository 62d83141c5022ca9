"""The measures of attribution, each a ratio of counts over the questions of a run.

Every function takes one outcome and returns (numerator, denominator); a metric is the sum of the
one over the sum of the other, a share from 0 to 1. Where a run leaves nothing to divide by, the
metric is not measured. Conveyed, attributed and supported are defined in
:mod:`eval.judging`; no language model judges anything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from eval.intervals import Interval, Pairs, ratio
from eval.outcomes import Outcome, Run
from eval.ranking import DEPTHS, ndcg, recall_at, reciprocal_rank

Count = tuple[float, float]
"""(numerator, denominator) of one question."""
_NONE: Count = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Metric:
    """A named ratio."""

    name: str
    count: Callable[[Outcome], Count]
    better: Literal["high", "low"]
    about: str
    """One line for people: what it says."""

    @property
    def best(self) -> float:
        """The value of a perfect answer."""
        return 1.0 if self.better == "high" else 0.0

    def pairs(self, run: Run) -> Pairs:
        """float64 [questions, 2]."""
        return np.array([self.count(o) for o in run.outcomes], dtype=float).reshape(-1, 2)


def answer_recall(outcome: Outcome) -> Count:
    """Share of the expected statements that the answer makes, averaged over answerable questions.

    Mean over questions of |expected facts conveyed| / |expected facts|; an abstention makes none.
    After the answer recall of QA over several answers (Min et al., AmbigQA, EMNLP 2020; ALCE's
    claim recall, Gao et al., EMNLP 2023).
    """
    if not outcome.question.answerable:
        return _NONE
    reported = outcome.judgement.reported
    made = 0.0 if outcome.reply.answer.abstained else sum(reported) / len(reported)
    return made, 1.0


def statement_relevance(outcome: Outcome) -> Count:
    """Share of the statements of an answer that convey a fact of the question: no chatter.

    |statements that convey one| / |statements|, over answers to answerable questions.
    """
    if not outcome.question.answerable or outcome.reply.answer.abstained:
        return _NONE
    return float(sum(outcome.judgement.relevant)), float(len(outcome.judgement.relevant))


def citation_recall(outcome: Outcome) -> Count:
    """Share of the statements whose citations support them.

    ALCE (Gao et al., EMNLP 2023): a statement counts 1 if the passages it cites, taken together,
    entail it. Here a fact's gold spans decide: a cited span must cover one, or hold the words in
    the same document. Statements that convey no fact of the question cannot be judged and are
    left out.
    """
    judged = outcome.judgement
    supported = {c.statement for c in judged.citations if c.supports}
    return float(len(supported)), float(sum(judged.relevant))


def citation_precision(outcome: Outcome) -> Count:
    """Share of the citations that support their statement.

    ALCE (Gao et al., EMNLP 2023): a citation is precise if it alone supports the statement, or
    the statement is supported and would not be without it. With gold spans one supporting place
    is enough, so both cases come to: it alone supports.
    """
    cited = outcome.judgement.citations
    return float(sum(c.supports for c in cited)), float(len(cited))


def citation_exact(outcome: Outcome) -> Count:
    """Share of the citations whose quote equals the document's text at the place they name."""
    exact = outcome.judgement.exact_quotes
    return float(sum(exact)), float(len(exact))


def attribution_recall(outcome: Outcome) -> Count:
    """Share of the conveyed facts that the sentence itself attributes to whom it belongs.

    |facts whose holder (or document, for its own words) is named in the sentence| /
    |facts conveyed|. Source and content as in PolNeAR (Newell et al., LREC 2018): the source that
    an article gives to a content must survive in the answer.
    """
    items = outcome.judgement.conveyed
    return float(sum(i.manner == "named" for i in items)), float(len(items))


def wrong_speaker_rate(outcome: Outcome) -> Count:
    """Share of the conveyed claims of somebody that are attributed to somebody else.

    The holder is not named and another speaker is, or the document that only relays the claim.
    """
    held = [i for i in outcome.judgement.conveyed if i.fact.holder is not None]
    return float(sum(i.manner == "other" for i in held)), float(len(held))


def laundering_rate(outcome: Outcome) -> Count:
    """Share of the conveyed claims of somebody that are stated flat: nobody is named, no hearsay.

    The failure described in "Not Wrong, But Untrue" (2025): an opinion of somebody becomes a
    general statement.
    """
    held = [i for i in outcome.judgement.conveyed if i.fact.holder is not None]
    return float(sum(i.manner == "flat" for i in held)), float(len(held))


def hedge_retention(outcome: Outcome) -> Count:
    """Share of the conveyed hedged facts whose sentence keeps a hedge.

    Hedges, bounds and approximators ("may", "at least", "some"), as in Hyland, Hedging in
    Scientific Research Articles (1998), and the CoNLL-2010 shared task (Farkas et al.).
    """
    hedged = [i for i in outcome.judgement.conveyed if i.fact.hedges]
    return float(sum(i.hedged for i in hedged)), float(len(hedged))


def stance_accuracy(outcome: Outcome) -> Count:
    """Share of the conveyed facts with a gold stance whose statement carries a right one."""
    judged = [i for i in outcome.judgement.conveyed if i.fact.stances]
    return float(sum(i.stance_right for i in judged)), float(len(judged))


def conflict_recall(outcome: Outcome) -> Count:
    """Share of the conflicts asked for that the answer shows: statements of two sides set together.

    Conflict as in CONFLICTS (Cattan et al., 2025) and WikiContradict (Hou et al., NeurIPS 2024).
    """
    wanted = outcome.question.conflicts
    found = set(outcome.judgement.conflicts_found)
    return float(sum(key in found for key in wanted)), float(len(wanted))


def conflict_kind(outcome: Outcome) -> Count:
    """Share of the true conflicts shown whose kind is right."""
    kinds = outcome.judgement.kinds_right
    return float(sum(kinds)), float(len(kinds))


def conflict_precision(outcome: Outcome) -> Count:
    """Share of the conflicts shown that the documents have."""
    true = len(outcome.judgement.kinds_right)
    return float(true), float(true + outcome.judgement.false_conflicts)


def false_conflict_rate(outcome: Outcome) -> Count:
    """Share of all questions whose answer shows a conflict that the documents do not have."""
    return float(outcome.judgement.false_conflicts > 0), 1.0


def abstention_precision(outcome: Outcome) -> Count:
    """Share of the abstentions that are right: |abstained and unanswerable| / |abstained|."""
    if not outcome.reply.answer.abstained:
        return _NONE
    return float(not outcome.question.answerable), 1.0


def abstention_recall(outcome: Outcome) -> Count:
    """Share of the unanswerable questions left unanswered, or whose false premise is set right.

    As in SQuAD 2.0's no-answer recall (Rajpurkar et al., ACL 2018).
    """
    if outcome.question.answerable:
        return _NONE
    return float(outcome.reply.answer.abstained or outcome.judgement.corrected), 1.0


def forbidden_rate(outcome: Outcome) -> Count:
    """Share of the questions with a false premise whose answer repeats it as a statement."""
    if not outcome.question.must_not:
        return _NONE
    return float(bool(outcome.judgement.forbidden)), 1.0


def _retrieval(measure: Callable[[Outcome], float]) -> Callable[[Outcome], Count]:
    def count(outcome: Outcome) -> Count:
        if outcome.reply.ranking is None or not outcome.question.answerable:
            return _NONE
        return measure(outcome), 1.0

    return count


def _recall(depth: int) -> Callable[[Outcome], Count]:
    def measure(outcome: Outcome) -> float:
        assert outcome.reply.ranking is not None
        return recall_at(depth, outcome.reply.ranking, outcome.question, outcome.gold)

    return _retrieval(measure)


ATTRIBUTION = (
    Metric("answer_recall", answer_recall, "high", "expected statements that are made"),
    Metric("statement_relevance", statement_relevance, "high", "statements that bear on it"),
    Metric("citation_recall", citation_recall, "high", "statements that their citations support"),
    Metric("citation_precision", citation_precision, "high", "citations that support"),
    Metric("citation_exact", citation_exact, "high", "quotes that stand where they say"),
    Metric(
        "attribution_recall", attribution_recall, "high", "facts attributed to whom they belong"
    ),
    Metric("wrong_speaker_rate", wrong_speaker_rate, "low", "claims put into another's mouth"),
    Metric("laundering_rate", laundering_rate, "low", "claims of somebody stated flat"),
    Metric("hedge_retention", hedge_retention, "high", "hedges and bounds kept"),
    Metric("stance_accuracy", stance_accuracy, "high", "stances that are right"),
    Metric("conflict_recall", conflict_recall, "high", "conflicts shown"),
    Metric("conflict_precision", conflict_precision, "high", "conflicts shown that are true"),
    Metric("conflict_kind", conflict_kind, "high", "conflicts shown with the right kind"),
    Metric("false_conflict_rate", false_conflict_rate, "low", "answers that invent a conflict"),
    Metric("abstention_precision", abstention_precision, "high", "abstentions that are right"),
    Metric("abstention_recall", abstention_recall, "high", "unanswerable left unanswered"),
    Metric("forbidden_rate", forbidden_rate, "low", "false premises repeated"),
)
RETRIEVAL = (
    *(
        Metric(f"recall_at_{k}", _recall(k), "high", f"expected facts in the first {k} passages")
        for k in DEPTHS
    ),
    Metric(
        "ndcg_at_10",
        _retrieval(lambda o: ndcg(o.reply.ranking) if o.reply.ranking else 0.0),
        "high",
        "relevant passages high up",
    ),
    Metric(
        "mrr",
        _retrieval(lambda o: reciprocal_rank(o.reply.ranking) if o.reply.ranking else 0.0),
        "high",
        "1 / rank of the first relevant passage",
    ),
)
METRICS = (*ATTRIBUTION, *RETRIEVAL)
BY_NAME = {metric.name: metric for metric in METRICS}


def score(run: Run, resamples: int, seed: int) -> dict[str, Interval]:
    """Every metric that the run lets be measured, with its interval; then the latency."""
    scores = {m.name: ratio(m.pairs(run), resamples, seed) for m in METRICS}
    measured = {name: found for name, found in scores.items() if found.value is not None}
    return measured | latency(run, resamples, seed)


def latency(run: Run, resamples: int, seed: int) -> dict[str, Interval]:
    """Median and 95th percentile of the wall time of a question, milliseconds."""
    times = np.array([o.reply.milliseconds for o in run.outcomes])
    if not len(times) or not times.any():
        return {}
    draws = np.random.default_rng(seed).integers(0, len(times), (max(resamples, 1), len(times)))
    out = {}
    for name, share in (("latency_p50_ms", 50), ("latency_p95_ms", 95)):
        resampled = np.percentile(times[draws], share, axis=1)
        low, high = (float(x) for x in np.percentile(resampled, [2.5, 97.5]))
        out[name] = Interval(float(np.percentile(times, share)), low, high, len(times))
    return out
