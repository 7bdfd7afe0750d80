"""A real HTTP server that speaks like a chat service and behaves as its script says, badly too."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[[BaseHTTPRequestHandler, dict[str, Any]], None]
USAGE = {"prompt_tokens": 321, "completion_tokens": 45, "total_tokens": 366}


class ScriptedServer:
    """Each request is met by the next behaviour, the last one again and again. `requests` are the
    bodies that came, `headers` theirs; `released` ends every hang."""

    def __init__(self, *script: Behaviour) -> None:
        self.script = list(script)
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.released = threading.Event()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def close(self) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            owner = server

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with server._lock:
                    server.requests.append(body)
                    server.headers.append({k.lower(): v for k, v in self.headers.items()})
                    at = min(len(server.requests), len(server.script)) - 1
                self.close_connection = True
                # The asker may have gone: it has had enough.
                with suppress(BrokenPipeError, ConnectionResetError):
                    server.script[at](self, body)

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@contextmanager
def serving(*script: Behaviour) -> Iterator[ScriptedServer]:
    server = ScriptedServer(*script)
    try:
        yield server
    finally:
        server.close()


def says(reply: Any, pause: float = 0.0, piece: int = 24) -> Behaviour:
    """Streams the reply (JSON, or text as it is) in pieces, then the token counts."""
    text = reply if isinstance(reply, str) else json.dumps(reply)

    def behave(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        begin(handler)
        for at in range(0, len(text), piece):
            event(handler, {"content": text[at : at + piece]})
            time.sleep(pause)
        finish(handler)

    return behave


def answers_with(status: int, headers: dict[str, str] | None = None) -> Behaviour:
    """An error of the service."""

    def behave(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        plain(handler, status, b'{"error": {"message": "no"}}', "application/json", headers)

    return behave


def sends(content: bytes, kind: str) -> Behaviour:
    """Something else than a stream of events."""

    def behave(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        plain(handler, 200, content, kind)

    return behave


def hangs(seconds: float = 30.0) -> Behaviour:
    """Takes the question and says nothing."""

    def behave(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        handler.owner.released.wait(seconds)  # type: ignore[attr-defined]

    return behave


def drips(reply: Any, pause: float = 0.5) -> Behaviour:
    """Says a letter now and then, so that no single wait is long."""
    text = reply if isinstance(reply, str) else json.dumps(reply)

    def behave(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        begin(handler)
        for letter in text:
            event(handler, {"content": letter})
            if handler.owner.released.wait(pause):  # type: ignore[attr-defined]
                return

    return behave


def breaks_off(reply: Any, after: int) -> Behaviour:
    """Closes the connection in the middle of a stream."""
    text = reply if isinstance(reply, str) else json.dumps(reply)

    def behave(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        begin(handler)
        event(handler, {"content": text[:after]})
        handler.connection.close()

    return behave


def refuses() -> Behaviour:
    """Declines in the field that the protocol has for it."""

    def behave(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        begin(handler)
        event(handler, {"refusal": "I can't help with that."})
        finish(handler)

    return behave


def filters() -> Behaviour:
    """Stops with the finish reason of a content filter."""

    def behave(handler: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        begin(handler)
        finish(handler, "content_filter")

    return behave


def begin(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Connection", "close")
    handler.end_headers()
    event(handler, {"role": "assistant", "content": ""})


def event(
    handler: BaseHTTPRequestHandler, delta: dict[str, Any], finish_reason: str | None = None
) -> None:
    choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
    _line(handler, {**_head(), "choices": [choice]})


def finish(handler: BaseHTTPRequestHandler, reason: str = "stop") -> None:
    event(handler, {}, reason)
    _line(handler, {**_head(), "choices": [], "usage": USAGE})
    handler.wfile.write(b"data: [DONE]\n\n")


def plain(
    handler: BaseHTTPRequestHandler,
    status: int,
    content: bytes,
    kind: str,
    headers: dict[str, str] | None = None,
) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(content)))
    # Unsaid, a client may send its next question down a connection that is just being closed.
    handler.send_header("Connection", "close")
    for name, value in (headers or {}).items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(content)


def _head() -> dict[str, Any]:
    return {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "scripted"}


def _line(handler: BaseHTTPRequestHandler, data: dict[str, Any]) -> None:
    handler.wfile.write(b"data: " + json.dumps(data).encode() + b"\n\n")
    handler.wfile.flush()
