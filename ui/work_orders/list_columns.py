"""The columns and saved views of the list of orders."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from services import order_words as words
from services.model_names import branded
from services.order_lists import OrderLine
from services.texts import N_, _
from ui.kit import formats
from ui.kit.clocks import row_chip
from ui.kit.paged import Column
from ui.kit.views_row import SavedView
from ui.kit.words import name_in
from ui.work_orders.labels import short, work_chip

OVER = ("delivered", "closed", "cancelled")

VIEWS = (
    SavedView("open", N_("All open")),
    SavedView("mine", N_("Mine")),
    SavedView("unassigned", N_("Unassigned")),
    SavedView("overdue", N_("Overdue"), "danger"),
    SavedView("due_today", N_("Due today"), "warning"),
    SavedView("waiting_customer", N_("Customer's turn")),
    SavedView("waiting_parts", short("Waiting parts")),
    SavedView("not_told", N_("Not told"), "warning"),
    SavedView("ready_long", N_("Ready over 7 d"), "warning"),
    SavedView("came_back", N_("Came back")),
    SavedView("all", short("All")),
)


# Jobs of one's own are for the bench; telling customers is for the counter.
_BENCH, _COUNTER = frozenset({"mine"}), frozenset({"not_told", "ready_long", "waiting_customer"})


def views_for(roles: frozenset[str]) -> list[SavedView]:
    """The saved views that somebody of these roles works by."""
    bench = "technician" in roles
    counter = bool(roles - {"technician"})
    return [view for view in VIEWS if (bench or view.name not in _BENCH) and (counter or view.name not in _COUNTER)]


def device_title(row: OrderLine) -> str:
    """Brand and model, the brand once."""
    return branded(row.brand, row.model_name)


def used(row: OrderLine, now: datetime) -> float | None:
    """Which share of the promised time is gone; None once it is ready or over."""
    if row.promised_at is None or row.ready_at is not None or row.work_state in OVER:
        return None
    whole = (row.promised_at - row.opened_at).total_seconds()
    return (now - row.opened_at).total_seconds() / whole if whole > 0 else 1.0


def is_late(row: OrderLine, now: datetime) -> bool:
    """Whether the promise was missed and the order is still ours."""
    return row.promised_at is not None and row.promised_at < now and row.ready_at is None and row.work_state not in OVER


def parts_text(row: OrderLine) -> str:
    """How many of the parts are in, and which one is waited for: '1/2 screen'."""
    if not row.parts:
        return ""
    count = f"{row.parts_used}/{row.parts}"
    name = row.awaited if formats.zh() or not row.awaited_en else row.awaited_en
    return f"{count} {name}" if name and row.work_state == "waiting_parts" else count


def parts_tone(row: OrderLine) -> str:
    """Amber while the next move is the part's, as the state says too."""
    return "warning" if row.work_state == "waiting_parts" and row.awaited else "secondary"


def _progress(row: OrderLine) -> str:
    """One of the sources' four words."""
    progress = words.progress_of(row.work_state, row.outcome)
    return words.word(words.PROGRESS, progress) if progress else ""


def columns(now: Callable[[], datetime]) -> list[Column]:
    """The columns in their order; narrow windows drop the shelf first, then the parts, then the technician."""

    def tone(row: OrderLine) -> str:
        share = used(row, now())
        if share is None:
            return "warning" if row.ready_at is not None and row.work_state not in OVER else "secondary"
        return "danger" if share > 1 else "warning" if share > 0.85 else "info"

    def used_text(row: OrderLine) -> str:
        share = used(row, now())
        if share is not None:
            return f"{min(share, 9.99):.0%}"
        if row.ready_at is not None and row.work_state not in OVER:
            return _("ready {age}").format(age=formats.age(row.ready_at, now()))
        return ""

    return [
        Column("number", N_("No."), "link", sample="W2611-00042"),
        Column("opened_at", N_("Age"), "age", sort="opened"),
        Column("customer_name", N_("Customer"), read=lambda row: row.customer_name or name_in("store_name")(row)),
        Column("phone_masked", N_("Ends in"), secondary=True, read=_last4),
        Column("device", short("Device"), read=device_title),
        Column("problem", short("Fault"), stretch=True, secondary=True),
        Column("work_state", short("State"), chip=lambda row: work_chip(row.work_state)),
        Column("progress", N_("Repair progress"), hidden=True, read=_progress),
        Column("technician_name", N_("Handler"), drop=3),
        Column("promised_at", short("Promised"), "moment", sort="promised", late=lambda row: is_late(row, now())),
        Column("used", N_("Time used"), "progress", read=lambda row: used(row, now()), shown=used_text, tone=tone),
        Column(
            "clock", N_("Promise"), "chip", chip=lambda row: row_chip("work_order", row, now()), drop=1,
            sample="due in 2 h 10 mi",
        ),
        Column("parts", short("Parts"), shown=parts_text, tone=parts_tone, secondary=True, sample="1/2 显示屏总成", drop=2),
        Column("due", short("Amount"), "money", read=lambda row: row.due or None),
        Column("shelf", N_("Shelf place"), drop=1),
        Column(
            "custody_state", short("Custody"), hidden=True,
            read=lambda row: words.word(words.CUSTODY_STATES, row.custody_state),
        ),
        Column("kind", short("Kind"), hidden=True, read=lambda row: words.word(words.KINDS, row.kind)),
        Column(
            "sale_stage", N_("Before or after sale"), hidden=True,
            read=lambda row: words.word(words.SALE_STAGES, row.sale_stage),
        ),
        Column("serial_no", N_("Serial no. / IMEI"), hidden=True),
        Column("ready_at", N_("Ready since"), "moment", sort="ready", hidden=True),
        Column("balance", N_("Balance"), "money", hidden=True),
        Column("store_name", N_("Store"), read=name_in("store_name"), hidden=True),
    ]  # fmt: skip


def _last4(row: Any) -> str:
    return f"*{row.phone_masked[-4:]}" if row.phone_masked else ""
