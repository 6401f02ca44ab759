"""Corrections: asked for by whoever reads a member, answered by the record's holder (个人信息保护法 四十六)."""

from __future__ import annotations

from schema.graphql_types import optional
from schema.mutations.declare import ID, KEY, MutationSpec, move, same

REQUEST_CORRECTION = MutationSpec(
    name="requestCorrection",
    label="申请更正(个人信息保护法 四十六) / Ask for the correction of a member of a record that one reads",
    entity="Correction",
    result="correction",
    inputs=(
        KEY,
        ("recordId", ID, "记录编号 / Id of the record"),
        ("member", str, "须更正的项目,以接口名表示 / Member to correct, by its name in the API"),
        (
            "proposed",
            optional(str),
            "应为何值,文本形式;应为空时不填 / What it should hold, as the API writes it, without quotes; left out where nothing",
        ),
        ("reason", str, "理由,至多 1000 字 / Reason, at most 1000 characters"),
    ),
    writes=same("Correction", "recordId", "member", "proposed", "reason"),
)

DECIDE_CORRECTION = move(
    "decideCorrection", "答复更正申请(个人信息保护法 四十六) / Answer a correction, as the holder of the record", "Correction",
    ("accepted", bool, "是否采纳 / Whether it is accepted"),
    ("decision", str, "答复,不得改写的记录以此附注 / Answer; what is noted beside a record that is never overwritten"),
    writes={"accepted": None},
)  # fmt: skip
CONFIRM_CORRECTION = move(
    "confirmCorrection", "复核更正(身份、监护) / Confirm a correction of identity or custody, as another person", "Correction",
    ("confirmed", bool, "是否确认 / Whether it is confirmed"), writes={"confirmed": None},
)  # fmt: skip
WITHDRAW_CORRECTION = move("withdrawCorrection", "撤回更正申请 / Withdraw a correction that one asked for", "Correction")

AREA = (REQUEST_CORRECTION, DECIDE_CORRECTION, CONFIRM_CORRECTION, WITHDRAW_CORRECTION)
