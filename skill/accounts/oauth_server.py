"""OAuth 2.0 by Authlib, put on the shop's links: who may ask, what is given, what is refused.

Authorization code (RFC 6749) with PKCE by S256 alone where a client offers it (RFC 7636), refresh
with rotation, and revocation (RFC 7009), each as RFC 9700 tightens it. Further than these:

- A redirect URI is always named, and is one of the client's letter by letter.
- A refresh gives all that was granted; one that asks for part of it is refused.
- A refresh token is used once; Google may use it again until it has used the next one.
- Revoking either token ends the whole link.
"""

from __future__ import annotations

from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import (
    AuthorizationCodeMixin,
    ClientMixin,
    InvalidGrantError,
    InvalidRequestError,
    InvalidScopeError,
    OAuth2Request,
    TokenMixin,
)
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant, RefreshTokenGrant
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7636 import CodeChallenge
from flask import request as flask_request

from fulfillment.linking import ACCESS, SCOPES, Client, Code, Linking, Pair, Refresh, new_secret
from skill.accounts.oauth_requests import OAuthRequest

_METHODS = ("client_secret_basic", "client_secret_post")


class Party(ClientMixin):
    """A client as Authlib asks about it; ``of`` is ours."""

    def __init__(self, client: Client) -> None:
        self.of = client

    def get_client_id(self) -> str:
        return self.of.id

    def get_allowed_scope(self, scope: Any) -> Any:
        """What the client gets that asks for ``scope``; None for more than it may have."""
        scopes = self.of.scopes_for((scope or "").split())
        return None if scopes is None else " ".join(scopes)

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri in self.of.redirect_uris

    def check_client_secret(self, client_secret: str) -> bool:
        return self.of.has_secret(client_secret)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:  # noqa: ARG002
        return method in _METHODS

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type in ("authorization_code", "refresh_token")


class HeldCode(AuthorizationCodeMixin):
    """A code that a client presents; ``of`` is ours."""

    def __init__(self, code: Code) -> None:
        self.of = code
        self.code_challenge = code.challenge

    def get_redirect_uri(self) -> str:
        return self.of.redirect_uri

    def get_scope(self) -> str:
        return " ".join(self.of.scopes)


class HeldRefresh(TokenMixin):
    """A refresh token that a client presents; ``of`` is ours."""

    def __init__(self, refresh: Refresh) -> None:
        self.of = refresh

    def check_client(self, client: Any) -> bool:
        return bool(client.of.id == self.of.client_id)

    def get_scope(self) -> str:
        return " ".join(self.of.scopes)


class CodeGrant(AuthorizationCodeGrant):
    """A code for a shopper's consent, tokens for a code. Users are the customers' ids."""

    TOKEN_ENDPOINT_AUTH_METHODS = _METHODS

    @staticmethod
    def validate_authorization_redirect_uri(request: OAuth2Request, client: ClientMixin) -> str:
        """The URI to go back to, which is not quoted where it is wrong."""
        uri = request.payload.redirect_uri if request.payload else None
        if not uri or not client.check_redirect_uri(uri):
            raise InvalidRequestError("redirect_uri is none of this client.")
        return uri

    def generate_authorization_code(self) -> str:
        return new_secret()

    def save_authorization_code(self, code: str, request: OAuth2Request) -> None:
        asked: Any = request.payload
        self.server.linking.consent(
            self.client.of,
            request.user,
            request.scope.split(),
            asked.redirect_uri,
            code,
            asked.data.get("code_challenge", ""),
        )

    def query_authorization_code(self, code: str, client: Any) -> HeldCode | None:
        held = self.server.linking.check_code(code, client.of.id)
        return HeldCode(held) if held else None

    def authenticate_user(self, authorization_code: HeldCode) -> int:
        return authorization_code.of.customer_id

    def delete_authorization_code(self, authorization_code: HeldCode) -> None:
        """Nothing is left to do: a code is used up when its tokens are kept."""


