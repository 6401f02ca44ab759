"""ServiceContract, ServiceSession and ServiceCoverage: professional services that civil affairs or a town buys."""

from schema.catalog import Entity, Subject
from schema.declare import DIVISIONS, EQ, choice, date_field, integer, ref, text, to_many, to_one
from schema.services_enums import SERVICE_KIND

SERVICE_CONTRACT = Entity(
    name="ServiceContract",
    prefix="vct",
    label="购买服务合同(二(三), 五(二)) / Contract for professional services",
    plural="serviceContracts",
    fields=(
        text("number", "合同编号 / Number", "contract", filter=EQ, order="number"),
        choice("kind", SERVICE_KIND, "服务类别 / Kind", "contract"),
        date_field("startsOn", "起始日期 / Starts on", "contract", order="starts_on"),
        date_field("endsOn", "截止日期 / Ends on", "contract"),
        integer("coverageTarget", "应覆盖儿童数 / Children to be reached", "contract", filter=("range",)),
        integer("amount", "合同金额(元) / Amount in yuan", "price", filter=("range",)),
    ),
    relations=(
        to_one("buyer", "Organisation", "购买方 / Organisation that buys", "parties", key="buyer_organisation_id"),
        to_one("provider", "Organisation", "承接方 / Organisation that provides", "parties",
               key="provider_organisation_id"),
        to_many("sessions", "ServiceSession", "服务记录 / Sessions", "sessions", key="contract_id"),
        to_many("coverages", "ServiceCoverage", "覆盖儿童 / Children reached", "coverage", key="contract_id"),
    ),
    columns=(ref("buyer_organisation_id"), ref("provider_organisation_id"), ref("district_id")),
    default_order=("-startsOn",),
)

SERVICE_SESSION = Entity(
    name="ServiceSession",
    prefix="vss",
    label="专业服务记录(二(三)) / Session of a professional service with a child",
    plural="serviceSessions",
    subject=Subject.CHILD,
    fields=(
        choice("kind", SERVICE_KIND, "服务类别 / Kind", "session"),
        date_field("heldOn", "服务日期 / Held on", "session", order="held_on"),
        integer("minutes", "时长(分钟) / Minutes", "session", filter=("range",)),
        text("needs", "儿童需求 / Needs of the child", "needs", nullable=True),
        text("note", "服务过程 / Note", "note", nullable=True),
    ),
    relations=(
        to_one("contract", "ServiceContract", "所属合同 / Contract", "session", key="contract_id"),
        to_one("child", "Child", "儿童 / Child", "child", key="child_id"),
    ),
    columns=(ref("child_id"), ref("contract_id"), ref("provider_organisation_id"), *DIVISIONS),
    default_order=("-heldOn",),
)

SERVICE_COVERAGE = Entity(
    name="ServiceCoverage",
    prefix="vcv",
    label="专业服务覆盖(二(三)) / A child's inclusion in a contract for services",
    plural="serviceCoverages",
    subject=Subject.CHILD,
    fields=(
        choice("kind", SERVICE_KIND, "服务类别 / Kind", "coverage"),
        date_field("coveredSince", "纳入日期 / Covered since", "coverage", order="covered_since"),
        date_field("coveredUntil", "退出日期 / Covered until", "coverage", nullable=True),
    ),
    relations=(
        to_one("child", "Child", "儿童 / Child", "coverage", key="child_id"),
        to_one("contract", "ServiceContract", "所属合同 / Contract", "coverage", key="contract_id"),
    ),
    columns=(ref("child_id"), ref("contract_id"), *DIVISIONS),
    default_order=("-coveredSince",),
)
