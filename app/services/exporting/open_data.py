"""The open data page: what can be taken home."""

from __future__ import annotations

from app.domain.page_addresses import CLIP_FEEDS
from app.models import Interview, Recording
from app.services.reading.campaign_reading import interviews_with_parts
from app.services.reading.interview_reading import original_view
from app.services.showing.reader import Reader
from app.services.showing.reference_views import ApiAddress, InterviewDownloads, OpenDataView
from app.services.showing.wording import Wording


def view_open_data(reader: Reader) -> OpenDataView:
    """Return the addresses of the API and the files of each public interview."""
    interviews = reader.session.scalars(
        interviews_with_parts()
        .join(Recording, Recording.interview_id == Interview.id)
        .where(Interview.state == "published")
        .order_by(Interview.recorded_on.desc(), Interview.slug)
    ).all()
    builder = reader.builder()
    return OpenDataView(
        addresses=_addresses(reader.words),
        docs_url="/api/v1/docs",
        schema_url="/api/v1/openapi.json",
        interviews=tuple(
            InterviewDownloads(
                builder.card(one),
                original_view(reader.words, one.recording) if one.recording else None,
                builder.downloads(one),
            )
            for one in interviews
        ),
    )


def _addresses(words: Wording) -> tuple[ApiAddress, ...]:
    return (
        ApiAddress("/api/v1/leaders", words.gettext("Les chefs et leurs partis")),
        ApiAddress("/api/v1/parties", words.gettext("Les partis")),
        ApiAddress("/api/v1/campaigns", words.gettext("Les campagnes et leurs invitations")),
        ApiAddress("/api/v1/themes", words.gettext("Les thèmes")),
        ApiAddress("/api/v1/interviews", words.gettext("Les entrevues publiées")),
        ApiAddress("/api/v1/clips", words.gettext("Les extraits cités")),
        ApiAddress("/api/v1/comparison", words.gettext("La comparaison, case par case")),
        ApiAddress(CLIP_FEEDS[words.language], words.gettext("Le fil des extraits cités (Atom)")),
        ApiAddress("/api/v1/search?q=", words.gettext("La recherche dans les passages")),
    )
