"""What devices and models are called on the screen."""

from services import devices, products
from services.customer_overview import Moment
from services.texts import N_, _
from ui.kit import moments
from ui.kit.trace import Entry


def moment_entry(moment: Moment) -> Entry:
    """A moment in the life of a device as an entry of a trace."""
    return moments.moment_entry(moment, headline, detail=moment.detail if moment.kind == "order" else "")


def headline(moment: Moment) -> str:
    """What happened, in a few words."""
    if moment.kind == "order":
        return moments.order_headline(moment)
    if moment.action == "gained":
        return _("Owner: {name}").format(name=moment.detail)
    if moment.action == "exchanged_out":
        return _("Taken back, {serial} given for it").format(serial=moment.detail)
    if moment.action == "exchanged_in":
        return _("Given in exchange for {serial}").format(serial=moment.detail)
    return _("Device recorded")


PROOFS = {"": N_("Not given"), **devices.PROOF_NAMES}
SERIAL_KINDS = products.SERIAL_KIND_NAMES
