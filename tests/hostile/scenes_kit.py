"""Dialogs that several packages share, each opened where it is used."""

import psycopg

from tests.hostile.declared import place_of
from tests.hostile.scenes_admin import opened, week
from tests.hostile.typing_walk import TypingWalk
from tests.hostile.typist import forget, line_of, type_into

__all__ = ["week"]


def own_view(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """A view of a list kept under a name, and under another."""
    page = walk.window.open_page("customers")
    walk.typist.settle()
    walk.ask(page, page.own.ask_name, "ask_name")
    view = next(one for one in page.own.views.values() if one.own)
    walk.ask(page, lambda: page.own._ask_other_name(view), "rename_view")
    walk.close(page)


def sign_in_of_a_kiosk(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """The sign-in of a store's kiosk, named by whoever makes it."""
    typist, page = walk.typist, walk.window.open_page("stores")
    typist.settle()
    for row in range(page.pane.model.rowCount()):
        page.pane.view.selectRow(row)
        typist.settle()
        dialog = opened(walk, page.open_kiosk, "sign_ins")
        if dialog.new.isVisible():  # a store has one open
            break
        forget([dialog])
    typist.type_everything(dialog.form)
    typist.save(dialog.form, dialog.add_button, "sign_ins")
    walk.close(page)


def customer_told(walk: TypingWalk, connection: psycopg.Connection) -> None:
    """A message with words of one's own, and what was said to somebody."""
    typist = walk.typist
    customer = connection.execute("select id from aftercare.customer where phone <> '' order by id limit 1").fetchone()
    ticket = connection.execute("select id from aftercare.ticket where state <> 'cancelled' order by id").fetchone()
    assert customer is not None and ticket is not None
    page = walk.window.open_record("customer", customer[0])
    typist.settle()

    dialog = opened(walk, page.tell_customer, "tell_customer")
    dialog.form.set_shown("contact_id", True)
    typist.type_everything(dialog.form)
    walk.close(page)
    page = walk.window.open_record("customer", customer[0])
    typist.settle()
    dialog = opened(walk, page.tell_customer, "tell_customer")
    for text in [one.value for one in dialog.form.editor("template_id").options]:
        if not dialog.confirm.isEnabled():
            dialog.form.set_value("template_id", text)
            dialog._edited("template_id")
            typist.settle()
    editor = dialog.form.editor("note")
    note, place = typist._next(editor), place_of(editor.field)
    type_into(line_of(editor), note)
    typist.qtbot.waitUntil(lambda: note in dialog.text.text() and dialog.confirm.isEnabled(), timeout=20_000)
    dialog.confirm.click()
    typist.settle()
    assert place is not None and not walk._dialogs()
    typist.saved[place] = note
    walk.close(page)
    page = walk.window.open_record("ticket", ticket[0])
    typist.settle()
    dialog = opened(walk, page._ask_told, "customer_told")
    dialog.form.set_value("method", "letter")  # of a call nothing can come back
    typist.type_everything(dialog.form)
    typist.must_save(dialog.form, dialog.confirm, "told")
    dialog = opened(walk, page._ask_came_back, "came_back")
    typist.type_everything(dialog.form)
    typist.must_save(dialog.form, dialog.confirm, "came_back")
    walk.close(page)
