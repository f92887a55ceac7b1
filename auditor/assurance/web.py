"""Labelling in a browser on this machine: a listener on 127.0.0.1 for as long as the command runs, asked for by --web.

The address that is printed holds a token that works once: it is exchanged for a cookie, and the address is worth nothing
afterwards. Every request must name this host, carry the cookie and, to change anything, come from this page with its
own header. The page loads nothing from anywhere else, and nothing of it may be cached.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from functools import cache
from hmac import compare_digest
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import orjson

from auditor.assurance.words import PERSONAL_KINDS, SAYS, SPECIAL_KINDS, Say, Strand
from auditor.errors import AuditError
from auditor.redaction import printable
from auditor.resources import resource_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from auditor.assurance.deck import Deck, Look

HOST = "127.0.0.1"
_COOKIE = "audit"
_GUARD = "X-Audit"
_LARGEST = 4096
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
_ALWAYS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_FILES = {
    "/": ("label.html", "text/html; charset=utf-8"),
    "/label.js": ("label.js", "text/javascript; charset=utf-8"),
    "/label.css": ("label.css", "text/css; charset=utf-8"),
}


@dataclass(frozen=True, slots=True)
class Request:
    """What came in."""

    method: str
    target: str
    headers: Mapping[str, str]  # by lower-case name
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes out."""

    status: int
    body: bytes = field(default=b"", repr=False)
    kind: str = "text/plain; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Desk:
    """Answers the requests of one labeller; knows nothing of sockets."""

    deck: Deck
    look: Look
    port: int = 0
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    session: str = field(default="", repr=False)
    over: bool = False  # the labeller quits
    _one: Lock = field(default_factory=Lock, repr=False)

    @property
    def done(self) -> bool:
        """Whether there is nothing to do any more."""
        return self.over or self.deck.current is None

    @property
    def url(self) -> str:
        """The address to open once."""
        return f"http://{HOST}:{self.port}/?token={self.token}"

    def answer(self, request: Request) -> Reply:
        """The reply to a request, one after the other; who is not this page on this machine learns nothing."""
        with self._one:
            return self._answer(request)

    def _answer(self, request: Request) -> Reply:
        if request.headers.get("host") != f"{HOST}:{self.port}":
            return Reply(421, b"wrong host\n")
        parts = urlsplit(request.target)
        offered = parse_qs(parts.query).get("token", [""])[0]
        if request.method == "GET" and parts.path == "/" and offered:
            return self._enter(offered)
        if not self._is_known(request):
            return Reply(403, b"open the address that the command printed; it works once\n")
        if request.method == "GET":
            return self._show(parts.path)
        if request.method != "POST":
            return Reply(405, b"no such method\n")
        return self._change(parts.path, request) if self._is_own(request) else Reply(403, b"not from this page\n")

    def _enter(self, offered: str) -> Reply:
        """Exchange the token for a cookie, once."""
        if not self.token or not compare_digest(offered.encode(), self.token.encode()):
            return Reply(403, b"this address has been used; start the command again for another\n")
        self.token, self.session = "", secrets.token_urlsafe(32)
        cookie = f"{_COOKIE}={self.session}; HttpOnly; SameSite=Strict; Path=/"
        return Reply(303, headers={"Location": "/", "Set-Cookie": cookie})

    def _is_known(self, request: Request) -> bool:
        jar = SimpleCookie()
        try:
            jar.load(request.headers.get("cookie", ""))
        except CookieError:
            return False
        morsel = jar.get(_COOKIE)
        return bool(self.session and morsel and compare_digest(morsel.value.encode(), self.session.encode()))

    def _is_own(self, request: Request) -> bool:
        """Whether a change comes from our page: a header and a type that other sites can't send without being asked."""
        headers = request.headers
        origin = headers.get("origin") == f"http://{HOST}:{self.port}"
        return origin and headers.get(_GUARD.lower()) == "1" and headers.get("content-type") == "application/json"

    def _show(self, path: str) -> Reply:
        if path == "/card":
            return self._card()
        if path not in _FILES:
            return Reply(404, b"nothing here\n")
        name, kind = _FILES[path]
        return Reply(200, _asset(name), kind)

    def _change(self, path: str, request: Request) -> Reply:
        row: Any = None
        try:
            row = orjson.loads(request.body)
        except orjson.JSONDecodeError:
            row = None
        if not isinstance(row, dict):
            return Reply(400, b"not a JSON object\n")
        if path == "/label":
            problem = self._label(row)
            if problem:
                return Reply(409, problem.encode() + b"\n")
        elif path == "/back":
            self.deck.back()
        elif path == "/quit":
            self.over = True
        else:
            return Reply(404, b"nothing here\n")
        return self._card()

    def _label(self, row: Mapping[str, Any]) -> str:
        lists = [row.get("kinds", []), row.get("wrong", [])]
        if not all(isinstance(part, list) and all(isinstance(name, str) for name in part) for part in lists):
            return "kinds are lists of words"
        try:
            self.deck.answer(str(row.get("unit")), Say(str(row.get("say"))), *lists)
        except AuditError as error:
            return error.message
        except ValueError:
            return "no such label"
        return ""

    def _card(self) -> Reply:
        return Reply(200, orjson.dumps(self._now()), "application/json")

    def _now(self) -> dict[str, Any]:
        """The current card as the page shows it, every hidden character as a code."""
        unit = None if self.over else self.deck.current
        told: dict[str, Any] = {"labelled": self.deck.labelled, "total": len(self.deck.units), "over": unit is None}
        if unit is None:
            return told
        card = self.look(unit)
        kinds = {"personal": list(PERSONAL_KINDS), "special": list(SPECIAL_KINDS)}
        return told | {
            "unit": unit.id,
            "number": self.deck.number,
            "said": self.deck.book.labels[unit.id].say.value if unit.id in self.deck.book.labels else "",
            "strand": unit.strand.value,
            "says": [say.value for say in SAYS[unit.strand]],
            "kinds": {} if unit.strand is Strand.FINDING else kinds,
            "category": unit.category,
            "found": list(unit.kinds),
            "place": printable(card.place),
            "passages": [
                {
                    "name": printable(passage.name),
                    "pieces": [[_lines(text), entity] for text, entity in passage.pieces],
                }
                for passage in card.passages
            ],
        }


