"""Rewrites the generated parts of docs/: `python -m tests.docs`."""

from tests.docs.generated import rewrite

rewrite()
