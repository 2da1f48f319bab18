"""The tables. Postgres is the truth: what is not here has not happened."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    CheckConstraint,
    DateTime,
    Double,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

Json = dict[str, Any]


class Base(DeclarativeBase):
    """The declarative base. Constraint names are fixed, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        datetime: DateTime(timezone=True),
        str: Text,
        float: Double,
        Json: JSONB(none_as_null=True),
        list[str]: JSONB(none_as_null=True),
    }


class Tenant(Base):
    """A customer. Nobody sees another tenant's assessments."""

    __tablename__ = "tenants"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class ApiKey(Base):
    """A key of a tenant. Only its SHA-256 is kept: keys are long and random, so a slow hash adds nothing."""

    __tablename__ = "api_keys"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    sha256: Mapped[bytes] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    revoked_at: Mapped[datetime | None]


class AssessmentRow(Base):
    """One assessment. Its document and steps go when it goes."""

    __tablename__ = "assessments"
    __table_args__ = (
        CheckConstraint("status in ('queued', 'running', 'done', 'failed')", name="status"),
        Index("ix_assessments_page", "tenant_id", "created_at", "id"),
        Index("ix_assessments_expires_at", "expires_at"),
        Index("ix_assessments_running", "id", postgresql_where=text("status = 'running'")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    tenant_id: Mapped[UUID] = mapped_column(ForeignKey("tenants.id", ondelete="CASCADE"))
    lane: Mapped[str]
    status: Mapped[str] = mapped_column(default="queued")
    target: Mapped[Json]
    company: Mapped[Json | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    finished_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]

    steps: Mapped[list["StepRow"]] = relationship(lazy="raise")


class DocumentRow(Base):
    """The document of an assessment, as received."""

    __tablename__ = "documents"

    assessment_id: Mapped[UUID] = mapped_column(
        ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class StepRow(Base):
    """One step of one assessment: who works on it until when, and what came out."""

    __tablename__ = "steps"
    __table_args__ = (
        CheckConstraint(
            "status in ('waiting', 'ready', 'running', 'done', 'failed', 'skipped')", name="status"
        ),
        Index(
            "ix_steps_ready", "name", "lane", "tenant_id", "due_at", postgresql_where=text("status = 'ready'")
        ),
        Index(
            "ix_steps_open",
            "name",
            "lane",
            "status",
            "due_at",
            postgresql_where=text("status in ('waiting', 'ready', 'running')"),
        ),
        Index("ix_steps_leased", "lease_until", postgresql_where=text("status = 'running'")),
    )

    assessment_id: Mapped[UUID] = mapped_column(
        ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True
    )
    name: Mapped[str] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID]  # the assessment's, so that the keeper finds each tenant's next steps by index
    lane: Mapped[str]
    status: Mapped[str]
    attempts: Mapped[int] = mapped_column(default=0)
    deaths: Mapped[int] = mapped_column(default=0)
    ready_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    publications: Mapped[int] = mapped_column(default=0)
    unavailable_since: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    duration_ms: Mapped[int | None]
    output: Mapped[Json | None]
    problem: Mapped[Json | None]


class DeadLetter(Base):
    """A step that died too often, and where. Kept for an operator; holds no personal data."""

    __tablename__ = "dead_letters"
    __table_args__ = (UniqueConstraint("assessment_id", "step"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[UUID] = mapped_column(ForeignKey("assessments.id", ondelete="CASCADE"))
    step: Mapped[str]
    reason: Mapped[str]
    attempts: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class QueueActivity(Base):
    """When a worker last took something, work or a ping, out of a queue."""

    __tablename__ = "queue_activity"

    queue: Mapped[str] = mapped_column(primary_key=True)
    consumed_at: Mapped[datetime]


class Erasure(Base):
    """The proof that an assessment was erased. It names nobody."""

    __tablename__ = "erasures"

    assessment_id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_id: Mapped[UUID]
    reason: Mapped[str]
    erased_at: Mapped[datetime] = mapped_column(server_default=func.now())


class CompanyRow(Base):
    """One line of an employer rating."""

    __tablename__ = "companies"
    __table_args__ = (UniqueConstraint("year", "group", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    year: Mapped[int]
    group: Mapped[str]
    place: Mapped[int]
    region: Mapped[str | None]
    industry: Mapped[str | None]
    score: Mapped[float]
    source_url: Mapped[str | None]  # none: out of a file
    fetched_at: Mapped[datetime | None]


class ScrapeRun(Base):
    """One run of the scraper: what it looked at, what it brought, what was wrong."""

    __tablename__ = "scrape_runs"
    __table_args__ = (
        CheckConstraint("status in ('running', 'done', 'failed')", name="status"),
        Index("ix_scrape_runs_kind_started_at", "kind", "started_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    status: Mapped[str] = mapped_column(default="running")
    started_at: Mapped[datetime] = mapped_column(server_default=func.now())
    finished_at: Mapped[datetime | None]
    pages: Mapped[int] = mapped_column(default=0)
    rows: Mapped[int] = mapped_column(default=0)
    new: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    problems: Mapped[list[str]] = mapped_column(default=list)


class VacancyRow(Base):
    """A vacancy, or a post that may hold one, as its source showed it last. Contacts are masked."""

    __tablename__ = "vacancies"
    __table_args__ = (
        UniqueConstraint("source", "external_id"),
        Index("ix_vacancies_published_at", "published_at"),
        Index("ix_vacancies_content_hash", "content_hash"),
        Index(
            "ix_vacancies_market",
            "profession",
            "month",
            postgresql_where=text("profession is not null and duplicate_of is null"),
        ),
        Index("ix_vacancies_unread", "id", postgresql_where=text("month is null")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]  # "hh", "geekjob", "superjob", "telegram:<channel>"
    external_id: Mapped[str]
    url: Mapped[str]
    title: Mapped[str]
    employer: Mapped[str | None]
    area: Mapped[str | None]
    role_ids: Mapped[list[str]]  # hh.ru's professional roles
    published_at: Mapped[datetime | None]
    salary_from: Mapped[float | None]
    salary_to: Mapped[float | None]
    currency: Mapped[str | None]
    gross: Mapped[bool | None]
    salary_period: Mapped[str | None]  # "month", "hour" ...; null: not said
    content_hash: Mapped[bytes]  # of the text alone: who posts it twice has the same
    duplicate_of: Mapped[int | None] = mapped_column(ForeignKey("vacancies.id", ondelete="SET NULL"))
    raw: Mapped[bytes] = mapped_column(LargeBinary)  # the source's own JSON, zlib
    # What shared.reference makes of it; all null where that was not asked yet.
    profession: Mapped[str | None]  # null: none in IT
    grade: Mapped[str | None]
    region: Mapped[str | None]
    month: Mapped[int | None]  # in which it was published, else first seen; in months since year 0
    net_low_rub: Mapped[int | None]  # roubles on hand a month
    net_high_rub: Mapped[int | None]
    net_mid_rub: Mapped[int | None]
    first_seen_at: Mapped[datetime] = mapped_column(server_default=func.now())
    last_seen_at: Mapped[datetime] = mapped_column(server_default=func.now())


class ScheduledJob(Base):
    """When a job of the schedule was last started, so that several keepers start it once."""

    __tablename__ = "scheduled_jobs"

    name: Mapped[str] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
