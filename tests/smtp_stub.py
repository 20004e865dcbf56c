"""A mail server of a few lines that keeps what it is given, and fails as it is told to: real sockets, real SMTP."""

import socket
import socketserver
import sys
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any


@dataclass
class MailServer:
    """What came in. refuse: recipients refused for good; busy: asked to come later; hang_up_after: 'RCPT', 'DATA'
    (before the text), 'TEXT' (text taken, no answer); login: asked for, as (name, password)."""

    port: int = 0
    kept: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    refuse: set[str] = field(default_factory=set)
    busy: set[str] = field(default_factory=set)
    hang_up_after: str = ""
    login: tuple[str, str] | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)
    # after the text a byte now and then, and never an end of the line
    drip: bool = False
    # after the text nothing is said until this is set
    answer: threading.Event = field(default_factory=threading.Event)
    wait: bool = False
    has_text: threading.Event = field(default_factory=threading.Event)

    def let_go(self) -> None:
        """Answer those that wait, and whoever comes from now on."""
        self.wait = False
        self.answer.set()
        self.answer = threading.Event()


class _Talk(socketserver.StreamRequestHandler):
    server: Any
    timeout = 20

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def _hang_up(self) -> None:
        self.connection.shutdown(socket.SHUT_RDWR)

    def handle(self) -> None:
        state: MailServer = self.server.state
        recipient, signed_in = "", state.login is None
        self._say("220 stub ready")
        while line := self.rfile.readline():
            command = line.decode("ascii", "replace").strip()
            verb = command.split(" ")[0].upper()
            match verb:
                case "EHLO":
                    self._say("250-stub")
                    self._say("250 AUTH PLAIN")
                case "AUTH":
                    given = tuple(b64decode(command.split(" ")[2]).decode().split("\0")[1:])
                    signed_in = given == state.login
                    self._say("235 welcome" if signed_in else "535 wrong password")
                case "MAIL":
                    self._say("250 ok" if signed_in else "530 sign in first")
                case "RCPT":
                    recipient = command.partition("<")[2].rstrip(">")
                    if state.hang_up_after == "RCPT":
                        return self._hang_up()
                    self._say(
                        f"550 no such mailbox {recipient}" if recipient in state.refuse
                        else "451 greylisted" if recipient in state.busy else "250 ok"
                    )  # fmt: skip
                case "DATA":
                    if state.hang_up_after == "DATA":
                        return self._hang_up()
                    self._say("354 go on")
                    text = b""
                    while (part := self.rfile.readline()) not in (b".\r\n", b""):
                        text += part[1:] if part.startswith(b"..") else part
                    if not part:
                        return None
                    with state.lock:
                        state.kept.append(message_from_bytes(text, policy=default))  # type: ignore[arg-type]
                        state.recipients.append(recipient)
                    state.has_text.set()
                    if state.wait:
                        state.answer.wait(30)
                    while state.drip and not state.answer.wait(0.1):
                        try:
                            self.wfile.write(b"2")
                        except OSError:
                            return None
                    if state.hang_up_after == "TEXT":
                        return self._hang_up()
                    self._say("250 queued")
                case "QUIT":
                    self._say("221 bye")
                    return None
                case _:
                    self._say("250 ok")
        return None


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    state: MailServer

    def handle_error(self, *_from: Any) -> None:
        """A sender that was killed hears no answer."""
        if not isinstance(sys.exception(), OSError):
            raise


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A mail server on this computer, until the block ends."""
    server = _Server(("127.0.0.1", 0), _Talk)
    server.state = MailServer(port=server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.state
    finally:
        server.state.answer.set()
        server.shutdown()
        server.server_close()
        thread.join()
