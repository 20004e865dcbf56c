"""Administration: the way to every page of it, and whether all is well."""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from services import health, personal_data
from services.paging import Page as PageOfRows
from services.texts import N_, _, ngettext
from ui.admin.looks import limit_words, volume_words
from ui.admin.saving_state import verdict as kept_verdict
from ui.kit import formats
from ui.kit.buttons import Button
from ui.kit.cards import Card, IconLine, Pairs
from ui.kit.columns import ColumnsLayout
from ui.kit.desk import Desk
from ui.kit.named_scroll import NamedScroll
from ui.kit.page import Page
from ui.kit.paged import Column, PageRequest
from ui.kit.table_pane import TablePane
from ui.kit.theme import theme
from ui.kit.ways import Way
from ui.kit.words import Text, data

LINKS: tuple[tuple[str, str, Text, Text], ...] = (
    ("people", "customer", N_("Staff"), N_("Accounts, roles, desks, passwords")),
    ("roles", "person", N_("Roles"), N_("What each role may do")),
    ("stores", "store", N_("Stores"), N_("Stores and depots with what stands on papers")),
    ("shop_texts", "print", N_("Texts on papers"), N_("Clauses and privacy lines, read again in time")),
    ("regions", "at_store", N_("Regions"), N_("The tree of regions")),
    ("workstations", "laptop", N_("Workstations"), N_("PCs at counters and benches")),
    ("service_levels", "limit", N_("Service levels"), N_("What is promised, by when, and who hears of a breach")),
    ("calendars", "calendar", N_("Working calendars"), N_("Hours, holidays, make-up days")),
    ("parameters", "settings", N_("Parameters"), N_("Days, limits, minutes")),
    ("products", "stock", N_("Product models"), N_("Brands, models, what the counter added")),
    ("import", "upload", N_("Import"), N_("Customers, devices, articles, requests, old repairs from files")),
    ("projects", "store", N_("Projects"), N_("What was delivered to customers as a whole")),
    (
        "base_figures",
        "report",
        N_("Master data in figures"),
        N_("Customers, models, articles, projects, staff counted"),
    ),
    ("follow_up_rules", "follow_up", N_("Follow-up rules"), N_("Whom to ask how it went, and what to say")),
    ("questionnaires", "survey", N_("Questionnaires"), N_("What customers are asked")),
    ("code_lists", "as_list", N_("Code lists"), N_("What people choose from")),
    ("check_items", "testing", N_("Values to measure"), N_("What is measured on site, with its limits")),
    ("inspection_criteria", "target", N_("Inspection criteria"), N_("What is looked at of contacts, with its points")),
    ("backup", "draft", N_("Backup and restore"), N_("Save now, check, restore beside what runs")),
    ("retention", "hidden", N_("Past their period"), N_("Personal data proposed for erasing, you decide")),
    ("audit", "audit", N_("Audit log"), N_("Who changed what, with old and new values")),
)


LOOK_EVERY_MS = 30_000
JOBS = {
    "due_close_orders": N_("Close delivered orders"),
    "due_fold_figures": N_("Fold figures for statistics"),
    "due_forget_kiosk_tries": N_("Forget numbers typed at kiosks"),
    "due_forget_refused_rows": N_("Forget refused import rows"),
    "due_service_clock": N_("Move the clocks of promises"),
    "due_messages": N_("Write messages that fell due"),
    "due_messages_left_behind": N_("Ask about messages left half sent"),
    "due_missed_calls": N_("Note missed calls"),
    "due_ticket_waits": N_("End waits for customers"),
    "due_forget_callers": N_("Forget the numbers of callers"),
    "due_follow_ups": N_("Fill the queue of follow-ups"),
    "due_prune_changes": N_("Forget old change notices"),
    "due_prune_requests": N_("Forget old save numbers"),
    "due_end_idle_transactions": N_("End transactions left open"),
    "due_seal_audit": N_("Seal the audit log"),
    "due_propose_retention": N_("Propose what is past its period"),
    "due_appraisals": N_("Plan appraisals of new staff"),
    "due_retraining": N_("Remind of training that runs out"),
    "restore_drill": N_("Restore drill"),
    "backup": N_("Backup"),
}


JOB_COLUMNS = (
    Column("id", N_("Due work"), read=lambda line: line.words(), stretch=True),
    Column("finished", N_("Last run"), sample="2026-11-21 14:05:59"),
    Column("rows", N_("Rows"), "integer", sample="10,000"),
    Column("error", N_("Error message"), sample="a longer sentence here"),
)
SESSION_COLUMNS = (
    Column("name", N_("Signed in"), stretch=True),
    Column("login", N_("User name"), sample="min_ouyang"),
    Column("address", N_("Address"), sample="192.168.100.100"),
    Column("since", N_("Connected since"), "moment", sample="Yesterday 05:45 5"),
    Column("connections", N_("Connections"), "integer", sample="Connections"),
)


