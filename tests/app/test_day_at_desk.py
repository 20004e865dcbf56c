"""A whole day at the desk: one customer from the call to the figures, through the windows of three people."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from sqlalchemy import text

from app.tour_steps.guide import Guide, TourError
from services import complaints, devices, remedies, ticket_links, tickets, visit_reports, visits, work_orders
from services.ids import new_id
from services.setup import superuser_engine
from tests.customer_samples import make_customer, make_device, make_model
from tests.desk_samples import publish
from tests.follow_up_samples import ask_everybody, fill
from tests.people import known
from tests.work_order_samples import bring_to
from ui.dispatch.plan_dialog import PlanDialog
from ui.dispatch.report_dialogs import AcceptDialog
from ui.kit import formats
from ui.kit.form_dialog import FormDialog
from ui.kit.steps_bar import StepDialog
from ui.kit.words import say

PHONE = "13800001234"


@pytest.fixture
def root(fresh_database):
    """What only the test may do: records of the past, and the timer's work."""
    engine = superuser_engine(fresh_database.dsn())
    with engine.connect() as connection:
        connection.execute(text("set search_path = aftercare"))
        connection.commit()
        yield connection
    engine.dispose()


class Day(Guide):
    """The windows of several people; `sits_down` says who is at the keyboard."""

    def __init__(self, begin, folder):
        super().__init__(SimpleNamespace(workplace=None, entrance=None), folder, "zh_CN")
        self._begin, self._places = begin, {}

    def sits_down(self, login):
        if login not in self._places:
            place = self._begin(login)
            place.window.resize(1440, 900)
            place.window.show()
            self._places[login] = place
        self.program.workplace = self._places[login]
        self.use_paper_tray()
        self.come_to_front()
        self.rest()
        return self.program.workplace.window

    def wait(self, until, what, seconds=60.0):
        try:
            super().wait(until, what, seconds)
        except TourError as error:
            desk, page = self.program.workplace.desk, self.page
            told = [say(banner.sentence) for one in (desk, page) for banner in one.messages._banners.values()]
            raise TourError(f"{error}; {page.name}: {told}") from error

    def click(self, target, at=None):
        """As soon as it is there."""
        self.wait(lambda: any(one.isVisible() for one in self.front.findChildren(QWidget, target)), target)
        super().click(target, at)

    @property
    def db(self):
        return self.program.workplace.desk.db

    def comes(self, page):
        """The page that opens by itself."""
        self.wait(lambda: self.page.name == page and not self.page._running, f"the page {page}")
        self.rest()
        return self.page

    def asks(self, kind=FormDialog):
        """The dialog that came up."""
        found = lambda: [one for one in self.window.findChildren(kind) if one.isVisible()]  # noqa: E731
        self.wait(found, kind.__name__)
        # a key means nothing to a dialog that the system has not handed the keyboard yet
        self.come_to_front()
        self.rest()
        return found()[0]

    def confirms(self):
        """Ctrl+Enter in the dialog in front, which then is gone."""
        self.press("Ctrl+Return")
        left = lambda: [one for one in self.window.findChildren(QDialog) if one.isVisible()]  # noqa: E731
        try:
            self.wait(lambda: not left(), "the answer")
        except TourError as error:
            read = [label.text() for one in left() for label in one.findChildren(QLabel) if label.isVisible()]
            raise AssertionError(f"{self.focus.objectName()} in {read}") from error
        self.rest()

    def becomes(self, **seen):
        """Until the record in front is so."""
        page = self.page
        self.wait(lambda: all(getattr(page.seen, name) == value for name, value in seen.items()), f"{seen}")
        self.rest()


@pytest.fixture
def day(qtbot, at_work, tmp_path):
    made = Day(at_work, tmp_path / "pictures")
    yield made
    QApplication.instance().removeEventFilter(made.strays)


