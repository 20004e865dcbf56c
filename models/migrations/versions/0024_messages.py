"""Messages to customers: texts and outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "message_template",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), server_default=sa.text("'service'"), nullable=False),
        sa.Column("automatic", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("subject_zh", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("subject_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("body_zh", sa.Text(), nullable=False),
        sa.Column("body_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "body_zh !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(body_zh) <= 4000",
            name=op.f("message_template_body_zh_check"),
        ),
        sa.CheckConstraint("channel = 'sms' or subject_zh <> ''", name=op.f("message_template_subject_check")),
        sa.CheckConstraint("channel in ('email', 'sms', 'letter')", name=op.f("message_template_channel_check")),
        sa.CheckConstraint(
            "name !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(name) <= 120",
            name=op.f("message_template_name_check"),
        ),
        sa.CheckConstraint(
            "not automatic or occasion <> 'other' and purpose <> 'marketing' and channel <> 'letter'",
            name=op.f("message_template_automatic_check"),
        ),
        sa.CheckConstraint(
            "occasion in ('taken_in', 'quote', 'delay', 'ready', 'overdue', 'delivered', 'follow_up', 'visit', 'complaint_received', 'complaint_answered', 'other')",
            name=op.f("message_template_occasion_check"),
        ),
        sa.CheckConstraint(
            "purpose in ('service', 'follow_up', 'marketing')", name=op.f("message_template_purpose_check")
        ),
        sa.CheckConstraint("length(body_en) <= 4000", name=op.f("message_template_body_en_check")),
        sa.CheckConstraint("length(name_en) <= 120", name=op.f("message_template_name_en_check")),
        sa.CheckConstraint("length(subject_en) <= 200", name=op.f("message_template_subject_en_check")),
        sa.CheckConstraint("length(subject_zh) <= 200", name=op.f("message_template_subject_zh_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("message_template_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "message_template_automatic_key",
        "message_template",
        ["occasion", "channel"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("automatic and archived_at is null"),
    )
    op.create_table(
        "message",
        sa.Column("template_id", sa.Uuid(), nullable=False),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("automatic", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("work_order_id", sa.Uuid(), nullable=True),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.Column("complaint_id", sa.Uuid(), nullable=True),
        sa.Column("to_masked", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("also_subject", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("also_body", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'waiting'"), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wanted_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_by", sa.Uuid(), nullable=True),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fault", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("fault_detail", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "(next_try_at is not null) = (state in ('waiting', 'failed'))", name=op.f("message_next_try_at_check")
        ),
        sa.CheckConstraint("(sent_at is not null) = (state = 'sent')", name=op.f("message_sent_at_check")),
        sa.CheckConstraint("channel in ('email', 'sms', 'letter')", name=op.f("message_channel_check")),
        sa.CheckConstraint("lang in ('zh', 'en')", name=op.f("message_lang_check")),
        sa.CheckConstraint(
            "occasion in ('taken_in', 'quote', 'delay', 'ready', 'overdue', 'delivered', 'follow_up', 'visit', 'complaint_received', 'complaint_answered', 'other')",
            name=op.f("message_occasion_check"),
        ),
        sa.CheckConstraint("purpose in ('service', 'follow_up', 'marketing')", name=op.f("message_purpose_check")),
        sa.CheckConstraint("state <> 'sending' or claimed_at is not null", name=op.f("message_sending_check")),
        sa.CheckConstraint(
            "state in ('waiting', 'sending', 'sent', 'failed', 'perhaps', 'given_up', 'cancelled')",
            name=op.f("message_state_check"),
        ),
        sa.CheckConstraint("(claimed_by is not null) = (claimed_at is not null)", name=op.f("message_claimed_check")),
        sa.CheckConstraint(
            "length(subject) <= 200 and length(also_subject) <= 200\n            and length(body) <= 24000 and length(also_body) <= 24000 and length(to_masked) <= 200\n            and length(fault) <= 80 and length(fault_detail) <= 500",
            name=op.f("message_lengths_check"),
        ),
        sa.CheckConstraint("num_nonnulls(visit_id, complaint_id) <= 1", name=op.f("message_about_check")),
        sa.ForeignKeyConstraint(["complaint_id"], ["aftercare.complaint.id"], name=op.f("message_complaint_id_fkey")),
        sa.ForeignKeyConstraint(["contact_id"], ["aftercare.contact.id"], name=op.f("message_contact_id_fkey")),
        sa.ForeignKeyConstraint(["customer_id"], ["aftercare.customer.id"], name=op.f("message_customer_id_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("message_store_id_fkey")),
        sa.ForeignKeyConstraint(
            ["template_id"], ["aftercare.message_template.id"], name=op.f("message_template_id_fkey")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["aftercare.visit.id"], name=op.f("message_visit_id_fkey")),
        sa.ForeignKeyConstraint(
            ["work_order_id"], ["aftercare.work_order.id"], name=op.f("message_work_order_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("message_pkey")),
        schema="aftercare",
    )
    op.create_index("message_complaint_id_idx", "message", ["complaint_id"], unique=False, schema="aftercare")
    op.create_index("message_contact_id_idx", "message", ["contact_id"], unique=False, schema="aftercare")
    op.create_index("message_created_at_idx", "message", ["created_at", "id"], unique=False, schema="aftercare")
    op.create_index(
        "message_customer_id_idx", "message", ["customer_id", "created_at", "id"], unique=False, schema="aftercare"
    )
    op.create_index(
        "message_due_idx",
        "message",
        ["next_try_at", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("state in ('waiting', 'failed') and channel <> 'letter'"),
    )
    op.create_index(
        "message_open_idx",
        "message",
        ["store_id", "created_at", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("state not in ('sent', 'cancelled')"),
    )
    op.create_index(
        "message_sending_idx",
        "message",
        ["claimed_at"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("state = 'sending'"),
    )
    op.create_index(
        "message_store_id_idx", "message", ["store_id", "created_at", "id"], unique=False, schema="aftercare"
    )
    op.create_index("message_template_id_idx", "message", ["template_id"], unique=False, schema="aftercare")
    op.create_index("message_visit_id_idx", "message", ["visit_id"], unique=False, schema="aftercare")
    op.create_index(
        "message_work_order_id_idx", "message", ["work_order_id", "created_at"], unique=False, schema="aftercare"
    )
