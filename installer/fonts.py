"""Makes the fonts in resources/fonts out of the full Noto Sans SC.

Run it only when the characters or the source change; the results are kept in the project:

    npm pack @expo-google-fonts/noto-sans-sc      # Noto Sans SC as static TrueType, SIL OFL 1.1
    pip download --no-deps pypinyin-dict          # holds the Table of General Standard Chinese Characters
    python installer/fonts.py expo-google-fonts-noto-sans-sc-*.tgz pypinyin_dict-*.whl

TrueType outlines, because reportlab refuses CFF ones. The regular cut carries every Han
character of the basic block, so that no name is lost; the bold cut carries the 8,105 standard
characters and GB 2312, what it lacks is drawn in the regular cut. "Noto" is not a reserved
font name, so the subsets may keep theirs; their licence lies beside them.

A third and fourth file hold the Latin letters alone, the same shapes, with the marks that the
source draws for Chinese lines (“ ” … × ·) as wide and as light as Latin lines want them; English screens use it.
"""

import argparse
import re
import sys
import tarfile
import zipfile
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "fonts"
STANDARD_CHARACTERS = 8105
CUTS = {"Regular": "400Regular", "Bold": "700Bold"}


def standard_table(wheel: Path) -> set[int]:
    """通用规范汉字表 (2013), 196 of its characters lie beyond the basic plane."""
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read("pypinyin_dict/pinyin_data/ktghz2013.py").decode()
    table = {int(code, 16) for code in re.findall(r"0x([0-9A-Fa-f]+):", text)}
    if len(table) != STANDARD_CHARACTERS:
        raise ValueError(f"expected {STANDARD_CHARACTERS} standard characters, found {len(table)}")
    return table


def gb2312() -> set[int]:
    """The characters of GB 2312, symbols included."""
    found = set()
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes([high, low]).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return found


def everyday() -> set[int]:
    """Latin, Greek, Cyrillic, punctuation, symbols, kana and the full-width forms."""
    spans = [(0x20, 0x0590), (0x1E00, 0x3400), (0xFE10, 0xFE70), (0xFF00, 0xFFF0)]
    return {code for first, past in spans for code in range(first, past)}


# The source draws these as wide as a Han character, which tears "Fault, in the customer’s words" apart.
NARROWED = "·‘’"
SIDE_BEARING = 70


def narrow(font: TTFont, char: str) -> None:
    """Give a mark the width it has among Latin letters."""
    name = font.getBestCmap()[ord(char)]
    glyph = font["glyf"][name]
    glyph.recalcBounds(font["glyf"])
    glyph.coordinates.translate((SIDE_BEARING - glyph.xMin, 0))
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (glyph.xMax + SIDE_BEARING, SIDE_BEARING)


DOT = "·"
DOT_SHARE = 0.62


def lighten_dot(font: TTFont) -> None:
    """A dot between facts: the source draws the heavy one of Chinese names. Its width stays."""
    name = font.getBestCmap()[ord(DOT)]
    glyph = font["glyf"][name]
    glyph.recalcBounds(font["glyf"])
    x, y = (glyph.xMin + glyph.xMax) / 2, (glyph.yMin + glyph.yMax) / 2
    glyph.coordinates.translate((-x, -y))
    glyph.coordinates.scale((DOT_SHARE, DOT_SHARE))
    glyph.coordinates.translate((x, y))
    glyph.coordinates.toInt()
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (font["hmtx"][name][0], glyph.xMin)


def repeat(font: TTFont, char: str, part: str, times: int, closeness: float = 1.0) -> None:
    """Draw a mark as a row of another one: … of three full stops, “ of two ‘ that stand closer."""
    cmap, metrics = font.getBestCmap(), font["hmtx"]
    name, piece = cmap[ord(char)], cmap[ord(part)]
    step = round(metrics[piece][0] * closeness)
    pen = TTGlyphPen(font.getGlyphSet())
    for place in range(times):
        pen.addComponent(piece, (1, 0, 0, 1, place * step, 0))
    font["glyf"][name] = pen.glyph()
    font["glyf"][name].recalcBounds(font["glyf"])
    metrics[name] = (step * (times - 1) + metrics[piece][0], metrics[piece][1])


LATIN = "Noto Sans SC Latin"


def make_latin(whole: Path, out: Path) -> None:
    """The Latin letters of a cut made before, under a name of their own, with marks of Latin width."""
    font = TTFont(whole, recalcTimestamp=False)
    options = subset.Options()
    options.name_IDs = ["*"]
    options.notdef_outline = True
    cutter = subset.Subsetter(options)
    spans = [(0x20, 0x250), (0x370, 0x530), (0x1E00, 0x1F00), (0x2010, 0x2060), (0x20A0, 0x20C0)]
    letters = {code for first, past in spans for code in range(first, past)} | {0x2212, 0x2264, 0x2265}
    cutter.populate(unicodes=letters & set(font.getBestCmap()))
    cutter.subset(font)
    for char, part, times, closeness in (("…", ".", 3, 1.0), ("“", "‘", 2, 0.72), ("”", "’", 2, 0.72)):
        repeat(font, char, part, times, closeness)
    narrow(font, "×")
    lighten_dot(font)
    for record in font["name"].names:
        words = record.toUnicode()
        changed = words.replace("Noto Sans SC", LATIN).replace("NotoSansSC", "NotoSansSCLatin")
        font["name"].setName(changed, record.nameID, record.platformID, record.platEncID, record.langID)
    font.save(out)
    print(f"{out.name}: {len(font.getBestCmap())} characters, {out.stat().st_size / 1e6:.1f} MB")


def make(full: bytes, wanted: set[int], out: Path) -> None:
    """Write the part of a font that covers the wanted characters, without hints and layout tables."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG", "STAT"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    font = TTFont(BytesIO(full), recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted & set(font.getBestCmap()))
    cutter.subset(font)
    for char in NARROWED:
        narrow(font, char)
    font.save(out)
    print(f"{out.name}: {len(font.getBestCmap())} characters, {out.stat().st_size / 1e6:.1f} MB")


def main() -> int:
    """Make both cuts and their licence."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=raw)
    parser.add_argument("fonts", type=Path, help="the npm package with the static fonts (.tgz)")
    parser.add_argument("characters", type=Path, help="the pypinyin-dict wheel with the table of 8,105")
    args = parser.parse_args()
    standard = standard_table(args.characters)
    basic_block = set(range(0x4E00, 0xA000))
    wanted = {
        "Regular": everyday() | basic_block | standard | gb2312(),
        "Bold": everyday() | standard | gb2312(),
    }
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tarfile.open(args.fonts) as archive:

        def read(name: str) -> bytes:
            file = archive.extractfile(name)
            if file is None:
                raise ValueError(f"{name} is no file")
            return file.read()

        for cut, folder in CUTS.items():
            full = read(f"package/{folder}/NotoSansSC_{folder}.ttf")
            make(full, wanted[cut], FOLDER / f"NotoSansSC-{cut}.ttf")
            make_latin(FOLDER / f"NotoSansSC-{cut}.ttf", FOLDER / f"NotoSansSCLatin-{cut}.ttf")
        (FOLDER / "OFL.txt").write_bytes(read("package/LICENSE_FONT"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