def test_a_whole_day_at_the_desk(day, root, sign_in):
    customer = make_customer(root, "张思远", PHONE)
    make_device(root, customer, make_model(root, "寒亭", "挂机 35G", "HT-35G"), serial_no="HT35G0001")
    root.commit()
    publish(sign_in("na"), sign_in("zhou"))

    day.sits_down("na")
    ticket = _somebody_rings(day)
    _the_answer_does_not_help(day, ticket)
    complaint = _he_complains(day)
    day.sits_down("zhou")
    _the_manager_signs_and_answers(day, complaint)
    day.sits_down("na")
    visit = _somebody_is_sent(day, ticket)
    day.sits_down("tang")
    _the_visit_is_made(day, visit)
    day.sits_down("na")
    order = _the_device_comes_in(day, ticket)
    _the_bench_repairs_it(sign_in, order)
    _it_is_handed_over(day, order)
    asked = _days_go_by(root, order)
    task = _he_is_called_and_not_content(day, asked)
    day.sits_down("zhou")
    _the_manager_follows_it_up(day, asked, task, complaint)
    _the_figures_tell(day)


def _somebody_rings(day):
    """A call finds whoever works on something else; one key turns it into a ticket."""
    day.program.workplace.take_call(PHONE)
    day.wait(lambda: day.program.workplace.calls.cards(), "the card of the call")
    day.press("Ctrl+Shift+M")
    page = day.comes("new_ticket")
    assert page.form.editor("customer_id").line.text() == "张思远"
    assert page.form.editor("subject").isAncestorOf(day.focus) or day.focus is page.form.editor("subject")
    day.type("空调不制冷")
    day.wait(lambda: page.suggestions.shown(), "what helped before")
    day.press("Alt+1")
    assert "滤网" in page.form.value("solution")
    day.press("Ctrl+S")
    page = day.comes("ticket")
    assert page.seen.state == "open" and page.seen.customer_name == "张思远"
    return page.record_id


def _the_answer_does_not_help(day, ticket):
    """What the article said was tried in vain; somebody above takes it over."""
    day.wait(lambda: tickets.used_articles(day.db, ticket), "the article at the ticket")
    day.click("action_did_not_work")
    day.wait(lambda: tickets.used_articles(day.db, ticket)[0].worked is False, "the vote")
    day.page.take_step("escalate")
    dialog = day.asks(StepDialog)
    people = dialog.form.editor("escalated_to_id")
    day.wait(lambda: people.options, "the people above")
    day.choose(dialog.form, "escalated_to_id", known("zhou"))
    dialog.form.jump_to("comment")
    day.type("第二次报修，客户很急")
    day.confirms()
    day.becomes(escalated_to_name="周敏")


def _he_complains(day):
    """From the ticket, with what it says; more than a clerk may give is offered."""
    day.click("action_record_complaint")
    page = day.comes("new_complaint")
    assert page.form.value("subject") == "空调不制冷"
    day.type("修了两次还是不制冷，要求补偿。")
    page.form.jump_to("severity")
    day.press("4")
    day.press("Ctrl+S")
    page = day.comes("complaint")
    assert page.seen.severity == 4 and page.seen.customer_name == "张思远"
    day.click("action_offer_remedy")
    dialog = day.asks()
    dialog.form.set_value("kind", "compensation")
    dialog.form.jump_to("amount")
    day.type("500")
    dialog.form.jump_to("note")
    day.type("误工补偿")
    assert dialog.form.value("amount") == 500
    day.confirms()
    day.wait(lambda: page.remedies.rows, "the offer")
    assert [(one.state, one.amount) for one in page.remedies.rows] == [("proposed", 500)]
    return page.record_id


def _the_manager_signs_and_answers(day, complaint):
    """He signs what is above the clerk's limit, answers, and the answer goes out as a letter."""
    window = day.program.workplace.window
    page = window.open_record("complaint", complaint)
    day.rest()
    day.click("action_sign_remedy")
    day.asks()
    day.confirms()
    day.wait(lambda: [one.state for one in page.remedies.rows] == ["approved"], "the signature")
    for action in ("acknowledge", "assess", "investigate", "propose", "answer"):
        if action not in page.steps.offered():
            continue
        page.take_step(action)
        day.rest()
        dialogs = [one for one in window.findChildren(StepDialog) if one.isVisible()]
        if dialogs:
            _fill(day, dialogs[0].form)
            day.confirms()
        day.rest()
    assert complaints.get(day.db, complaint).state == "answered", page.steps.offered()
    day.press("Ctrl+P")
    day.wait(lambda: day.papers, "the letter")
    assert remedies.of_complaint(day.db, complaint)[0].amount == Decimal("500.00")