class OverviewPage(Page):
    """Links for everybody who may open them; health for the administrator."""

    tables = ("staff",)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "admin", N_("Administration"), "admin")
        self.module = "admin"
        self.come_in_turns(self._make(desk))

    def _make(self, desk: Desk) -> Iterator[None]:
        yield  # the page itself is on the screen
        links = QWidget()
        grid = ColumnsLayout(links, across=10, down=10)
        self.links: dict[str, Way] = {}
        for name, icon, title, detail in LINKS:
            way = self.links[name] = Way(f"go_{name}", icon, title, detail)
            way.clicked.connect(lambda _on=False, one=name: self.desk.open_page(one))
            grid.add(way, 3)
        yield
        self.verdict = IconLine(N_("Looking…"), "waiting", "secondary", "verdict")
        self.facts = Pairs()
        self.jobs = TablePane(
            "jobs",
            JOB_COLUMNS,
            desk.background,
            self._fetch_jobs,
            empty=(N_("Due work has never run."), N_("Start aftercare-admin jobs from a timer.")),
            quick_filter=False,
            accessible=N_("Due work"),
        )
        yield
        self.sessions = TablePane(
            "sessions",
            SESSION_COLUMNS,
            desk.background,
            self._fetch_sessions,
            empty=(N_("Nobody is signed in."), ""),
            quick_filter=False,
            accessible=N_("Signed in"),
        )
        yield
        self._report: health.Report | None = None
        self.health_area = self._lay_out_health()
        if not desk.has_role("admin"):
            self.health_area.hide()
        # Sessions and due work change without anybody's record changing.
        timer = QTimer(self)
        timer.setInterval(LOOK_EVERY_MS)
        timer.timeout.connect(self._look_again)
        timer.start()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(links)
        column.addWidget(self.health_area, 1)
        if not desk.has_role("admin"):
            column.addStretch(1)
        # A low window scrolls; squeezed together, the last row of ways was cut.
        self.body.addWidget(NamedScroll(N_("Administration"), inside), 1)

    def _lay_out_health(self) -> QWidget:
        """The verdict with its facts, beside who is signed in and what due work did."""
        state = Card(N_("Health"))
        state.body.addWidget(self.verdict)
        state.body.addWidget(self.facts)
        see_looks = Button(N_("Who looked at full numbers"), "see_looks", "link")
        see_looks.clicked.connect(lambda: self.desk.open_page("audit", view="looks"))
        state.body.addWidget(see_looks)
        state.body.addStretch(1)
        area = QWidget()
        row = QHBoxLayout(area)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(12))
        row.addWidget(state, 6)
        right = QVBoxLayout()
        right.setSpacing(theme.px(12))
        for pane in (self.sessions, self.jobs):
            pane.hide_bar()
            right.addWidget(pane, 1)
        row.addLayout(right, 10)
        return area

    def offer(self, may_open: Any) -> None:
        """Hide the ways to pages this person does not have."""
        for name, way in self.links.items():
            way.setVisible(may_open(name))

    def focus_start(self) -> None:
        first = next((way for way in self.links.values() if not way.isHidden()), None)
        if first is not None:
            first.setFocus()

    def refresh(self) -> None:
        if self.desk.has_role("admin"):
            db = self.desk.db
            self.run(lambda: (health.report(db), personal_data.volume(db)), self._show, slot="report")

    def _look_again(self) -> None:
        if self.isVisible():
            self.refresh()

    def changed(self, table: str, ids: Any) -> None:
        self.refresh()

    def _show(self, found: tuple[health.Report, Sequence[personal_data.Volume]]) -> None:
        report, volume = found
        self._report = report
        late = report.jobs_late()
        failed = [job for job in report.jobs if job.error]
        if late:
            self.verdict.tell(N_("Due work has stopped; is its timer running?"), "warning", "warning")
        elif failed:
            self.verdict.tell(N_("Due work failed; the fault stands in the list."), "error", "danger")
        elif not report.encrypted and not report.local:
            self.verdict.tell(N_("The connection to the server is not encrypted."), "warning", "warning")
        elif limit_words(volume):
            self.verdict.tell(lambda: limit_words(volume), "warning", "warning")
        elif kept_verdict(report.kept)[2] != "success":
            self.verdict.tell(*kept_verdict(report.kept))
        else:
            self.verdict.tell(
                lambda: _("All is well, looked at {time}.").format(time=formats.clock(report.now)), "ok_fill", "success"
            )
        size = report.size_bytes / 1e6
        due = report.passwords_to_change
        self.facts.tell(
            [
                (N_("Server"), data(f"PostgreSQL {report.server}")),
                (N_("Database"), lambda: _("{name}, {size} MB").format(name=report.database, size=f"{size:,.0f}")),
                (N_("Link"), _link(report)),
                (
                    N_("Schema"),
                    lambda: _("version {n}, since {day}").format(
                        n=report.schema_version, day=formats.moment(report.upgraded_at)
                    ),
                ),
                (N_("Open accounts"), data(str(report.people))),
                (
                    N_("New passwords due"),
                    lambda: ngettext("{n} person", "{n} people", due).format(n=due) if due else formats.EMPTY,
                ),
                (N_("Looks at full numbers"), lambda: volume_words(volume)),
            ]
        )
        self.jobs.reload()
        self.sessions.reload()

    def _fetch_jobs(self, _request: PageRequest) -> Any:
        report = self._report
        lines = [] if report is None else [JobLine(job) for job in report.jobs]
        return PageOfRows(lines)

    def _fetch_sessions(self, _request: PageRequest) -> Any:
        report = self._report
        return PageOfRows([] if report is None else [SessionLine(n, one) for n, one in enumerate(report.sessions)])


class JobLine:
    """A row of the list of due work."""

    def __init__(self, job: health.Job) -> None:
        self.id = job.name
        self.finished = f"{formats.local(job.finished_at):%Y-%m-%d %H:%M:%S}" if job.finished_at else ""
        self.rows, self.error = job.rows, job.error or ""

    def words(self) -> str:
        """What it does, in the language of the moment; a piece of a later version says its name."""
        return _(JOBS[self.id]) if self.id in JOBS else self.id.removeprefix("due_").replace("_", " ")


class SessionLine:
    """A row of the list of who is signed in."""

    def __init__(self, number: int, one: health.Session) -> None:
        self.id = number
        self.name, self.login, self.address = one.name, one.login, one.address
        self.since, self.connections = one.since, one.connections


def _link(report: health.Report) -> str:
    if report.encrypted:
        return N_("encrypted")
    return N_("on this computer") if report.local else N_("not encrypted")
