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
from services.transfer.kinds import models
from services.transfer.kinds.owners import owner_of, owners_of
from services.transfer.kinds.writing import look_up, records

errors.sentences(
    import_version_unknown=N_("This product has no version {value}; add it first."),
)

FIELDS = (
    Field(
        "serial_no",
        N_("Serial number"),
        ("序列号", "机身号", "机身编号", "出厂编号", "SN", "S/N", "IMEI", "串号", "serial", "VIN", "车架号"),
        limit=80,
    ),
    models.BRAND,
    models.MODEL_NO,
    models.MODEL_NAME,
    models.CATEGORY,
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
    Field(
        "version", N_("Software version"), ("版本", "版本号", "软件版本号", "固件版本", "firmware", "version"), limit=40
    ),
    Field("proof_no", N_("Proof number"), ("发票号", "发票号码", "凭证号", "invoice no"), limit=80),
    Field("place", N_("Installed at"), ("安装地点", "位置", "location"), limit=200),
    Field("note", N_("Note"), ("备注", "说明", "remark", "remarks", "notes"), limit=2000),
)

_TEXTS = ("serial_no", "colour", "configuration", "sold_by", "proof_no", "place", "note")
_DAYS = ("made_on", "sold_on", "warranty_from")

_ADD_MODELS = text("""
    insert into product_model (id, brand, model_no, name, category_id, initials)
    select r.id, r.brand, r.model_no, r.name, r.category_id, r.initials
    from jsonb_to_recordset(:rows) as r (id uuid, brand text, model_no text, name text, category_id uuid,
                                         initials text)""")
_VERSIONS = text("""
    select r.line, v.id from jsonb_to_recordset(:rows) as r (line int, model uuid, name text)
    join product_version v on v.product_model_id = r.model and upper(v.name) = upper(r.name) and v.archived_at is null""")
_INSERT = text(f"""
    with incoming as (
      select * from jsonb_to_recordset(:rows) as r (
        line int, id uuid, product_model_id uuid, customer_id uuid, serial_no text, no_serial_reason text,
        colour text, configuration text, made_on date, sold_on date, sold_by text, warranty_from date,
        proof_no text, place text, note text, product_version_id uuid)
    ), here as (
      select i.line from incoming i
      join device d on d.product_model_id = i.product_model_id and d.serial_no = i.serial_no
                   and d.archived_at is null
      where i.serial_no <> ''
    ), made as (
      insert into device (id, product_model_id, product_version_id, customer_id, no_serial_reason, {", ".join(_TEXTS + _DAYS)})
      select id, product_model_id, product_version_id, customer_id, no_serial_reason, {", ".join(_TEXTS + _DAYS)}
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
        return f"{models.key_of(values)}\0{serial}" if serial else None

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
        # those of models that are on file, before a model is made for a row that is refused
        versions, refusals = _versions(connection, [row for row, _owner in ready])
        entries += refusals
        lines = {entry.line for entry in refusals}
        ready = [(row, owner) for row, owner in ready if row.line not in lines]
        ids, added = self._models(connection, [row for row, _owner in ready], categories)
        entries += added
        devices = []
        for row, owner in ready:
            values = row.values
            device: dict[str, Any] = {column: (values.get(column) or "").strip() for column in _TEXTS}
            device |= {column: values.get(column) for column in _DAYS}
            device |= {
                "line": row.line,
                "id": new_id(),
                "product_model_id": ids[models.key_of(values)],
                "product_version_id": versions.get(row.line),
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
        wanted = {models.key_of(row.values): row for row in reversed(rows)}
        described = [models.described(row.values) for row in wanted.values()]
        found = models.known(connection, described)
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


def _versions(connection: Connection, rows: Sequence[Prepared]) -> tuple[dict[int, UUID], list[Entry]]:
    """By line, the version that an installation runs; refusals where the product has none of that name."""
    said = [row for row in rows if visible(row.values.get("version") or "")]
    if not said:
        return {}, []
    here = models.known(connection, [models.described(row.values) for row in said])
    asked = [
        {"line": row.line, "model": here[models.key_of(row.values)], "name": row.values["version"].strip()}
        for row in said
        if models.key_of(row.values) in here
    ]
    found = dict(tuple(row) for row in connection.execute(_VERSIONS, {"rows": records(asked)}))
    refusals = []
    for row in said:
        if row.line not in found:
            refused = ServiceError("import_version_unknown", value=row.values["version"].strip())
            refusals.append(Entry(row.line, "failed", code=refused.code, details=refused.values))
    return found, refusals
