"""Recordings that arrive piece by piece."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_uploads"
down_revision = "20261122_curator_sessions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "uploads",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("curator_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("duration_seconds", sa.Double(), nullable=True),
        sa.Column("duplicate_of", sa.String(), nullable=False),
        sa.Column("refusal", sa.JSON(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size_bytes > 0", name=op.f("ck_uploads_size")),
        sa.CheckConstraint("length(id) = 32", name=op.f("ck_uploads_id")),
        sa.CheckConstraint("sha256 IS NULL OR length(sha256) = 64", name=op.f("ck_uploads_sha256")),
        sa.ForeignKeyConstraint(["curator_id"], ["curators.id"], name=op.f("fk_uploads_curator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads")),
    )
    with op.batch_alter_table("uploads", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_uploads_curator_id"), ["curator_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_uploads_expires_at"), ["expires_at"], unique=False)


def downgrade() -> None:
    # Parts of files stay in DATA_DIR/uploads until they are older than any upload may be.
    op.drop_table("uploads")
