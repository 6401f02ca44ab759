"""Intervention against guardians: sanctions, warning letters, protection orders, petitions, temporary guardianship (四(四))."""

from __future__ import annotations

import datetime

from schema.graphql_types import optional
from schema.mutations.declare import ID, KEY, MutationSpec, move, same

IMPOSE_SANCTION = MutationSpec(
    name="imposeSanction",
    label="惩戒监护人(四(四)) / Impose a sanction on a guardian",
    entity="Sanction",
    result="sanction",
    inputs=(
        KEY,
        ("childId", ID, "儿童 / Child"),
        ("guardianId", ID, "监护人 / Guardian"),
        ("incidentId", optional(ID), "来源警情 / Incident it came from"),
        ("kind", "SanctionKind", "类别 / Kind"),
        ("facts", str, "认定事实 / Facts found"),
    ),
    writes=same("Sanction", "kind", "facts")
    | {"childId": ("Sanction", "child"), "guardianId": ("Sanction", "guardian"), "incidentId": ("Sanction", "incident")},
)
EXECUTE_SANCTION = move("executeSanction", "执行惩戒(四(四)) / Execute a sanction", "Sanction")
LIFT_SANCTION = move("liftSanction", "撤销惩戒(四(四)) / Lift a sanction", "Sanction")

ISSUE_WARNING_LETTER = MutationSpec(
    name="issueWarningLetter",
    label="出具告诫书并抄送村居(反家庭暴力法 十六、十七) / Issue a warning letter, with a copy to the village",
    entity="WarningLetter",
    result="warningLetter",
    inputs=(
        KEY,
        ("incidentId", ID, "家庭暴力警情 / Incident of violence"),
        ("guardianId", ID, "被告诫监护人 / Guardian warned"),
        ("facts", str, "告诫事实 / Facts of the violence"),
    ),
    writes=same("WarningLetter", "facts")
    | {"incidentId": ("WarningLetter", "incident"), "guardianId": ("WarningLetter", "guardian")},
)
DELIVER_WARNING_LETTER = move("deliverWarningLetter", "送达告诫书(反家庭暴力法 十六) / Deliver a warning letter", "WarningLetter")
RECORD_WARNING_VISIT = move(
    "recordWarningVisit", "告诫后查访(反家庭暴力法 十七) / Record the village's visit after a warning letter", "WarningLetter"
)
WITHDRAW_WARNING_LETTER = move(
    "withdrawWarningLetter", "撤销告诫书(反家庭暴力法 十六) / Withdraw a warning letter", "WarningLetter"
)

APPLY_PROTECTION_ORDER = MutationSpec(
    name="applyProtectionOrder",
    label="申请人身安全保护令(反家庭暴力法 二十八) / Apply for a protection order",
    entity="ProtectionOrder",
    result="protectionOrder",
    inputs=(
        KEY,
        ("childId", ID, "儿童 / Child"),
        ("guardianId", ID, "被申请人 / Guardian it is against"),
        ("urgent", bool, "情况紧急 / Urgent"),
    ),
    writes=same("ProtectionOrder", "urgent")
    | {"childId": ("ProtectionOrder", "child"), "guardianId": ("ProtectionOrder", "guardian")},
)
DECIDE_PROTECTION_ORDER = move(
    "decideProtectionOrder", "裁定人身安全保护令(反家庭暴力法 二十八、三十) / Decide on a protection order", "ProtectionOrder",
    ("granted", bool, "是否作出 / Whether it is made"),
    ("validUntil", optional(datetime.date), "失效日期,不超过六个月 / Valid until, six months at most"),
    ("measures", optional(str), "保护措施 / Measures ordered"),
    writes={"granted": None},
)  # fmt: skip
LIFT_PROTECTION_ORDER = move(
    "liftProtectionOrder", "撤销或确认失效(反家庭暴力法 三十) / Lift a protection order, or find that it is over", "ProtectionOrder"
)

