"""What a walk through the service desk, customers and trainings does not come upon by itself."""

import psycopg

from services import corrective_actions, remedies, training_records
from services.ids import new_id
from tests.hostile.scenes_admin import opened
from tests.hostile.typing_walk import TypingWalk
from tests.hostile.typist import verb_of
from ui.kit.lookups import named
from ui.tickets.callers import NEW


def one(connection: psycopg.Connection, query: str) -> tuple:
    """What a query finds first."""
    row = connection.execute(query).fetchone()
    assert row is not None, query
    return row


def photos_and_forgetting(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """More photos of a fault report, and the name of a caller who is no customer."""
    faulty = "select id from aftercare.ticket where kind = 'fault' and state <> 'closed' order by id desc"
    page = walk.window.open_record("ticket", *one(connection, faulty))
    walk.typist.settle()
    walk.ask(page, page.photo_keeper.ask_for_more, "more_photos")
    walk.close(page)
    (stranger,) = one(
        connection,
        "select id from aftercare.ticket where customer_id is null and state in ('resolved', 'closed') order by id",
    )
    page = walk.window.open_record("ticket", stranger)
    walk.typist.settle()
    walk.ask(page, page.callers.ask_why, "forget_caller")
    walk.close(page)
    # who calls again and says his name
    page = walk.window.open_record("ticket", stranger)
    walk.typist.settle()
    dialog = opened(walk, page.callers.ask_who, "take_over_caller")
    if "who" in dialog.form.cells:
        dialog.form.set_value("who", NEW)
    walk.typist.type_everything(dialog.form)
    walk.typist.must_save(dialog.form, dialog.confirm, "take_over_caller")
    walk.close(page)


def complaints_settled(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """What is offered is proposed, and a case is closed whose cause nobody wrote down."""
    (complaint,) = one(connection, "select id from aftercare.complaint where state = 'closed' order by id")
    connection.execute(
        "update aftercare.complaint set state = 'accepted', root_cause = null where id = %s", [complaint]
    )
    (other,) = one(connection, "select id from aftercare.complaint where state = 'investigating' order by id desc")
    for record, action in ((complaint, "close"), (other, "propose")):
        page = walk.window.open_record("complaint", record)
        walk.typist.settle()
        walk.ask(page, lambda page=page, action=action: page.take_step(action), action)
        walk.close(page)


def authority_answered(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """An authority had its answer, and asks again."""
    (complaint,) = one(
        connection, "select id from aftercare.complaint where state in ('accepted', 'investigating') order by id"
    )
    connection.execute(
        "update aftercare.complaint set regulator_no = 'R1', regulator_due_on = current_date where id = %s", [complaint]
    )
    page = walk.window.open_record("complaint", complaint)
    walk.typist.settle()
    walk.ask(page, lambda: page.authority.ask_answered(page.seen), "authority_answered")
    walk.ask(page, lambda: page.authority.ask_again(page.seen), "authority_asks")
    walk.close(page)


def measures_taken(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """An action is done, and another did not help."""
    verified = """update aftercare.corrective_action set state = 'verified', effect_at = null, effect_by = null,
        effect_due_on = done_on where id = (select id from aftercare.corrective_action where state = 'effective' limit 1)"""
    connection.execute(verified)
    for state, verb in (("open", "ask_finish"), ("verified", "ask_in_vain")):
        query = (
            f"select complaint_id, id from aftercare.corrective_action where state = '{state}' order by id desc limit 1"
        )
        complaint, action = one(connection, query)
        page = walk.window.open_record("complaint", complaint)
        walk.typist.settle()
        found = next(row for row in corrective_actions.of_complaint(page.desk.db, complaint) if row.id == action)
        walk.ask(page, lambda page=page, verb=verb, found=found: getattr(page.measures, verb)(found), verb)
        walk.close(page)


def remedies_given(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """A repair done again is proved, and a device given for another."""
    (complaint,) = one(
        connection,
        """select c.id from aftercare.complaint c join aftercare.work_order o on o.id = c.work_order_id
           where c.state <> 'closed' and o.device_id is not null order by c.id desc limit 1""",
    )
    page = walk.window.open_record("complaint", complaint)
    walk.typist.settle()
    for kind in ("rework", "exchange"):
        remedies.propose(page.desk.db, new_id(), complaint, kind, new_id())
    page.refresh()
    walk.typist.settle()
    for remedy in remedies.of_complaint(page.desk.db, complaint):
        if remedy.kind in ("rework", "exchange") and remedy.state == "approved":
            walk.ask(page, lambda remedy=remedy: page.remedies.ask_finish(remedy), f"finish {remedy.kind}")
    walk.close(page)


def calls_that_end_otherwise(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """A customer wants to be called again, and another is lost; a call is planned by hand."""
    (due,) = one(connection, "select id from aftercare.follow_up where state in ('open', 'retry') order by id desc")
    (lost,) = one(connection, "select id from aftercare.follow_up where state = 'lost' order by id desc")
    again = "update aftercare.follow_up set state = 'open', lost_reason = null, finished_at = null where id = %s"
    connection.execute(again, [lost])
    for record, action in ((due, "call_back"), (lost, "lost")):
        page = walk.window.open_record("follow_up", record)
        walk.typist.settle()
        walk.ask(page, lambda page=page, action=action: page.take_step(action), action)
        walk.close(page)
    customer, name = one(
        connection,
        """select id, name from aftercare.customer c where kind = 'person' and aftercare.follow_up_wanted(id)
           and not exists (select from aftercare.follow_up f where f.customer_id = c.id and f.state in ('open', 'retry'))
           order by id desc""",
    )
    page = walk.window.open_page("new_follow_up", customer_id=customer, customer_name=name)
    walk.typist.settle()
    walk.typist.type_everything(page.form)
    page.form.set_value("customer_id", named(customer, name))
    walk.typist.must_save(page.form, verb_of(page.form), "new_follow_up")
    walk.close(page)


def four_part_file(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """The second leaf of a customer's form."""
    living = "select id from aftercare.customer where archived_at is null and kind = 'company' order by id desc"
    page = walk.window.open_record("customer", *one(connection, living))
    walk.typist.settle()
    page.start_editing()
    page.form.show_leaf("file")
    walk.typist.settle()
    walk.on_page(page)
    walk.close(page)


def marks_and_replies(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """Somebody is marked after a training of some days, and says something to how he was appraised."""
    (training,) = one(
        connection,
        """select t.id from aftercare.training t join aftercare.training_record r on r.training_id = t.id
           where t.state in ('held', 'closed') and r.withdrawn_at is null order by t.id desc""",
    )
    longer = (
        """update aftercare.training set state = 'held', scheme = scheme || '{"days": 2, "exam": 50}' where id = %s"""
    )
    connection.execute(longer, [training])
    page = walk.window.open_record("training", training)
    walk.typist.settle()
    row = training_records.of_training(page.desk.db, training)[0]
    walk.ask(page, lambda: page.people.ask_mark(row), "mark")
    walk.close(page)
    (held,) = one(connection, "select id from aftercare.appraisal where state = 'held' order by id desc")
    mine = "select id from aftercare.staff where login = 'walker'"
    connection.execute(f"update aftercare.appraisal set place = null, staff_id = ({mine}) where id = %s", [held])
    page = walk.window.open_record("appraisal", held)
    walk.typist.settle()
    walk.ask(page, lambda: page.take_step("answer"), "answer")
    walk.close(page)
