"""What a walk does not come upon by itself: dialogs of states, chosen rows, and what asks only in one case."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import psycopg
import shiboken6

from tests.hostile import scenes_admin, scenes_kit
from tests.hostile.typing_desk_scenes import (
    authority_answered,
    calls_that_end_otherwise,
    complaints_settled,
    four_part_file,
    marks_and_replies,
    measures_taken,
    photos_and_forgetting,
    remedies_given,
)
from tests.hostile.typing_visit_scenes import planned_all_the_same, report_on_site, stamps_corrected
from tests.hostile.typing_walk import TypingWalk
from tests.hostile.typist import fill
from ui.customers.person_requests import ask_erase
from ui.inspections.dialog import InspectDialog

Scene = Callable[[TypingWalk, psycopg.Connection], None]


def one(connection: psycopg.Connection, query: str) -> Any:
    """The id that a query finds first."""
    row = connection.execute(query).fetchone()
    assert row is not None, query
    return row[0]


def altered(connection: psycopg.Connection, change: str) -> None:
    """A record brought into a state that would take days and several people."""
    with connection.transaction():
        connection.execute("set local session_replication_role = replica")
        connection.execute(change)


def steps_of_orders(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """Each step that asks something, of orders in each state; what only managers correct."""
    ids = connection.execute(
        """select id from (select id, row_number() over (partition by work_state, custody_state order by id desc) as place
           from aftercare.work_order) r where place = 1"""
    ).fetchall()
    for (record,) in ids:
        page = walk.window.open_record("work_order", record)
        walk.typist.settle()
        walk.ask(page, lambda page=page: page._act("correct"), "correct")
        for event in page.file.events:
            walk.ask(page, lambda page=page, event=event: page._correct_time(event), "correct_time")
        for step in page.file.steps:
            if step.asks and not step.blocked and shiboken6.isValid(page):
                walk.ask(page, lambda page=page, step=step: page.take(step), f"step {step.action}")
        walk.close(page)


def chosen_orders(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """Several orders at once: given to somebody, and their customers told."""
    page = walk.window.open_page("orders", view="all")
    walk.typist.settle()
    rows = page.pane.model.rows()[:5]
    walk.ask(page, lambda: page.assign(rows), "assign")
    walk.ask(page, lambda: page.tell_many(rows), "tell_many")
    walk.close(page)


def handed_over(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """Somebody collects what is still to be paid, in three ways; tests of the page itself hand it over."""
    record = one(
        connection,
        """select id from aftercare.work_order w
           where work_state in ('assigned', 'diagnosing', 'repairing', 'testing') and kind = 'repair'
             and customer_id is not null and custody_state <> 'with_customer'
           order by (select sum(quantity * unit_price) from aftercare.work_order_line l
                     where l.work_order_id = w.id and l.payer = 'customer') desc nulls last, id limit 1""",
    )
    altered(
        connection,
        f"""update aftercare.work_order set work_state = 'completed', outcome = 'repaired', custody_state = 'ready_shelf',
            money_state = 'quoted', due = paid + 88, shelf = 'A1' where id = '{record}'""",
    )
    page = walk.window.open_page("hand_over", order_id=record)
    walk.typist.settle()
    form = page.form
    walk.typist.type_everything(form)  # another number lets the order go
    page.choose(record)
    walk.typist.settle()
    walk.typist.type_everything(form)  # cash is given
    for row, amount, method in (("", 30, "card"), ("_2", 20, "card"), ("_3", None, "transfer")):
        if amount is not None:
            form.set_value(f"amount{row}", Decimal(amount))
        form.set_value(f"method{row}", method)
    form.set_value("collected_how", "code")
    walk.typist.type_everything(form)
    form.set_value("by_other", True)
    walk.typist.type_everything(form)
    walk.close(page)


def nobody_has_a_number(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """An intake of somebody without a telephone, of a device without a number."""
    page = walk.window.open_page("intake")
    walk.typist.settle()
    for column in ("phone", "serial_no"):
        page.known.ask_why_none(column, True)
    page.more_fields(True)
    page.form.set_value("kind", "repair")  # handed in: shelf, accessories and the like are asked
    walk.typist.type_everything(page.form)
    walk.typist.must_save(page.form, page.save_button, "intake")
    walk.close(page)


def told_by_hand(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """What was said to a customer on the telephone."""
    record = one(connection, "select id from aftercare.work_order where work_state = 'received' order by id desc")
    page = walk.window.open_record("work_order", record)
    walk.typist.settle()
    page.show_leaf("told")
    walk.typist.settle()
    form = page.told.form
    walk.typist.type_everything(form)
    for column in ("about", "method"):
        fill(form, column, 0)
    walk.typist.save(form, page.told.told, "told")
    walk.close(page)


def parcels_end(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """One parcel arrives, another is lost."""
    altered(
        connection,
        """update aftercare.shipment set state = 'sent', ended_on = null
           where id in (select id from aftercare.shipment order by id desc limit 3)""",
    )
    page = walk.window.open_page("shipments", view="all")
    walk.typist.settle()
    rows = [row for row in page.pane.model.rows() if row.state == "sent"]
    walk.ask(page, lambda: page.ask_arrived(rows[:1]), "arrived")
    walk.ask(page, lambda: page.ask_lost(rows[1:2]), "lost")
    walk.close(page)


def inspected_by_me(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """A contact of a colleague who has any that nobody looked at."""
    page = walk.window.open_page("inspections", view="all")
    walk.typist.settle()
    dialog = scenes_admin.opened(walk, lambda: InspectDialog.ask_for(page), "inspect_contact")
    form = dialog.form
    for person in list(form.editor("staff_id").options):
        form.set_value("staff_id", person.value)
        dialog._draw()
        walk.typist.settle()
        if form.editor("contact").options:
            break
    fill(form, "contact", 0)
    walk.typist.type_everything(form)
    walk.typist.save(form, dialog.confirm, "inspect")
    walk.close(page)


def forgotten(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """Somebody with nothing under way asks to be forgotten."""
    free = one(
        connection,
        """select id from aftercare.customer c where archived_at is null and merged_into is null
           and not exists (select from aftercare.work_order o
                           where o.customer_id = c.id and o.work_state not in ('closed', 'cancelled'))
           and not exists (select from aftercare.complaint k where k.customer_id = c.id and k.state <> 'closed')
           and not exists (select from aftercare.visit v where c.id in (v.customer_id, v.contractor_id))
           order by id desc""",
    )
    page = walk.window.open_record("customer", free)
    walk.typist.settle()
    walk.ask(page, lambda: ask_erase(page), "forget")
    walk.close(page)


def inspected_himself(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """What follows from an inspection, and what the person inspected says to it."""
    altered(
        connection,
        """update aftercare.inspection set consequence = null, staff_id =
           (select id from aftercare.staff where login = 'walker')
           where id = (select id from aftercare.inspection order by consequence is null desc, id limit 1)""",
    )
    page = walk.window.open_page("inspections", view="all")
    walk.typist.settle()
    rows = page.pane.model.rows()
    me = page.desk.person.id
    others = [row for row in rows if row.consequence is None and row.staff_id != me][:1]
    walk.ask(page, lambda: page.ask_talk(others), "ask_talk")
    walk.ask(page, lambda: page.ask_end(others), "ask_end")
    walk.ask(page, lambda: page.ask_answer([row for row in rows if row.staff_id == me]), "ask_answer")
    walk.close(page)


def plan_carried_out(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """A plan may be closed once none of its measures waits."""
    opened = connection.execute("select id from aftercare.recovery_plan where state = 'open'").fetchall()
    open_plans = "(select {} from aftercare.recovery_plan where state = 'open')"
    altered(
        connection,
        f"""update aftercare.improvement set state = 'done', result = '好的', done_on = due_on
            where recovery_plan_id in {open_plans.format("id")}""",
    )
    altered(
        connection,
        f"""update aftercare.corrective_action set state = 'done'
            where complaint_id in {open_plans.format("complaint_id")}""",
    )
    for (record,) in opened:
        walk.visit(lambda record=record: walk.window.open_record("recovery_plan", record), late=False)


def software_installed(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """Only a device of a software product has a version, and few devices are."""
    record = one(connection, "select id from aftercare.device order by id")
    altered(
        connection,
        f"""update aftercare.device d set product_model_id = v.product_model_id, product_version_id = v.id
            from (select * from aftercare.product_version order by id limit 1) v where d.id = '{record}'""",
    )
    for late in (False, True):
        walk.visit(lambda: walk.window.open_record("device", record), late)


# What brings a part's fields about, before its pages are walked.
SCENES: dict[str, tuple[Scene, ...]] = {
    "complaints": (authority_answered, complaints_settled, measures_taken, remedies_given),
    "customers": (four_part_file, forgotten),
    "dispatch": (report_on_site, stamps_corrected, planned_all_the_same),
    "follow_ups": (calls_that_end_otherwise,),
    "inspections": (inspected_by_me, inspected_himself),
    "products": (software_installed,),
    "recovery": (plan_carried_out,),
    "tickets": (photos_and_forgetting,),
    "training": (marks_and_replies,),
    "admin": (
        scenes_admin.question,
        scenes_admin.found_in_the_log,
        scenes_admin.past_their_period,
        scenes_admin.restored,
    ),
    "kit": (scenes_kit.week, scenes_kit.own_view, scenes_kit.sign_in_of_a_kiosk, scenes_kit.customer_told),
    "transfer": (scenes_admin.imported,),
    "workstation": (scenes_admin.printers,),
    "work_orders": (handed_over, nobody_has_a_number, told_by_hand, parcels_end, chosen_orders, steps_of_orders),
}
