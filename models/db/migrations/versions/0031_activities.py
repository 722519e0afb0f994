"""Activities, what volunteers gave, surveys and their answers, and whether the public page is shown."""

import sqlalchemy as sa
from alembic import op

from models.db.tables.row import Instant

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.create_table(
        "activity",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("session", sa.String(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "id", name="pk_activity"),
        sa.UniqueConstraint("centre", "session", name="uq_activity_centre_session"),
        sa.CheckConstraint("revision > 0", name="counts_from_one"),
    )
    op.create_table(
        "volunteer_work",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("volunteers", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("project", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "id", name="pk_volunteer_work"),
        sa.CheckConstraint("volunteers > 0 AND minutes > 0", name="something_was_given"),
    )
    op.create_index("ix_volunteer_work_centre_activity", "volunteer_work", ["centre", "activity"])
    op.create_table(
        "public_page",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("centre", name="pk_public_page"),
    )
    _surveys()


def _surveys() -> None:
    op.create_table(
        "survey",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("begun_at", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=False),
        sa.Column("invited", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "id", name="pk_survey"),
        sa.UniqueConstraint("code", name="uq_survey_code"),
    )
    op.create_table(
        "survey_answer",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("survey", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("remark", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "id", name="pk_survey_answer"),
    )
    op.create_index("ix_survey_answer_centre_survey", "survey_answer", ["centre", "survey"])
    op.create_table(
        "survey_token",
        sa.Column("centre", sa.String(), nullable=False),
        sa.Column("survey", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("centre", "survey", "token", name="pk_survey_token"),
    )


def downgrade() -> None:
    for table in ("survey_token", "survey_answer", "survey", "public_page", "volunteer_work", "activity"):
        op.drop_table(table)
