"""Purchased services, relief and funds, work at home, bodies that care (二(三), 二(五), 四(三), 五(二))."""

from schema.care import (
    BODY_SUPERVISION,
    CARE_ATTENDANCE,
    CARE_BODY,
    CARE_ENROLMENT,
    CARE_EVENT,
    PICK_UP_PERSON,
    STAFF_CHECK,
)
from schema.catalog import Entity
from schema.funds import (
    ASSISTANCE_INCLUSION,
    FUNDING_ALLOCATION,
    FUNDS_TOTAL,
    RELIEF_DECISION,
    SUBSIDY,
    SUPPORT_RECORD,
)
from schema.purchased_services import SERVICE_CONTRACT, SERVICE_COVERAGE, SERVICE_SESSION
from schema.work_at_home import EMPLOYMENT_SUPPORT, JOB_OFFER

ENTITIES: tuple[Entity, ...] = (
    SERVICE_CONTRACT, SERVICE_SESSION, SERVICE_COVERAGE,
    RELIEF_DECISION, FUNDING_ALLOCATION, SUBSIDY, FUNDS_TOTAL, ASSISTANCE_INCLUSION, SUPPORT_RECORD,
    JOB_OFFER, EMPLOYMENT_SUPPORT,
    CARE_BODY, BODY_SUPERVISION, STAFF_CHECK, CARE_ENROLMENT, PICK_UP_PERSON, CARE_ATTENDANCE, CARE_EVENT,
)  # fmt: skip
