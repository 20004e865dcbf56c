"""From the start of the program to a person at work: the gate's panels in their order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app import places as where
from app import settings
from app.places import Place, Places
from app.remembered import Remembered
from app.settings import Profile
from services.texts import N_, _
from ui.gate import Gate
from ui.kit.background import Background
from ui.kit.words import data, use_language
from ui.login import LoginPanel

if TYPE_CHECKING:
    from ui.first_run import WaitPanel
    from ui.kit.draft_store import DraftStore


@dataclass(frozen=True)
class Arrival:
    """Somebody signed in: services.sign_in.Session, where, the drafts his password opened, and what he may do
    (services.rights.Rights; None until he has a password of his own)."""

    session: Any
    place: Place
    conninfo: str
    drafts: "DraftStore"
    rights: Any


class Entrance(QObject):
    """Leads through the gate. `arrived(Arrival)`; `left` when the person closed the window instead.

    demonstrate(report) makes a database with sample data and returns its place with login and password.
    """

    arrived = Signal(object)
    left = Signal()

    def __init__(
        self,
        remembered: Remembered,
        places: Places,
        version: str,
        profile: str = "",
        demonstrate: Callable[[Callable[[str], None]], Place] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._remembered, self._places, self._profile = remembered, places, profile
        self._demonstrate = demonstrate
        self._background = Background(2)
        self.gate = Gate(self._background, version)
        self.gate.language_wanted.connect(self._set_language)
        self.gate.left.connect(self.left)

    def begin(self, demo: bool = False) -> None:
        """Show the first panel that fits what is known, and the window."""
        self.gate.show()
        place = self._places.chosen(self._profile)
        if demo:
            self.gate.when_up(self._try_sample)
        elif place is None and not self._places.all():
            self._first_run()
        else:
            self._login(place)
            panel = self.gate.panel
            if place is not None and place.password and isinstance(panel, LoginPanel):
                panel.form.set_values({"profile": place.name, "login": place.login, "password": place.password})
                self.gate.when_up(panel.submit)

    def say(self, error: BaseException) -> None:
        """A refusal from before the gate was shown again: the session ended, the profile is unknown."""
        if self.gate.panel is not None:
            self.gate.panel.messages.error(error)

    def close(self) -> None:
        """End the gate's window and threads."""
        self.gate.finish()
        self._background.close()

    def _set_language(self, name: str) -> None:
        use_language(name)
        self._remembered.set("language", name)

    # -- the three ways --------------------------------------------------------------------------------

    def _first_run(self) -> None:
        from ui.first_run import FirstRunPanel

        known = self._places.chosen() is not None
        panel = FirstRunPanel(with_sample=self._demonstrate is not None, has_way_back=known)
        panel.chosen.connect(self._take_way)
        panel.backed.connect(lambda: self._login(self._places.chosen()))
        self.gate.open(panel)

    def _take_way(self, way: str) -> None:
        {"sample": self._try_sample, "here": self._use_this_pc, "server": self._new_connection}[way]()

    def _try_sample(self) -> None:
        demonstrate = self._demonstrate
        assert demonstrate is not None
        panel = self._wait(N_("Making the sample company"))

        def work(report: Callable[[str], None]) -> Arrival:
            place = demonstrate(report)
            return self._enter(place, place.login, place.password)

        panel.run(work, self._arrive, lambda step: panel.show_step(data(step)))

    def _use_this_pc(self) -> None:
        panel = self._wait(N_("Preparing the database of this computer"))

        def work(report: Callable[[str], None]) -> bool:
            from services import accounts, installation
            from services.database import Database

            dsn = self._places.superuser_dsn()
            installation.prepare(dsn, report)
            db = Database(dsn, login="postgres", application="aftercare")
            try:
                return accounts.any_there(db)
            finally:
                db.close()

        panel.run(work, self._prepared, lambda step: panel.show_step(data(step)))

    def _prepared(self, has_people: bool) -> None:
        from ui.first_run import FirstAdministratorPanel

        if has_people:
            self._login(self._keep_here())
            return
        panel = FirstAdministratorPanel(self._create_administrator)
        panel.created.connect(self._administrator_created)
        self.gate.open(panel)

    def _create_administrator(self, values: Mapping[str, Any]) -> None:
        from services import accounts
        from services.database import Database

        db = Database(self._places.superuser_dsn(), login="postgres", application="aftercare")
        wanted = ("store_code", "store_name", "login", "name", "password")
        try:
            accounts.create_first(db, **{name: values[name] for name in wanted})
        finally:
            db.close()

    def _administrator_created(self, values: Mapping[str, Any]) -> None:
        place = self._keep_here()
        panel = self._wait(N_("Signing in"))
        panel.run(lambda: self._enter(place, values["login"], values["password"]), self._arrive)

    def _keep_here(self) -> Place:
        """Remember the private database as a profile, and choose it."""
        known = next((one for one in self._remembered.settings.profiles if one.embedded), None)
        profile = known or Profile(_("This computer"), embedded=True)
        self._remembered.keep(self._remembered.settings.with_profile(profile))
        place = self._places.chosen(profile.name)
        assert place is not None
        return place

    def _wait(self, title: str) -> "WaitPanel":
        from ui.first_run import WaitPanel

        panel = WaitPanel(title, N_("The first time takes a few seconds."))
        self.gate.open(panel)
        return panel

    # -- signing in --------------------------------------------------------------------------------------

    def _login(self, place: Place | None) -> None:
        places = self._places.all()
        chosen = place or (places[0] if places else None)
        if chosen is None:
            self._first_run()
            return
        given = self._places.given is not None

        def sign_in(name: str, login: str, password: str) -> Arrival:
            return self._enter(self._places.find(name), login, password)

        panel = LoginPanel(list(where.names(places)), chosen.name, sign_in, self._last_login, other_ways=not given)
        panel.connections.setVisible(not given)
        panel.signed_in.connect(self._arrive)
        panel.connections_wanted.connect(self._edit_connection)
        panel.other_ways_wanted.connect(self._first_run)
        self.gate.open(panel)

    def _last_login(self, name: str) -> str:
        place = self._places.find(name)
        return place.login or self._remembered.get("last_login", {}).get(place.key, "")

    def _enter(self, place: Place, login: str, password: str) -> Arrival:
        """On a worker: sign in, open the drafts and look what the person may do."""
        from services import rights, sign_in
        from ui.kit.draft_store import DraftStore

        conninfo = place.conninfo()
        session = sign_in.enter(conninfo, login, password)
        drafts = DraftStore(settings.data_folder() / "drafts", session.person.login, place.key, password)
        may = None if session.person.must_change_password else rights.catalogue(session.db)
        return Arrival(session, place, conninfo, drafts, may)

    def _arrive(self, arrival: Arrival) -> None:
        person = arrival.session.person
        if arrival.place.name in [profile.name for profile in self._remembered.settings.profiles]:
            self._remembered.change(profile=arrival.place.name)
            last = {**self._remembered.get("last_login", {}), arrival.place.key: person.login}
            self._remembered.set("last_login", last)
        if person.must_change_password:
            self._new_password(arrival)
        else:
            self.arrived.emit(arrival)

    def _new_password(self, arrival: Arrival) -> None:
        from ui.own_password import NewPasswordPanel

        # The password just typed is the old one; it is asked of the session, which still holds it.
        def change(new: str) -> Arrival:
            from services import rights, sign_in

            session = sign_in.replace_given_password(arrival.session, new)
            arrival.drafts.change_password(new)
            return replace(arrival, session=session, rights=rights.catalogue(session.db))

        def back() -> None:
            arrival.session.db.close()
            self._login(arrival.place)

        panel = NewPasswordPanel(arrival.session.person.name, change)
        panel.changed.connect(self._arrive)
        panel.backed.connect(back)
        self.gate.open(panel)

    # -- connections -------------------------------------------------------------------------------------

    def _new_connection(self) -> None:
        values = {"name": "", "hosts": "", "port": "5432", "dbname": where.DATABASE, "sslmode": ""}
        self._show_connection(values, is_new=True)

    def _edit_connection(self, name: str) -> None:
        profile = self._remembered.settings.find_profile(name)
        if profile is None or profile.embedded:
            self._new_connection()
        else:
            self._show_connection(where.values_of(profile), is_new=False)

    def _show_connection(self, values: Mapping[str, Any], is_new: bool) -> None:
        from ui.connections import ConnectionPanel

        known = self._remembered.settings.profiles
        panel = ConnectionPanel(values, frozenset(one.name for one in known), _test, is_new, may_remove=True)
        panel.saved.connect(self._save_connection)
        panel.removed.connect(self._remove_connection)
        panel.backed.connect(lambda: self._login(self._places.chosen()))
        self.gate.open(panel)

    def _save_connection(self, old: str, values: dict[str, Any]) -> None:
        before = self._remembered.settings.find_profile(old) if old else None
        profile = where.profile_of(values, before)
        changed = self._remembered.settings
        if old and old != profile.name:
            changed = changed.without_profile(old)
        self._remembered.keep(changed.with_profile(profile))
        self._login(self._places.chosen(profile.name))

    def _remove_connection(self, name: str) -> None:
        self._remembered.keep(self._remembered.settings.without_profile(name))
        self._login(self._places.chosen())


def _test(values: Mapping[str, Any]) -> str:
    where.knock(where.profile_of(dict(values)).conninfo())
    return N_("The server answers. You can save and sign in.")
