"""Who mentions us: the host of each mention, a name for who sent it to follow it, and hosts that are refused."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_mention_hosts"
down_revision = "20261122_clips"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Nothing received mentions before: the table is empty.
    with op.batch_alter_table("mentions") as mentions:
        mentions.add_column(sa.Column("status_key", sa.String(), nullable=False))
        mentions.add_column(sa.Column("source_host", sa.String(), nullable=False))
        mentions.create_unique_constraint(op.f("uq_mentions_status_key"), ["status_key"])
        mentions.create_index("ix_mentions_source_host_looked_at", ["source_host", "looked_at"])
    op.create_table(
        "refused_hosts",
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("curator_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["curator_id"], ["curators.id"], name=op.f("fk_refused_hosts_curator_id")),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_refused_hosts")),
    )


def downgrade() -> None:
    op.drop_table("refused_hosts")
    with op.batch_alter_table("mentions") as mentions:
        mentions.drop_index("ix_mentions_source_host_looked_at")
        mentions.drop_constraint(op.f("uq_mentions_status_key"), type_="unique")
        mentions.drop_column("source_host")
        mentions.drop_column("status_key")
