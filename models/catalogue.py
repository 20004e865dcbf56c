"""Every model, imported once, so that the metadata is whole."""

from models import article, complaint, customer, device, organisation, product, system, ticket, transfer
from models.base import SCHEMA, Base

metadata = Base.metadata

__all__ = [
    "SCHEMA",
    "article",
    "complaint",
    "customer",
    "device",
    "metadata",
    "organisation",
    "product",
    "system",
    "ticket",
    "transfer",
]
