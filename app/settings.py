"""Every setting of Franquette, read from the environment or `.env` (prefix FRANQUETTE_)."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parent.parent
SHORTEST_KEY = 32


class Settings(BaseSettings):
    """Settings of one archive."""

    model_config = SettingsConfigDict(env_prefix="FRANQUETTE_", env_file=".env", extra="ignore", frozen=True)

    data_dir: Path = Field(
        default=PROJECT_ROOT / "media" / "archive",
        description="The one folder to back up: database, originals, renditions, index.",
    )
    database_url: str = Field(default="", description="Empty: SQLite in DATA_DIR. Else postgresql://…")
    search_url: str = Field(default="", description="Empty: embedded index. http(s)://…: Meilisearch.")
    search_key: str = Field(default="", description="Key for Meilisearch.")
    media_url: str = Field(default="", description="Empty: DATA_DIR. s3://bucket/prefix: an object store.")
    whisper_engine: Literal["faster-whisper", "openai-whisper"] = Field(
        default="faster-whisper", description="Which Whisper hears the recordings."
    )
    whisper_model: str = Field(
        default="base", description="A size, or a folder (faster-whisper) or file (openai-whisper)."
    )
    cleaned_copy: bool = Field(
        default=True, description="Whether to make a copy of each sound with less noise, to listen to."
    )
    public_url: str = Field(
        default="http://127.0.0.1:8000", description="Address under which readers see the site."
    )
    secret_key: str = Field(
        default="", description="Signs what browsers keep for us; made on first start and kept in DATA_DIR."
    )
    max_upload_bytes: int = Field(
        default=4 * 1024**3, gt=0, description="Largest recording taken in, in bytes."
    )
    mentions: bool = Field(
        default=True,
        description="Whether pages elsewhere may say that they cite us (Webmention, Pingback). This machine "
        "then visits each of them, at public addresses only; where it can't, nothing else suffers.",
    )
    languages: Annotated[tuple[str, ...], NoDecode] = Field(
        default=("fr", "en"), description="Languages of the interface, the first one by default."
    )

    @field_validator("languages", mode="before")
    @classmethod
    def _split_languages(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",")) if isinstance(value, str) else value

    @field_validator("languages")
    @classmethod
    def _known_languages(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value or not set(value) <= {"fr", "en"}:
            raise ValueError("must name fr, en or both, separated by a comma")
        return value

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().absolute()

    @field_validator("public_url", "media_url", "search_url")
    @classmethod
    def _without_final_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @property
    def effective_database_url(self) -> str:
        """The SQLAlchemy address of the database, with its driver."""
        if not self.database_url:
            return f"sqlite:///{self.data_dir / 'franquette.db'}"
        if self.database_url.startswith(("postgres://", "postgresql://")):
            return "postgresql+psycopg://" + self.database_url.split("://", 1)[1]
        return self.database_url

    @property
    def workflow_database_url(self) -> str:
        """The workflows' own database: a file beside the archive's, or the same PostgreSQL."""
        if self.effective_database_url.startswith("postgresql"):
            return self.effective_database_url
        return f"sqlite:///{self.data_dir / 'workflows.db'}"

    @property
    def work_dir(self) -> Path:
        """Where the pipeline keeps what passes between two of its steps."""
        return self.data_dir / "work"

    @property
    def index_dir(self) -> Path:
        """Where the embedded search index lives."""
        return self.data_dir / "index"

    @cached_property
    def signing_key(self) -> str:
        """The secret key, made on first use and kept in DATA_DIR when the operator set none."""
        if self.secret_key:
            return self.secret_key
        path = self.data_dir / "secret_key"
        self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            # Written aside and linked: of several processes that start together one wins, with a whole key.
            descriptor, aside = tempfile.mkstemp(dir=self.data_dir, prefix=".secret-")
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(48))
            with suppress(FileExistsError):
                os.link(aside, path)
            Path(aside).unlink()
        key = path.read_text(encoding="ascii").strip()
        if len(key) < SHORTEST_KEY:
            raise ValueError(f"{path} holds no key: remove it, a new one will be made")
        return key
