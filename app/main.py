"""Puts the site together. Wiring only."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version

from fastapi import FastAPI

from app.archive import Archive, open_archive
from app.services.clips.embed_noting import EmbedNoting
from app.services.clips.share_picture_shelf import SharePictureShelf
from app.services.corrections.blind_sounds import BlindSounds
from app.services.showing.ribbon_shelf import RibbonShelf
from app.settings import Settings
from app.web import (
    clip_file_routes,
    export_api,
    export_api_docs,
    feeds,
    health,
    login,
    media_routes,
    mentions,
    oembed,
    pingback,
    public_blind_listening,
    share_pictures,
    sitemap,
    studio_accounts,
    studio_audit,
    studio_clips,
    studio_corrections,
    studio_editor,
    studio_glossary,
    studio_hearing_again,
    studio_import,
    studio_intake,
    studio_interviews,
    studio_listening,
    studio_media,
    studio_mentions,
    studio_office_notes,
    studio_own_account,
    studio_publication,
    studio_replacing,
    studio_revisions,
    studio_themes,
    studio_voices,
)
from app.web.answer_shelf import AnswerShelf
from app.web.blind_tickets import BlindTickets
from app.web.error_pages import install_error_pages
from app.web.login_throttle import LoginThrottle
from app.web.page_templates import PageTemplates
from app.web.public_pages import public_router
from app.web.reader_gate import ReaderGate
from app.web.security_headers import SecurityHeaders, embed_headers, media_origin, security_headers
from app.web.site_state import Site
from app.web.static_files import StaticFolder
from app.web.studio_access import SignInNeeded, lead_to_form
from app.web.transfer import CompressedText, HeadRequests, OpenToOtherSites
from app.web.upload_form import form_router
from app.web.upload_routes import upload_router
from app.web.upload_turns import UploadTurns

MOST_BODY_BYTES = 64 * 1024


def create_app(settings: Settings, archive: Archive | None = None) -> FastAPI:
    """Return the site over the archive that the settings name, or over one that is open already."""
    opened = archive or open_archive(settings)
    static = StaticFolder()
    site = Site(
        archive=opened,
        templates=PageTemplates(settings.languages, settings.public_url, static),
        shelf=RibbonShelf(opened.store),
        security_headers=security_headers(media_origin(opened.store)),
        embed_headers=embed_headers(settings.public_url, media_origin(opened.store)),
    )

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        if archive is None:
            opened.close()

    app = FastAPI(
        title="Franquette",
        summary="What party leaders answer, word for word, each word one click from its sound.",
        version=_version(),
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        # A redirection to the same path with a slash would carry whatever host the request named.
        redirect_slashes=False,
        # Only small forms come in; the routes that receive recordings say what more they let in.
        max_body_size=MOST_BODY_BYTES,
        lifespan=lifespan,
    )
    app.state.site = site
    app.state.login_throttle = LoginThrottle(opened.database, settings.signing_key)
    app.state.upload_turns = UploadTurns()
    app.state.reader_gate = ReaderGate()
    app.state.blind_tickets = BlindTickets()
    app.state.embed_noting = EmbedNoting(opened.database)
    app.state.answer_shelf = AnswerShelf()
    app.state.blind_sounds = BlindSounds(opened.store, settings.work_dir / "blind-sounds")
    app.state.share_pictures = SharePictureShelf(settings.work_dir / "share-pictures")
    install_error_pages(app)
    app.add_exception_handler(SignInNeeded, lead_to_form)
    for router in (
        health.router,
        sitemap.router,
        feeds.router,
        clip_file_routes.router,
        media_routes.router,
        share_pictures.router,
        oembed.router,
        export_api_docs.router,
        export_api.router,
        login.router,
        studio_interviews.router,
        studio_editor.router,
        studio_media.router,
        studio_accounts.router,
        studio_own_account.router,
        studio_audit.router,
        studio_clips.router,
        studio_themes.router,
        studio_glossary.router,
        studio_publication.router,
        studio_replacing.router,
        studio_revisions.router,
        studio_hearing_again.router,
        studio_listening.router,
        studio_voices.router,
        studio_corrections.router,
        studio_office_notes.router,
        studio_mentions.router,
        mentions.router,
        pingback.router,
        public_blind_listening.router,
        studio_intake.router,
        studio_import.router,
        upload_router(settings.max_upload_bytes),
        form_router(settings.max_upload_bytes),
        public_router(settings.languages),
    ):
        app.include_router(router)
    app.mount("/static", static, name="static")
    # The last added is the outermost.
    app.add_middleware(OpenToOtherSites)
    app.add_middleware(HeadRequests)
    app.add_middleware(CompressedText)
    app.add_middleware(SecurityHeaders, headers=site.security_headers)
    return app


def _version() -> str:
    try:
        return version("franquette")
    except PackageNotFoundError:
        return "0"
