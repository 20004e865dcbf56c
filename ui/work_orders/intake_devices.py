"""The devices of one visit: one is in the form, the others wait with all that was entered about them."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from ui.work_orders import intake_form
from ui.work_orders.intake_entry import Entry
from ui.work_orders.intake_form import USUAL

if TYPE_CHECKING:
    from ui.work_orders.intake_page import IntakePage

NUMBERS = ("serial_no", "no_serial_reason", "phone", "no_phone_reason")


class Devices:
    """Moves devices between the form and their entries."""

    def __init__(self, page: "IntakePage") -> None:
        self._page, self._form = page, page.form
        self.entries = [Entry()]
        self.at = 0
        page.strip.chosen.connect(self.go_to)
        page.strip.wanted.connect(self.add)

    @property
    def current(self) -> Entry:
        """The device in the form."""
        return self.entries[self.at]

    def start_anew(self) -> None:
        """One device nobody knows anything about."""
        self.entries, self.at = [Entry()], 0
        self._propose_usual()

    def _propose_usual(self) -> None:
        for column, value in USUAL.items():
            self._form.propose(column, value)
        if self._page.usual_promise is not None:
            self._form.propose("promised_at", self._page.usual_promise)

    def _columns(self) -> list[str]:
        return [column for column in self._form.cells if column not in intake_form.CUSTOMER]

    def keep(self) -> None:
        """Put what is entered about the device in front into its entry."""
        entry, form, known = self.current, self._form, self._page.known
        entry.raw = {column: (form.editor(column).raw(), form.editor(column).proposed) for column in self._columns()}
        entry.values = {}
        for column, cell in form.cells.items():
            if cell.isHidden() and column in NUMBERS:
                continue
            try:
                entry.values[column] = form.value(column)
            except ValueError:
                entry.values[column] = None
        entry.device_id = known.device.device.id if known.device is not None else None
        entry.hints, entry.model, entry.goes_over = known.device, known.model, known.goes_over
        entry.sketch = form.editor("marks").sketch.kind
        entry.title = self._title()

    def _title(self) -> str:
        model = self._page.known.model
        return model.title if model is not None else self._form.editor("model").line.text().strip()

    def add(self) -> None:
        """Another device that the same customer brought; the one in front has to be whole first."""
        self._page.known.when_settled(self._add)

    def _add(self) -> None:
        if not self._form.check():
            return
        self.keep()
        self.entries.append(Entry())
        self.show(len(self.entries) - 1)
        self._form.jump_to("serial_no")

    def go_to(self, place: int) -> None:
        """Show another of the devices brought."""
        if place != self.at:
            self._page.known.when_settled(lambda: self._go_to(place))

    def _go_to(self, place: int) -> None:
        self.keep()
        self.show(place)

    def show(self, place: int) -> None:
        """Bring an entry into the form."""
        self.at = place
        entry, form = self.current, self._form
        form.set_locked({})
        for column in self._columns():
            editor = form.editor(column)
            raw, proposed = entry.raw.get(column, (None, False))
            editor.set_value(None)
            if raw is not None:
                editor.set_raw(raw)
            editor.proposed = proposed
            editor.restyle()
            form.cells[column].set_error("")
        # A secret is in no draft, but it stays with its device while the page is open.
        form.editor("unlock_code").set_value(entry.values.get("unlock_code"))
        if not entry.raw:
            self._propose_usual()
        if entry.device_id is not None:
            self._page.known.serial.known = entry.device_id
        self._page.known.ask_why_none("serial_no", bool(form.editor("no_serial_reason").line.text()))
        form.fix_bar.tell({})
        self._page.known.show_device(entry.hints, entry.model, entry.goes_over)
        self._page.photos.tell()
        self._page.place.tell()
        if entry.device_id is not None and entry.hints is None:
            self._page.known.choose_device(entry.device_id)  # from a draft

    def tell_strip(self) -> None:
        """Name the devices brought so far."""
        titles = [entry.title for entry in self.entries]
        titles[self.at] = self._title()
        self._page.strip.tell(titles, self.at)

    # drafts

    def as_draft(self) -> dict[str, Any]:
        """Everything entered, as a draft keeps it."""
        self.keep()
        return {
            "at": self.at,
            "devices": [
                {
                    "raw": {name: list(value) for name, value in entry.raw.items() if name != "unlock_code"},
                    "device": str(entry.device_id) if entry.device_id is not None else None,
                    "title": entry.title,
                }
                for entry in self.entries
            ],
        }

    def bring_back(self, draft: dict[str, Any]) -> None:
        """Show what a draft kept."""
        self.entries = []
        for kept in draft.get("devices") or [{}]:
            raw = {name: tuple(value) for name, value in kept.get("raw", {}).items()}
            device = UUID(kept["device"]) if kept.get("device") else None
            self.entries.append(Entry(raw=raw, device_id=device, title=kept.get("title", "")))
        self.show(min(draft.get("at", 0), len(self.entries) - 1))
