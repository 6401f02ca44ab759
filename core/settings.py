"""The one list of settings. Each is read from the environment variable `TONGHU_` + its name in capitals."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator may set; `tonghu serve --help` and README name the ones that matter first."""

    model_config = SettingsConfigDict(env_prefix="TONGHU_", extra="ignore", frozen=True)

    database_url: str = Field(
        default="sqlite:///var/tonghu.db",
        description="SQLite file (`sqlite:///path`) or PostgreSQL (`postgresql+asyncpg://user@host/name`)",
    )
    database_connections: int = Field(
        default=8, ge=1, le=200,
        description="Connections to the database per worker at most; on PostgreSQL fewer where all workers' do not fit",
    )  # fmt: skip
    statement_timeout_ms: int = Field(
        default=5_000, ge=50, le=600_000, description="Longest run of a statement; then DATABASE_TIMEOUT"
    )

    host: str = Field(default="127.0.0.1", description="Address to listen on")
    port: int = Field(default=8000, ge=0, le=65_535, description="Port to listen on; 0 takes a free one")
    shutdown_seconds: int = Field(default=20, ge=1, description="How long requests in hand may take after SIGTERM")
    workers: int = Field(
        default=1, ge=1, le=64,
        description="Processes of `tonghu serve`; from 2 a parent watches them, and SIGHUP reloads the policies",
    )  # fmt: skip
    worker_silence_seconds: float = Field(
        default=30.0, ge=1.0, description="A worker whose loop gives no sign of life for so long is replaced"
    )
    body_limit: int = Field(default=1_048_576, ge=1_024, description="Bytes of a request's body or query string")

    document_bytes: int = Field(default=65_536, ge=256, description="Bytes (UTF-8) of a document")
    document_tokens: int = Field(default=10_000, ge=16, description="Tokens of a document")
    document_depth: int = Field(default=24, ge=2, description="Nesting of selections, lists and objects in a document")
    document_aliases: int = Field(default=200, ge=0, description="Aliases of a document")
    document_fields: int = Field(
        default=2_000, ge=1, description="Fields of an operation after its fragments are spread"
    )
    public_mutations: int = Field(
        default=1, ge=1, description="Mutation fields of one operation of a caller without a token: a report is one"
    )
    operation_nodes: int = Field(default=20, ge=1, description="Selections of entities of one operation")
    operation_rows: int = Field(
        default=50_000, ge=1, description="Rows that an operation could read at most, by its pages"
    )
    filter_conditions: int = Field(
        default=200, ge=1, description="Conditions of an operation's filters together; following a relation counts for ten"
    )
    filter_relations: int = Field(default=4, ge=1, description="Relations that a filter follows, one through the other")
    variable_values: int = Field(
        default=20_000, ge=1, description="Values in an operation's variables, lists and objects included"
    )
    exact_matches_per_day: int = Field(
        default=60, ge=1, description="Exact matches on numbers and telephones per person and day (assumed)"
    )
    cache_entries: int = Field(default=1_000, ge=16, description="Parsed documents, plans and statements kept, each")

    home_district: int = Field(
        default=500112, description="District (6-digit code) of a report that names no place: Yubei by default"
    )
    policies: str = Field(default="policies", description="Folder of the policies; relative to the project's folder")
    policy_cache: str = Field(
        default="var/cache", description="Folder for predicates built from the policies, by their hash"
    )

    secret_file: str = Field(
        default="var/secret.key",
        description="32 bytes for keyed hashes (versions, exact matches); made at the first start",
    )

    jwks: str = Field(default="", description="Public keys that sign tokens: a file or an http(s) URL of a JWK set")
    token_issuer: str = Field(default="tonghu", description="`iss` that a token must have")
    token_audience: str = Field(default="tonghu", description="`aud` that a token must have")
    token_leeway_seconds: int = Field(
        default=5, ge=0, le=60, description="Clock difference tolerated in `exp` and `nbf`"
    )
    jwks_cooldown_seconds: float = Field(
        default=30.0, ge=0.0, description="Least time between two fetches of the key set"
    )

    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least level of log lines"
    )

    @field_validator("database_url")
    @classmethod
    def _served(cls, url: str) -> str:
        """A database of which there is an adapter, and a port that is one."""
        try:
            parts = urlsplit(url)
            on_file = parts.scheme == "sqlite" and parts.path.lstrip("/") not in ("", ":memory:")
            fits = on_file or (parts.scheme == "postgresql+asyncpg" and parts.port != 0)
        except ValueError:  # its text may hold a part of the password
            fits = False
        if not fits:
            raise ValueError("expected sqlite:///path or postgresql+asyncpg://user@host/name")
        return url


class SettingsError(Exception):
    """Variables of the environment that cannot be used; the text names each in a line, and no value: one may be a secret."""


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once. Raises SettingsError."""
    try:
        return Settings()
    except ValidationError as error:
        faults = (f"TONGHU_{str(fault['loc'][0]).upper()}: {fault['msg']}" for fault in error.errors())
        raise SettingsError("\n".join(faults)) from None
