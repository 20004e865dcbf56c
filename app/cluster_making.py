"""Making the private PostgreSQL: initdb in a place that the server's account can enter."""

import hashlib
import os
import secrets
import shutil
from pathlib import Path

from app.pgprograms import ROOT_STORE, Account, EmbeddedError, last_line, reachable_tools, run_as
from services.texts import _

SUPERUSER = "postgres"


def place_elsewhere(folder: Path, account: Account | None) -> Path | None:
    """Where the place goes when the server's account cannot enter the folder; None where it can."""
    if account is None or account.may_enter(folder):
        return None
    key = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
    ROOT_STORE.mkdir(mode=0o755, parents=True, exist_ok=True)
    return ROOT_STORE / f"cluster-{key}"


def make(folder: Path, place: Path, account: Account | None, throwaway: bool) -> None:
    """Make a cluster's place, with `data` in it, and the superuser's password beside it in the folder.

    account: the one the server runs under, None = ours; throwaway: nothing waits for a disk.
    """
    shutil.rmtree(place, ignore_errors=True)
    # Ours and not the server account's: root must not write where that account could lay a link.
    place.mkdir(mode=0o711)
    place.chmod(0o711 if account else 0o700)
    for name in ("making", "run"):
        (place / name).mkdir(mode=0o700)
        _give(place / name, account)

    word = secrets.token_urlsafe(32)
    _write_private(folder / "password", word + "\n")
    word_for_initdb = place / "word"
    _write_private(word_for_initdb, word + "\n")
    _give(word_for_initdb, account)
    command = [
        str(reachable_tools(account).initdb), "-D", str(place / "making"), "-U", SUPERUSER,
        "--auth=scram-sha-256", f"--pwfile={word_for_initdb}", "--encoding=UTF8", "--locale=C",
        "--text-search-config=simple", "--data-checksums",
    ]  # fmt: skip
    if throwaway:
        command.append("--no-sync")
    try:
        code, output = run_as(account, command, place)
    finally:
        word_for_initdb.unlink()
    if code != 0:
        raise EmbeddedError(_("The private database could not be made: {reason}").format(reason=last_line(output)))
    with (place / "making" / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write("\ninclude_dir = '../conf.d'\n")
    (place / "making").rename(place / "data")


def _give(path: Path, account: Account | None) -> None:
    if account:
        os.chown(path, account.uid, account.gid)


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
