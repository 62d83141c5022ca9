"""The loss of a linear-chain CRF with its gradient worked out by hand.

Automatic differentiation takes an eighth of a training step going forward alone, and more going
back; the gradient is known (expected minus true counts), and forward-backward gives it directly.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor


class ChainLoss(torch.autograd.Function):
    """Negative log-likelihood of label sequences, summed over a batch.

    Inputs: scores [sequences, words, labels]; labels [sequences, words], 0 where padded;
    lengths [sequences]; between [from, to]; first [label]; last [label]. Forbidden transitions
    have a score that ``exp`` takes to 0.
    """

    @staticmethod
    def forward(
        ctx: Any,
        scores: Tensor,
        labels: Tensor,
        lengths: Tensor,
        between: Tensor,
        first: Tensor,
        last: Tensor,
    ) -> Tensor:
        """Return the loss, and keep its gradient."""
        words, kinds = scores.shape[1:]
        live = torch.arange(words, device=scores.device) < lengths[:, None]
        top = scores.max(2, keepdim=True).values
        emitted = (scores - top).exp()
        moves = between.exp()

        forward, scales = [], []
        state = first.exp() * emitted[:, 0]
        for at in range(words):
            if at:
                state = torch.where(live[:, at, None], (state @ moves) * emitted[:, at], state)
            scale = state.sum(1, keepdim=True)
            state = state / scale
            forward.append(state)
            scales.append(scale)
        # beyond its end a sequence's state is only divided by 1
        every = (torch.cat(scales, 1).log() + top.squeeze(2) * live).sum(1)
        every = every + (state @ last.exp()).log()

        ending = last.exp().expand_as(state)
        state = ending
        backward = [state]
        for at in range(words - 2, -1, -1):
            state = (emitted[:, at + 1] * state) @ moves.T
            state = state / state.sum(1, keepdim=True)
            state = torch.where(live[:, at + 1, None], state, ending)
            backward.append(state)
        ahead = torch.stack(forward, 1)
        behind = torch.stack(backward[::-1], 1)
        shares = ahead * behind
        shares = shares / shares.sum(2, keepdim=True) * live[:, :, None]
        pairs = ahead[:, :-1, :, None] * moves * (emitted * behind)[:, 1:, None, :]
        pairs = pairs / pairs.sum((2, 3), keepdim=True) * live[:, 1:, None, None]

        sequence = torch.arange(len(scores), device=scores.device)
        ends = labels[sequence, lengths - 1]
        truth = torch.nn.functional.one_hot(labels, kinds) * live[:, :, None]
        counted = torch.zeros_like(between)
        steps = labels[:, :-1] * kinds + labels[:, 1:]
        counted.view(-1).index_add_(
            0, steps[live[:, 1:]], torch.ones_like(steps[live[:, 1:]], dtype=between.dtype)
        )
        right = (scores * truth).sum() + (counted * between).sum()
        right = right + first[labels[:, 0]].sum() + last[ends].sum()
        by_end = shares[sequence, lengths - 1]
        ctx.save_for_backward(
            shares - truth,
            pairs.sum((0, 1)) - counted,
            shares[:, 0].sum(0) - truth[:, 0].sum(0),
            by_end.sum(0) - torch.nn.functional.one_hot(ends, kinds).sum(0),
        )
        return every.sum() - right

    @staticmethod
    def backward(ctx: Any, *upstream: Tensor) -> tuple[Tensor | None, ...]:
        """Scale the gradient kept by the incoming one."""
        scores, between, first, last = (kept * upstream[0] for kept in ctx.saved_tensors)
        return scores, None, None, between, first, last
