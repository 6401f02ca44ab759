"""The world of the golden files: few rows, each there for a case. It never changes but by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from authz.caller import Caller
from schema.catalog import Kind
from schema.entities import CATALOG
from tests.oracle.world import Values, World, columns_of
from tests.oracle.worlds import make_caller

NOW = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
DISTRICT, TOWN, OTHER_TOWN = 500112, 500112101, 500112102
VILLAGE, OTHER_VILLAGE = 500112101201, 500112102201
HERE = {"district_id": DISTRICT, "town_id": TOWN, "village_id": VILLAGE}
ELSEWHERE = {"district_id": DISTRICT, "town_id": OTHER_TOWN, "village_id": OTHER_VILLAGE}
POLICE, COURT, SCHOOL, OTHER_SCHOOL, TOWN_BODY, VILLAGE_BODY = 1, 2, 10, 11, 20, 30
CALLERS = {"school": SCHOOL, "town": TOWN_BODY, "police": POLICE}
"""Subject -> the organisation whose officer asks."""

DIVISIONS: dict[str, dict[int, Values]] = {
    "Town": {
        TOWN: {"code": str(TOWN), "name": "洛碛镇", "district_code": str(DISTRICT), "district_id": DISTRICT},
        OTHER_TOWN: {"code": str(OTHER_TOWN), "name": "石船镇", "district_code": str(DISTRICT), "district_id": DISTRICT},
    },
    "Village": {
        VILLAGE: {"code": str(VILLAGE), "name": "洛碛村", "town_id": TOWN, "district_id": DISTRICT},
        OTHER_VILLAGE: {"code": str(OTHER_VILLAGE), "name": "石船村", "town_id": OTHER_TOWN, "district_id": DISTRICT},
    },
}
BODIES: dict[str, dict[int, Values]] = {
    "Unit": {1: {"code": "police", "name": "区公安分局"}, 2: {"code": "court", "name": "区法院"}},
    "Organisation": {
        POLICE: {"name": "公安分局", "kind": "UNIT", "unit_id": 1, "district_id": DISTRICT},
        COURT: {"name": "法院", "kind": "UNIT", "unit_id": 2, "district_id": DISTRICT},
        SCHOOL: {"name": "中心小学", "kind": "SCHOOL", **HERE},
        OTHER_SCHOOL: {"name": "石船小学", "kind": "SCHOOL", **ELSEWHERE},
        TOWN_BODY: {"name": "洛碛镇政府", "kind": "TOWN", "district_id": DISTRICT, "town_id": TOWN},
        VILLAGE_BODY: {"name": "洛碛村委会", "kind": "VILLAGE", **HERE},
    },
    "School": {
        SCHOOL: {"name": "中心小学", "stage": "PRIMARY", **HERE},
        OTHER_SCHOOL: {"name": "石船小学", "stage": "PRIMARY", **ELSEWHERE},
    },
}
FAMILIES: dict[str, dict[int, Values]] = {
    "Household": {1: {"number": "0001", "address": "一组1号", "members": 5, **HERE}},
    # 1 and 2 are twins; 3 lives in another town; 4 goes to another school; 5 is sealed; 6 is nobody's work here.
    "Child": {
        1: {"name": "阿依·买买提", "name_sort": "a", "birth_date": date(2015, 5, 6), "school_id": SCHOOL, "household_id": 1,
            "identity_number": "500112201505060014", "category": "LEFT_BEHIND", **HERE},
        2: {"name": "𠮷野", "name_sort": "b", "birth_date": date(2015, 5, 6), "school_id": SCHOOL, "household_id": 1,
            "identity_number": "500112201505060022", "category": "LEFT_BEHIND", "disability_grade": 2, **HERE},
        3: {"name": "陈一", "name_sort": "c", "birth_date": date(2014, 1, 1), "school_id": SCHOOL, **ELSEWHERE},
        4: {"name": "邓二", "name_sort": "d", "birth_date": date(2013, 2, 3), "school_id": OTHER_SCHOOL, **HERE},
        5: {"name": "鄂三", "name_sort": "e", "birth_date": date(2012, 9, 9), "school_id": SCHOOL, "sealed": True, **HERE},
        6: {"name": "冯四", "name_sort": "f", "birth_date": date(2011, 7, 7), "school_id": OTHER_SCHOOL, **ELSEWHERE},
    },
    "Guardian": {
        1: {"name": "买买提", "name_sort": "a", "telephone": "13800000001", "destination": "广东东莞"},
        2: {"name": "古丽", "name_sort": "b", "telephone": "13800000002"},
        3: {"name": "陈大", "name_sort": "c"},
    },
    "Guardianship": {
        1: {"child_id": 1, "guardian_id": 1, "relationship": "FATHER", "away": True, "custody": True, **HERE},
        2: {"child_id": 1, "guardian_id": 2, "relationship": "GRANDPARENT", "present_carer": True, **HERE},
        3: {"child_id": 2, "guardian_id": 1, "relationship": "FATHER", "away": True, "custody": True, **HERE},
        4: {"child_id": 3, "guardian_id": 3, "relationship": "FATHER", "custody": True, **ELSEWHERE},
    },
    "AttendanceDay": {
        n: {"child_id": 1 + n % 2, "school_id": SCHOOL, "date": date(2026, 2, 20 + n // 2), "status": "PRESENT", **HERE}
        for n in range(1, 7)
    },
}  # fmt: skip
WORK: dict[str, dict[int, Values]] = {
    "Report": {
        1: {"child_id": 1, "reported_on": date(2026, 2, 1), "reporter_organisation_id": SCHOOL, "reporter_name": "王老师",
            "child_description": "三年级女生", "content": "手臂有伤", "district_id": DISTRICT, "receipt_hash": "r1"},
        2: {"reported_on": date(2026, 2, 2), "child_description": "桥下的男孩", "content": "独自一人", "district_id": DISTRICT,
            "receipt_hash": "r2"},
        3: {"child_id": 3, "reported_on": date(2026, 2, 3), "respondent_organisation_id": POLICE, "receipt_hash": "r3",
            "district_id": DISTRICT},
    },
    "Incident": {
        1: {"child_id": 1, "report_id": 1, "status": "OPEN", "opened_at": NOW - timedelta(days=3), "summary": "走访", **HERE},
        2: {"child_id": 2, "status": "CLOSED", "opened_at": NOW - timedelta(days=90), "summary": "结案", **HERE},
    },
    "Intervention": {
        1: {"child_id": 1, "report_id": 1, "kind": "SHELTER", "started_on": date(2026, 2, 4), "place": "区救助站",
            "organisation_id": VILLAGE_BODY, **HERE},
        2: {"child_id": 1, "kind": "COUNSELLING", "started_on": date(2026, 2, 10), "note": "每周一次", **HERE},
    },
    "Referral": {
        1: {"child_id": 4, "from_organisation_id": TOWN_BODY, "to_organisation_id": SCHOOL, "purpose": "schooling",
            "status": "ACCEPTED", "offered_at": NOW - timedelta(days=5), "ends_at": NOW + timedelta(days=30), **HERE},
        2: {"child_id": 6, "from_organisation_id": TOWN_BODY, "to_organisation_id": SCHOOL, "purpose": "schooling",
            "status": "ACCEPTED", "offered_at": NOW - timedelta(days=50), "ends_at": NOW, **ELSEWHERE},
        3: {"child_id": 1, "from_organisation_id": POLICE, "to_organisation_id": SCHOOL, "purpose": "safety",
            "status": "ACCEPTED", "offered_at": NOW - timedelta(days=2), "ends_at": NOW + timedelta(days=9), **HERE},
    },
    "EmergencyAccess": {
        1: {"child_id": 6, "person_id": POLICE, "organisation_id": POLICE, "purpose": "rescue", "reason": "失联",
            "opened_at": NOW - timedelta(hours=1), "ends_at": NOW + timedelta(hours=23), **ELSEWHERE},
    },
}  # fmt: skip
_NOTHING: dict[Kind, Any] = {
    Kind.TEXT: "", Kind.INT: 0, Kind.BOOL: False, Kind.DATE: date(2026, 1, 1), Kind.DATETIME: datetime(2026, 1, 1, tzinfo=UTC),
}  # fmt: skip


def _whole(entity: str, key: int, given: Values) -> Values:
    """The row with what is not given: null, else a value of no importance."""
    declared = CATALOG[entity]
    out: Values = {"id": key, "public_id": public_id(entity, key)}
    for column, (kind, nullable) in columns_of(declared).items():
        if kind is Kind.ENUM and column not in given:
            field = next(f for f in declared.fields if f.column == column)
            out[column] = None if nullable or field.enum is None else next(iter(field.enum.values))
        elif column not in out:
            out[column] = None if nullable else _NOTHING.get(kind)
    if entity == "Child":
        out["birth_year"] = given["birth_date"].year
    return out | given


def public_id(entity: str, key: int) -> str:
    """The public id of a row of this world."""
    return f"{CATALOG[entity].prefix}_{key:032x}"


def world() -> World:
    """The world."""
    tables = {
        name: tuple(_whole(name, key, row) for key, row in rows.items())
        for part in (DIVISIONS, BODIES, FAMILIES, WORK)
        for name, rows in part.items()
    }
    persons = tuple(
        {"id": o, "public_id": f"psn_{o:032x}", "name": "某人", "role": "officer", "organisation_id": o, "suspended_at_ms": None}
        for o in BODIES["Organisation"]
    )
    return World(tables, persons)


def caller(subject: str) -> Caller:
    """The officer who asks as `subject`."""
    here = world()
    return make_caller(here, next(p for p in here.persons if p["organisation_id"] == CALLERS[subject]), None)
