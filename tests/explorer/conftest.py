"""A running demo, and headless Chromium with a page open on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.compiled import compiled
from tests.explorer.person import Person

TONGHU = str(Path(sys.executable).with_name("tonghu"))
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def served(folder: Path, *arguments: str) -> Iterator[str]:
    """Runs the command on a free port in `folder`; gives `http://host:port` once it listens, ends it afterwards."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TONGHU_")}
    environment = kept | {"TONGHU_POLICY_CACHE": str(compiled()), "TONGHU_LOG_LEVEL": "error"}
    with subprocess.Popen(
        [TONGHU, *arguments, "--port", "0"], cwd=folder, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        assert first, "the command ended at once"
        yield first.split()[-1].removesuffix("/graphql")
        process.terminate()
        process.stdout.read()
        assert process.wait(30) == 0


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("explorer")


@pytest.fixture(scope="session")
def address(folder: Path) -> Iterator[str]:
    """Where the demo listens."""
    yield from served(folder, "demo", "--children", "1000")


@pytest.fixture(scope="session")
def http(address: str) -> Iterator[httpx.Client]:
    """A client of the demo that is no browser."""
    with httpx.Client(base_url=address, timeout=30, trust_env=False) as client:
        yield client


@pytest.fixture(scope="module")  # Playwright's loop runs as long as it is open: no other test may come meanwhile
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is needed: Debian's package `chromium`"
    expect.set_options(timeout=30_000)  # other tests have the processor too
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=list(_FLAGS))
        yield launched
        launched.close()


@pytest.fixture
def person(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Person]:
    """Somebody who has opened the page with an English browser, or one of the language given as parameter."""
    page: Page = browser.new_page(locale=getattr(request, "param", "en-GB"), viewport={"width": 1440, "height": 900})
    try:
        someone = Person(page, address)
        yield someone
        assert someone.forbidden() == []
        assert someone.elsewhere() == []
    finally:
        page.close()
