"""What is past its period is proposed; a person decides, and nothing goes by itself."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from services import attachments, customers, retention
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.customer_samples import make_customer
from tests.message_samples import order_of, send, tell, template
from tests.work_order_samples import bring_to, customer_with_device, step, take_in

PICTURE = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")


def age(superuser, statement, months, **values):
    """Put moments back, past the triggers that would not have it."""
    superuser.execute(text("set local session_replication_role = replica"))
    superuser.execute(text(statement), {"back": timedelta(days=31 * months), **values})
    superuser.execute(text("set local session_replication_role = origin"))


def made_long_ago(superuser, customer, months=40):
    age(superuser, "update customer set created_at = created_at - :back where id = :id", months, id=customer)


def proposed(db, kind="customer"):
    return {one.id for one in retention.proposals(db, kind)}


@pytest.fixture
def old(superuser):
    """A customer nobody has dealt with for years."""
    customer = make_customer(superuser, "南宫问天", "13812347788")
    made_long_ago(superuser, customer)
    return customer


def closed_order(login, superuser, months):
    """An order that was closed so long ago, with a signature and a photo; its id and its customer's."""
    customer, device = customer_with_device(superuser)
    order = take_in(login("na"), customer, device).orders[0].id
    for kind in ("signature_in", "photo_in"):
        attachments.add(login("na"), new_id(), order, kind, PICTURE, name="a.jpg", thumbnail=PICTURE, request=new_id())
    bring_to(login, order, "delivered")
    step(login("zhou"), order, "close")
    age(
        superuser,
        "update work_order set opened_at = opened_at - :back, closed_at = closed_at - :back, "
        "state_since = state_since - :back where id = :id",
        months,
        id=order,
    )
    age(superuser, "update attachment set created_at = created_at - :back where work_order_id = :id", months, id=order)
    made_long_ago(superuser, customer, months)
    return order, customer


def test_a_customer_without_dealings_is_proposed_and_one_with_them_is_not(login, superuser, old):
    fresh = make_customer(superuser, "王芳")
    _order, active = closed_order(login, superuser, 10)
    manager = login("zhou")
    assert proposed(manager) >= {old} and not proposed(manager) & {fresh, active}
    superuser.execute(text("update parameter set value = '0' where code = 'retention_customer_months'"))
    assert proposed(manager) == set()


def test_erasing_takes_a_reason_is_logged_and_leaves_the_rest(login, superuser, old):
    manager, fresh = login("zhou"), make_customer(superuser, "王芳")
    with pytest.raises(ServiceError) as refused:
        retention.erase(manager, "customer", [old], " ", new_id())
    assert refused.value.field == "why"
    assert retention.erase(manager, "customer", [old, fresh], "期满", new_id()) == 1
    assert customers.get(manager, old).name.startswith("#K") and customers.get(manager, fresh).name == "王芳"
    logged = superuser.execute(text("select login, row_id, reason from reveal where kind = 'erase'")).all()
    assert logged == [("zhou", old, "期满")]
    assert old not in proposed(manager)


def test_who_is_kept_longer_is_not_proposed_before(login, superuser, old):
    manager = login("zhou")
    today = superuser.execute(text("select current_date")).scalar_one()
    with pytest.raises(ServiceError) as refused:
        retention.keep(manager, "customer", [old], today - timedelta(days=1), "保修", new_id())
    assert refused.value.code == "retention_until_past"
    assert retention.keep(manager, "customer", [old], today + timedelta(days=300), "保修", new_id()) == 1
    assert old not in proposed(manager)
    superuser.execute(text("update retention_keep set until = current_date - 2"))
    assert old in proposed(manager)


def test_papers_of_closed_orders_go_and_photos_and_the_order_stay(login, superuser):
    order, customer = closed_order(login, superuser, 30)
    manager = login("zhou")
    assert proposed(manager, "paper") == {order} and customer not in proposed(manager)
    assert retention.erase(manager, "paper", [order], "期满", new_id()) == 1
    left = superuser.execute(
        text(
            "select a.kind from attachment a join attachment_data d on d.attachment_id = a.id where work_order_id = :o"
        ),
        {"o": order},
    ).scalars()
    assert left.all() == ["photo_in"] and proposed(manager, "paper") == set()


def test_old_values_of_the_trail_go_and_their_entries_stay(login, superuser, old):
    admin = login("admin")
    age(superuser, "update audit_entry set at = at - :back where row_id = :id", 40, id=old)
    entries = superuser.execute(text("select count(*) from audit_entry")).scalar()
    (one,) = retention.proposals(admin, "trail")
    assert one.pieces > 0
    assert retention.erase(admin, "trail", [], "期满", new_id()) == one.pieces
    assert retention.proposals(admin, "trail") == []
    assert superuser.execute(text("select count(*) from audit_entry")).scalar() >= entries
    assert superuser.execute(text("select count(*) from audit_value where row_id = :id"), {"id": old}).scalar() == 0


def test_texts_of_old_messages_go_and_that_somebody_was_told_stays(login, superuser):
    admin = login("admin")
    _customer, order = order_of(login, superuser)
    old, waits = (tell(login("na"), order, template(superuser, "ready")).id for _ in range(2))
    send(superuser, old)
    superuser.execute(text("set local session_replication_role = replica"))
    superuser.execute(text("update message set created_at = now() - interval '25 months'"))
    superuser.execute(text("set local session_replication_role = origin"))
    assert [one.pieces for one in retention.proposals(admin, "message")] == [1]
    with pytest.raises(NotPermitted):
        retention.proposals(login("zhou"), "message")
    assert retention.erase(admin, "message", [], "期满", new_id()) == 1
    assert retention.proposals(admin, "message") == []
    left = {row.id: row.body for row in superuser.execute(text("select id, body from message"))}
    assert left[old] == "#" and left[waits] != "#"
    assert superuser.execute(text("select state from message where id = :i"), {"i": old}).scalar() == "sent"


def test_looks_of_the_last_twelve_months_stay_whatever_the_parameter_says(login, superuser):
    admin = login("admin")
    superuser.execute(text("update parameter set value = '1' where code = 'retention_look_months'"))
    insert = "insert into reveal (login, kind, table_name, at) values ('na', 'reveal', 'customer', now() - :back)"
    for months in (6, 14):
        superuser.execute(text(insert), {"back": timedelta(days=31 * months)})
    assert retention.erase(admin, "look", [], "期满", new_id()) == 1
    assert superuser.execute(text("select count(*) from reveal where kind = 'reveal'")).scalar() == 1
    assert superuser.execute(text("select table_name, count from reveal where kind = 'erase'")).all() == [("reveal", 1)]


@pytest.mark.parametrize("kind", retention.KINDS)
def test_the_desk_decides_nothing(login, kind):
    for ask in (
        lambda db: retention.proposals(db, kind),
        lambda db: retention.erase(db, kind, [], "x", new_id()),
    ):
        with pytest.raises(NotPermitted):
            ask(login("na"))


@pytest.mark.parametrize("kind", retention.WHOLE)
def test_a_manager_erases_no_proof(login, kind):
    with pytest.raises(NotPermitted):
        retention.erase(login("zhou"), kind, [], "x", new_id())


def test_due_work_counts_and_erases_nothing(superuser, old):
    superuser.execute(text("update job_run set started_at = 'epoch'"))
    ran = superuser.execute(text("select touched, error from run_due('due_propose_retention')")).all()
    assert ran == [(1, None)]
    assert superuser.execute(text("select name from customer where id = :id"), {"id": old}).scalar() == "南宫问天"
