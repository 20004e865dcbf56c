"""E-mail through the company's SMTP server."""

import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from ipaddress import ip_address
from typing import Any
from uuid import UUID

from services.errors import ServiceError
from services.outcomes import SENT, WITHDRAWN, HandOver, Outcome
from services.sending_settings import SendingSettings

# So long the mail server has for each answer, and so many times that for one message from first to last: one that
# sends a byte now and then would otherwise hold everything up for ever.
SECONDS = 30.0
ANSWERS = 4
SECURITY = ("starttls", "ssl", "none")
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\\\[\]\x00-\x1f\x7f]{1,64}@[^\s@<>,;:\"()\\\[\]\x00-\x1f\x7f]{1,255}")
_IN_NAMES = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029\"\\,;:<>()]+")
_LINE_ENDS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")


@dataclass(frozen=True)
class MailSettings:
    """Where mail goes out and in whose name."""

    host: str
    port: int
    security: str
    login: str
    sender: str
    sender_name: str


def settings(company: Mapping[str, str]) -> MailSettings | None:
    """The company's settings; None where no server is set. Raises ServiceError 'mail_settings_wrong'."""
    host = company.get("mail_host", "").strip()
    if not host:
        return None
    security = company.get("mail_security", "").strip() or "starttls"
    sender = company.get("mail_from", "").strip()
    # quotes and commas in a name are read differently by different programs
    name = _IN_NAMES.sub(" ", company.get("mail_from_name", "") or company.get("company_name", "")).strip()
    port = int(company.get("mail_port", "") or 0)
    if not re.fullmatch(r"[A-Za-z0-9.:_-]+", host):
        raise ServiceError("mail_settings_wrong", what="mail_host")
    if not 0 < port < 65536:
        raise ServiceError("mail_settings_wrong", what="mail_port")
    if security not in SECURITY:
        raise ServiceError("mail_settings_wrong", what="mail_security")
    if not _ADDRESS.fullmatch(sender):
        raise ServiceError("mail_settings_wrong", what="mail_from")
    return MailSettings(host, port, security, company.get("mail_login", "").strip(), sender, name)


