"""Tickets, complaints and articles by raw SQL: what each role reads, writes and may not even try."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services import articles, complaints, search, tickets
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.desk_samples import open_ticket, publish, record_complaint, write_article
from tests.people import known

EVERYBODY = ("admin", "zhou", "qian", "na", "min", "bei", "tang", "wu", "depot", "pei", "xiao", "cai", "shen")


def sees(db, table, row_id):
    with db.read() as connection:
        return bool(connection.execute(text(f"select count(*) from {table} where id = :id"), {"id": row_id}).scalar())


def run(db, statement, **values):
    with db.transaction() as connection:
        return connection.execute(text(statement), values)


def test_a_ticket_is_seen_at_its_store_by_its_managers_and_by_those_who_see_all(login):
    ticket = open_ticket(login("na"))
    assert {name for name in EVERYBODY if sees(login(name), "ticket", ticket.id)} == {
        "admin",
        "zhou",
        "na",
        "tang",
        "wu",
        "pei",
        "xiao",
        "cai",
        "shen",
    }


def test_the_owner_of_a_ticket_sees_it_in_another_store_too(login):
    ticket = open_ticket(login("na"))
    tickets.move(login("zhou"), ticket, "assign", {"owner_id": known("bei"), "comment": "请接手"}, new_id())
    assert sees(login("bei"), "ticket", ticket.id) and sees(login("bei"), "ticket_event", _events(login, ticket)[0])


def _events(login, ticket):
    return [entry.id for entry in tickets.history(login("na"), ticket.id)]


@pytest.mark.parametrize("person", ["tang", "xiao", "pei", "cai", "shen", "admin"])
def test_only_desks_and_managers_open_tickets(login, person):
    with pytest.raises(NotPermitted):
        open_ticket(login(person))


def test_a_desk_opens_tickets_only_for_its_own_stores(login):
    with pytest.raises(NotPermitted):
        open_ticket(login("na"), store_id=known("store chaoyang"))


@pytest.mark.parametrize("person", EVERYBODY)
@pytest.mark.parametrize("table", ["ticket", "complaint", "article"])
@pytest.mark.parametrize("column", ["state", "number", "version", "created_by"])
def test_nobody_holds_update_on_state_number_version_or_author(login, person, table, column):
    with pytest.raises(NotPermitted):
        run(login(person), f"update {table} set {column} = {column}")


@pytest.mark.parametrize("table", ["ticket", "complaint"])
def test_nobody_sets_an_owner_beside_the_function(login, table):
    for person in ("na", "zhou", "admin"):
        with pytest.raises(NotPermitted):
            run(login(person), f"update {table} set owner_id = null")


@pytest.mark.parametrize("table", ["ticket_event", "complaint_event", "article_event", "article_vote"])
def test_traces_and_voices_only_grow(login, superuser, table):
    na, zhou = login("na"), login("zhou")
    ticket = open_ticket(na)
    record_complaint(na)
    article = publish(na, zhou)
    tickets.vote(na, article.id, ticket.id, True, new_id())
    for person in EVERYBODY:
        for statement in (f"delete from {table}", f"update {table} set at = at"):
            with pytest.raises(NotPermitted):
                run(login(person), statement)
    for statement in (f"delete from {table}", f"update {table} set at = at"):
        with pytest.raises(DBAPIError), superuser.begin_nested():
            superuser.execute(text(statement))


def test_a_closed_ticket_is_changed_only_after_it_was_reopened(login):
    na = login("na")
    ticket = open_ticket(na)
    tickets.move(na, ticket, "resolve", {"solution": "清洗滤网"}, new_id())
    tickets.move(na, tickets.get(na, ticket.id), "close", {}, new_id())
    assert run(na, "update ticket set subject = '别的' where id = :id", id=ticket.id).rowcount == 0
    tickets.move(na, tickets.get(na, ticket.id), "reopen", {"comment": "又坏了"}, new_id())
    assert run(na, "update ticket set subject = '别的' where id = :id", id=ticket.id).rowcount == 1


@pytest.mark.parametrize(
    ("action", "payload"), [("close", {}), ("reopen", {"comment": "x"}), ("resume", {}), ("publish", {}), ("", {})]
)
def test_a_ticket_s_states_cannot_jump(login, action, payload):
    ticket = open_ticket(login("na"))
    with pytest.raises(ServiceError, match="step_not_possible"):
        tickets.move(login("na"), ticket, action, payload, new_id())


def test_somebody_of_the_store_who_does_not_own_a_ticket_does_not_work_on_it(login):
    ticket = open_ticket(login("na"))
    with pytest.raises(NotPermitted):
        tickets.move(login("tang"), ticket, "resolve", {"solution": "好了"}, new_id())
    with pytest.raises(ServiceError, match="gone_record"):
        tickets.move(login("bei"), ticket, "start", {}, new_id())
    assert tickets.next_steps(login("tang"), ticket.id) == tickets.next_steps(login("bei"), ticket.id) == ()


def test_the_owner_elsewhere_works_on_his_ticket_but_does_not_file_it(login):
    na, tang = login("na"), login("tang")
    ticket = open_ticket(na)
    tickets.move(login("zhou"), ticket, "assign", {"owner_id": known("tang"), "comment": "请接手"}, new_id())
    offered = [step.action for step in tickets.next_steps(tang, ticket.id)]
    assert offered == ["start", "resolve", "promise", "wait", "hand_over", "escalate"]
    tickets.change(tang, tickets.get(tang, ticket.id), {"solution": "更换电容"}, new_id())
    tickets.move(tang, tickets.get(tang, ticket.id), "resolve", {}, new_id())
    with pytest.raises(NotPermitted):
        tickets.move(tang, tickets.get(tang, ticket.id), "close", {}, new_id())


# -- complaints -------------------------------------------------------------------------------------------


def test_a_complaint_is_seen_by_the_desk_its_managers_and_those_who_check(login):
    complaint = record_complaint(login("na"))
    seen = {name for name in EVERYBODY if _may_read_complaint(login(name), complaint.id)}
    assert seen == {"admin", "zhou", "na", "shen"}


def _may_read_complaint(db, row_id):
    try:
        return sees(db, "complaint", row_id)
    except NotPermitted:
        return False


@pytest.mark.parametrize("accused", ["zhou", "na", "admin", "shen"])
def test_the_person_complained_about_cannot_read_it_in_any_way(login, accused):
    author = "na" if accused != "na" else "zhou"
    complaint = record_complaint(login(author), about_staff_id=known(accused), subject="态度恶劣")
    db = login(accused)
    assert not sees(db, "complaint", complaint.id)
    assert search.everything(db, "态度恶劣").hits == ()
    with db.read() as connection:
        assert connection.execute(text("select count(*) from complaint_event")).scalar() == 0
        number = text("select * from search_complaints(:n, null, 20)")
        assert connection.execute(number, {"n": complaint.number}).all() == []
        if accused in ("admin", "shen"):
            entries = text("select count(*) from audit_entry where table_name = 'complaint'")
            assert connection.execute(entries).scalar() == 0
    with pytest.raises(ServiceError, match="gone_record"):
        complaints.get(db, complaint.id)
    if accused != "shen":
        with pytest.raises(ServiceError, match="gone_record"):
            complaints.add_note(db, complaint.id, "让我看看", new_id())
        assert complaints.next_steps(db, complaint.id) == ()
    assert complaints.page(db, complaints.Wanted(view="all")).rows == ()
    other = login("admin" if accused != "admin" else "zhou")
    assert sees(other, "complaint", complaint.id)


def test_a_desk_records_a_complaint_about_itself_and_learns_only_its_number(login):
    na = login("na")
    complaint = record_complaint(na, about_staff_id=known("na"))
    assert complaint.number.startswith("C")
    assert not sees(na, "complaint", complaint.id)


def test_nobody_makes_a_complaint_his_own_when_it_is_about_him(login):
    zhou, admin = login("zhou"), login("admin")
    complaint = record_complaint(login("na"), about_staff_id=known("zhou"))
    with pytest.raises(ServiceError) as refused:
        complaints.move(admin, complaints.get(admin, complaint.id), "assign", {"owner_id": known("zhou")}, new_id())
    assert (refused.value.code, refused.value.field) == ("owner_is_accused", "owner_id")
    complaints.move(admin, complaints.get(admin, complaint.id), "assign", {"owner_id": known("qian")}, new_id())
    qian = login("qian")
    assert complaints.get(qian, complaint.id).owner_name == "钱北"
    assert complaints.next_steps(qian, complaint.id)[0].action == "acknowledge"
    assert run(zhou, "update complaint set severity = 1").rowcount == 0


def test_whoever_owns_a_complaint_cannot_become_the_accused(login):
    zhou = login("zhou")
    complaint = record_complaint(login("na"))
    complaints.move(zhou, complaints.get(zhou, complaint.id), "assign", {"owner_id": known("na")}, new_id())
    with pytest.raises(ServiceError, match="owner_is_accused"):
        complaints.change(zhou, complaints.get(zhou, complaint.id), {"about_staff_id": known("na")}, new_id())


@pytest.mark.parametrize("person", ["na", "admin"])
def test_only_the_manager_handles_complaints(login, person):
    complaint = complaints.get(login(person), record_complaint(login("na")).id)
    with pytest.raises(NotPermitted):
        complaints.move(login(person), complaint, "acknowledge", {"comment": "电话告知"}, new_id())


@pytest.mark.parametrize("action", ["answer", "accept", "close", "reopen", "propose", "investigate"])
def test_a_complaint_s_states_cannot_jump(login, action):
    zhou = login("zhou")
    complaint = complaints.get(zhou, record_complaint(login("na")).id)
    payload = {"comment": "x", "answer": "x", "proposal": "x", "root_cause": "people", "owner_id": known("zhou")}
    with pytest.raises(ServiceError, match="step_not_possible"):
        complaints.move(zhou, complaint, action, payload, new_id())


def test_who_recorded_a_complaint_corrects_it_only_until_the_manager_takes_it_up(login):
    na, zhou = login("na"), login("zhou")
    complaint = complaints.get(na, record_complaint(na).id)
    complaint = complaints.change(na, complaint, {"subject": "等了四周"}, new_id())
    with pytest.raises(NotPermitted):
        complaints.change(na, complaint, {"answer": "已退款"}, new_id())
    complaints.move(zhou, complaint, "acknowledge", {"comment": "电话告知"}, new_id())
    with pytest.raises(NotPermitted):
        complaints.change(na, complaints.get(na, complaint.id), {"subject": "没事"}, new_id())


# -- articles ---------------------------------------------------------------------------------------------


def test_drafts_are_read_by_those_who_write_and_check_what_is_published_by_all(login):
    draft = write_article(login("na"))
    assert {name for name in EVERYBODY if sees(login(name), "article", draft.id)} == {
        "admin",
        "zhou",
        "qian",
        "na",
        "min",
        "bei",
        "depot",
        "shen",
    }
    articles.move(login("zhou"), draft, "publish", {}, new_id())
    assert all(sees(login(name), "article", draft.id) for name in EVERYBODY)


def test_an_agent_cannot_publish(login):
    na = login("na")
    draft = write_article(na)
    with pytest.raises(NotPermitted):
        articles.move(na, draft, "publish", {}, new_id())
    articles.move(na, draft, "submit", {}, new_id())
    with pytest.raises(NotPermitted):
        articles.move(na, articles.get(na, draft.id), "publish", {}, new_id())
    assert "publish" not in [step.action for step in articles.next_steps(na, draft.id)]


def test_an_agent_does_not_change_what_is_published(login):
    na, zhou = login("na"), login("zhou")
    article = publish(na, zhou)
    with pytest.raises(NotPermitted):
        articles.change(na, article, {"answer": "不用管"}, new_id())
    assert articles.change(zhou, article, {"answer": "先断电"}, new_id()).answer == "先断电"


@pytest.mark.parametrize("person", ["tang", "pei", "xiao", "cai", "shen", "admin"])
def test_only_agents_and_managers_write_articles(login, person):
    with pytest.raises(NotPermitted):
        write_article(login(person))


def test_everybody_votes_in_his_own_name_once_a_ticket(login):
    na, zhou, tang = login("na"), login("zhou"), login("tang")
    ticket, article = open_ticket(na), publish(na, zhou)
    tickets.vote(tang, article.id, ticket.id, False, new_id())
    tickets.vote(na, article.id, ticket.id, True, new_id())
    with pytest.raises(ServiceError, match="voted_already"):
        tickets.vote(na, article.id, ticket.id, False, new_id())
    with pytest.raises(NotPermitted):
        run(
            na,
            "insert into article_vote (id, article_id, worked, login) values (:id, :article, true, 'tang')",
            id=new_id(),
            article=article.id,
        )
    now = articles.get(na, article.id)
    assert (now.worked, now.failed) == (1, 1)
