"""API keys: long random words; only their SHA-256 is stored."""

import hashlib
import secrets
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from shared.db.tables import ApiKey, Tenant

_PREFIX = "attesta_"


def hash_key(key: str) -> bytes:
    """What is stored of a key. A key has 256 random bits, so a slow hash or a salt would add nothing."""
    return hashlib.sha256(key.encode()).digest()


def issue_key(session: Session, tenant: str, name: str) -> str:
    """Make a key for a tenant, who is made too if new.

    Returns:
        The key. It can't be read again later.
    """
    session.execute(insert(Tenant).values(name=tenant).on_conflict_do_nothing())
    tenant_id = session.scalars(select(Tenant.id).where(Tenant.name == tenant)).one()
    key = _PREFIX + secrets.token_urlsafe(32)
    session.add(ApiKey(tenant_id=tenant_id, name=name, sha256=hash_key(key)))
    return key


def find_tenant(session: Session, key: str) -> UUID | None:
    """The tenant that a key belongs to; None for an unknown or revoked key."""
    return session.scalar(
        select(ApiKey.tenant_id).where(ApiKey.sha256 == hash_key(key), ApiKey.revoked_at.is_(None))
    )
