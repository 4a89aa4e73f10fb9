"""Turns rows into the parts that pages show, in the language of the page."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.media_addresses import original_path, rendition_path, transcript_path
from app.domain.timecode import format_timecode, media_fragment
from app.models import (
    Campaign,
    Fact,
    Interview,
    Leader,
    Party,
    Passage,
    Recording,
    Rendition,
    Tag,
    Theme,
)
from app.services.showing.ribbon_reading import Ribbons, without_ribbons
from app.services.showing.state_wording import CONFIDENCE_TEXTS, speaker_text, status_view, tag_text
from app.services.showing.view_parts import (
    CampaignMark,
    FactView,
    InterviewCard,
    LeaderMark,
    Link,
    MediaSource,
    PartyMark,
    Player,
    Quote,
    ThemeMark,
    ThemeTag,
)
from app.services.showing.wording import Wording


class ViewBuilder:
    """Builds parts of views for one page."""

    def __init__(self, words: Wording, ribbons: Ribbons | None = None) -> None:
        self.words = words
        self.ribbons = ribbons or without_ribbons()

    def party(self, party: Party) -> PartyMark:
        """Return a party's mark."""
        return PartyMark(party.slug, party.name, party.short_name, party.colour)

    def leader(self, leader: Leader, party: Party | None) -> LeaderMark:
        """Return a leader's mark."""
        return LeaderMark(
            leader.slug,
            leader.name,
            self.words.url("leader", slug=leader.slug),
            self.party(party) if party else None,
            leader.is_synthetic,
        )

    def theme(self, theme: Theme) -> ThemeMark:
        """Return a theme's mark."""
        return ThemeMark(
            theme.slug,
            self.words.pick(theme.label_fr, theme.label_en),
            self.words.url("theme", slug=theme.slug),
        )

    def tag(self, tag: Tag) -> ThemeTag:
        """Return a theme on a passage."""
        mark = self.theme(tag.theme)
        return ThemeTag(
            mark.slug,
            mark.label,
            mark.url,
            tag.source == "machine",
            tag.is_inherited,
            tag_text(self.words, tag),
        )

    def tags(self, passage: Passage) -> tuple[ThemeTag, ...]:
        """Return the themes of a passage in the order of the list of themes."""
        return tuple(self.tag(tag) for tag in sorted(passage.tags, key=lambda tag: tag.theme.position))

    def campaign(self, campaign: Campaign | None, is_current: bool = False) -> CampaignMark:
        """Return a campaign's mark; None stands for the interviews outside any campaign."""
        if campaign is None:
            name = self.words.gettext("Hors campagne")
            return CampaignMark("", name, self.words.url("leaders"), "", "", False, is_current)
        polling = self.words.gettext("Scrutin du %(day)s", day=self.words.day(campaign.polling_on))
        return CampaignMark(
            campaign.slug,
            self.words.pick(campaign.name_fr, campaign.name_en),
            self.words.url("campaign", slug=campaign.slug),
            campaign.polling_on.isoformat(),
            polling,
            campaign.is_synthetic,
            is_current,
        )

    def synthetic_notice(self, is_synthetic: bool) -> str:
        """Return the sentence that says that people and voices are invented; empty otherwise."""
        if not is_synthetic:
            return ""
        return self.words.gettext(
            "Démonstration : les personnes, les partis et les propos sont inventés ; "
            "les voix sont de synthèse."
        )

    def fact(self, fact: Fact) -> FactView:
        """Return a sourced statement."""
        text = self.words.pick(fact.text_fr, fact.text_en)
        sure = self.words.gettext(CONFIDENCE_TEXTS[fact.confidence])
        leader = self.leader(fact.leader, None) if fact.leader else None
        return FactView(fact.dated, text, fact.source, source_url(fact.source), fact.confidence, sure, leader)

    def recorded_text(self, interview: Interview) -> str:
        """Return the day of an interview, or what is known of it."""
        if interview.recorded_on:
            return self.words.day(interview.recorded_on)
        return self.words.pick(interview.dated_fr, interview.dated_en) or self.words.gettext("Date inconnue")

    def card(self, interview: Interview) -> InterviewCard:
        """Return an interview's card; needs its leader, party and recording with renditions loaded."""
        recording = interview.recording
        is_playable = bool(recording and play_files(recording))
        poster = rendition_of(recording, "poster") if recording else None
        return InterviewCard(
            slug=interview.slug,
            url=self.words.url("interview", slug=interview.slug),
            title=self.words.gettext("Entrevue avec %(leader)s", leader=interview.leader.name),
            leader=self.leader(interview.leader, interview.party),
            recorded_text=self.recorded_text(interview),
            recorded_on=interview.recorded_on.isoformat() if interview.recorded_on else None,
            place=self.words.spoken(interview.place, "fr"),
            interviewer=interview.interviewer,
            state=interview.state,
            state_text=self._interview_state(interview),
            duration_text=self.words.length(recording.duration_seconds) if recording else "",
            is_playable=is_playable,
            is_synthetic=interview.is_synthetic,
            ribbon_svg=self.ribbons.whole(interview, self.words),
            ribbon_text=self.ribbons.text(interview, self.words),
            poster_url=rendition_path(recording.sha256, "poster", poster.media_key)
            if poster and recording
            else None,
        )

    def player(
        self, interview: Interview, start_seconds: float | None = None, end_seconds: float | None = None
    ) -> Player | None:
        """Return the player of an interview; with two moments its length is that of the span between them."""
        recording = interview.recording
        if recording is None or not play_files(recording):
            return None
        files = play_files(recording)
        video = next((one for one in files if one.kind == "web_video"), None)
        poster = rendition_of(recording, "poster")
        length = recording.duration_seconds or 0.0
        shown = (end_seconds or length) - (start_seconds or 0.0)
        return Player(
            sources=play_sources(recording, files[:1]),
            cleaned=next(iter(play_sources(recording, cleaned_files(recording))), None),
            is_video=video is not None,
            poster_url=rendition_path(recording.sha256, "poster", poster.media_key) if poster else None,
            width_pixels=video.width_pixels if video else None,
            height_pixels=video.height_pixels if video else None,
            duration_seconds=length,
            duration_text=self.words.length(shown),
            captions_url=transcript_path(interview.slug, "vtt") if recording.transcript else None,
            captions_language=interview.language,
            ribbon_svg=self.ribbons.player(interview, self.words),
            ribbon_text=self.ribbons.text(interview, self.words),
        )

    def quote(self, passage: Passage, interview: Interview) -> Quote:
        """Return a passage as lists show it; needs its turn and its tags with their themes loaded."""
        recording = interview.recording
        files = play_files(recording) if recording else ()
        sound = files[-1:]
        start, end = passage.start_seconds, passage.end_seconds
        return Quote(
            id=passage.id,
            url=self.words.url("passage", id=passage.id),
            text=self.words.spoken(passage.text, passage.language),
            language=passage.language,
            speaker_role=passage.turn.speaker_role,
            speaker_text=speaker_text(self.words, passage.turn.speaker_role, interview),
            leader=self.leader(interview.leader, interview.party),
            start_seconds=start,
            end_seconds=end,
            timecode=format_timecode(start),
            length_text=self.words.length(end - start),
            status=status_view(self.words, passage.status),
            themes=self.tags(passage),
            interview_url=self.words.url("interview", slug=interview.slug),
            moment_url=self.words.moment(interview.slug, start, end),
            recorded_text=self.recorded_text(interview),
            play_sources=play_sources(recording, sound, start, end) if recording else (),
            is_video=bool(sound) and sound[0].kind == "web_video",
            ribbon_svg=self.ribbons.span(interview, start, end, self.words),
        )

    def downloads(self, interview: Interview) -> tuple[Link, ...]:
        """Return the transcript in its four formats."""
        if interview.recording is None or interview.recording.transcript is None:
            return ()
        names = {"txt": "TXT", "vtt": "WebVTT", "srt": "SRT", "json": "JSON"}
        return tuple(Link(name, transcript_path(interview.slug, suffix)) for suffix, name in names.items())

    def _interview_state(self, interview: Interview) -> str:
        if interview.recording is None:
            return self.words.gettext("Publiée ailleurs, pas d'enregistrement ici")
        if interview.state == "published":
            return self.words.gettext("Publiée le %(day)s", day=self.words.day_of(interview.published_at))
        if interview.state == "withdrawn":
            return self.words.gettext("Retirée le %(day)s", day=self.words.day_of(interview.withdrawn_at))
        return self.words.gettext("Enregistrée, pas encore publiée")