def _fill(day, form):
    """Whatever a step asks for, in words or as the first that is offered."""
    for column, cell in form.cells.items():
        editor = cell.editor
        if form.value(column) not in (None, ""):
            continue
        options = getattr(editor, "options", None) or getattr(editor, "choices", None)
        if options:
            form.set_value(column, options[0].value)
        elif cell.editor.field.required:
            form.jump_to(column)
            day.type("已与客户电话沟通，今日上门并补偿。")


def _somebody_is_sent(day, ticket):
    """From the ticket to the board; the best suggestion is taken by its key."""
    window = day.program.workplace.window
    window.open_record("ticket", ticket)
    day.rest()
    day.click("action_visit_for_ticket")
    page = day.comes("new_visit")
    assert page.form.value("subject") == "空调不制冷"
    day.press("Ctrl+S")
    visit = day.comes("visit").record_id
    board = window.open_page("dispatch")
    day.rest()
    day.wait(lambda: board.unassigned.model.rows, "the visit on the board")
    day.wait(board.unassigned.list.hasFocus, "the keyboard where something waits")
    day.press("S")
    dialog = day.asks(PlanDialog)
    day.wait(lambda: dialog.suggestions, "the suggestions")
    mine = next(n for n, one in enumerate(dialog.suggestions, 1) if one.name == "唐卫")
    day.press(f"Alt+{mine}")
    day.wait(lambda: dialog.form.value("technician_id") == known("tang"), "the suggestion in the form")
    day.confirms()
    day.wait(lambda: visits.get(day.db, visit).state == "planned", "the plan")
    return visit


def _the_visit_is_made(day, visit):
    """The technician goes by the one key of the usual next step, reports, measures, lets the customer sign."""
    page = day.program.workplace.window.open_record("visit", visit)
    day.rest()
    for state in ("travelling", "arrived", "working"):
        day.press("Ctrl+G")
        day.becomes(state=state)
    page.form.jump_to("work_done")
    day.type("更换启动电容，试机一小时正常")
    day.press("Ctrl+S")
    day.becomes(work_done="更换启动电容，试机一小时正常")
    item = next(one for one in visit_reports.check_items(day.db) if one.code == "outlet_temperature")
    visit_reports.add_checks(day.db, visit, [item.id], new_id())
    page.refresh()
    day.wait(lambda: page.report.report.checks, "what is to be measured")
    page.report.ask_value(page.report.report.checks[0])
    dialog = day.asks()
    dialog.form.jump_to("value")
    day.type("12")
    day.confirms()
    day.wait(lambda: [one.within for one in page.report.report.checks] == [True], "the value")
    day.click("action_accept")
    dialog = day.asks(AcceptDialog)
    dialog.form.set_value("accepted", True)
    dialog.form.jump_to("accepted_by")
    day.type("张思远")
    dialog.pad.strokes = [[QPointF(0.1, 0.5), QPointF(0.3, 0.2), QPointF(0.5, 0.8), QPointF(0.8, 0.4)]]
    day.confirms()
    day.press("Ctrl+G")
    dialog = day.asks(StepDialog)
    dialog.form.editor("outcome").pick(dialog.form.editor("outcome").choices[0])
    day.confirms()
    day.becomes(state="finished", outcome="solved")


def _the_device_comes_in(day, ticket):
    """One key at the ticket begins the intake with what is known; what is missing is chosen by digits."""
    window = day.program.workplace.window
    window.open_record("ticket", ticket)
    day.rest()
    day.press("Ctrl+Shift+I")
    page = day.comes("intake")
    form = page.form
    assert form.value("problem") == "空调不制冷" and form.value("phone")
    page.known.choose_device(devices.page(day.db, devices.Wanted(customer_id=page.known.customer.id)).rows[0].id)
    day.rest()
    for column in ("symptoms", "accessories"):
        form.jump_to(column)
        day.press("1")
    form.jump_to("shelf")
    day.type("A07")
    day.press("F9")
    day.wait(lambda: len(ticket_links.of_ticket(day.db, ticket)) > 0, "the order at its ticket")
    day.wait(lambda: day.papers, "the slip")
    return next(one.target for one in ticket_links.of_ticket(day.db, ticket) if one.kind == "work_order")


