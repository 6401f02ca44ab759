"""What a person does with the page and sees of it."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page, Request, expect

_VIOLATIONS = """
window.violations = [];
document.addEventListener('securitypolicyviolation', (e) => window.violations.push(`${e.violatedDirective} ${e.blockedURI}`));
"""
DOCS = ".graphiql-doc-explorer"
EDITOR = ".graphiql-query-editor .CodeMirror"


class Person:
    """Opens the page at `address`; everything asked for by the page is kept in `requests`."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.requests: list[Request] = []
        self.failures: list[str] = []
        page.on("request", self._asked)
        page.on("pageerror", lambda error: self.failures.append(str(error)))
        page.add_init_script(_VIOLATIONS)
        page.goto(f"{address}/")
        self.wait()

    def _asked(self, request: Request) -> None:
        self.requests.append(request)

    def wait(self) -> None:
        """Until GraphiQL stands there for whoever is picked."""
        expect(self.page.locator(EDITOR)).to_be_visible()
        expect(self.page.locator(DOCS)).to_be_in_viewport()

    def pick(self, subject: str) -> None:
        """Acts as `subject` from now on; its query stands in the editor."""
        self.page.select_option("#caller", subject)
        expect(self.page.locator("main [data-subject]")).to_have_attribute("data-subject", subject)
        self.wait()

    def query(self) -> str:
        """What stands in the editor."""
        return str(self.page.evaluate(f"document.querySelector('{EDITOR}').CodeMirror.getValue()"))

    def run(self) -> Any:
        """Presses the button; the answer as shown, parsed."""
        with self.page.expect_response("**/graphql"):
            self.page.locator(".graphiql-execute-button").click()
        return self.shown()

    def shown(self) -> Any:
        """The answer in the result window, parsed, once it is whole."""
        window = self.page.locator("section.result-window")
        expect(window).to_contain_text("}")
        return json.loads(self.page.evaluate("document.querySelector('.result-window .CodeMirror').CodeMirror.getValue()"))

    def type_query(self, text: str) -> None:
        """Replaces what stands in the editor."""
        self.page.locator(EDITOR).click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Escape")

    def open_type(self, name: str) -> None:
        """Shows a type in the documentation."""
        while (back := self.page.locator(f"{DOCS} .graphiql-doc-explorer-back")).count():
            back.click()
        self.page.locator(f"{DOCS} a").get_by_text(name, exact=True).first.click()
        expect(self.page.locator(f"{DOCS} .graphiql-doc-explorer-title")).to_have_text(name)
        expect(self.page.locator(f"{DOCS} .graphiql-doc-explorer-title")).to_be_in_viewport()

    def documented(self) -> dict[str, list[str]]:
        """Fields of the type shown -> the quotations under each, as visible text."""
        out = {}
        for item in self.page.locator(f"{DOCS} .graphiql-doc-explorer-item").all():
            name = item.locator(".graphiql-doc-explorer-field-name").first.inner_text()
            out[name] = [q.inner_text() for q in item.locator("blockquote").all() if q.is_visible()]
        return out

    def stored(self) -> str:
        """All that the browser keeps for the page."""
        return str(self.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"))

    def forbidden(self) -> list[str]:
        """What the page tried against its Content-Security-Policy, and errors of its scripts."""
        return [*self.page.evaluate("window.violations"), *self.failures]

    def elsewhere(self) -> list[str]:
        """Requests that left the origin."""
        return [r.url for r in self.requests if not r.url.startswith((f"{self.address}/", "data:"))]
