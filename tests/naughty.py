"""Texts that broke programs before: they are stored exactly, shown as text, never executed."""

import json
from pathlib import Path

OWN = [
    "Robert'); drop table ticket;--",
    "<script>alert(1)</script> &amp; <b>bold</b>",
    "%s %d {name} {0} $1 :id %(x)s \\n \\ '' \"",
    "=cmd|' /C calc'!A0",
    "line\r\nline\rline\u2028line\x85line\x0bline\ttab",
    "𠀀𠮷𬭚𪚥 ﷽ ꧅ 𒐫 👩‍👩‍👧 🇨🇳",
    "ＡＢＣ１２３（全角）、。，",
    "Z̷̢̛a̸̧͝l̵̨̛g̶̡͝o̷̧͝ \u202eright to left\u202c \u200bzero\ufeffwidth",
    "ÅÉÎøß ñ ı İ ſ ﬁ",
    " leading and trailing ",
    "' or 1=1 --",
    "屏幕' | '亮:*& !",
    "null",
    "undefined",
    "0x0",
    "-1e999",
    "\u3000\u2003\u200b",
    "\n",
]


def strings() -> list[str]:
    """Our own, and the big list of naughty strings where it lies beside the checkout."""
    for folder in Path(__file__).resolve().parents:
        listed = folder / "shared" / "data" / "blns.json"
        if listed.exists():
            return OWN + [text for text in json.loads(listed.read_text("utf-8")) if text]
    return OWN
