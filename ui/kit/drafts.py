"""Nothing typed is lost: forms that a person changed are kept on disk within two seconds."""

from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, Protocol
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from services.ids import new_id
from services.texts import N_
from ui.kit.background import Background
from ui.kit.draft_store import Draft, DraftStore
from ui.kit.messages import Messages
from ui.kit.words import Text, say

# With the write itself this stays below two seconds.
DELAY_MS = 1000


class Drafts(QObject):
    """The person's drafts for the window; `count_changed(n)` is for the lamp."""

    count_changed = Signal(int)

    def __init__(self, store: DraftStore, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.store, self._background = store, background
        self._waiting: deque[tuple[Callable[[], int], Callable[[], Any] | None]] = deque()
        self._writing = False

    def count(self) -> None:
        """Count anew; the answer comes by count_changed."""
        self._background.run(self, self.store.all, lambda drafts: self.count_changed.emit(len(drafts)))

    def all(self, owner: QObject, then: Callable[[list[Draft]], Any]) -> None:
        """Bring all drafts to a list."""
        self._background.run(owner, self.store.all, then)

    def save(self, key: str, kind: str, title: str, values: dict[str, Any], then: Callable[[], Any]) -> None:
        """Keep a draft; `then()` when it is on disk."""
        self._change(lambda: self.store.save(key, kind, title, values), then)

    def remove(self, key: str) -> None:
        """Drop a draft."""
        self._change(lambda: self.store.remove(key), None)

    def _change(self, work: Callable[[], int], then: Callable[[], Any] | None) -> None:
        # One after the other: a draft dropped while it is being kept must not come back.
        self._waiting.append((work, then))
        if not self._writing:
            self._next()

    def _next(self) -> None:
        self._writing = bool(self._waiting)
        if not self._waiting:
            return
        work, then = self._waiting.popleft()

        def changed(count: int) -> None:
            self.count_changed.emit(count)
            if then is not None:
                then()
            self._next()

        def failed(_error: BaseException) -> bool:
            self._next()
            return False

        self._background.run(self, work, changed, failed)

    def get(self, owner: QObject, key: str, then: Callable[[Draft | None], Any]) -> None:
        """Bring one draft."""
        self._background.run(owner, lambda: self.store.get(key), then)

    def ask(
        self,
        owner: QObject,
        question: Callable[[], bool],
        then: Callable[[bool], Any],
        failed: Callable[[BaseException], Any],
    ) -> None:
        """Ask the database about a draft."""
        self._background.run(owner, question, then, failed)


class NewIds:
    """The id of a record that is being entered, and of the request that will save it."""

    def __init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        """It is saved: the next one."""
        self.record, self.request = new_id(), new_id()


class Typed(Protocol):
    """What a draft is made of: a Form, or a widget that holds the leaves of one record."""

    edited: SignalInstance

    @property
    def touched(self) -> bool:
        """Whether a person entered something that is not saved."""

    def raw(self) -> dict[str, Any]:
        """What a person entered as it stands."""

    def set_raw(self, raw: Mapping[str, Any]) -> None:
        """Bring it back; its fields count as edited."""

    def forget_edits(self) -> None:
        """Show what is saved, as if nothing had been entered."""


class DraftKeeper(QObject):
    """Keeps the draft of one form while it is open. `kept` when it is on disk.

        self.keeper = DraftKeeper(self, self.form, desk.drafts, f"customer:{record_id}",
                                  "customer", self.title, self.messages)
        self.keeper.offer()          # brings a draft back, with a banner that can drop it
        self.keeper.saved()          # the form was saved: the draft goes

    extra: what belongs to the draft besides the form (photos, lines); restore gets it back.
    ids: of a new record and its request. They go with the draft, so that what was saved before the program was
    killed is not saved again; was_saved(request) asks the database, on a worker.
    """

    kept = Signal()
    dropped = Signal()  # the person gave the draft up

    def __init__(
        self,
        parent: QObject,
        form: Typed,
        drafts: Drafts | None,
        key: str,
        kind: str,
        title: Text,
        messages: Messages | None = None,
        extra: Callable[[], Any] | None = None,
        restore: Callable[[Any], Any] | None = None,
        ids: NewIds | None = None,
        was_saved: Callable[[UUID], bool] | None = None,
    ) -> None:
        super().__init__(parent)
        self._ids, self._was_saved = ids, was_saved
        self._form, self._drafts, self.key, self._kind, self._title = form, drafts, key, kind, title
        self._messages, self._extra, self._restore = messages, extra, restore
        self._writing = self._again = self._gone = False
        self._timer = QTimer(self, singleShot=True, interval=DELAY_MS)
        self._timer.timeout.connect(self.keep)
        form.edited.connect(self.touch)

    def touch(self, _column: str = "") -> None:
        """Something changed: it is on disk within two seconds, however fast the typing goes on."""
        if self._drafts is not None and not self._timer.isActive():
            self._timer.start()

    def keep(self) -> None:
        """Write now, unless a write is on its way: then once more after it."""
        self._timer.stop()
        if self._drafts is None or not self._form.touched:
            return
        if self._writing:
            self._again = True
            return
        self._writing = True
        values = {"form": self._form.raw(), "extra": self._extra() if self._extra is not None else None}
        if self._ids is not None:
            values["ids"] = {"record": self._ids.record, "request": self._ids.request}
        self._drafts.save(self.key, self._kind, say(self._title), values, self._written)

    def _written(self) -> None:
        if not shiboken6.isValid(self):
            return
        self._writing = False
        if self._gone:
            # It was saved while this was being written, and may have been dropped from the disk before.
            self._gone = False
            if self._drafts is not None:
                self._drafts.remove(self.key)
            if self._again:
                self._again = False
                self._timer.start()
            return
        self.kept.emit()
        if self._again:
            self._again = False
            self.keep()

    def saved(self) -> None:
        """The form was saved, or given up: the draft goes."""
        self._timer.stop()
        self._again = False
        self._gone = self._writing
        if self._drafts is not None:
            self._drafts.remove(self.key)
        if self._messages is not None:
            self._messages.clear("draft")

    def offer(self, then: Callable[[bool], Any] | None = None) -> None:
        """Bring the draft back into the form, if there is one; `then(found)` afterwards."""
        if self._drafts is None:
            return

        def found(draft: Draft | None) -> None:
            if draft is not None:
                self._bring_back(draft)
            if then is not None:
                then(draft is not None)

        def look(draft: Draft | None) -> None:
            ids = draft.values.get("ids") if draft is not None else None
            if draft is None or ids is None or self._was_saved is None:
                found(draft)
            else:
                self._ask(ids["request"], draft, found)

        self._drafts.get(self, self.key, look)

    def _ask(self, request: UUID, draft: Draft, found: Callable[[Draft | None], Any]) -> None:
        assert self._drafts is not None and self._was_saved is not None
        was_saved = self._was_saved

        def told(done: bool) -> None:
            if done:
                self._done_before()
            found(None if done else draft)

        def nobody_knows(_error: BaseException) -> bool:
            found(draft)  # its request goes with it: saved again it is not done twice
            return True

        self._drafts.ask(self, lambda: was_saved(request), told, nobody_knows)

    def _done_before(self) -> None:
        """What the draft holds was saved; the program ended before it could drop it."""
        self.saved()
        if self._messages is not None:
            self._messages.show("info", N_("What you typed here before was saved already."), key="draft", icon="draft")

    def _bring_back(self, draft: Draft) -> None:
        if self._ids is not None and draft.values.get("ids"):
            self._ids.record, self._ids.request = draft.values["ids"]["record"], draft.values["ids"]["request"]
        self._form.set_raw(draft.values.get("form", {}))
        if self._restore is not None and draft.values.get("extra") is not None:
            self._restore(draft.values["extra"])
        if self._messages is not None:
            self._messages.show(
                "info",
                N_("What you typed here before has been brought back. It is not saved yet."),
                link=N_("Drop it"),
                act=self.drop,
                key="draft",
                icon="draft",
            )

    def drop(self) -> None:
        """Give the draft up and show the record as it is saved."""
        self.saved()
        self._form.forget_edits()
        self.dropped.emit()
