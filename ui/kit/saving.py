"""One page's saves: pressed twice is saved once, and a save without an answer is asked after until it has one."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QWidget

from services.texts import N_
from ui.kit.messages import BannerArea
from ui.kit.words import Label

ASK_MS = 2000
# What takes longer is not typed into any more: nobody could tell what of it was saved.
HOLD_MS = 1000
UNKNOWN = N_("The connection broke while saving. The program checks whether it was saved.")


@dataclass
class Save:
    """A save on its way. work: carries its request id, so that doing it again never saves twice."""

    key: Hashable
    work: Callable[..., Any]
    done: Callable[[Any], Any] | None
    failed: Callable[[BaseException], Any] | None
    progress: Callable[[Any], Any] | None


class Saving(QObject):
    """Keeps a page's saves apart. unknown: those whose COMMIT got no answer; the page is held meanwhile.

    page: a Page, or a dialog of the window with `run`, `refused` and `messages` like a page's.
    """

    def __init__(self, page: Any) -> None:
        super().__init__(page)
        self._page = page
        self._under_way: dict[Hashable, Save] = {}
        self.unknown: dict[Hashable, Save] = {}
        self._held: list[QWidget | QAction] = []
        self._notes: list[Label] = []
        self._focus: QWidget | None = None
        self._slow = QTimer(self, singleShot=True, interval=HOLD_MS)
        self._slow.timeout.connect(self.hold)
        self._ask = QTimer(self, singleShot=True, interval=ASK_MS)
        self._ask.timeout.connect(self.ask_again)

    def begin(self, save: Save) -> None:
        """Save; what is pressed again while it is under way is the same save."""
        if save.key in self._under_way:
            return
        self._under_way[save.key] = save
        self._slow.start()
        self._send(save)

    def _send(self, save: Save) -> None:
        self._page.run(
            save.work, lambda result: self._answered(save, result), lambda e: self._refused(save, e), save.progress
        )

    def _answered(self, save: Save, result: Any) -> None:
        self._over(save)
        if save.done is not None:
            save.done(result)

    def _refused(self, save: Save, error: BaseException) -> Any:
        from services.errors import OutcomeUnknown  # brings the driver, which the first window does without

        asked = save.key in self.unknown
        if isinstance(error, OutcomeUnknown) or (asked and _still_away(error)):
            self._keep_asking(save)
            return True
        self._over(save)
        return save.failed(error) if save.failed is not None else self._page.refused(error)

    def _over(self, save: Save) -> None:
        self._under_way.pop(save.key, None)
        self.unknown.pop(save.key, None)
        if not self.unknown:
            self._page.messages.clear("outcome")
        if not self._under_way:
            self._slow.stop()
            self._ask.stop()
            self.release()

    # without an answer

    def _keep_asking(self, save: Save) -> None:
        self.unknown[save.key] = save
        self._page.messages.show(
            "danger", UNKNOWN, link=N_("Ask now"), act=self.ask_again, key="outcome", closable=False
        )
        self.hold()
        for dialog in self._dialogs():
            if not dialog.findChildren(Label, "outcome"):
                note = Label(UNKNOWN, "label", "warning", wrap=True)
                note.setObjectName("outcome")
                dialog.body.addWidget(note)
                self._notes.append(note)
        self._ask.start()

    def ask_again(self) -> None:
        """The very same saves once more: the first result comes back, or they are done now."""
        self._ask.stop()
        for save in list(self.unknown.values()):
            self._send(save)

    # the page meanwhile

    def _dialogs(self) -> list[Any]:
        return [one for one in self._page.findChildren(QDialog) if one.isVisible() and hasattr(one, "body")]

    def hold(self) -> None:
        """Nothing can be typed or pressed; everything stays readable."""
        if self._held:
            return
        page = self._page
        self._focus = page.focusWidget()
        direct = page.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        parts = [one for one in direct if not one.isWindow() and not isinstance(one, BannerArea)]
        for one in (*parts, *page.actions(), *self._dialogs()):
            if one.isEnabled():
                one.setEnabled(False)
                self._held.append(one)

    def release(self) -> None:
        """Go on as before."""
        import shiboken6

        held, self._held = self._held, []
        notes, self._notes = self._notes, []
        for one in held:
            if shiboken6.isValid(one):
                one.setEnabled(True)
        for note in notes:
            if shiboken6.isValid(note):
                note.deleteLater()
        focus, self._focus = self._focus, None
        if held and focus is not None and shiboken6.isValid(focus) and self._page.isVisible():
            focus.setFocus()


def _still_away(error: BaseException) -> bool:
    """Whether the database could not be asked; a locked program asks again once it is unlocked."""
    from services.errors import Unavailable

    return isinstance(error, Unavailable) or getattr(error, "code", "") == "locked"
