"""`viewer`: planned from the view and the caller; only its organisation is a row."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from authz.view import View
from planner.plan import Everything, RootBlock, RootComposite, Shown

if TYPE_CHECKING:
    from planner.build import Builder


def grants_of(view: View, entity: str | None) -> list[dict[str, str]]:
    """The grants of a view as `ViewerGrant` shows them, in the order of the policies."""
    out: list[dict[str, str]] = []
    for name, entity_view in view.entities.items():
        if entity is not None and name != entity:
            continue
        for door in entity_view.all_doors:
            for member, grant in (*door.fields.items(), *door.writes.items()):
                out.append(
                    {
                        "entity": name, "member": member, "action": grant.action.value,
                        "door": door.door, "legalBasis": grant.basis,
                    }
                )  # fmt: skip
    return out


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _duties(builder: Builder, key: str, given: dict[str, Any], details: list[Any]) -> RootBlock:
    """What the caller owes: the list of duties under the filter `mine`, and `overdue` where it is given.

    Who acts for nobody else has no `mine`: he sees only what he owes himself.
    """
    view = builder.view.entities["Duty"]
    asked = {"mine": True if "mine" in view.visible else None, "overdue": given.get("overdue")}
    wanted = {name: {"eq": value} for name, value in asked.items() if value is not None}
    page = {name: given[name] for name in ("first", "after") if name in given}
    block, body = builder.connection(view, Everything(), page | {"filter": wanted}, details)
    return RootBlock(key, block, body, single=False)


def plan_viewer(builder: Builder, key: str, details: list[Any]) -> RootComposite:
    """The root of `viewer`: constants of the view, attributes of the caller, its organisation as a block."""
    viewer = builder.schema.type_map["Viewer"]
    fields: list[tuple[str, str | Shown | RootBlock]] = []
    for sub_key, sub in builder.sub("Viewer", details).items():
        name = sub[0].node.name.value
        if name == "__typename":
            fields.append((sub_key, '"Viewer"'))
        elif name == "organisation":
            block = builder.organisation(sub_key, sub)
            fields.append((sub_key, block if block else "null"))
        elif name == "duties":
            fields.append((sub_key, _duties(builder, sub_key, builder.arguments(viewer.fields["duties"], sub), sub)))  # type: ignore[attr-defined] # an object type
        elif name == "grants":
            arguments = builder.arguments(viewer.fields["grants"], sub)  # type: ignore[attr-defined] # an object type
            wanted = arguments.get("entity")
            rows = grants_of(builder.view, wanted)
            shown = builder.sub("ViewerGrant", sub)
            listed = [
                {k: "ViewerGrant" if s[0].node.name.value == "__typename" else row[s[0].node.name.value] for k, s in shown.items()}
                for row in rows
            ]
            fields.append((sub_key, _json(listed)))
        elif name in ("subject", "role"):
            fields.append((sub_key, _json(getattr(builder.view, name))))
        else:
            fields.append((sub_key, Shown(name)))
    return RootComposite(key, tuple(fields))
