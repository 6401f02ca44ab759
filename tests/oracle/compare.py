"""Asks the service what the oracle has answered, and says where they differ in the smallest words."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from random import Random

from authz.caller import Caller
from tests.oracle.executor import answer, schema_of
from tests.oracle.operations import Operation, random_operation
from tests.oracle.policy import Eyes
from tests.oracle.reduce import reduce
from tests.oracle.service import Stage, compare_answers

SPOILT = 0.05
"""Share of operations that name a member which the view lacks."""


async def fault_of(eyes: Eyes, stage: Stage, operation: Operation, counts: Counter[str]) -> str | None:
    """What is wrong with the service's answer, None where it is the oracle's."""
    expected = answer(eyes, operation.document, operation.variables, operation.operation_name)
    compared = compare_answers(expected, await stage.ask(operation, eyes.caller))
    counts[compared.kind] += 1
    return compared.fault


async def check_all(
    cases: Sequence[tuple[Eyes, Operation]], stages: Sequence[Stage], counts: Counter[str], where: str
) -> None:
    """As `check`, for many operations: the oracle answers each once, the stages answer side by side."""
    expected = [answer(eyes, o.document, o.variables, o.operation_name) for eyes, o in cases]
    answered = await asyncio.gather(*(stage.ask_each([(o, eyes.caller) for eyes, o in cases]) for stage in stages))
    for answers in answered:
        for (eyes, operation), wanted, given in zip(cases, expected, answers, strict=True):
            compared = compare_answers(wanted, given)
            if compared.fault is not None:
                await check(eyes, stages, operation, Counter(), where)
                raise AssertionError(f"{where}, {described(eyes.caller)}, but not when asked again\n{compared.fault}")
            counts[compared.kind] += 1


async def check(eyes: Eyes, stages: Sequence[Stage], operation: Operation, counts: Counter[str], where: str) -> None:
    """Fails with the smallest operation found that the service answers otherwise than the oracle."""
    for stage in stages:
        fault = await fault_of(eyes, stage, operation, counts)
        if fault is None:
            continue

        async def fails(candidate: Operation, stage: Stage = stage) -> bool:
            return await fault_of(eyes, stage, candidate, Counter()) is not None

        small = await reduce(operation, schema_of(eyes.surface), fails)
        fault = await fault_of(eyes, stage, small, Counter()) or fault
        raise AssertionError(
            f"{where}, {described(eyes.caller)} over {stage.url.split(':')[0]}\n{small.document}\n{small.variables}\n{fault}"
        )


def described(caller: Caller) -> str:
    """The caller in a few words, to find the case again."""
    with_what = f"receipt {caller.receipt_hash} sought {caller.sought_identity_number}"
    return f"{caller.subject} person {caller.person_id} purpose {caller.purpose} {with_what}"


def draw(rng: Random, eyes: Eyes) -> Operation:
    """A random operation of the caller of `eyes`."""
    return random_operation(rng, schema_of(eyes.surface), eyes, spoil=rng.random() < SPOILT)
