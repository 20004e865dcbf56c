"""Work orders, their events, quotes and payments; papers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("work_order_number", "intake_number"):
        op.execute(sa.schema.CreateSequence(sa.Sequence(name, schema="aftercare")))
    op.create_table(
        "print_log",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("by_login", sa.Text(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=True),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("media", sa.Text(), nullable=False),
        sa.Column("lang", sa.Text(), server_default=sa.text("'zh'"), nullable=False),
        sa.Column("printer", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("copies", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("reprint", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("workstation", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "document in ('intake', 'worksheet', 'repair', 'receipt', 'delivery', 'quote', 'card', 'label', 'takings')",
            name=op.f("print_log_document_check"),
        ),
        sa.CheckConstraint(
            "length(printer) <= 200 and length(media) <= 20 and length(number) <= 60",
            name=op.f("print_log_texts_check"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("print_log_pkey")),
        schema="aftercare",
    )
    op.create_index("print_log_row_idx", "print_log", ["row_id", "document"], unique=False, schema="aftercare")
    op.create_index("print_log_store_idx", "print_log", ["store_id", "at"], unique=False, schema="aftercare")
    op.create_table(
        "work_order_transition",
        sa.Column("kind", sa.Text(), server_default=sa.text("'*'"), nullable=False),
        sa.Column("axis", sa.Text(), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("guard", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("asks", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("custody_to", sa.Text(), nullable=True),
        sa.Column("public", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("50"), nullable=False),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("origin", sa.Text(), server_default=sa.text("'company'"), nullable=False),
        sa.CheckConstraint(
            "array_to_string(guard, ',') ~ '^[a-z_,]*$'", name=op.f("work_order_transition_guard_check")
        ),
        sa.CheckConstraint("axis in ('work', 'money', 'custody')", name=op.f("work_order_transition_axis_check")),
        sa.CheckConstraint("origin in ('shipped', 'company')", name=op.f("work_order_transition_origin_check")),
        sa.CheckConstraint(
            "role in ('manager', 'agent', 'technician', 'parts', 'finance', 'jobs')",
            name=op.f("work_order_transition_role_check"),
        ),
        sa.PrimaryKeyConstraint(
            "kind", "axis", "from_state", "action", "role", name=op.f("work_order_transition_pkey")
        ),
        schema="aftercare",
    )
    op.create_table(
        "price_item",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("'labour'"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=True),
        sa.Column("product_model_id", sa.Uuid(), nullable=True),
        sa.Column("unit", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("unit_price", sa.Numeric(precision=14, scale=4), nullable=False),
        sa.Column("tax_rate", sa.Numeric(precision=6, scale=4), server_default=sa.text("0.13"), nullable=False),
        sa.Column("labour_minutes", sa.Integer(), nullable=True),
        sa.Column("part_no", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("initials", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("code ~ '^[A-Za-z0-9_.-]{1,40}$'", name=op.f("price_item_code_check")),
        sa.CheckConstraint("kind in ('labour', 'part', 'fee')", name=op.f("price_item_kind_check")),
        sa.CheckConstraint("length(btrim(name)) between 1 and 200", name=op.f("price_item_name_check")),
        sa.CheckConstraint(
            "unit_price >= 0 and tax_rate between 0 and 1 and labour_minutes >= 0",
            name=op.f("price_item_amounts_check"),
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["aftercare.product_category.id"], name=op.f("price_item_category_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["product_model_id"], ["aftercare.product_model.id"], name=op.f("price_item_product_model_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("price_item_pkey")),
        schema="aftercare",
    )
    op.create_index("price_item_category_id_idx", "price_item", ["category_id"], unique=False, schema="aftercare")
    op.create_index(
        "price_item_code_key",
        "price_item",
        ["code"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("archived_at is null"),
    )
    op.create_index(
        "price_item_product_model_id_idx", "price_item", ["product_model_id"], unique=False, schema="aftercare"
    )
    op.create_table(
        "receipt_counter",
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("receipt_counter_store_id_fkey")),
        sa.PrimaryKeyConstraint("store_id", "day", name=op.f("receipt_counter_pkey")),
        schema="aftercare",
    )
    op.create_table(
        "shop_text",
        sa.Column("store_id", sa.Uuid(), nullable=True),
        sa.Column("terms_zh", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("terms_en", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("privacy_zh", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("privacy_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("status_url", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("flagged_reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "length(array_to_string(terms_zh, '')) <= 6000 and length(array_to_string(terms_en, '')) <= 6000\n            and length(privacy_zh) <= 1000 and length(privacy_en) <= 1000 and length(status_url) <= 300\n            and length(flagged_reason) <= 1000",
            name=op.f("shop_text_texts_check"),
        ),
        sa.CheckConstraint(
            "cardinality(terms_zh) <= 20 and cardinality(terms_en) <= 20", name=op.f("shop_text_terms_check")
        ),
        sa.CheckConstraint("octet_length(logo) <= 300000", name=op.f("shop_text_logo_check")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("shop_text_store_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("shop_text_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "shop_text_default_key",
        "shop_text",
        [sa.literal_column("(store_id is null)")],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("store_id is null"),
    )
    op.create_index(
        "shop_text_store_key",
        "shop_text",
        ["store_id"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("store_id is not null"),
    )
    op.create_table(
        "print_route",
        sa.Column("workstation_id", sa.Uuid(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("printer", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("media", sa.Text(), nullable=False),
        sa.Column("lang", sa.Text(), server_default=sa.text("'zh'"), nullable=False),
        sa.Column("copies", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("silent", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "document in ('intake', 'worksheet', 'repair', 'receipt', 'delivery', 'quote', 'card', 'label', 'takings')",
            name=op.f("print_route_document_check"),
        ),
        sa.CheckConstraint("lang in ('zh', 'en', 'both')", name=op.f("print_route_lang_check")),
        sa.CheckConstraint(
            "media in ('a4', 'a5', '80mm', '58mm', '60x40', '50x30', '40x30')", name=op.f("print_route_media_check")
        ),
        sa.CheckConstraint("copies between 0 and 9", name=op.f("print_route_copies_check")),
        sa.CheckConstraint("length(printer) <= 200", name=op.f("print_route_printer_check")),
        sa.ForeignKeyConstraint(
            ["workstation_id"], ["aftercare.workstation.id"], name=op.f("print_route_workstation_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("print_route_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "print_route_workstation_document_key",
        "print_route",
        ["workstation_id", "document"],
        unique=True,
        schema="aftercare",
    )
    op.create_table(
        "intake",
        sa.Column("number", sa.Text(collation="C"), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("brought_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("length(btrim(number)) between 1 and 60", name=op.f("intake_number_check")),
        sa.CheckConstraint("length(note) <= 2000", name=op.f("intake_note_check")),
        sa.ForeignKeyConstraint(["customer_id"], ["aftercare.customer.id"], name=op.f("intake_customer_id_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("intake_store_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("intake_pkey")),
        schema="aftercare",
    )
    op.create_index("intake_customer_id_idx", "intake", ["customer_id"], unique=False, schema="aftercare")
    op.create_index("intake_number_key", "intake", ["number"], unique=True, schema="aftercare")
    op.create_index("intake_store_id_idx", "intake", ["store_id", "received_at"], unique=False, schema="aftercare")
    op.create_table(
        "work_order",
        sa.Column("number", sa.Text(collation="C"), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("'repair'"), nullable=False),
        sa.Column("sale_stage", sa.Text(), server_default=sa.text("'after_sale'"), nullable=False),
        sa.Column("wish", sa.Text(), server_default=sa.text("'repair'"), nullable=False),
        sa.Column("priority", sa.Text(), server_default=sa.text("'normal'"), nullable=False),
        sa.Column("source", sa.Text(), server_default=sa.text("'counter'"), nullable=False),
        sa.Column("work_state", sa.Text(), server_default=sa.text("'received'"), nullable=False),
        sa.Column("money_state", sa.Text(), server_default=sa.text("'none'"), nullable=False),
        sa.Column("custody_state", sa.Text(), server_default=sa.text("'at_store'"), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("barrier_code", sa.Text(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("product_model_id", sa.Uuid(), nullable=True),
        sa.Column("intake_id", sa.Uuid(), nullable=True),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("handling_store_id", sa.Uuid(), nullable=True),
        sa.Column("assigned_to", sa.Uuid(), nullable=True),
        sa.Column("rework_of", sa.Uuid(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("promised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("event_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("shelf", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("symptoms", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("accessories", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("accessories_note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("condition_note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sketch", sa.Text(), server_default=sa.text("'box'"), nullable=False),
        sa.Column("marks", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("backup_choice", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("erase_allowed", sa.Boolean(), nullable=True),
        sa.Column("old_parts", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("notify_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("loan_unit", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("instructions", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("warranty_verdict", sa.Text(), server_default=sa.text("'unknown'"), nullable=False),
        sa.Column("warranty_reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column(
            "warranty_values", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("fault_code", sa.Text(), nullable=True),
        sa.Column("cause_code", sa.Text(), nullable=True),
        sa.Column("remedy_code", sa.Text(), nullable=True),
        sa.Column("findings", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("work_done", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("advice", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("labour_minutes", sa.Integer(), nullable=True),
        sa.Column(
            "test_record", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False
        ),
        sa.Column("test_passed", sa.Boolean(), nullable=True),
        sa.Column("pickup_code", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("collected_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("collected_how", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("id_note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("hand_over", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("estimate", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("inspection_fee", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("due", sa.Numeric(precision=12, scale=2), server_default=sa.text("0"), nullable=False),
        sa.Column("paid", sa.Numeric(precision=12, scale=2), server_default=sa.text("0"), nullable=False),
        sa.Column("written_off", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), server_default=sa.text("''"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "backup_choice in ('', 'done', 'do_it', 'declined')", name=op.f("work_order_backup_choice_check")
        ),
        sa.CheckConstraint(
            "custody_state in ('with_customer', 'at_store', 'with_technician', 'at_depot', 'back_at_store', 'ready_shelf', 'returned', 'abandoned')",
            name=op.f("work_order_custody_state_check"),
        ),
        sa.CheckConstraint(
            "custody_state not in ('returned', 'abandoned') or work_state in ('delivered', 'closed')",
            name=op.f("work_order_returned_work_check"),
        ),
        sa.CheckConstraint(
            "customer_id is not null or sale_stage = 'pre_sale' or source = 'ords'",
            name=op.f("work_order_customer_id_check"),
        ),
        sa.CheckConstraint("device_id is not null or source = 'ords'", name=op.f("work_order_device_id_check")),
        sa.CheckConstraint(
            "kind in ('repair', 'on_site', 'installation', 'maintenance', 'inspection', 'exchange', 'return')",
            name=op.f("work_order_kind_check"),
        ),
        sa.CheckConstraint(
            "length(problem) <= 4000 and (problem !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' or source = 'ords')",
            name=op.f("work_order_problem_check"),
        ),
        sa.CheckConstraint(
            "money_state in ('none', 'quoted', 'prepaid', 'part_paid', 'paid', 'written_off')",
            name=op.f("work_order_money_state_check"),
        ),
        sa.CheckConstraint("old_parts in ('', 'returned', 'recycled')", name=op.f("work_order_old_parts_check")),
        sa.CheckConstraint(
            "outcome in ('repaired', 'no_fault', 'unrepairable', 'refused', 'exchanged', 'refunded', 'referred', 'unknown')",
            name=op.f("work_order_outcome_check"),
        ),
        sa.CheckConstraint(
            "outcome not in ('referred', 'unknown') or source = 'ords'", name=op.f("work_order_imported_outcome_check")
        ),
        sa.CheckConstraint("priority in ('normal', 'urgent')", name=op.f("work_order_priority_check")),
        sa.CheckConstraint("promised_at is not null or source = 'ords'", name=op.f("work_order_promised_at_check")),
        sa.CheckConstraint("sale_stage in ('after_sale', 'pre_sale')", name=op.f("work_order_sale_stage_check")),
        sa.CheckConstraint(
            "sketch in ('phone', 'laptop', 'television', 'car', 'box')", name=op.f("work_order_sketch_check")
        ),
        sa.CheckConstraint("source <> 'ords' or work_state = 'closed'", name=op.f("work_order_imported_closed_check")),
        sa.CheckConstraint(
            "source in ('counter', 'phone', 'ticket', 'visit', 'web', 'ords')", name=op.f("work_order_source_check")
        ),
        sa.CheckConstraint(
            "warranty_verdict in ('in', 'out', 'unknown')", name=op.f("work_order_warranty_verdict_check")
        ),
        sa.CheckConstraint("wish in ('repair', 'exchange', 'refund')", name=op.f("work_order_wish_check")),
        sa.CheckConstraint(
            "work_state <> 'completed' or outcome in ('repaired', 'no_fault')",
            name=op.f("work_order_completed_outcome_check"),
        ),
        sa.CheckConstraint(
            "work_state <> 'failed' or outcome in ('unrepairable', 'refused')",
            name=op.f("work_order_failed_outcome_check"),
        ),
        sa.CheckConstraint(
            "work_state in ('completed', 'failed', 'delivered', 'closed') or outcome is null",
            name=op.f("work_order_early_outcome_check"),
        ),
        sa.CheckConstraint(
            "work_state in ('received', 'assigned', 'diagnosing', 'quoted', 'waiting_parts', 'repairing', 'testing', 'completed', 'failed', 'delivered', 'closed', 'cancelled')",
            name=op.f("work_order_work_state_check"),
        ),
        sa.CheckConstraint(
            "work_state not in ('assigned', 'diagnosing', 'repairing', 'testing') or assigned_to is not null",
            name=op.f("work_order_assigned_check"),
        ),
        sa.CheckConstraint(
            "work_state not in ('completed', 'failed') or outcome is not null",
            name=op.f("work_order_finished_outcome_check"),
        ),
        sa.CheckConstraint(
            "work_state not in ('delivered', 'closed') or custody_state in ('returned', 'abandoned')\n            or custody_state = 'with_customer' and kind in ('on_site', 'installation', 'maintenance', 'inspection')\n            or custody_state = 'back_at_store' and sale_stage = 'pre_sale'",
            name=op.f("work_order_delivered_custody_check"),
        ),
        sa.CheckConstraint(
            "cardinality(symptoms) <= 20 and cardinality(accessories) <= 40", name=op.f("work_order_codes_check")
        ),
        sa.CheckConstraint(
            "estimate >= 0 and inspection_fee >= 0 and labour_minutes >= 0", name=op.f("work_order_amounts_check")
        ),
        sa.CheckConstraint(
            "length(accessories_note) <= 1000 and length(condition_note) <= 2000 and length(instructions) <= 4000\n            and length(findings) <= 8000 and length(work_done) <= 8000 and length(advice) <= 4000\n            and length(loan_unit) <= 200",
            name=op.f("work_order_texts_check"),
        ),
        sa.CheckConstraint("length(btrim(number)) between 1 and 60", name=op.f("work_order_number_check")),
        sa.CheckConstraint("length(shelf) <= 40", name=op.f("work_order_shelf_check")),
        sa.CheckConstraint(
            "octet_length(marks::text) <= 8000 and octet_length(answers::text) <= 8000\n            and octet_length(test_record::text) <= 16000 and octet_length(hand_over::text) <= 16000",
            name=op.f("work_order_documents_check"),
        ),
        sa.ForeignKeyConstraint(["assigned_to"], ["aftercare.staff.id"], name=op.f("work_order_assigned_to_fkey")),
        sa.ForeignKeyConstraint(["customer_id"], ["aftercare.customer.id"], name=op.f("work_order_customer_id_fkey")),
        sa.ForeignKeyConstraint(["device_id"], ["aftercare.device.id"], name=op.f("work_order_device_id_fkey")),
        sa.ForeignKeyConstraint(
            ["handling_store_id"], ["aftercare.store.id"], name=op.f("work_order_handling_store_id_fkey")
        ),
        sa.ForeignKeyConstraint(["intake_id"], ["aftercare.intake.id"], name=op.f("work_order_intake_id_fkey")),
        sa.ForeignKeyConstraint(
            ["product_model_id"], ["aftercare.product_model.id"], name=op.f("work_order_product_model_id_fkey")
        ),
        sa.ForeignKeyConstraint(["rework_of"], ["aftercare.work_order.id"], name=op.f("work_order_rework_of_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("work_order_store_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("work_order_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "work_order_assigned_idx",
        "work_order",
        ["assigned_to", sa.literal_column("opened_at desc"), sa.literal_column("id desc")],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("assigned_to is not null"),
    )
    op.create_index(
        "work_order_customer_id_idx",
        "work_order",
        ["customer_id", sa.literal_column("opened_at desc")],
        unique=False,
        schema="aftercare",
    )
    op.create_index(
        "work_order_delivered_idx",
        "work_order",
        ["delivered_at"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("work_state = 'delivered'"),
    )
    op.create_index(
        "work_order_device_id_idx",
        "work_order",
        ["device_id", sa.literal_column("opened_at desc")],
        unique=False,
        schema="aftercare",
    )
    op.create_index(
        "work_order_handling_idx",
        "work_order",
        ["handling_store_id", sa.literal_column("opened_at desc"), sa.literal_column("id desc")],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("handling_store_id is not null"),
    )
    op.create_index("work_order_intake_id_idx", "work_order", ["intake_id"], unique=False, schema="aftercare")
    op.create_index("work_order_number_key", "work_order", ["number"], unique=True, schema="aftercare")
    op.create_index(
        "work_order_number_tail_idx",
        "work_order",
        [sa.literal_column("reverse(number)")],
        unique=False,
        schema="aftercare",
    )
    op.create_index(
        "work_order_opened_idx",
        "work_order",
        [sa.literal_column("opened_at desc"), sa.literal_column("id desc")],
        unique=False,
        schema="aftercare",
    )
    op.create_index(
        "work_order_promised_idx",
        "work_order",
        ["store_id", "promised_at", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("work_state not in ('completed', 'failed', 'delivered', 'closed', 'cancelled')"),
    )
    op.create_index(
        "work_order_ready_idx",
        "work_order",
        ["store_id", "ready_at", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("work_state in ('completed', 'failed')"),
    )
    op.create_index(
        "work_order_rework_of_idx",
        "work_order",
        ["rework_of"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("rework_of is not null"),
    )
    op.create_index(
        "work_order_search_idx", "work_order", ["search"], unique=False, schema="aftercare", postgresql_using="gin"
    )
    op.create_index(
        "work_order_under_way_idx",
        "work_order",
        ["work_state", "opened_at", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("work_state not in ('delivered', 'closed', 'cancelled')"),
    )
    op.create_index(
        "work_order_promised_all_idx",
        "work_order",
        ["promised_at", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("work_state not in ('completed', 'failed', 'delivered', 'closed', 'cancelled')"),
    )
    op.create_index(
        "work_order_owing_idx",
        "work_order",
        ["store_id", sa.literal_column("opened_at desc"), sa.literal_column("id desc")],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("work_state in ('delivered', 'closed') and due - paid - coalesce(written_off, 0) > 0"),
    )
    op.create_index(
        "work_order_shelf_idx",
        "work_order",
        ["store_id", "shelf"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("shelf <> ''"),
    )
    op.create_index(
        "work_order_state_idx",
        "work_order",
        ["store_id", "work_state", sa.literal_column("opened_at desc"), sa.literal_column("id desc")],
        unique=False,
        schema="aftercare",
    )
    op.create_index(
        "work_order_store_idx",
        "work_order",
        ["store_id", sa.literal_column("opened_at desc"), sa.literal_column("id desc")],
        unique=False,
        schema="aftercare",
    )
    op.create_table(
        "attachment",
        sa.Column("work_order_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("thumbnail", sa.LargeBinary(), nullable=True),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "kind in ('photo_in', 'photo_work', 'photo_out', 'signature_in', 'signature_out', 'proof', 'document')",
            name=op.f("attachment_kind_check"),
        ),
        sa.CheckConstraint(
            "media_type in ('image/jpeg', 'image/png', 'application/pdf')", name=op.f("attachment_media_type_check")
        ),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("attachment_sha256_check")),
        sa.CheckConstraint("length(name) <= 200 and length(note) <= 1000", name=op.f("attachment_texts_check")),
        sa.CheckConstraint("octet_length(thumbnail) <= 20000", name=op.f("attachment_thumbnail_check")),
        sa.CheckConstraint("size between 1 and 400000", name=op.f("attachment_size_check")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("attachment_store_id_fkey")),
        sa.ForeignKeyConstraint(
            ["work_order_id"], ["aftercare.work_order.id"], name=op.f("attachment_work_order_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("attachment_pkey")),
        schema="aftercare",
    )
    op.create_index("attachment_order_idx", "attachment", ["work_order_id"], unique=False, schema="aftercare")
    op.create_table(
        "payment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("work_order_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("receipt_number", sa.Text(), nullable=False),
        sa.Column("by_login", sa.Text(), nullable=False),
        sa.Column("workstation", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("reference", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("comment", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("corrects_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(kind = 'reversal') = (corrects_id is not null)", name=op.f("payment_corrects_id_check")),
        sa.CheckConstraint(
            "amount <> 0 and (kind not in ('payment', 'prepayment') or amount > 0)\n            and (kind <> 'refund' or amount < 0)",
            name=op.f("payment_amount_check"),
        ),
        sa.CheckConstraint("kind in ('payment', 'prepayment', 'refund', 'reversal')", name=op.f("payment_kind_check")),
        sa.CheckConstraint(
            "method in ('cash', 'card', 'wechat', 'alipay', 'transfer', 'other')", name=op.f("payment_method_check")
        ),
        sa.CheckConstraint("length(reference) <= 80 and length(comment) <= 1000", name=op.f("payment_texts_check")),
        sa.ForeignKeyConstraint(["corrects_id"], ["aftercare.payment.id"], name=op.f("payment_corrects_id_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("payment_store_id_fkey")),
        sa.ForeignKeyConstraint(
            ["work_order_id"], ["aftercare.work_order.id"], name=op.f("payment_work_order_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("payment_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "payment_corrects_key",
        "payment",
        ["corrects_id"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("corrects_id is not null"),
    )
    op.create_index("payment_day_idx", "payment", ["store_id", "paid_on"], unique=False, schema="aftercare")
    op.create_index("payment_order_idx", "payment", ["work_order_id", "at"], unique=False, schema="aftercare")
    op.create_index("payment_receipt_number_key", "payment", ["receipt_number"], unique=True, schema="aftercare")
    op.create_table(
        "quote",
        sa.Column("work_order_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("version_no", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'open'"), nullable=False),
        sa.Column("quoted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("amount", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("tax_amount", sa.Numeric(precision=12, scale=2), server_default=sa.text("0"), nullable=False),
        sa.Column("lines", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("state in ('open', 'accepted', 'refused', 'superseded')", name=op.f("quote_state_check")),
        sa.CheckConstraint("amount >= 0 and tax_amount >= 0", name=op.f("quote_amount_check")),
        sa.CheckConstraint("length(note) <= 2000", name=op.f("quote_note_check")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("quote_store_id_fkey")),
        sa.ForeignKeyConstraint(["work_order_id"], ["aftercare.work_order.id"], name=op.f("quote_work_order_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("quote_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "quote_open_key",
        "quote",
        ["work_order_id"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "quote_order_version_key", "quote", ["work_order_id", "version_no"], unique=True, schema="aftercare"
    )
    op.create_table(
        "unlock_code",
        sa.Column("work_order_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("'digits'"), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column(
            "created_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("kind in ('digits', 'pattern', 'text')", name=op.f("unlock_code_kind_check")),
        sa.CheckConstraint("length(code) between 1 and 200", name=op.f("unlock_code_code_check")),
        sa.ForeignKeyConstraint(
            ["work_order_id"], ["aftercare.work_order.id"], name=op.f("unlock_code_work_order_id_fkey")
        ),
        sa.PrimaryKeyConstraint("work_order_id", name=op.f("unlock_code_pkey")),
        schema="aftercare",
    )
    op.create_table(
        "work_order_event",
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("work_order_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("axis", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=True),
        sa.Column("to_state", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("effective_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("by_login", sa.Text(), nullable=False),
        sa.Column("workstation", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("comment", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("method", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("public", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("undo", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("corrects_id", sa.Uuid(), nullable=True),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("handling_store_id", sa.Uuid(), nullable=True),
        sa.Column("region_id", sa.Uuid(), nullable=True),
        sa.Column("product_model_id", sa.Uuid(), nullable=True),
        sa.Column("technician_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sale_stage", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "axis in ('work', 'money', 'custody', 'note', 'contact', 'promise', 'correction')",
            name=op.f("work_order_event_axis_check"),
        ),
        sa.CheckConstraint("effective_at <= at", name=op.f("work_order_event_effective_at_check")),
        sa.CheckConstraint("length(comment) <= 4000", name=op.f("work_order_event_comment_check")),
        sa.ForeignKeyConstraint(
            ["corrects_id"], ["aftercare.work_order_event.id"], name=op.f("work_order_event_corrects_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["work_order_id"], ["aftercare.work_order.id"], name=op.f("work_order_event_work_order_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("work_order_event_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "work_order_event_corrects_idx",
        "work_order_event",
        ["corrects_id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("corrects_id is not null"),
    )
    op.create_index(
        "work_order_event_day_idx",
        "work_order_event",
        ["happened_on", "store_id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("axis = 'work'"),
    )
    op.create_index(
        "work_order_event_order_key", "work_order_event", ["work_order_id", "seq"], unique=True, schema="aftercare"
    )
    op.create_table(
        "work_order_line",
        sa.Column("work_order_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("'labour'"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'proposed'"), nullable=False),
        sa.Column("payer", sa.Text(), server_default=sa.text("'customer'"), nullable=False),
        sa.Column("price_item_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("part_no", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("part_state", sa.Text(), nullable=True),
        sa.Column("serial_in", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("serial_out", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("labour_minutes", sa.Integer(), nullable=True),
        sa.Column("quantity", sa.Numeric(precision=12, scale=3), server_default=sa.text("1"), nullable=False),
        sa.Column("unit", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("unit_price", sa.Numeric(precision=14, scale=4), nullable=True),
        sa.Column("amount", sa.Numeric(precision=12, scale=2), server_default=sa.text("0"), nullable=False),
        sa.Column("tax_rate", sa.Numeric(precision=6, scale=4), server_default=sa.text("0.13"), nullable=False),
        sa.Column("tax_amount", sa.Numeric(precision=12, scale=2), server_default=sa.text("0"), nullable=False),
        sa.Column("optional", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("kind in ('labour', 'part', 'fee')", name=op.f("work_order_line_kind_check")),
        sa.CheckConstraint(
            "part_state in ('new', 'refurbished', 'customer_own')", name=op.f("work_order_line_part_state_check")
        ),
        sa.CheckConstraint("payer in ('customer', 'warranty', 'goodwill')", name=op.f("work_order_line_payer_check")),
        sa.CheckConstraint(
            "state in ('proposed', 'planned', 'used', 'dropped')", name=op.f("work_order_line_state_check")
        ),
        sa.CheckConstraint("labour_minutes >= 0", name=op.f("work_order_line_labour_minutes_check")),
        sa.CheckConstraint("length(btrim(name)) between 1 and 200", name=op.f("work_order_line_name_check")),
        sa.CheckConstraint("length(note) <= 1000", name=op.f("work_order_line_note_check")),
        sa.CheckConstraint("quantity > 0 and quantity < 100000", name=op.f("work_order_line_quantity_check")),
        sa.CheckConstraint("unit_price >= 0", name=op.f("work_order_line_unit_price_check")),
        sa.ForeignKeyConstraint(
            ["price_item_id"], ["aftercare.price_item.id"], name=op.f("work_order_line_price_item_id_fkey")
        ),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("work_order_line_store_id_fkey")),
        sa.ForeignKeyConstraint(
            ["work_order_id"], ["aftercare.work_order.id"], name=op.f("work_order_line_work_order_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("work_order_line_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "work_order_line_order_idx", "work_order_line", ["work_order_id", "position"], unique=False, schema="aftercare"
    )
    op.create_table(
        "attachment_data",
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("octet_length(data) between 1 and 400000", name=op.f("attachment_data_data_check")),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["aftercare.attachment.id"], name=op.f("attachment_data_attachment_id_fkey")
        ),
        sa.PrimaryKeyConstraint("attachment_id", name=op.f("attachment_data_pkey")),
        schema="aftercare",
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("work_order_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("quote_id", sa.Uuid(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("contact_masked", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_login", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("answer in ('yes', 'no')", name=op.f("consent_answer_check")),
        sa.CheckConstraint(
            "how in ('counter', 'phone', 'wechat', 'sms', 'email', 'letter')", name=op.f("consent_how_check")
        ),
        sa.CheckConstraint("amount >= 0", name=op.f("consent_amount_check")),
        sa.CheckConstraint("length(btrim(who)) between 1 and 80", name=op.f("consent_who_check")),
        sa.CheckConstraint("length(comment) <= 2000", name=op.f("consent_comment_check")),
        sa.ForeignKeyConstraint(["quote_id"], ["aftercare.quote.id"], name=op.f("consent_quote_id_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("consent_store_id_fkey")),
        sa.ForeignKeyConstraint(
            ["work_order_id"], ["aftercare.work_order.id"], name=op.f("consent_work_order_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("consent_pkey")),
        schema="aftercare",
    )
    op.create_index("consent_order_idx", "consent", ["work_order_id", "at"], unique=False, schema="aftercare")
    op.create_index("consent_quote_idx", "consent", ["quote_id"], unique=False, schema="aftercare")
    # photos are compressed already
    op.execute("alter table aftercare.attachment_data alter column data set storage external")
