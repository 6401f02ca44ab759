"""The end of a child's record, and its return from the archive (个人信息保护法 四十七)."""

from __future__ import annotations

import datetime

from schema.mutations.declare import ID, KEY, MutationSpec, move, same

END_RECORD = MutationSpec(
    name="endRecord",
    label="终结儿童档案并归档(个人信息保护法 四十七) / End the record of a child: it leaves all views and is archived",
    entity="RecordEnd",
    result="recordEnd",
    inputs=(
        KEY,
        ("childId", ID, "儿童 / Child"),
        ("cause", "LedgerClosure", "终结原因 / Why it ends"),
        ("occurredOn", datetime.date, "事由发生日期 / Day on which the cause came about"),
    ),
    writes=same("RecordEnd", "cause", "occurredOn") | {"childId": ("RecordEnd", "recordId")},
)
RESTORE_RECORD = move(
    "restoreRecord",
    "恢复误终结的档案(个人信息保护法 八) / Bring back a record that was ended by mistake, with all that was archived of it",
    "RecordEnd",
)

AREA = (END_RECORD, RESTORE_RECORD)
