"""Consent: a guardian agrees that a child is referred for a purpose that no statutory duty asks for (个人信息保护法 三十一)."""

from schema.catalog import Entity, Enum, Subject
from schema.declare import DIVISIONS, EQ, choice, date_field, moment, ref, text, to_one

CONSENT_STATUS = Enum(
    "ConsentStatus",
    "同意状态 / Status of a consent",
    {
        "GIVEN": "已同意 / Given",
        "WITHDRAWN": "已撤回 / Withdrawn",
    },
)

CONSENT = Entity(
    name="Consent",
    prefix="cns",
    label="监护人同意(个人信息保护法 三十一) / Consent of a guardian to referrals of a child for a purpose",
    plural="consents",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        text("purpose", "目的 / Purpose, as policies/purposes.yaml names it", "consent", filter=EQ),
        choice("status", CONSENT_STATUS, "状态 / Status", "consent"),
        moment("givenAt", "同意时间 / On file since", "consent", order="given_at"),
        date_field("signedOn", "书面同意的签署日期 / Day on which it was signed on paper; null where given through the service",
                   "consent", nullable=True),
        moment("withdrawnAt", "撤回时间 / Withdrawn at", "consent", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "consent", key="child_id"),
        to_one("guardian", "Guardian", "监护人 / Guardian who agrees", "consent", key="guardian_id"),
    ),
    columns=(ref("child_id"), ref("guardian_id"), ref("recorded_by_person_id", nullable=True), *DIVISIONS),
    default_order=("-givenAt",),
)
"""Who put a signed paper on file is kept beside it and never shown."""
