"""Training and improvement suggestions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None
_PICTURES = "'image/jpeg', 'image/png', 'application/pdf'"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_MATERIALS = (
    f"{_PICTURES}, 'video/mp4', 'video/webm', 'text/plain', '{_OFFICE}wordprocessingml.document', "
    f"'{_OFFICE}presentationml.presentation', '{_OFFICE}spreadsheetml.sheet'"
)
# Of attachments: a course's material may be of other kinds, and larger.
CHECKS = (
    ("attachment", "size", "size between 1 and 400000 or course_id is not null and size between 1 and 20000000"),
    (
        "attachment",
        "media_type",
        f"media_type in ({_PICTURES}) or course_id is not null and media_type in ({_MATERIALS})",
    ),
    (
        "attachment",
        "subject",
        "work_order_id is not null or visit_id is not null or ticket_id is not null or course_id is not null",
    ),
    ("attachment_data", "data", "octet_length(data) between 1 and 20000000"),
)


def upgrade() -> None:
    for name in ("improvement", "training"):
        op.execute(sa.schema.CreateSequence(sa.Sequence(f"{name}_number_seq", schema="aftercare")))
    op.create_table(
        "improvement_transition",
        sa.Column("from_state", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("needs", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("origin", sa.Text(), server_default=sa.text("'company'"), nullable=False),
        sa.PrimaryKeyConstraint("from_state", "action", "role", name=op.f("improvement_transition_pkey")),
        schema="aftercare",
    )
    op.create_table(
        "training_transition",
        sa.Column("from_state", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("needs", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("origin", sa.Text(), server_default=sa.text("'company'"), nullable=False),
        sa.PrimaryKeyConstraint("from_state", "action", "role", name=op.f("training_transition_pkey")),
        schema="aftercare",
    )
    op.create_table(
        "course",
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("'after_sales'"), nullable=False),
        sa.Column("audience", sa.Text(), server_default=sa.text("'staff'"), nullable=False),
        sa.Column("days", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("hours", sa.Numeric(precision=5, scale=1), server_default=sa.text("2"), nullable=False),
        sa.Column("plan", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("cautions", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("weight_attendance", sa.Integer(), server_default=sa.text("100"), nullable=False),
        sa.Column("weight_speaking", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("weight_homework", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("weight_quiz", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("weight_case_study", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("weight_practice", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("weight_exam", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("absent_deduction", sa.Numeric(precision=4, scale=1), server_default=sa.text("5"), nullable=False),
        sa.Column("late_deduction", sa.Numeric(precision=4, scale=1), server_default=sa.text("2"), nullable=False),
        sa.Column("pass_mark", sa.Integer(), server_default=sa.text("60"), nullable=False),
        sa.Column("valid_months", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("audience in ('staff', 'contractor', 'customer')", name=op.f("course_audience_check")),
        sa.CheckConstraint(
            "kind in ('induction', 'product', 'process', 'communication', 'after_sales', 'tools', 'service_quality', 'installation')",
            name=op.f("course_kind_check"),
        ),
        sa.CheckConstraint(
            "name !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(name) <= 120",
            name=op.f("course_name_check"),
        ),
        sa.CheckConstraint(
            "absent_deduction between 0 and 100 and late_deduction between 0 and 100",
            name=op.f("course_deductions_check"),
        ),
        sa.CheckConstraint("days between 1 and 60", name=op.f("course_days_check")),
        sa.CheckConstraint("hours between 0.5 and 500", name=op.f("course_hours_check")),
        sa.CheckConstraint("length(cautions) <= 8000", name=op.f("course_cautions_check")),
        sa.CheckConstraint("length(name_en) <= 200", name=op.f("course_name_en_check")),
        sa.CheckConstraint("length(plan) <= 8000", name=op.f("course_plan_check")),
        sa.CheckConstraint("pass_mark between 0 and 100", name=op.f("course_pass_mark_check")),
        sa.CheckConstraint("valid_months between 0 and 120", name=op.f("course_valid_months_check")),
        sa.CheckConstraint(
            "weight_attendance between 0 and 100 and weight_speaking between 0 and 100 and weight_homework between 0 and 100 and weight_quiz between 0 and 100 and weight_case_study between 0 and 100 and weight_practice between 0 and 100 and weight_exam between 0 and 100 and weight_attendance + weight_speaking + weight_homework + weight_quiz + weight_case_study + weight_practice + weight_exam = 100",
            name=op.f("course_weights_check"),
        ),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("course_store_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("course_pkey")),
        schema="aftercare",
    )
    op.create_index("course_name_idx", "course", ["name", "id"], unique=False, schema="aftercare")
    op.create_index(
        "course_name_key",
        "course",
        ["name"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("archived_at is null"),
    )
    op.create_index("course_store_id_idx", "course", ["store_id"], unique=False, schema="aftercare")
    op.create_table(
        "course_article",
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["aftercare.article.id"], name=op.f("course_article_article_id_fkey")),
        sa.ForeignKeyConstraint(["course_id"], ["aftercare.course.id"], name=op.f("course_article_course_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("course_article_pkey")),
        schema="aftercare",
    )
    op.create_index("course_article_article_id_idx", "course_article", ["article_id"], unique=False, schema="aftercare")
    op.create_index(
        "course_article_course_id_key",
        "course_article",
        ["course_id", "article_id"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("withdrawn_at is null"),
    )
    op.create_table(
        "improvement",
        sa.Column("number", sa.Text(collation="C"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'filed'"), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("area", sa.Text(), server_default=sa.text("'process'"), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=True),
        sa.Column("complaint_id", sa.Uuid(), nullable=True),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.Column("about_number", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("filed_by_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("decision_note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("(state = 'done') = (done_on is not null)", name=op.f("improvement_done_check")),
        sa.CheckConstraint(
            "area in ('process', 'service', 'quality', 'parts', 'training', 'tools', 'safety', 'other')",
            name=op.f("improvement_area_check"),
        ),
        sa.CheckConstraint(
            "state in ('filed', 'adopted', 'declined', 'done', 'withdrawn')", name=op.f("improvement_state_check")
        ),
        sa.CheckConstraint(
            "state not in ('adopted', 'done') or num_nonnulls(owner_id, due_on, decided_at) = 3",
            name=op.f("improvement_adopted_check"),
        ),
        sa.CheckConstraint(
            "subject !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(subject) <= 200",
            name=op.f("improvement_subject_check"),
        ),
        sa.CheckConstraint(
            "what !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(what) <= 2000",
            name=op.f("improvement_what_check"),
        ),
        sa.CheckConstraint("length(decided_by) <= 80", name=op.f("improvement_lengths_check")),
        sa.CheckConstraint("length(decision_note) <= 2000", name=op.f("improvement_decision_note_check")),
        sa.CheckConstraint("length(result) <= 2000", name=op.f("improvement_result_check")),
        sa.CheckConstraint("length(why) <= 2000", name=op.f("improvement_why_check")),
        sa.CheckConstraint(
            "num_nonnulls(ticket_id, complaint_id, visit_id) <= 1", name=op.f("improvement_origin_check")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["aftercare.complaint.id"], name=op.f("improvement_complaint_id_fkey")
        ),
        sa.ForeignKeyConstraint(["filed_by_id"], ["aftercare.staff.id"], name=op.f("improvement_filed_by_id_fkey")),
        sa.ForeignKeyConstraint(["owner_id"], ["aftercare.staff.id"], name=op.f("improvement_owner_id_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("improvement_store_id_fkey")),
        sa.ForeignKeyConstraint(["ticket_id"], ["aftercare.ticket.id"], name=op.f("improvement_ticket_id_fkey")),
        sa.ForeignKeyConstraint(["visit_id"], ["aftercare.visit.id"], name=op.f("improvement_visit_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("improvement_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "improvement_complaint_id_idx",
        "improvement",
        ["complaint_id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("complaint_id is not null"),
    )
    op.create_index(
        "improvement_due_on_idx",
        "improvement",
        ["due_on", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("due_on is not null"),
    )
    op.create_index(
        "improvement_filed_by_id_idx",
        "improvement",
        ["filed_by_id", "opened_at", "id"],
        unique=False,
        schema="aftercare",
    )
    op.create_index("improvement_number_key", "improvement", ["number"], unique=True, schema="aftercare")
    op.create_index("improvement_opened_at_idx", "improvement", ["opened_at", "id"], unique=False, schema="aftercare")
    op.create_index(
        "improvement_owner_id_idx",
        "improvement",
        ["owner_id", "due_on"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("state = 'adopted'"),
    )
    op.create_index(
        "improvement_store_id_idx", "improvement", ["store_id", "opened_at", "id"], unique=False, schema="aftercare"
    )
    op.create_index(
        "improvement_ticket_id_idx",
        "improvement",
        ["ticket_id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("ticket_id is not null"),
    )
    op.create_index(
        "improvement_visit_id_idx",
        "improvement",
        ["visit_id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("visit_id is not null"),
    )
    op.create_table(
        "training",
        sa.Column("number", sa.Text(collation="C"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'planned'"), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hours", sa.Numeric(precision=5, scale=1), nullable=False),
        sa.Column("place", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("trainer_id", sa.Uuid(), nullable=True),
        sa.Column("trainer_name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("work_order_id", sa.Uuid(), nullable=True),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.Column("project_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("summary", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("scheme", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "ends_at > starts_at and ends_at <= starts_at + interval '60 days'", name=op.f("training_span_check")
        ),
        sa.CheckConstraint(
            "jsonb_typeof(scheme) = 'object' and octet_length(scheme::text) <= 2000 and (state not in ('held', 'closed') or scheme <> '{}')",
            name=op.f("training_scheme_check"),
        ),
        sa.CheckConstraint(
            "starts_at between timestamptz '1990-01-01Z' and timestamptz '2200-01-01Z'",
            name=op.f("training_starts_at_check"),
        ),
        sa.CheckConstraint("state in ('planned', 'held', 'closed', 'cancelled')", name=op.f("training_state_check")),
        sa.CheckConstraint(
            "subject !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(subject) <= 200",
            name=op.f("training_subject_check"),
        ),
        sa.CheckConstraint("trainer_id is not null or btrim(trainer_name) <> ''", name=op.f("training_trainer_check")),
        sa.CheckConstraint("hours between 0.5 and 500", name=op.f("training_hours_check")),
        sa.CheckConstraint("length(note) <= 2000", name=op.f("training_note_check")),
        sa.CheckConstraint("length(place) <= 200", name=op.f("training_place_check")),
        sa.CheckConstraint("length(summary) <= 2000", name=op.f("training_summary_check")),
        sa.CheckConstraint("length(trainer_name) <= 80", name=op.f("training_trainer_name_check")),
        sa.CheckConstraint(
            "num_nonnulls(work_order_id, visit_id, project_id) <= 1", name=op.f("training_prepares_check")
        ),
        sa.ForeignKeyConstraint(["course_id"], ["aftercare.course.id"], name=op.f("training_course_id_fkey")),
        sa.ForeignKeyConstraint(["project_id"], ["aftercare.project.id"], name=op.f("training_project_id_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("training_store_id_fkey")),
        sa.ForeignKeyConstraint(["trainer_id"], ["aftercare.staff.id"], name=op.f("training_trainer_id_fkey")),
        sa.ForeignKeyConstraint(["visit_id"], ["aftercare.visit.id"], name=op.f("training_visit_id_fkey")),
        sa.ForeignKeyConstraint(
            ["work_order_id"], ["aftercare.work_order.id"], name=op.f("training_work_order_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("training_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "training_course_id_idx", "training", ["course_id", "starts_at", "id"], unique=False, schema="aftercare"
    )
    op.create_index("training_number_key", "training", ["number"], unique=True, schema="aftercare")
    op.create_index(
        "training_project_id_idx",
        "training",
        ["project_id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("project_id is not null"),
    )
    op.create_index("training_starts_at_idx", "training", ["starts_at", "id"], unique=False, schema="aftercare")
    op.create_index(
        "training_store_id_idx", "training", ["store_id", "starts_at", "id"], unique=False, schema="aftercare"
    )
    op.create_index(
        "training_trainer_id_idx", "training", ["trainer_id", "starts_at"], unique=False, schema="aftercare"
    )
    op.create_index(
        "training_visit_id_idx",
        "training",
        ["visit_id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("visit_id is not null"),
    )
    op.create_index(
        "training_work_order_id_idx",
        "training",
        ["work_order_id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("work_order_id is not null"),
    )
    op.create_table(
        "improvement_event",
        sa.Column("improvement_id", sa.Uuid(), nullable=False),
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
            ["improvement_id"], ["aftercare.improvement.id"], name=op.f("improvement_event_improvement_id_fkey")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["aftercare.staff.id"], name=op.f("improvement_event_owner_id_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("improvement_event_store_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("improvement_event_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "improvement_event_improvement_id_idx",
        "improvement_event",
        ["improvement_id", "at"],
        unique=False,
        schema="aftercare",
    )
    op.create_table(
        "training_event",
        sa.Column("training_id", sa.Uuid(), nullable=False),
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
        sa.ForeignKeyConstraint(["owner_id"], ["aftercare.staff.id"], name=op.f("training_event_owner_id_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("training_event_store_id_fkey")),
        sa.ForeignKeyConstraint(
            ["training_id"], ["aftercare.training.id"], name=op.f("training_event_training_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("training_event_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "training_event_training_id_idx", "training_event", ["training_id", "at"], unique=False, schema="aftercare"
    )
    op.create_table(
        "training_record",
        sa.Column("training_id", sa.Uuid(), nullable=False),
        sa.Column("course_id", sa.Uuid(), nullable=False),
        sa.Column("store_id", sa.Uuid(), nullable=False),
        sa.Column("trained_on", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("person_name", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("attendance", sa.Text(), server_default=sa.text("'invited'"), nullable=False),
        sa.Column("absences", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("latenesses", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("speaking", sa.Numeric(precision=5, scale=1), nullable=True),
        sa.Column("homework", sa.Numeric(precision=5, scale=1), nullable=True),
        sa.Column("quiz", sa.Numeric(precision=5, scale=1), nullable=True),
        sa.Column("case_study", sa.Numeric(precision=5, scale=1), nullable=True),
        sa.Column("practice", sa.Numeric(precision=5, scale=1), nullable=True),
        sa.Column("exam", sa.Numeric(precision=5, scale=1), nullable=True),
        sa.Column("score", sa.Numeric(precision=5, scale=1), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("hours", sa.Numeric(precision=5, scale=1), server_default=sa.text("0"), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("retrain_since", sa.Date(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "attendance in ('invited', 'attended', 'late', 'absent')", name=op.f("training_record_attendance_check")
        ),
        sa.CheckConstraint("outcome in ('passed', 'failed')", name=op.f("training_record_outcome_check")),
        sa.CheckConstraint("valid_until is null or outcome = 'passed'", name=op.f("training_record_valid_until_check")),
        sa.CheckConstraint("(outcome is null) = (score is null)", name=op.f("training_record_scored_check")),
        sa.CheckConstraint(
            "absences between 0 and 60 and latenesses between 0 and 60", name=op.f("training_record_times_check")
        ),
        sa.CheckConstraint("hours between 0 and 500", name=op.f("training_record_hours_check")),
        sa.CheckConstraint("length(note) <= 2000", name=op.f("training_record_note_check")),
        sa.CheckConstraint("length(person_name) <= 80", name=op.f("training_record_person_name_check")),
        sa.CheckConstraint("num_nonnulls(staff_id, customer_id) = 1", name=op.f("training_record_who_check")),
        sa.CheckConstraint("score between 0 and 100", name=op.f("training_record_score_check")),
        sa.CheckConstraint(
            "speaking between 0 and 100 and homework between 0 and 100 and quiz between 0 and 100 and case_study between 0 and 100 and practice between 0 and 100 and exam between 0 and 100",
            name=op.f("training_record_marks_check"),
        ),
        sa.ForeignKeyConstraint(["course_id"], ["aftercare.course.id"], name=op.f("training_record_course_id_fkey")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["aftercare.customer.id"], name=op.f("training_record_customer_id_fkey")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["aftercare.staff.id"], name=op.f("training_record_staff_id_fkey")),
        sa.ForeignKeyConstraint(["store_id"], ["aftercare.store.id"], name=op.f("training_record_store_id_fkey")),
        sa.ForeignKeyConstraint(
            ["training_id"], ["aftercare.training.id"], name=op.f("training_record_training_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("training_record_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "training_record_course_id_idx",
        "training_record",
        ["course_id", "trained_on", "id"],
        unique=False,
        schema="aftercare",
    )
    op.create_index(
        "training_record_customer_id_idx", "training_record", ["customer_id"], unique=False, schema="aftercare"
    )
    op.create_index(
        "training_record_staff_id_idx",
        "training_record",
        ["staff_id", "trained_on", "id"],
        unique=False,
        schema="aftercare",
    )
    op.create_index(
        "training_record_staff_key",
        "training_record",
        ["training_id", "staff_id"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("withdrawn_at is null and staff_id is not null"),
    )
    op.create_index(
        "training_record_store_id_idx",
        "training_record",
        ["store_id", "trained_on", "id"],
        unique=False,
        schema="aftercare",
    )
    op.create_index(
        "training_record_trained_on_idx", "training_record", ["trained_on", "id"], unique=False, schema="aftercare"
    )
    op.create_index(
        "training_record_training_id_idx", "training_record", ["training_id"], unique=False, schema="aftercare"
    )
    op.create_index(
        "training_record_valid_until_idx",
        "training_record",
        ["valid_until"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("valid_until is not null"),
    )
    op.add_column("attachment", sa.Column("course_id", sa.Uuid(), nullable=True), schema="aftercare")
    op.create_index(
        "attachment_course_idx",
        "attachment",
        ["course_id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("course_id is not null"),
    )
    op.create_foreign_key(
        op.f("attachment_course_id_fkey"),
        "attachment",
        "course",
        ["course_id"],
        ["id"],
        source_schema="aftercare",
        referent_schema="aftercare",
    )
    for table, name, condition in CHECKS:
        op.drop_constraint(op.f(f"{table}_{name}_check"), table, schema="aftercare", type_="check")
        op.create_check_constraint(op.f(f"{table}_{name}_check"), table, condition, schema="aftercare")
