"""What comes with the program for whoever serves a customer: manners, words to say, policy, forms to fill in."""

from services import articles, house_texts
from services.house_texts import DEMANDS, MAIL, PHONE, POLICY
from services.ids import new_id
from services.texts import in_language


def bodies(db, *ids):
    return [one.body for one in house_texts.read(db, list(ids))]


def test_the_telephone_has_its_manners_and_the_words_that_ask_for_a_minute(login):
    """ASH-05, ASH-06, in both languages."""
    with in_language("zh_CN"):
        (body,) = bodies(login("na"), PHONE)
    for prescribed in (
        "2-3声应拿起电话",
        "可否请您稍等一分钟，我即刻帮您查询",
        "预约一个回复时间反馈处理状况",
        "帮同事留电话，一定要留下具体的联系方式",
    ):
        assert prescribed in body
    with in_language("en"):
        assert "wait one minute" in bodies(login("na"), PHONE)[0]


def test_an_upset_customer_comes_first_then_the_matter_then_the_way(login):
    """ASH-07, DEP-02, CSA-07."""
    assert house_texts.wanted("mail", "returns", "angry") == [DEMANDS, POLICY, MAIL]
    assert house_texts.wanted("counter", "inquiry", None) == []
    with in_language("zh_CN"):
        titles = [one.title for one in house_texts.read(login("na"), [DEMANDS, POLICY, MAIL])]
    assert titles == [
        "客户的要求不合理时怎样回应",
        "售后政策解读：退换货、维修与消费者权益",
        "邮件与在线回复的规范和技巧",
    ]


def test_everybody_employed_reads_the_policy_and_only_the_desk_the_forms(login):
    """DEP-02, CSA-04, ASH-02: a form is a draft until the company filled it in."""
    assert [one.id for one in house_texts.read(login("tang"), [POLICY])] == [POLICY]
    with in_language("zh_CN"):
        drafts = {one.title for one in articles.page(login("na"), articles.Wanted(view="draft")).rows}
    assert "竞品对比（模板）：品类、本公司型号与竞品型号" in drafts
    assert "订做产品工作流程图和作业指导书（模板）" in drafts
    assert articles.page(login("tang"), articles.Wanted(view="draft")).rows == ()


def test_what_the_company_withdraws_or_rewrites_is_its_own(login):
    manager = login("zhou")
    phone = articles.get(manager, PHONE)
    assert phone.editor_name == ""
    phone = articles.change(manager, phone, {"answer": "三声之内接起。"}, new_id())
    with in_language("zh_CN"):
        assert bodies(manager, PHONE) == ["三声之内接起。"] and phone.editor_name != ""
    articles.move(manager, phone, "archive", {"comment": "另有规定"}, new_id())
    assert bodies(manager, PHONE) == []


def test_what_came_with_the_program_names_no_account_of_the_database(login):
    phone = articles.get(login("na"), PHONE)
    assert (phone.author_name, phone.publisher_name, phone.reviewer_name) == ("", "", "")