def rendition_of(recording: Recording, kind: str) -> Rendition | None:
    """Return the rendition of a kind, if it was made."""
    return next((one for one in recording.renditions if one.kind == kind), None)


def play_files(recording: Recording) -> tuple[Rendition, ...]:
    """Return what can be played: the picture first, then the sound alone."""
    both = (rendition_of(recording, "web_video"), rendition_of(recording, "web_audio"))
    return tuple(one for one in both if one is not None)


def cleaned_files(recording: Recording) -> tuple[Rendition, ...]:
    """Return the copy of the sound with less noise, if one was made."""
    cleaned = rendition_of(recording, "cleaned_audio")
    return (cleaned,) if cleaned is not None else ()


def play_sources(
    recording: Recording,
    files: Sequence[Rendition],
    start_seconds: float | None = None,
    end_seconds: float | None = None,
) -> tuple[MediaSource, ...]:
    """Return the sources of a native player, with a media fragment when a span is asked for."""
    fragment = f"#{media_fragment(start_seconds, end_seconds)}" if start_seconds is not None else ""
    return tuple(
        MediaSource(rendition_path(recording.sha256, one.kind, one.media_key) + fragment, one.media_type)
        for one in files
    )


def original_url(recording: Recording) -> str:
    """Return the address of the file as received."""
    return original_path(recording.sha256, recording.media_key)


def source_url(source: str) -> str | None:
    """Return a source as an address when it is one."""
    return source if source.startswith(("https://", "http://")) and " " not in source else None
