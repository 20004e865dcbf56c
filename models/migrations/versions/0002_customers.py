"""Customers, products, devices."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from models.system import Xid8

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(sa.schema.CreateSequence(sa.Sequence("customer_number_seq", start=100001, schema="aftercare")))
    op.create_table(
        "product_category",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("serial_kind", sa.Text(), server_default=sa.text("'serial'"), nullable=False),
        sa.Column("icon", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("code ~ '^[A-Za-z0-9_-]{1,20}$'", name=op.f("product_category_code_check")),
        sa.CheckConstraint(
            "name !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(name) <= 120",
            name=op.f("product_category_name_check"),
        ),
        sa.CheckConstraint(
            "serial_kind in ('serial', 'imei', 'vin', 'plate', 'other')",
            name=op.f("product_category_serial_kind_check"),
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["aftercare.product_category.id"], name=op.f("product_category_parent_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("product_category_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "product_category_code_key",
        "product_category",
        ["code"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("archived_at is null"),
    )
    op.create_index(
        "product_category_parent_id_idx", "product_category", ["parent_id"], unique=False, schema="aftercare"
    )
    op.create_table(
        "product_model",
        sa.Column("brand", sa.Text(collation="C"), server_default=sa.text("''"), nullable=False),
        sa.Column("model_no", sa.Text(collation="C"), server_default=sa.text("''"), nullable=False),
        sa.Column("name", sa.Text(collation="C"), nullable=False),
        sa.Column("name_en", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("category_id", sa.Uuid(), nullable=True),
        sa.Column("serial_kind", sa.Text(), server_default=sa.text("'serial'"), nullable=False),
        sa.Column("warranty_months", sa.Integer(), server_default=sa.text("12"), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("needs_review", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("initials", sa.Text(collation="C"), server_default=sa.text("''"), nullable=False),
        sa.Column("search", postgresql.TSVECTOR(), server_default=sa.text("''"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "name !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(name) <= 120",
            name=op.f("product_model_name_check"),
        ),
        sa.CheckConstraint(
            "serial_kind in ('serial', 'imei', 'vin', 'plate', 'other')", name=op.f("product_model_serial_kind_check")
        ),
        sa.CheckConstraint("length(brand) <= 60", name=op.f("product_model_brand_check")),
        sa.CheckConstraint("length(model_no) <= 80", name=op.f("product_model_model_no_check")),
        sa.CheckConstraint("length(name_en) <= 120", name=op.f("product_model_name_en_check")),
        sa.CheckConstraint("length(note) <= 2000", name=op.f("product_model_note_check")),
        sa.CheckConstraint("warranty_months between 0 and 600", name=op.f("product_model_warranty_months_check")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["aftercare.product_category.id"], name=op.f("product_model_category_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("product_model_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "product_model_brand_idx",
        "product_model",
        ["brand", "name", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("archived_at is null"),
    )
    op.create_index(
        "product_model_brand_model_no_key",
        "product_model",
        [sa.literal_column("upper(brand)"), sa.literal_column("upper(model_no)")],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("archived_at is null and model_no <> ''"),
    )
    op.create_index("product_model_category_id_idx", "product_model", ["category_id"], unique=False, schema="aftercare")
    op.create_index("product_model_initials_idx", "product_model", ["initials"], unique=False, schema="aftercare")
    op.create_index(
        "product_model_model_no_idx",
        "product_model",
        [sa.literal_column("upper(model_no)")],
        unique=False,
        schema="aftercare",
    )
    op.create_index(
        "product_model_newest_idx",
        "product_model",
        ["created_at", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("archived_at is null"),
    )
    op.create_index(
        "product_model_review_idx",
        "product_model",
        ["created_at", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("needs_review"),
    )
    op.create_index(
        "product_model_search_idx",
        "product_model",
        ["search"],
        unique=False,
        schema="aftercare",
        postgresql_using="gin",
    )
    op.create_table(
        "customer",
        sa.Column(
            "number",
            sa.Text(collation="C"),
            server_default=sa.text("'K' || nextval('aftercare.customer_number_seq')"),
            nullable=False,
        ),
        sa.Column("kind", sa.Text(), server_default=sa.text("'person'"), nullable=False),
        sa.Column("stage", sa.Text(), server_default=sa.text("'formal'"), nullable=False),
        sa.Column("name", sa.Text(collation="C"), nullable=False),
        sa.Column("salutation", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("phone", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("phone_key", sa.Text(collation="C"), server_default=sa.text("''"), nullable=False),
        sa.Column("phone_masked", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("phone_last4", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("no_phone_reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("email", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("email_masked", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("address", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("address_masked", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("wechat", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("wechat_masked", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("notify_by", sa.Text(), server_default=sa.text("'phone'"), nullable=False),
        sa.Column("language", sa.Text(), server_default=sa.text("'zh'"), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=True),
        sa.Column("sales_rep_id", sa.Uuid(), nullable=True),
        sa.Column("birthday", sa.Date(), nullable=True),
        sa.Column("anniversary", sa.Date(), nullable=True),
        sa.Column("tax_no", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("source", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("initials", sa.Text(collation="C"), server_default=sa.text("''"), nullable=False),
        sa.Column("pinyin", sa.Text(collation="C"), server_default=sa.text("''"), nullable=False),
        sa.Column("search", postgresql.TSVECTOR(), server_default=sa.text("''"), nullable=False),
        sa.Column("merged_into", sa.Uuid(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("kind in ('person', 'company')", name=op.f("customer_kind_check")),
        sa.CheckConstraint("language in ('zh', 'en')", name=op.f("customer_language_check")),
        sa.CheckConstraint(
            "name !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(name) <= 120",
            name=op.f("customer_name_check"),
        ),
        sa.CheckConstraint(
            "notify_by in ('phone', 'sms', 'wechat', 'email', 'none')", name=op.f("customer_notify_by_check")
        ),
        sa.CheckConstraint("salutation in ('', 'mr', 'ms')", name=op.f("customer_salutation_check")),
        sa.CheckConstraint("stage in ('prospect', 'formal')", name=op.f("customer_stage_check")),
        sa.CheckConstraint("length(address) <= 400", name=op.f("customer_address_check")),
        sa.CheckConstraint("length(email) <= 200", name=op.f("customer_email_check")),
        sa.CheckConstraint("length(no_phone_reason) <= 200", name=op.f("customer_no_phone_reason_check")),
        sa.CheckConstraint("length(phone) <= 40", name=op.f("customer_phone_check")),
        sa.CheckConstraint("length(source) <= 200", name=op.f("customer_source_check")),
        sa.CheckConstraint("length(tax_no) <= 40", name=op.f("customer_tax_no_check")),
        sa.CheckConstraint("length(wechat) <= 80", name=op.f("customer_wechat_check")),
        sa.CheckConstraint("merged_into is null or merged_into <> id", name=op.f("customer_merged_into_check")),
        sa.ForeignKeyConstraint(["merged_into"], ["aftercare.customer.id"], name=op.f("customer_merged_into_fkey")),
        sa.ForeignKeyConstraint(["region_id"], ["aftercare.region.id"], name=op.f("customer_region_id_fkey")),
        sa.ForeignKeyConstraint(["sales_rep_id"], ["aftercare.staff.id"], name=op.f("customer_sales_rep_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("customer_pkey")),
        schema="aftercare",
    )
    op.create_index("customer_initials_idx", "customer", ["initials"], unique=False, schema="aftercare")
    op.create_index("customer_merged_into_idx", "customer", ["merged_into"], unique=False, schema="aftercare")
    op.create_index("customer_name_idx", "customer", ["name"], unique=False, schema="aftercare")
    op.create_index(
        "customer_newest_idx",
        "customer",
        ["created_at", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("archived_at is null"),
    )
    op.create_index("customer_number_key", "customer", ["number"], unique=True, schema="aftercare")
    op.create_index("customer_phone_key_idx", "customer", ["phone_key"], unique=False, schema="aftercare")
    op.create_index("customer_phone_last4_idx", "customer", ["phone_last4"], unique=False, schema="aftercare")
    op.create_index(
        "customer_pinyin_idx",
        "customer",
        ["pinyin", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("archived_at is null"),
    )
    op.create_index(
        "customer_region_id_idx", "customer", ["region_id", "created_at", "id"], unique=False, schema="aftercare"
    )
    op.create_index(
        "customer_sales_rep_id_idx", "customer", ["sales_rep_id", "created_at", "id"], unique=False, schema="aftercare"
    )
    op.create_index(
        "customer_search_idx", "customer", ["search"], unique=False, schema="aftercare", postgresql_using="gin"
    )
    op.create_table(
        "contact",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), server_default=sa.text("'contact'"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("salutation", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("title", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("phone", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("phone_key", sa.Text(collation="C"), server_default=sa.text("''"), nullable=False),
        sa.Column("phone_masked", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("phone_last4", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("email", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("email_masked", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("birthday", sa.Date(), nullable=True),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("character", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("hobbies", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("family", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("education", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("initials", sa.Text(collation="C"), server_default=sa.text("''"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "name !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(name) <= 120",
            name=op.f("contact_name_check"),
        ),
        sa.CheckConstraint(
            "role in ('contact', 'owner', 'manager', 'legal', 'guardian')", name=op.f("contact_role_check")
        ),
        sa.CheckConstraint("salutation in ('', 'mr', 'ms')", name=op.f("contact_salutation_check")),
        sa.CheckConstraint("birth_year between 1880 and 2100", name=op.f("contact_birth_year_check")),
        sa.CheckConstraint("length(character) <= 400", name=op.f("contact_character_check")),
        sa.CheckConstraint("length(education) <= 400", name=op.f("contact_education_check")),
        sa.CheckConstraint("length(email) <= 200", name=op.f("contact_email_check")),
        sa.CheckConstraint("length(family) <= 400", name=op.f("contact_family_check")),
        sa.CheckConstraint("length(hobbies) <= 400", name=op.f("contact_hobbies_check")),
        sa.CheckConstraint("length(note) <= 2000", name=op.f("contact_note_check")),
        sa.CheckConstraint("length(phone) <= 40", name=op.f("contact_phone_check")),
        sa.CheckConstraint("length(title) <= 80", name=op.f("contact_title_check")),
        sa.ForeignKeyConstraint(["customer_id"], ["aftercare.customer.id"], name=op.f("contact_customer_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("contact_pkey")),
        schema="aftercare",
    )
    op.create_index("contact_customer_id_idx", "contact", ["customer_id"], unique=False, schema="aftercare")
    op.create_index("contact_initials_idx", "contact", ["initials"], unique=False, schema="aftercare")
    op.create_index("contact_phone_key_idx", "contact", ["phone_key"], unique=False, schema="aftercare")
    op.create_index("contact_phone_last4_idx", "contact", ["phone_last4"], unique=False, schema="aftercare")
    op.create_table(
        "customer_address",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("'home'"), nullable=False),
        sa.Column("label", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("recipient", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("address_masked", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("region_id", sa.Uuid(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "address !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(address) <= 400",
            name=op.f("customer_address_address_check"),
        ),
        sa.CheckConstraint(
            "kind in ('home', 'work', 'site', 'shipping', 'billing')", name=op.f("customer_address_kind_check")
        ),
        sa.CheckConstraint("length(label) <= 80", name=op.f("customer_address_label_check")),
        sa.CheckConstraint("length(recipient) <= 120", name=op.f("customer_address_recipient_check")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["aftercare.customer.id"], name=op.f("customer_address_customer_id_fkey")
        ),
        sa.ForeignKeyConstraint(["region_id"], ["aftercare.region.id"], name=op.f("customer_address_region_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("customer_address_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "customer_address_customer_id_idx", "customer_address", ["customer_id"], unique=False, schema="aftercare"
    )
    op.create_index(
        "customer_address_region_id_idx", "customer_address", ["region_id"], unique=False, schema="aftercare"
    )
    op.create_table(
        "customer_class",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("dimension", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["aftercare.customer.id"], name=op.f("customer_class_customer_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("customer_class_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "customer_class_code_idx",
        "customer_class",
        ["code", "customer_id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("until is null"),
    )
    op.create_index(
        "customer_class_open_key",
        "customer_class",
        ["customer_id", "dimension"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("until is null"),
    )
    op.create_table(
        "customer_consent",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("channel", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("wording", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "purpose in ('service', 'marketing', 'follow_up', 'sharing')", name=op.f("customer_consent_purpose_check")
        ),
        sa.CheckConstraint("length(channel) <= 80", name=op.f("customer_consent_channel_check")),
        sa.CheckConstraint("length(wording) <= 400", name=op.f("customer_consent_wording_check")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["aftercare.customer.id"], name=op.f("customer_consent_customer_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("customer_consent_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "customer_consent_customer_id_idx",
        "customer_consent",
        ["customer_id", "purpose", "created_at"],
        unique=False,
        schema="aftercare",
    )
    op.create_table(
        "customer_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("founded", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("customer_since", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("legal_form", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("industry", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("assets", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("business_content", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("service_territory", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sales_capability", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("growth_potential", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("business_philosophy", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("business_direction", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("business_policy", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("company_size", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("business_traits", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("market_potential", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("product_competitiveness", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sales_record", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("staff_quality", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("competitor_relations", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("relation_with_us", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("cooperation_attitude", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("sales_activity", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("problems", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("strengths", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("future_measures", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("public_image", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("reputation", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("credit_standing", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("financial_credit", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("trading_terms", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("credit_issues", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("memorable_contact", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("shared_experience", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("social_standing", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("hobbies", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("customs", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint("length(assets) <= 2000", name=op.f("customer_file_assets_check")),
        sa.CheckConstraint("length(business_content) <= 2000", name=op.f("customer_file_business_content_check")),
        sa.CheckConstraint("length(business_direction) <= 2000", name=op.f("customer_file_business_direction_check")),
        sa.CheckConstraint("length(business_philosophy) <= 2000", name=op.f("customer_file_business_philosophy_check")),
        sa.CheckConstraint("length(business_policy) <= 2000", name=op.f("customer_file_business_policy_check")),
        sa.CheckConstraint("length(business_traits) <= 2000", name=op.f("customer_file_business_traits_check")),
        sa.CheckConstraint("length(company_size) <= 2000", name=op.f("customer_file_company_size_check")),
        sa.CheckConstraint(
            "length(competitor_relations) <= 2000", name=op.f("customer_file_competitor_relations_check")
        ),
        sa.CheckConstraint(
            "length(cooperation_attitude) <= 2000", name=op.f("customer_file_cooperation_attitude_check")
        ),
        sa.CheckConstraint("length(credit_issues) <= 2000", name=op.f("customer_file_credit_issues_check")),
        sa.CheckConstraint("length(credit_standing) <= 2000", name=op.f("customer_file_credit_standing_check")),
        sa.CheckConstraint("length(customer_since) <= 2000", name=op.f("customer_file_customer_since_check")),
        sa.CheckConstraint("length(customs) <= 2000", name=op.f("customer_file_customs_check")),
        sa.CheckConstraint("length(financial_credit) <= 2000", name=op.f("customer_file_financial_credit_check")),
        sa.CheckConstraint("length(founded) <= 2000", name=op.f("customer_file_founded_check")),
        sa.CheckConstraint("length(future_measures) <= 2000", name=op.f("customer_file_future_measures_check")),
        sa.CheckConstraint("length(growth_potential) <= 2000", name=op.f("customer_file_growth_potential_check")),
        sa.CheckConstraint("length(hobbies) <= 2000", name=op.f("customer_file_hobbies_check")),
        sa.CheckConstraint("length(industry) <= 2000", name=op.f("customer_file_industry_check")),
        sa.CheckConstraint("length(legal_form) <= 2000", name=op.f("customer_file_legal_form_check")),
        sa.CheckConstraint("length(market_potential) <= 2000", name=op.f("customer_file_market_potential_check")),
        sa.CheckConstraint("length(memorable_contact) <= 2000", name=op.f("customer_file_memorable_contact_check")),
        sa.CheckConstraint("length(problems) <= 2000", name=op.f("customer_file_problems_check")),
        sa.CheckConstraint(
            "length(product_competitiveness) <= 2000", name=op.f("customer_file_product_competitiveness_check")
        ),
        sa.CheckConstraint("length(public_image) <= 2000", name=op.f("customer_file_public_image_check")),
        sa.CheckConstraint("length(relation_with_us) <= 2000", name=op.f("customer_file_relation_with_us_check")),
        sa.CheckConstraint("length(reputation) <= 2000", name=op.f("customer_file_reputation_check")),
        sa.CheckConstraint("length(sales_activity) <= 2000", name=op.f("customer_file_sales_activity_check")),
        sa.CheckConstraint("length(sales_capability) <= 2000", name=op.f("customer_file_sales_capability_check")),
        sa.CheckConstraint("length(sales_record) <= 2000", name=op.f("customer_file_sales_record_check")),
        sa.CheckConstraint("length(service_territory) <= 2000", name=op.f("customer_file_service_territory_check")),
        sa.CheckConstraint("length(shared_experience) <= 2000", name=op.f("customer_file_shared_experience_check")),
        sa.CheckConstraint("length(social_standing) <= 2000", name=op.f("customer_file_social_standing_check")),
        sa.CheckConstraint("length(staff_quality) <= 2000", name=op.f("customer_file_staff_quality_check")),
        sa.CheckConstraint("length(strengths) <= 2000", name=op.f("customer_file_strengths_check")),
        sa.CheckConstraint("length(trading_terms) <= 2000", name=op.f("customer_file_trading_terms_check")),
        sa.ForeignKeyConstraint(["id"], ["aftercare.customer.id"], name=op.f("customer_file_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("customer_file_pkey")),
        schema="aftercare",
    )
    op.create_table(
        "customer_note",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.Text(), server_default=sa.text("'info'"), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at_intake", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "body !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(body) <= 4000",
            name=op.f("customer_note_body_check"),
        ),
        sa.CheckConstraint("level in ('info', 'warning', 'stop')", name=op.f("customer_note_level_check")),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["aftercare.customer.id"], name=op.f("customer_note_customer_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("customer_note_pkey")),
        schema="aftercare",
    )
    op.create_index("customer_note_customer_id_idx", "customer_note", ["customer_id"], unique=False, schema="aftercare")
    op.create_table(
        "device",
        sa.Column("product_model_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("serial_no", sa.Text(collation="C"), server_default=sa.text("''"), nullable=False),
        sa.Column("serial_kind", sa.Text(), server_default=sa.text("'serial'"), nullable=False),
        sa.Column("serial_key", sa.Text(collation="C"), server_default=sa.text("''"), nullable=False),
        sa.Column("no_serial_reason", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("colour", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("configuration", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("sold_on", sa.Date(), nullable=True),
        sa.Column("sold_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("warranty_from", sa.Date(), nullable=True),
        sa.Column("proof", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("proof_no", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("counter", sa.Numeric(precision=12, scale=1), nullable=True),
        sa.Column("counter_unit", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("place", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("address_id", sa.Uuid(), nullable=True),
        sa.Column("parent_device_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "made_on between date '1950-01-01' and date '2200-01-01'", name=op.f("device_made_on_check")
        ),
        sa.CheckConstraint(
            "proof in ('', 'invoice', 'receipt', 'card', 'online', 'maker', 'none')", name=op.f("device_proof_check")
        ),
        sa.CheckConstraint(
            "serial_kind in ('serial', 'imei', 'vin', 'plate', 'other')", name=op.f("device_serial_kind_check")
        ),
        sa.CheckConstraint(
            "sold_on between date '1950-01-01' and date '2200-01-01'", name=op.f("device_sold_on_check")
        ),
        sa.CheckConstraint("warranty_from >= date '1950-01-01'", name=op.f("device_warranty_from_check")),
        sa.CheckConstraint("counter >= 0", name=op.f("device_counter_check")),
        sa.CheckConstraint("length(colour) <= 40", name=op.f("device_colour_check")),
        sa.CheckConstraint("length(configuration) <= 200", name=op.f("device_configuration_check")),
        sa.CheckConstraint("length(counter_unit) <= 20", name=op.f("device_counter_unit_check")),
        sa.CheckConstraint("length(no_serial_reason) <= 200", name=op.f("device_no_serial_reason_check")),
        sa.CheckConstraint("length(note) <= 2000", name=op.f("device_note_check")),
        sa.CheckConstraint("length(place) <= 200", name=op.f("device_place_check")),
        sa.CheckConstraint("length(proof_no) <= 80", name=op.f("device_proof_no_check")),
        sa.CheckConstraint("length(serial_no) <= 80", name=op.f("device_serial_no_check")),
        sa.CheckConstraint("length(sold_by) <= 120", name=op.f("device_sold_by_check")),
        sa.CheckConstraint(
            "parent_device_id is null or parent_device_id <> id", name=op.f("device_parent_device_id_check")
        ),
        sa.ForeignKeyConstraint(["address_id"], ["aftercare.customer_address.id"], name=op.f("device_address_id_fkey")),
        sa.ForeignKeyConstraint(["customer_id"], ["aftercare.customer.id"], name=op.f("device_customer_id_fkey")),
        sa.ForeignKeyConstraint(
            ["parent_device_id"], ["aftercare.device.id"], name=op.f("device_parent_device_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["product_model_id"], ["aftercare.product_model.id"], name=op.f("device_product_model_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("device_pkey")),
        schema="aftercare",
    )
    op.create_index(
        "device_customer_id_idx", "device", ["customer_id", "created_at", "id"], unique=False, schema="aftercare"
    )
    op.create_index(
        "device_newest_idx",
        "device",
        ["created_at", "id"],
        unique=False,
        schema="aftercare",
        postgresql_where=sa.text("archived_at is null"),
    )
    op.create_index("device_parent_device_id_idx", "device", ["parent_device_id"], unique=False, schema="aftercare")
    op.create_index(
        "device_product_model_id_idx",
        "device",
        ["product_model_id", "created_at", "id"],
        unique=False,
        schema="aftercare",
    )
    op.create_index("device_serial_key_idx", "device", ["serial_key"], unique=False, schema="aftercare")
    op.create_index(
        "device_serial_no_key",
        "device",
        ["product_model_id", "serial_no"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("serial_no <> '' and archived_at is null"),
    )
    op.create_index(
        "device_serial_tail_idx", "device", [sa.literal_column("reverse(serial_key)")], unique=False, schema="aftercare"
    )
    op.create_table(
        "device_number",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("'other'"), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(collation="C"), server_default=sa.text("''"), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.CheckConstraint(
            "kind in ('serial', 'imei', 'vin', 'plate', 'other')", name=op.f("device_number_kind_check")
        ),
        sa.CheckConstraint(
            "value !~ '^[\\s\\u0085\\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\u115f\\u1160\\u2800\\u3164\\uffa0\\ufeff]*$' and length(value) <= 80",
            name=op.f("device_number_value_check"),
        ),
        sa.ForeignKeyConstraint(["device_id"], ["aftercare.device.id"], name=op.f("device_number_device_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("device_number_pkey")),
        schema="aftercare",
    )
    op.create_index("device_number_device_id_idx", "device_number", ["device_id"], unique=False, schema="aftercare")
    op.create_index("device_number_key_idx", "device_number", ["key"], unique=False, schema="aftercare")
    op.create_index(
        "device_number_tail_idx", "device_number", [sa.literal_column("reverse(key)")], unique=False, schema="aftercare"
    )
    op.create_table(
        "device_owner",
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["aftercare.customer.id"], name=op.f("device_owner_customer_id_fkey")),
        sa.ForeignKeyConstraint(["device_id"], ["aftercare.device.id"], name=op.f("device_owner_device_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("device_owner_pkey")),
        schema="aftercare",
    )
    op.create_index("device_owner_customer_id_idx", "device_owner", ["customer_id"], unique=False, schema="aftercare")
    op.create_index("device_owner_device_id_idx", "device_owner", ["device_id"], unique=False, schema="aftercare")
    op.create_index(
        "device_owner_open_key",
        "device_owner",
        ["device_id"],
        unique=True,
        schema="aftercare",
        postgresql_where=sa.text("until is null"),
    )
    op.add_column(
        "reveal",
        sa.Column("xid", Xid8(), server_default=sa.text("pg_current_xact_id()"), nullable=False),
        schema="aftercare",
    )
    op.add_column(
        "reveal", sa.Column("column_name", sa.Text(), server_default=sa.text("''"), nullable=False), schema="aftercare"
    )
    op.add_column(
        "reveal", sa.Column("asked", sa.Text(), server_default=sa.text("''"), nullable=False), schema="aftercare"
    )
    for name, table, columns, condition in (
        ("customer_kind_idx", "customer", ["kind", "created_at", "id"], "archived_at is null"),
        ("customer_stage_idx", "customer", ["stage", "created_at", "id"], "archived_at is null"),
        ("customer_archived_idx", "customer", ["created_at", "id"], "archived_at is not null"),
        ("device_archived_idx", "device", ["created_at", "id"], "archived_at is not null"),
    ):
        op.create_index(name, table, columns, unique=False, schema="aftercare", postgresql_where=sa.text(condition))
