"""The information ledger, visits, filings and agreements: M1 to M4 of the plan's second part (二(一), 二(二), 五(二))."""

from schema.agreement import ADMONITION, AGREEMENT, AGREEMENT_SUPERVISION, BREACH
from schema.catalog import Entity, Subject
from schema.declare import DIVISIONS, EQ, choice, date_field, ref, text, to_many, to_one
from schema.filing import DEMAND, FAMILY_FILE, MIGRATION_FILING, NEAR_RELATIVE
from schema.ledger_enums import CARE_ARRANGEMENT, LEDGER_CLOSURE, LEDGER_STATUS, WAY_OF_CARE
from schema.visit import FINDING, LEGAL_TALK, MEASURE, VILLAGE_RULE, VISIT

LEDGER_ENTRY = Entity(
    name="LedgerEntry",
    prefix="lgr",
    label="信息台账(二(二)) / Entry of the information ledger, kept by the town",
    plural="ledgerEntries",
    subject=Subject.CHILD,
    fields=(
        choice("status", LEDGER_STATUS, "状态 / Status", "ledger"),
        date_field("openedOn", "立册日期 / Opened on", "ledger", order="opened_on"),
        date_field("closedOn", "销册日期 / Closed on", "ledger", nullable=True),
        choice("closure", LEDGER_CLOSURE, "销册原因 / Why it was closed", "ledger", nullable=True),
        text("contactPerson", "专职联系人 / Named contact person", "ledger", filter=EQ),
        choice("wayOfCare", WAY_OF_CARE, "实际照料方式 / Who cares for the child", "care"),
        choice("careArrangement", CARE_ARRANGEMENT, "父母的照护安排 / Care that the parents arranged, if any", "care",
               nullable=True),
        text("riskNote", "照料风险(不写案件情况) / Risks of care, nothing of a case", "risk", nullable=True),
        date_field("lastReviewedOn", "最近更新日期 / Last reviewed on", "review", nullable=True),
        date_field("nextReviewDue", "下次更新期限 / Next review due", "review", nullable=True, order="next_review_due"),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "ledger", key="child_id"),
        to_one("village", "Village", "现居住村居 / Village of residence", "ledger", key="village_id"),
        to_many("reviews", "LedgerReview", "每月更新 / Monthly reviews", "review", key="entry_id"),
    ),
    columns=(ref("child_id"), *DIVISIONS),
    default_order=("-openedOn",),
)

LEDGER_REVIEW = Entity(
    name="LedgerReview",
    prefix="lrv",
    label="台账更新(二(二)) / Monthly review of a ledger entry",
    plural="ledgerReviews",
    subject=Subject.CHILD,
    fields=(
        date_field("reviewedOn", "更新日期 / Reviewed on", "review", order="reviewed_on"),
        text("reviewedBy", "更新人 / Reviewed by", "review"),
        text("changes", "变动情况 / What changed", "changes", nullable=True),
    ),
    relations=(
        to_one("entry", "LedgerEntry", "台账 / Ledger entry", "review", key="entry_id"),
        to_one("child", "Child", "儿童 / Child", "review", key="child_id"),
    ),
    columns=(ref("entry_id"), ref("child_id"), *DIVISIONS),
    default_order=("-reviewedOn",),
)

ENTITIES: tuple[Entity, ...] = (
    LEDGER_ENTRY, LEDGER_REVIEW,
    VISIT, FINDING, MEASURE, VILLAGE_RULE, LEGAL_TALK,
    FAMILY_FILE, MIGRATION_FILING, NEAR_RELATIVE, DEMAND,
    AGREEMENT, AGREEMENT_SUPERVISION, BREACH, ADMONITION,
)  # fmt: skip
