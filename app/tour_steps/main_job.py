"""The main job: from a phone on the counter to the receipt in the customer's hand."""

from app.tour_steps import subjects
from app.tour_steps.gate import change_to
from app.tour_steps.guide import Guide, TourError
from ui.kit.papers import preview as show_first
from ui.work_orders.papers import paper_of

FAULT = {
    "zh_CN": "洗碗时掉进水里，捞起来还能亮，过了半小时屏幕就黑了，充电会震动但是不显示。",
    "en": "Fell into the sink. It still worked for half an hour, then the screen went dark; it vibrates when charging.",
}
FINDINGS = {
    "zh_CN": "主板进液，显示排线座腐蚀；屏幕模组无响应。",
    "en": "Liquid on the main board, the display connector is corroded; the screen does not respond.",
}
WORK = {
    "zh_CN": "清洗主板，更换屏幕总成与密封圈，整机老化两小时正常。",
    "en": "Cleaned the board, replaced screen and gasket, two hours of test without fault.",
}
ADVICE = {"zh_CN": "请尽快备份数据；避免在潮湿环境充电。", "en": "Make a backup soon; do not charge in damp places."}
TOLD = {"zh_CN": "已电话告知，客户今天来取。", "en": "Told by telephone; the customer comes today."}
LINES = ("P-PH-SCR", "P-PH-SEAL", "L-2")
CLERK, TECHNICIAN = "li_na", "wang_qiang"


def take_in(guide: Guide) -> None:
    """A known customer with a known phone, by keyboard and scanner alone."""
    owner = guide.notes["owner"]
    guide.press("F7")
    began = guide.report.keys - 1
    guide.type(owner.last4)
    guide.picture("intake-customer-found")
    guide.press("Return")
    guide.scan(owner.serial_no)
    before_words = guide.report.keys
    guide.type(FAULT[guide.language])
    words = guide.report.keys - before_words  # the customer's own words are not counted
    guide.press("Ctrl+Return")
    guide.type("1")  # the first symptom
    guide.press("Return")
    guide.type("13")  # what was left with it
    guide.press("Return", "Return")
    guide.type("9")  # a mark at the top right corner
    guide.type("2")
    guide.press("Return")
    guide.type("y")
    guide.press("Return")
    guide.type("n")
    guide.press("Return")
    guide.type("n")
    guide.press("Return")
    guide.type("2")  # we make the backup
    guide.press("F9")  # says that the shelf is missing, and goes there
    guide.scan("A07")
    guide.picture("intake-filled")
    guide.press("F9")
    guide.wait(lambda: not guide.page.unsaved(), "the intake to be saved")
    guide.notes["intake_keys"] = guide.report.keys - began - words
    guide.notes["order"] = subjects.newest_order(guide.notes["dsn"])
    guide.wait(lambda: guide.papers, "the slip")
    guide.picture("intake-saved")
    guide.keep_papers()
    if guide.notes["intake_keys"] > 30:
        raise TourError(f"the intake took {guide.notes['intake_keys']} keys")


def open_order(guide: Guide) -> None:
    """By its number in the search box, as it is read out on the telephone."""
    order_id, number = guide.notes["order"]
    guide.press("F8")
    guide.type(number)
    guide.press("Return")
    guide.wait(lambda: guide.page.name == "work_order" and guide.page.record_id == order_id, "the order")
    guide.wait(lambda: guide.page.file is not None, "the order's facts")
    guide.rest()


def step(guide: Guide, action: str, state: str) -> None:
    """Press the button of a step; its dialog, if there is one, is the caller's."""
    guide.click(f"action_step_{action}")
    if not state:
        return
    guide.wait(lambda: guide.page.file.order.work_state == state, f"the order to be {state}")
    guide.rest()


def assign(guide: Guide) -> None:
    """The desk gives the job to a technician."""
    open_order(guide)
    guide.picture("order-received")
    step(guide, "assign", "")
    dialog = guide.front
    technician = subjects.one(guide.notes["dsn"], "select id from aftercare.staff where login = %s", TECHNICIAN)
    guide.choose(dialog.form, "technician_id", technician)
    guide.picture("order-assign")
    guide.press("Ctrl+Return")
    guide.wait(lambda: guide.page.file.order.work_state == "assigned", "the order to be assigned")
    guide.rest()


def diagnose(guide: Guide) -> None:
    """The technician starts, codes what he finds and proposes work and parts."""
    change_to(guide, TECHNICIAN)
    guide.picture("bench")
    open_order(guide)
    step(guide, "start", "diagnosing")
    page = guide.page
    page.show_leaf("diagnosis")
    form = page.diagnosis.form
    guide.choose(form, "fault_code", "display_unit")
    guide.choose(form, "cause_code", "liquid")
    form.jump_to("findings")
    guide.type(FINDINGS[guide.language])
    guide.press("Ctrl+S")
    guide.wait(lambda: guide.page.file.order.findings, "the findings on record")
    guide.rest()
    guide.picture("order-diagnosis")
    page.show_leaf("quote")
    for code in LINES:
        before = len(guide.page.file.lines)
        guide.click("action_add_line")
        guide.type(code)
        if code == LINES[0]:
            guide.picture("order-line")
        guide.press("Return")
        guide.press("Ctrl+Return")
        guide.wait(lambda before=before: len(guide.page.file.lines) > before, f"the line {code}")
        guide.rest()


