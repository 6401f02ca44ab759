"""Public opinion, publications and exposures (五(三)). None of them has a link to a child, nor a column to match by."""

from schema.catalog import Entity
from schema.declare import choice, date_field, moment, ref, text, to_many, to_one
from schema.groups_enums import (
    EXPOSED_VIOLATION,
    OPINION_LEVEL,
    OPINION_SOURCE,
    OPINION_STATUS,
    PUBLICATION_CHANNEL,
    PUBLICATION_KIND,
)

OPINION_ALERT = Entity(
    name="OpinionAlert",
    prefix="poa",
    label="舆情预警(五(三)) / Alert on public opinion",
    plural="opinionAlerts",
    sparse=True,
    fields=(
        choice("source", OPINION_SOURCE, "来源 / Source", "alert"),
        choice("level", OPINION_LEVEL, "等级 / Level", "alert"),
        choice("status", OPINION_STATUS, "状态 / Status", "alert"),
        text("topic", "话题,不含可识别儿童的信息 / Topic, without anything that identifies a child", "alert"),
        moment("spottedAt", "发现时间 / Spotted at", "alert", order="spotted_at"),
        date_field("dueOn", "回应期限 / Answer due on", "alert"),
    ),
    relations=(
        to_one("organisation", "Organisation", "监测单位 / Organisation that watches", "alert", key="organisation_id"),
        to_one("assignedOrganisation", "Organisation", "交办单位 / Organisation that must answer", "alert",
               key="assigned_organisation_id"),
        to_many("opinionResponses", "OpinionResponse", "回应 / Responses", "responses", key="opinion_alert_id",
                small=True),
    ),
    columns=(ref("organisation_id"), ref("assigned_organisation_id", nullable=True), ref("district_id")),
    default_order=("-spottedAt",),
)

OPINION_RESPONSE = Entity(
    name="OpinionResponse",
    prefix="por",
    label="舆情回应(五(三)) / Response of the unit concerned",
    plural="opinionResponses",
    sparse=True,
    fields=(
        moment("respondedAt", "回应时间 / Responded at", "response", order="responded_at"),
        text("measures", "处置措施 / What was done", "response"),
        text("statement", "公开答复 / Statement made public", "response", nullable=True),
    ),
    relations=(
        to_one("opinionAlert", "OpinionAlert", "舆情预警 / Alert", "response", key="opinion_alert_id"),
        to_one("organisation", "Organisation", "回应单位 / Organisation that responds", "response",
               key="organisation_id"),
    ),
    columns=(ref("opinion_alert_id"), ref("organisation_id"), ref("district_id")),
    default_order=("-respondedAt",),
)

PUBLICATION = Entity(
    name="Publication",
    prefix="pbl",
    label="政策宣传(五(三)) / Publication: law, model cases, duties of families",
    plural="publications",
    sparse=True,
    fields=(
        choice("kind", PUBLICATION_KIND, "类别 / Kind", "publication"),
        choice("channel", PUBLICATION_CHANNEL, "渠道 / Channel", "publication"),
        text("title", "标题 / Title", "publication"),
        text("content", "内容,不含可识别儿童的信息 / Content, without anything that identifies a child", "publication"),
        date_field("publishedOn", "发布日期 / Published on", "publication", order="published_on"),
    ),
    relations=(
        to_one("organisation", "Organisation", "发布单位 / Organisation that publishes", "publication",
               key="organisation_id"),
    ),
    columns=(ref("organisation_id"), ref("district_id")),
    default_order=("-publishedOn",),
)

EXPOSURE = Entity(
    name="Exposure",
    prefix="pex",
    label="违法行为曝光(五(三)) / Exposure of a violation",
    plural="exposures",
    sparse=True,
    fields=(
        choice("violation", EXPOSED_VIOLATION, "违法行为 / Violation", "exposure"),
        text("summary", "曝光内容,不含可识别儿童的信息 / What is exposed, without anything that identifies a child",
             "exposure"),
        text("consequence", "处理结果 / What came of it", "exposure", nullable=True),
        date_field("exposedOn", "曝光日期 / Exposed on", "exposure", order="exposed_on"),
    ),
    relations=(
        to_one("organisation", "Organisation", "曝光单位 / Organisation that exposes", "exposure",
               key="organisation_id"),
    ),
    columns=(ref("organisation_id"), ref("district_id")),
    default_order=("-exposedOn",),
)
