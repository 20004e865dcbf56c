"""What lives as long as a kiosk or a company customer is signed in: their windows, the way out."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from app.entrance import Arrival
from app.papers import prints
from app.signed_in import SignedIn
from services import kiosk, public_products, sign_in
from services.errors import NotSignedIn
from services.kiosk import Found, Opened, Topic
from services.public_products import PublicProduct
from ui.kiosk.own_paper import PAPER
from ui.kiosk.window import SCALE, KioskWindow
from ui.kit.desk import Desk
from ui.kit.printing import Printing
from ui.kit.theme import theme
from ui.kit.turns import turns
from ui.main_window import MainWindow


class KioskDoors:
    """What the kiosk's window may ask for."""

    def __init__(self, arrival: Arrival, printing: Printing | None) -> None:
        self._arrival, self._printing = arrival, printing
        self._db = arrival.session.db

    def open_order(self, number: str, code: str) -> Opened:
        return kiosk.open_order(self._db, number, code)

    def answer(self, opened: Opened, answers: Mapping[UUID, Any], note: str) -> None:
        kiosk.answer(self._db, opened, answers, note)

    def find(self, typed: str, topic: Topic | None) -> Found:
        return kiosk.articles(self._db, typed, topic)

    def topics(self) -> list[Topic]:
        return kiosk.topics(self._db)

    def products(self) -> list[PublicProduct]:
        return public_products.read(self._db)

    def prints(self) -> bool:
        return self._printing is not None and prints(self._printing, PAPER)

    def prove(self, password: str) -> bool:
        return sign_in.opens(self._arrival.conninfo, self._arrival.session.person.login, password)


class KioskPlace(SignedIn):
    """A store's kiosk: over the whole screen, in letters that are read standing."""

    window: KioskWindow

    def __init__(self, arrival: Arrival, desk: Desk, window: KioskWindow) -> None:
        super().__init__(arrival, desk, window)
        self._scale = theme.scale
        desk.background.unclaimed = self._failed

    def start(self) -> None:
        """Show the window."""
        theme.apply(scale=max(SCALE, self._scale))
        self.window.showFullScreen()
        self.window.go_start()

    def _failed(self, error: BaseException) -> Any:
        # The sign-in was closed or got another password: nothing that is open may stay so.
        if isinstance(error, NotSignedIn):
            self.end(error)
            return True
        return self.desk.messages.error(error)

    def _stop(self) -> None:
        super()._stop()
        theme.apply(scale=self._scale)


class CustomerPlace(SignedIn):
    """A company customer's own pages, in the program's window."""

    window: MainWindow

    def __init__(self, arrival: Arrival, desk: Desk, window: MainWindow, home: str) -> None:
        super().__init__(arrival, desk, window)
        self._home = home
        window.top.show_person_only()
        window.status.hide()
        window.locked.connect(lambda: self.end(None))
        window.signed_out.connect(lambda: self.end(None))
        window.password_wanted.connect(self.change_password)

    def start(self) -> None:
        """Show the window; its first page is made a turn later, and comes up the next: no key waits for all of it."""
        self.window.show()
        turns.wait(self, "home", self._go_home)

    def _go_home(self) -> None:
        if not self._over and self.window.current_page() is None:
            self.window.pages.prepare(self._home).when_whole(lambda: turns.wait(self, "home", self._be_home))

    def _be_home(self) -> None:
        if not self._over and self.window.current_page() is None:
            self.window.open_page(self._home)
