import socket
import threading

import pytest
from PIL import Image

from services.documents import escpos
from services.documents.render import raster, render
from services.errors import ServiceError
from services.printing import Target, printers, send, send_bytes, send_pdf
from tests.services.documents import reading, samples


def decoded(data: bytes) -> tuple[list[Image.Image], list[bytes]]:
    """What a printer would make of a job: its pages up to each cut, and the other commands."""
    pages, other, page, at = [], [], [], 0
    while at < len(data):
        if data.startswith(b"\x1dv0\x00", at):
            wide, high = (
                int.from_bytes(data[at + 4 : at + 6], "little"),
                int.from_bytes(data[at + 6 : at + 8], "little"),
            )
            bits = bytes(255 - byte for byte in data[at + 8 : at + 8 + wide * high])
            page.append(Image.frombytes("1", (wide * 8, high), bits))
            at += 8 + wide * high
        elif data.startswith(b"\x1dV", at):
            whole = Image.new("1", (page[0].width, sum(band.height for band in page)), 1)
            top = 0
            for band in page:
                whole.paste(band, (0, top))
                top += band.height
            pages.append(whole)
            page, at = [], at + 3
        else:
            length = {b"\x1b@": 2, b"\x1bd": 3, b"\x1bp": 5}[data[at : at + 2]]
            other.append(data[at : at + length])
            at += length
    return pages, other


@pytest.mark.parametrize(("media", "dots"), [("80mm", 576), ("58mm", 384)])
@pytest.mark.parametrize("lang", ["zh", "en", "both"])
@pytest.mark.parametrize("paper", ["receipt", "intake"])
def test_codes_survive_the_way_through_the_printer(paper, media, dots, lang):
    job = escpos.job(raster(render(paper, samples.content_for(paper), media, lang), dots))
    (page,), _other = decoded(job)
    assert page.width == dots
    assert reading.codes(page.convert("L")) == {("Code128", samples.NUMBER), ("QRCode", samples.NUMBER)}


def test_a_job_starts_clean_opens_the_drawer_first_and_cuts_every_page():
    page = Image.new("1", (576, 300), 1)
    pages, other = decoded(escpos.job([page, page], drawer=2))
    assert len(pages) == 2
    assert other == [b"\x1b@", b"\x1bp\x00\x32\xfa", b"\x1bd\x04", b"\x1bd\x04"]
    assert all(not any(white == 0 for white in found.tobytes()) for found in pages)


def test_bands_stay_below_what_cheap_printers_hold():
    data = escpos.raster(Image.new("1", (384, 1000), 0))
    heights = [
        int.from_bytes(data[at + 6 : at + 8], "little") for at in range(len(data)) if data.startswith(b"\x1dv0\x00", at)
    ]
    assert sum(heights) == 1000
    assert max(heights) == escpos.BAND


def test_a_grey_picture_is_our_mistake():
    with pytest.raises(ValueError, match="one bit"):
        escpos.raster(Image.new("L", (8, 8)))


def test_a_drawer_on_an_unknown_pin_is_our_mistake():
    with pytest.raises(ValueError, match="pin 3"):
        escpos.job([], drawer=3)


def test_a_network_printer_gets_the_whole_job():
    received = bytearray()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _address = server.accept()
            with connection:
                while part := connection.recv(65536):
                    received.extend(part)

        thread = threading.Thread(target=serve)
        thread.start()
        pdf = render("receipt", samples.receipt(), "80mm", "zh")
        send(pdf, "80mm", Target("tcp", f"127.0.0.1:{server.getsockname()[1]}"))
        thread.join(timeout=10)
    assert bytes(received) == escpos.job(raster(pdf, 576))


def test_a_device_file_gets_as_many_copies_as_wanted(tmp_path):
    device = tmp_path / "lp0"
    device.touch()
    pdf = render("receipt", samples.receipt(), "58mm", "zh")
    send(pdf, "58mm", Target("file", str(device), copies=1, dots=384))
    (page,), _other = decoded(device.read_bytes())
    assert page.width == 384


@pytest.mark.parametrize("target", [Target("tcp", "127.0.0.1:1"), Target("file", "/nonexistent/lp0")])
def test_a_printer_that_is_not_there_is_said_in_a_sentence(target):
    with pytest.raises(ServiceError) as refusal:
        send_bytes(b"x", target)
    assert refusal.value.code == "printer_unreachable"
    assert target.name in refusal.value.sentence()


@pytest.fixture
def printing_system(tmp_path, monkeypatch):
    """A printing system in a folder: `lp` keeps what it is given, `lpstat` knows two printers."""
    lp = tmp_path / "lp"
    lp.write_text(
        f'#!/bin/sh\necho "$@" >> {tmp_path}/calls\ncat > {tmp_path}/job\n'
        'case "$*" in *broken*) echo "lp: The printer or class does not exist." >&2; exit 1;; esac\n'
        'echo "request id is front-12 (1 file(s))"\n'
    )
    lpstat = tmp_path / "lpstat"
    lpstat.write_text(
        '#!/bin/sh\ncase "$1" in\n-p) echo "printer front is idle.  enabled since Sat"\n'
        'echo "printer back disabled since Sat -";;\n-d) echo "system default destination: front";;\nesac\n'
    )
    lp.chmod(0o755)
    lpstat.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    return tmp_path


def test_printers_of_the_system_are_listed_with_their_state(printing_system):
    assert [(item.name, item.state, item.is_default) for item in printers()] == [
        ("front", "idle", True),
        ("back", "disabled", False),
    ]


def test_a_pdf_goes_to_the_printer_as_it_is(printing_system):
    pdf = render("intake", samples.order(), "a5", "zh")
    assert send_pdf(pdf, "front", "a5", copies=2) == "front-12"
    assert (printing_system / "job").read_bytes() == pdf
    call = (printing_system / "calls").read_text()
    assert "-d front -n 2" in call and "media=A5" in call


def test_dots_go_through_a_raw_queue(printing_system):
    pdf = render("receipt", samples.receipt(), "80mm", "zh")
    send(pdf, "80mm", Target("raw", "till"))
    assert (printing_system / "job").read_bytes() == escpos.job(raster(pdf, 576))
    assert "-o raw" in (printing_system / "calls").read_text()


def test_what_the_system_refuses_is_passed_on(printing_system):
    with pytest.raises(ServiceError) as refusal:
        send_pdf(b"%PDF", "broken", "a4")
    assert "does not exist" in refusal.value.sentence()


def test_a_machine_without_printing_has_no_printers_and_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert printers() == []
    with pytest.raises(ServiceError) as refusal:
        send(b"%PDF", "a4", Target("system", "front"))
    assert refusal.value.code == "printing_unavailable"
