"""The demo's Explorer: its page at `/`, and what the page asks for at `/explorer/`. `tonghu serve` has none of it.

The page and all that it loads are files of `explorer/dist`, which `make explorer` builds; nothing comes from elsewhere.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from authz.build import Policies
from core.settings import Settings
from db.database import Database
from schema.mutations import MUTATIONS
from server.acting import Acting, act
from server.minting import SigningKey
from server.policies import PROJECT
from server.ready_queries import ready_query

DIST = PROJECT / "explorer/dist"
_PAGE = "index.html"
_ADDRESS = re.compile(r"\A[0-9.]+\Z|\A[0-9a-f:]*:[0-9a-f:.]*\Z")
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".txt": "text/plain"}
_FOUND = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_NO_STORE = _FOUND | {"cache-control": "no-store"}


class Explorer:
    """Serves the page, the callers to choose from with a token each, and the legal bases behind their grants."""

    def __init__(self, s: Settings, database: Database, policies: Policies, key: SigningKey) -> None:
        """`key` is the demo's own: a token of it is good for nothing but the demo."""
        self._settings = s
        self._database = database
        self._policies = policies
        self._key = key

    def routes(self) -> list[Route]:
        """`/`, `/explorer/callers`, `/explorer/policy`, and a route for each built file."""
        files = [Route(f"/explorer/{path.name}", _file(path)) for path in sorted(DIST.iterdir()) if path.name != _PAGE]
        return [
            Route("/", _file(DIST / _PAGE)),
            Route("/explorer/callers", self._callers),
            Route("/explorer/policy", self._policy),
            *files,
        ]

    async def _callers(self, request: Request) -> Response:
        if not self._from_the_page(request):
            return Response(status_code=403, headers=_NO_STORE)
        return _json({"callers": await self._offered()})

    def _from_the_page(self, request: Request) -> bool:
        """Tokens go to the page alone: a browser says which site asks; a name that was made to point here is none of ours."""
        host = request.url.hostname or ""
        known = host in ("localhost", self._settings.host) or bool(_ADDRESS.match(host))
        return known and request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")

    async def _offered(self) -> list[dict[str, Any]]:
        """Every subject that one can act as: those with an organisation or a guardian on file, and anybody."""
        out = []
        for code in self._policies.declared.concrete:
            subject = self._policies.declared.subjects[code]
            acting = await act(self._settings, self._database, self._key, subject)
            if acting is not None:
                out.append(self._offer(subject.label, acting))
        return out

    def _offer(self, label: str, acting: Acting) -> dict[str, Any]:
        return {
            "subject": acting.subject,
            "label": _words(label),
            "organisation": {"id": acting.organisation, "name": acting.name} if acting.organisation else None,
            "guardian": {"id": acting.guardian, "name": acting.name} if acting.guardian else None,
            "token": acting.token,
            "query": ready_query(self._policies, acting.subject),
        }

    async def _policy(self, _request: Request) -> Response:
        return _json(policy_words(self._policies))


def policy_words(policies: Policies) -> dict[str, Any]:
    """What the codes of a grant mean.

    `bases`: code -> instrument, article, text (zh, en), assumed; `doors`: door -> label (zh, en); `writes`: input type
    -> input field -> [entity, member] that it writes.
    """
    declared = policies.declared
    return {
        "version": policies.version,
        "bases": {
            code: {
                "instrument": basis.instrument, "article": basis.article, "zh": basis.zh, "en": basis.en,
                "assumed": basis.assumed,
            }
            for code, basis in declared.bases.items()
        },
        "doors": {p.door: _words(p.label) for p in declared.purposes.values()},
        "writes": {spec.input_type: dict(spec.writes) for spec in MUTATIONS.values()},
    }  # fmt: skip


def _words(label: str) -> Mapping[str, str]:
    """A label `中文 / English` by language."""
    zh, _, en = label.partition(" / ")
    return {"zh": zh, "en": en or zh}


def _json(value: Any) -> Response:
    return Response(orjson.dumps(value), 200, _NO_STORE, "application/json")


def _file(path: Path) -> Any:
    """An endpoint that serves a file as it is now; a browser asks each time whether it has changed."""
    body = path.read_bytes()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    kind = _TYPES[path.suffix]
    headers = _FOUND | {"cache-control": "no-cache", "etag": tag}

    async def serve(request: Request) -> Response:
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        return Response(body, 200, headers, kind)

    return serve
