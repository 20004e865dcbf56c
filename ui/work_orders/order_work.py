"""What a person does to an order beside its steps: notes, diagnosis, lines, quote, consent, photos."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtGui import QGuiApplication

from services import attachments, order_lines, quotes, work_orders
from services.attachments import Attachment
from services.errors import Conflict
from services.ids import new_id
from services.order_lines import Line
from services.quotes import Quote
from ui.kit import photos
from ui.kit.conflicts import settled
from ui.kit.dialogs import show_conflict
from ui.kit.photo_dialog import PhotoDialog
from ui.kit.photos import Photo, PhotoSender
from ui.kit.photos_leaf import PictureDialog
from ui.work_orders.diagnosis_leaf import passed
from ui.work_orders.line_dialog import LineDialog

if TYPE_CHECKING:
    from ui.work_orders.order_page import OrderPage

Done = Callable[[], Any]
Refused = Callable[[BaseException], Any]


class OrderWork:
    """Writes in the background for one order's page and shows the order as it is afterwards."""

    def __init__(self, page: "OrderPage") -> None:
        self._page = page
        self.sender = PhotoSender(page.desk.background, self._send, page)
        self.sender.progress.connect(lambda done, total: page.photos.tell_progress(done, total))
        self.sender.finished.connect(self._photos_sent)

    @property
    def _order_id(self) -> UUID:
        return self._page.record_id

    @property
    def _place(self) -> str:
        return self._page.taker.workstation

    def write(
        self, work: Callable[[], Any], done: Done | None = None, refused: Refused | None = None, about: Any = None
    ) -> None:
        """Write, then show the order as it is now."""

        def written(_result: Any) -> None:
            if done is not None:
                done()
            self._page.refresh()

        self._page.write(work, written, refused, about=about)

    def note(self, text: str, public: bool) -> None:
        """Add a note to the trace."""
        db, order_id, place, request = self._page.desk.db, self._order_id, self._place, new_id()
        self.write(
            lambda: work_orders.note(db, order_id, text, request=request, public=public, workstation=place),
            self._page.trace.note_done,
        )

    def log_try(self, reached: bool, values: Mapping[str, Any]) -> None:
        """Log a try to reach the customer."""
        db, order_id, place, request = self._page.desk.db, self._order_id, self._place, new_id()
        method, about, comment = values["method"], values["about"], values.get("comment") or ""
        self.write(
            lambda: work_orders.told(
                db, order_id, reached, method, request=request, about=about, comment=comment, workstation=place
            ),
            self._page.told.propose,
        )

    # diagnosis

    def save_diagnosis(self, values: Mapping[str, Any]) -> None:
        """Save columns of the diagnosis; where somebody changed the same ones, ask field by field."""
        leaf = self._page.diagnosis
        before = leaf.order
        if before is None:
            return
        db, request = self._page.desk.db, new_id()

        def refused(error: BaseException) -> Any:
            if isinstance(error, Conflict):
                show_conflict(self._page, leaf.form, _in_words(error), lambda: self._save_again(error))
                return True
            return leaf.form.show_refusal(error) or self._page.refused(error)

        def done() -> None:
            leaf.saved(values)
            if self._page.keeper is not None and not leaf.form.touched:
                self._page.keeper.saved()
            self._page.title_changed.emit()

        self.write(lambda: work_orders.change(db, before, values, request), done, refused)

    def _save_again(self, conflict: Conflict) -> None:
        leaf = self._page.diagnosis
        leaf.order = settled(leaf.order, conflict)
        leaf.store()
        if not leaf.form.touched:
            self._page.refresh()

    # lines, quote, consent

    def add_line(self) -> None:
        """Ask for a new line."""
        file = self._page.file
        if file is None:
            return
        db, order_id, line_id, request = self._page.desk.db, self._order_id, new_id(), new_id()

        def save(values: Mapping[str, Any], done: Done, refused: Refused) -> None:
            self.write(lambda: order_lines.add(db, line_id, order_id, values, request), done, refused)

        LineDialog(self._page, self._page.desk, file.order.product_model_id, None, save).open()

    def edit_line(self, line: Line) -> None:
        """Ask for changes of a line."""
        file = self._page.file
        if file is None or not self._page.may_write():
            return
        db, request, before = self._page.desk.db, new_id(), [line]

        def save(values: Mapping[str, Any], done: Done, refused: Refused) -> None:
            self.write(lambda: order_lines.change(db, before[0], values, request), done, refused)

        def settle(conflict: Conflict) -> None:
            before[0] = settled(before[0], conflict)

        dialog = LineDialog(self._page, self._page.desk, file.order.product_model_id, line, save)
        dialog.settle = settle
        dialog.open()

    def drop_line(self, line: Line) -> None:
        """Take a line out; it stays in the record as dropped."""
        db, request = self._page.desk.db, new_id()
        self.write(lambda: order_lines.change(db, line, {"state": "dropped"}, request), about=line.id)

    def offer_quote(self) -> None:
        """Make the next version of the quote from the lines as they stand."""
        db, order_id, place = self._page.desk.db, self._order_id, self._place
        quote_id, request, today = new_id(), new_id(), self._page.desk.now().date()

        def work() -> int:
            until = quotes.usual_validity(db, today)
            return quotes.offer(db, quote_id, order_id, request=request, valid_until=until, workstation=place)

        self.write(work)

    def approve_quote(self, quote: Quote) -> None:
        """A manager approves a quote above the company's limit."""
        db, request = self._page.desk.db, new_id()
        self.write(lambda: quotes.approve(db, quote.id, request=request))

    def record_consent(self, answer: str, values: Mapping[str, Any]) -> None:
        """Keep what the customer said to the price."""
        file = self._page.file
        if file is None:
            return
        db, order_id, place = self._page.desk.db, self._order_id, self._place
        quote, how = file.open_quote, values["how"]
        masked = file.order.phone_masked if how in ("phone", "sms", "wechat") else ""
        consent_id, request = new_id(), new_id()

        def work() -> None:
            quotes.record_consent(
                db, consent_id, order_id, answer, values["who"], how, request=request,
                quote_id=quote.id if quote is not None else None, amount=values["amount"], contact_masked=masked,
                comment=values.get("comment") or "", workstation=place,
            )  # fmt: skip

        leaf = self._page.quote
        self.write(work, leaf.answer_saved, lambda e: leaf.form.show_refusal(e) or self._page.refused(e))

    # photos

    def _send(self, order_id: UUID, photo: Photo) -> None:
        send_photo(self._page.desk.db, order_id, photo)

    def pick_photos(self) -> None:
        """Choose photos and send them."""
        held: list[Photo] = []
        dialog = PhotoDialog(self._page, held, self._page.desk.background)
        dialog.finished.connect(lambda _answer: self.add_photos(held))
        dialog.open()

    def paste_photo(self) -> None:
        """Send the picture in the clipboard."""
        self.add_photos(photos.from_mime(QGuiApplication.clipboard().mimeData()))

    def add_photos(self, found: list[Photo]) -> None:
        """Send photos, each in a transaction of its own."""
        file = self._page.file
        if not found or file is None:
            return
        for photo in found:
            photo.kind = "photo_in" if file.order.work_state == "received" else "photo_work"
        self._page.photos.tell_progress(0, len(found))
        self.sender.add(self._order_id, found)

    def _photos_sent(self, failed: int) -> None:
        self._page.photos.tell_progress(1, 1, failed)
        self._page.refresh()

    def look_at(self, one: Attachment) -> None:
        """Show a photo as large as the screen allows."""
        db, page = self._page.desk.db, self._page
        page.run(lambda: attachments.data(db, one.id), lambda content: PictureDialog(page, one, content).open())

    def withdraw(self, one: Attachment) -> None:
        """Take a photo out of sight; it stays with the record."""
        db, request = self._page.desk.db, new_id()
        self.write(lambda: attachments.withdraw(db, one, request=request), about=one.id)


def _in_words(conflict: Conflict) -> Conflict:
    """The conflict in the columns of the form: a test record is ticked there."""
    versions = [
        {"tested" if name == "test_record" else name: _ticked(name, value) for name, value in version.items()}
        for version in (conflict.base, conflict.mine, conflict.theirs)
    ]
    return Conflict(*versions, conflict.version, conflict.by)


def _ticked(name: str, value: Any) -> Any:
    return passed(value or ()) if name == "test_record" else value


def send_photo(db: Any, order_id: UUID, photo: Photo) -> None:
    """Keep a photo that was made small, once; on a worker."""
    attachments.add(
        db, photo.id, order_id, photo.kind, photo.data, request=photo.request, name=photo.name[:200],
        thumbnail=photo.thumbnail,
    )  # fmt: skip
