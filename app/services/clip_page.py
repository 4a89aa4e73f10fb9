"""The page of a clip: the quotation, and all that takes it along."""

from __future__ import annotations

from dataclasses import dataclass

from app.services.clip_sharing import share_of
from app.services.clip_view import read_clip
from app.services.clip_views import ClipView
from app.services.mention_listing import MentionView, clip_mentions
from app.services.oembed_html import quotation_frame
from app.services.reader import Reader
from app.services.share_views import ClipShare


@dataclass(frozen=True, slots=True)
class ClipPageView:
    """A clip with the piece of page that others paste, and who cites it."""

    clip: ClipView
    embed_html: str
    share: ClipShare
    mentions: tuple[MentionView, ...]
    synthetic_notice: str


def read_clip_page(reader: Reader, clip_id: str) -> ClipPageView:
    """Return the page of a public clip; raises as `find_clip`."""
    clip = read_clip(reader, clip_id)
    return ClipPageView(
        clip=clip,
        embed_html=quotation_frame(reader.words, clip),
        share=share_of(reader.words, clip),
        mentions=clip_mentions(reader, clip_id),
        synthetic_notice=clip.synthetic_notice,
    )
