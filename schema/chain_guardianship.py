"""Intervention against guardians: sanctions, warnings, orders, petitions in court, and what came of them (四(四))."""

from schema.catalog import Entity, Mask, Subject
from schema.chain_enums import (
    EVIDENCE_KIND,
    PROTECTION_ORDER_STATUS,
    RETURN_ASSESSMENT,
    SANCTION_KIND,
    SANCTION_STATUS,
    TEMPORARY_GUARDIANSHIP_CASE,
    TEMPORARY_GUARDIANSHIP_STATUS,
    WARNING_LETTER_STATUS,
)
from schema.declare import DIVISIONS, EQ, boolean, choice, date_field, moment, ref, text, to_one
from schema.enums import PETITION_STAGE

SANCTION = Entity(
    name="Sanction",
    prefix="csn",
    history="rvs",
    label="对监护人的惩戒(四(四)) / Sanction against a guardian",
    plural="sanctions",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("kind", SANCTION_KIND, "类别 / Kind", "sanction"),
        date_field("decidedOn", "决定日期 / Decided on", "sanction", order="decided_on"),
        choice("status", SANCTION_STATUS, "状态 / Status", "course"),
        date_field("executedOn", "执行日期 / Executed on", "course", nullable=True),
        text("facts", "认定事实 / Facts found", "file", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "sanction", key="child_id"),
        to_one("guardian", "Guardian", "被惩戒监护人 / Guardian concerned", "guardian", key="guardian_id"),
        to_one("incident", "Incident", "来源警情 / Incident it came from", "source", key="incident_id"),
    ),
    columns=(ref("child_id"), ref("guardian_id"), ref("incident_id", nullable=True),
             ref("decided_by_person_id", nullable=True), *DIVISIONS),
    default_order=("-decidedOn",),
)

WARNING_LETTER = Entity(
    name="WarningLetter",
    prefix="awl",
    label="家庭暴力告诫书(反家庭暴力法 十六、十七) / Warning letter",
    plural="warningLetters",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("status", WARNING_LETTER_STATUS, "状态 / Status", "letter"),
        date_field("issuedOn", "出具日期 / Issued on", "letter", order="issued_on"),
        date_field("copiedOn", "通知村居日期 / Copied to the village on", "letter", nullable=True),
        date_field("visitDueOn", "查访期限 / Visit due on", "letter", nullable=True),
        date_field("visitedOn", "查访日期 / Visited on", "letter", nullable=True),
        text("facts", "告诫事实 / Facts of the violence", "file"),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "letter", key="child_id"),
        to_one("guardian", "Guardian", "被告诫监护人 / Guardian warned", "letter", key="guardian_id"),
        to_one("copiedTo", "Organisation", "抄送村居 / Village that has a copy", "letter", key="copied_organisation_id"),
        to_one("incident", "Incident", "来源警情 / Incident it came from", "source", key="incident_id"),
    ),
    columns=(ref("child_id"), ref("guardian_id"), ref("incident_id"), ref("copied_organisation_id", nullable=True),
             ref("issued_by_person_id", nullable=True), ref("visited_by_person_id", nullable=True), *DIVISIONS),
    default_order=("-issuedOn",),
)

PROTECTION_ORDER = Entity(
    name="ProtectionOrder",
    prefix="cpo",
    label="人身安全保护令(反家庭暴力法 二十八、三十) / Protection order",
    plural="protectionOrders",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("status", PROTECTION_ORDER_STATUS, "状态 / Status", "order"),
        boolean("urgent", "情况紧急 / Urgent", "order"),
        moment("appliedAt", "申请时间 / Applied for at", "order", order="applied_at"),
        moment("dueAt", "裁定期限 / Decision due at", "order"),
        moment("decidedAt", "裁定时间 / Decided at", "order", nullable=True),
        date_field("validFrom", "生效日期 / Valid from", "order", nullable=True),
        date_field("validUntil", "失效日期 / Valid until", "order", nullable=True),
        text("measures", "保护措施 / Measures ordered", "order", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "order", key="child_id"),
        to_one("guardian", "Guardian", "被申请人 / Guardian it is against", "order", key="guardian_id"),
        to_one("petition", "Petition", "相关监护权申请 / Petition it belongs to", "order", key="petition_id"),
    ),
    columns=(ref("child_id"), ref("guardian_id"), ref("petition_id", nullable=True), ref("court_organisation_id"),
             ref("applicant_organisation_id", nullable=True), ref("decided_by_person_id", nullable=True), *DIVISIONS),
    default_order=("-appliedAt",),
)

