import pytest

from services.documents.clauses import (
    CUT_RIGHTS,
    DISPOSAL,
    EXEMPT,
    FORCED,
    GROSS,
    INTERPRETATION,
    NO_COMPLAINT,
    ONE_SIDED,
    RULES,
    check,
)
from services.documents.terms import DEFAULT
from services.texts import _, in_language


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("维修过程中数据丢失，本店概不负责。", EXEMPT),
        ("送修设备的一切损失由客户自行承担。", EXEMPT),
        ("本店不承担任何责任。", EXEMPT),
        ("后果自负", EXEMPT),
        ("数据丢失与本店无关", EXEMPT),
        ("造成人身伤害的，本店不承担责任", GROSS),
        ("商品一经售出，概不退换。", CUT_RIGHTS),
        ("一经拆封不予退货", CUT_RIGHTS),
        ("特价商品不退不换", CUT_RIGHTS),
        ("客户不得以任何理由投诉", NO_COMPLAINT),
        ("配件必须在本店购买", FORCED),
        ("本店有权随时修改本条款", ONE_SIDED),
        ("条款修改恕不另行通知", ONE_SIDED),
        ("本店保留最终解释权。", INTERPRETATION),
        ("解释权归本公司所有", INTERPRETATION),
        ("逾期三个月不取，由本店自行处理", DISPOSAL),
        ("The shop accepts no liability whatsoever for lost data.", EXEMPT),
        ("We are not responsible for accessories.", EXEMPT),
        ("Repairs are done at your own risk.", EXEMPT),
        ("even in case of gross negligence", GROSS),
        ("No refunds on repairs.", CUT_RIGHTS),
        ("The customer waives all claims.", CUT_RIGHTS),
        ("You may not sue the shop.", NO_COMPLAINT),
        ("You must buy parts from us.", FORCED),
        ("We may change these terms at any time.", ONE_SIDED),
        ("The final interpretation rests with the shop.", INTERPRETATION),
        ("Devices not collected within 30 days become our property.", DISPOSAL),
    ],
)
def test_a_clause_is_flagged_with_the_rule_it_breaks(text, rule):
    findings = check(text)
    assert rule in {finding.rule for finding in findings}
    for finding in findings:
        assert text[finding.start :].startswith(finding.words)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "已提供备份服务，客户选择：不备份。",
        "维修部位自取机日起保修 30 天，不影响您依法享有的其他权利。",
        "我们绝不会概不负责。",
        "您可以随时投诉或者起诉。",
        "取机时请核对随机物品。",
        "We will never say no liability applies.",
        "Your statutory rights are not affected.",
        "You may complain to us or to the regulator at any time.",
    ],
)
def test_a_fair_clause_is_left_alone(text):
    assert [finding.words for finding in check(text)] == []


def test_our_own_default_texts_break_no_rule():
    texts = (*DEFAULT.zh, *DEFAULT.en, *DEFAULT.privacy)
    assert [finding.words for text in texts for finding in check(text)] == []


def test_each_finding_names_its_place_once():
    findings = check("数据丢失本店概不负责，最终解释权归本店所有。")
    assert [finding.rule for finding in findings] == [EXEMPT, INTERPRETATION]


def test_every_rule_speaks_chinese():
    with in_language("zh_CN"):
        assert all(_(rule.text) != rule.text for rule in RULES)


def test_a_text_without_end_is_checked_at_once():
    assert check("责任" * 200_000) == []
