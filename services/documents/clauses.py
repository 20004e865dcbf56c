"""Checks a shop's own texts for clauses that the law does not let it use.

Sources: 消费者权益保护法 art. 26; 民法典 art. 496, 497, 506; 侵害消费者权益行为处罚办法 (SAIC Order 73)
art. 12. A finding is a warning with its rule: a manager may keep the text, with a reason.
"""

import re
from typing import NamedTuple

from services.texts import N_


class Rule(NamedTuple):
    """What a shop may not do. code is stable, text is for the catalogue."""

    code: str
    text: str


class Finding(NamedTuple):
    """Words in a text and the rule they break."""

    rule: Rule
    words: str
    start: int


EXEMPT = Rule(
    "exempt",
    N_(
        "A shop may not free itself from repair, exchange, refund or damages "
        "(SAIC Order 73 art. 12 (1), Consumer Law art. 26)."
    ),
)
GROSS = Rule(
    "gross_negligence",
    N_("Liability for injury, intent and gross negligence cannot be excluded (Civil Code art. 506)."),
)
CUT_RIGHTS = Rule(
    "cut_rights",
    N_(
        "A shop may not take away or shorten the customer's right to repair, exchange, "
        "refund or damages (SAIC Order 73 art. 12 (2))."
    ),
)
NO_COMPLAINT = Rule(
    "no_complaint", N_("A shop may not take away the right to complain or to sue (SAIC Order 73 art. 12 (3)).")
)
FORCED = Rule(
    "forced_purchase", N_("A shop may not force a purchase or a provider on the customer (SAIC Order 73 art. 12 (4)).")
)
ONE_SIDED = Rule("one_sided", N_("A shop may not change or cancel the agreement alone (SAIC Order 73 art. 12 (5))."))
INTERPRETATION = Rule(
    "interpretation", N_("A shop may not claim the sole or final right of interpretation (SAIC Order 73 art. 12 (6)).")
)
DISPOSAL = Rule(
    "disposal",
    N_(
        "A device that nobody fetches stays the customer's: a lien needs at least 60 days' "
        "notice, and what is left over belongs to the customer (Civil Code art. 453, 455)."
    ),
)
RULES = (EXEMPT, GROSS, CUT_RIGHTS, NO_COMPLAINT, FORCED, ONE_SIDED, INTERPRETATION, DISPOSAL)

