"""Sending papers to printers without a dialog: through CUPS, to a network or device file, as dots or PDF.

Windows has no `lp`; there the window prints through the system (`ui.kit.printing`), and
this module still serves receipt printers with an address of their own.
"""

import os
import shutil
import socket
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from services.errors import ServiceError, sentences
from services.texts import N_

sentences(
    no_printer=N_("This computer has no printer; save the paper as PDF instead."),
    printing_unavailable=N_("This computer has no printing system; save the paper as PDF instead."),
    printer_unreachable=N_("The printer {printer} does not answer. Is it switched on and connected?"),
    printer_refused=N_("The printer {printer} refuses: {reason}"),
)

# A printer that is off must not hold the counter; its queue keeps the job and says so.
TIMEOUT = 10.0
RAW_PORT = 9100

_PAPER_OPTIONS = {
    "a4": ["media=A4"],
    "a5": ["media=A5", "landscape"],
}


@dataclass(frozen=True)
class Printer:
    """A printer the system knows. state: idle, printing or disabled, as CUPS says it."""

    name: str
    state: str = ""
    is_default: bool = False


@dataclass(frozen=True)
class Target:
    """Where a paper goes.

    kind: "system" (name: a printer of the system), "tcp" (name: host or host:port), "file" (name: a device
    such as /dev/usb/lp0), "raw" (name: a queue of the system that takes bytes as they are). The last three
    take ESC/POS. dots: what the head of a thermal printer reaches.
    """

    kind: str
    name: str
    copies: int = 1
    dots: int = 576
    cut: bool = True
    drawer: int = 0


def has_system_printing() -> bool:
    """Whether this machine prints through CUPS."""
    return shutil.which("lp") is not None


def _run(command: list[str], data: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    try:
        # The C locale, because the answers are read.
        return subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
            env=_environment(),
        )
    except FileNotFoundError as error:
        raise ServiceError("printing_unavailable") from error
    except subprocess.TimeoutExpired as error:
        raise ServiceError("printer_unreachable", printer=command[-1]) from error


def _environment() -> dict[str, str]:
    return {**os.environ, "LC_ALL": "C", "LANGUAGE": ""}


def printers() -> list[Printer]:
    """What the system can print on; empty where there is nothing, never an error."""
    if not shutil.which("lpstat"):
        return []
    try:
        names = _run(["lpstat", "-p"]).stdout.decode(errors="replace")
        chosen = _run(["lpstat", "-d"]).stdout.decode(errors="replace")
    except ServiceError:
        return []
    default = chosen.partition(":")[2].strip() if "destination:" in chosen else ""
    found = []
    for line in names.splitlines():
        words = line.split()
        if len(words) < 3 or words[0] != "printer":
            continue
        state = "disabled" if " disabled " in f"{line} " else "printing" if "now printing" in line else "idle"
        found.append(Printer(words[1], state, words[1] == default))
    return found


def send_pdf(pdf: bytes, printer: str, media: str, copies: int = 1, title: str = "Aftercare") -> str:
    """Hand a PDF to a printer of the system; returns the job's id.

    Raises ServiceError printing_unavailable (no `lp` here) or printer_refused (with what the system said).
    """
    command = ["lp", "-d", printer, "-n", str(max(1, copies)), "-t", title[:80]]
    for option in _options(media):
        command += ["-o", option]
    return _job_id(_run([*command, "--", "-"], pdf), printer)


def _options(media: str) -> list[str]:
    if media in _PAPER_OPTIONS:
        return _PAPER_OPTIONS[media]
    if "x" in media:
        return [f"media=Custom.{media}mm"]
    # Rolls have the length of the page; the driver cuts there.
    return ["fit-to-page=false"]


def _job_id(answer: subprocess.CompletedProcess[bytes], printer: str) -> str:
    if answer.returncode:
        said = answer.stderr.decode(errors="replace").strip().splitlines()
        raise ServiceError("printer_refused", printer=printer, reason=said[-1] if said else str(answer.returncode))
    # request id is PDF-12 (1 file(s))
    return answer.stdout.decode(errors="replace").partition("request id is ")[2].split(" ")[0]


def send_bytes(data: bytes, target: Target) -> None:
    """Hand bytes to a receipt printer. Raises ServiceError when it cannot be reached or refuses."""
    sinks: dict[str, Callable[[bytes, str], None]] = {"tcp": _to_socket, "file": _to_file, "raw": _to_queue}
    for _copy in range(max(1, target.copies)):
        sinks[target.kind](data, target.name)


def _to_socket(data: bytes, name: str) -> None:
    host, _colon, port = name.partition(":")
    try:
        with socket.create_connection((host, int(port or RAW_PORT)), timeout=TIMEOUT) as connection:
            connection.sendall(data)
            # Cheap printers drop what is still in flight when the connection is torn down.
            connection.shutdown(socket.SHUT_WR)
    except (OSError, ValueError) as error:
        raise ServiceError("printer_unreachable", printer=name) from error


def _to_file(data: bytes, name: str) -> None:
    try:
        with Path(name).open("wb", buffering=0) as device:
            view = memoryview(data)
            while view:
                view = view[device.write(view) or 0 :]
    except OSError as error:
        raise ServiceError("printer_unreachable", printer=name) from error


def _to_queue(data: bytes, name: str) -> None:
    _job_id(_run(["lp", "-d", name, "-o", "raw", "--", "-"], data), name)


def send(pdf: bytes, media: str, target: Target, title: str = "Aftercare") -> None:
    """Print a paper silently where it belongs."""
    if target.kind == "system":
        send_pdf(pdf, target.name, media, target.copies, title)
        return
    if target.kind not in {"tcp", "file", "raw"}:
        raise ValueError(f"unknown kind of printer {target.kind!r}")
    from services.documents import escpos, render

    send_bytes(escpos.job(render.raster(pdf, target.dots), cut=target.cut, drawer=target.drawer), target)
