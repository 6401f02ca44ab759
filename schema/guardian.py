"""Guardian, Guardianship (the tie) and Household: the family."""

from schema.catalog import Column, Entity, Kind, Mask, Subject
from schema.declare import DIVISIONS, EQ, boolean, choice, date_field, integer, ref, text, to_many, to_one
from schema.enums import RELATIONSHIP, SEX

GUARDIAN = Entity(
    name="Guardian",
    prefix="gdn",
    history="rvg",
    label="监护人或受委托监护人 / Guardian or entrusted guardian",
    plural="guardians",
    subject=Subject.SELF,
    fields=(
        text("name", "姓名 / Name", "name", filter=EQ, order="name_sort", mask=Mask.NAME),
        choice("sex", SEX, "性别 / Sex", "person", nullable=True),
        date_field("birthDate", "出生日期 / Birth date", "person", nullable=True),
        text("identityNumber", "公民身份号码(GB 11643) / Resident identity number", "identity_number",
             nullable=True, filter=("eq",), exact=True, mask=Mask.IDENTITY_NUMBER),
        text("telephone", "电话 / Telephone", "telephone", nullable=True, filter=("eq",), exact=True,
             mask=Mask.TELEPHONE),
        text("employer", "务工单位 / Employer", "employment", nullable=True),
        text("destination", "务工地 / Place of work away from home", "employment", nullable=True),
    ),
    relations=(
        to_many("guardianships", "Guardianship", "监护关系 / Ties to children", "guardians", key="guardian_id",
                small=True),
        to_many("employmentSupports", "EmploymentSupport", "就业创业扶持 / Support with work at home", "employment_support",
                key="guardian_id", small=True),
        to_many("migrationFilings", "MigrationFiling", "外出务工备案 / Filings of migrant work", "filings", key="guardian_id",
                small=True),
    ),
    columns=(ref("suspended_at_ms", nullable=True),),
    default_order=("name",),
)

GUARDIANSHIP = Entity(
    name="Guardianship",
    prefix="gds",
    history="rvt",
    label="监护关系 / Tie between child and guardian",
    plural="guardianships",
    subject=Subject.CHILD,
    fields=(
        choice("relationship", RELATIONSHIP, "与儿童关系 / Relationship", "tie"),
        boolean("custody", "法定监护 / Legal custody", "tie"),
        boolean("away", "外出务工 / Works away from home", "tie"),
        date_field("awaySince", "外出时间 / Away since", "tie", nullable=True),
        boolean("entrusted", "受委托监护 / Entrusted", "tie"),
        boolean("presentCarer", "现照料人 / Present carer", "tie"),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "tie", key="child_id"),
        to_one("guardian", "Guardian", "监护人 / Guardian", "tie", key="guardian_id"),
    ),
    columns=(ref("child_id"), ref("guardian_id"), ref("district_id"), ref("town_id", nullable=True),
             ref("village_id", nullable=True), Column("ends_at", Kind.DATETIME), Column("barred_until", Kind.DATETIME)),
)

HOUSEHOLD = Entity(
    name="Household",
    prefix="hsh",
    label="家庭 / Household",
    plural="households",
    subject=Subject.SELF,
    fields=(
        text("number", "户编号 / Household number", "number", filter=EQ, order="number"),
        text("address", "住址 / Address", "address", filter=("eq",), exact=True),
        integer("members", "人口数 / Members", "household", filter=("eq", "in", "range")),
        boolean("inPoverty", "家庭经济困难 / In poverty", "household"),
    ),
    relations=(
        to_one("town", "Town", "所在镇街 / Town", "division", key="town_id"),
        to_one("village", "Village", "所在村居 / Village", "division", key="village_id"),
        to_many("children", "Child", "家庭中的儿童 / Children of the household", "household", key="household_id",
                small=True),
        to_many("supportRecords", "SupportRecord", "住房或农业支持 / Support with housing or farming", "support",
                key="household_id", small=True),
        to_many("familyFiles", "FamilyFile", "劳务输出家庭档案 / Family files of labour sent out", "family_files",
                key="household_id", small=True),
    ),
    columns=DIVISIONS,
    default_order=("number",),
)
