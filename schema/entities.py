"""The catalog of this service: every entity, in the order in which tables and types are made."""

from schema import chain, govern, groups, health, ledger, schooling, services
from schema.access import EMERGENCY_ACCESS, REFERRAL
from schema.casework import INCIDENT, INTERVENTION, PETITION, REPORT
from schema.catalog import Catalog, Entity
from schema.child import CHILD
from schema.consent import CONSENT
from schema.correction import CORRECTION
from schema.division import TOWN, VILLAGE
from schema.duty import ENTITIES as DUTIES
from schema.guardian import GUARDIAN, GUARDIANSHIP, HOUSEHOLD
from schema.history import with_history
from schema.lead_task import LEAD_TASK
from schema.organisation import ORGANISATION, UNIT
from schema.record_end import RECORD_END
from schema.school import ATTENDANCE_DAY, ENROLMENT, SCHOOL
from schema.statistics import PUBLISHED_COUNT, PUBLISHED_FIGURE, PUBLISHED_TABLE

_ALL: tuple[Entity, ...] = (
    UNIT, TOWN, VILLAGE, ORGANISATION, SCHOOL, HOUSEHOLD, CHILD, GUARDIAN, GUARDIANSHIP, ENROLMENT, ATTENDANCE_DAY,
    REPORT, INCIDENT, INTERVENTION, PETITION, REFERRAL, EMERGENCY_ACCESS,
    PUBLISHED_COUNT, PUBLISHED_FIGURE, PUBLISHED_TABLE,
    *ledger.ENTITIES,
    *schooling.ENTITIES,
    *health.ENTITIES,
    *services.ENTITIES,
    *groups.ENTITIES,
    *chain.ENTITIES,
    *govern.ENTITIES,
    *DUTIES,
    CORRECTION, CONSENT, RECORD_END, LEAD_TASK,
)  # fmt: skip

CATALOG = Catalog({entity.name: entity for entity in with_history(_ALL)})
