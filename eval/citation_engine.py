"""A baseline: LlamaIndex's CitationQueryEngine over the same passages, vectors and questions."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bot.desk import Desk
from bot.llm.client import key_of
from bot.llm.settings import LLMSettings
from bot.settings import Settings
from eval.cited_text import answer_from
from eval.gold_types import GoldSet, Question
from eval.outcomes import Reply
from eval.ranking import Ranking, found_of, relevant_ids
from index.build import index_sources
from index.store import ChromaStore, open_client

TOP_K = 6
"""Passages shown to the model; the engine's own default is two."""


class CitationEngine:
    """The engine as its documentation sets it up: its prompts, its splitter, compact responses.

    :param model: the server of its language model.
    """

    def __init__(self, settings: Settings, model: LLMSettings) -> None:
        self.name = f"CitationQueryEngine, {model.model}"
        self.settings = settings.fingerprint()
        self._desk = Desk(settings)
        self._model = model

    def open(self, gold: GoldSet) -> Callable[[Question], Reply]:
        """What answers the questions of one set; earlier turns are put before the question."""
        folder = tempfile.TemporaryDirectory(prefix="citation-engine-")
        client = open_client(Path(folder.name))
        store = ChromaStore(client, "baseline", "")
        index = self._desk.settings.index
        sources = list(gold.documents.values())
        index_sources(sources, store, self._desk.encoder, self._desk.annotator, index)
        passages = {p.id: p for p in store.all_passages()}
        places = found_of(passages.values())
        engine = self._engine(
            client.get_collection("baseline-passages", embedding_function=None), gold
        )

        def ask(question: Question) -> Reply:
            assert folder  # the index lasts as long as what asks it
            started = time.perf_counter()
            response = engine.query(" ".join((*question.after, question.ask)))
            spent = (time.perf_counter() - started) * 1000
            shown = [passages[node.metadata["passage_id"]] for node in response.source_nodes]
            answer = answer_from(question.ask, str(response), shown, gold, self._desk.annotator)
            relevant = relevant_ids(question, gold, places)
            return Reply(answer, Ranking(found_of(shown), relevant), spent)

        return ask

    def _engine(self, collection: Any, gold: GoldSet) -> Any:
        from llama_index.core import VectorStoreIndex
        from llama_index.core.query_engine import CitationQueryEngine
        from llama_index.vector_stores.chroma import ChromaVectorStore

        index = VectorStoreIndex.from_vector_store(
            ChromaVectorStore(chroma_collection=collection), embed_model=self._embedding()
        )
        return CitationQueryEngine.from_args(
            index,
            llm=self._llm(),
            similarity_top_k=TOP_K,
            node_postprocessors=[_labels(gold)],
        )

    def _llm(self) -> Any:
        from llama_index.llms.openai_like import OpenAILike

        return OpenAILike(
            model=self._model.model,
            api_base=self._model.base_url,
            api_key=key_of(self._model) or "none",
            is_chat_model=True,
            context_window=self._model.context_tokens,
            max_tokens=self._model.max_tokens,
            temperature=0.0,
            timeout=self._model.timeout_s,
            max_retries=0,
        )

    def _embedding(self) -> Any:
        """Our encoder behind LlamaIndex's interface."""
        from llama_index.core.embeddings import BaseEmbedding

        encoder = self._desk.encoder

        class Embedding(BaseEmbedding):  # type: ignore[misc]
            def _get_query_embedding(self, query: str) -> list[float]:
                found: list[float] = encoder.embed([query])[0].tolist()
                return found

            def _get_text_embedding(self, text: str) -> list[float]:
                return self._get_query_embedding(text)

            async def _aget_query_embedding(self, query: str) -> list[float]:
                return self._get_query_embedding(query)

        return Embedding(model_name="the encoder of OnRecord")


def _labels(gold: GoldSet) -> Any:
    """Shows the model publisher, title and date of each passage, and none of our annotations."""
    from llama_index.core.postprocessor.types import BaseNodePostprocessor
    from llama_index.core.schema import NodeWithScore, TextNode

    class Labels(BaseNodePostprocessor):  # type: ignore[misc]
        def _postprocess_nodes(self, nodes: Any, query_bundle: Any = None) -> list[NodeWithScore]:
            out = []
            for found in nodes:
                source = gold.documents[found.node.metadata["source_id"]]
                shown = {"publisher": source.publisher, "title": source.title}
                metadata = {k: v for k, v in shown.items() if v}
                node = TextNode(
                    text=found.node.get_content(),
                    metadata=metadata | {"passage_id": found.node.node_id},
                    excluded_llm_metadata_keys=["passage_id"],
                )
                out.append(NodeWithScore(node=node, score=found.score))
            return out

    return Labels()
