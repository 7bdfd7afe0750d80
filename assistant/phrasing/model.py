"""The only importer of LangChain's chat models: settings become a model that fills in a form.

Nothing of it is imported before the first question that is sent. No tracer, cache or gateway that
the environment may name gets to see the text.
"""

from __future__ import annotations

import importlib.util
import logging
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from assistant.phrasing.errors import ChatModelUnavailable
from assistant.phrasing.settings import PROVIDERS, ChatModelSettings

MOST_TOKENS = 700  # of a reply: five sentences and some questions take 200 to 300
# Provider -> (package to import, extra to install, how a reply is held to the form).
_PACKAGES = {
    "anthropic": ("langchain_anthropic", "chat-anthropic", "function_calling"),
    "azure_openai": ("langchain_openai", "chat-openai", "json_schema"),
    "google_genai": ("langchain_google_genai", "chat-google", "json_schema"),
    "ollama": ("langchain_ollama", "chat-ollama", "json_schema"),
    "openai": ("langchain_openai", "chat-openai", "json_schema"),
}
# These would send the text by way of somebody else than the settings say.
_DETOURS = ("LANGSMITH_GATEWAY",)


@dataclass(frozen=True)
class Piece:
    """A piece of a reply as it comes: text, tokens counted so far, whether the model declined."""

    text: str
    tokens_in: int = 0
    tokens_out: int = 0
    refused: bool = False


class ChatModel(Protocol):
    """A chat model that answers in a fixed form."""

    def stream(self, system: str, user: str) -> Iterator[Piece]:
        """The reply in pieces; whatever goes wrong is raised as it comes."""
        ...


class LangChainModel:
    """A chat model of LangChain's, bound to a schema."""

    def __init__(self, bound: Any) -> None:
        from langsmith.run_helpers import tracing_context

        self._bound = bound
        self._untraced = tracing_context

    def stream(self, system: str, user: str) -> Iterator[Piece]:
        """The reply in pieces; whatever goes wrong is raised as it comes."""
        messages = [("system", system), ("user", user)]
        # Neither callbacks nor tracing: LangChain would hand the text to a tracer that the
        # environment names. Held inside a generator the context would leak to its consumer, so
        # this is iterated in a thread of its own.
        with self._untraced(enabled=False):
            for chunk in self._bound.stream(messages, config={"callbacks": []}):
                yield _piece(chunk)


def open_chat_model(
    settings: ChatModelSettings, schema: Mapping[str, Any], most_tokens: int = MOST_TOKENS
) -> LangChainModel:
    """The model that the settings name, for replies of `most_tokens`; no connection is made.
    ChatModelUnavailable says what to install or to set."""
    package, extra, method = _PACKAGES[settings.provider]
    if importlib.util.find_spec(package) is None:
        raise ChatModelUnavailable(
            f'{settings.model} needs a package that isn’t installed: pip install -e ".[{extra}]"'
        )
    if detour := next((name for name in _DETOURS if os.environ.get(name)), None):
        raise ChatModelUnavailable(
            f"The environment variable {detour} would send questions by way of somebody else. "
            "Unset it."
        )
    options = _options(settings, most_tokens)
    from langchain.chat_models import init_chat_model

    # Written by these libraries to a log, a request would hold the question.
    for library in ("openai", "anthropic", "httpx", "httpcore"):
        logging.getLogger(library).setLevel(logging.WARNING)
    try:
        model = init_chat_model(settings.name, model_provider=settings.provider, **options)
        strict = {"strict": True} if package == "langchain_openai" else {}
        form = settings.form or method
        bound = model.with_structured_output(dict(schema), method=form, **strict)
        _load_the_rest(model)
    except Exception as error:
        # The text of the error may hold what it was given, the key too.
        raise ChatModelUnavailable(
            f"{settings.model} can’t be set up ({type(error).__name__}). Check [chat_model]."
        ) from None
    # Of "model | parser" the model alone: the parser would wait for the end, and judge.
    return LangChainModel(getattr(bound, "first", bound))


def _load_the_rest(model: Any) -> None:
    """Loads what OpenAI's library would load at the first request, in that request's time."""
    client = getattr(model, "root_client", None)
    if client is not None:
        _ = client.chat.completions, client.beta.chat.completions.stream


def _options(settings: ChatModelSettings, most_tokens: int) -> dict[str, Any]:
    options: dict[str, Any] = {"cache": False}
    if settings.temperature is not None:
        options["temperature"] = settings.temperature
    key = _key(settings)
    match settings.provider:
        case "ollama":
            options |= {"base_url": settings.base_url, "num_predict": most_tokens}
            options["client_kwargs"] = {"timeout": settings.seconds, **_bearer(key)}
            return options
        case "azure_openai":
            options |= {"azure_endpoint": settings.base_url, "azure_deployment": settings.name}
            options |= {"api_version": settings.api_version or "2024-10-21", "stream_usage": True}
        case "openai":
            # With the address given, no variable of the environment can change it.
            options |= {"base_url": settings.base_url, "stream_usage": True}
            options["use_responses_api"] = False
        case "anthropic":
            options |= {"base_url": settings.base_url}
        case "google_genai":
            options |= {"base_url": settings.base_url, "transport": "rest"}
    options |= {"timeout": settings.seconds, "max_retries": 0}
    if settings.provider == "google_genai":
        options["max_output_tokens"] = most_tokens
    elif settings.provider == "openai" and settings.base_url != PROVIDERS["openai"][1]:
        # LangChain sends "max_completion_tokens", which many servers like OpenAI's don't know.
        options["extra_body"] = {"max_tokens": most_tokens}
    else:
        options["max_tokens"] = most_tokens
    return options | {"api_key": key or "none"}


def _key(settings: ChatModelSettings) -> str | None:
    if not settings.key_env:
        return None
    key = os.environ.get(settings.key_env, "").strip()
    if not key:
        raise ChatModelUnavailable(
            f"The environment variable {settings.key_env}, which should hold the key of "
            f"{settings.model}, isn’t set."
        )
    return key


def _bearer(key: str | None) -> dict[str, Any]:
    return {"headers": {"Authorization": f"Bearer {key}"}} if key else {}


def _piece(chunk: Any) -> Piece:
    """Text of the form, whether it comes as content or as the arguments of a tool call."""
    text = chunk.text if isinstance(chunk.text, str) else ""
    text += "".join(call.get("args") or "" for call in getattr(chunk, "tool_call_chunks", ()))
    usage = getattr(chunk, "usage_metadata", None) or {}
    told = {**(chunk.additional_kwargs or {}), **(chunk.response_metadata or {})}
    ended = str(told.get("finish_reason") or told.get("stop_reason") or "").lower()
    refused = bool(told.get("refusal")) or ended in ("content_filter", "refusal", "safety")
    return Piece(text, usage.get("input_tokens", 0), usage.get("output_tokens", 0), refused)