PETITION_EVIDENCE = Entity(
    name="PetitionEvidence",
    prefix="cev",
    label="申请证据(四(四)) / Piece of evidence of a petition, by number",
    plural="petitionEvidenceItems",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        text("number", "证据编号 / Number", "evidence", filter=EQ, order="number"),
        choice("kind", EVIDENCE_KIND, "种类 / Kind", "evidence"),
        date_field("submittedOn", "提交日期 / Submitted on", "evidence"),
        text("proves", "证明事项 / What it proves", "evidence"),
    ),
    relations=(to_one("petition", "Petition", "所属申请 / Petition", "evidence", key="petition_id"),),
    columns=(ref("child_id"), ref("petition_id"), ref("submitted_by_person_id", nullable=True), *DIVISIONS),
    default_order=("number",),
)

PETITION_STAGE_CHANGE = Entity(
    name="PetitionStageChange",
    prefix="cps",
    label="申请进程(四(四)) / Step of a petition from stage to stage",
    plural="petitionStageChanges",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("stage", PETITION_STAGE, "进入阶段 / Stage reached", "step"),
        date_field("changedOn", "日期 / On", "step", order="changed_on"),
        text("note", "审理记录 / Note of the court", "note", nullable=True),
    ),
    relations=(to_one("petition", "Petition", "所属申请 / Petition", "step", key="petition_id"),),
    columns=(ref("child_id"), ref("petition_id"), ref("changed_by_person_id", nullable=True), *DIVISIONS),
    default_order=("-changedOn",),
)

GUARDIANSHIP_CHANGE = Entity(
    name="GuardianshipChange",
    prefix="cgc",
    label="监护人变更(四(四)) / Change of guardian, as others may know it",
    plural="guardianshipChanges",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        text("fromName", "原监护人 / Guardian before", "change", mask=Mask.NAME),
        text("toName", "现监护人 / Guardian since", "change", nullable=True, mask=Mask.NAME),
        date_field("changedOn", "变更日期 / Changed on", "change", order="changed_on"),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "change", key="child_id"),
        to_one("petition", "Petition", "所据裁定 / Petition ruled on", "petition", key="petition_id"),
    ),
    columns=(ref("child_id"), ref("petition_id"), ref("from_guardian_id"), ref("to_guardian_id", nullable=True),
             *DIVISIONS),
    default_order=("-changedOn",),
)
"""Names and a date, nothing of ground or evidence: whoever sees the child learns whom to turn to."""

TEMPORARY_GUARDIANSHIP = Entity(
    name="TemporaryGuardianship",
    prefix="ctg",
    label="临时监护(未成年人保护法 九十二、九十三) / Temporary guardianship of civil affairs",
    plural="temporaryGuardianships",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("legalCase", TEMPORARY_GUARDIANSHIP_CASE, "情形 / Case", "temporary"),
        choice("status", TEMPORARY_GUARDIANSHIP_STATUS, "状态 / Status", "temporary"),
        date_field("startedOn", "开始日期 / Started on", "temporary", order="started_on"),
        date_field("endedOn", "结束日期 / Ended on", "temporary", nullable=True),
        date_field("returnAssessedOn", "送回评估日期 / Return assessed on", "temporary", nullable=True),
        choice("returnAssessment", RETURN_ASSESSMENT, "送回评估结论 / Conclusion on return", "temporary", nullable=True),
        text("note", "记录 / Note", "note", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "temporary", key="child_id"),
        to_one("organisation", "Organisation", "监护单位 / Body that is guardian", "temporary", key="organisation_id"),
        to_one("placement", "Placement", "现安置 / Present placement", "temporary", key="placement_id"),
    ),
    columns=(ref("child_id"), ref("organisation_id"), ref("placement_id", nullable=True),
             ref("decided_by_person_id", nullable=True), ref("assessed_by_person_id", nullable=True), *DIVISIONS),
    default_order=("-startedOn",),
)
