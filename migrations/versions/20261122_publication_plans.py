"""Consent, schedules and what a publication needs."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_publication_plans"
down_revision = "20261122_corrections"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("interviews", sa.Column("consent_note", sa.String(), nullable=False, server_default=""))
    op.add_column("interviews", sa.Column("consent_noted_on", sa.Date(), nullable=True))
    op.create_table(
        "publication_plans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publish_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("failure", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('planned', 'done', 'failed', 'cancelled')", name=op.f("ck_publication_plans_state")
        ),
        sa.CheckConstraint(
            "state <> 'failed' OR failure <> ''", name=op.f("ck_publication_plans_failure")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_plans")),
    )
    op.create_table(
        "planned_interviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["publication_plans.id"], name=op.f("fk_planned_interviews_plan_id")
        ),
        sa.ForeignKeyConstraint(
            ["interview_id"], ["interviews.id"], name=op.f("fk_planned_interviews_interview_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_interviews")),
        sa.UniqueConstraint(
            "plan_id", "interview_id", name=op.f("uq_planned_interviews_plan_id_interview_id")
        ),
    )
    op.create_index(op.f("ix_publication_plans_publish_at"), "publication_plans", ["publish_at"])
    op.create_index(op.f("ix_planned_interviews_interview_id"), "planned_interviews", ["interview_id"])


def downgrade() -> None:
    op.drop_table("planned_interviews")
    op.drop_table("publication_plans")
    op.drop_column("interviews", "consent_noted_on")
    op.drop_column("interviews", "consent_note")
