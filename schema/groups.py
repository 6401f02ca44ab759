"""Group organisations, culture and public opinion (二(五), 五(三))."""

from schema.catalog import Entity
from schema.opinion import EXPOSURE, OPINION_ALERT, OPINION_RESPONSE, PUBLICATION
from schema.pairings import GROUP_PAIRING, HOTLINE_CASE, VETERAN, VOLUNTEER
from schema.programmes import ACTIVITY, MUTUAL_HELP, NEED_MATCH, PARTICIPATION, PROGRAMME

ENTITIES: tuple[Entity, ...] = (
    PROGRAMME, ACTIVITY, PARTICIPATION, MUTUAL_HELP, NEED_MATCH,
    VOLUNTEER, VETERAN, GROUP_PAIRING, HOTLINE_CASE,
    OPINION_ALERT, OPINION_RESPONSE, PUBLICATION, EXPOSURE,
)  # fmt: skip
