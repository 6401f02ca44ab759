"""Referrals and emergency accesses: what opens and shuts a door to a child's record (四(二), 四(三))."""

from __future__ import annotations

from schema.graphql_types import optional
from schema.mutations.declare import ID, KEY, MutationSpec, move, same

OFFER_REFERRAL = MutationSpec(
    name="offerReferral",
    label="发出转介(四(三)) / Offer a referral to another organisation",
    entity="Referral",
    result="referral",
    inputs=(
        KEY,
        ("childId", ID, "儿童 / Child"),
        ("purpose", str, "目的 / Purpose, as policies/purposes.yaml names it"),
        ("toOrganisationId", ID, "转入机构 / Receiving organisation"),
    ),
    writes=same("Referral", "purpose")
    | {"childId": ("Referral", "child"), "toOrganisationId": ("Referral", "toOrganisation")},
)

ACCEPT_REFERRAL = move("acceptReferral", "接受转介(四(三)) / Accept a referral", "Referral")
REJECT_REFERRAL = move("rejectReferral", "拒绝转介(四(三)) / Reject a referral", "Referral")
CLOSE_REFERRAL = move("closeReferral", "结束转介(四(三)) / Close a referral, by either side", "Referral")
REVOKE_REFERRAL = move("revokeReferral", "撤回转介(四(三)) / Revoke a referral, by its sender", "Referral")

OPEN_EMERGENCY_ACCESS = MutationSpec(
    name="openEmergencyAccess",
    label="紧急查阅(四(二)) / Open emergency access to a child's record, for oneself",
    entity="EmergencyAccess",
    result="emergencyAccess",
    inputs=(
        KEY,
        ("childId", optional(ID), "儿童编号 / Id of the child; either this or the identity number"),
        ("identityNumber", optional(str), "公民身份号码 / Resident identity number, whole"),
        ("reason", str, "书面理由,10 至 1000 字 / Written reason, 10 to 1000 characters"),
    ),
    writes=same("EmergencyAccess", "reason"),
    seeks={"childId": "Child.id", "identityNumber": "Child.identityNumber"},
)

REVOKE_EMERGENCY_ACCESS = move(
    "revokeEmergencyAccess", "撤销紧急查阅(未成年人网络保护条例 三十六) / Revoke an emergency access", "EmergencyAccess"
)
REVIEW_EMERGENCY_ACCESS = move(
    "reviewEmergencyAccess", "复核紧急查阅(未成年人网络保护条例 三十六) / Review an emergency access", "EmergencyAccess",
    ("justified", bool, "是否正当 / Whether it was justified; one that was not is shut"), writes={"justified": None},
)  # fmt: skip

AREA = (
    OFFER_REFERRAL, ACCEPT_REFERRAL, REJECT_REFERRAL, CLOSE_REFERRAL, REVOKE_REFERRAL,
    OPEN_EMERGENCY_ACCESS, REVOKE_EMERGENCY_ACCESS, REVIEW_EMERGENCY_ACCESS,
)  # fmt: skip
