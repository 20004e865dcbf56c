"""Every other screen, one picture each, as the people see them who work with it."""

from app.tour_steps import subjects
from app.tour_steps.gate import change_to
from app.tour_steps.guide import Guide, TourError

DESK = (
    "orders",
    "customers",
    "devices",
    "tickets",
    "complaints",
    "measures",
    "vouchers",
    "deadlines",
    "follow_ups",
    "knowledge",
    "messages_out",
    "dispatch",
    "visits",
    "takings",
    "shipments",
    "shop_texts",
)
MANAGER = (
    "dashboard",
    "service_figures",
    "follow_up_figures",
    "win_back",
    "win_back_figures",
    "ticket_figures",
    "measure_figures",
    "base_figures",
    "inspections",
    "inspection_figures",
    "improvements",
    "new_improvement",
    "recovery_plans",
    "new_recovery_plan",
    "trainings",
    "new_training",
    "courses",
    "new_course",
    "training_records",
    "training_figures",
    "appraisals",
    "new_appraisal",
    "appraisal_figures",
    "appraisal_rules",
    "new_follow_up",
    "import",
    "products",
    "new_customer",
    "new_ticket",
    "new_complaint",
    "new_article",
    "new_visit",
    "visit_figures",
    "settlements",
    "contractor_figures",
    "acceptances",
    "new_acceptance",
    "article_misses",
    "message_texts",
    "own_details",
)
ADMIN = (
    "admin",
    "people",
    "roles",
    "stores",
    "regions",
    "workstations",
    "service_levels",
    "calendars",
    "calendar_days",
    "calendar_places",
    "parameters",
    "sending_tests",
    "code_lists",
    "follow_up_rules",
    "questionnaires",
    "check_items",
    "projects",
    "inspection_criteria",
    "backup",
    "retention",
    "audit",
)
RECORDS = (
    ("customer", "select customer_id from aftercare.work_order where customer_id is not null "
     "group by 1 order by count(*) desc, 1 limit 1"),
    ("device", "select device_id from aftercare.work_order group by 1 order by count(*) desc, 1 limit 1"),
    ("ticket", "select t.id from aftercare.ticket t join aftercare.store s on s.id = t.store_id "
     "where s.code like 'HZ%%' order by t.state = 'resolved' desc, t.opened_at desc limit 1"),
    ("complaint", "select c.id from aftercare.complaint c join aftercare.store s on s.id = c.store_id "
     "where s.code like 'HZ%%' and c.about_staff_id is null order by c.opened_at desc limit 1"),
    ("visit", "select v.id from aftercare.visit v join aftercare.store s on s.id = v.store_id "
     "where s.code like 'HZ%%' order by v.state = 'finished' desc, v.finished_at desc nulls last, v.id limit 1"),
    ("follow_up", "select f.id from aftercare.follow_up f join aftercare.store s on s.id = f.store_id "
     "where s.code like 'HZ%%' order by f.state in ('open', 'retry') desc, f.due_at desc limit 1"),
    ("article", "select id from aftercare.article where state = 'published' order by number limit 1"),
    ("message", "select m.id from aftercare.message m join aftercare.store s on s.id = m.store_id "
     "where s.code like 'HZ%%' order by m.state = 'perhaps' desc, m.created_at desc limit 1"),
    ("training", "select t.id from aftercare.training t join aftercare.store s on s.id = t.store_id "
     "where s.code like 'HZ%%' order by t.state = 'held' desc, t.starts_at desc, t.id limit 1"),
    ("appraisal", "select a.id from aftercare.appraisal a join aftercare.store s on s.id = a.store_id "
     "where s.code like 'HZ%%' order by a.state = 'acknowledged' desc, a.due_on, a.id limit 1"),
    ("course", "select id from aftercare.course order by name_en limit 1"),
    ("improvement", "select i.id from aftercare.improvement i join aftercare.store s on s.id = i.store_id "
     "where s.code like 'HZ%%' order by i.state = 'adopted' desc, i.opened_at desc, i.id limit 1"),
    ("recovery_plan", "select p.id from aftercare.recovery_plan p order by p.state = 'open' desc, p.opened_at desc, p.id limit 1"),
)  # fmt: skip


def open_pages(guide: Guide, names: tuple[str, ...]) -> None:
    """Open each page that this person has."""
    for name in names:
        if guide.program.workplace.window.open_page(name) is None:
            continue
        guide.rest()
        guide.picture(name.replace("_", "-"))


def board(guide: Guide) -> None:
    """The same orders as cards in the columns of their states."""
    guide.program.workplace.window.open_page("orders")
    guide.rest()
    guide.press("Ctrl+Shift+B")
    guide.rest()
    guide.picture("board")
    guide.press("Ctrl+Shift+B")


def tell_many(guide: Guide) -> None:
    """Everybody whose device is ready and who does not know: who would be written to, and who not and why."""
    page = guide.program.workplace.window.open_page("orders", view="not_told")
    guide.rest()
    page.pane.view.setFocus()
    guide.press("Shift+T")
    dialog = guide.front
    guide.wait(lambda: dialog._rows and all(row.outlook for row in dialog._rows), "the look at all of them")
    guide.rest()
    guide.picture("tell-many")
    guide.press("Esc")
    guide.rest()


def desk(guide: Guide) -> None:
    """What the manager who also works at the counter opens: lists and records."""
    change_to(guide, "chen_jing")
    open_pages(guide, DESK + MANAGER)
    for kind, query in RECORDS:
        record = subjects.one(guide.notes["dsn"], query)
        if record is None or guide.program.workplace.window.open_record(kind, record) is None:
            raise TourError(f"there is no {kind} to show")
        guide.rest()
        guide.picture(kind)


def ring(guide: Guide) -> None:
    """Somebody known rings while the tickets are in front; then the calls of the day."""
    place = guide.program.workplace
    phone = subjects.words(
        guide.notes["dsn"],
        """select c.phone from aftercare.ticket t join aftercare.store s on s.id = t.store_id
           join aftercare.customer c on c.id = t.customer_id
           where s.code = 'HZ1' and c.phone <> '' and t.state not in ('resolved', 'closed', 'cancelled')
           order by t.opened_at desc limit 1""",
    )
    place.window.open_page("tickets")
    guide.rest()
    place.take_call(phone or "13900000077")
    guide.wait(lambda: place.calls.cards() != [], "the card of the call")
    guide.rest()
    guide.picture("call")
    for card in place.calls.cards():
        place.calls.corner.remove(card)
    place.window.open_page("calls")
    guide.rest()
    guide.picture("calls")


def keys_and_help(guide: Guide) -> None:
    """The page of all keys, the manual."""
    guide.program.workplace.window.show_shortcuts()
    guide.picture("shortcuts")
    guide.press("Esc")
    guide.press("F1")
    guide.picture("help")


def administration(guide: Guide) -> None:
    """What administrators keep."""
    change_to(guide, "ren_yuan")
    open_pages(guide, ADMIN)
