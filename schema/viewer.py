"""Viewer: who am I, what may I. Its values come from the caller and the view, not from rows."""

from __future__ import annotations

import inspect
from typing import Any

import strawberry

from schema.graphql_types import field_with, make_class, many, optional


def make_viewer() -> None:
    """Makes the types Viewer and ViewerGrant. The generated type Organisation must exist by its name."""
    grant: dict[str, tuple[Any, Any]] = {
        "entity": (str, strawberry.field(description="记录类型 / Entity")),
        "member": (str, strawberry.field(description="字段或关系 / Field or relation")),
        "action": (str, strawberry.field(description="read、mask 或 write / read, mask or write")),
        "door": (str, strawberry.field(description="途径 / Door")),
        "legal_basis": (str, strawberry.field(name="legalBasis", description="法律依据代号 / Code of the legal basis")),
    }
    strawberry.type(make_class("ViewerGrant", grant), description="调用者的一项授权 / A grant of the caller")
    viewer: dict[str, tuple[Any, Any]] = {
        "subject": (str, strawberry.field(description="授权对象 / Subject")),
        "role": (optional(str), strawberry.field(description="角色 / Role")),
        "purpose": (optional(str), strawberry.field(description="目的 / Purpose")),
        "unit": (optional(str), strawberry.field(description="成员单位 / Unit")),
        "organisation": (optional("Organisation"), strawberry.field(description="机构 / Organisation")),
        "grants": (
            inspect.Parameter.empty,
            field_with(
                many("ViewerGrant"),
                "授权 / Grants",
                "grants",
                (("entity", optional(str), "记录类型 / Entity"),),
            ),
        ),
    }
    duties = (
        ("first", optional(int), "从头取几条,1 至 100 / How many from the start, 1 to 100"),
        ("after", optional(strawberry.ID), "在此游标之后 / After this cursor"),
        ("overdue", optional(bool), "是否逾期 / Whether overdue"),
    )
    viewer["duties"] = (
        inspect.Parameter.empty,
        field_with("DutyConnection", "本人或本机构应办事项 / What the caller owes", "duties", duties),
    )
    strawberry.type(make_class("Viewer", viewer), description="当前调用者 / The caller")
