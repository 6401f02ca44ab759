"""MigrationFiling, NearRelative, FamilyFile and Demand: parents who work away from home (二(一), 二(二), 五(二)).

A filing is the guardian's and a family file the household's own record: neither names a child, so that it may be read by
those who help migrant workers and see no child. Near relatives and demands concern one child.
"""

from schema.catalog import Entity, Mask, Subject
from schema.declare import DIVISIONS, EQ, choice, date_field, integer, ref, text, to_many, to_one
from schema.enums import RELATIONSHIP
from schema.ledger_enums import CARE_ARRANGEMENT, DEMAND_KIND, FAMILY_FILE_STATUS, MIGRATION_STATUS

MIGRATION_FILING = Entity(
    name="MigrationFiling",
    prefix="lmf",
    label="外出务工报告备案(二(二)) / Filing of a guardian who works away from home",
    plural="migrationFilings",
    subject=Subject.SELF,
    fields=(
        choice("status", MIGRATION_STATUS, "状态 / Status", "filing"),
        date_field("filedOn", "备案日期 / Filed on", "filing", order="filed_on"),
        date_field("leavesOn", "外出日期 / Away from", "filing"),
        date_field("returnsOn", "返乡日期 / Away until", "filing", nullable=True),
        text("destination", "务工地 / Place of work", "employment"),
        text("employer", "务工单位 / Employer", "employment", nullable=True),
        text("telephone", "外出期间电话 / Telephone while away", "telephone", nullable=True, filter=("eq",), exact=True,
             mask=Mask.TELEPHONE),
        choice("careArrangement", CARE_ARRANGEMENT, "子女照护安排 / Care arranged for the children", "care"),
        date_field("toldInWritingOn", "书面告知学校和村居日期(未成年人保护法 二十三) / School and village told in writing on", "care",
                   nullable=True),
    ),
    relations=(
        to_one("guardian", "Guardian", "外出人 / Guardian who goes away", "filing", key="guardian_id"),
        to_one("household", "Household", "家庭 / Household", "household", key="household_id"),
        to_many("nearRelatives", "NearRelative", "所报近亲属 / Near relatives named in it", "care", key="filing_id",
                small=True),
    ),
    columns=(ref("guardian_id"), ref("household_id", nullable=True), *DIVISIONS),
    default_order=("-filedOn",),
)

NEAR_RELATIVE = Entity(
    name="NearRelative",
    prefix="lnr",
    label="其他近亲属(二(二)) / Other near relative of a child, named in a filing",
    plural="nearRelatives",
    subject=Subject.CHILD,
    fields=(
        text("name", "姓名 / Name", "relative", filter=EQ, order="name_sort", mask=Mask.NAME),
        choice("relationship", RELATIONSHIP, "与儿童关系 / Relationship", "relative"),
        text("telephone", "电话 / Telephone", "telephone", nullable=True, filter=("eq",), exact=True, mask=Mask.TELEPHONE),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "relative", key="child_id"),
        to_one("filing", "MigrationFiling", "外出务工备案 / Filing that names him", "source", key="filing_id"),
    ),
    columns=(ref("child_id"), ref("filing_id"), *DIVISIONS),
    default_order=("name",),
)

FAMILY_FILE = Entity(
    name="FamilyFile",
    prefix="lff",
    label="劳务输出人员家庭档案(五(二)) / File of a family of labour sent out, kept by the town",
    plural="familyFiles",
    subject=Subject.SELF,
    fields=(
        choice("status", FAMILY_FILE_STATUS, "状态 / Status", "file"),
        date_field("openedOn", "建档日期 / Opened on", "file", order="opened_on"),
        date_field("updatedOn", "更新日期 / Updated on", "file"),
        integer("adultsAway", "外出务工人数 / Adults away", "file", filter=("eq", "in", "range")),
        text("note", "备注 / Note", "note", nullable=True),
    ),
    relations=(
        to_one("household", "Household", "家庭 / Household", "file", key="household_id"),
        to_one("village", "Village", "村居 / Village", "file", key="village_id"),
        to_many("demands", "Demand", "书面督促 / Written demands", "file", key="family_file_id", small=True),
    ),
    columns=(ref("household_id"), *DIVISIONS),
    default_order=("-openedOn",),
)

DEMAND = Entity(
    name="Demand",
    prefix="ldm",
    label="对外出父母的书面督促(二(二)) / Written demand of the town on absent parents",
    plural="demands",
    subject=Subject.CHILD,
    fields=(
        choice("kind", DEMAND_KIND, "督促事项 / Kind", "demand"),
        date_field("issuedOn", "发出日期 / Issued on", "demand", order="issued_on"),
        text("issuedBy", "经办人 / Issued by", "demand"),
        date_field("dueOn", "答复期限 / Answer due on", "demand"),
        text("content", "内容 / Content", "demand"),
        date_field("answeredOn", "答复日期 / Answered on", "answer", nullable=True),
        text("answer", "父母答复 / Answer of the parents", "answer", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "demand", key="child_id"),
        to_one("guardian", "Guardian", "被督促人 / Parent urged", "demand", key="guardian_id"),
        to_one("familyFile", "FamilyFile", "家庭档案 / Family file", "demand", key="family_file_id"),
    ),
    columns=(ref("child_id"), ref("guardian_id"), ref("family_file_id", nullable=True), *DIVISIONS),
    default_order=("-issuedOn",),
)
