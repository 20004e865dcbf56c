"""What goes wrong at a desk: two people write the same, and texts that nobody expects."""

from app.demo import PASSWORD
from app.tour_steps import subjects
from app.tour_steps.guide import Guide
from services import customers, sign_in, tickets
from services.ids import new_id
from ui.kit.dialogs import ConflictDialog

COLLEAGUE = "li_na"
_SHARED_TICKET = """
    select t.id from aftercare.ticket t join aftercare.store s on s.id = t.store_id
    where s.code = 'HZ1' and t.state not in ('closed', 'cancelled') order by t.opened_at desc limit 1"""
THEIRS = {
    "zh_CN": "客户来电：下午三点后方便接听，请带上发票复印件",
    "en": "Rang back: reach her after three, bring a copy of the invoice",
}
MINE = {"zh_CN": "客户要求周五前上门，先打电话确认", "en": "Wants a visit before Friday, ring first"}
# Markup, quotes, placeholders, joined pictures, a script that runs from right to left, a word without an end.
ODD_NAME = '<b>O\'Neill</b> & "小张" {name} %s 👩‍🔧'
ODD_TEXT = (
    "<h1>not a heading</h1> </p> {0} %(x)s \\n '; drop table customer; -- مرحبا ١٢٣ 𬭚𠮷 =1+1 "
    + "no-blank-for-a-long-while-" * 12
)


def conflict(guide: Guide) -> None:
    """A colleague saves the same field first: both versions stand side by side, nothing typed is lost."""
    place = guide.program.workplace
    ticket = subjects.one(guide.notes["dsn"], _SHARED_TICKET)
    assert ticket is not None
    page = place.window.open_record("ticket", ticket)
    guide.rest()
    page.form.jump_to("subject")
    guide.press("Ctrl+A")
    guide.type(MINE[guide.language])
    place.desk.changes.stop()
    other = sign_in.enter(guide.notes["conninfo"], COLLEAGUE, PASSWORD).db
    try:
        tickets.change(other, tickets.get(other, ticket), {"subject": THEIRS[guide.language]}, new_id())
    finally:
        other.close()
    page.save()
    guide.wait(lambda: any(one.isVisible() for one in place.window.findChildren(ConflictDialog)), "both versions")
    guide.picture("conflict")
    guide.press("Ctrl+Return")
    guide.wait(lambda: not page.form.touched, "the chosen version to be saved")
    place.desk.changes.start()
    guide.rest()


def odd_texts(guide: Guide) -> None:
    """Whatever somebody types is shown as it is, and tears no screen apart."""
    place = guide.program.workplace
    db = place.desk.db
    customer = customers.create(db, {"name": ODD_NAME, "kind": "person", "phone": "13900000077"}, new_id())
    values = {
        "kind": "fault", "channel": "web", "urgency": "normal", "store_id": place.desk.person.store_id,
        "subject": ODD_NAME, "description": ODD_TEXT, "customer_id": customer,
    }  # fmt: skip
    ticket = tickets.create(db, new_id(), values, new_id())
    for kind, record in (("customer", customer), ("ticket", ticket.id)):
        place.window.open_record(kind, record)
        guide.rest()
        guide.picture(f"odd-texts-{kind}")
    place.window.open_page("tickets")
    guide.rest()
    guide.picture("odd-texts-list")
