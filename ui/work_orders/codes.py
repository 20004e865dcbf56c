"""The code lists of orders as the screens need them: loaded once a window, chosen from by category."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from services import code_choices
from services.code_choices import Item
from services.database import Database
from services.punctuation import listed
from ui.kit.options import Option
from ui.kit.words import named

LISTS = (
    "symptom",
    "accessory",
    "fault",
    "cause",
    "remedy",
    "barrier",
    "cancel_reason",
    "test_question",
    "hand_over_check",
)


@dataclass(frozen=True)
class Codes:
    """Entries by list."""

    lists: Mapping[str, Sequence[Item]] = field(default_factory=dict)

    def options(self, name: str, category: str | None = None, chosen: Sequence[str] = ()) -> list[Option]:
        """What a list offers for a category of product, its own entries first; what is chosen stays offered."""
        entries = self.lists.get(name, ())
        offered = code_choices.offered(entries, category)
        offered += [item for item in entries if item.code in chosen and item not in offered]
        return [Option(item.code, named(item.name, item.name_en)) for item in offered]

    def title(self, name: str, code: str | None) -> str:
        """The name of a code in the language of the moment; one that is in no list stands for itself."""
        return code_choices.title(self.lists, name, code)

    def titles(self, name: str, codes: Sequence[str]) -> str:
        """Several names."""
        return listed(self.title(name, code) for code in codes)


def load(db: Database) -> Codes:
    """All lists of orders in one look."""
    return Codes(code_choices.items(db, *LISTS))
