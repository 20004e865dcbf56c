"""Texts about one customer's case made fit for everybody: names, numbers, addresses and serials taken out.

What is known of the case (its customer, his contacts, his device) is taken out wherever it stands; of what is not
known, that which looks like a person: telephone numbers, mail addresses, numbers of papers, 王女士, 文三路 12 号.
The writer still reads the draft before anybody else does.
"""

import re
from collections.abc import Collection

GONE = "…"
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
# A mobile number even where letters touch it ('tel13800001234') or dots part it, which longer numbers do not allow.
_MOBILE = re.compile(r"(?<!\d)(?:\+?86[ \-]?)?1[3-9]\d(?:[ .·_\-\u2010-\u2015]?\d{4}){2}(?!\d)", re.ASCII)
_CHAT_NAME = re.compile(
    r"(?P<what>微信号?|QQ号?|WeChat|Weixin)(?P<between>[ :：是为]{0,3})[A-Za-z0-9][\w-]{4,}", re.ASCII | re.IGNORECASE
)
# Seven digits and more, with whatever people put between them; no date, and no part of a model's number.
_NUMBER = re.compile(r"(?<![\w.,])(?!\d{4}-\d\d-\d\d\b)\+?\d(?:[ ()\-]{0,2}\d){6,}(?![\w])", re.ASCII)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][ ·]?[A-Z0-9]{5,6}(?![A-Z0-9])"
)
# A serial: long, letters and at least four digits in a row.
_SERIAL = re.compile(r"(?<![\w-])(?=[A-Z0-9-]*[A-Z])(?=[A-Z0-9-]*\d{4})[A-Z0-9-]{10,}(?![\w-])", re.ASCII)
_STREET = re.compile(r"[\u3400-\u9fff]{2,8}?(?:大道|路|街|巷|弄)\s?\d+\s?号(?:\s?\d+\s?(?:幢|栋|号楼|楼|单元|层|室))*")
_CHINESE_PERSON = re.compile(
    r"(?:欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
    r"戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦马苗凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余顾孟黄穆"
    r"萧尹姚邵汪祁毛禹狄米贝明臧成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡"
    r"凌霍虞万支柯管卢莫房丁邓洪包左石崔吉龚程嵇邢裴陆荣翁荀于惠曲封储靳段富焦巴弓牧隗山谷车侯全班仰秋仲伊宫宁仇甘厉祖武符刘"
    r"景詹束龙叶幸司黎薄印宿白怀蒲赖卓屠蒙池乔闻党翟谭劳申冉雍桑桂牛寿边燕尚农温庄晏柴瞿阎慕连习艾鱼容向古易慎戈廖庚步都耿满"
    r"弘匡国文寇广东欧沃利越隆师巩聂晁勾敖融冷辛阚简饶曾沙养须丰关查游竺权盖益桓公])(?:先生|女士|小姐|太太|阿姨|大爷|大妈)"
)
_LATIN_PERSON = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+[A-Z][\w'-]+", re.ASCII)


# What Chinese input methods type as wide characters, and the dashes between digits that look alike.
_NARROW = {wide: wide - 0xFEE0 for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_NARROW |= {0xFF20: "@", 0xFF0B: "+", 0xFF0D: "-"}


def without_persons(text: str, names: Collection[str] = (), numbers: Collection[str] = ()) -> str:
    """The text with nobody in it. names: people and companies of the case; numbers: serials and the like of it."""
    kept = text.translate(_NARROW)
    for number in sorted({_bare(one) for one in numbers if len(_bare(one)) >= 4}, key=len, reverse=True):
        kept = re.sub(r"[ \-]?".join(map(re.escape, number)), GONE, kept, flags=re.IGNORECASE)
    somebody = "客户" if _CHINESE.search(text) else "the customer"
    for name in sorted({one.strip() for one in names if len(one.strip()) >= 2}, key=len, reverse=True):
        kept = re.sub(_bounded(name), somebody, kept, flags=re.IGNORECASE)
    kept = _CHAT_NAME.sub(rf"\g<what>\g<between>{GONE}", kept)
    for pattern in (_MAIL, _STREET, _PLATE, _MOBILE, _SERIAL, _NUMBER):
        kept = pattern.sub(GONE, kept)
    for pattern in (_CHINESE_PERSON, _LATIN_PERSON):
        kept = pattern.sub(somebody, kept)
    doubled = re.escape(somebody)
    return re.sub(rf"{doubled}(?:先生|女士|小姐|太太|\s*{doubled})+", somebody, kept)


def _bare(number: str) -> str:
    """A serial as it counts: people write it with blanks and dashes, or without."""
    return re.sub(r"[\s\-]", "", number.translate(_NARROW))


def _bounded(name: str) -> str:
    """The pattern of a name: a Latin one as whole words, since 'Ann' stands in 'cannot'."""
    found = re.escape(name)
    return rf"\b{found}\b" if name.isascii() else found
