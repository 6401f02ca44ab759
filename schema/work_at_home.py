"""JobOffer and EmploymentSupport: work at home for parents who are away (二(三))."""

from schema.catalog import Entity, Mask, Subject
from schema.declare import EQ, boolean, choice, date_field, integer, ref, text, to_many, to_one
from schema.services_enums import EMPLOYMENT_OUTCOME, EMPLOYMENT_SUPPORT_KIND, OFFER_KIND

JOB_OFFER = Entity(
    name="JobOffer",
    prefix="wjo",
    label="返乡就业创业信息(二(三)) / Offer of a job or a start-up project at home",
    plural="jobOffers",
    fields=(
        choice("kind", OFFER_KIND, "类别 / Kind", "offer"),
        text("title", "名称 / Title", "offer", filter=EQ),
        text("offeredBy", "提供单位 / Employer or sponsor", "offer"),
        integer("places", "名额 / Places", "offer", filter=("range",)),
        integer("monthlyPay", "月薪(元) / Pay in yuan a month", "offer", nullable=True, filter=("range",)),
        date_field("offeredOn", "发布日期 / Offered on", "offer", order="offered_on"),
        date_field("closesOn", "截止日期 / Closes on", "offer"),
        boolean("open", "是否有效 / Open", "offer"),
        text("contactTelephone", "联系电话 / Telephone of the contact", "contact", filter=("eq",), exact=True,
             mask=Mask.TELEPHONE),
    ),
    relations=(
        to_one("town", "Town", "所在镇街 / Town where the work is", "offer", key="town_id"),
        to_many("supports", "EmploymentSupport", "由此促成的扶持 / Support that came of it", "supports", key="offer_id"),
    ),
    columns=(ref("organisation_id"), ref("district_id"), ref("town_id")),
    default_order=("-offeredOn",),
)

EMPLOYMENT_SUPPORT = Entity(
    name="EmploymentSupport",
    prefix="wes",
    label="就业创业扶持(二(三)) / Support of a guardian with work at home",
    plural="employmentSupports",
    subject=Subject.SELF,
    fields=(
        choice("kind", EMPLOYMENT_SUPPORT_KIND, "扶持方式 / Kind", "support"),
        date_field("supportedOn", "扶持日期 / Supported on", "support", order="supported_on"),
        choice("outcome", EMPLOYMENT_OUTCOME, "结果 / Outcome", "support"),
        date_field("settledOn", "结果日期 / Settled on", "support", nullable=True),
    ),
    relations=(
        to_one("guardian", "Guardian", "监护人 / Guardian", "support", key="guardian_id"),
        to_one("offer", "JobOffer", "平台信息 / Offer", "support", key="offer_id"),
    ),
    columns=(ref("guardian_id"), ref("offer_id", nullable=True), ref("organisation_id"), ref("district_id")),
    default_order=("-supportedOn",),
)
