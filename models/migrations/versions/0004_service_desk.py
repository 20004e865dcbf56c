"""The service desk: tickets, complaints, articles."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("ticket", "complaint", "article"):
        op.execute(sa.schema.CreateSequence(sa.Sequence(f"{name}_number_seq", schema="aftercare")))
    op.create_table(
        "article_transition",
        sa.Column("from_state", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("needs", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("origin", sa.Text(), server_default=sa.text("'company'"), nullable=False),
        sa.PrimaryKeyConstraint("from_state", "action", "role", name=op.f("article_transition_pkey")),
        schema="aftercare",
    )
    op.create_table(
        "complaint_transition",
        sa.Column("from_state", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("needs", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("origin", sa.Text(), server_default=sa.text("'company'"), nullable=False),
        sa.PrimaryKeyConstraint("from_state", "action", "role", name=op.f("complaint_transition_pkey")),
        schema="aftercare",
    )
    op.create_table(
        "ticket_transition",
        sa.Column("from_state", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("needs", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("origin", sa.Text(), server_default=sa.text("'company'"), nullable=False),
        sa.PrimaryKeyConstraint("from_state", "action", "role", name=op.f("ticket_transition_pkey")),
        schema="aftercare",
    )
    op.create_table(
        "ticket",
        sa.Column("number", sa.Text(collation="C"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'open'"), nullable=False),
        sa.Column("channel", sa.Text(), server_default=sa.text("'phone'"), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("work_order_id", sa.Uuid(), nullable=True),
        sa.Column("reporter", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("first_asked_id", sa.Uuid(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("urgency", sa.Text(), server_default=sa.text("'normal'"), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("solution", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("into_knowledge", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("promised_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("search", postgresql.TSVECTOR(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "channel in ('phone', 'counter', 'mail', 'message', 'web')", name=op.f("ticket_channel_check")
        ),
        sa.CheckConstraint("kind in ('inquiry', 'fault', 'feedback', 'suggestion')", name=op.f("ticket_kind_check")),
        sa.CheckConstraint("state <> 'promised' or promised_at is not null", name=op.f("ticket_promised_at_check")),
        sa.CheckConstraint(
            "state in ('open', 'in_progress', 'waiting_customer', 'promised', 'resolved', 'closed', 'cancelled')",
            name=op.f("ticket_state_check"),
        ),
        sa.CheckConstraint(
            "subject !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(subject) <= 200",
            name=op.f("ticket_subject_check"),
        ),
        sa.CheckConstraint("urgency in ('low', 'normal', 'high', 'urgent')", name=op.f("ticket_urgency_check")),
        sa.CheckConstraint("length(description) <= 20000", name=op.f("ticket_description_check")),
        sa.CheckConstraint("length(reporter) <= 120", name=op.f("ticket_reporter_check")),
        sa.CheckConstraint("length(solution) <= 20000", name=op.f("ticket_solution_check")),
        sa.ForeignKeyConstraint(["customer_id"], ["aftercare.customer.id"], name=op.f("ticket_customer_id_fkey")),
        sa.ForeignKeyConstraint(["device_id"], ["aftercare.device.id"], name=op.f("ticket_device_id_fkey")),
        sa.ForeignKeyConstraint(["first_asked_id"], ["aftercare.staff.id"], name=op.f("ticket_first_asked_id_fkey")),
        sa.ForeignKeyConstraint(["owner_id"], ["aftercare.staff.id"], name=op.f("ticket_owner_id_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("ticket_store_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("ticket_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "ticket_customer_id_idx", "ticket", ["customer_id", "opened_at", "id"], unique=False, schema="aftercare"
    )
    op.create_index("ticket_device_id_idx", "ticket", ["device_id"], unique=False, schema="aftercare")
    op.create_index("ticket_first_asked_id_idx", "ticket", ["first_asked_id"], unique=False, schema="aftercare")
    op.create_index("ticket_number_key", "ticket", ["number"], unique=True, schema="aftercare")
    op.create_index(
        "ticket_open_idx",
        "ticket",
        ["store_id", "opened_at", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("state not in ('resolved', 'closed', 'cancelled')"),
    )
    op.create_index("ticket_opened_at_idx", "ticket", ["opened_at", "id"], unique=False, schema="aftercare")
    op.create_index("ticket_owner_id_idx", "ticket", ["owner_id", "opened_at", "id"], unique=False, schema="aftercare")
    op.create_index(
        "ticket_promised_at_idx",
        "ticket",
        ["store_id", "promised_at"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("state = 'promised'"),
    )
    op.create_index(
        "ticket_search_idx",
        "ticket",
        ["search"],
        unique=False,
        schema="aftercare",
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
    op.create_index(
        "ticket_store_id_opened_at_idx", "ticket", ["store_id", "opened_at", "id"], unique=False, schema="aftercare"
    )
    op.create_index("ticket_work_order_id_idx", "ticket", ["work_order_id"], unique=False, schema="aftercare")
    op.create_table(
        "article",
        sa.Column("number", sa.Text(collation="C"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'draft'"), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("question_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("answer_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("keywords", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("search", postgresql.TSVECTOR(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "answer !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(answer) <= 20000",
            name=op.f("article_answer_check"),
        ),
        sa.CheckConstraint(
            "question !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(question) <= 300",
            name=op.f("article_question_check"),
        ),
        sa.CheckConstraint("state in ('draft', 'review', 'published', 'archived')", name=op.f("article_state_check")),
        sa.CheckConstraint("length(answer_en) <= 20000", name=op.f("article_answer_en_check")),
        sa.CheckConstraint("length(keywords) <= 400", name=op.f("article_keywords_check")),
        sa.CheckConstraint("length(question_en) <= 300", name=op.f("article_question_en_check")),
        sa.ForeignKeyConstraint(["ticket_id"], ["aftercare.ticket.id"], name=op.f("article_ticket_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("article_pkey")),
        schema="aftercare",
    )
    op.create_index("article_number_key", "article", ["number"], unique=True, schema="aftercare")
    op.create_index(
        "article_search_idx",
        "article",
        ["search"],
        unique=False,
        schema="aftercare",
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
    op.create_index("article_state_idx", "article", ["state", "updated_at", "id"], unique=False, schema="aftercare")
    op.create_index("article_ticket_id_idx", "article", ["ticket_id"], unique=False, schema="aftercare")
    op.create_index("article_updated_at_idx", "article", ["updated_at", "id"], unique=False, schema="aftercare")
    op.create_table(
        "complaint",
        sa.Column("number", sa.Text(collation="C"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'received'"), nullable=False),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel", sa.Text(), server_default=sa.text("'phone'"), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=True),
        sa.Column("work_order_id", sa.Uuid(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("complainant", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("severity", sa.Integer(), server_default=sa.text("3"), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("demand", sa.Text(), server_default=sa.text("'none'"), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("about_staff_id", sa.Uuid(), nullable=True),
        sa.Column("answer_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proposal", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("answer", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("root_cause", sa.Text(), nullable=True),
        sa.Column("cause_note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("search", postgresql.TSVECTOR(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "channel in ('phone', 'counter', 'mail', 'message', 'web', 'regulator', 'media')",
            name=op.f("complaint_channel_check"),
        ),
        sa.CheckConstraint(
            "demand in ('none', 'apology', 'repair', 'exchange', 'refund', 'compensation', 'other')",
            name=op.f("complaint_demand_check"),
        ),
        sa.CheckConstraint(
            "description !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(description) <= 20000",
            name=op.f("complaint_description_check"),
        ),
        sa.CheckConstraint(
            "state in ('received', 'acknowledged', 'assessed', 'investigating', 'proposed', 'answered', 'accepted', 'rejected', 'closed')",
            name=op.f("complaint_state_check"),
        ),
        sa.CheckConstraint(
            "subject !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(subject) <= 200",
            name=op.f("complaint_subject_check"),
        ),
        sa.CheckConstraint("length(answer) <= 20000", name=op.f("complaint_answer_check")),
        sa.CheckConstraint("length(cause_note) <= 4000", name=op.f("complaint_cause_note_check")),
        sa.CheckConstraint("length(complainant) <= 120", name=op.f("complaint_complainant_check")),
        sa.CheckConstraint("length(proposal) <= 20000", name=op.f("complaint_proposal_check")),
        sa.CheckConstraint("owner_id <> about_staff_id", name=op.f("complaint_owner_check")),
        sa.CheckConstraint("severity between 1 and 5", name=op.f("complaint_severity_check")),
        sa.ForeignKeyConstraint(["about_staff_id"], ["aftercare.staff.id"], name=op.f("complaint_about_staff_id_fkey")),
        sa.ForeignKeyConstraint(["customer_id"], ["aftercare.customer.id"], name=op.f("complaint_customer_id_fkey")),
        sa.ForeignKeyConstraint(["owner_id"], ["aftercare.staff.id"], name=op.f("complaint_owner_id_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("complaint_store_id_fkey")),
        sa.ForeignKeyConstraint(["ticket_id"], ["aftercare.ticket.id"], name=op.f("complaint_ticket_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("complaint_pkey")),
        schema="aftercare",
    )
    op.create_index("complaint_about_staff_id_idx", "complaint", ["about_staff_id"], unique=False, schema="aftercare")
    op.create_index(
        "complaint_customer_id_idx", "complaint", ["customer_id", "opened_at", "id"], unique=False, schema="aftercare"
    )
    op.create_index("complaint_number_key", "complaint", ["number"], unique=True, schema="aftercare")
    op.create_index(
        "complaint_open_idx",
        "complaint",
        ["store_id", "answer_due_at", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("state <> 'closed'"),
    )
    op.create_index("complaint_opened_at_idx", "complaint", ["opened_at", "id"], unique=False, schema="aftercare")
    op.create_index(
        "complaint_owner_id_idx", "complaint", ["owner_id", "opened_at", "id"], unique=False, schema="aftercare"
    )
    op.create_index(
        "complaint_search_idx",
        "complaint",
        ["search"],
        unique=False,
        schema="aftercare",
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
    op.create_index(
        "complaint_store_id_opened_at_idx",
        "complaint",
        ["store_id", "opened_at", "id"],
        unique=False,
        schema="aftercare",
    )
    op.create_index("complaint_ticket_id_idx", "complaint", ["ticket_id"], unique=False, schema="aftercare")
    op.create_index("complaint_work_order_id_idx", "complaint", ["work_order_id"], unique=False, schema="aftercare")
    op.create_table(
        "ticket_event",
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=True),
        sa.Column("to_state", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column(
            "effective_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("by_login", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["aftercare.staff.id"], name=op.f("ticket_event_owner_id_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("ticket_event_store_id_fkey")),
        sa.ForeignKeyConstraint(["ticket_id"], ["aftercare.ticket.id"], name=op.f("ticket_event_ticket_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("ticket_event_pkey")),
        schema="aftercare",
    )
    op.create_index("ticket_event_at_idx", "ticket_event", ["at"], unique=False, schema="aftercare")
    op.create_index("ticket_event_ticket_id_idx", "ticket_event", ["ticket_id", "at"], unique=False, schema="aftercare")
    op.create_table(
        "article_event",
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=True),
        sa.Column("to_state", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column(
            "effective_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("by_login", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["aftercare.article.id"], name=op.f("article_event_article_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("article_event_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "article_event_article_id_idx", "article_event", ["article_id", "at"], unique=False, schema="aftercare"
    )
    op.create_table(
        "article_vote",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=True),
        sa.Column("worked", sa.Boolean(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["aftercare.article.id"], name=op.f("article_vote_article_id_fkey")),
        sa.ForeignKeyConstraint(["ticket_id"], ["aftercare.ticket.id"], name=op.f("article_vote_ticket_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("article_vote_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "article_vote_article_id_idx", "article_vote", ["article_id", "worked"], unique=False, schema="aftercare"
    )
    op.create_index(
        "article_vote_once_key", "article_vote", ["article_id", "login", "ticket_id"], unique=True, schema="aftercare"
    )
    op.create_index("article_vote_ticket_id_idx", "article_vote", ["ticket_id"], unique=False, schema="aftercare")
    op.create_table(
        "complaint_event",
        sa.Column("complaint_id", sa.Uuid(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=True),
        sa.Column("to_state", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column(
            "effective_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.Column("by_login", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("details", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["aftercare.complaint.id"], name=op.f("complaint_event_complaint_id_fkey")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["aftercare.staff.id"], name=op.f("complaint_event_owner_id_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("complaint_event_store_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("complaint_event_pkey")),
        schema="aftercare",
    )
    op.create_index("complaint_event_at_idx", "complaint_event", ["at"], unique=False, schema="aftercare")
    op.create_index(
        "complaint_event_complaint_id_idx", "complaint_event", ["complaint_id", "at"], unique=False, schema="aftercare"
    )