class S256(CodeChallenge):
    """PKCE where a client offers it, by S256: "plain" shows the verifier to who sees the request.

    Once there was a challenge, the code needs its verifier; without one, a verifier is refused.
    """

    def __init__(self) -> None:
        super().__init__(required=False)

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        asked = grant.request.payload.data
        named = asked.get("code_challenge"), asked.get("code_challenge_method")
        if any(named) and named[1] != "S256":
            raise InvalidRequestError("code_challenge_method must be S256.")
        super().validate_code_challenge(grant, redirect_uri)

    def get_authorization_code_challenge_method(self, authorization_code: Any) -> str:  # noqa: ARG002
        return "S256"


class RefreshGrant(RefreshTokenGrant):
    """New tokens for a refresh token, which is used up."""

    TOKEN_ENDPOINT_AUTH_METHODS = _METHODS
    INCLUDE_NEW_REFRESH_TOKEN = True

    def validate_token_request(self) -> None:
        super().validate_token_request()
        asked = self.request.payload.scope if self.request.payload else ""
        held: Any = self.request.refresh_token
        if asked and set(asked.split()) != set(held.get_scope().split()):
            raise InvalidScopeError()

    def authenticate_refresh_token(self, refresh_token: str) -> Any:
        held = self.server.linking.check_refresh(refresh_token, self.client.of)
        return HeldRefresh(held) if held else None

    def authenticate_user(self, refresh_token: HeldRefresh) -> int:
        return refresh_token.of.customer_id

    def revoke_old_credential(self, refresh_token: TokenMixin) -> None:
        """Nothing is left to do: it was used up when the new tokens were kept."""


class Revocation(RevocationEndpoint):
    """The end of a link, from the platform's side."""

    CLIENT_AUTH_METHODS = _METHODS

    def authenticate_token(self, request: OAuth2Request, client: Party) -> str | None:
        """The token, unless nobody has it; what kind a client thinks it is does not matter."""
        token = request.form.get("token")
        if not token:
            raise InvalidRequestError("token is missing.")
        owner = self.server.linking.client_of(token)
        if owner is not None and owner != client.of.id:
            raise InvalidGrantError("The token is not this client's.")
        return token if owner else None

    def revoke_token(self, token: str, request: OAuth2Request) -> None:  # noqa: ARG002
        self.server.linking.revoke_token(token)


class Server(AuthorizationServer):
    """The OAuth server within one unit of work, reached by shoppers at ``public_url``."""

    def __init__(self, linking: Linking, public_url: str | None) -> None:
        super().__init__()
        self.linking = linking
        self._public_url = public_url
        self.scopes_supported = SCOPES
        tokens = BearerTokenGenerator(
            _new, _new, lambda _client, _type: int(ACCESS.total_seconds())
        )
        self.register_token_generator("default", tokens)
        self.register_grant(CodeGrant, [S256()])
        self.register_grant(RefreshGrant)
        self.register_endpoint(Revocation)

    def query_client(self, client_id: str) -> Party | None:  # type: ignore[override]  # None is none
        client = self.linking.clients.find(client_id)
        return Party(client) if client else None

    def save_token(self, token: dict[str, Any], request: OAuth2Request) -> None:
        """Let new tokens hold in place of what was presented, unless somebody else was first."""
        pair = Pair(token["access_token"], token["refresh_token"])
        code: HeldCode | None = request.authorization_code
        refresh: Any = request.refresh_token
        linking = self.linking
        first = linking.redeem(code.of, pair) if code else linking.rotate(refresh.of, pair)
        if not first:
            raise InvalidGrantError()

    def create_revocation_response(self) -> object:
        """The answer to a request for the end of a link."""
        return self.create_endpoint_response("revocation")  # type: ignore[no-untyped-call]

    def create_oauth2_request(self, request: object) -> OAuthRequest:  # type: ignore[override]  # noqa: ARG002
        return OAuthRequest(flask_request, self._public_url)


def _new(**_of_whom: object) -> str:
    return new_secret()
