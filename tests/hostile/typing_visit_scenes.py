"""What a walk through dispatch does not come upon by itself."""

import psycopg

from tests.hostile.scenes_admin import opened
from tests.hostile.typing_walk import TypingWalk
from ui.dispatch.technician_dialog import TechnicianDialog


def report_on_site(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """Values measured at a visit under way, of the list and one of its own, and what the customer says to the work."""
    row = connection.execute(
        """select id from aftercare.visit where state in ('arrived', 'working', 'finished')
           order by state <> 'working', id limit 1"""
    ).fetchone()
    assert row is not None
    page = walk.window.open_record("visit", *row)
    walk.typist.settle()
    walk.ask(page, page.report.ask_checks, "ask_checks")
    walk.ask(page, page.report.ask_own_value, "ask_own_value")
    for check in [one for one in page.report.report.checks if not one.yes_no]:
        walk.ask(page, lambda check=check: page.report.ask_value(check), "ask_value")
    dialog = opened(walk, page.report.ask_customer_now, "accept")
    dialog.form.set_value("accepted", True)
    dialog.form.set_value("accepted_how", "typed")
    walk.typist.type_everything(dialog.form)
    walk.typist.must_save(dialog.form, dialog.confirm, "accept")
    walk.close(page)


def stamps_corrected(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """A step that was stamped late."""
    events = connection.execute(
        "select visit_id, id from aftercare.visit_event where action in ('finish', 'arrive') order by id desc limit 2"
    ).fetchall()
    for visit, event in events:
        page = walk.window.open_record("visit", visit)
        walk.typist.settle()
        happened = [one for one in page.happened if one.id == event]
        walk.ask(page, lambda happened=happened, page=page: page._correct_time(*happened), "correct_stamp")
        walk.close(page)


def planned_all_the_same(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """Somebody who is at another visit then; when a technician is away."""
    page = walk.window.open_page("dispatch")
    walk.typist.settle()
    taken = next(one for one in page.board.visits if one.technician_id is not None and one.planned_from is not None)
    waits = page.board.waiting[0]
    times = {name: getattr(taken, name) for name in ("technician_id", "planned_from", "planned_until")}
    walk.ask(page, lambda: page._ask_why(waits, times), "ask_why")
    for visit in page.board.waiting[1:4]:
        walk.ask(page, lambda visit=visit: page.contract(visit), "contract")

    def away() -> None:
        dialog = TechnicianDialog(page, taken.technician_id)
        dialog.open()
        dialog._new_absence()

    walk.ask(page, away, "away")
    walk.close(page)
