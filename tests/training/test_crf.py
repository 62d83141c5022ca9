import itertools

import pytest

torch = pytest.importorskip("torch")  # only where models are trained

from training.tagger.crf import ChainLoss  # noqa: E402


def by_trying_all(scores, labels, lengths, between, first, last):
    loss = 0
    for row, length in enumerate(lengths.tolist()):

        def total(path, row=row):
            words = sum(scores[row, at, label] for at, label in enumerate(path))
            steps = sum(between[a, b] for a, b in itertools.pairwise(path))
            return first[path[0]] + words + steps + last[path[-1]]

        paths = itertools.product(range(scores.shape[2]), repeat=length)
        every = torch.logsumexp(torch.stack([total(path) for path in paths]), 0)
        loss = loss + every - total(labels[row, :length].tolist())
    return loss


def test_loss_and_gradient_are_those_of_all_sequences():
    torch.manual_seed(0)
    lengths = torch.tensor([4, 2, 1])
    labels = torch.randint(0, 3, (3, 4)) * (torch.arange(4) < lengths[:, None])
    inputs = [torch.randn(*shape, dtype=torch.double) for shape in ((3, 4, 3), (3, 3), (3,), (3,))]
    for tensor in inputs:
        tensor.requires_grad_()
    scores, between, first, last = inputs
    expected = by_trying_all(scores, labels, lengths, between, first, last)
    found = ChainLoss.apply(scores, labels, lengths, between, first, last)
    assert found.item() == pytest.approx(expected.item())
    wanted = torch.autograd.grad(expected, inputs)
    for mine, theirs in zip(torch.autograd.grad(found, inputs), wanted, strict=True):
        assert torch.allclose(mine, theirs)


def test_forbidden_transitions_get_no_gradient():
    between = torch.zeros(3, 3)
    between[0, 2] = -1e4
    between.requires_grad_()
    labels = torch.tensor([[0, 1, 2]])
    zero = torch.zeros(3)
    scores = torch.randn(1, 3, 3)
    loss = ChainLoss.apply(scores, labels, torch.tensor([3]), between, zero, zero)
    (gradient,) = torch.autograd.grad(loss, between)
    assert gradient[0, 2] == 0
    assert torch.isfinite(gradient).all()
