"""Referral and EmergencyAccess: the records behind the doors `referral` and `break_glass`."""

from schema.catalog import Column, Entity, Kind, Subject
from schema.declare import DIVISIONS, EQ, choice, moment, ref, text, to_one
from schema.enums import EMERGENCY_ACCESS_STATUS, REFERRAL_STATUS

REFERRAL = Entity(
    name="Referral",
    prefix="rfl",
    label="转介(四(三)) / Referral of a child between organisations",
    plural="referrals",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        text("purpose", "目的 / Purpose, as policies/purposes.yaml names it", "referral", filter=EQ),
        choice("status", REFERRAL_STATUS, "状态 / Status", "referral"),
        moment("offeredAt", "发出时间 / Offered at", "referral", order="offered_at"),
        moment("acceptedAt", "接受时间 / Accepted at", "referral", nullable=True),
        moment("endsAt", "截止时间 / Ends at", "referral", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "referral", key="child_id"),
        to_one("fromOrganisation", "Organisation", "转出机构 / Sending organisation", "referral",
               key="from_organisation_id"),
        to_one("toOrganisation", "Organisation", "转入机构 / Receiving organisation", "referral",
               key="to_organisation_id"),
    ),
    columns=(ref("child_id"), ref("from_organisation_id"), ref("to_organisation_id"), *DIVISIONS),
    default_order=("-offeredAt",),
)

EMERGENCY_ACCESS = Entity(
    name="EmergencyAccess",
    prefix="emg",
    label="紧急查阅 / Emergency access of a person to a child's record",
    plural="emergencyAccesses",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        text("purpose", "目的 / Purpose", "emergency", filter=EQ),
        text("reason", "书面理由 / Written reason", "emergency"),
        moment("openedAt", "开始时间 / Opened at", "emergency", order="opened_at"),
        moment("endsAt", "截止时间 / Ends at", "emergency"),
        choice("status", EMERGENCY_ACCESS_STATUS, "状态与复核结论 / Status, verdict once reviewed", "emergency"),
        moment("reviewedAt", "复核时间 / Reviewed at", "emergency", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "emergency", key="child_id"),
        to_one("organisation", "Organisation", "查阅人所在机构 / Organisation of the person who opened it", "emergency",
               key="organisation_id"),
    ),
    columns=(ref("child_id"), ref("person_id"), ref("reviewed_by_person_id", nullable=True), ref("organisation_id"), *DIVISIONS,
             Column("revoked", Kind.BOOL)),
    default_order=("-openedAt",),
)
