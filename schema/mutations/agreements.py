"""Agreements on entrusted guardianship: signed with the village, supervised by it, ended (二(一), 二(二))."""

from __future__ import annotations

import datetime

from schema.graphql_types import optional
from schema.mutations.declare import ID, KEY, MutationSpec, move, same

SIGN_AGREEMENT = MutationSpec(
    name="signAgreement",
    label="签订委托监护协议(二(一)) / Put an agreement on entrusted guardianship on file, the carer checked",
    entity="Agreement",
    result="agreement",
    inputs=(
        KEY,
        ("childId", ID, "儿童 / Child"),
        ("carerId", ID, "受委托监护人 / Carer, an entrusted guardian of the child on file"),
        ("parentId", ID, "委托人 / Parent who entrusts"),
        ("otherParentId", optional(ID), "另一委托人 / Other parent who entrusts"),
        ("signedOn", datetime.date, "签订日期 / Signed on"),
        ("startsOn", datetime.date, "起始日期 / In force from"),
        ("endsOn", datetime.date, "截止日期 / In force until"),
        ("parentsDuties", str, "父母的责任 / Duties of the parents"),
        ("carerDuties", str, "被委托人的责任 / Duties of the carer"),
    ),
    writes=same("Agreement", "signedOn", "startsOn", "endsOn", "parentsDuties", "carerDuties")
    | {
        "childId": ("Agreement", "child"),
        "carerId": ("Agreement", "carer"),
        "parentId": ("Agreement", "parent"),
        "otherParentId": ("Agreement", "otherParent"),
    },
)
END_AGREEMENT = move(
    "endAgreement", "解除或者终止委托监护协议(二(二)) / End an agreement: terminated, or ended where its time is over", "Agreement"
)
SUPERVISE_AGREEMENT = MutationSpec(
    name="superviseAgreement",
    label="记录对委托监护的监督(二(二)) / Record the village's supervision of an agreement",
    entity="AgreementSupervision",
    result="agreementSupervision",
    inputs=(
        KEY,
        ("agreementId", ID, "委托监护协议 / Agreement"),
        ("supervisedOn", datetime.date, "监督日期 / Supervised on"),
        ("supervisedBy", str, "监督人 / Supervised by"),
        ("result", "SupervisionResult", "结果 / Result"),
        ("remark", optional(str), "说明 / Remark"),
    ),
    writes=same("AgreementSupervision", "supervisedOn", "supervisedBy", "result", "remark")
    | {"agreementId": ("AgreementSupervision", "agreement")},
)

AREA = (SIGN_AGREEMENT, END_AGREEMENT, SUPERVISE_AGREEMENT)