def _the_bench_repairs_it(sign_in, order):
    """The bench has a test of its own: here it only happens."""
    bring_to(sign_in, order, "completed")


def _it_is_handed_over(day, order):
    """Four digits find it; what is left is digits and one key."""
    window = day.program.workplace.window
    number = work_orders.get(day.db, order).number
    page = window.open_page("hand_over")
    day.rest()
    page.focus_start()
    day.type(number)
    day.press("Return")
    day.wait(lambda: page.order is not None and page.order.id == order, "the order at the counter")
    day.press("1", "2")
    page.form.jump_to("collected_how")
    day.press("1")
    day.press("F9")
    day.wait(lambda: work_orders.get(day.db, order).work_state == "delivered", "the hand-over")


def _days_go_by(root, order):
    """Four days later the rules put the customer into the queue."""
    root.execute(text("set local session_replication_role = replica"))
    root.execute(
        text("""update work_order set opened_at = opened_at - interval '4 days', opened_on = opened_on - 4,
                state_since = state_since - interval '4 days', ready_at = ready_at - interval '4 days',
                delivered_at = delivered_at - interval '4 days', delivered_on = delivered_on - 4 where id = :id"""),
        {"id": order},
    )
    root.execute(text("set local session_replication_role = origin"))
    ask_everybody(root)
    fill(root)
    asked = root.execute(text("select id from follow_up where work_order_id = :id"), {"id": order}).scalar_one()
    root.commit()
    return asked


def _he_is_called_and_not_content(day, asked):
    """The questionnaire by the keyboard alone; a bad answer opens a task for the manager by itself."""
    page = day.program.workplace.window.open_record("follow_up", asked)
    day.rest()
    page.focus_start()
    for keys in ("1", "2", "n", "y", "y", "n", "2"):
        day.type(keys)
        day.press("Return")
    day.type("第三次才修好")
    day.press("Ctrl+S")
    day.wait(lambda: page.seen.state == "done" and page.seen.task_id is not None, "the task for the manager")
    assert (page.seen.score, page.seen.bad) == (1, True)
    return page.seen.task_id


def _the_manager_follows_it_up(day, asked, task, complaint):
    """From the answers to the task and back; then it is made sure that it does not come again."""
    window = day.program.workplace.window
    window.open_record("follow_up", asked)
    day.rest()
    day.click("action_open_task")
    page = day.comes("ticket")
    assert page.record_id == task and page.seen.owner_name == "周敏" and page.origin[0] == asked
    page = window.open_record("complaint", complaint)
    day.rest()
    day.click("action_plan_measure")
    dialog = day.asks()
    dialog.form.jump_to("what")
    day.type("上门前先核对上次维修记录，带齐启动电容")
    day.wait(lambda: dialog.form.editor("owner_id").options, "the people")
    dialog.form.set_value("owner_id", known("na"))
    dialog.form.set_value("due_on", formats.today())
    day.confirms()
    day.wait(lambda: len(page.measures.rows) == 1, "the measure")
    na = day.sits_down("na").open_record("complaint", complaint)
    day.rest()
    day.click("action_finish_measure")
    day.asks().form.jump_to("note")
    day.type("已写入出车清单")
    day.confirms()
    day.wait(lambda: [one.state for one in na.measures.rows] == ["done"], "the measure taken")
    day.sits_down("zhou")
    day.wait(lambda: [one.state for one in page.measures.rows] == ["done"], "the news of it")
    day.click("action_verify_measure")
    day.asks()
    day.confirms()
    day.wait(lambda: [one.state for one in page.measures.rows] == ["verified"], "the proof that it works")


def _the_figures_tell(day):
    """What happened today is in the manager's figures."""
    window = day.program.workplace.window
    page = window.open_page("follow_up_figures")
    day.wait(lambda: page.figures is not None, "the figures of follow-ups")
    assert (page.figures.all.closed, page.figures.all.bad) == (1, 1)
    for name in ("visit_figures", "service_figures", "dashboard"):
        shown = window.open_page(name)
        day.rest()
        assert shown is window.current_page() and shown.messages.worst() is None, name
