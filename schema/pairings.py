"""Volunteers, veterans, the children they are paired with, and calls to the hotlines (二(五))."""

from schema.catalog import Entity, Mask, Subject
from schema.declare import DIVISIONS, EQ, boolean, choice, date_field, moment, ref, text, to_many, to_one
from schema.groups_enums import (
    HOTLINE,
    HOTLINE_KIND,
    HOTLINE_STATUS,
    PAIRING_KIND,
    PAIRING_STATUS,
    VETERAN_KIND,
    VOLUNTEER_KIND,
)

VOLUNTEER = Entity(
    name="Volunteer",
    prefix="gvl",
    label="志愿者(二(五)) / Volunteer of a group organisation",
    plural="volunteers",
    sparse=True,
    fields=(
        text("name", "姓名 / Name", "volunteer", filter=EQ, order="name_sort", mask=Mask.NAME),
        choice("kind", VOLUNTEER_KIND, "类别 / Kind", "volunteer"),
        date_field("since", "加入日期 / Since", "volunteer"),
        boolean("active", "在岗 / Active", "volunteer"),
        date_field("recordCheckedOn", "违法犯罪记录查询日期 / Record of offences checked on", "volunteer", nullable=True),
    ),
    relations=(
        to_one("organisation", "Organisation", "所属单位 / Organisation", "volunteer", key="organisation_id"),
        to_many("groupPairings", "GroupPairing", "结对 / Pairings", "volunteer", key="volunteer_id"),
    ),
    columns=(ref("organisation_id"), ref("district_id")),
    default_order=("name",),
)

VETERAN = Entity(
    name="Veteran",
    prefix="gvt",
    label="五老人员(二(五)) / Veteran who helps",
    plural="veterans",
    sparse=True,
    fields=(
        text("name", "姓名 / Name", "veteran", filter=EQ, order="name_sort", mask=Mask.NAME),
        choice("kind", VETERAN_KIND, "五老类别 / Kind", "veteran"),
        date_field("since", "加入日期 / Since", "veteran"),
        boolean("active", "在岗 / Active", "veteran"),
        date_field("recordCheckedOn", "违法犯罪记录查询日期 / Record of offences checked on", "veteran", nullable=True),
    ),
    relations=(
        to_one("organisation", "Organisation", "所属单位 / Organisation", "veteran", key="organisation_id"),
        to_many("groupPairings", "GroupPairing", "结对 / Pairings", "veteran", key="veteran_id"),
    ),
    columns=(ref("organisation_id"), ref("district_id")),
    default_order=("name",),
)

GROUP_PAIRING = Entity(
    name="GroupPairing",
    prefix="gpr",
    label="结对帮扶(二(五)) / Pairing of a child with a volunteer, veteran or body",
    plural="groupPairings",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("kind", PAIRING_KIND, "类别 / Kind", "pairing"),
        choice("status", PAIRING_STATUS, "状态 / Status", "pairing"),
        text("help", "约定的帮扶 / Help agreed", "pairing"),
        date_field("startedOn", "开始日期 / Started on", "pairing", order="started_on"),
        date_field("endedOn", "结束日期 / Ended on", "pairing", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "pairing", key="child_id"),
        to_one("organisation", "Organisation", "结对单位 / Organisation that pairs", "pairing", key="organisation_id"),
        to_one("volunteer", "Volunteer", "志愿者 / Volunteer", "helper", key="volunteer_id"),
        to_one("veteran", "Veteran", "五老人员 / Veteran", "veteran", key="veteran_id"),
    ),
    columns=(ref("child_id"), ref("organisation_id"), ref("volunteer_id", nullable=True),
             ref("veteran_id", nullable=True), *DIVISIONS),
    default_order=("-startedOn",),
)

HOTLINE_CASE = Entity(
    name="HotlineCase",
    prefix="ghc",
    label="热线个案(二(五)) / Case of a hotline",
    plural="hotlineCases",
    subject=Subject.CHILD,
    sparse=True,
    fields=(
        choice("hotline", HOTLINE, "热线 / Hotline", "hotline"),
        choice("kind", HOTLINE_KIND, "类别 / Kind", "hotline"),
        choice("status", HOTLINE_STATUS, "状态 / Status", "hotline"),
        moment("receivedAt", "来电时间 / Received at", "hotline", order="received_at"),
        boolean("legalTeamInvolved", "法律服务团队参与 / Legal team involved", "hotline"),
        text("question", "来电内容 / What was asked", "content"),
        text("advice", "答复与建议 / Advice given", "content", nullable=True),
        text("callerName", "来电人姓名 / Name of the caller", "caller", nullable=True, mask=Mask.NAME),
        text("callerTelephone", "来电人电话 / Telephone of the caller", "caller", nullable=True, filter=("eq",),
             exact=True, mask=Mask.TELEPHONE),
    ),
    relations=(
        to_one("child", "Child", "在册儿童 / Child on file", "hotline", key="child_id"),
        to_one("organisation", "Organisation", "热线单位 / Organisation of the hotline", "hotline",
               key="organisation_id"),
        to_one("referredTo", "Organisation", "转介去向 / Organisation it was referred to", "hotline",
               key="referred_organisation_id"),
    ),
    columns=(
        ref("child_id", nullable=True),
        ref("organisation_id"),
        ref("referred_organisation_id", nullable=True),
        ref("district_id"),
        ref("town_id", nullable=True),
        ref("village_id", nullable=True),
    ),
    default_order=("-receivedAt",),
)
