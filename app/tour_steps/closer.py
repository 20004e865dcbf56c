"""What opens from the screens: a merge, a full value, a file with faults in it, what came of a complaint."""

import csv
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QScrollArea, QWidget

from app.tour_steps import subjects
from app.tour_steps.guide import Guide

_CUSTOMERS = (
    ("姓名", "手机", "生日"),
    ("张思远", "13800000071", "1990-01-02"),
    ("李晓", "13800000072", "昨天"),
    ("", "13800000073", "1988-11-30"),
)
_REQUESTS = (
    ("编号", "类型", "状态", "主题", "描述", "门店", "提出时间"),
    ("旧-3001", "咨询", "已解决", "旧系统里的一条咨询", "客户询问延保价格。", "HZ1", "2025-03-04 10:20"),
    ("旧-3002", "故障申报", "不知道", "旧系统里的一条报修", "洗衣机漏水。", "HZ1", "2025-03-05 11:00"),
)
_MEASURES = """select c.id from aftercare.complaint c join aftercare.store s on s.id = c.store_id
    join aftercare.corrective_action a on a.complaint_id = c.id
    where s.code like 'HZ%%' order by a.verified_at is not null desc, c.opened_at desc limit 1"""
_CUSTOMER = """select customer_id from aftercare.work_order where customer_id is not null
    group by 1 order by count(*) desc, 1 limit 1"""


def closer(guide: Guide) -> None:
    """As the manager sees them."""
    window = guide.program.workplace.window
    pane = window.open_page("customers").pane
    guide.rest()
    for row in range(2):
        pane.model.tick(row)
    guide.click("action_merge")
    guide.picture("merge")
    guide.press("Esc")
    pane.model.clear_ticks()
    window.open_record("customer", subjects.one(guide.notes["dsn"], _CUSTOMER))
    guide.rest()
    guide.click("action_reveal_phone")
    guide.picture("customer-phone-shown")
    for kind, rows in (("customers", _CUSTOMERS), ("tickets", _REQUESTS)):
        _import(guide, kind, rows)
    page = window.open_record("complaint", subjects.one(guide.notes["dsn"], _MEASURES))
    guide.rest()
    around: QWidget | None = page.measures
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if around is not None:
        around.verticalScrollBar().setValue(page.measures.mapTo(around.widget(), page.measures.rect().topLeft()).y())
    guide.picture("corrective-actions")


def questions(guide: Guide) -> None:
    """The questions of a questionnaire, as whoever writes them sees them."""
    page = guide.program.workplace.window.open_page("questionnaires")
    guide.rest()
    page.pane.view.selectRow(0)
    guide.rest()
    guide.picture("questionnaire")


def _import(guide: Guide, kind: str, rows: Sequence[Sequence[str]]) -> None:
    page = guide.program.workplace.window.open_page("import")
    guide.rest()
    with tempfile.TemporaryDirectory(prefix="aftercare-tour-") as folder:
        path = Path(folder) / f"{kind}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        page.file.form.set_value("kind", kind)
        page.file.take(path)
        guide.rest()
        guide.picture(f"import-{kind}")
        guide.click("action_try_import")
        guide.wait(lambda: page.outcome.refused.model.rowCount() > 0, "the rows that are refused")
        guide.picture(f"import-{kind}-tried")
        guide.click("action_change_columns")