def quote(guide: Guide) -> None:
    """The desk offers the price and puts the customer's answer on record."""
    change_to(guide, CLERK)
    open_order(guide)
    guide.page.show_leaf("quote")
    guide.click("action_offer_quote")
    guide.wait(lambda: guide.page.file.open_quote is not None, "the quote")
    guide.rest()
    step(guide, "quote", "quoted")
    guide.picture("order-quoted")
    guide.page.show_leaf("quote")
    guide.page.quote.go_to_consent()
    guide.click("action_consent_yes")
    guide.wait(lambda: guide.page.file.consents, "the consent on record")
    guide.rest()
    guide.picture("order-consent")


def repair(guide: Guide) -> None:
    """Repaired, tested, everything noted, on the shelf."""
    change_to(guide, TECHNICIAN)
    open_order(guide)
    step(guide, "repair", "repairing")
    page = guide.page
    page.show_leaf("quote")
    for line in [one.id for one in page.file.lines]:
        now = next(one for one in page.file.lines if one.id == line)
        page.work.edit_line(now)
        guide.rest()
        guide.choose(guide.front.form, "state", "used")
        guide.press("Ctrl+Return")
        guide.wait(lambda line=line: _state_of(guide, line) == "used", "the line to be used")
        guide.rest()
    step(guide, "test", "testing")
    page.show_leaf("diagnosis")
    form = page.diagnosis.form
    guide.choose(form, "remedy_code", "replaced")
    form.jump_to("work_done")
    guide.type(WORK[guide.language])
    form.jump_to("advice")
    guide.type(ADVICE[guide.language])
    form.jump_to("tested")
    guide.type("1234")
    form.jump_to("test_passed")
    guide.type("y")
    form.jump_to("labour_minutes")
    guide.type("70")
    guide.press("Ctrl+S")
    guide.wait(lambda: guide.page.file.order.test_passed, "the inspection on record")
    guide.rest()
    guide.picture("order-tested")
    step(guide, "complete", "")
    guide.front.form.jump_to("shelf")
    guide.type("R03")
    guide.picture("order-complete")
    guide.press("Ctrl+Return")
    guide.wait(lambda: guide.page.file.order.work_state == "completed", "the order to be completed")
    guide.rest()


def tell(guide: Guide) -> None:
    """The customer is told that he can come."""
    change_to(guide, CLERK)
    open_order(guide)
    page = guide.page
    page.show_leaf("told")
    page.told.form.jump_to("comment")
    guide.type(TOLD[guide.language])
    guide.click("action_told")
    guide.wait(lambda: guide.page.file.order.told_at is not None, "the call on record")
    guide.rest()
    guide.picture("order-told")


def hand_over(guide: Guide) -> None:
    """The slip is scanned; check, pay, sign, print."""
    _order_id, number = guide.notes["order"]
    guide.press("F12")
    guide.wait(lambda: guide.page.name == "hand_over", "the hand-over")
    guide.rest()
    guide.scan(number)
    guide.wait(lambda: guide.page.order is not None, "the order that was scanned")
    guide.rest()
    page, form = guide.page, guide.page.form
    guide.type("12")
    form.jump_to("method")
    guide.type("3")
    form.jump_to("collected_how")
    guide.type("1")
    guide.picture("hand-over")
    guide.press("F9")
    guide.wait(lambda: page.order is None, "the hand-over to be saved")
    guide.wait(lambda: any("receipt" in name for name, _pdf in guide.papers), "the receipt")
    guide.picture("handed-over")
    guide.keep_papers()
    open_order(guide)
    guide.picture("order-delivered")


def papers(guide: Guide) -> None:
    """The other papers of the order, as its menu offers them."""
    open_order(guide)
    for name in ("worksheet", "quote", "repair", "label"):
        guide.page._act(f"print_{name}")
        guide.wait(lambda name=name: any(paper.startswith(name) for paper, _pdf in guide.papers), f"the {name}")
    guide.keep_papers()


def preview(guide: Guide) -> None:
    """Where a workstation has no printer the paper is shown first."""
    open_order(guide)
    order_id, number = guide.notes["order"]
    desk = guide.program.workplace.desk
    dialog = show_first(guide.page, paper_of(guide.page, "intake", order_id, number, desk.person.store_id))
    guide.wait(lambda: dialog.pdf is not None and dialog.pages, "the paper on the screen")
    guide.pause(150)  # the pages are laid out once they are there
    guide.picture("print-preview")
    guide.press("Esc")


def _state_of(guide: Guide, line_id: object) -> str:
    return next(line.state for line in guide.page.file.lines if line.id == line_id)
