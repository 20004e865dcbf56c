"""The service desk's use cases: opening, moving, promising, suggesting, finding, and what goes wrong."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from services import articles, complaints, desk_lists, rights, steps, texts, tickets
from services.errors import Conflict, ServiceError
from services.ids import new_id
from tests.customer_samples import make_customer
from tests.desk_samples import open_ticket, publish, record_complaint, solved_ticket, write_article
from tests.naughty import strings
from tests.people import known


def actions(found):
    return [step.action for step in found]


# -- tickets ----------------------------------------------------------------------------------------------


def test_whom_the_customer_asks_first_is_responsible_and_owns_the_ticket(login):
    ticket = open_ticket(login("na"), reporter="王先生")
    assert (ticket.first_asked_name, ticket.owner_name, ticket.state) == ("李娜", "李娜", "open")
    assert ticket.number.startswith(f"T{ticket.opened_on:%y%m}-") and len(ticket.number) >= 11


def test_numbers_go_up_and_keep_at_least_five_digits(login):
    first, second = open_ticket(login("na")), open_ticket(login("na"))
    assert int(second.number[-5:]) == int(first.number[-5:]) + 1


def test_a_ticket_is_promised_solved_filed_and_reopened(login):
    na = login("na")
    ticket = open_ticket(na)
    first, *rest = actions(tickets.next_steps(na, ticket.id))
    assert first == "start" and rest[:3] == ["resolve", "promise", "wait"] and rest[-1] == "cancel"
    at = datetime.now(UTC) + timedelta(hours=2)
    tickets.move(na, ticket, "promise", {"promised_at": at, "comment": "下午回电"}, new_id())
    ticket = tickets.get(na, ticket.id)
    assert (ticket.state, ticket.promised_at) == ("promised", at)
    with pytest.raises(ServiceError) as refused:
        tickets.move(na, ticket, "resolve", {}, new_id())
    assert (refused.value.code, refused.value.field) == ("step_lacks", "solution")
    assert refused.value.sentence() == "还缺：解决办法。"
    tickets.move(na, ticket, "resolve", {"solution": " 清洗滤网\n"}, new_id())
    ticket = tickets.get(na, ticket.id)
    assert (ticket.state, ticket.solution) == ("resolved", " 清洗滤网\n") and ticket.resolved_at
    tickets.move(na, ticket, "close", {}, new_id())
    tickets.move(na, tickets.get(na, ticket.id), "reopen", {"comment": "又不冷了"}, new_id())
    assert [entry.action for entry in tickets.history(na, ticket.id)] == [
        "reopen",
        "close",
        "resolve",
        "promise",
        "open",
    ]
    assert tickets.get(na, ticket.id).resolved_at is None


def test_a_call_back_is_not_promised_in_the_past(login):
    na = login("na")
    past = datetime.now(UTC) - timedelta(minutes=1)
    with pytest.raises(ServiceError, match="promise_past"):
        tickets.move(na, open_ticket(na), "promise", {"promised_at": past}, new_id())


def test_the_same_request_moves_once_and_answers_twice_the_same(login):
    na, request = login("na"), new_id()
    ticket = open_ticket(na)
    first = tickets.move(na, ticket, "start", {}, request)
    assert tickets.move(na, ticket, "start", {}, request) == first
    assert len(tickets.history(na, ticket.id)) == 2


def test_a_step_on_what_somebody_changed_meanwhile_is_refused(login):
    na = login("na")
    ticket = open_ticket(na)
    tickets.add_note(na, ticket.id, "客户又来电", new_id())
    with pytest.raises(ServiceError, match="conflict"):
        tickets.move(na, ticket, "start", {}, new_id())


def test_changes_of_different_fields_merge_and_of_the_same_one_conflict(login):
    na, zhou = login("na"), login("zhou")
    ticket = open_ticket(na)
    tickets.change(zhou, ticket, {"urgency": "high"}, new_id())
    assert tickets.change(na, ticket, {"subject": "空调漏水"}, new_id()).urgency == "high"
    with pytest.raises(Conflict) as conflict:
        tickets.change(zhou, ticket, {"subject": "空调很吵"}, new_id())
    assert (conflict.value.theirs, conflict.value.by) == ({"subject": "空调漏水"}, "李娜")


def test_somebody_who_left_owns_nothing(login, superuser):
    superuser.execute(text("update staff set active = false where login = 'wu'"))
    na = login("na")
    for person, action in ((na, "hand_over"), (login("zhou"), "assign")):
        with pytest.raises(ServiceError, match="owner_not_active"):
            tickets.move(person, open_ticket(na), action, {"owner_id": known("wu"), "comment": "请接手"}, new_id())


def test_an_empty_note_is_refused_with_a_sentence(login):
    na = login("na")
    with pytest.raises(ServiceError, match="note_empty"):
        tickets.add_note(na, open_ticket(na).id, "  ", new_id())


def test_the_list_pages_by_key_in_both_directions(login):
    na = login("na")
    numbers = [open_ticket(na, f"第 {n} 个").number for n in range(7)]
    first = tickets.page(na, limit=3)
    second = tickets.page(na, place=first.after, limit=3)
    third = tickets.page(na, place=second.after, limit=3)
    shown = [line.number for part in (first, second, third) for line in part.rows]
    assert shown == numbers[::-1] and third.after is None
    assert [line.number for line in tickets.page(na, place=second.before, limit=3).rows] == numbers[:3:-1]


def test_views_show_and_count_the_same(login):
    na = login("na")
    mine, given, done = open_ticket(na, "甲"), open_ticket(na, "乙"), open_ticket(na, "丙")
    tickets.move(login("zhou"), given, "assign", {"owner_id": known("tang"), "comment": "请接手"}, new_id())
    tickets.move(na, done, "resolve", {"solution": "好了"}, new_id())
    shown = {
        view: {line.subject for line in tickets.page(na, tickets.Wanted(view=view)).rows} for view in tickets.VIEWS
    }
    assert shown["open"] == {"甲", "乙"} and shown["mine"] == {"甲"} and shown["resolved"] == {"丙"}
    counted = tickets.counts(na, {view: tickets.Wanted(view=view) for view in tickets.VIEWS})
    assert counted == {view: len(rows) for view, rows in shown.items()}
    assert {line.subject for line in tickets.some(na, [mine.id, done.id], tickets.Wanted())} == {"甲"}


def test_tickets_are_reached_from_the_customer(login, superuser):
    na = login("na")
    customer = make_customer(superuser, "张思远", "13800001234")
    open_ticket(na, "没人的")
    ticket = open_ticket(na, customer_id=customer)
    found = tickets.page(na, tickets.Wanted(view="all", customer_id=customer)).rows
    assert [(line.number, line.customer_name, line.customer_last4) for line in found] == [
        (ticket.number, "张思远", "1234")
    ]
    assert ticket.customer_phone == "138****1234"


@pytest.mark.parametrize("typed", ["制冷", "t{}", "e4", "空调 e4故障", "显示"])
def test_a_ticket_is_found_by_two_characters_by_its_number_and_by_words(login, typed):
    na = login("na")
    open_ticket(na, "洗衣机漏水")
    ticket = open_ticket(na, "空调不制冷，显示 E4 故障")
    typed = typed.format(ticket.number[1:])
    assert [line.id for line in tickets.page(na, tickets.Wanted(text=typed)).rows] == [ticket.id]
    assert tickets.page(login("bei"), tickets.Wanted(text=typed)).rows in ((), [])


# -- suggestions ------------------------------------------------------------------------------------------


def test_suggestions_find_two_chinese_characters_in_published_articles_and_solved_tickets(login):
    na, zhou = login("na"), login("zhou")
    write_article(na, "制冷剂泄漏怎么办", "草稿")
    article = publish(na, zhou, question="空调不制冷怎么办", question_en="Air conditioner does not cool")
    solved = solved_ticket(na, "冰箱不制冷", "更换温控器")
    open_ticket(na, "还没解决的制冷问题")
    found = articles.suggest(na, "制冷")
    assert [(one.kind, one.number) for one in found] == [("article", article.number), ("ticket", solved.number)]
    assert found[0].answer.startswith("先清洗滤网") and found[1].answer == "更换温控器"
    assert [one.id for one in articles.suggest(na, "Does it still COOL?")] == [article.id]


def test_the_article_that_is_about_more_of_what_was_typed_comes_first(login):
    na, zhou = login("na"), login("zhou")
    publish(na, zhou, question="手机屏幕不亮", answer="长按电源键。")
    best = publish(na, zhou, question="进水后屏幕不亮", answer="关机，不要充电。")
    publish(na, zhou, question="打印机卡纸", answer="打开后盖。")
    found = articles.suggest(na, "手机进水，捞起来以后屏幕不亮了")
    assert found[0].id == best.id and len(found) == 2


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("室外机", True),
        ("滤网", True),
        ("室外", True),
        ("怎么办", False),
        ("没有什么", False),
        ("a", False),
        ("，。！", False),
    ],
)
def test_words_of_the_answer_count_too_but_not_those_of_every_question(login, typed, found):
    na = login("na")
    publish(na, login("zhou"))
    assert bool(articles.suggest(na, typed)) is found


def test_solved_tickets_of_other_stores_are_not_suggested(login):
    solved_ticket(login("bei"), "冰箱不制冷", "更换温控器", store_id=known("store chaoyang"))
    assert articles.suggest(login("na"), "冰箱不制冷") == []
    assert len(articles.suggest(login("bei"), "冰箱不制冷")) == 1


def test_an_article_used_for_a_ticket_is_remembered_once_and_voted_on(login):
    na, zhou = login("na"), login("zhou")
    article = publish(na, zhou)
    ticket = tickets.create(
        na,
        new_id(),
        {"kind": "inquiry", "store_id": known("store xihu"), "subject": "不冷"},
        new_id(),
        articles=[article.id],
    )
    tickets.change(na, ticket, {}, new_id(), [article.id])
    assert [(used.number, used.worked) for used in tickets.used_articles(na, ticket.id)] == [(article.number, None)]
    tickets.vote(na, article.id, ticket.id, True, new_id())
    assert tickets.used_articles(na, ticket.id)[0].worked is True
    assert articles.suggest(na, "空调不制冷")[0].worked == 1


def test_only_published_articles_are_used(login):
    na = login("na")
    with pytest.raises(ServiceError, match="gone_record"):
        tickets.change(na, open_ticket(na), {}, new_id(), [write_article(na).id])


# -- complaints -------------------------------------------------------------------------------------------


def test_a_complaint_goes_its_way_from_received_to_closed(login):
    na, zhou = login("na"), login("zhou")
    recorded = record_complaint(na)
    complaint = complaints.get(zhou, recorded.id)
    assert complaint.number == recorded.number
    assert complaint.answer_due_at - complaint.opened_at == timedelta(days=5)
    way = [
        ("acknowledge", {"comment": "电话告知编号"}, "acknowledged"),
        ("assess", {"category": "delay", "severity": 2}, "assessed"),
        ("investigate", {"owner_id": known("zhou")}, "investigating"),
        ("propose", {"proposal": "免费上门"}, "proposed"),
        ("answer", {"answer": "明天上门，费用全免。"}, "answered"),
        ("reject", {"comment": "要求换新"}, "rejected"),
        ("investigate", {}, "investigating"),
        ("answer", {"answer": "同意换新。"}, "answered"),
        ("accept", {}, "accepted"),
        ("close", {"root_cause": "material"}, "closed"),
    ]
    for action, payload, state in way:
        assert action in actions(complaints.next_steps(zhou, complaint.id))
        complaints.move(zhou, complaints.get(zhou, complaint.id), action, payload, new_id())
        assert complaints.get(zhou, complaint.id).state == state
    complaint = complaints.get(zhou, complaint.id)
    assert (complaint.severity, complaint.category, complaint.root_cause) == (2, "delay", "material")
    assert (complaint.answer, complaint.owner_name) == ("同意换新。", "周敏")
    assert len(complaints.history(na, complaint.id)) == 11


def test_escalated_is_a_mark_beside_the_state(login):
    zhou = login("zhou")
    complaint = complaints.get(zhou, record_complaint(zhou).id)
    complaints.move(zhou, complaint, "escalate", {"comment": "12315 转来"}, new_id())
    complaint = complaints.get(zhou, complaint.id)
    assert complaint.state == "received" and complaint.escalated_at
    assert "escalate" not in actions(complaints.next_steps(zhou, complaint.id))
    assert [line.escalated for line in complaints.page(zhou, complaints.Wanted(view="escalated")).rows] == [True]
    complaints.move(zhou, complaint, "settle", {"comment": "调解结束"}, new_id())
    assert complaints.get(zhou, complaint.id).escalated_at is None


def test_complaints_to_be_answered_soonest_come_first(login, superuser):
    na = login("na")
    late, soon = record_complaint(na, "慢的"), record_complaint(na, "急的")
    superuser.execute(text("update complaint set answer_due_at = now() + '1 h' where id = :id"), {"id": soon.id})
    assert [line.id for line in complaints.page(na).rows] == [soon.id, late.id]
    assert [line.id for line in complaints.page(na, complaints.Wanted(view="due")).rows] == [soon.id]
    views = ("open", "due", "unassigned", "mine")
    counted = complaints.counts(na, {view: complaints.Wanted(view=view) for view in views})
    assert counted == {"open": 2, "due": 1, "unassigned": 2, "mine": 0}


def test_only_managers_and_agents_handle_a_complaint(login):
    zhou = login("zhou")
    complaint = complaints.get(zhou, record_complaint(zhou).id)
    with pytest.raises(ServiceError, match="owner_cannot_handle"):
        complaints.move(zhou, complaint, "assign", {"owner_id": known("tang")}, new_id())
    names = {person.name for person in desk_lists.colleagues(zhou, complaint.store_id, ("manager", "agent"))}
    assert names == {"周敏", "李娜"}


# -- articles ---------------------------------------------------------------------------------------------


def test_the_language_of_the_moment_chooses_question_and_answer(login):
    article = publish(login("na"), login("zhou"), question_en="Does not cool", answer_en="Clean the filter.")
    assert article.title == "空调不制冷怎么办"
    texts.use("en")
    assert (article.title, article.body) == ("Does not cool", "Clean the filter.")


def test_an_article_is_returned_with_a_reason_and_published_in_the_end(login):
    na, zhou = login("na"), login("zhou")
    article = write_article(na)
    articles.move(na, article, "submit", {}, new_id())
    with pytest.raises(ServiceError, match="step_lacks"):
        articles.move(zhou, articles.get(zhou, article.id), "return", {}, new_id())
    articles.move(zhou, articles.get(zhou, article.id), "return", {"comment": "缺步骤"}, new_id())
    articles.move(zhou, articles.get(zhou, article.id), "publish", {}, new_id())
    published = articles.get(na, article.id)
    assert (published.state, published.published_by) == ("published", "zhou")
    assert [entry.action for entry in articles.history(na, article.id)] == ["publish", "return", "submit", "write"]


def test_nobody_publishes_a_text_that_changed_since_he_read_it(login):
    na, zhou = login("na"), login("zhou")
    read = write_article(na)
    articles.change(na, read, {"answer": "先断电。"}, new_id())
    with pytest.raises(ServiceError, match="conflict"):
        articles.move(zhou, read, "publish", {}, new_id())


def test_a_question_that_matches_comes_before_an_answer_that_does(login):
    na, zhou = login("na"), login("zhou")
    body = publish(na, zhou, question="夏天的保养", answer="清洗滤网。")
    title = publish(na, zhou, question="怎样清洗滤网", answer="用温水。")
    tang = login("tang")
    write_article(na, "滤网在哪里买", "草稿")
    assert [line.id for line in articles.page(tang, articles.Wanted(text="滤网")).rows] == [title.id, body.id]
    assert [line.id for line in articles.page(tang, articles.Wanted(text=title.number.lower())).rows] == [title.id]


# -- texts ------------------------------------------------------------------------------------------------


def test_naughty_strings_are_stored_exactly_or_refused_with_a_sentence(login):
    na = login("na")
    for naughty in strings():
        try:
            ticket = open_ticket(na, naughty, description=naughty, reporter=naughty[:80], solution=naughty)
        except ServiceError as refused:
            blank = not any(character.isprintable() and not character.isspace() for character in naughty)
            assert refused.code == "desk_subject_missing" and (blank or len(naughty) > 200), naughty
            continue
        assert (ticket.subject, ticket.description, ticket.solution) == (naughty, naughty, naughty)
        tickets.add_note(na, ticket.id, "x" + naughty, new_id())
        assert tickets.history(na, ticket.id)[0].comment == "x" + naughty
        articles.suggest(na, naughty)
        tickets.page(na, tickets.Wanted(text=naughty))


def test_every_step_state_and_need_has_words_in_chinese(superuser):
    texts.use("zh_CN")
    words = {**tickets.STATE_NAMES, **complaints.STATE_NAMES, **articles.STATE_NAMES, **steps.NEEDS}
    for table in ("ticket", "complaint", "article"):
        rows = superuser.execute(text(f"select action, from_state, to_state, needs from {table}_transition")).all()
        assert rows
        for row in rows:
            assert row.from_state in words and row.to_state in words
            assert all(need in words for need in row.needs)
    untranslated = [word for word in words.values() if texts._(word) == word]
    assert untranslated == []


def test_whether_a_row_may_be_changed_now_is_asked_of_the_database(sign_in):
    na, tang = sign_in("na"), sign_in("tang")
    ticket = open_ticket(na)
    assert rights.may_change_row(na, "ticket", ticket.id)
    assert not rights.may_change_row(tang, "ticket", ticket.id)
    tickets.move(na, ticket, "cancel", {"comment": "打错了"}, new_id())
    assert not rights.may_change_row(na, "ticket", ticket.id)
