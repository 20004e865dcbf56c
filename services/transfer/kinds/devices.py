"""Devices from a file, with their models and owners."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services import errors
from services.errors import ServiceError
from services.ids import new_id
from services.initials import initials_of
from services.texts import N_, _
from services.transfer.fields import Entry, Field, Prepared, Values, day, folded, visible
from services.transfer.kinds.owners import owner_of, owners_of
from services.transfer.kinds.writing import look_up, records

errors.sentences(
    import_model_missing=N_("Neither model number nor model name is given."),
    import_category_unknown=N_("There is no product category {value}; add it first."),
)

FIELDS = (
    Field(
        "serial_no",
        N_("Serial number"),
        ("序列号", "机身号", "机身编号", "出厂编号", "SN", "S/N", "IMEI", "串号", "serial", "VIN", "车架号"),
        limit=80,
    ),
    Field("brand", N_("Brand"), ("品牌", "厂牌", "make", "manufacturer"), limit=60),
    Field("model_no", N_("Model number"), ("型号", "产品型号", "机型", "model", "model no"), limit=80),
    Field("model_name", N_("Product name"), ("产品名称", "品名", "商品名称", "product"), limit=120),
    Field("category", N_("Product category"), ("产品类别", "品类", "类别", "product category"), limit=120),
    Field("customer_number", N_("Customer number"), ("客户编号", "客户号", "会员号", "customer no"), limit=40),
    Field(
        "customer_name",
        N_("Customer name"),
        ("客户姓名", "客户名称", "姓名", "owner", "customer name", "name"),
        limit=120,
    ),
    Field(
        "customer_phone", N_("Phone"), ("手机", "手机号", "联系电话", "电话", "mobile", "tel"), limit=40, personal=True
    ),
    Field("sold_on", N_("Sold on"), ("购买日期", "销售日期", "购机日期", "purchase date", "sale date"), convert=day),
    Field("sold_by", N_("Sold by"), ("购买地点", "经销商", "销售商", "dealer"), limit=120),
    Field("made_on", N_("Made on"), ("生产日期", "出厂日期", "date of manufacture"), convert=day),
    Field("warranty_from", N_("Warranty from"), ("保修起始", "保修开始日期", "warranty start"), convert=day),
    Field("colour", N_("Colour"), ("颜色", "color"), limit=40),
    Field("configuration", N_("Configuration"), ("配置", "规格", "spec"), limit=200),
    Field("proof_no", N_("Proof number"), ("发票号", "发票号码", "凭证号", "invoice no"), limit=80),
    Field("place", N_("Installed at"), ("安装地点", "位置", "location"), limit=200),
    Field("note", N_("Note"), ("备注", "说明", "remark", "remarks", "notes"), limit=2000),
)

_TEXTS = ("serial_no", "colour", "configuration", "sold_by", "proof_no", "place", "note")
_DAYS = ("made_on", "sold_on", "warranty_from")

_MODELS = text("""
    select r.key, m.id from jsonb_to_recordset(:rows) as r (key text, brand text, model_no text, name text)
    join product_model m on m.archived_at is null and (
      r.model_no <> '' and upper(m.model_no) = upper(r.model_no) and upper(m.brand) = upper(r.brand)
      or r.model_no = '' and m.name = r.name and m.brand = r.brand)
    order by m.created_at desc""")
_ADD_MODELS = text("""
    insert into product_model (id, brand, model_no, name, category_id, initials)
    select r.id, r.brand, r.model_no, r.name, r.category_id, r.initials
    from jsonb_to_recordset(:rows) as r (id uuid, brand text, model_no text, name text, category_id uuid,
                                         initials text)""")
_INSERT = text(f"""
    with incoming as (
      select * from jsonb_to_recordset(:rows) as r (
        line int, id uuid, product_model_id uuid, customer_id uuid, serial_no text, no_serial_reason text,
        colour text, configuration text, made_on date, sold_on date, sold_by text, warranty_from date,
        proof_no text, place text, note text)
    ), here as (
      select i.line from incoming i
      join device d on d.product_model_id = i.product_model_id and d.serial_no = i.serial_no
                   and d.archived_at is null
      where i.serial_no <> ''
    ), made as (
      insert into device (id, product_model_id, customer_id, no_serial_reason, {", ".join(_TEXTS + _DAYS)})
      select id, product_model_id, customer_id, no_serial_reason, {", ".join(_TEXTS + _DAYS)}
      from incoming i where i.line not in (select h.line from here h)
    )
    select h.line from here h""")


class Devices:
    """Known again by model and serial number. A model that does not exist is added; a customer must exist."""

    code = "devices"
    title = N_("Devices")
    fields = FIELDS
    tables = ("device", "product_model")
    function = "import_note"

    def check(self, values: Values) -> None:
        if not visible(values.get("model_no") or "") and not visible(values.get("model_name") or ""):
            raise ServiceError("import_model_missing", "model_no")

    def key(self, values: Values) -> str | None:
        serial = str(values.get("serial_no") or "").strip()
        return f"{_model_key(values)}\0{serial}" if serial else None

    def insert(self, connection: Connection, rows: Sequence[Prepared]) -> list[Entry]:
        """Models first, then the devices; those known already stay as they are."""
        owners = owners_of(connection, rows)
        categories = look_up(connection, "product_category") if any(r.values.get("category") for r in rows) else {}
        entries: list[Entry] = []
        ready: list[tuple[Prepared, UUID | None]] = []
        for row in rows:
            refused, owner = owner_of(row.values, owners)
            category = str(row.values.get("category") or "").strip()
            if refused is None and category and folded(category) not in categories:
                refused = ServiceError("import_category_unknown", value=category)
            if refused is not None:
                entries.append(Entry(row.line, "failed", code=refused.code, details=refused.values))
            else:
                ready.append((row, owner))
        models, added = self._models(connection, [row for row, _owner in ready], categories)
        entries += added
        devices = []
        for row, owner in ready:
            values = row.values
            device: dict[str, Any] = {column: (values.get(column) or "").strip() for column in _TEXTS}
            device |= {column: values.get(column) for column in _DAYS}
            device |= {
                "line": row.line,
                "id": new_id(),
                "product_model_id": models[_model_key(values)],
                "customer_id": owner,
                "no_serial_reason": "" if device["serial_no"] else _("none in the imported file"),
            }
            devices.append(device)
        here = set(connection.execute(_INSERT, {"rows": records(devices)}).scalars())
        for device in devices:
            if device["line"] in here:
                entries.append(Entry(device["line"], "kept", code="import_known"))
            else:
                entries.append(Entry(device["line"], "added", "device", device["id"]))
        return entries

    def _models(
        self, connection: Connection, rows: Sequence[Prepared], categories: dict[str, UUID]
    ) -> tuple[dict[str, UUID], list[Entry]]:
        """The models of these rows by key; missing ones are added, as the counter adds one on the spot."""
        wanted = {_model_key(row.values): row for row in reversed(rows)}
        described = [
            {
                "key": key,
                "brand": (row.values.get("brand") or "").strip(),
                "model_no": (row.values.get("model_no") or "").strip(),
                "name": _model_name(row.values),
            }
            for key, row in wanted.items()
        ]
        found = dict(tuple(row) for row in connection.execute(_MODELS, {"rows": records(described)}))
        missing = []
        entries = []
        for model in described:
            if model["key"] in found:
                continue
            row = wanted[model["key"]]
            category = folded(row.values.get("category") or "")
            identity = new_id()
            found[model["key"]] = identity
            missing.append(
                {
                    **model,
                    "id": identity,
                    "category_id": categories.get(category),
                    "initials": initials_of(f"{model['brand']}{model['name']}", person=False),
                }
            )
            entries.append(Entry(row.line, "helper", "product_model", identity))
        if missing:
            connection.execute(_ADD_MODELS, {"rows": records(missing)})
        return found, entries


def _model_name(values: Values) -> str:
    name = (values.get("model_name") or "").strip()
    return name or f"{(values.get('brand') or '').strip()} {(values.get('model_no') or '').strip()}".strip()


def _model_key(values: Values) -> str:
    number = (values.get("model_no") or "").strip().upper()
    brand = (values.get("brand") or "").strip()
    return f"{brand.upper()}\x1f{number}" if number else f"{brand}\x1f\x1f{_model_name(values)}"
