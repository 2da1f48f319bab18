"""Who asks: a bearer key belongs to a tenant."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from services.gateway.keys import find_tenant
from services.gateway.problems import reject
from services.gateway.state import GatewayState, gateway_state
from shared.db.session import transaction

_bearer = HTTPBearer(auto_error=False, description="The API key.")


def authenticate(
    request: Request,
    state: Annotated[GatewayState, Depends(gateway_state)],
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> UUID:
    """The tenant whose key the request carries.

    Raises:
        RequestRejected: `unauthorized`, for a missing, unknown or revoked key alike.
    """
    if credentials is None:
        raise reject("unauthorized")
    with transaction(state.engine) as session:
        tenant_id = find_tenant(session, credentials.credentials)
    if tenant_id is None:
        raise reject("unauthorized")
    request.state.tenant_id = tenant_id  # for the line of the log
    return tenant_id


Tenant = Annotated[UUID, Depends(authenticate)]
State = Annotated[GatewayState, Depends(gateway_state)]