FILE_PETITION = MutationSpec(
    name="filePetition",
    label="申请撤销监护人资格(四(四)) / Petition for revocation of guardianship",
    entity="Petition",
    result="petition",
    inputs=(
        KEY,
        ("childId", ID, "儿童 / Child"),
        ("respondentId", ID, "被申请人 / Guardian petitioned against"),
        ("ground", "PetitionGround", "理由 / Ground"),
        ("refusedSince", optional(datetime.date), "拒不履行自,该理由必填 / Duty refused since; needed for that ground"),
        ("evidence", optional(str), "证据目录(编号) / List of evidence, by number"),
        ("proposedGuardianId", optional(ID), "拟指定监护人 / Proposed guardian"),
    ),
    writes=same("Petition", "ground", "refusedSince", "evidence")
    | {
        "childId": ("Petition", "child"), "respondentId": ("Petition", "respondent"),
        "proposedGuardianId": ("Petition", "proposedGuardian"),
    },
)  # fmt: skip
ACCEPT_PETITION = move("acceptPetition", "受理申请(四(四)) / Accept a petition", "Petition")
HEAR_PETITION = move("hearPetition", "审理申请(四(四)) / Hear a petition", "Petition")
RULE_PETITION = move(
    "rulePetition", "裁定(四(四), 民法典 三十六) / Rule on a petition", "Petition",
    ("ruling", "Ruling", "裁定 / Ruling"),
    ("newGuardianId", optional(ID), "指定监护人,撤销时必有 / Guardian named; on revocation there must be one, here or proposed"),
    writes={"newGuardianId": "proposedGuardian"},
)  # fmt: skip
WITHDRAW_PETITION = move("withdrawPetition", "撤回申请(四(四)) / Withdraw a petition", "Petition")
RESTORE_GUARDIANSHIP = move(
    "restoreGuardianship", "恢复监护人资格(民法典 三十八) / Restore guardianship to one who has mended", "Petition"
)

TAKE_TEMPORARY_GUARDIANSHIP = MutationSpec(
    name="takeTemporaryGuardianship",
    label="临时监护(未成年人保护法 九十二) / Take temporary guardianship",
    entity="TemporaryGuardianship",
    result="temporaryGuardianship",
    inputs=(
        KEY,
        ("childId", ID, "儿童 / Child"),
        ("legalCase", "TemporaryGuardianshipCase", "情形 / Case"),
        ("note", optional(str), "记录 / Note"),
    ),
    writes=same("TemporaryGuardianship", "legalCase", "note") | {"childId": ("TemporaryGuardianship", "child")},
)
ASSESS_RETURN = move(
    "assessReturn", "评估送回条件(未成年人保护法 九十三) / Assess whether the child may return", "TemporaryGuardianship",
    ("returnAssessment", "ReturnAssessment", "结论 / Conclusion"),
)  # fmt: skip
END_TEMPORARY_GUARDIANSHIP = move(
    "endTemporaryGuardianship", "结束临时监护(未成年人保护法 九十三) / End temporary guardianship, as the assessment says",
    "TemporaryGuardianship",
)  # fmt: skip

AREA = (
    IMPOSE_SANCTION, EXECUTE_SANCTION, LIFT_SANCTION,
    ISSUE_WARNING_LETTER, DELIVER_WARNING_LETTER, RECORD_WARNING_VISIT, WITHDRAW_WARNING_LETTER,
    APPLY_PROTECTION_ORDER, DECIDE_PROTECTION_ORDER, LIFT_PROTECTION_ORDER,
    FILE_PETITION, ACCEPT_PETITION, HEAR_PETITION, RULE_PETITION, WITHDRAW_PETITION, RESTORE_GUARDIANSHIP,
    TAKE_TEMPORARY_GUARDIANSHIP, ASSESS_RETURN, END_TEMPORARY_GUARDIANSHIP,
)  # fmt: skip
