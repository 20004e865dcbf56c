"""Every model, imported once, so that the metadata is whole."""

from models import (
    article,
    attachment,
    complaint,
    customer,
    device,
    figure,
    intake,
    organisation,
    payment,
    price_item,
    printing,
    product,
    quote,
    retention,
    service_level,
    system,
    ticket,
    transfer,
    visit,
    work_order,
    work_order_event,
)
from models.base import SCHEMA, Base

metadata = Base.metadata

__all__ = [
    "SCHEMA",
    "article",
    "attachment",
    "complaint",
    "customer",
    "device",
    "figure",
    "intake",
    "metadata",
    "organisation",
    "payment",
    "price_item",
    "printing",
    "product",
    "quote",
    "retention",
    "service_level",
    "system",
    "ticket",
    "transfer",
    "visit",
    "work_order",
    "work_order_event",
]
