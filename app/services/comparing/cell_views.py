"""Shows the cells of a comparison, and the leaders at the head of its columns."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.comparison_grid import Cell
from app.models import Interview, Passage, Theme
from app.services.comparing.comparison import is_readable
from app.services.reading.campaign_reading import CampaignReading
from app.services.reading.public_views import LeaderRow
from app.services.showing.state_wording import cell_text, invitation_view
from app.services.showing.view_building import ViewBuilder
from app.services.showing.view_parts import CellView, LeaderMark, Link


class CellViewer:
    """Shows what was read of a campaign."""

    def __init__(
        self,
        builder: ViewBuilder,
        reading: CampaignReading,
        passages: Mapping[str, tuple[Passage, Interview]],
    ) -> None:
        self._builder = builder
        self._words = builder.words
        self._reading = reading
        self._passages = passages
        self._interviews = {one.slug: one for several in reading.interviews.values() for one in several}

    def mark(self, slug: str) -> LeaderMark:
        """Return a leader's mark with the party headed in the campaign."""
        return self._builder.leader(self._reading.leaders[slug], self._reading.parties.get(slug))

    def cell(self, cell: Cell, theme: Theme) -> CellView:
        """Return a cell ready to print."""
        words = self._words
        hidden = len(cell.passage_ids) - len(cell.shown_ids)
        moment = self._passages.get(cell.question_id or "")
        is_question = moment is not None and moment[0].turn.speaker_role == "interviewer"
        return CellView(
            theme=self._builder.theme(theme),
            leader=self.mark(cell.leader),
            state=cell.state,
            state_text=cell_text(words, cell.state),
            as_of=cell.as_of.isoformat() if cell.as_of else None,
            as_of_text=self._as_of_text(cell),
            seconds_spoken=round(cell.seconds_spoken, 2),
            seconds_text=words.length(cell.seconds_spoken) if cell.passage_ids else "",
            quotes=tuple(self._builder.quote(*self._passages[passage_id]) for passage_id in cell.shown_ids),
            passage_count=len(cell.passage_ids),
            more=self._more(cell, hidden) if hidden else None,
            evidence=self.evidence(cell),
            question=self._builder.quote(*moment) if moment and is_question else None,
        )

    def row(self, slug: str) -> LeaderRow:
        """Return a leader in the campaign, summed up in one state."""
        invitation = self._reading.invitations.get(slug)
        interviews = self._reading.interviews.get(slug, ())
        public = [one for one in interviews if one.state == "published"]
        view = invitation_view(self._words, invitation) if invitation else None
        state = self._row_state(slug)
        text = view.text if view and not interviews else self._row_text(state, interviews)
        return LeaderRow(self.mark(slug), state, text, view, tuple(self._builder.card(one) for one in public))

    def _row_state(self, slug: str) -> str:
        interviews = self._reading.interviews.get(slug, ())
        if any(is_readable(one) for one in interviews):
            return "interviewed"
        if interviews:
            return "not_published"
        states = {"declined": "declined", "accepted": "accepted_not_recorded"}
        return states.get(self._reading.invitations[slug].state, "no_reply")

    def _row_text(self, state: str, interviews: tuple[Interview, ...]) -> str:
        last = interviews[-1]
        if state == "not_published" and last.recording is None:
            return self._words.gettext("Entrevue publiée ailleurs, pas d'enregistrement ici")
        if state == "not_published":
            return cell_text(self._words, "not_published")
        if last.recorded_on is None:
            return self._words.gettext("Entrevue publiée")
        return self._words.gettext("Entrevue du %(day)s", day=self._words.day(last.recorded_on))

    def _as_of_text(self, cell: Cell) -> str:
        if cell.evidence_interview:
            return self._builder.recorded_text(self._interviews[cell.evidence_interview])
        invitation = self._reading.invitations.get(cell.leader)
        return invitation_view(self._words, invitation).text if invitation else ""

    def _more(self, cell: Cell, hidden: int) -> Link:
        text = self._words.ngettext("%(num)s autre passage", "%(num)s autres passages", hidden)
        return Link(text, self._words.url("search", leader=cell.leader, theme=cell.theme))

    def evidence(self, cell: Cell) -> Link:
        """Return where to check the cell: the moment, the interview, or the invitation."""
        words = self._words
        moment = self._passages.get(cell.question_id or "")
        if moment:
            passage, interview = moment
            url = words.moment(interview.slug, passage.start_seconds, passage.end_seconds)
            return Link(words.gettext("Écouter ce moment"), url)
        held = self._interviews.get(cell.evidence_interview or "")
        if held is not None and held.state in ("published", "withdrawn"):
            return Link(words.gettext("Voir l'entrevue"), words.url("interview", slug=held.slug))
        if self._reading.campaign is not None:
            campaign = words.url("campaign", slug=self._reading.campaign.slug)
            return Link(words.gettext("Voir les invitations"), f"{campaign}#{cell.leader}")
        return Link(words.gettext("Voir la page"), words.url("leader", slug=cell.leader))
