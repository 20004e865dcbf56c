"""The kiosk's window: one page over the whole screen, and after a while without anybody the start page again."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from services import texts
from services.kiosk import Found, Opened, Topic
from services.public_products import PublicProduct
from services.texts import N_, _
from ui.frame_idle import IdleWatch
from ui.kiosk.keyboard import Keyboard
from ui.kiosk.keypad import BigButton
from ui.kiosk.order_view import OrderView
from ui.kiosk.own_paper import PAPER, OwnPaper
from ui.kiosk.products import ProductsView
from ui.kiosk.questions import QuestionsView
from ui.kiosk.start import StartView
from ui.kiosk.survey import SurveyView
from ui.kit.background import Background
from ui.kit.desk import Desk
from ui.kit.dialogs import CrashReport, Dialog
from ui.kit.form import Field, Form
from ui.kit.messages import BannerArea
from ui.kit.printing import Job
from ui.kit.theme import theme
from ui.kit.words import Label, hairline, say

# Read at arm's length and touched with fingers.
SCALE = 1.5
THANKS_MS = 4000


class Doors(Protocol):
    """All that the window may ask for; each belongs on a worker."""

    def open_order(self, number: str, code: str) -> Opened: ...

    def answer(self, opened: Opened, answers: Mapping[UUID, Any], note: str) -> None: ...

    def find(self, typed: str, topic: Topic | None) -> Found: ...

    def topics(self) -> list[Topic]: ...

    def products(self) -> list[PublicProduct]: ...

    def prints(self) -> bool: ...

    def prove(self, password: str) -> bool: ...


class LeaveDialog(Dialog):
    """Ends the kiosk for who knows its password. prove(password) runs in the background; `proved`."""

    proved = Signal()

    def __init__(self, parent: QWidget, background: Background, prove: Callable[[str], bool]) -> None:
        super().__init__(
            parent, "leave_kiosk", N_("End the kiosk"), N_("Only staff: type the password of this kiosk's sign-in.")
        )
        self._background, self._prove = background, prove
        self.form = Form([Field("password", N_("Password"), "secret", required=True, span=12)])
        self.form.finished.connect(self.submit)
        self.body.addWidget(self.form)
        self.add_verb(N_("Cancel"), None, "stay", key="Esc")
        self.button = self.add_verb(N_("End"), self.submit, "leave_kiosk", "primary", key="Enter", close=False)
        self.form.focus_first()

    def submit(self) -> None:
        """Ask the database whether it is the password."""
        if not self.form.check() or not self.button.isEnabled():
            return
        password = self.form.value("password")
        self.button.setEnabled(False)
        self._background.run(self, lambda: self._prove(password), self._done, self._refused, slot="leave_kiosk")

    def _done(self, right: bool) -> None:
        self.button.setEnabled(True)
        if right:
            self.accept()
            self.proved.emit()
        else:
            self.form.set_value("password", None)
            self.form.show_errors({"password": _("This is not the password.")})

    def _refused(self, error: BaseException) -> bool:
        self.button.setEnabled(True)
        if getattr(error, "sentence", None) is None:
            return False
        self.form.show_errors({"password": error.sentence()})  # type: ignore[attr-defined]
        return True


class KioskWindow(QWidget):
    """doors: open_order(number, code), answer(opened, answers, note), find(typed, topic), topics(), products(),
    prints() (whether a printer is set), prove(password).

    `closed` when somebody with the password ended it.
    """

    closed = Signal()

    def __init__(self, desk: Desk, doors: Doors, idle_minutes: float = 1.0, version: str = "") -> None:
        super().__init__()
        self.setObjectName("kiosk")
        self.setProperty("plane", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk, self.version = desk, version
        self._doors = doors
        self._opened: Opened | None = None
        self._prints = False
        self._may_close = False
        background = desk.background
        if background.unclaimed is None:
            background.unclaimed = desk.messages.error
        self.start = StartView(background, doors.open_order)
        self.order = OrderView()
        self.questions = QuestionsView(background, doors.find, doors.topics, touch=True)
        self.survey = SurveyView(background, lambda _survey, answers, note: doors.answer(self._opened, answers, note))
        self.thanks = _Thanks()
        self.products = ProductsView(background, doors.products)
        self.keyboard = Keyboard()
        self.stack = QStackedWidget()
        self._build()
        self._wire()
        self._idle = IdleWatch(idle_minutes, self)
        self._idle.expired.connect(self.go_start)
        self._idle.install()
        self._thanked = QTimer(self, singleShot=True, interval=THANKS_MS)
        self._thanked.timeout.connect(self.go_start)
        self.retranslate()
        self.resize(theme.px(1100), theme.px(700))

    def _build(self) -> None:
        self.store = Label(lambda: self.desk.person.store_name, "title")
        self.chinese = BigButton(lambda: "中文", "language_zh", side=34)
        self.english = BigButton(lambda: "English", "language_en", side=34)
        top = QHBoxLayout()
        top.setContentsMargins(*[theme.px(n) for n in (40, 16, 40, 10)])
        top.setSpacing(theme.px(8))
        top.addWidget(self.store)
        top.addStretch(1)
        for button in (self.chinese, self.english):
            button.setSizePolicy(button.sizePolicy().Policy.Fixed, button.sizePolicy().Policy.Fixed)
            top.addWidget(button)
        bar = QWidget()
        bar.setProperty("plane", "surface")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        bar.setLayout(top)
        told = (_padded(self.order), _padded(self.questions), _padded(self.survey))
        for page in (self.start, *told, self.thanks, _padded(self.products)):
            self.stack.addWidget(page)
        self.over = BigButton(N_("Finish: back to the start"), "finish", "primary", icon="home")
        self.rate = BigButton(N_("Tell us how it was"), "rate", icon="survey")
        self.back = BigButton(N_("Back to my order"), "back_to_order", icon="left")
        self.another = BigButton(N_("Another device of this slip"), "another_device", icon="device")
        self.paper = BigButton(N_("Print my order"), "print_own_order", icon="print")
        self.more = BigButton(N_("Questions and answers"), "questions_here", icon="article")
        foot = QHBoxLayout()
        foot.setContentsMargins(*[theme.px(n) for n in (40, 10, 40, 16)])
        foot.setSpacing(theme.px(10))
        for button in (self.back, self.rate, self.another, self.paper, self.more, self.over):
            foot.addWidget(button)
        self.foot = QWidget()
        self.foot.setLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(hairline())
        banner = QVBoxLayout()
        banner.setContentsMargins(*[theme.px(n) for n in (40, 8, 40, 0)])
        banner.addWidget(BannerArea(self.desk.messages))
        column.addLayout(banner)
        column.addWidget(self.stack, 1)
        column.addWidget(self.keyboard)
        column.addWidget(self.foot)
        self._tell_foot()

    def _wire(self) -> None:
        self.chinese.clicked.connect(lambda: self.set_language("zh_CN"))
        self.english.clicked.connect(lambda: self.set_language("en"))
        self.start.opened.connect(self.show_order)
        self.start.questions_wanted.connect(self.show_questions)
        self.start.products_wanted.connect(self.show_products)
        self.more.clicked.connect(self.show_questions)
        self.over.clicked.connect(self.go_start)
        self.back.clicked.connect(lambda: self._front(1))
        self.rate.clicked.connect(self.show_survey)
        self.another.clicked.connect(self.ask_another)
        self.paper.clicked.connect(self.print_order)
        self.survey.done.connect(self._thank)
        for view in (self.questions, self.survey):
            view.touched.connect(self.keyboard.open_for)
        # the keys take the place of the foot: a low screen has no room for both
        self.keyboard.turned.connect(lambda _shown: self._tell_foot())
        self.desk.messages.crashed.connect(self.report_crash)

    # what is in front

    @property
    def at_start(self) -> bool:
        """Whether the start page is in front."""
        return self.stack.currentIndex() == 0

    def go_start(self) -> None:
        """The start page, and nothing left of who was here."""
        self._thanked.stop()
        self._opened = None
        self.order.wipe()
        self.survey.wipe()
        self.questions.wipe()
        self.products.wipe()
        self.desk.messages.clear()
        for dialog in self.findChildren(LeaveDialog):
            dialog.reject()
        self._front(0)
        self.start.clear()
        self._idle.start()

    def show_order(self, opened: Opened) -> None:
        """An order that was opened with number and code."""
        self._opened = opened
        self.order.tell(opened.order)
        self._prints = False
        self._front(1)
        self.desk.background.run(self, self._doors.prints, self._tell_printer, lambda _error: True, slot="prints")

    def _tell_printer(self, there: bool) -> None:
        self._prints = there
        self._tell_foot()

    def print_order(self) -> None:
        """Print the order that is open, once: the button comes back with the next one."""
        printing, opened = self.desk.printing, self._opened
        if printing is None or opened is None:
            return
        self._tell_printer(False)
        make = OwnPaper(opened.order, self.desk.now())
        job = printing.print(PAPER, make.title, make, lang="en" if texts.language() == "en" else "zh")
        self.desk.messages.show("info", N_("Your order is being printed."), key="print", icon="print")

        def failed(other: Job) -> None:
            if other is job:
                printing.failed.disconnect(failed)
                printing.drop(job)
                self.desk.messages.show("warning", N_("Printing did not work. Please ask at the counter."), key="print")

        printing.failed.connect(failed)

    def ask_another(self) -> None:
        """The code of another device of the slip; the order that was open is forgotten."""
        number = self._opened.intake if self._opened is not None else ""
        self.go_start()
        if number:
            self.start.ask_code(number)

    def show_questions(self) -> None:
        """The answers published for customers."""
        self._front(2)
        self.questions.refresh()
        self.questions.search.setFocus()

    def show_products(self) -> None:
        """The products that the house shows to customers."""
        self._front(5)
        self.products.refresh()

    def show_survey(self) -> None:
        """The survey about the order that is open."""
        if self._opened is not None and self._opened.survey is not None:
            self.survey.tell(self._opened.survey)
            self._front(3)

    def _thank(self) -> None:
        self._front(4)
        self._thanked.start()

    def _front(self, place: int) -> None:
        self.keyboard.put_away()
        for one in range(self.stack.count()):
            # what is not in front asks for no room: with the keyboard a low screen has none to give
            policy = QSizePolicy.Policy.Preferred if one == place else QSizePolicy.Policy.Ignored
            self.stack.widget(one).setSizePolicy(policy, policy)
        self.stack.setCurrentIndex(place)
        self._idle.start()
        self._tell_foot()

    def _tell_foot(self) -> None:
        place = self.stack.currentIndex()
        self.foot.setVisible(place != 0 and not self.keyboard.is_open)
        self.back.setVisible(place in (2, 3) and self._opened is not None)
        self.rate.setVisible(place == 1 and self._opened is not None and self._opened.survey is not None)
        self.another.setVisible(place == 1 and self._opened is not None and bool(self._opened.intake))
        self.paper.setVisible(place == 1 and self._opened is not None and self._prints)
        self.more.setVisible(place == 1)

    # looks

    def set_language(self, name: str) -> None:
        """Switch the language of everything; remembered for the next start, not for the next customer."""
        from ui.kit.words import use_language

        use_language(name)

    def retranslate(self) -> None:
        """Set what is not translated by itself."""
        self.setWindowTitle(f"{_('Aftercare')} · {self.desk.person.store_name}")
        self.setAccessibleName(say(N_("How does my repair stand?")))
        if self._opened is not None:
            self.order.tell(self._opened.order)
        chinese = texts.language() == "zh_CN"
        for button, chosen in ((self.chinese, chinese), (self.english, not chinese)):
            button.kind = "primary" if chosen else "plain"
            button.update()

    def report_crash(self, error: BaseException) -> None:
        """Show a fault of ours; only one report at a time, the first is the cause."""
        if not self.findChildren(CrashReport):
            CrashReport(self, error, self.version).open()

    # events

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_idle"):
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.go_start()
            return
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() == Qt.Key.Key_Q:
            self.close()
            return
        super().keyPressEvent(event)

    def ask_to_leave(self) -> None:
        """Ask for the password; customers cannot end the kiosk."""
        if self.findChildren(LeaveDialog):
            return
        dialog = LeaveDialog(self, self.desk.background, self._doors.prove)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.proved.connect(self.end)
        dialog.open()

    def end(self) -> None:
        """Close without asking."""
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close:
            event.ignore()
            self.ask_to_leave()
            return
        self._idle.remove()
        self.closed.emit()
        super().closeEvent(event)


class _Thanks(QWidget):
    """After a survey: thank you, and the start page by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page_kiosk_thanks")
        column = QVBoxLayout(self)
        column.addStretch(1)
        for words, role in ((N_("Thank you!"), "record"), (N_("Your answers help us to do better."), "card")):
            label = Label(words, role)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addStretch(1)


def _padded(widget: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(*[theme.px(n) for n in (40, 16, 40, 0)])
    column.addWidget(widget)
    return page
