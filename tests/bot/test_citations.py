"""Whatever the documents look like, a citation's quote is the normalised text at its span."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.desk import Desk
from bot.engine import Bot
from bot.settings import Settings

FACTS = [
    "The mayor, Ann Lee, said the bridge over the Tarn was closed on Monday.",
    "“We were never warned,” said Ann Lee, who chairs the council.",
    "At least 12 people were hurt when the bridge collapsed.",
    "Engineers denied that the bridge had been unsafe.",
    "المهندس قال إن الجسر آمن.",
    "ראש העיר אמרה שהגשר נסגר.",
    "Мост закрыли в понедельник, сообщила мэрия.",
    "橋は月曜日に閉鎖された。",
    "The bridge — a “landmark” — reopened in 2019… or so the \u2067council\u2069 claimed 🌉.",
    "BRIDGE NEWS",
    "[The council](http://x.test/a) reportedly knew.",
    "",
]
ENDS = st.sampled_from(["\n", "\r\n", "\n\n", "\r\n\r\n", "\r", "\n\n\n\n", " "])
DOCUMENT = st.lists(st.tuples(st.sampled_from(FACTS), ENDS), min_size=1, max_size=8).map(
    lambda parts: "".join(text + end for text, end in parts)
)


@pytest.fixture(scope="module")
def desk():
    return Desk(Settings())


@settings(max_examples=25, deadline=None)
@given(st.lists(DOCUMENT, min_size=1, max_size=3), st.booleans())
def test_every_quote_is_the_text_at_its_span_and_every_marker_resolves(desk, texts, final_newline):
    documents = [
        {
            "id": f"d{n}",
            "publisher": f"Outlet {n}",
            "text": (text if final_newline else text.rstrip()) or "x",
        }
        for n, text in enumerate(texts)
        if text.strip()
    ]
    if not documents:
        return
    bot = Bot(desk.lay(documents), desk.settings)
    sources = bot.sources()
    for question in ("What did Ann Lee say about the bridge?", "How many people were hurt?"):
        answer = bot.ask(question)
        markers = set()
        for citation in answer.citations:
            text = sources[citation.source_id].text
            assert citation.quote == text[citation.start : citation.end]
            assert citation.quote.strip()
            markers.add(citation.marker)
        assert {int(n) for n in re.findall(r"\[(\d+)\]", answer.answer)} <= markers
        assert all(set(s.citations) <= markers and s.citations for s in answer.statements)
    for claim in bot.claims():
        assert claim.text == sources[claim.source_id].text[claim.start : claim.end]
