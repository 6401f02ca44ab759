"""What a school provides for all its pupils: provision, dormitory duty, trainings, lessons (二(四)). No child is named."""

from schema.catalog import Entity
from schema.declare import RANGE, boolean, choice, date_field, integer, ref, text, to_one
from schema.schooling_enums import (
    DORMITORY_SHIFT,
    PROVISION_KIND,
    SCHOOL_LESSON_TOPIC,
    SCHOOL_TRAINING_AUDIENCE,
)

_OF_SCHOOL = (ref("school_id"), ref("school_district_id"))
_SCHOOL = (to_one("school", "School", "学校 / School", "provision", key="school_id"),)

PROVISION_RECORD = Entity(
    name="ProvisionRecord",
    prefix="spv",
    label="办学保障(二(四)) / School provision",
    plural="provisionRecords",
    fields=(
        choice("kind", PROVISION_KIND, "类别 / Kind", "provision"),
        date_field("startedOn", "开始日期 / Started on", "provision", order="started_on"),
        date_field("endedOn", "结束日期 / Ended on", "provision", nullable=True),
        integer("pupils", "受益学生数 / Pupils reached", "provision", nullable=True, filter=RANGE),
        integer("amount", "投入(元) / Amount spent (yuan)", "provision", nullable=True, filter=RANGE),
        text("description", "说明 / Description", "provision"),
    ),
    relations=_SCHOOL,
    columns=_OF_SCHOOL,
    default_order=("-startedOn",),
)

DORMITORY_DUTY = Entity(
    name="DormitoryDuty",
    prefix="sdd",
    label="宿舍值班(二(四)) / Dormitory duty",
    plural="dormitoryDuties",
    fields=(
        date_field("date", "日期 / Date", "provision", order="date"),
        choice("shift", DORMITORY_SHIFT, "时段 / Shift", "provision"),
        text("staff", "值班人 / Person on duty", "provision"),
        boolean("allPresent", "寄宿生全部在寝 / All boarders present", "provision"),
        text("remark", "值班记录 / Remark", "remark", nullable=True),
    ),
    relations=_SCHOOL,
    columns=_OF_SCHOOL,
    default_order=("-date",),
)

STAFF_TRAINING = Entity(
    name="StaffTraining",
    prefix="stt",
    label="班主任和宿管人员培训(二(四)) / Training of class teachers or dormitory staff",
    plural="staffTrainings",
    fields=(
        choice("audience", SCHOOL_TRAINING_AUDIENCE, "对象 / Who is trained", "provision"),
        text("topic", "主题 / Topic", "provision"),
        date_field("heldOn", "日期 / Held on", "provision", order="held_on"),
        integer("hours", "学时 / Hours", "provision", filter=RANGE),
        integer("participants", "参加人数 / Participants", "provision", filter=RANGE),
    ),
    relations=_SCHOOL,
    columns=_OF_SCHOOL,
    default_order=("-heldOn",),
)

SCHOOL_LESSON = Entity(
    name="SchoolLesson",
    prefix="sls",
    label="心理健康与自护课程(二(四)) / Lesson on mental health or self-protection",
    plural="schoolLessons",
    fields=(
        choice("topic", SCHOOL_LESSON_TOPIC, "主题 / Topic", "provision"),
        text("title", "课题 / Title", "provision"),
        date_field("heldOn", "日期 / Held on", "provision", order="held_on"),
        integer("grade", "年级 / Grade", "provision", nullable=True, filter=RANGE),
        integer("pupils", "听课学生数 / Pupils taught", "provision", filter=RANGE),
        text("teacher", "授课老师 / Teacher", "provision"),
    ),
    relations=_SCHOOL,
    columns=_OF_SCHOOL,
    default_order=("-heldOn",),
)
