"""What types of records have in common: the GraphQL interfaces besides `Node`, so that one fragment serves many types.

Which entities have them is derived: whoever declares an entity with the members gets its interfaces too.
"""

from __future__ import annotations

from dataclasses import dataclass

from schema.catalog import Catalog, Entity, Enum, Field, Kind, Subject, snake


@dataclass(frozen=True, slots=True)
class Interface:
    """A GraphQL interface that extends `Node` (GraphQL spec 3.7).

    An entity has it if its rows are records of such a `subject` and it has all members named here. In a view, a type
    has it if the view shows those that are `required`; of the `others`, it has what every such type of the view shows.
    """

    name: str
    label: str
    subject: Subject
    required: tuple[str, ...]
    others: tuple[str, ...] = ()

    @property
    def members(self) -> tuple[str, ...]:
        return (*self.required, *self.others)

    def fits(self, entity: Entity) -> bool:
        """The entity's type implements it in the whole schema."""
        return entity.subject is self.subject and all(m in entity.members for m in self.members)


INTERFACES = {
    i.name: i
    for i in (
        Interface(
            "CaseRecord", "关于一名儿童的一条工作记录 / A record of work on one child", Subject.CHILD, required=("child",)
        ),
        Interface(
            "Person", "自然人:儿童、监护人 / A person: a child, a guardian", Subject.SELF,
            required=("name",), others=("sex", "birthDate", "identityNumber"),
        ),
    )
}  # fmt: skip
"""By name."""


def interfaces_of(entity: Entity) -> tuple[Interface, ...]:
    """The interfaces of an entity besides `Node`."""
    return tuple(i for i in INTERFACES.values() if i.fits(entity))


def having(interface: Interface, catalog: Catalog) -> tuple[Entity, ...]:
    """The entities that have an interface, in the catalog's order."""
    return tuple(e for e in catalog if interface.fits(e))


# -- the timeline of a child --------------------------------------------------------------------------------------------

KIND = "CaseRecordKind"
"""The enum of the types of records that a timeline may hold."""


def moment_of(entity: Entity) -> Field | None:
    """The date or instant by which a record stands in a timeline: that of its default order, where this is newest first."""
    first = next(iter(entity.default_order), "")
    member = entity.members.get(first.removeprefix("-"))
    dated = isinstance(member, Field) and member.kind in (Kind.DATE, Kind.DATETIME)
    return member if dated and first.startswith("-") and isinstance(member, Field) else None


def kind_of(entity: Entity) -> str:
    """Its value of the enum `CaseRecordKind`."""
    return snake(entity.name).upper()


def timed(catalog: Catalog) -> dict[str, Entity]:
    """The records that a timeline may hold, by value of the enum, in the catalog's order."""
    return {kind_of(e): e for e in having(INTERFACES["CaseRecord"], catalog) if moment_of(e) is not None}


def kinds(catalog: Catalog) -> Enum:
    """The enum itself."""
    return Enum(KIND, "时间轴上的记录类别 / Kind of record in a timeline", {k: e.label for k, e in timed(catalog).items()})
