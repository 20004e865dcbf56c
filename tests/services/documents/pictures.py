"""Small pictures of the papers as they should look; run as a module to make them anew after looking at them.

python -m tests.services.documents.pictures
"""

from pathlib import Path

from PIL import Image

from services.documents.render import images, render
from tests.services.documents import samples

FOLDER = Path(__file__).parent / "pictures"
# Enough to see a column move by a millimetre, too little to see how a letter is smoothed.
DPI = 40
SHOWN = [
    ("intake", "a5", "both"), ("intake", "a4", "zh"), ("intake", "80mm", "both"), ("label", "60x40", "zh"),
    ("worksheet", "a4", "en"), ("quote", "a4", "both"), ("repair", "a4", "both"), ("delivery", "a5", "zh"),
    ("receipt", "80mm", "both"), ("receipt", "58mm", "both"), ("receipt", "a5", "en"), ("card", "a4", "both"),
]  # fmt: skip


def drawn(paper: str, media: str, lang: str) -> Image.Image:
    """The first page as it looks now."""
    return images(render(paper, samples.content_for(paper), media, lang), DPI, 1)[0]


def main() -> None:
    """Keep how the papers look now as how they should look."""
    FOLDER.mkdir(exist_ok=True)
    for paper, media, lang in SHOWN:
        drawn(paper, media, lang).quantize(16).save(FOLDER / f"{paper}-{media}-{lang}.png", optimize=True)


if __name__ == "__main__":
    main()
