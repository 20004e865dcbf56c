"""Follow-ups: rules, questionnaires, the queue and its answers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


PAPERS = ("intake", "worksheet", "repair", "receipt", "delivery", "quote", "card", "label", "takings", "visit", "outing",
          "trip", "acceptance", "route", "letter", "follow_up")  # fmt: skip


def upgrade() -> None:
    op.execute(sa.schema.CreateSequence(sa.Sequence("follow_up_number_seq", schema="aftercare")))
    papers = ", ".join(repr(paper) for paper in PAPERS)
    for table in ("print_route", "print_log"):
        op.drop_constraint(f"{table}_document_check", table, schema="aftercare")
        op.create_check_constraint(
            op.f(f"{table}_document_check"), table, f"document in ({papers})", schema="aftercare"
        )
    op.create_table(
        "follow_up_transition",
        sa.Column("from_state", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("needs", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("origin", sa.Text(), server_default=sa.text("'company'"), nullable=False),
        sa.PrimaryKeyConstraint("from_state", "action", "role", name=op.f("follow_up_transition_pkey")),
        schema="aftercare",
    )
    op.create_table(
        "questionnaire",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("revision", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "name !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(name) <= 120",
            name=op.f("questionnaire_name_check"),
        ),
        sa.CheckConstraint("length(name_en) <= 120", name=op.f("questionnaire_name_en_check")),
        sa.CheckConstraint("revision >= 0", name=op.f("questionnaire_revision_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("questionnaire_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "questionnaire_name_key",
        "questionnaire",
        ["name"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("archived_at is null"),
    )
    op.create_table(
        "question",
        sa.Column("questionnaire_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("words_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("options", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("options_en", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("required", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("bad", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "(kind = 'choice') = (cardinality(options) between 2 and 9)", name=op.f("question_options_check")
        ),
        sa.CheckConstraint("bad = '' or kind = 'yes_no'", name=op.f("question_bad_kind_check")),
        sa.CheckConstraint("bad in ('', 'yes', 'no')", name=op.f("question_bad_check")),
        sa.CheckConstraint(
            "kind in ('score5', 'score10', 'yes_no', 'choice', 'text')", name=op.f("question_kind_check")
        ),
        sa.CheckConstraint(
            "words !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(words) <= 400",
            name=op.f("question_words_check"),
        ),
        sa.CheckConstraint(
            "cardinality(options_en) in (0, cardinality(options))", name=op.f("question_options_en_check")
        ),
        sa.CheckConstraint("length(words_en) <= 400", name=op.f("question_words_en_check")),
        sa.CheckConstraint("place between 1 and 20", name=op.f("question_place_check")),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["aftercare.questionnaire.id"], name=op.f("question_questionnaire_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("question_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "question_place_key", "question", ["questionnaire_id", "revision", "place"], unique=True, schema="aftercare"
    )
    op.create_table(
        "follow_up_rule",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("record_kind", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=True),
        sa.Column("after_days", sa.Integer(), server_default=sa.text("3"), nullable=False),
        sa.Column("percent", sa.Integer(), server_default=sa.text("100"), nullable=False),
        sa.Column("pause_days", sa.Integer(), server_default=sa.text("60"), nullable=False),
        sa.Column("due_days", sa.Integer(), server_default=sa.text("7"), nullable=False),
        sa.Column("max_attempts", sa.Integer(), server_default=sa.text("3"), nullable=False),
        sa.Column("retry_hours", sa.Integer(), server_default=sa.text("4"), nullable=False),
        sa.Column("questionnaire_id", sa.Uuid(), nullable=False),
        sa.Column("script", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("script_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("bad_score5", sa.Integer(), nullable=True),
        sa.Column("bad_score10", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), server_default=sa.text("50"), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "name !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(name) <= 120",
            name=op.f("follow_up_rule_name_check"),
        ),
        sa.CheckConstraint(
            "occasion in ('hand_over', 'visit', 'complaint', 'ticket', 'manual')",
            name=op.f("follow_up_rule_occasion_check"),
        ),
        sa.CheckConstraint("after_days between 0 and 365", name=op.f("follow_up_rule_after_days_check")),
        sa.CheckConstraint("bad_score10 between 0 and 9", name=op.f("follow_up_rule_bad_score10_check")),
        sa.CheckConstraint("bad_score5 between 1 and 4", name=op.f("follow_up_rule_bad_score5_check")),
        sa.CheckConstraint("due_days between 1 and 60", name=op.f("follow_up_rule_due_days_check")),
        sa.CheckConstraint("length(name_en) <= 120", name=op.f("follow_up_rule_name_en_check")),
        sa.CheckConstraint("length(record_kind) <= 40", name=op.f("follow_up_rule_lengths_check")),
        sa.CheckConstraint("length(script) <= 4000", name=op.f("follow_up_rule_script_check")),
        sa.CheckConstraint("length(script_en) <= 4000", name=op.f("follow_up_rule_script_en_check")),
        sa.CheckConstraint("max_attempts between 1 and 9", name=op.f("follow_up_rule_max_attempts_check")),
        sa.CheckConstraint("pause_days between 0 and 730", name=op.f("follow_up_rule_pause_days_check")),
        sa.CheckConstraint("percent between 1 and 100", name=op.f("follow_up_rule_percent_check")),
        sa.CheckConstraint("retry_hours between 1 and 168", name=op.f("follow_up_rule_retry_hours_check")),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["aftercare.questionnaire.id"], name=op.f("follow_up_rule_questionnaire_id_fkey")
        ),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("follow_up_rule_store_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("follow_up_rule_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "follow_up_rule_occasion_idx",
        "follow_up_rule",
        ["occasion", "position"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("archived_at is null"),
    )
    op.create_index(
        "follow_up_rule_questionnaire_id_idx", "follow_up_rule", ["questionnaire_id"], unique=False, schema="aftercare"
    )
    op.create_index("follow_up_rule_store_id_idx", "follow_up_rule", ["store_id"], unique=False, schema="aftercare")
    op.create_table(
        "follow_up",
        sa.Column("number", sa.Text(collation="C"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'open'"), nullable=False),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("rule_id", sa.Uuid(), nullable=False),
        sa.Column("questionnaire_id", sa.Uuid(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("work_order_id", sa.Uuid(), nullable=True),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.Column("complaint_id", sa.Uuid(), nullable=True),
        sa.Column("ticket_id", sa.Uuid(), nullable=True),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=True),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("call_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("reached_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.Column("finished_by_id", sa.Uuid(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("nps", sa.Integer(), nullable=True),
        sa.Column("bad", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("search", postgresql.TSVECTOR(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "(state in ('open', 'retry')) = (finished_at is null)", name=op.f("follow_up_finished_check")
        ),
        sa.CheckConstraint("channel in ('phone', 'counter', 'kiosk')", name=op.f("follow_up_channel_check")),
        sa.CheckConstraint(
            "occasion in ('hand_over', 'visit', 'complaint', 'ticket', 'manual')", name=op.f("follow_up_occasion_check")
        ),
        sa.CheckConstraint(
            "state in ('open', 'retry', 'done', 'unreached', 'refused', 'cancelled')",
            name=op.f("follow_up_state_check"),
        ),
        sa.CheckConstraint(
            "state not in ('done', 'refused') or reached_at is not null", name=op.f("follow_up_reached_check")
        ),
        sa.CheckConstraint("length(note) <= 4000", name=op.f("follow_up_note_check")),
        sa.CheckConstraint("length(subject) <= 400", name=op.f("follow_up_subject_check")),
        sa.CheckConstraint("nps between 0 and 10", name=op.f("follow_up_nps_check")),
        sa.CheckConstraint("score between 1 and 5", name=op.f("follow_up_score_check")),
        sa.ForeignKeyConstraint(["about_id"], ["aftercare.staff.id"], name=op.f("follow_up_about_id_fkey")),
        sa.ForeignKeyConstraint(["complaint_id"], ["aftercare.complaint.id"], name=op.f("follow_up_complaint_id_fkey")),
        sa.ForeignKeyConstraint(["customer_id"], ["aftercare.customer.id"], name=op.f("follow_up_customer_id_fkey")),
        sa.ForeignKeyConstraint(["device_id"], ["aftercare.device.id"], name=op.f("follow_up_device_id_fkey")),
        sa.ForeignKeyConstraint(["finished_by_id"], ["aftercare.staff.id"], name=op.f("follow_up_finished_by_id_fkey")),
        sa.ForeignKeyConstraint(["owner_id"], ["aftercare.staff.id"], name=op.f("follow_up_owner_id_fkey")),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["aftercare.questionnaire.id"], name=op.f("follow_up_questionnaire_id_fkey")
        ),
        sa.ForeignKeyConstraint(["rule_id"], ["aftercare.follow_up_rule.id"], name=op.f("follow_up_rule_id_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("follow_up_store_id_fkey")),
        sa.ForeignKeyConstraint(["task_id"], ["aftercare.ticket.id"], name=op.f("follow_up_task_id_fkey")),
        sa.ForeignKeyConstraint(["ticket_id"], ["aftercare.ticket.id"], name=op.f("follow_up_ticket_id_fkey")),
        sa.ForeignKeyConstraint(["visit_id"], ["aftercare.visit.id"], name=op.f("follow_up_visit_id_fkey")),
        sa.ForeignKeyConstraint(
            ["work_order_id"], ["aftercare.work_order.id"], name=op.f("follow_up_work_order_id_fkey")
        ),
        sa.ForeignKeyConstraint(["worker_id"], ["aftercare.staff.id"], name=op.f("follow_up_worker_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("follow_up_pkey")),
        schema="aftercare",
    )
    op.create_index("follow_up_complaint_id_idx", "follow_up", ["complaint_id"], unique=False, schema="aftercare")
    op.create_index(
        "follow_up_customer_id_idx", "follow_up", ["customer_id", "due_at"], unique=False, schema="aftercare"
    )
    op.create_index("follow_up_device_id_idx", "follow_up", ["device_id"], unique=False, schema="aftercare")
    op.create_index("follow_up_due_at_idx", "follow_up", ["due_at", "id"], unique=False, schema="aftercare")
    op.create_index(
        "follow_up_finished_by_idx", "follow_up", ["finished_by_id", "finished_on"], unique=False, schema="aftercare"
    )
    op.create_index(
        "follow_up_finished_idx",
        "follow_up",
        ["store_id", "finished_on", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("finished_on is not null"),
    )
    op.create_index(
        "follow_up_mine_idx",
        "follow_up",
        ["owner_id", "next_at", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("state in ('open', 'retry')"),
    )
    op.create_index(
        "follow_up_next_at_idx",
        "follow_up",
        ["next_at", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("state in ('open', 'retry')"),
    )
    op.create_index("follow_up_number_key", "follow_up", ["number"], unique=True, schema="aftercare")
    op.create_index(
        "follow_up_pending_idx",
        "follow_up",
        ["store_id", "next_at", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("state in ('open', 'retry')"),
    )
    op.create_index(
        "follow_up_search_idx",
        "follow_up",
        ["search"],
        unique=False,
        schema="aftercare",
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
    op.create_index("follow_up_source_key", "follow_up", ["occasion", "source_id"], unique=True, schema="aftercare")
    op.create_index(
        "follow_up_store_id_due_at_idx", "follow_up", ["store_id", "due_at", "id"], unique=False, schema="aftercare"
    )
    op.create_index("follow_up_task_id_idx", "follow_up", ["task_id"], unique=False, schema="aftercare")
    op.create_index("follow_up_ticket_id_idx", "follow_up", ["ticket_id"], unique=False, schema="aftercare")
    op.create_index("follow_up_visit_id_idx", "follow_up", ["visit_id"], unique=False, schema="aftercare")
    op.create_index("follow_up_work_order_id_idx", "follow_up", ["work_order_id"], unique=False, schema="aftercare")
    op.create_table(
        "follow_up_answer",
        sa.Column("follow_up_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("(score is null) <> (words = '')", name=op.f("follow_up_answer_one_check")),
        sa.CheckConstraint("length(words) <= 4000", name=op.f("follow_up_answer_words_check")),
        sa.CheckConstraint("score between 0 and 10", name=op.f("follow_up_answer_score_check")),
        sa.ForeignKeyConstraint(
            ["follow_up_id"], ["aftercare.follow_up.id"], name=op.f("follow_up_answer_follow_up_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["aftercare.question.id"], name=op.f("follow_up_answer_question_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("follow_up_answer_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "follow_up_answer_question_id_idx", "follow_up_answer", ["question_id"], unique=False, schema="aftercare"
    )
    op.create_index(
        "follow_up_answer_question_key",
        "follow_up_answer",
        ["follow_up_id", "question_id"],
        unique=True,
        schema="aftercare",
    )
    op.create_table(
        "follow_up_event",
        sa.Column("follow_up_id", sa.Uuid(), nullable=False),
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
            ["follow_up_id"], ["aftercare.follow_up.id"], name=op.f("follow_up_event_follow_up_id_fkey")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["aftercare.staff.id"], name=op.f("follow_up_event_owner_id_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("follow_up_event_store_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("follow_up_event_pkey")),
        schema="aftercare",
    )
    op.create_index("follow_up_event_at_idx", "follow_up_event", ["at"], unique=False, schema="aftercare")
    op.create_index(
        "follow_up_event_follow_up_id_idx", "follow_up_event", ["follow_up_id", "at"], unique=False, schema="aftercare"
    )
    op.create_index(
        "ticket_resolved_at_idx",
        "ticket",
        ["resolved_at"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("resolved_at is not null"),
    )
    op.create_index(
        "work_order_delivered_at_idx",
        "work_order",
        ["delivered_at"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("delivered_at is not null"),
    )
