"""Every text that a person may write has an end, and every amount is a number.

NaN passes each comparison by which an amount is checked.
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

CONSTRAINTS = (
    ("article", "lengths", "length(category) <= 80"),
    ("article_vote", "lengths", "length(login) <= 80"),
    ("code_item", "lengths", "length(list) <= 80 and length(name_en) <= 400 and length(parent_code) <= 80"),
    ("complaint", "lengths", "length(category) <= 80 and length(root_cause) <= 400"),
    ("contact", "lengths", "length(initials) <= 400"),
    ("customer", "lengths", "length(number) <= 60 and length(initials) <= 400 and length(pinyin) <= 2000"),
    ("customer_class", "lengths", "length(code) <= 80 and length(dimension) <= 80"),
    ("import_batch", "lengths", "length(file_sha256) <= 80"),
    ("intake", "lengths", "length(brought_by) <= 400"),
    ("parameter", "lengths", "length(value) <= 4000"),
    (
        "price_item",
        "lengths",
        "length(name_en) <= 400 and length(part_no) <= 80 and length(unit) <= 40 and length(initials) <= 400",
    ),
    ("product_category", "lengths", "length(name_en) <= 400 and length(icon) <= 80"),
    ("product_model", "lengths", "length(initials) <= 400"),
    ("region", "lengths", "length(name_en) <= 400"),
    ("request", "lengths", "length(login) <= 80 and octet_length(result::text) <= 1000000"),
    ("saved_view", "lengths", "length(login) <= 80 and length(page) <= 80"),
    (
        "store",
        "lengths",
        "length(name_en) <= 400 and length(time_zone) <= 80 and length(legal_name) <= 400 and length(tax_no) <= 80 and length(street) <= 400 and length(telephone) <= 80 and length(complaint_telephone) <= 80 and length(hours) <= 400",
    ),
    ("ticket", "lengths", "length(category) <= 80"),
    (
        "work_order",
        "lengths",
        "length(notify_by) <= 80 and length(fault_code) <= 80 and length(cause_code) <= 80 and length(remedy_code) <= 80",
    ),
    (
        "work_order_line",
        "lengths",
        "length(name_en) <= 400 and length(part_no) <= 80 and length(serial_in) <= 200 and length(serial_out) <= 200 and length(unit) <= 40",
    ),
    ("workstation", "lengths", "length(place) <= 400"),
    ("consent", "numbers", "amount <> 'NaN'"),
    ("device", "numbers", "counter <> 'NaN'"),
    ("payment", "numbers", "amount <> 'NaN'"),
    ("price_item", "numbers", "unit_price <> 'NaN' and tax_rate <> 'NaN'"),
    ("quote", "numbers", "amount <> 'NaN' and tax_amount <> 'NaN'"),
    (
        "work_order",
        "numbers",
        "estimate <> 'NaN' and inspection_fee <> 'NaN' and due <> 'NaN' and paid <> 'NaN' and written_off <> 'NaN'",
    ),
    (
        "work_order_line",
        "numbers",
        "unit_price <> 'NaN' and amount <> 'NaN' and tax_amount <> 'NaN' and tax_rate between 0 and 1",
    ),
)


def upgrade() -> None:
    for table, name, condition in CONSTRAINTS:
        op.create_check_constraint(op.f(f"{table}_{name}_check"), table, condition, schema="aftercare")
