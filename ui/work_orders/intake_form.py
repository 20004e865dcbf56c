"""The fields of intake, in the order in which the counter asks: customer, device, fault, items, cost."""

from collections.abc import Callable, Sequence

from services import customers
from services import order_words as words
from services.texts import N_
from ui.kit.form import Field, Group
from ui.kit.options import Option
from ui.work_orders import codes_field, condition_field, customer_field  # noqa: F401 - they register their editors
from ui.work_orders.labels import coded, options, short, wish

CUSTOMER = ("phone", "no_phone_reason", "name", "salutation", "notify_by", "region_id", "brought_by")
PROOFS = (("invoice", "Invoice", ""), ("receipt", "Receipt", ""), ("online", "Online", ""), ("none", "None", "0"))
# Short, for a narrow field; services.order_words.METHODS has the whole words.
METHODS = (
    ("cash", "Cash"),
    ("card", "Card"),
    ("wechat", "WeChat"),
    ("alipay", "Alipay"),
    ("transfer", "Transfer"),
    ("other", "Other"),
)
QUESTIONS = ("liquid", "dropped", "opened_before")
# The group about what came with the device, and its head where nothing did.
ITEMS = 3
ITEMS_TITLE, ITEMS_HINT, USE_TITLE = N_("Left with us"), N_("Digits tick"), N_("How it was used")
NONE = "none"
USUAL = {"wish": "repair", "sale_stage": "after_sale", "priority": "normal", "kind": "repair"}

# What a customer wants; words of the till where the program began.
WISHES = (("repair", wish("Repair")), ("exchange", wish("Exchange")), ("refund", wish("Refund")))


def groups(
    find_customer: Callable[[str], Sequence[Option]],
    find_device: Callable[[str], Sequence[Option]],
    find_model: Callable[[str], Sequence[Option]],
    find_region: Callable[[str], Sequence[Option]],
) -> list[Group]:
    """The form; the searches run in the background."""
    return [
        Group(N_("Customer"), _customer(find_customer), N_("4 digits find")),
        Group(short("Device"), _device(find_device, find_model), N_("A scan finds")),
        Group(short("Fault"), _fault(), N_("In the customer's words")),
        Group(ITEMS_TITLE, _items(), ITEMS_HINT),
        Group(N_("Cost and promise"), _cost()),
        Group(short("More"), _more(find_region)),
    ]


def _customer(find: Callable[[str], Sequence[Option]]) -> list[Field]:
    titles = [Option(code, coded(customers.SALUTATION_NAMES, code)) for code in customers.SALUTATION_NAMES]
    ways = [Option(code, short(text)) for code, text in (("sms", "SMS"), ("wechat", "WeChat"), ("phone", "Call"))]
    return [
        Field("phone", short("Phone"), "customer", required=True, span=3, search=find, placeholder=N_("none: type -")),
        Field(
            "no_phone_reason", N_("No phone, because"), "combo", required=True, span=3, free=True,
            options=[_said(text) for text in (N_("has none"), N_("does not want to give it"), N_("stock of the store"))],
        ),
        Field("name", short("Name"), required=True, span=2, max_length=120),
        Field("salutation", short("Title"), "choice", span=3, options=titles),
        Field("notify_by", N_("Notify by"), "choice", span=4, options=ways),
    ]  # fmt: skip


def _said(text: str) -> Option:
    return Option(text, text)


def _device(find: Callable[[str], Sequence[Option]], find_model: Callable[[str], Sequence[Option]]) -> list[Field]:
    proofs = [Option(code, short(text), key=key) for code, text, key in PROOFS]
    reasons = (N_("label missing or worn"), N_("device does not start"), N_("never had one"))
    return [
        Field(
            "serial_no", N_("Serial no. / IMEI"), "serial", required=True, span=4, search=find, max_length=80,
            placeholder=N_("none: type -"),
        ),
        Field(
            "no_serial_reason", N_("No serial number, because"), "combo", required=True, span=4, free=True,
            options=[_said(text) for text in reasons],
        ),
        Field(
            "model", short("Model"), "lookup", required=True, span=3, free=True, search=find_model, max_length=120,
            placeholder=N_("Name, no. or initials"),
        ),
        Field("colour", N_("Colour"), span=2, max_length=40),
        Field("category_id", short("Category"), "combo", span=3),
        Field("sold_on", N_("Bought on"), "date", span=3),
        Field("proof", N_("Proof of purchase"), "choice", span=6, options=proofs),
        Field("unlock_code", short("Unlock code"), "secret", span=3, max_length=100, placeholder=N_("until hand-over")),
    ]  # fmt: skip


