"""Sign in, sign out, and who am I."""

from http import HTTPStatus
from typing import Annotated

from chalice.app import Blueprint
from pydantic import Field, SecretStr

from chalicelib.application.errors import ForbiddenError
from chalicelib.application.scope import CredentialKind
from chalicelib.domain.schema import Value
from chalicelib.edge import bootstrap
from chalicelib.edge.call import Call, client_address, token_of
from chalicelib.edge.operation import BODY_PROBLEMS, Operation, Reply, operation
from chalicelib.edge.resources import MeView, SessionView
from chalicelib.edge.views import local, me_view, user_view

sessions = Blueprint(__name__)


class SignInBody(Value):
    """An address and a password."""

    email: Annotated[str, Field(min_length=1, max_length=254)]
    password: Annotated[SecretStr, Field(min_length=1, max_length=1024)]


@operation(
    sessions,
    Operation(
        method="POST",
        path="/v1/sessions",
        summary="Sign in",
        status=HTTPStatus.CREATED,
        body=SignInBody,
        answer=SessionView,
        is_open=True,
        problems=("badRequest", "wrongPassword", "tooManyRequests", *BODY_PROBLEMS),
    ),
)
def sign_in(call: Call[SignInBody, None]) -> Reply:
    """Sign in; the answer is the same for a wrong password and an unknown account."""
    address = client_address(call.request, bootstrap.web_signing_key(), bootstrap.clock().now())
    password = call.body.password.get_secret_value()
    signed_in = bootstrap.sign_in()(call.body.email, password, address)
    credential = signed_in.credential
    return Reply(
        SessionView(
            token=signed_in.token, expires_at=local(credential.expires_at), user=user_view(credential)
        )
    )


@operation(
    sessions,
    Operation(
        method="DELETE",
        path="/v1/sessions/current",
        summary="Sign out",
        status=HTTPStatus.NO_CONTENT,
    ),
)
def sign_out(call: Call[None, None]) -> Reply:
    """End the session this call was made with; a key is ended by other means."""
    if call.known_caller().kind is not CredentialKind.SESSION:
        raise ForbiddenError("session")
    bootstrap.accounts().forget(token_of(call.request) or "")
    return Reply(None)


@operation(
    sessions,
    Operation(method="GET", path="/v1/me", summary="Who calls, and for whom", answer=MeView),
)
def me(call: Call[None, None]) -> Reply:
    """Say who calls and for whom they may act."""
    return Reply(me_view(call.known_caller()))
