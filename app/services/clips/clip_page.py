"""The page of a clip: the quotation, and all that takes it along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.services.clips.clip_file_listing import list_clip_files
from app.services.clips.clip_file_views import ClipFileView
from app.services.clips.clip_finding import find_clip
from app.services.clips.clip_sharing import share_of
from app.services.clips.clip_view import view_clip
from app.services.clips.clip_views import ClipView
from app.services.clips.oembed_html import quotation_frame
from app.services.mentions.mention_listing import MentionView, clip_mentions
from app.services.reading.share_views import ClipShare
from app.services.showing.reader import Reader


@dataclass(frozen=True, slots=True)
class ClipPageView:
    """A clip with the piece of page that others paste, the files to take along, and who cites it."""

    clip: ClipView
    embed_html: str
    files: tuple[ClipFileView, ...]
    share: ClipShare
    mentions: tuple[MentionView, ...]
    synthetic_notice: str


def read_clip_page(reader: Reader, clip_id: str, languages: Sequence[str]) -> ClipPageView:
    """Return the page of a public clip on a site in these languages; raises as `find_clip`."""
    found = find_clip(reader.session, clip_id)
    clip = view_clip(reader, found)
    files = list_clip_files(reader, found, languages)
    return ClipPageView(
        clip=clip,
        embed_html=quotation_frame(reader.words, clip),
        files=files,
        share=share_of(reader.words, clip, files),
        mentions=clip_mentions(reader, clip_id),
        synthetic_notice=clip.synthetic_notice,
    )
