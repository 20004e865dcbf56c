"""The kinds of records that can be imported, a module each."""

from services.transfer.fields import Kind
from services.transfer.kinds.articles import Articles
from services.transfer.kinds.customers import Customers
from services.transfer.kinds.devices import Devices
from services.transfer.kinds.ords import Ords
from services.transfer.kinds.products import Products
from services.transfer.kinds.tickets import Tickets

_ALL: tuple[Kind, ...] = (Customers(), Devices(), Products(), Articles(), Tickets(), Ords())
KINDS: dict[str, Kind] = {kind.code: kind for kind in _ALL}
