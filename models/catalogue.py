"""Every model, imported once, so that the metadata is whole."""

from models import organisation, system
from models.base import SCHEMA, Base

metadata = Base.metadata

__all__ = ["SCHEMA", "metadata", "organisation", "system"]
