"""Our own hostile texts; the big public list joins them where it lies beside the checkout (tests.naughty)."""

# What each is meant to break stands beside it.
HOSTILE: tuple[str, ...] = (
    # SQL and patterns
    "Robert'); drop table customer;--",
    "' or '1'='1",
    "'; commit; --",
    "$$; select pg_sleep(9) $$",
    "100%_off\\",
    "%",
    "_",
    "\\",
    "a\\'b\\\\",
    "[a-z]*(?:x)+$^",
    "'a' & !'b' | 'c':*",
    ":id %(name)s %s {name} {0} $1 ?",
    "null",
    "NULL",
    "None",
    "true",
    # markup
    "<b>bold</b>",
    "<b>never closed",
    "a<b>c & d > e",
    "<script>alert(1)</script>",
    '<img src="file:///etc/passwd">',
    "<img src=http://example.invalid/x.png>",
    '<a href="http://example.invalid">click</a>',
    '<font color="[[[x for x in ().__class__.__bases__]]]">x</font>',
    "<font name=NoSuchFont size=5000>x</font>",
    "<onDraw name=x label=y/>",
    "<para><para>",
    "&lt;b&gt; &amp; &#65; &nbsp; &unknown;",
    "<!-- comment --><![CDATA[x]]><?xml version='1.0'?>",
    "{{7*7}} ${7*7} #{7*7} <%= 7 %>",
    "&File",
    "&&",
    # formulas
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.invalid","x")',
    "+1-1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "'=1+1",
    "＝1+1",
    # quotes and separators
    "say \"hello\", she said; 'yes'",
    '""",,,;;;',
    "a,b;c\td|e",
    "line\nline\r\nline\rline",
    "line\u2028line\u2029line\x85line\x0bline\x0cline",
    # scripts and directions
    "\u202eevil.exe\u202c",
    "\u2066left \u2067right\u2069\u2069",
    "\u200f\u200eعربي עברית abc 123",
    "Z̷̢̛a̸̧͝l̵̨̛g̶̡͝o̷̧͝",
    "e" + "\u0301" * 40,
    "👩‍👩‍👧‍👦 🇨🇳 👍🏽 🏳️‍🌈",
    "𠮷𬭚𪚥 𝒜𝓁𝓅𝒽𝒶",
    "ﷺ ﷽ ꧅ 𒐫",
    "\ufeffzero\u200bwidth\u2060joined\u00adsoft",
    "ﬁ ﬀ ½ ² Ⅷ ㍿ ㌀",
    "İstanbul ıI ß ẞ ſ Å Å",
    "ＡＢＣ１２３（全角），。",
    "囍嘦巭孬嫑",
    " leading and trailing ",
    "\x01\x02\x07\x08\x1b[31mred\x1b[0m\x7f",
    # sizes
    "W" * 300,
    "测" * 300,
    "word " * 60,
    # numbers and dates that are texts
    "1e309",
    "0x1F",
    "-0",
    "1/2",
    "2026-02-30",
    "00123",
    "１２３",
    "../../etc/passwd",
    "C:\\Windows\\x",
    "con",
)
# Nothing to see in them: refused where something must be named.
BLANK = ("", " ", "\u3000", "\u00a0\u2003", "\u200b\u200c\ufeff", "\t\n", "\u2800", "\u3164")
# What PostgreSQL cannot keep.
IMPOSSIBLE = ("a\0b", "\0", "half \ud83d", "\udc00", "x\ud800y")
# Longer than any field allows.
HUGE = ("长" * 100_000, "x" * 1_000_000, "\U0001f600" * 50_000)
