"""Closed lists of values of health and disability. Labels are "中文 / English"."""

from __future__ import annotations

from schema.catalog import Enum

CHECK_UP_RESULT = Enum(
    "CheckUpResult",
    "体检结论 / Result of a check-up",
    {"HEALTHY": "正常 / Healthy", "TO_WATCH": "需观察 / To be watched", "TO_TREAT": "需就诊 / To be treated"},
)

GROWTH_OUTCOME = Enum(
    "GrowthOutcome",
    "生长评价 / Outcome of growth monitoring",
    {"NORMAL": "正常 / Normal", "UNDERWEIGHT": "低体重 / Underweight", "STUNTED": "生长迟缓 / Stunted",
     "OVERWEIGHT": "超重 / Overweight"},
)  # fmt: skip

VACCINE = Enum(
    "Vaccine",
    "疫苗 / Vaccine",
    {
        "HEPATITIS_B": "乙肝疫苗 / Hepatitis B",
        "BCG": "卡介苗 / BCG",
        "POLIO": "脊灰疫苗 / Polio",
        "DTP": "百白破疫苗 / DTP",
        "MMR": "麻腮风疫苗 / MMR",
        "ENCEPHALITIS": "乙脑疫苗 / Japanese encephalitis",
        "MENINGOCOCCAL": "流脑疫苗 / Meningococcal",
    },
)

IMMUNISATION_STATUS = Enum(
    "ImmunisationStatus",
    "接种状态 / State of an immunisation",
    {"DUE": "待接种 / Due", "GIVEN": "已接种 / Given", "DEFERRED": "暂缓 / Deferred"},
)

NUTRITION_TOPIC = Enum(
    "NutritionTopic",
    "营养指导主题 / Topic of nutrition guidance",
    {"FEEDING": "科学喂养 / Feeding", "BALANCE": "膳食均衡 / Balanced diet", "ANAEMIA": "贫血预防 / Anaemia",
     "OBESITY": "肥胖预防 / Obesity"},
)  # fmt: skip

TREATMENT_KIND = Enum(
    "TreatmentKind",
    "诊疗类别 / Kind of treatment",
    {"OUTPATIENT": "门诊 / Outpatient", "INPATIENT": "住院 / Inpatient", "EMERGENCY": "急诊 / Emergency"},
)

HEALTH_ALERT_KIND = Enum(
    "HealthAlertKind",
    "健康警示类别 / Kind of health alert",
    {"ALLERGY": "过敏 / Allergy", "CHRONIC": "慢性病 / Chronic illness", "MEDICATION": "长期用药 / Medication",
     "DIET": "饮食禁忌 / Diet"},
)  # fmt: skip

DISABILITY_KIND = Enum(
    "DisabilityKind",
    "残疾类别 / Kind of disability",
    {
        "SIGHT": "视力 / Sight",
        "HEARING": "听力 / Hearing",
        "SPEECH": "言语 / Speech",
        "LIMBS": "肢体 / Limbs",
        "INTELLECT": "智力 / Intellect",
        "MIND": "精神 / Mind",
        "MULTIPLE": "多重 / Multiple",
    },
)

REHABILITATION_KIND = Enum(
    "RehabilitationKind",
    "康复类别 / Kind of rehabilitation",
    {"TRAINING": "康复训练 / Training", "DEVICE": "辅助器具 / Device", "SURGERY": "手术 / Surgery",
     "THERAPY": "治疗 / Therapy"},
)  # fmt: skip

DISABILITY_SUPPORT_KIND = Enum(
    "DisabilitySupportKind",
    "慰问资助类别 / Kind of support",
    {"GRANT": "资助 / Grant", "VISIT": "慰问 / Visit"},
)