# What a negation in front turns into its opposite: "本店并非概不负责" is a promise.
_PATTERNS: tuple[tuple[Rule, str], ...] = (
    (
        EXEMPT,
        r"概不(负责|承担|赔偿|受理)|概不承担|恕不(负责|赔偿)|(不承担|不负|免除)(任何|一切|全部)?(法律|赔偿|经济)?责任"
        r"|一切(后果|损失|责任)(均)?(由|自)(客户|顾客|用户|您|消费者)?(自行|自己)?(承担|负责)|(后果|责任|损失)自负"
        r"|(数据|资料)(丢失|损坏|遗失)[^。；;]{0,12}(不负责|不承担|与本店无关)|与本(店|公司|中心)无关",
    ),
    (
        GROSS,
        r"(人身|身体)(伤害|损害|伤亡)[^。；;]{0,12}(不负责|不承担|概不|免责)|重大过失[^。；;]{0,12}(不负责|不承担|免责)",
    ),
    (
        CUT_RIGHTS,
        r"概不(退换|退款|退还|退货)|(一经|一旦)[^。；;]{0,16}(不予|不得|不能|恕不|概不|不)(退|换|修)"
        r"|(不予|恕不|谢绝)(退换|退款|退货|保修)|不退不换|离(柜|店)[^。；;]{0,8}(不负责|概不|恕不|不认)"
        r"|(特价|打折|促销|维修)(商品|品|机)?[^。；;]{0,4}不(退|换|享受(三包|保修))",
    ),
    (NO_COMPLAINT, r"(不得|不能|无权|放弃)(以任何[^。；;]{0,6})?(投诉|起诉|诉讼|仲裁|追究|要求赔偿|索赔)"),
    (
        FORCED,
        r"(必须|只能|须)(在|向|从)?本(店|公司|中心)(购买|指定)|指定(商家|供应商|配件)[^。；;]{0,6}(否则|不)"
        r"|最低消费",
    ),
    (
        ONE_SIDED,
        r"(本店|本公司|本中心|商家|我方)[^。；;]{0,6}(有权|可以?|保留)(单方面?|随时|自行)?[^。；;]{0,4}"
        r"(变更|修改|更改|解除|终止|取消)[^。；;]{0,12}|(修改|变更)[^。；;]{0,8}(恕不|不)另行通知",
    ),
    (
        INTERPRETATION,
        r"(最终|所有|一切)?(解释|决定)权(均)?归?[^。；;]{0,6}(本店|本公司|本中心|商家|我方)?所有|最终解释权|最终决定权"
        r"|保留[^。；;]{0,6}解释权",
    ),
    (DISPOSAL, r"(逾期|过期|超过)[^。；;]{0,24}(自行处理|视为(自愿)?(放弃|遗弃)|归本(店|公司|中心)所有|变卖|报废)"),
    (
        EXEMPT,
        r"\b(no|without( any)?|excludes?|disclaims?)\s+((all|any)\s+)?(liability|responsibility)"
        r"(\s+(whatsoever|of any kind|for\b))?|\bnot\s+(be\s+)?(liable|responsible)\b"
        r"|\ball\s+(liability|responsibility|warranties)\s+(is|are)\s+(excluded|disclaimed)"
        r"|\bat\s+(the\s+)?(customer's|customer’s|your|owner's|owner’s)\s+own\s+risk",
    ),
    (GROSS, r"\b(even|including)\b[^.;]{0,40}\b(gross\s+)?negligence\b"),
    (
        CUT_RIGHTS,
        r"\bno\s+(refunds?|returns?|exchanges?)\b|\bnon-?refundable\b|\ball\s+sales\s+(are\s+)?final\b"
        r"|\bwaives?\s+(all|any|your|his|her|their|the)\s+(statutory\s+)?(rights?|claims?)",
    ),
    (
        NO_COMPLAINT,
        r"\b(may|shall|can|will)\s?not\s+(complain|sue|bring|take\s+legal|claim)|\bwaives?\b[^.;]{0,30}"
        r"\b(complain|sue|lawsuit|arbitration)",
    ),
    (FORCED, r"\bmust\s+(buy|purchase)\b[^.;]{0,30}\b(from|at)\s+(us|the\s+shop|our)|\bminimum\s+(spend|purchase)"),
    (
        ONE_SIDED,
        r"\b(we|the\s+shop|the\s+company)\b[^.;]{0,40}\b(change|amend|cancel|terminate)\b[^.;]{0,40}"
        r"\b(at\s+any\s+time|without\s+(prior\s+)?notice|sole\s+discretion)",
    ),
    (
        INTERPRETATION,
        r"\b(final|sole|exclusive)\s+(right\s+of\s+)?(interpretation|decision)\b"
        r"|\binterpretation\b[^.;]{0,30}\b(solely|exclusively|belongs)",
    ),
    (
        DISPOSAL,
        r"\b(unclaimed|uncollected|not\s+(collected|claimed))\b[^.;]{0,60}"
        r"\b(disposed|sold|become[s]?|property|abandoned)",
    ),
)
_COMPILED = tuple((rule, re.compile(pattern, re.IGNORECASE)) for rule, pattern in _PATTERNS)
_NEGATION = re.compile(
    r"(并非|绝不|不会|不得|不可|不应|从不|(never|do(es)? not|will not|may not)( say| claim)?)\s*$", re.IGNORECASE
)
# Longer texts belong on no slip; the checker stays quick on anything.
_LONGEST = 20_000


def check(text: str) -> list[Finding]:
    """The clauses of a text that break a rule, in the order of the text, each place once."""
    text = text[:_LONGEST]
    found: list[Finding] = []
    for rule, pattern in _COMPILED:
        for hit in pattern.finditer(text):
            if _NEGATION.search(text[max(hit.start() - 16, 0) : hit.start()]):
                continue
            found.append(Finding(rule, hit.group().strip(), hit.start()))
    found.sort(key=lambda finding: (finding.start, -len(finding.words)))
    kept: list[Finding] = []
    for finding in found:
        last = kept[-1] if kept else None
        if last and finding.rule is last.rule and finding.start < last.start + len(last.words):
            continue
        kept.append(finding)
    return kept