class Mailer:
    """A connection to the mail server, opened with the first message and used for all that follow."""

    def __init__(self, mail: MailSettings, own: SendingSettings, seconds: float = SECONDS) -> None:
        self._mail, self._own, self._seconds = mail, own, seconds
        self._server: smtplib.SMTP | None = None
        self._socket: socket.socket | None = None

    def close(self) -> None:
        """Take leave of the server."""
        server, self._server = self._server, None
        if server is not None:
            with self._in_time():
                try:
                    server.quit()
                except (OSError, smtplib.SMTPException):
                    server.close()
        self._let_go()

    def send(self, address: str, subject: str, body: str, lang: str, message_id: UUID, hand_over: HandOver) -> Outcome:
        """Hand one message over; hand_over is asked right before its text goes to the server."""
        try:
            content = self._content(address, subject, body, lang, message_id)
        except (ValueError, UnicodeError) as error:
            return Outcome("refused", "mail_address_refused", str(error))
        with self._in_time():
            outcome = self._connect()
            if outcome is not None:
                return outcome
            try:
                return self._hand(address, content, hand_over)
            except (smtplib.SMTPException, OSError) as error:
                # nothing was handed over: that part catches its own
                self._drop()
                return Outcome("again", "mail_connection_lost", _said(error), stop=True)

    @contextmanager
    def _in_time(self) -> Iterator[None]:
        """End the conversation where it takes too long altogether; what waits then raises."""
        late = threading.Timer(self._seconds * ANSWERS, self._cut)
        late.daemon = True
        late.start()
        try:
            yield
        finally:
            late.cancel()

    def _cut(self) -> None:
        line = self._socket
        if line is not None:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def _reached(self, line: socket.socket) -> None:
        # TLS takes the socket over; a double of it can still end the line
        self._socket = line.dup()

    def _let_go(self) -> None:
        line, self._socket = self._socket, None
        if line is not None:
            line.close()

    # -- the conversation ------------------------------------------------------------------------------

    def _connect(self) -> Outcome | None:
        if self._server is not None:
            try:
                if self._server.noop()[0] == 250:
                    return None
            except (smtplib.SMTPException, OSError):
                pass
            self._drop()
        mail = self._mail
        password = self._own.password(mail.host, mail.login) if mail.login else None
        if mail.login and password is None:
            return Outcome("again", "mail_password_missing", mail.host, stop=True)
        if mail.login and mail.security == "none" and not _is_here(mail.host):
            return Outcome("again", "mail_password_open", mail.host, stop=True)
        server: smtplib.SMTP | None = None
        try:
            if mail.security == "ssl":
                server = _EncryptedServer(self, mail.host, mail.port, timeout=self._seconds, context=self._trust())
            else:
                server = _MailServer(self, mail.host, mail.port, timeout=self._seconds)
            server.ehlo_or_helo_if_needed()
            if mail.security == "starttls":
                server.starttls(context=self._trust())
                server.ehlo()
            if password is not None:
                server.login(mail.login, password)
        except smtplib.SMTPAuthenticationError as error:
            outcome = Outcome("again", "mail_login_refused", _said(error), stop=True)
        except (ssl.SSLError, smtplib.SMTPNotSupportedError) as error:
            outcome = Outcome("again", "mail_not_encrypted", _said(error), stop=True)
        except (smtplib.SMTPException, OSError) as error:
            outcome = Outcome("again", "mail_unreachable", _said(error), stop=True)
        else:
            self._server = server
            return None
        if server is not None:
            server.close()
        self._let_go()
        return outcome

    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self._own.ca_file or None)

    def _hand(self, address: str, content: bytes, hand_over: HandOver) -> Outcome:
        server = self._server
        assert server is not None
        for code, said, fault in (
            (*server.mail(self._mail.sender), "mail_sender_refused"),
            (*server.rcpt(address), "mail_address_refused"),
        ):
            if code not in (250, 251):
                self._reset()
                later = code < 500 or fault == "mail_sender_refused"
                return Outcome(
                    "again" if later else "refused",
                    "mail_later" if code < 500 else fault,
                    _reply(code, said),
                    stop=fault == "mail_sender_refused" or code == 421,
                )
        code, said = server.docmd("DATA")
        if code != 354:
            self._reset()
            return Outcome("again" if code < 500 else "refused", "mail_later" if code < 500 else "mail_text_refused",
                           _reply(code, said))  # fmt: skip
        try:
            mine = hand_over()
        except BaseException:
            # without the final dot the server takes nothing
            self._drop()
            raise
        if not mine:
            self._drop()
            return WITHDRAWN
        try:
            server.send(content)
            code, said = server.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            return Outcome("perhaps", "mail_no_answer", _said(error), stop=True)
        if code == 250:
            return SENT
        if not 400 <= code < 600:
            # an answer that broke off, or one that no mail server gives here: whether it was taken is not known
            self._drop()
            return Outcome("perhaps", "mail_no_answer", stop=True)
        return Outcome("again" if code < 500 else "refused", "mail_later" if code < 500 else "mail_text_refused",
                       _reply(code, said), stop=code == 421)  # fmt: skip

    def _reset(self) -> None:
        if self._server is not None:
            try:
                self._server.rset()
            except (smtplib.SMTPException, OSError):
                self._drop()

    def _drop(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.close()
        self._let_go()

    # -- the message -----------------------------------------------------------------------------------

    def _content(self, address: str, subject: str, body: str, lang: str, message_id: UUID) -> bytes:
        """The message as it goes over the wire. Raises ValueError where the address is none."""
        if not _ADDRESS.fullmatch(address) or not address.isascii():
            raise ValueError("address")
        mail = self._mail
        message = EmailMessage(policy=SMTP)
        message["From"] = Address(mail.sender_name, addr_spec=mail.sender)
        message["To"] = Address(addr_spec=address)
        message["Subject"] = _LINE_ENDS.sub(" ", subject).strip()
        message["Date"] = formatdate(localtime=True)
        # the same however often it is tried, so that a server can tell a second one
        message["Message-ID"] = f"<{message_id}@{mail.sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"
        message["Content-Language"] = "en" if lang == "en" else "zh-CN"
        message.set_content(body, cte="7bit" if _is_plain(body) else "base64" if lang != "en" else "quoted-printable")
        raw = message.as_bytes()
        if not raw.endswith(b"\r\n"):
            raw += b"\r\n"
        return re.sub(rb"(?m)^\.", b"..", raw) + b".\r\n"


class _MailServer(smtplib.SMTP):
    """Tells its mailer of the socket before the server has said a word."""

    def __init__(self, mailer: Mailer, *given: Any, **named: Any) -> None:
        self._mailer = mailer
        super().__init__(*given, **named)

    def _get_socket(self, *place: Any) -> socket.socket:
        reached: socket.socket = super()._get_socket(*place)  # type: ignore[misc]
        self._mailer._reached(reached)
        return reached


class _EncryptedServer(smtplib.SMTP_SSL, _MailServer):
    """The same over TLS from the first byte: SMTP_SSL asks the class behind it for the socket."""

    def __init__(self, mailer: Mailer, *given: Any, **named: Any) -> None:
        self._mailer = mailer
        smtplib.SMTP_SSL.__init__(self, *given, **named)


def _is_plain(body: str) -> bool:
    return body.isascii() and all(len(line) < 900 for line in body.splitlines())


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _said(error: BaseException) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _reply(error.smtp_code, error.smtp_error)
    if isinstance(error, socket.timeout):
        return "timeout"
    return str(error.strerror or error) if isinstance(error, OSError) else str(error)


def _reply(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    # a server quotes the address it refuses; the outbox shows no address
    return _LINE_ENDS.sub(" ", re.sub(r"\S+@\S+", "…", f"{code} {words}"))[:300]
