"""A query to begin with for each subject: the demo's own where there is one, else made from the subject's view."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from authz.build import Policies
from authz.caller import PUBLIC, Role
from authz.surface import surface_of
from schema.catalog import Cardinality, Entity, Field, Subject
from schema.entities import CATALOG
from schema.views import Shown
from server.demo import QUERIES

_ENTITIES, _FIELDS = 2, 5
_COMMON = ("Unit", "Town", "Village", "Organisation")
"""What every organisation may look up."""
_REPORT = """
mutation FileReport {
  fileReport(
    input: {
      idempotencyKey: "explorer-report-1"
      kind: LIVING_ALONE
      childDescription: "一名约九岁的男孩 / A boy of about nine"
      content: "独自居住已有数日 / Has lived alone for days"
    }
  ) {
    receiptCode
    problems { field code message }
  }
}"""


def ready_query(policies: Policies, subject: str) -> str:
    """A document whose first operation is a query that the subject's view validates; lines of two spaces' indent."""
    if subject in QUERIES:
        return QUERIES[subject]
    if subject == PUBLIC:
        return "query Viewer {\n  viewer { subject }\n}\n" + _REPORT
    members = surface_of(policies.view(subject, Role.OFFICER)).members
    # What the subject works with comes first.
    ordered = sorted((CATALOG[name] for name in members), key=lambda e: (e.subject is Subject.NONE, e.name in _COMMON))
    lists = "".join(_list(e, members) for e in ordered[:_ENTITIES])
    return f"{{\n  viewer {{ subject role organisation {{ name }} }}\n{lists}}}"


def _list(entity: Entity, members: Mapping[str, Mapping[str, Shown]]) -> str:
    fields = " ".join(("id", *_fields(entity, members)))
    return f"  {entity.plural}(first: 2) {{\n    totalCount\n    nodes {{ {fields} }}\n  }}\n"


def _fields(entity: Entity, members: Mapping[str, Mapping[str, Shown]]) -> Iterator[str]:
    """The first fields shown, then the first relation to one record that has a name to show."""
    shown = [entity.members[name] for name in entity.members if name in members[entity.name]]
    yield from [m.name for m in shown if isinstance(m, Field)][:_FIELDS]
    for relation in shown:
        if isinstance(relation, Field) or relation.cardinality is not Cardinality.ONE:
            continue
        if "name" in members.get(relation.target, {}):
            yield f"{relation.name} {{ name }}"
            return
