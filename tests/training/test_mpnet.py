"""The MPNet trunk: where pieces stand to each other, and that padding changes nothing."""

import pytest

torch = pytest.importorskip("torch")  # only where models are trained

from training.bert import BertConfig  # noqa: E402
from training.mpnet import Mpnet, buckets  # noqa: E402
from training.reader.model import ReaderModel  # noqa: E402

SMALL = BertConfig(
    vocab_size=200, hidden_size=24, num_hidden_layers=3, num_attention_heads=3,
    intermediate_size=48, max_position_embeddings=40, type_vocab_size=1, dropout=0.0,
)  # fmt: skip


def test_near_places_have_numbers_of_their_own_and_sides_differ():
    table = buckets(200)
    assert len(set(table[0, :8].tolist())) == 8
    assert table[0, 150] == table[0, 199]
    assert set(table.triu(1)[table.triu(1) > 0].tolist()).isdisjoint(table.tril(-1)[199].tolist())
    assert int(table.max()) < 32
    assert all(table[n, n] == 0 for n in range(200))


def test_padding_changes_nothing():
    torch.manual_seed(0)
    model = ReaderModel(Mpnet(SMALL), frozen=1).eval()
    ids = torch.tensor([[101, 7, 9, 102, 30, 31, 102]])
    types = torch.tensor([[0, 0, 3, 0, 1, 2, 1]])
    short = model(ids, torch.ones_like(ids), types)
    filled = torch.nn.functional.pad(ids, (0, 4))
    long = model(filled, (filled > 0).long(), torch.nn.functional.pad(types, (0, 4)))
    assert torch.allclose(short, long[:, :7], atol=1e-5)


def test_the_order_of_pieces_counts_without_positions():
    torch.manual_seed(0)
    trunk = Mpnet(SMALL)
    with torch.no_grad():
        trunk.embeddings.position_embeddings.weight.zero_()
    ids = torch.tensor([[101, 7, 9, 102]])
    mask = torch.ones_like(ids)

    def top(given):
        return trunk(given, mask)[0, 0]

    assert not torch.allclose(top(ids), top(ids[:, [0, 2, 1, 3]]), atol=1e-6)
