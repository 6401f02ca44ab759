"""The project's policies as tests load them: row rules, which take longest, are compiled once for all processes of a run."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from authz.build import Policies, load_policies

POLICIES = Path(__file__).parents[1] / "policies"
_VARIABLE = "TESTS_COMPILED"


def compiled() -> Path:
    """Where compiled row rules are kept: a policy cache for services and commands of tests that are not about the cache.

    Made by the process that asks first, and removed when it ends; those that it starts find it in their environment.
    """
    if _VARIABLE not in os.environ:
        os.environ[_VARIABLE] = made = tempfile.mkdtemp(prefix="tonghu-compiled-")
        atexit.register(shutil.rmtree, made, ignore_errors=True)
    return Path(os.environ[_VARIABLE])


@cache
def project_policies(today: date) -> Policies:
    """The project's own policies as of a day, shared by all tests of a process."""
    return load_policies(POLICIES, today, compiled())
