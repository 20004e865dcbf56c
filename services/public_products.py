"""The house's products as customers see them, at the kiosk and on their own pages (NET-02)."""

from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import text

from services.database import Database
from services.model_names import spoken
from services.rows import records
from services.texts import either


class PublicProduct(NamedTuple):
    """A product on its card. retail_price: CNY with tax, None to be asked for; newest: the version of software.

    picture: a small JPEG or PNG.
    """

    id: UUID
    brand: str
    model: str
    model_en: str
    model_no: str
    category: str
    category_en: str
    pitch: str
    pitch_en: str
    retail_price: Decimal | None
    warranty_months: int
    newest: str
    picture: bytes | None = None

    @property
    def title(self) -> str:
        """Brand and model, in the language of the moment."""
        return spoken(self.brand, self.model, self.model_en)

    @property
    def kind(self) -> str:
        """Its category in the language of the moment; empty where it has none."""
        return either(self.category, self.category_en)

    @property
    def words(self) -> str:
        """What the house says of it, in the language of the moment; the other where it is missing."""
        return either(self.pitch, self.pitch_en)


_READ = text("select * from public_products()")


def read(db: Database) -> list[PublicProduct]:
    """Those that the house shows to customers, by category; asked by guests only."""
    with db.read() as connection:
        return records(PublicProduct, connection.execute(_READ))
