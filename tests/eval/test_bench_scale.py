import json
import lzma

import pytest

from eval.bench_scale import ARCHIVE, ask, build

pytestmark = pytest.mark.scale


@pytest.fixture
def data(tmp_path):
    rows = [
        {
            "title": f"Flood in Town {n}",
            "publisher": "Post",
            "published": "2017-03-02",
            "text": f"Mayor Ann Lee said {n + 3} people were hurt when the river rose in Town {n}.",
        }
        for n in range(70)
    ]
    path = tmp_path / "data" / ARCHIVE
    path.parent.mkdir(parents=True)
    with lzma.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)
    return tmp_path / "data"


def test_an_archive_is_filled_up_and_goes_on_where_it_stopped(data, tmp_path):
    first = build(data, tmp_path / "out", passages=30, share=0.5)
    second = build(data, tmp_path / "out", passages=60, share=0.5)
    assert 30 <= first["passages"] < second["passages"]
    asked = ask(tmp_path / "out", repeat=1)
    assert asked["questions"]["median_ms"] > 0
    assert set(asked["share_of_steps"]) >= {"search", "read", "compose"}
