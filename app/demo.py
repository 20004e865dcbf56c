"""A made-up company in a database of its own, for trying the program: gone when it ends."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from app.places import DATABASE, Place
from services.texts import N_, _
from ui.kit.messages import Messages

if TYPE_CHECKING:
    from app import embedded

# Whom the demonstration signs in, and everybody's password: the database listens on this computer only, and not
# for long.
LOGIN = "chen_jing"
PASSWORD = "demo-company"
ORDERS = 240


class Demonstration:
    """The throw-away database; `start` once, `close` at the end."""

    def __init__(self, orders: int = ORDERS) -> None:
        self._orders = orders
        self._cluster: embedded.Cluster | None = None
        self._place: Place | None = None

    @property
    def place(self) -> Place | None:
        """Where it is once it was started, by its name in the language of the moment."""
        name = _("Sample company")
        return None if self._place is None else replace(self._place, name=name, words=name)

    @property
    def superuser_dsn(self) -> str:
        """For whoever looks behind the windows."""
        assert self._cluster is not None
        return self._cluster.dsn(DATABASE)

    def start(self, report: Callable[[str], None] = lambda _step: None) -> Place:
        """Make database and company; belongs on a worker. Returns the place with login and password."""
        from app import embedded, throwaway
        from services import installation, sample

        if self.place is not None:
            return self.place
        report(_("Starting a database"))
        cluster = self._cluster = embedded.Cluster(throwaway.new_folder(), throwaway=True)
        cluster.start()
        installation.prepare(cluster.dsn(DATABASE))
        sample.fill(
            cluster.dsn(DATABASE),
            self._orders,
            password=PASSWORD,
            report=lambda done, of: report(
                _("Writing two years of orders: {percent} %").format(percent=done * 100 // of)
            ),
        )
        bare = cluster.dsn(DATABASE, user="nobody")
        self._place = Place("", "", "sample company", lambda: bare, True, LOGIN, PASSWORD)
        assert self.place is not None
        return self.place

    def introduce(self, messages: Messages) -> None:
        """Say in the window who else works here."""
        messages.show(
            "info",
            N_("A made-up company; it is gone when you close the program."),
            lambda: _(
                "Sign in as li_na (desk), wang_qiang (technician), chen_jing (manager) or ren_yuan (administrator); "
                "everybody's password is {password}"
            ).format(password=PASSWORD),
            key="demo",
        )

    def close(self) -> None:
        """Remove it."""
        if self._cluster is not None:
            self._cluster.remove()
            self._cluster = None
            self._place = None
