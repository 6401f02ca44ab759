"""Consent of a guardian to referrals: given by himself, put on file from a signed paper, withdrawn (个人信息保护法 三十一, 十五)."""

from __future__ import annotations

import datetime

from schema.mutations.declare import ID, KEY, MutationSpec, move, same

_PURPOSE = ("purpose", str, "目的 / Purpose that needs consent, as policies/purposes.yaml names it")

GIVE_CONSENT = MutationSpec(
    name="giveConsent",
    label="同意转介(个人信息保护法 三十一) / Consent to referrals of an own child for a purpose",
    entity="Consent",
    result="consent",
    inputs=(KEY, ("childId", ID, "儿童 / Child"), _PURPOSE),
    writes=same("Consent", "purpose") | {"childId": ("Consent", "child")},
)
RECORD_CONSENT = MutationSpec(
    name="recordConsent",
    label="登记监护人的书面同意(个人信息保护法 三十一) / Put a consent on file that a guardian signed on paper",
    entity="Consent",
    result="consent",
    inputs=(
        KEY,
        ("childId", ID, "儿童 / Child"),
        ("guardianId", ID, "监护人 / Guardian with custody who signed"),
        _PURPOSE,
        ("signedOn", datetime.date, "签署日期 / Signed on"),
    ),
    writes=same("Consent", "purpose", "signedOn")
    | {"childId": ("Consent", "child"), "guardianId": ("Consent", "guardian")},
)
WITHDRAW_CONSENT = move(
    "withdrawConsent",
    "撤回同意,无其他同意时转介随即结束(个人信息保护法 十五) / Withdraw a consent; referrals that no other consent carries end at once",
    "Consent",
)

AREA = (GIVE_CONSENT, RECORD_CONSENT, WITHDRAW_CONSENT)
