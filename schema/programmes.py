"""Programmes, activities and who takes part; mutual help of workers; needs matched with services (二(五))."""

from schema.catalog import Entity, Subject
from schema.declare import DIVISIONS, EQ, choice, date_field, integer, ref, text, to_many, to_one
from schema.groups_enums import (
    ACTIVITY_KIND,
    MATCHED_NEED,
    MUTUAL_HELP_KIND,
    NEED_STATUS,
    PARTICIPATION_STATUS,
    PROGRAMME_KIND,
)

PROGRAMME = Entity(
    name="Programme",
    prefix="prg",
    label="群团组织项目(二(五)) / Programme of a group organisation",
    plural="programmes",
    sparse=True,
    fields=(
        text("name", "名称 / Name", "programme", filter=EQ),
        choice("kind", PROGRAMME_KIND, "类别 / Kind", "programme"),
        date_field("startsOn", "开始日期 / Starts on", "programme", order="starts_on"),
        date_field("endsOn", "结束日期 / Ends on", "programme", nullable=True),
    ),
    relations=(
        to_one("organisation", "Organisation", "组织单位 / Organiser", "programme", key="organisation_id"),
        to_one("leadOrganisation", "Organisation", "牵头单位 / Organisation that leads a joint programme", "programme",
               key="lead_organisation_id"),
        to_many("activities", "Activity", "活动 / Activities", "programme", key="programme_id"),
        to_many("participations", "Participation", "参加儿童 / Children who take part", "participation",
                key="programme_id"),
        to_many("needMatches", "NeedMatch", "需求与服务对接 / Needs matched with services", "needs", key="programme_id"),
    ),
    columns=(ref("organisation_id"), ref("lead_organisation_id", nullable=True), ref("district_id")),
    default_order=("-startsOn",),
)

ACTIVITY = Entity(
    name="Activity",
    prefix="gac",
    label="关爱活动(二(五)) / Activity, of a programme or alone",
    plural="activities",
    sparse=True,
    fields=(
        text("title", "名称 / Title", "activity"),
        choice("kind", ACTIVITY_KIND, "类别 / Kind", "activity"),
        date_field("heldOn", "日期 / Held on", "activity", order="held_on"),
        text("place", "地点 / Place", "activity"),
        integer("attendance", "到场人数 / People who came", "activity", nullable=True, filter=("range",)),
    ),
    relations=(
        to_one("organisation", "Organisation", "组织单位 / Organiser", "activity", key="organisation_id"),
        to_one("programme", "Programme", "所属项目 / Programme it belongs to", "programme", key="programme_id"),
        to_many("participations", "Participation", "参加儿童 / Children who take part", "participation",
                key="activity_id"),
    ),
    columns=(ref("organisation_id"), ref("programme_id", nullable=True), ref("district_id")),
    default_order=("-heldOn",),
)

PARTICIPATION = Entity(
    name="Participation",
    prefix="ptn",
    label="儿童参加项目或活动(二(五)) / Child in a programme or activity",
    plural="participations",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("status", PARTICIPATION_STATUS, "状态 / Status", "participation"),
        date_field("joinedOn", "参加日期 / Joined on", "participation", order="joined_on"),
        date_field("leftOn", "退出日期 / Left on", "participation", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "participation", key="child_id"),
        to_one("organisation", "Organisation", "组织单位 / Organiser", "participation", key="organisation_id"),
        to_one("programme", "Programme", "项目 / Programme", "participation", key="programme_id"),
        to_one("activity", "Activity", "活动 / Activity", "participation", key="activity_id"),
    ),
    columns=(ref("child_id"), ref("organisation_id"), ref("programme_id", nullable=True),
             ref("activity_id", nullable=True), *DIVISIONS),
    default_order=("-joinedOn",),
)

MUTUAL_HELP = Entity(
    name="MutualHelp",
    prefix="gmh",
    label="职工互助小组(二(五)) / Group of workers for contact with children and mutual help",
    plural="mutualHelpGroups",
    sparse=True,
    fields=(
        text("name", "名称 / Name", "mutual_help", filter=EQ),
        choice("kind", MUTUAL_HELP_KIND, "类别 / Kind", "mutual_help"),
        text("employer", "所在用工单位 / Employer of the workers", "mutual_help", nullable=True),
        date_field("formedOn", "成立日期 / Formed on", "mutual_help", order="formed_on"),
        integer("members", "职工人数 / Workers in the group", "mutual_help", filter=("range",)),
        integer("contactsArranged", "组织亲子联系次数 / Contacts with children arranged", "mutual_help",
                filter=("range",)),
    ),
    relations=(
        to_one("organisation", "Organisation", "工会 / Union that runs it", "mutual_help", key="organisation_id"),
    ),
    columns=(ref("organisation_id"), ref("district_id")),
    default_order=("-formedOn",),
)

NEED_MATCH = Entity(
    name="NeedMatch",
    prefix="gnm",
    label="需求与服务对接(二(五)) / Need of a child matched with a service of the joint project",
    plural="needMatches",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("need", MATCHED_NEED, "需求 / Need", "need"),
        choice("status", NEED_STATUS, "状态 / Status", "need"),
        text("service", "对接的服务 / Service matched with it", "need", nullable=True),
        date_field("raisedOn", "提出日期 / Raised on", "need", order="raised_on"),
        date_field("matchedOn", "对接日期 / Matched on", "need", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "need", key="child_id"),
        to_one("programme", "Programme", "联合项目 / Joint programme", "need", key="programme_id"),
        to_one("organisation", "Organisation", "牵头单位 / Organisation that leads", "need", key="organisation_id"),
        to_one("provider", "Organisation", "服务单位 / Organisation that serves", "need",
               key="provider_organisation_id"),
    ),
    columns=(ref("child_id"), ref("programme_id"), ref("organisation_id"),
             ref("provider_organisation_id", nullable=True), *DIVISIONS),
    default_order=("-raisedOn",),
)
