"""Health of rural children and of children with a disability (二(三), 二(五))."""

from schema.catalog import Column, Entity, Kind, Subject
from schema.declare import DIVISIONS, boolean, choice, date_field, integer, ref, text, to_one
from schema.health_enums import (
    CHECK_UP_RESULT,
    DISABILITY_KIND,
    DISABILITY_SUPPORT_KIND,
    GROWTH_OUTCOME,
    HEALTH_ALERT_KIND,
    IMMUNISATION_STATUS,
    NUTRITION_TOPIC,
    REHABILITATION_KIND,
    TREATMENT_KIND,
    VACCINE,
)

_OF_CHILD = (ref("child_id"), ref("organisation_id"), *DIVISIONS)

CHECK_UP = Entity(
    name="CheckUp",
    prefix="hck",
    label="年度免费体检(二(三)) / Yearly free check-up",
    plural="checkUps",
    subject=Subject.CHILD,
    fields=(
        date_field("date", "体检日期 / Date", "checkup", order="date"),
        choice("result", CHECK_UP_RESULT, "结论 / Result", "checkup"),
        integer("heightMillimetres", "身高(毫米) / Height in millimetres", "checkup"),
        integer("weightGrams", "体重(克) / Weight in grams", "checkup"),
        integer("feeCharged", "收费(元,必须为0) / Fee charged in yuan, must be 0", "checkup"),
        date_field("nextDueOn", "下次体检期限 / Next due on", "checkup"),
        text("note", "医生意见 / Doctor's note", "diagnosis", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "checkup", key="child_id"),
        to_one("organisation", "Organisation", "体检机构 / Hospital", "checkup", key="organisation_id"),
    ),
    columns=(*_OF_CHILD, Column("latest", Kind.BOOL)),
    default_order=("-date",),
)

GROWTH_MEASUREMENT = Entity(
    name="GrowthMeasurement",
    prefix="hgm",
    label="6岁以下生长监测(二(三)) / Growth measurement under six",
    plural="growthMeasurements",
    subject=Subject.CHILD,
    fields=(
        date_field("date", "测量日期 / Date", "growth", order="date"),
        integer("ageMonths", "月龄 / Age in months", "growth", filter=("range",)),
        integer("heightMillimetres", "身长(毫米) / Height in millimetres", "growth"),
        integer("weightGrams", "体重(克) / Weight in grams", "growth"),
        choice("outcome", GROWTH_OUTCOME, "评价 / Outcome", "growth"),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "growth", key="child_id"),
        to_one("organisation", "Organisation", "监测机构 / Hospital", "growth", key="organisation_id"),
    ),
    columns=_OF_CHILD,
    default_order=("-date",),
)

IMMUNISATION = Entity(
    name="Immunisation",
    prefix="him",
    label="计划免疫(二(三)) / Planned immunisation",
    plural="immunisations",
    subject=Subject.CHILD,
    fields=(
        choice("vaccine", VACCINE, "疫苗 / Vaccine", "immunisation"),
        integer("dose", "剂次 / Dose", "immunisation"),
        choice("status", IMMUNISATION_STATUS, "状态 / State", "immunisation"),
        date_field("dueOn", "应种日期 / Due on", "immunisation", order="due_on"),
        date_field("givenOn", "接种日期 / Given on", "immunisation", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "immunisation", key="child_id"),
        to_one("organisation", "Organisation", "接种机构 / Hospital", "immunisation", key="organisation_id"),
    ),
    columns=_OF_CHILD,
    default_order=("-dueOn",),
)

NUTRITION_GUIDANCE = Entity(
    name="NutritionGuidance",
    prefix="hng",
    label="营养指导(二(三)) / Nutrition guidance",
    plural="nutritionGuidances",
    subject=Subject.CHILD,
    fields=(
        date_field("date", "日期 / Date", "nutrition", order="date"),
        choice("topic", NUTRITION_TOPIC, "主题 / Topic", "nutrition"),
        text("advice", "建议 / Advice", "nutrition"),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "nutrition", key="child_id"),
        to_one("organisation", "Organisation", "指导机构 / Hospital", "nutrition", key="organisation_id"),
    ),
    columns=_OF_CHILD,
    default_order=("-date",),
)

