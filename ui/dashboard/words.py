"""The findings that stand above the charts, in words."""

from services.statistics.orders import AGES, Board, Period
from services.texts import _, ngettext


def days(value: float | None) -> str:
    """Days with one place; a dash where nothing was finished."""
    return "—" if value is None else f"{value:.1f}"


def ages() -> list[str]:
    """The age groups' names."""
    return [
        _("{first}–{last} days").format(first=first, last=last)
        if last is not None
        else _("{first} days or more").format(first=first)
        for first, last in AGES
    ]


def ageing_finding(board: Board) -> str:
    """What the oldest orders wait for."""
    oldest = len(AGES) - 1
    by_turn = {turn: n for (turn, group), n in board.open.items() if group == oldest}
    count = sum(by_turn.values())
    if not board.in_work:
        return _("Age of open orders")
    if not count:
        return _("Age of open orders: none is {days} days or older").format(days=AGES[oldest][0])
    turn = max(by_turn, key=lambda t: by_turn[t])
    waits = {
        "ours": _("most of them wait for us"),
        "customer": _("most of them wait for the customer"),
        "parts": _("most of them wait for parts"),
    }
    if by_turn[turn] * 2 <= count:
        waits[turn] = ""
    old = ngettext(
        "Age of open orders: {count} is {days} days or older",
        "Age of open orders: {count} are {days} days or older",
        count,
    ).format(count=count, days=AGES[oldest][0])
    return _("{old}, {waits}").format(old=old, waits=waits[turn]) if waits[turn] else old


def flow_finding(period: Period) -> str:
    """Whether the pile grows or shrinks."""
    difference = period.received - period.finished
    if not period.received and not period.finished:
        return _("Received and finished")
    if abs(difference) <= 0.02 * max(period.received, period.finished):
        return _("As much is finished as comes in")
    if difference > 0:
        return _("{count} more came in than were finished").format(count=f"{difference:,}")
    return _("{count} more were finished than came in").format(count=f"{-difference:,}")


def turnaround_finding(now: Period, before: Period) -> str:
    """Faster or slower than the weeks before; differences below a tenth of a day are none."""
    if now.median_days is None:
        return _("Turnaround")
    if before.median_days is None or abs(now.median_days - before.median_days) < 0.1:
        return _("Half of the orders are finished within {days} days").format(days=days(now.median_days))
    if now.median_days < before.median_days:
        return _("Turnaround fell from {before} to {now} days").format(
            before=days(before.median_days), now=days(now.median_days)
        )
    return _("Turnaround rose from {before} to {now} days").format(
        before=days(before.median_days), now=days(now.median_days)
    )
