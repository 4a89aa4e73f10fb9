"""Curators' sessions and failed tries, kept by the server; what the audit is searched by."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_curator_sessions"
down_revision = "20261122_passage_versions"
branch_labels = None
depends_on = None

SEARCHED = ("actor", "action", "subject")


def refuse_replacing() -> None:
    """Close SQLite's own way around the refusals: INSERT OR REPLACE takes a row away without asking DELETE's."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER audit_entries_no_replace BEFORE INSERT ON audit_entries "
            "WHEN EXISTS (SELECT 1 FROM audit_entries WHERE id = NEW.id) "
            "BEGIN SELECT RAISE(ABORT, 'audit_entries is append-only'); END"
        )


def upgrade() -> None:
    op.create_table(
        "curator_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(), nullable=False),
        sa.Column("curator_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("browser", sa.String(), nullable=False),
        sa.CheckConstraint("expires_at >= last_seen_at", name=op.f("ck_curator_sessions_order")),
        sa.ForeignKeyConstraint(["curator_id"], ["curators.id"], name=op.f("fk_curator_sessions_curator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_curator_sessions")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_curator_sessions_key_hash")),
    )
    op.create_index(op.f("ix_curator_sessions_curator_id"), "curator_sessions", ["curator_id"])
    op.create_table(
        "login_tries",
        sa.Column("key_hash", sa.String(), nullable=False),
        sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("key_hash", name=op.f("pk_login_tries")),
    )
    op.create_index(op.f("ix_login_tries_forgotten_at"), "login_tries", ["forgotten_at"])
    op.add_column("curators", sa.Column("password_expires_at", sa.DateTime(timezone=True), nullable=True))
    # The condition stands with its column: SQLite then adds and drops both without making the table anew, which
    # the rows that refer to curators would not allow.
    op.execute(
        "ALTER TABLE curators ADD COLUMN language VARCHAR DEFAULT 'fr' NOT NULL "
        "CONSTRAINT ck_curators_language CHECK (language IN ('fr', 'en'))"
    )
    for column in SEARCHED:
        op.create_index(op.f(f"ix_audit_entries_{column}"), "audit_entries", [column])
    refuse_replacing()


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER IF EXISTS audit_entries_no_replace")
    for column in SEARCHED:
        op.drop_index(op.f(f"ix_audit_entries_{column}"), table_name="audit_entries")
    op.drop_column("curators", "language")
    op.drop_column("curators", "password_expires_at")
    op.drop_table("login_tries")
    op.drop_table("curator_sessions")
