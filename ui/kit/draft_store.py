"""What was typed and not saved, on this PC's disk, readable to the same person only.

One file a login and database, mode 0600. Its content is encrypted with a random key
(AES-256-GCM), which is wrapped by scrypt of the person's password: whoever finds the
disk reads nothing, and changing the password rewrites 48 bytes. Drafts go after
seven days. Writes are atomic, so a program killed at any moment leaves a whole file.
"""

import base64
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

KEPT_SECONDS = 7 * 24 * 3600
# Nobody signs in after so long to drafts that old: the PC's clock was wrong when they were typed.
CLOCK_WRONG_SECONDS = 365 * 24 * 3600
COST = 2**15  # 32 MB and some 80 ms: once a sign-in
LOCK_SECONDS = 5
VERSION = 1


@dataclass(frozen=True)
class Draft:
    """One form that was left unsaved. key: of the form; kind: the page that opens it;
    values: what Form.raw() gave; saved_at: seconds since 1970."""

    key: str
    kind: str
    title: str
    values: dict[str, Any]
    saved_at: float


class DraftStore:
    """The drafts of one person for one database. Slow to open (scrypt): in the background.

    database: anything that names it, for instance host, port and name. Two windows of
    one person share the file.
    """

    def __init__(self, folder: Path, login: str, database: str, password: str) -> None:
        name = hashlib.sha256(f"{login}\0{database}".encode()).hexdigest()[:32]
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path = folder / f"{name}.drafts"
        self._bound = f"aftercare drafts {VERSION} {name}".encode()
        with self._locked():
            if self.path.exists():
                self._open(password)
            else:
                self._begin(password)

    def _begin(self, password: str) -> None:
        self._key = os.urandom(32)
        self._head = self._wrap(password)
        self._write({})

    def _open(self, password: str) -> None:
        from cryptography.exceptions import InvalidTag

        try:
            head = json.loads(self.path.read_bytes().split(b"\n", 1)[0])
            wrapping = _derive(password, base64.b64decode(head["salt"]))
            self._key = _unseal(wrapping, base64.b64decode(head["key"]), self._bound)
            self._head = head
            self._mend_times()
        except (InvalidTag, ValueError, KeyError, IndexError):
            # Kept aside for a week: an administrator may have set a new password meanwhile.
            self.path.replace(self.path.with_suffix(".old"))
            self._begin(password)
        self._sweep()

    def _mend_times(self) -> None:
        drafts = self._read(any_age=True)
        now = time.time()
        if any(draft.saved_at < now - CLOCK_WRONG_SECONDS for draft in drafts.values()):
            self._write(
                {
                    key: replace(draft, saved_at=now) if draft.saved_at < now - CLOCK_WRONG_SECONDS else draft
                    for key, draft in drafts.items()
                }
            )

    def _wrap(self, password: str) -> dict[str, Any]:
        salt = os.urandom(16)
        sealed = _seal(_derive(password, salt), self._key, self._bound)
        return {
            "version": VERSION,
            "salt": base64.b64encode(salt).decode(),
            "key": base64.b64encode(sealed).decode(),
        }

    def change_password(self, password: str) -> None:
        """The person has another password from now on."""
        with self._locked():
            drafts = self._read()
            self._head = self._wrap(password)
            self._write(drafts)

    def all(self) -> list[Draft]:
        """The drafts there are, newest first."""
        with self._locked():
            return sorted(self._read().values(), key=lambda draft: -draft.saved_at)

    def get(self, key: str) -> Draft | None:
        """The draft of a form."""
        with self._locked():
            return self._read().get(key)

    def save(self, key: str, kind: str, title: str, values: dict[str, Any]) -> int:
        """Keep a draft; the number of drafts there are now."""
        with self._locked():
            drafts = self._read()
            drafts[key] = Draft(key, kind, title, values, time.time())
            self._write(drafts)
            return len(drafts)

    def remove(self, key: str) -> int:
        """Drop a draft: it was saved, or the person does not want it; the number left."""
        with self._locked():
            drafts = self._read()
            if drafts.pop(key, None) is not None:
                self._write(drafts)
            return len(drafts)

    def _read(self, any_age: bool = False) -> dict[str, Draft]:
        body = self.path.read_bytes().split(b"\n", 1)[1]
        listed = json.loads(_unseal(self._key, body, self._bound), object_hook=_decoded)
        young = time.time() - KEPT_SECONDS
        return {one["key"]: Draft(**one) for one in listed if any_age or one["saved_at"] >= young}

    def _write(self, drafts: dict[str, Draft]) -> None:
        listed = json.dumps([asdict(draft) for draft in drafts.values()], default=_encoded, ensure_ascii=False)
        content = json.dumps(self._head).encode() + b"\n" + _seal(self._key, listed.encode(), self._bound)
        # mkstemp makes files of mode 0600.
        handle, part = tempfile.mkstemp(prefix=self.path.stem, suffix=".part", dir=self.path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(part).replace(self.path)
        except BaseException:
            with suppress(OSError):
                Path(part).unlink()
            raise

    def _sweep(self) -> None:
        """Remove what killed programs and former passwords left behind."""
        old = time.time() - KEPT_SECONDS
        for pattern in ("*.old", "*.part"):
            for path in self.path.parent.glob(pattern):
                with suppress(OSError):
                    if path.stat().st_mtime < old:
                        path.unlink()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Two windows of one person take turns. A lock whose owner was killed is broken after a while."""
        lock = self.path.with_suffix(".lock")
        until = time.monotonic() + 2 * LOCK_SECONDS
        while True:
            try:
                os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
                break
            except FileExistsError:
                with suppress(OSError):
                    # either way: a clock that was set back must not make the lock last for ever
                    if abs(time.time() - lock.stat().st_mtime) > LOCK_SECONDS:
                        lock.unlink()
                if time.monotonic() > until:
                    raise TimeoutError(f"{lock} is held") from None
                time.sleep(0.01)
        try:
            yield
        finally:
            with suppress(OSError):
                lock.unlink()


def _derive(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=COST, r=8, p=1, maxmem=64 * 1024 * 1024, dklen=32)


def _seal(key: bytes, content: bytes, bound: bytes) -> bytes:
    # Only where something is sealed: the first window does not wait for this import.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(12)
    return nonce + AESGCM(key).encrypt(nonce, content, bound)


def _unseal(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key).decrypt(sealed[:12], sealed[12:], bound)


# What forms hold and JSON does not know: datetime before date, it is one too.
_KINDS: tuple[tuple[str, type, Any, Any], ...] = (
    ("uuid", UUID, str, UUID),
    ("decimal", Decimal, str, Decimal),
    ("datetime", datetime, datetime.isoformat, datetime.fromisoformat),
    ("date", date, date.isoformat, date.fromisoformat),
)


def _encoded(value: Any) -> dict[str, str]:
    for name, kind, write, _read in _KINDS:
        if isinstance(value, kind):
            return {"~": name, "value": write(value)}
    raise TypeError(f"{type(value)} cannot be kept in a draft")


def _decoded(found: dict[str, Any]) -> Any:
    for name, _kind, _write, read in _KINDS:
        if found.get("~") == name:
            return read(found["value"])
    return found
