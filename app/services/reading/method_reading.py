"""The method page: how it is made, so that anybody can check it."""

from __future__ import annotations

from sqlalchemy import String, cast, exists, literal, select
from sqlalchemy.orm import aliased

from app.domain.comparison_grid import STATES
from app.domain.draw_order import draw_hash, draw_text
from app.models import Interview, Recording, Revision, Transcript
from app.models.transcript import HEARD_AGAIN, HEARD_TAKEN
from app.services.clips.clip_counting import NONE_QUOTED, count_clips
from app.services.comparing.cell_views import CellViewer
from app.services.reading.campaign_reading import CampaignReading, choose_campaign, read_campaign
from app.services.reading.site_overview import order_rule
from app.services.showing.reader import Reader
from app.services.showing.reference_views import DrawLine, MethodView, QuotedLine, StateMeaning
from app.services.showing.state_wording import CELL_RULES, STATUS_TEXTS, cell_text, status_view


def view_method(reader: Reader, campaign: str | None = None) -> MethodView:
    """Return the method, with the draw of a campaign and the engines that heard what is public."""
    words = reader.words
    chosen, _ = choose_campaign(reader.session, campaign)
    reading = read_campaign(reader.session, chosen)
    builder = reader.builder()
    viewer = CellViewer(builder, reading, {})
    return MethodView(
        campaign=builder.campaign(chosen) if chosen or reading.order else None,
        states=tuple(
            StateMeaning(state, cell_text(words, state), words.gettext(CELL_RULES[state])) for state in STATES
        ),
        draw=tuple(
            DrawLine(viewer.mark(slug), draw_text(reading.slug, slug), draw_hash(reading.slug, slug))
            for slug in reading.order
        ),
        order_rule=order_rule(words),
        draw_rule=words.gettext(
            "Pour chaque personne, on écrit le nom d'adresse de la campagne, un deux-points et son nom "
            "d'adresse, sans espace ; on calcule l'empreinte SHA-256 de ce texte ; "
            "les empreintes, en ordre croissant, donnent l'ordre."
        ),
        engines=_engines(reader),
        statuses=tuple(status_view(words, code) for code in STATUS_TEXTS),
        quote_rule=words.gettext(
            "Une case montre au plus deux passages : d'abord ceux où le thème est dit, "
            "puis ceux qui répondent à une question sur ce thème ; "
            "à égalité, le plus sûr, puis le premier dit. Tous sont comptés."
        ),
        differences=tuple(
            words.gettext("%(leader)s : %(state)s", leader=row.leader.name, state=row.state_text)
            for row in map(viewer.row, reading.order)
        ),
        quoted=_quoted(reader, reading, viewer),
        quoted_rule=words.gettext(
            "Un extrait compte s'il peut être entendu. Un site compte quand un navigateur, en demandant "
            "l'extrait, dit dans quel site il va le montrer : nous gardons le nom du site, le premier jour "
            "et le dernier, et rien sur les personnes. Des sites et des navigateurs ne le disent pas, et "
            "n'importe qui peut mentir : c'est un ordre de grandeur, pas une mesure de popularité."
        ),
    )


def _quoted(reader: Reader, reading: CampaignReading, viewer: CellViewer) -> tuple[QuotedLine, ...]:
    """Return how much of each leader was quoted, in the drawn order."""
    words, counts = reader.words, count_clips(reader.session, reading.campaign)
    return tuple(
        QuotedLine(viewer.mark(slug), words.number(one.clips), words.number(one.sites))
        for slug in reading.order
        for one in (counts.get(slug, NONE_QUOTED),)
    )


def _engines(reader: Reader) -> tuple[str, ...]:
    """Return the engines and models behind the texts that are public, each once.

    A hearing that came later counts only once somebody took words from it.
    """
    taking = aliased(Revision)
    is_taken = exists().where(
        taking.transcript_id == Revision.transcript_id,
        taking.action == HEARD_TAKEN,
        taking.reason == literal("r") + cast(Revision.number, String),
    )
    pairs = reader.session.execute(
        select(Revision.engine, Revision.model)
        .join(Transcript, Transcript.id == Revision.transcript_id)
        .join(Recording, Recording.id == Transcript.recording_id)
        .join(Interview, Interview.id == Recording.interview_id)
        .where(Interview.state == "published", Revision.made_by == "machine")
        .where((Revision.action != HEARD_AGAIN) | is_taken)
        .distinct()
        .order_by(Revision.engine, Revision.model)
    )
    return tuple(
        reader.words.gettext("%(engine)s, modèle %(model)s", engine=engine, model=model or "?")
        for engine, model in pairs
    )
