"""Tickets 服务请求 from a file: what another program kept, or a pile of mails to be worked through."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from services import errors
from services.errors import ServiceError
from services.ids import new_id
from services.steps import NEEDS
from services.texts import N_, _
from services.tickets import CHANNEL_NAMES, KIND_NAMES, MOOD_NAMES, SATISFACTION_NAMES, STATE_NAMES, URGENCY_NAMES
from services.transfer.fields import Entry, Field, Prepared, Values, choice, day, folded, moment
from services.transfer.kinds.owners import owner_of, owners_of
from services.transfer.kinds.writing import look_up_codes, records

errors.sentences(
    import_topic_unknown=N_("There is no topic {value}; add it to its list first."),
    import_store_unknown=N_("You have no store {value}."),
    import_device_unknown=N_("There is no device with the serial number {value}; import devices first."),
    import_person_unknown=N_("Nobody named {value} works here."),
    import_person_ambiguous=N_("Several people are named {value}; give the login."),
)

YES_NO = {"yes": N_("Yes"), "no": N_("No")}
FIELDS = (
    Field("subject", N_("Subject"), ("主题", "标题", "问题", "title", "summary"), True, limit=200),
    Field(
        "description",
        N_("Description"),
        ("问题描述", "描述", "内容", "客户原话", "反馈内容", "客户反馈的内容", "details", "body", "message"),
        limit=20_000,
    ),
    Field(
        "kind",
        N_("Kind of request"),
        ("类型", "请求类型", "kind", "type"),
        convert=choice(
            KIND_NAMES,
            inquiry=("来电咨询", "question", "enquiry"),
            fault=("故障", "报修", "故障申告", "incident", "problem"),
            appointment=("预约", "booking"),
            returns=("退换货", "退货", "换货", "return", "exchange"),
            feedback=("反馈", "意见反馈"),
        ),
    ),
    Field("state", N_("State"), ("状态", "是否结束", "status"), convert=choice(STATE_NAMES, closed=("已结束", "done"))),
    Field("number", N_("Number"), ("问题编号", "编号", "单号", "请求编号", "ticket no", "no", "id"), limit=40),
    Field(
        "reported_at",
        N_("Reported at"),
        ("反映日期", "反馈时间", "登记时间", "受理时间", "提交时间", "日期", "Opened at", "created", "date"),
        convert=moment,
    ),
    Field("channel", N_("Came by"), ("渠道", "来源", "source", "channel"), convert=choice(CHANNEL_NAMES)),
    Field("store", N_("Store"), ("门店", "网点", "shop", "branch"), limit=120),
    Field("customer_number", N_("Customer number"), ("客户编号", "客户号", "会员号", "customer no"), limit=40),
    Field(
        "customer_name",
        N_("Customer name"),
        ("反映客户", "反应客户", "客户姓名", "客户名称", "姓名", "客户", "customer", "name"),
        limit=120,
    ),
    Field(
        "customer_phone", N_("Phone"), ("手机", "手机号", "联系电话", "电话", "mobile", "tel"), limit=40, personal=True
    ),
    Field("reporter", N_("Who reports it"), ("反应人员", "联系人", "contact", "reporter"), limit=120),
    Field("serial_no", N_("Serial number"), ("序列号", "机身号", "SN", "S/N", "IMEI", "serial"), limit=80),
    Field("category", N_("Topic"), ("分类", "问题类别", "类别", "category"), limit=120),
    Field("urgency", N_("Urgency"), ("紧急程度", "优先级", "priority"), convert=choice(URGENCY_NAMES)),
    Field("mood", N_("Mood"), ("客户情绪",), convert=choice(MOOD_NAMES, calm=("平静",))),
    Field(
        "satisfaction",
        N_("Satisfaction"),
        ("满意度", "满意度评价", "满意度评分", "评分", "评价", "客户评价", "rating", "stars"),
        convert=choice(
            {str(points): name for points, name in SATISFACTION_NAMES.items()},
            **{
                "1": ("不满意", "非常不满意", "很不满意", "dissatisfied", "1分", "1星"),
                "2": ("较不满意", "不太满意", "2分", "2星"),
                "3": ("一般", "基本满意", "so-so", "neutral", "3分", "3星"),
                "4": ("满意", "比较满意", "satisfied", "4分", "4星"),
                "5": ("非常满意", "很满意", "very satisfied", "5分", "5星"),
            },
        ),
    ),
    Field("owner", N_("Responsible"), ("负责人", "处理人", "处理人员", "owner", "assignee"), limit=120),
    Field("due_on", N_("To be done by"), ("完成期限", "截止日期", "due"), convert=day),
    Field("promised_at", N_("Call back at"), ("约定回复时间", "call back"), convert=moment),
    Field("resolved_at", N_("Resolved at"), ("解决时间", "完成时间", "结束时间", "closed", "resolved"), convert=moment),
    Field("solution", N_("Solution"), ("解决办法", "处理结果", "答复", "resolution", "answer"), limit=20_000),
    Field(
        "into_knowledge",
        N_("Into the knowledge base"),
        ("纳入知识库",),
        convert=choice(YES_NO, yes=("y", "true", "1", "是"), no=("n", "false", "0", "否")),
    ),
)
OVER = ("resolved", "closed", "cancelled")

_TEXTS = ("number", "subject", "description", "reporter", "solution")
_IMPORT = text("select line, outcome, row_id from import_tickets(cast(:rows as jsonb))")
_STORES = text("select id, code, name, name_en from store where id = any (my_visible_store_ids())")
_HOME = text("select store_id from staff where id = my_staff_id()")
_PEOPLE = text("select id, login, name from staff where active")
_DEVICES = text("""
    select x as said, d.id, d.customer_id from unnest(cast(:serials as text[])) x
    join device d on d.serial_key = serial_key(x) and d.archived_at is null""")


class Tickets:
    """Known again by their number; without one by store, moment, subject and description of an earlier import.

    A customer who is named and not on file stands as who reports it, with his telephone number; a customer number that
    is not on file is refused. What is
    over may name people who have left: then nobody is responsible.
    """

    code = "tickets"
    title = N_("Service requests")
    fields = FIELDS
    tables = ("ticket",)
    function = "import_tickets"

    def check(self, values: Values) -> None:
        """A promise has its moment, and what is resolved its solution."""
        lacks = [
            name
            for name, state in (("promised_at", "promised"), ("solution", "resolved"))
            if values.get("state") == state and not values.get(name)
        ]
        if lacks:
            raise ServiceError("step_lacks", lacks[0], lacks=_(NEEDS[lacks[0]]))

    def key(self, values: Values) -> str | None:
        return str(values.get("number") or "").strip() or None

    def insert(self, connection: Connection, rows: Sequence[Prepared]) -> list[Entry]:
        """Those known already stay as they are."""
        known = _Known(connection, rows)
        entries: list[Entry] = []
        ready: list[dict[str, Any]] = []
        for row in rows:
            try:
                ready.append(known.ticket(row))
            except ServiceError as refused:
                entries.append(Entry(row.line, "failed", code=refused.code, details=refused.values))
        for made in connection.execute(_IMPORT, {"rows": records(ready)}) if ready else ():
            if made.outcome == "kept":
                entries.append(Entry(made.line, "kept", code="import_known"))
            else:
                entries.append(Entry(made.line, "added", "ticket", made.row_id))
        return entries


class _Known:
    """What the words of these rows mean: stores, people, topics, customers and devices."""

    def __init__(self, connection: Connection, rows: Sequence[Prepared]) -> None:
        given = {name for row in rows for name, value in row.values.items() if value}
        self.topics = look_up_codes(connection, "problem_category") if "category" in given else {}
        self.home: UUID | None = connection.execute(_HOME).scalar_one_or_none()
        self.stores = _by_words(connection.execute(_STORES).all()) if "store" in given else {}
        self.people = _by_words(connection.execute(_PEOPLE).all()) if "owner" in given else {}
        self.owners = owners_of(connection, rows)
        serials = sorted({_said(row.values, "serial_no") for row in rows} - {""})
        found = connection.execute(_DEVICES, {"serials": serials}).all() if serials else []
        self.devices: dict[str, list[Any]] = {}
        for device in found:
            self.devices.setdefault(device.said, []).append(device)

    def ticket(self, row: Prepared) -> dict[str, Any]:
        """The row as the database takes it; raises ServiceError for what is not on file."""
        values = row.values
        state = values.get("state") or "open"
        customer, reporter, phone = self._customer(values)
        device = self._device(values, customer)
        category = _said(values, "category")
        if category and folded(category) not in self.topics:
            raise ServiceError("import_topic_unknown", value=category)
        return {
            **{name: values.get(name) or "" for name in _TEXTS},
            **{name: values.get(name) for name in ("due_on", "promised_at", "reported_at", "resolved_at", "mood")},
            "number": _said(values, "number"),
            "line": row.line,
            "id": new_id(),
            "satisfaction": values.get("satisfaction") or None,
            "kind": values.get("kind") or "inquiry",
            "state": state,
            "channel": values.get("channel") or "mail",
            "urgency": values.get("urgency") or "normal",
            "into_knowledge": values.get("into_knowledge") == "yes",
            "category": self.topics.get(folded(category)),
            "store_id": self._store(values),
            "owner_id": self._person(values, state),
            "customer_id": customer,
            "device_id": device,
            "reporter": reporter,
            "phone": phone,
        }

    def _customer(self, values: Values) -> tuple[UUID | None, str, str]:
        """The customer, or the caller's name and number where he is none."""
        refused, customer = owner_of(values, self.owners)
        reporter = values.get("reporter") or ""
        if customer is not None:
            return customer, reporter, ""
        if refused is None or (refused.code == "import_customer_unknown" and not _said(values, "customer_number")):
            phone = _said(values, "customer_phone")
            if phone and not 3 <= sum(sign.isdigit() for sign in phone) <= 20:
                raise ServiceError("phone_not_a_number", "customer_phone")
            return None, reporter or values.get("customer_name") or "", phone
        raise refused

    def _device(self, values: Values, customer: UUID | None) -> UUID | None:
        serial = _said(values, "serial_no")
        if not serial:
            return None
        found = self.devices.get(serial, [])
        found = [one for one in found if one.customer_id == customer] or found
        if len(found) != 1:
            raise ServiceError("import_device_unknown", value=serial)
        return found[0].id

    def _store(self, values: Values) -> UUID:
        said = _said(values, "store")
        if not said:
            if self.home is None:
                raise ServiceError("ticket_without_store")
            return self.home
        found = self.stores.get(folded(said), set())
        if len(found) != 1:
            raise ServiceError("import_store_unknown", value=said)
        return next(iter(found))

    def _person(self, values: Values, state: str) -> UUID | None:
        said = _said(values, "owner")
        found = self.people.get(folded(said), set())
        if not said or (state in OVER and len(found) != 1):
            return None
        if len(found) != 1:
            raise ServiceError("import_person_ambiguous" if found else "import_person_unknown", value=said)
        return next(iter(found))


def _by_words(rows: Sequence[Any]) -> Mapping[str, set[UUID]]:
    """Ids by every word a row goes by; the first column is the id."""
    found: dict[str, set[UUID]] = {}
    for one, *words in rows:
        for word in words:
            if folded(word):
                found.setdefault(folded(word), set()).add(one)
    return found


def _said(values: Values, name: str) -> str:
    return str(values.get(name) or "").strip()
