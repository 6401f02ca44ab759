"""Legal aid and correction by justice, juvenile cases and supervision by the procuratorate (二(三), 五(一))."""

from schema.catalog import Column, Entity, Kind, Mask, Subject
from schema.declare import DIVISIONS, choice, date_field, integer, ref, text, to_one
from schema.govern_enums import (
    CORRECTION_MEASURE,
    JUVENILE_CASE_KIND,
    JUVENILE_CASE_STAGE,
    LEGAL_AID_KIND,
    LEGAL_AID_STATUS,
)

LEGAL_AID_CASE = Entity(
    name="LegalAidCase",
    prefix="ula",
    label="法律援助案件(二(三)) / Legal-aid case",
    plural="legalAidCases",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("kind", LEGAL_AID_KIND, "事项 / Kind", "aid"),
        choice("status", LEGAL_AID_STATUS, "状态 / State", "aid"),
        date_field("appliedOn", "申请日期 / Applied for on", "aid", order="applied_on"),
        date_field("endedOn", "结案日期 / Ended on", "aid", nullable=True),
        text("lawyer", "承办律师 / Lawyer", "aid", nullable=True),
        integer("feeCharged", "收费(元,必须为0) / Fee charged in yuan, must be 0", "aid"),
        text("applicantName", "申请人 / Applicant", "applicant", mask=Mask.NAME),
        text("applicantTelephone", "申请人电话 / Applicant's telephone", "applicant", nullable=True, filter=("eq",),
             exact=True, mask=Mask.TELEPHONE),
    ),
    relations=(to_one("child", "Child", "儿童 / Child", "aid", key="child_id"),),
    columns=(ref("child_id"), ref("organisation_id"), *DIVISIONS),
    default_order=("-appliedOn",),
)

CORRECTION_RECORD = Entity(
    name="CorrectionRecord",
    prefix="uco",
    label="涉罪未成年人教育挽救(二(三)) / Education, correction and rescue of a young offender",
    plural="correctionRecords",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("measure", CORRECTION_MEASURE, "措施 / Measure", "correction"),
        date_field("startedOn", "开始日期 / Started on", "correction", order="started_on"),
        date_field("endedOn", "结束日期 / Ended on", "correction", nullable=True),
        text("officer", "责任人 / Officer", "correction"),
        text("progress", "进展 / Progress", "progress", nullable=True),
    ),
    relations=(to_one("child", "Child", "未成年人 / Minor", "correction", key="child_id"),),
    columns=(ref("child_id"), ref("organisation_id"), *DIVISIONS),
    default_order=("-startedOn",),
)

JUVENILE_CASE = Entity(
    name="JuvenileCase",
    prefix="ujc",
    label="未成年人检察案件(五(一)) / Juvenile case of the procuratorate",
    plural="juvenileCases",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("kind", JUVENILE_CASE_KIND, "类别 / Kind", "case"),
        choice("stage", JUVENILE_CASE_STAGE, "阶段 / Stage", "case"),
        date_field("receivedOn", "受理日期 / Received on", "case", order="received_on"),
        date_field("decidedOn", "决定日期 / Decided on", "case", nullable=True),
        text("charge", "案由 / Charge", "charge"),
    ),
    relations=(
        to_one("child", "Child", "未成年人 / Minor", "case", key="child_id"),
        to_one("incident", "Incident", "警情 / Incident it came from", "case", key="incident_id"),
    ),
    columns=(ref("child_id"), ref("incident_id", nullable=True), ref("organisation_id"), *DIVISIONS,
             Column("sealed", Kind.BOOL)),
    default_order=("-receivedOn",),
)

SUPERVISION_OPINION = Entity(
    name="SupervisionOpinion",
    prefix="uso",
    label="检察监督意见(五(一)) / Supervision opinion of the procuratorate",
    plural="supervisionOpinions",
    fields=(
        date_field("givenOn", "发出日期 / Given on", "opinion", order="given_on"),
        text("matter", "事项 / Matter, naming no child", "opinion"),
        text("opinion", "意见 / Opinion", "opinion"),
        date_field("answerDueOn", "回复期限 / Answer due on", "opinion"),
        date_field("answeredOn", "回复日期 / Answered on", "opinion", nullable=True),
        text("answer", "回复 / Answer", "opinion", nullable=True),
    ),
    relations=(
        to_one("addressee", "Organisation", "致送单位 / Addressee", "opinion", key="addressee_organisation_id"),
    ),
    columns=(ref("organisation_id"), ref("addressee_organisation_id"), ref("district_id")),
    default_order=("-givenOn",),
)

ENTITIES = (LEGAL_AID_CASE, CORRECTION_RECORD, JUVENILE_CASE, SUPERVISION_OPINION)
