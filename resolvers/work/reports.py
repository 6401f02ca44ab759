"""fileReport: mandatory reports of bodies and their staff, reports of anybody (四(一))."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, select, update

from core.clock import work_date
from core.errors import TonghuError, Words
from core.ids import prefix_of
from db.tables import TABLES
from db.tables.service import PERSON
from resolvers.attributes import keyed_hash
from resolvers.work.base import Outcome, Work, work
from resolvers.work.cases import place_now, staying
from resolvers.work.children import division_known
from schema.identity import check_telephone

_CHILD = TABLES["Child"]
_ON_FILE = staying(select(_CHILD.c.id, *place_now(_CHILD)).where(_CHILD.c.public_id == bindparam("sought")))
_RECEIPT = (
    update(TABLES["Report"]).where(TABLES["Report"].c.id == bindparam("key")).values(receipt_hash=bindparam("receipt"))
)
_NAME = select(PERSON.c.name).where(PERSON.c.id == bindparam("person"))

REPORTER_KINDS = {
    "SCHOOL": "SCHOOL",
    "KINDERGARTEN": "KINDERGARTEN",
    "HOSPITAL": "MEDICAL_BODY",
    "VILLAGE": "VILLAGE_COMMITTEE",
    "SOCIAL_WORK_BODY": "SOCIAL_WORK_BODY",
    "RESCUE_STATION": "RESCUE_STATION",
    "WELFARE_HOME": "WELFARE_HOME",
}
"""Kind of organisation as stored -> kind of reporter with a duty to report; others report as a body or as a citizen."""


def receipt_code(secret: bytes, key: int) -> str:
    """The code that opens a report's status to whoever filed it: 32 hexadecimal digits, the same at each replay."""
    return keyed_hash(secret, "receipt", str(key))


def receipt_hash(code: str) -> str:
    """What is stored of a receipt code: hexadecimal SHA-256."""
    return sha256(code.encode()).hexdigest()


@work("fileReport")
async def file_report(at: Work) -> Outcome:
    """Files a report. Whether a child is on file never shows: every well-formed report gets the same shape of answer."""
    description, content = at.text("childDescription", 500, lines=True), at.text("content", 5000, lines=True)
    discovered, telephone = at.given("discoveredAt"), at.given("reporterTelephone")
    if discovered is not None and discovered > at.now:
        reason = Words("不能晚于现在", "must not lie in the future")
        at.problem("VALUE_INVALID", "discoveredAt", reason=reason)
    if telephone is not None:
        try:
            check_telephone(telephone)
        except TonghuError as error:
            error.field = "reporterTelephone"
            at.problems.append(error)
    name = at.text("reporterName", 60, required=False)
    child_id = at.given("childId")
    if child_id is not None and prefix_of(child_id) != "chd":
        at.problem("ID_INVALID", "childId", id=child_id)
    place = await _place(at, child_id)
    at.stop_if_problems()
    latency = int((at.now - discovered).total_seconds() // 60) if discovered is not None else None
    values: dict[str, Any] = {
        "kind": at.given("kind"), "reported_on": work_date(at.now),
        "child_description": description, "content": content, "discovered_at": discovered, "reported_at": at.now,
        "latency_minutes": latency, "reporter_kind": _reporter_kind(at), "feedback": None,
        "received_at": None, "dispatched_at": None,
        "reporter_name": name or await _own_name(at), "reporter_telephone": telephone,
        "reporter_organisation_id": at.caller.organisation_id, "reporter_person_id": at.caller.person_id,
        "respondent_organisation_id": None, "receipt_hash": secrets.token_hex(32), **place,
    }  # fmt: skip
    key = await at.begin("Report", values)
    stored = receipt_hash(receipt_code(at.secret, key))
    await at.transaction.fetch(_RECEIPT, {"key": key, "receipt": stored})
    return Outcome(key)


def _reporter_kind(at: Work) -> str:
    if at.caller.is_public:
        return "CITIZEN"
    return REPORTER_KINDS.get(at.caller.kind or "", "OTHER_BODY")


async def _own_name(at: Work) -> str | None:
    if at.caller.person_id is None:
        return None
    rows = await at.transaction.fetch(_NAME, {"person": at.caller.person_id})
    return rows[0][0] if rows else None


async def _place(at: Work, child_id: str | None) -> dict[str, Any]:
    """The child on file, if there is one, and the divisions of the report."""
    code = at.given("divisionCode")
    known = code is None or (code.isascii() and code.isdigit() and await division_known(at, code))
    if not known:  # whether or not the child is on file, which the answer must not tell
        at.problem("DIVISION_UNKNOWN", "divisionCode", division=code)
        return {}
    if child_id is not None:
        rows = await at.transaction.fetch(_ON_FILE, {"sought": child_id})
        if rows:
            return dict(zip(("child_id", "district_id", "town_id", "village_id"), rows[0], strict=True))
    if code is not None:
        town = int(code[:9]) if len(code) >= 9 else None
        village = int(code) if len(code) == 12 else None
        return {"child_id": None, "district_id": int(code[:6]), "town_id": town, "village_id": village}
    district = at.caller.district_id or at.home_district
    return {"child_id": None, "district_id": district, "town_id": None, "village_id": None}
