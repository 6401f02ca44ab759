"""What a school registers of a pupil: census, absence, dropout, admission and examinations (二(四))."""

from schema.catalog import Entity, Subject
from schema.declare import EQ, RANGE, boolean, choice, date_field, integer, ref, text, to_many, to_one
from schema.school import OF_PUPIL, of_pupil
from schema.schooling_enums import (
    ABSENCE_ALERT_STATUS,
    ADMISSION_RESULT,
    CENSUS_RESULT,
    DROPOUT_REASON,
    DROPOUT_STATUS,
    EXAM_KIND,
    EXAM_STATUS,
    PERSUASION_MANNER,
    PERSUASION_RESULT,
)

SCHOOL_CENSUS = Entity(
    name="SchoolCensus",
    prefix="scn",
    label="普查登记与建档(二(四)) / Census entry and archive of a pupil",
    plural="schoolCensuses",
    subject=Subject.CHILD,
    fields=(
        integer("schoolYear", "学年(起始年) / School year, by the year it begins in", "census", filter=RANGE),
        choice("result", CENSUS_RESULT, "核对结果 / Result", "census"),
        boolean("leftBehindMark", "学籍留守标识 / Marked as left behind in the student register", "census"),
        boolean("archived", "已建档 / Has an archive", "census"),
        text("responsibleLeader", "责任领导 / Responsible leader", "census"),
        text("responsibleTeacher", "责任老师 / Responsible teacher", "census"),
        date_field("verifiedOn", "核对日期 / Verified on", "census", order="verified_on"),
    ),
    relations=of_pupil("census"),
    columns=OF_PUPIL,
    default_order=("-verifiedOn",),
)

ABSENCE_ALERT = Entity(
    name="AbsenceAlert",
    prefix="saa",
    label="无故旷课预警(二(四)) / Alert of unexcused absence",
    plural="absenceAlerts",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        date_field("raisedOn", "预警日期 / Raised on", "alert", order="raised_on"),
        integer("days", "连续旷课天数 / Days of unexcused absence on end", "alert", filter=RANGE),
        choice("status", ABSENCE_ALERT_STATUS, "状态 / Status", "alert"),
        date_field("settledOn", "了结日期 / Settled on", "alert", nullable=True),
        text("handling", "处理情况 / What was done", "handling", nullable=True),
    ),
    relations=of_pupil("alert"),
    columns=OF_PUPIL,
    default_order=("-raisedOn",),
)

DROPOUT_CASE = Entity(
    name="DropoutCase",
    prefix="sdc",
    label="辍学登记(二(四)) / Dropout case",
    plural="dropoutCases",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        date_field("since", "辍学时间 / Out of school since", "dropout", order="since"),
        choice("status", DROPOUT_STATUS, "状态 / Status", "dropout"),
        date_field("endedOn", "了结日期 / Ended on", "dropout", nullable=True),
        choice("reason", DROPOUT_REASON, "原因 / Reason", "reason"),
        text("reportNumber", "书面报告编号 / Number of the written report", "written_report", nullable=True),
        date_field("reportedOn", "书面报告日期 / Date of the written report", "written_report", nullable=True),
        text("report", "书面报告 / Written report to education and town", "written_report", nullable=True),
        date_field("answeredOn", "教委答复日期 / Date of the answer of education", "answer", nullable=True),
        text("answer", "教委答复 / Answer of education", "answer", nullable=True),
    ),
    relations=(
        *of_pupil("dropout"),
        to_many("attempts", "PersuasionAttempt", "劝返记录 / Attempts to persuade back", "attempts", key="dropout_case_id",
                small=True),
    ),
    columns=OF_PUPIL,
    default_order=("-since",),
)

PERSUASION_ATTEMPT = Entity(
    name="PersuasionAttempt",
    prefix="spa",
    label="劝返复学(二(四)) / Attempt to persuade a child back to school",
    plural="persuasionAttempts",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        date_field("attemptedOn", "日期 / Date", "attempt", order="attempted_on"),
        choice("manner", PERSUASION_MANNER, "方式 / Manner", "attempt"),
        choice("result", PERSUASION_RESULT, "结果 / Result", "attempt"),
        text("attemptedBy", "劝返人 / By whom", "attempt"),
        text("note", "记录 / Note", "note", nullable=True),
    ),
    relations=(
        *of_pupil("attempt"),
        to_one("dropoutCase", "DropoutCase", "辍学登记 / Dropout case", "attempt", key="dropout_case_id"),
    ),
    columns=(*OF_PUPIL, ref("dropout_case_id")),
    default_order=("-attemptedOn",),
)

ADMISSION = Entity(
    name="Admission",
    prefix="sad",
    label="随迁子女入学(二(四)) / Admission of a migrant worker's child to a public school",
    plural="admissions",
    subject=Subject.CHILD,
    fields=(
        date_field("appliedOn", "申请日期 / Applied on", "admission", order="applied_on"),
        choice("result", ADMISSION_RESULT, "结果 / Result", "admission"),
        date_field("decidedOn", "办结日期 / Decided on", "admission", nullable=True),
        text("originDivisionCode", "来源地区划代码 / Division code of origin", "admission", filter=EQ),
        integer("feeCharged", "收费(元,须为0) / Fee charged (yuan, must be 0)", "admission", filter=RANGE),
        boolean("selective", "择校 / By selection of pupils", "admission"),
    ),
    relations=of_pupil("admission"),
    columns=OF_PUPIL,
    default_order=("-appliedOn",),
)

EXAM_REGISTRATION = Entity(
    name="ExamRegistration",
    prefix="sxr",
    label="居住地报考(二(四)) / Registration for an examination where the child lives",
    plural="examRegistrations",
    subject=Subject.CHILD,
    fields=(
        choice("exam", EXAM_KIND, "考试 / Examination", "exam"),
        integer("year", "年份 / Year", "exam", filter=RANGE),
        date_field("registeredOn", "报名日期 / Registered on", "exam", order="registered_on"),
        choice("status", EXAM_STATUS, "状态 / Status", "exam"),
        text("divisionCode", "报考地区划代码 / Division code of the place of examination", "exam", filter=EQ),
        boolean("whereResident", "在居住地报考 / Where the child lives", "exam"),
    ),
    relations=of_pupil("exam"),
    columns=OF_PUPIL,
    default_order=("-registeredOn",),
)
