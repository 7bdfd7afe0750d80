"""A stand-alone question finds passages: a LangChain retriever over the library."""

from __future__ import annotations

from collections.abc import Sequence

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from ingest.encoder import Encoder
from ingest.library import Library, Passage

CANDIDATES = 24  # penalties may push half of them behind before the reader sees any


class ClauseRetriever(BaseRetriever):
    """Gives the clauses nearest to a question as LangChain documents, best first.

    `page_content` is the clause verbatim; `metadata["passage"]` the `Passage` it came from, and
    `clause_id`, `policy_id`, `score` beside it for chains that want plain values.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    encoder: Encoder
    k: int = CANDIDATES
    leave_out: frozenset[str] = frozenset()

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        vector = self.encoder.encode([query])[0]
        found = self.library.nearest(vector.tolist(), self.k, self.leave_out)
        return [
            Document(
                page_content=passage.clause.text,
                metadata={
                    "passage": passage,
                    "clause_id": passage.clause.clause_id,
                    "policy_id": passage.policy.policy_id,
                    "score": passage.score,
                },
            )
            for passage in found
        ]


def retrieve(question: str, retriever: ClauseRetriever) -> list[Passage]:
    """The passages nearest to a question, best first; no question leaves this process."""
    # No callbacks: LangChain would hand the question to any tracer set in the environment.
    documents: Sequence[Document] = retriever.invoke(question, config={"callbacks": []})
    return [document.metadata["passage"] for document in documents]
