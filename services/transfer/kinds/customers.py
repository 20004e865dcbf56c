"""Customers from a file."""

from collections.abc import Sequence

from sqlalchemy import Connection, text

from services import errors
from services.customers import KIND_NAMES, LANGUAGE_NAMES, NOTIFY_NAMES, SALUTATION_NAMES, STAGE_NAMES
from services.ids import new_id
from services.initials import initials_of, pinyin_of
from services.texts import N_, _
from services.transfer.fields import Entry, Field, Prepared, Values, choice, day, folded, visible
from services.transfer.kinds.writing import look_up, records

errors.sentences(
    import_region_unknown=N_("There is no region {value}; add it first."),
)

FIELDS = (
    Field(
        "name",
        N_("Customer name"),
        ("姓名", "客户姓名", "客户名称", "名称", "customer", "customer name", "full name"),
        True,
        limit=120,
    ),
    Field(
        "phone",
        N_("Phone"),
        ("手机", "手机号", "手机号码", "联系电话", "电话号码", "mobile", "telephone", "tel", "phone number", "cell"),
        limit=40,
        personal=True,
    ),
    Field(
        "number",
        N_("Customer number"),
        ("编号", "客户号", "会员号", "卡号", "customer no", "no", "id", "code"),
        limit=40,
    ),
    Field(
        "kind",
        N_("Person or company"),
        ("类型", "客户类型", "type"),
        convert=choice(
            KIND_NAMES, person=("private", "individual", "个人客户"), company=("公司", "企业", "business", "firm")
        ),
    ),
    Field(
        "stage",
        N_("Customer stage"),
        ("阶段", "客户阶段"),
        convert=choice(STAGE_NAMES, formal=("正式", "正式客户"), prospect=("潜在", "潜在客户", "lead")),
    ),
    Field(
        "salutation",
        N_("Salutation"),
        ("性别", "sex", "gender", "title"),
        convert=choice(SALUTATION_NAMES, mr=("男", "m", "male"), ms=("女", "f", "female", "mrs", "miss", "小姐")),
    ),
    Field("email", N_("E-mail"), ("邮箱", "电子邮箱", "邮件", "mail"), limit=200, personal=True),
    Field("address", N_("Address"), ("住址", "联系地址", "通讯地址", "street"), limit=400, personal=True),
    Field("wechat", N_("WeChat"), ("微信号", "wechat id"), limit=80, personal=True),
    Field("region", N_("Region"), ("地区", "所属区域", "省市", "area"), limit=80),
    Field(
        "notify_by",
        N_("Notify by"),
        ("通知方式", "联系方式偏好"),
        convert=choice(NOTIFY_NAMES, phone=("电话",), sms=("短信",), email=("邮件",)),
    ),
    Field(
        "language",
        N_("Language"),
        ("语种",),
        convert=choice(LANGUAGE_NAMES, zh=("中文", "汉语", "zh_CN"), en=("英文", "英语")),
    ),
    Field("birthday", N_("Birthday"), ("生日", "出生日期", "date of birth"), convert=day),
    Field("tax_no", N_("Tax number"), ("税号", "纳税人识别号", "vat no"), limit=40),
    Field("source", N_("Customer source"), ("客户来源", "来源"), limit=200),
    Field("note", N_("Note"), ("备注", "说明", "remark", "remarks", "notes", "comment"), limit=4000),
)

# Numbers of our own sequence are for recognising a customer; only others are taken over.
OWN_NUMBER = "K"

_COLUMNS = (
    "kind, stage, name, salutation, phone, no_phone_reason, email, address, wechat, notify_by, language, birthday, "
    "tax_no, source, initials, pinyin"
)
_INSERT = text(f"""
    with incoming as (
      select r.*, case when length(phone_key(r.phone)) >= 7 then right(phone_key(r.phone), 4) else '' end as last4
      from jsonb_to_recordset(:rows) as r (
        line int, id uuid, number text, kind text, stage text, name text, salutation text, phone text,
        no_phone_reason text, email text, address text, wechat text, notify_by text, language text, region_id uuid,
        birthday date, tax_no text, source text, initials text, pinyin text)
    ), here as (
      select distinct i.line from incoming i join customer c on c.number = i.number
      union
      select i.line from incoming i
      join customer c on c.name = i.name and c.phone_last4 = i.last4 and c.archived_at is null
    ), made as (
      insert into customer (id, number, region_id, {_COLUMNS})
      select i.id,
             case when i.number = '' or i.number ~ '^{OWN_NUMBER}[0-9]+$'
                  then '{OWN_NUMBER}' || nextval('customer_number_seq') else i.number end,
             i.region_id, {_COLUMNS}
      from incoming i where i.line not in (select h.line from here h)
    )
    select h.line from here h""")
_NOTES = text("""
    insert into customer_note (id, customer_id, body)
    select r.id, r.customer_id, r.body
    from jsonb_to_recordset(:rows) as r (id uuid, customer_id uuid, body text)""")


class Customers:
    """Known again by their number, or by name and the last four digits of the phone."""

    code = "customers"
    title = N_("Customers")
    fields = FIELDS
    tables = ("customer",)
    function = "import_note"

    def check(self, values: Values) -> None:
        """Nothing beyond the fields' own rules."""

    def key(self, values: Values) -> str | None:
        number = str(values.get("number") or "").strip()
        if number:
            return number
        digits = "".join(filter(str.isdigit, folded(values.get("phone") or "")))
        return f"{values['name']}\0{digits[-11:]}"

    def insert(self, connection: Connection, rows: Sequence[Prepared]) -> list[Entry]:
        """Those known already stay as they are."""
        regions = look_up(connection, "region") if any(row.values.get("region") for row in rows) else {}
        entries: list[Entry] = []
        ready = []
        for row in rows:
            region = str(row.values.get("region") or "").strip()
            if region and folded(region) not in regions:
                entries.append(Entry(row.line, "failed", code="import_region_unknown", details={"value": region}))
                continue
            name = row.values["name"]
            given = {field.name: row.values.get(field.name) for field in FIELDS}
            phone = (given["phone"] or "").strip()
            ready.append(
                {
                    **{column: given[column] or "" for column in ("email", "address", "wechat", "tax_no", "source")},
                    "line": row.line,
                    "id": new_id(),
                    "number": (given["number"] or "").strip(),
                    "name": name,
                    "phone": phone,
                    "no_phone_reason": "" if phone else _("none in the imported file"),
                    "kind": given["kind"] or "person",
                    "stage": given["stage"] or "formal",
                    "salutation": given["salutation"] or "",
                    "notify_by": given["notify_by"] or ("phone" if phone else "none"),
                    "language": given["language"] or "zh",
                    "region_id": regions.get(folded(region)) if region else None,
                    "birthday": given["birthday"],
                    "initials": initials_of(name, person=given["kind"] != "company"),
                    "pinyin": pinyin_of(name, person=given["kind"] != "company"),
                    "note": given["note"] if visible(given["note"] or "") else "",
                }
            )
        here = set(connection.execute(_INSERT, {"rows": records(ready)}).scalars())
        notes = []
        for made in ready:
            if made["line"] in here:
                entries.append(Entry(made["line"], "kept", code="import_known"))
                continue
            entries.append(Entry(made["line"], "added", "customer", made["id"]))
            if made["note"]:
                note = {"id": new_id(), "customer_id": made["id"], "body": made["note"]}
                notes.append(note)
                entries.append(Entry(made["line"], "helper", "customer_note", note["id"]))
        if notes:
            connection.execute(_NOTES, {"rows": records(notes)})
        return entries
