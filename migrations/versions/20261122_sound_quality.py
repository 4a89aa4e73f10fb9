"""Sound quality of passages, and the cleaned listening copy."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_sound_quality"
down_revision = "20261122_first_tables"
branch_labels = None
depends_on = None

OLD_KINDS = ("web_audio", "web_video", "peaks", "poster")
NEW_KINDS = (*OLD_KINDS, "cleaned_audio")


def upgrade() -> None:
    op.add_column("passages", sa.Column("sound_quality", sa.JSON(), nullable=True))
    allow(NEW_KINDS)


def downgrade() -> None:
    # The file of a cleaned copy stays in the store; going up again makes the row anew from the original.
    op.execute("DELETE FROM renditions WHERE kind = 'cleaned_audio'")
    allow(OLD_KINDS)
    # SQLite itself drops the column: copying the table over would break what refers to passages.
    op.drop_column("passages", "sound_quality")


def allow(kinds: tuple[str, ...]) -> None:
    condition = "kind IN ({})".format(", ".join(f"'{kind}'" for kind in kinds))
    # Inside a batch the naming convention would be applied to a whole name a second time.
    name = op.f("ck_renditions_kind")
    with op.batch_alter_table("renditions") as batch:
        batch.drop_constraint(name, type_="check")
        batch.create_check_constraint(name, condition)
