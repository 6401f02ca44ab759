"""Agreement, AgreementSupervision, Breach and Admonition: entrusted guardianship and who watches over it (二(一), 二(二)).

Who arranged an agreement and who supervises it are kept beside it as persons, never shown: they must be different people,
and neither of them the carer.
"""

from schema.catalog import Entity, Subject
from schema.declare import DIVISIONS, choice, date_field, ref, text, to_many, to_one
from schema.ledger_enums import (
    ADMONITION_KIND,
    AGREEMENT_STATUS,
    BARRED_CHECK,
    BREACH_KIND,
    BREACH_PARTY,
    SUPERVISION_RESULT,
)

AGREEMENT = Entity(
    name="Agreement",
    prefix="lag",
    label="委托监护协议(二(一)) / Agreement on entrusted guardianship",
    plural="agreements",
    subject=Subject.CHILD,
    fields=(
        choice("status", AGREEMENT_STATUS, "状态 / Status", "term"),
        date_field("startsOn", "起始日期 / In force from", "term"),
        date_field("endsOn", "截止日期 / In force until", "term"),
        date_field("signedOn", "签订日期 / Signed on", "signing", order="signed_on"),
        text("parentsDuties", "父母的责任 / Duties of the parents", "duties"),
        text("carerDuties", "被委托人的责任 / Duties of the carer", "duties"),
        choice("barredCheck", BARRED_CHECK, "资格核查结果 / Result of the check of the carer", "check"),
        date_field("checkedOn", "资格核查日期 / Carer checked on", "check"),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "term", key="child_id"),
        to_one("carer", "Guardian", "受委托监护人 / Carer", "term", key="carer_id"),
        to_one("parent", "Guardian", "委托人 / Parent who entrusts", "signing", key="parent_id"),
        to_one("otherParent", "Guardian", "另一委托人 / Other parent who entrusts", "signing", key="other_parent_id"),
        to_many("supervisions", "AgreementSupervision", "监督记录 / Supervision", "supervision", key="agreement_id"),
        to_many("breaches", "Breach", "违约 / Breaches", "breaches", key="agreement_id", small=True),
    ),
    columns=(
        ref("child_id"),
        ref("carer_id"),
        ref("parent_id"),
        ref("other_parent_id", nullable=True),
        ref("arranged_by_person_id"),
        ref("supervised_by_person_id", nullable=True),
        *DIVISIONS,
    ),
    default_order=("-signedOn",),
)

AGREEMENT_SUPERVISION = Entity(
    name="AgreementSupervision",
    prefix="lsv",
    label="对委托监护的监督(二(二)) / The village's supervision of an agreement",
    plural="agreementSupervisions",
    subject=Subject.CHILD,
    fields=(
        date_field("supervisedOn", "监督日期 / Supervised on", "supervision", order="supervised_on"),
        text("supervisedBy", "监督人 / Supervised by", "supervision"),
        choice("result", SUPERVISION_RESULT, "结果 / Result", "supervision"),
        text("remark", "说明 / Remark", "remark", nullable=True),
    ),
    relations=(
        to_one("agreement", "Agreement", "委托监护协议 / Agreement", "supervision", key="agreement_id"),
        to_one("child", "Child", "儿童 / Child", "supervision", key="child_id"),
    ),
    columns=(ref("agreement_id"), ref("child_id"), ref("supervised_by_person_id"), *DIVISIONS),
    default_order=("-supervisedOn",),
)

BREACH = Entity(
    name="Breach",
    prefix="lbr",
    label="违反委托监护协议(二(二)) / Breach of an agreement",
    plural="breaches",
    subject=Subject.CHILD,
    fields=(
        choice("kind", BREACH_KIND, "情形 / Kind", "breach"),
        choice("party", BREACH_PARTY, "违约方 / Party in breach", "breach"),
        date_field("foundOn", "发现日期 / Found on", "breach", order="found_on"),
        date_field("mendedOn", "改正日期 / Mended on", "breach", nullable=True),
        text("detail", "具体情况 / What happened", "detail"),
    ),
    relations=(
        to_one("agreement", "Agreement", "委托监护协议 / Agreement", "breach", key="agreement_id"),
        to_one("child", "Child", "儿童 / Child", "breach", key="child_id"),
    ),
    columns=(ref("agreement_id"), ref("child_id"), *DIVISIONS),
    default_order=("-foundOn",),
)

ADMONITION = Entity(
    name="Admonition",
    prefix="lad",
    label="劝诫制止(二(二)) / Admonition of a parent or carer by town or village, not the police's",
    plural="admonitions",
    subject=Subject.CHILD,
    fields=(
        choice("kind", ADMONITION_KIND, "方式 / Kind", "admonition"),
        date_field("issuedOn", "日期 / Issued on", "admonition", order="issued_on"),
        text("issuedBy", "实施人 / Issued by", "issuer"),
        text("reason", "事由 / Reason", "reason"),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "admonition", key="child_id"),
        to_one("guardian", "Guardian", "被劝诫人 / Parent or carer admonished", "admonished", key="guardian_id"),
        to_one("organisation", "Organisation", "实施单位 / Town or village that issued it", "issuer", key="organisation_id"),
    ),
    columns=(ref("child_id"), ref("guardian_id"), ref("organisation_id"), *DIVISIONS),
    default_order=("-issuedOn",),
)
