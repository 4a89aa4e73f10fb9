"""The tables, one aggregate a file. Importing this package knows them all."""

from app.models.audit_entry import AuditEntry
from app.models.base import Model
from app.models.campaign import Campaign, Fact, Invitation
from app.models.clip import Clip, ClipFile, ClipSite
from app.models.correction import Correction
from app.models.curator import Curator
from app.models.curator_session import CuratorSession
from app.models.glossary import GlossaryDismissal, GlossaryEntry
from app.models.heard_span import HeardSpan
from app.models.hearing_again import HearingAgain
from app.models.interview import Interview
from app.models.leader import Leader, Leadership, Party
from app.models.login_try import LoginTry
from app.models.mention import Mention, RefusedHost
from app.models.office_note import OfficeNote
from app.models.passage import Exchange, Passage, Turn
from app.models.passage_version import PassageDraft, PassageRedirect, PassageVersion
from app.models.publication_plan import PlannedInterview, PublicationPlan
from app.models.recording import Recording, Rendition
from app.models.theme import Tag, Theme, ThemeDecision, ThemeExample
from app.models.transcript import Revision, Segment, Transcript, Word
from app.models.upload import Upload
from app.models.voice import Voice

__all__ = [
    "AuditEntry", "Campaign", "Clip", "ClipFile", "ClipSite", "Correction", "Curator", "CuratorSession",
    "Exchange", "Fact", "GlossaryDismissal", "GlossaryEntry", "HeardSpan", "HearingAgain", "Interview",
    "Invitation", "Leader", "Leadership", "LoginTry", "Mention", "Model", "OfficeNote", "Party", "Passage",
    "PassageDraft", "PassageRedirect", "PassageVersion", "PlannedInterview", "PublicationPlan", "Recording",
    "RefusedHost", "Rendition", "Revision", "Segment", "Tag", "Theme", "ThemeDecision", "ThemeExample",
    "Transcript", "Turn", "Upload", "Voice", "Word",
]  # fmt: skip
