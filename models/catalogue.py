"""Every model, imported once, so that the metadata is whole."""

from models import customer, device, organisation, product, system, transfer
from models.base import SCHEMA, Base

metadata = Base.metadata

__all__ = ["SCHEMA", "customer", "device", "metadata", "organisation", "product", "system", "transfer"]
