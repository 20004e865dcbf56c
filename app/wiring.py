"""Puts the program together: the only place that constructs what the others only use."""

from collections.abc import Callable, Sequence
from typing import Any

from app import __version__, pages
from app.entrance import Arrival
from app.papers import printing_for, printing_for_guests
from app.remembered import Remembered
from app.saving import Saver
from app.signed_in import SignedIn
from app.workplace import Workplace, person_of, server_clock, use_store_zone
from services import changes, pg_programs, rights, search
from services.texts import N_
from ui.kit.background import Background
from ui.kit.changes import ChangeFeed
from ui.kit.desk import Desk
from ui.kit.drafts import Drafts
from ui.kit.messages import Messages
from ui.kit.options import Option
from ui.kit.rights import Rights
from ui.kit.words import data
from ui.main_window import MainWindow

# Kinds of hits of the search box with the icon that stands before them.
HIT_ICONS = {
    "customer": "customer",
    "device": "device",
    "product": "stock",
    "work_order": "order",
    "ticket": "ticket",
    "complaint": "complaint",
    "article": "article",
    "visit": "visit",
    "follow_up": "follow_up",
}


def build(arrival: Arrival, remembered: Remembered) -> SignedIn:
    """The window of somebody who signed in, not shown yet; the database is not asked anything."""
    session = arrival.session
    use_store_zone(session.time_zone)
    if session.person.roles == ("kiosk",):
        return _kiosk(arrival, remembered)
    if session.person.roles == ("customer",):
        return _customer(arrival, remembered)
    return _workplace(arrival, remembered)


# The two for guests bring their screens only now: staff wait for none of them.


def _kiosk(arrival: Arrival, remembered: Remembered) -> SignedIn:
    from app.guest_place import KioskDoors, KioskPlace
    from ui.kiosk.window import KioskWindow

    desk = _guest_desk(arrival, remembered)
    window = KioskWindow(desk, KioskDoors(arrival, desk.printing), arrival.session.idle_minutes, __version__)
    return KioskPlace(arrival, desk, window)


def _customer(arrival: Arrival, remembered: Remembered) -> SignedIn:
    from app.guest_place import CustomerPlace
    from ui import kiosk as own_pages

    desk = _guest_desk(arrival, remembered)
    window = MainWindow(desk, own_pages.SPECS, None, arrival.session.idle_minutes, __version__)
    return CustomerPlace(arrival, desk, window, own_pages.SPECS[0].name)


def _guest_desk(arrival: Arrival, remembered: Remembered) -> Desk:
    """For those who are no staff: no change feed, no papers but their own, no drafts, no rights on tables."""
    session = arrival.session
    background = Background(2, cancel_running=session.db.cancel_running)
    return Desk(
        db=session.db,
        background=background,
        messages=Messages(),
        person=person_of(session),
        settings=remembered,
        printing=printing_for_guests(remembered, background),
        now=server_clock(session),
    )


def _workplace(arrival: Arrival, remembered: Remembered) -> Workplace:
    session = arrival.session
    db = session.db
    background = Background(3, cancel_running=lambda: _cancel(db))
    desk = Desk(
        db=db,
        background=background,
        messages=Messages(),
        person=person_of(session),
        settings=remembered,
        changes=ChangeFeed(background, lambda horizon: changes.poll(db, horizon)),
        rights=Rights(arrival.rights, lambda table, row_id: rights.may_change_row(db, table, row_id), background),
        drafts=Drafts(arrival.drafts, background),
        printing=printing_for(db, remembered, background),
        now=server_clock(session),
    )
    saver = Saver(arrival, remembered)
    specs = pages.specs(saver)
    window = MainWindow(desk, specs, _search(db), session.idle_minutes, __version__)
    roles = frozenset(desk.person.roles)
    home = pages.home_of(roles, [spec for spec in specs if spec.may_open(roles)])
    return Workplace(arrival, desk, window, saver, home, window)


def _cancel(db: Any) -> None:
    """The program closes: running statements end, and a backup under way; a COMMIT never does."""
    db.cancel_running()
    pg_programs.cancel_all()


def _search(db: Any) -> Callable[[str], Sequence[Option]]:
    def find(typed: str) -> list[Option]:
        found = search.everything(db, typed)
        options = [
            Option((hit.kind, hit.id), data(hit.title), data(hit.subtitle), icon=HIT_ICONS.get(hit.kind, "search"))
            for hit in found.hits
        ]
        if found.more:
            options.append(Option(None, N_("There is more than is shown; type more of it."), icon="more"))
        return options

    return find
