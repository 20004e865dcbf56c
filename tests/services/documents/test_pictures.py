from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageFilter

from services.documents.content import Signature
from services.documents.render import images, render
from tests.services.documents import pictures, reading, samples


@pytest.mark.parametrize(("paper", "media", "lang"), pictures.SHOWN)
def test_a_paper_looks_as_it_did_when_somebody_looked_at_it(paper, media, lang):
    wanted = Image.open(pictures.FOLDER / f"{paper}-{media}-{lang}.png").convert("L")
    found = pictures.drawn(paper, media, lang)
    assert found.size == wanted.size
    # Blurred, so that only what moved counts, not how edges are smoothed.
    blur = ImageFilter.GaussianBlur(1.5)
    difference = ImageChops.difference(found.filter(blur), wanted.filter(blur))
    histogram = difference.histogram()
    assert sum(histogram[48:]) / (found.width * found.height) < 0.002


def _png(colour: int) -> bytes:
    out = BytesIO()
    Image.new("L", (120, 60), colour).save(out, "PNG")
    return out.getvalue()


def _dark_share(pdf: bytes) -> float:
    (picture, *_more) = images(pdf, 60)
    return sum(picture.histogram()[:64]) / (picture.width * picture.height)


def test_a_logo_and_a_signature_are_drawn():
    plain = _dark_share(render("intake", samples.order(), "a5", "both"))
    with_logo = samples.order(shop=samples.shop(logo=_png(0)))
    assert _dark_share(render("intake", with_logo, "a5", "both")) > plain + 0.0005
    signed = samples.order(signatures=[Signature("Customer signs", "张先生", samples.at(11, 21, 14, 5), _png(0))])
    pdf = render("intake", signed, "a5", "both")
    assert _dark_share(pdf) > plain + 0.0005
    assert all(reading.overflow(page, 5) == [] for page in reading.pages(pdf))


@pytest.mark.parametrize("data", [b"no picture", b"\x89PNG\r\n\x1a\nbroken", b""])
def test_a_picture_that_cannot_be_read_is_left_out(data):
    order = samples.order(
        shop=samples.shop(logo=data), signatures=[Signature("Customer signs", image=data), Signature("Clerk signs")]
    )
    assert samples.NUMBER in reading.text(render("intake", order, "a5", "both"))
