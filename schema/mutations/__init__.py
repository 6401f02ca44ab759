"""All declared mutations, area by area, and the GraphQL class of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import strawberry

from schema.graphql_types import _NAMESPACE, field_with, make_class, many, optional, register
from schema.mutations import (
    agreements,
    assessment,
    consents,
    corrections,
    doors,
    emergency,
    lead_tasks,
    record_ends,
    registers,
    reporting,
    response,
    ruling,
)
from schema.mutations.declare import MutationSpec, is_optional

AREAS = (registers, emergency, response, assessment, doors, reporting, ruling, corrections, agreements, consents, record_ends, lead_tasks)
"""Modules that declare mutations, each in its `AREA`."""

MUTATIONS: Mapping[str, MutationSpec] = {spec.name: spec for area in AREAS for spec in area.AREA}


def make_mutation() -> type:
    """The Strawberry mutation class of all declared mutations. Generated types must exist already."""
    problem = {
        "field_": (optional(str), strawberry.field(name="field", description="输入字段 / Input field")),
        "code": (str, strawberry.field(description="代码,见 docs/errors.md / Code")),
        "message": (str, strawberry.field(description="说明 / Message")),
    }
    strawberry.type(make_class("Problem", problem), description="输入中的问题 / A problem of the input")
    members: dict[str, Any] = {"__annotations__": {}, "__module__": _NAMESPACE.__name__}
    for spec in MUTATIONS.values():
        inputs = {
            f"{n}_": (
                t,
                strawberry.field(name=n, description=d, **({"default": strawberry.UNSET} if is_optional(t) else {})),
            )
            for n, t, d in spec.inputs
        }
        strawberry.input(make_class(spec.input_type, inputs), description=spec.label)
        payload: dict[str, tuple[Any, Any]] = {
            spec.result: (optional(spec.result_entity), strawberry.field(name=spec.result, description="记录 / Record")),
            "problems": (many("Problem"), strawberry.field(description="问题,空即成功 / Problems, none on success")),
        }
        if spec.receipt:
            payload["receipt_code"] = (
                optional(str),
                strawberry.field(name="receiptCode", description="回执码,凭此查询办理情况 / Receipt code: opens the report's status to its holder"),
            )
        strawberry.type(make_class(spec.payload, payload), description=spec.label)
        members[spec.name] = field_with(
            optional(spec.payload), spec.label, spec.name, (("input", spec.input_type, "输入 / Input"),)
        )
    made: type = strawberry.type(register(type("Mutation", (), members)), description="变更 / Mutation")
    return made
