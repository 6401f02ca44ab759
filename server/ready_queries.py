"""A query to begin with for each subject: README's, else the main page of its frontend, else one made from its view."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphql import DocumentNode, FragmentDefinitionNode, FragmentSpreadNode, Node, Visitor, parse, print_ast, visit

from authz.build import Policies
from authz.caller import PUBLIC
from authz.surface import surface_of
from schema.catalog import Cardinality, Entity, Field, Subject
from schema.entities import CATALOG
from schema.views import Shown
from server.policies import PROJECT
from server.views import SUFFIX, role_of

EXAMPLES = PROJECT / "examples"
"""`<subject>.graphql`: pages of the subject's frontend, the main one first."""

# What depends on the day of seeding, such as birth dates and the identity numbers that hold them, is not asked for.
SCHOOL = """{
  viewer { subject role organisation { name } }
  children(first: 2) {
    nodes {
      name sex category
      guardianships(first: 3) { nodes { relationship away presentCarer guardian { name telephone } } }
    }
  }
}"""
POLICE = """{
  viewer { subject role organisation { name } }
  incidents(first: 1, filter: { status: { eq: OPEN } }) {
    totalCount
    nodes {
      kind
      report { reporterKind reporterName }
      child {
        name residenceAddress
        guardianships(first: 3) { nodes { relationship guardian { name telephone destination } } }
      }
    }
  }
}"""
COURT = """{
  viewer { subject role organisation { name } }
  petitions(first: 2) {
    totalCount
    nodes { stage ground petitioner { name } child { name } respondent { name } }
  }
}"""
VILLAGE = """{
  viewer { subject role organisation { name } }
  children(first: 2, filter: { category: { eq: LEFT_BEHIND } }) {
    totalCount
    nodes {
      name
      household { number }
      guardianships(first: 3) { nodes { relationship custody guardian { name telephone } } }
    }
  }
}"""
DEVELOPMENT = """{
  viewer { subject role organisation { name } }
  publishedCounts(first: 4) {
    totalCount
    nodes { townName category count }
  }
}"""

QUERIES = {"school": SCHOOL, "police": POLICE, "court": COURT, "village": VILLAGE, "development": DEVELOPMENT}
"""README's queries, of whom the demo acts as where it is asked for nobody else; README shows the answers."""

REPORT = """mutation FileReport {
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
"""What anybody may do without a token."""

_ENTITIES, _FIELDS = 2, 5
_COMMON = ("Unit", "Town", "Village", "Organisation")
"""What every organisation may look up."""


def ready_query(policies: Policies, subject: str) -> str:
    """A document whose first operation is a query that the subject's view validates; lines of two spaces' indent."""
    if subject in QUERIES:
        return QUERIES[subject]
    if subject == PUBLIC:
        return "query Viewer {\n  viewer { subject }\n}\n\n" + REPORT
    page = EXAMPLES / f"{subject}{SUFFIX}"
    return main_page(page.read_text(encoding="utf-8")) if page.exists() else made_query(policies, subject)


def main_page(text: str) -> str:
    """The first operation of a document and the fragments that it spreads, as they are written there."""
    document = parse(text)
    first = document.definitions[0]
    spread = _spread(document, first)
    return "\n\n".join(_written(text, d) for d in document.definitions if d is first or _name(d) in spread)


class _Spreads(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def enter_fragment_spread(self, node: FragmentSpreadNode, *_: object) -> None:
        self.names.append(node.name.value)


def _spread(document: DocumentNode, first: Node) -> set[str]:
    """Names of the fragments under a definition, at any depth."""
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    found: set[str] = set()
    waiting: list[Node] = [first]
    while waiting:
        spreads = _Spreads()
        visit(waiting.pop(), spreads)
        new = set(spreads.names) - found
        found |= new
        waiting += [fragments[name] for name in new]
    return found


def _name(definition: Node) -> str | None:
    return definition.name.value if isinstance(definition, FragmentDefinitionNode) else None


def _written(text: str, node: Node) -> str:
    return text[node.loc.start : node.loc.end] if node.loc else print_ast(node)


def made_query(policies: Policies, subject: str) -> str:
    """For a subject without a page, such as a unit that an office adds: two lists of what it works with."""
    role = role_of(policies, subject)
    members = surface_of(policies.view(subject, role)).members
    # What the subject works with comes first.
    ordered = sorted((CATALOG[name] for name in members), key=lambda e: (e.subject is Subject.NONE, e.name in _COMMON))
    lists = "".join(_list(e, members) for e in ordered[:_ENTITIES])
    viewer = "subject role organisation { name }" if role else "subject"
    return f"{{\n  viewer {{ {viewer} }}\n{lists}}}"


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
