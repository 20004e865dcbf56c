"""The house's products as customers see them: a card each, by category, moved and chosen by a finger."""

from collections.abc import Callable, Iterator
from itertools import islice

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from services.errors import NotSignedIn
from services.public_products import PublicProduct
from services.texts import N_, _, ngettext
from ui.kiosk.keypad import BigButton
from ui.kiosk.scrolling import scrolling
from ui.kit import formats
from ui.kit.background import Background
from ui.kit.cards import Card, IconLine
from ui.kit.columns import FlowLayout, empty
from ui.kit.messages import BannerArea, Messages
from ui.kit.theme import theme
from ui.kit.turns import turns
from ui.kit.words import Label, data

ABREAST = 2
PICTURE = 112
# Cards that are made in one turn of the event loop.
AT_ONCE = 4


def warranty_words(product: PublicProduct) -> str:
    """How long it is under warranty; empty where it is not."""
    months = product.warranty_months
    if not months:
        return ""
    if months % 12 == 0:
        years = months // 12
        return ngettext("{n} year of warranty", "{n} years of warranty", years).format(n=years)
    return ngettext("{n} month of warranty", "{n} months of warranty", months).format(n=months)


def price_words(product: PublicProduct) -> str:
    """What it costs, or where to ask."""
    if product.retail_price is None:
        return _("Price at the counter")
    return f"¥{formats.money(product.retail_price)}"


class Picture(QLabel):
    """A small picture as sharp as the screen, on white in either theme: most have a white ground of their own."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self.setObjectName("product_picture")
        side, ratio = theme.px(PICTURE), self.devicePixelRatioF()
        self.setFixedSize(side, side)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setStyleSheet(f"background: #FFFFFF; border-radius: {theme.px(4)}px;")
        fit = round(side * ratio)
        shown = QPixmap.fromImage(
            image.scaled(fit, fit, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        )
        shown.setDevicePixelRatio(ratio)
        self.setPixmap(shown)


class ProductCard(Card):
    """One product: its picture, what it is, what the house says of it, price and warranty."""

    def __init__(self, product: PublicProduct) -> None:
        super().__init__()
        self.setObjectName("product_card")
        self.setAccessibleName(product.title)
        column = self.body
        image = QImage.fromData(product.picture) if product.picture else QImage()
        if not image.isNull():
            row = QHBoxLayout()
            row.setSpacing(theme.px(14))
            row.addWidget(Picture(image), 0, Qt.AlignmentFlag.AlignTop)
            column = QVBoxLayout()
            column.setSpacing(self.body.spacing())
            row.addLayout(column, 1)
            self.body.addLayout(row, 1)
        column.addWidget(Label(lambda: product.title, "verdict", wrap=True))
        small = data(
            " · ".join(
                part for part in (product.model_no, product.newest and f"V{product.newest.lstrip('vV')}") if part
            )
        )
        if small:
            column.addWidget(Label(small, "label", "secondary"))
        if product.words:
            words = Label(lambda: product.words, "body", wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            column.addWidget(words)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(Label(lambda: price_words(product), "card"))
        foot.addStretch(1)
        if product.warranty_months:
            foot.addWidget(IconLine(lambda: warranty_words(product), "covered", "success", "label"))
        self.body.addLayout(foot)


class ProductsView(QWidget):
    """load() runs in the background and gives the products that are shown to customers."""

    def __init__(self, background: Background, load: Callable[[], list[PublicProduct]]) -> None:
        super().__init__()
        self.setObjectName("products_view")
        self._background, self._load = background, load
        self.products: list[PublicProduct] | None = None
        self.chosen = ""
        self.messages = Messages(self)
        self.kinds = FlowLayout(gap=8)
        inside = QWidget()
        self.grid = QGridLayout()
        self.grid.setSpacing(theme.px(10))
        for place in range(ABREAST):
            self.grid.setColumnStretch(place, 1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(6), 0)
        column.addLayout(self.grid)
        column.addStretch(1)
        self.nothing = Label(N_("No products are shown here now. Please ask at the counter."), "card", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area = scrolling(inside)
        self.area.setAccessibleName(_("Our products"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.px(10))
        outer.addWidget(BannerArea(self.messages))
        outer.addLayout(self.kinds)
        outer.addWidget(self.nothing)
        outer.addWidget(self.area, 1)
        self.nothing.hide()

    def refresh(self) -> None:
        """Ask for the products anew."""
        self._background.run(self, self._load, self._show, self._refused, slot="products")

    def _refused(self, error: BaseException) -> bool:
        if getattr(error, "sentence", None) is None or isinstance(error, NotSignedIn):
            return False
        self.messages.error(error)
        return True

    def _show(self, found: list[PublicProduct]) -> None:
        self.messages.clear()
        if found == self.products:
            return
        self.products = found
        if not any(one.category == self.chosen for one in found):
            self.chosen = ""
        self._tell()

    def choose(self, category: str) -> None:
        """Only products of this category; '' for all."""
        if category != self.chosen:
            self.chosen = category
            self._tell()
        self.area.verticalScrollBar().setValue(0)

    def wipe(self) -> None:
        """As it is when the next customer comes: all of them, from the top."""
        self.choose("")

    @property
    def shown(self) -> list[PublicProduct]:
        """The products on the screen."""
        return [one for one in self.products or [] if self.chosen in ("", one.category)]

    def _tell(self) -> None:
        empty(self.kinds)
        empty(self.grid)
        products = self.products or []
        kinds = {one.category: one for one in products if one.category}
        if len(kinds) > 1:
            self._add_kind("", N_("All"))
            for category, one in kinds.items():
                self._add_kind(category, lambda one=one: one.kind)
        self._coming: Iterator[tuple[int, PublicProduct]] = enumerate(self.shown)
        self._add_cards()
        self.nothing.setVisible(self.products == [])
        self.area.setVisible(bool(products))

    def _add_cards(self) -> None:
        """Some now and the next a turn later: all of them at once would keep a finger waiting."""
        some = list(islice(self._coming, AT_ONCE))
        for place, one in some:
            self.grid.addWidget(ProductCard(one), *divmod(place, ABREAST))
        if len(some) == AT_ONCE:
            turns.wait(self, "cards", self._add_cards)

    def _add_kind(self, category: str, words: object) -> None:
        kind = "primary" if category == self.chosen else "plain"
        button = BigButton(words, f"category_{self.kinds.count()}", kind)  # type: ignore[arg-type]
        button.clicked.connect(lambda: self.choose(category))
        self.kinds.addWidget(button)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.area.setAccessibleName(_("Our products"))
        super().changeEvent(event)