TREATMENT = Entity(
    name="Treatment",
    prefix="htr",
    label="常见病诊疗(二(三)) / Treatment of a common childhood disease",
    plural="treatments",
    subject=Subject.CHILD,
    fields=(
        date_field("date", "就诊日期 / Date", "treatment", order="date"),
        choice("kind", TREATMENT_KIND, "类别 / Kind", "treatment"),
        text("diagnosis", "诊断 / Diagnosis", "diagnosis"),
        text("therapy", "处置 / Therapy", "diagnosis", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "treatment", key="child_id"),
        to_one("organisation", "Organisation", "医疗机构 / Hospital", "treatment", key="organisation_id"),
    ),
    columns=_OF_CHILD,
    default_order=("-date",),
)

HEALTH_ALERT = Entity(
    name="HealthAlert",
    prefix="hal",
    label="健康警示 / Health alert for whoever cares for the child",
    plural="healthAlerts",
    subject=Subject.CHILD,
    fields=(
        choice("kind", HEALTH_ALERT_KIND, "类别 / Kind", "alert"),
        text("instruction", "照护提示 / What to heed", "alert"),
        date_field("notedOn", "登记日期 / Noted on", "alert", order="noted_on"),
        boolean("active", "有效 / In force", "alert"),
    ),
    relations=(to_one("child", "Child", "儿童 / Child", "alert", key="child_id"),),
    columns=_OF_CHILD,
    default_order=("-notedOn",),
)

DISABILITY_RECORD = Entity(
    name="DisabilityRecord",
    prefix="hdr",
    label="残疾登记(二(五)) / Disability on record",
    plural="disabilityRecords",
    subject=Subject.CHILD,
    fields=(
        choice("kind", DISABILITY_KIND, "类别 / Kind", "disability"),
        integer("grade", "等级 1-4 / Grade 1 to 4", "disability", filter=("eq", "in", "range")),
        date_field("certifiedOn", "评定日期 / Certified on", "disability", order="certified_on"),
        date_field("reviewDueOn", "复评期限 / Review due on", "disability", nullable=True),
    ),
    relations=(to_one("child", "Child", "儿童 / Child", "disability", key="child_id"),),
    columns=_OF_CHILD,
    default_order=("-certifiedOn",),
)

REHABILITATION = Entity(
    name="Rehabilitation",
    prefix="hrh",
    label="康复服务(二(五)) / Rehabilitation",
    plural="rehabilitations",
    subject=Subject.CHILD,
    fields=(
        choice("kind", REHABILITATION_KIND, "类别 / Kind", "rehabilitation"),
        date_field("startedOn", "开始日期 / Started on", "rehabilitation", order="started_on"),
        date_field("endedOn", "结束日期 / Ended on", "rehabilitation", nullable=True),
        text("progress", "进展 / Progress", "rehabilitation", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "rehabilitation", key="child_id"),
        to_one("provider", "Organisation", "康复机构 / Provider", "rehabilitation", key="provider_organisation_id"),
    ),
    columns=(*_OF_CHILD, ref("provider_organisation_id", nullable=True)),
    default_order=("-startedOn",),
)

DISABILITY_SUPPORT = Entity(
    name="DisabilitySupport",
    prefix="hds",
    label="慰问资助(二(五)) / Grant to or visit of a child with a disability",
    plural="disabilitySupports",
    subject=Subject.CHILD,
    fields=(
        choice("kind", DISABILITY_SUPPORT_KIND, "类别 / Kind", "support"),
        date_field("date", "日期 / Date", "support", order="date"),
        integer("amount", "金额(元) / Amount in yuan", "support", nullable=True, filter=("range",)),
        text("note", "说明 / Note", "support", nullable=True),
    ),
    relations=(to_one("child", "Child", "儿童 / Child", "support", key="child_id"),),
    columns=_OF_CHILD,
    default_order=("-date",),
)

ENTITIES: tuple[Entity, ...] = (
    CHECK_UP, GROWTH_MEASUREMENT, IMMUNISATION, NUTRITION_GUIDANCE, TREATMENT, HEALTH_ALERT, DISABILITY_RECORD,
    REHABILITATION, DISABILITY_SUPPORT,
)  # fmt: skip
