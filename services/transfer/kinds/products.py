"""Product models from a file, with what customers see of them and the versions of software."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, text

from services.errors import ServiceError
from services.ids import new_id
from services.initials import initials_of
from services.products import SERIAL_KIND_NAMES
from services.texts import N_
from services.transfer.fields import Entry, Field, Prepared, Values, choice, folded, number, visible, whole
from services.transfer.kinds import models
from services.transfer.kinds.tickets import YES_NO
from services.transfer.kinds.writing import look_up, records

_YES_NO = choice(YES_NO, yes=("y", "true", "1", "是", "√"), no=("n", "false", "0", "否", "×"))
FIELDS = (
    models.BRAND,
    models.MODEL_NO,
    Field("model_name", N_("Product name"), ("产品名称", "品名", "商品名称", "名称", "product", "name"), limit=120),
    Field("name_en", N_("English name"), ("英文名", "英文名称", "name en"), limit=120),
    models.CATEGORY,
    Field("serial_kind", N_("Kind of number"), ("编号种类", "serial kind"), convert=choice(SERIAL_KIND_NAMES)),
    Field("warranty_months", N_("Warranty (months)"), ("保修期", "保修月数", "质保期", "warranty"), convert=whole),
    Field("software", N_("Software"), ("是否软件",), convert=_YES_NO),
    Field("versions", N_("Versions"), ("软件版本", "software versions"), limit=2000),
    Field("shown", N_("Shown to customers"), ("对外展示", "是否展示"), convert=_YES_NO),
    Field("retail_price", N_("Retail price"), ("售价", "价格", "标价", "price"), convert=number),
    Field("pitch", N_("What customers read of it"), ("卖点", "产品介绍", "简介", "pitch"), limit=300),
    Field("pitch_en", N_("English words for customers"), ("英文卖点", "英文简介", "pitch en"), limit=300),
    Field("note", N_("Note"), ("备注", "说明", "remark", "remarks", "notes"), limit=2000),
)
_TEXTS = ("name_en", "pitch", "pitch_en", "note")
_VERSION_LENGTH = 40
_PRICE_BELOW = Decimal(10) ** 10
_BETWEEN = re.compile(r"[;；\n]")

_ADD = text("""
    insert into product_model (id, brand, model_no, name, name_en, category_id, serial_kind, warranty_months, software, shown,
                               retail_price, pitch, pitch_en, note, initials)
    select r.id, r.brand, r.model_no, r.name, r.name_en, r.category_id, r.serial_kind, r.warranty_months, r.software,
           r.shown, r.retail_price, r.pitch, r.pitch_en, r.note, r.initials
    from jsonb_to_recordset(:rows) as r (
      id uuid, brand text, model_no text, name text, name_en text, category_id uuid, serial_kind text, warranty_months int,
      software boolean, shown boolean, retail_price numeric, pitch text, pitch_en text, note text, initials text)""")
_ADD_VERSIONS = text("""
    insert into product_version (id, product_model_id, name)
    select r.id, r.model, r.name from jsonb_to_recordset(:rows) as r (id uuid, model uuid, name text)""")


class Products:
    """Known again by brand and number, else by brand and name; brought by the keepers of the catalogue."""

    code = "products"
    title = N_("Product models")
    fields = FIELDS
    # The desk may add a model, but only its keepers the versions of one and what customers see of it.
    tables = ("product_model", "product_version")
    function = "import_note"

    def check(self, values: Values) -> None:
        if not visible(values.get("model_no") or "") and not visible(values.get("model_name") or ""):
            raise ServiceError("import_model_missing", "model_no")
        months, price = values.get("warranty_months"), values.get("retail_price")
        if months is not None and not 0 <= months <= 600:
            raise ServiceError("warranty_months_wrong", "warranty_months")
        if price is not None and price < 0:
            raise ServiceError("price_negative", "retail_price")
        if price is not None and price >= _PRICE_BELOW:
            raise ServiceError("number_too_large", "retail_price")
        if any(len(one) > _VERSION_LENGTH for one in _versions(values)):
            raise ServiceError("version_name_missing", "versions")

    def key(self, values: Values) -> str | None:
        return models.key_of(values)

    def insert(self, connection: Connection, rows: Sequence[Prepared]) -> list[Entry]:
        """Those known already stay as they are, with their versions; a category must be on file."""
        categories = look_up(connection, "product_category") if any(r.values.get("category") for r in rows) else {}
        here = models.known(connection, [models.described(row.values) for row in rows])
        entries: list[Entry] = []
        made: list[dict[str, Any]] = []
        versions: list[dict[str, Any]] = []
        for row in rows:
            values = row.values
            category = str(values.get("category") or "").strip()
            model = models.described(values)
            if category and folded(category) not in categories:
                refused = ServiceError("import_category_unknown", value=category)
                entries.append(Entry(row.line, "failed", code=refused.code, details=refused.values))
            elif model["key"] in here:
                entries.append(Entry(row.line, "kept", code="import_known"))
            else:
                names = _versions(values)
                new: dict[str, Any] = {
                    **model,
                    **{name: (values.get(name) or "").strip() for name in _TEXTS},
                    "id": new_id(),
                    "category_id": categories.get(folded(category)),
                    "serial_kind": values.get("serial_kind") or "serial",
                    "warranty_months": 12 if values.get("warranty_months") is None else values["warranty_months"],
                    "software": values.get("software") == "yes" or bool(names),
                    "shown": values.get("shown") == "yes",
                    "retail_price": values.get("retail_price"),
                    "initials": initials_of(f"{model['brand']}{model['name']}", person=False),
                }
                made.append(new)
                entries.append(Entry(row.line, "added", "product_model", new["id"]))
                for name in names:
                    version = {"id": new_id(), "model": new["id"], "name": name}
                    versions.append(version)
                    entries.append(Entry(row.line, "helper", "product_version", version["id"]))
        if made:
            connection.execute(_ADD, {"rows": records(made)})
        if versions:
            connection.execute(_ADD_VERSIONS, {"rows": records(versions)})
        return entries


def _versions(values: Values) -> list[str]:
    """The versions a cell names, each once however it is written."""
    said = (one.strip() for one in _BETWEEN.split(values.get("versions") or ""))
    return list({one.upper(): one for one in said if visible(one)}.values())