def _lines(text: str) -> str:
    """Text with its line ends, and codes for everything else that can't be seen."""
    return "\n".join(printable(line.replace("\t", "    ")) for line in text.replace("\r\n", "\n").split("\n"))


@cache
def _asset(name: str) -> bytes:
    return (resource_dir("templates") / "assure" / name).read_bytes()


def serve(desk: Desk, port: int, told: Callable[[str], object]) -> None:
    """Listen on loopback until the deck is done or the labeller quits; Ctrl-C ends it too, labels are on disk."""

    class Handler(BaseHTTPRequestHandler):
        """Hands requests to the desk; says nothing on standard error, where addresses would end up in logs."""

        server_version, sys_version = "audit", ""
        timeout = 10

        def do_GET(self) -> None:
            self._pass_on()

        def do_POST(self) -> None:
            self._pass_on()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (named by the base class)
            del format, args

        def _pass_on(self) -> None:
            length = self.headers.get("Content-Length", "0")
            if not length.isdecimal() or int(length) > _LARGEST:
                self._send(Reply(413, b"too long\n"))
                return
            headers = {name.lower(): value for name, value in self.headers.items()}
            self._send(desk.answer(Request(self.command, self.path, headers, self.rfile.read(int(length)))))
            if desk.done:
                Thread(target=self.server.shutdown).start()  # from here it would wait for itself

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            more = {"Content-Type": reply.kind, "Content-Length": str(len(reply.body)), "Connection": "close"}
            for name, value in {**_ALWAYS, **more, **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.body)

    with ThreadingHTTPServer((HOST, port), Handler) as server:  # browsers open connections that they don't use yet
        desk.port = server.server_address[1]
        told(desk.url)
        try:
            server.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            return
