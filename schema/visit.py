"""Visit, Finding, Measure, VillageRule and LegalTalk: what a village does for the children who live in it (二(二))."""

from schema.catalog import Entity, Subject
from schema.declare import DIVISIONS, boolean, choice, date_field, ref, text, to_many, to_one
from schema.ledger_enums import FINDING_KIND, FINDING_SEVERITY, LEGAL_TALK_KIND, VILLAGE_RULE_STATUS, VISIT_PURPOSE

VISIT = Entity(
    name="Visit",
    prefix="lvs",
    label="走访(二(二)) / Visit by the village",
    plural="visits",
    subject=Subject.CHILD,
    fields=(
        date_field("visitedOn", "走访日期 / Visited on", "visit", order="visited_on"),
        text("visitedBy", "走访人 / Visited by", "visit"),
        choice("purpose", VISIT_PURPOSE, "事由 / Purpose", "visit"),
        boolean("householdMet", "是否见到家庭 / Household met", "visit"),
        date_field("nextVisitDue", "下次走访期限 / Next visit due", "visit", nullable=True, order="next_visit_due"),
        text("note", "走访记录 / Note", "note", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "visit", key="child_id"),
        to_one("household", "Household", "走访家庭 / Household visited", "visit", key="household_id"),
        to_one("village", "Village", "村居 / Village", "visit", key="village_id"),
        to_many("findings", "Finding", "发现的问题 / Findings", "findings", key="visit_id", small=True),
    ),
    columns=(ref("child_id"), ref("household_id", nullable=True), *DIVISIONS),
    default_order=("-visitedOn",),
)

FINDING = Entity(
    name="Finding",
    prefix="lfd",
    label="排查发现的问题(二(二)) / Finding of a visit or a screening",
    plural="findings",
    subject=Subject.CHILD,
    fields=(
        choice("kind", FINDING_KIND, "类别 / Kind", "finding"),
        choice("severity", FINDING_SEVERITY, "严重程度 / Severity", "finding"),
        date_field("foundOn", "发现日期 / Found on", "finding", order="found_on"),
        date_field("resolvedOn", "解决日期 / Resolved on", "finding", nullable=True),
        text("detail", "具体情况 / What was found", "detail"),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "finding", key="child_id"),
        to_one("visit", "Visit", "走访 / Visit at which it was found", "finding", key="visit_id"),
        to_many("measures", "Measure", "措施 / Measures", "finding", key="finding_id", small=True),
    ),
    columns=(ref("child_id"), ref("visit_id", nullable=True), *DIVISIONS),
    default_order=("-foundOn",),
)

MEASURE = Entity(
    name="Measure",
    prefix="lms",
    label="落实措施(二(二)) / Measure on a finding, with a responsible person",
    plural="measures",
    subject=Subject.CHILD,
    fields=(
        text("measure", "措施 / Measure", "measure"),
        text("responsiblePerson", "责任人 / Responsible person", "measure"),
        date_field("dueOn", "完成期限 / Due on", "measure", order="due_on"),
        date_field("doneOn", "完成日期 / Done on", "measure", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "measure", key="child_id"),
        to_one("finding", "Finding", "针对的问题 / Finding that it answers", "measure", key="finding_id"),
    ),
    columns=(ref("child_id"), ref("finding_id"), *DIVISIONS),
    default_order=("dueOn",),
)

VILLAGE_RULE = Entity(
    name="VillageRule",
    prefix="lvr",
    label="村规民约(二(二)) / Village rule on the care of children, filed with the town",
    plural="villageRules",
    fields=(
        text("title", "名称 / Title", "rule"),
        text("provisions", "有关监护照料的约定 / What it says on care and guardianship", "rule"),
        choice("status", VILLAGE_RULE_STATUS, "状态 / Status", "rule"),
        date_field("adoptedOn", "通过日期 / Adopted on", "rule"),
        date_field("filedOn", "报备日期 / Filed on", "rule", order="filed_on"),
    ),
    relations=(
        to_one("organisation", "Organisation", "村居委会 / Village committee", "rule", key="organisation_id"),
        to_one("village", "Village", "村居 / Village", "rule", key="village_id"),
    ),
    columns=(ref("organisation_id"), *DIVISIONS),
    default_order=("-filedOn",),
)

LEGAL_TALK = Entity(
    name="LegalTalk",
    prefix="llt",
    label="对监护人的法制宣传教育(二(二)) / Legal talk of the village to a guardian",
    plural="legalTalks",
    subject=Subject.CHILD,
    fields=(
        choice("kind", LEGAL_TALK_KIND, "方式 / Kind", "talk"),
        date_field("heldOn", "日期 / Held on", "talk", order="held_on"),
        text("heldBy", "谈话人 / Held by", "talk"),
        text("guidedBy", "镇街指导人 / Guided by, of the town", "talk", nullable=True),
        text("topic", "内容 / Topic", "talk"),
        text("outcome", "结果 / Outcome", "outcome", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "talk", key="child_id"),
        to_one("guardian", "Guardian", "谈话对象 / Guardian talked to", "talk", key="guardian_id"),
    ),
    columns=(ref("child_id"), ref("guardian_id"), *DIVISIONS),
    default_order=("-heldOn",),
)