def _fault() -> list[Field]:
    return [
        Field(
            "problem", N_("What is wrong"), "multiline", required=True, span=12, lines=2, max_length=4000,
            hint=N_("Ctrl+Enter next"),
        ),
        Field("symptoms", short("Symptom"), "codes", required=True, span=12),
    ]  # fmt: skip


def _items() -> list[Field]:
    backups = (("done", "Backed up"), ("do_it", "By us"), ("declined", "No"))
    return [
        Field("accessories", short("Accessories"), "codes", required=True, span=8),
        Field("accessories_note", N_("Other accessories"), span=4, max_length=1000),
        Field("marks", short("Condition"), "condition", span=3, rows=2, low_span=2),
        Field("liquid", N_("Liquid got in"), "yesno", span=3, low_span=2),
        Field("dropped", short("Fell"), "yesno", span=3, low_span=2),
        Field("opened_before", N_("Opened before"), "yesno", span=3, low_span=2),
        Field(
            "backup_choice", N_("Data backup"), "choice", span=9, low_span=4,
            options=[Option(c, short(t)) for c, t in backups],
        ),
    ]  # fmt: skip


def _cost() -> list[Field]:
    return [
        Field("wish", short("Customer wants"), "choice", required=True, span=5, options=[Option(c, t) for c, t in WISHES]),
        Field("sale_stage", N_("Before or after sale"), "choice", required=True, span=4, options=options(words.SALE_STAGES)),
        Field("priority", short("Priority"), "combo", required=True, span=3, options=options(words.PRIORITIES)),
        Field("estimate", short("Estimate"), "money", unit=N_("CNY"), span=2),
        Field("prepayment", short("Prepaid"), "money", unit=N_("CNY"), span=2),
        Field("method", short("Paid by"), "combo", span=2, options=[Option(c, short(t)) for c, t in METHODS]),
        Field("promised_at", short("Promised"), "datetime", span=3),
        Field("shelf", short("Shelf"), "scan", required=True, span=3, max_length=40, placeholder=short("scan")),
    ]  # fmt: skip


def _more(find_region: Callable[[str], Sequence[Option]]) -> list[Field]:
    return [
        Field("kind", N_("Kind of order"), "combo", required=True, span=3, options=options(words.KINDS)),
        Field("device_here", N_("Device was brought all the same"), "yesno", span=3),
        Field("region_id", N_("Region"), "lookup", span=3, free=True, search=find_region, max_length=80),
        Field("brought_by", N_("Brought by"), span=3, max_length=80),
        Field(
            "old_parts", N_("Old parts"), "combo", span=3,
            options=[Option(code, coded(words.OLD_PARTS, code)) for code in ("returned", "recycled")],
        ),
        Field("erase_allowed", N_("Data may be erased"), "yesno", span=3),
        Field("inspection_fee", N_("Inspection fee"), "money", unit=N_("CNY"), span=2),
        Field("loan_unit", N_("Loan unit"), span=3, max_length=200),
        Field("condition_note", N_("Condition in words"), span=4, max_length=2000),
        Field("instructions", N_("Instructions to the technician"), span=12, max_length=4000),
    ]  # fmt: skip


MORE = (
    "kind",
    "device_here",
    "region_id",
    "brought_by",
    "old_parts",
    "erase_allowed",
    "inspection_fee",
    "loan_unit",
    "condition_note",
    "instructions",
)
