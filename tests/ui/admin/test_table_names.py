"""Rights and audit log speak of tables by their names, not by their codes."""

import models.catalogue  # noqa: F401 - registers every table
from models.base import Base
from ui.admin.table_names import TABLES


def test_every_table_has_a_name():
    assert {table.name for table in Base.metadata.tables.values()} == set(TABLES)
