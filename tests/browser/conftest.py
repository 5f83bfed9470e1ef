"""A real browser: Debian's Chromium, driven by Playwright."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Error, Page, Route, sync_playwright

# Nothing of its own on the network, and no sandbox, which needs what containers do not give.
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync")
QUIETER = ("--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium must be there in CI.")
        pytest.skip("needs Debian's package chromium")
    # Playwright's loop would make Django refuse this process's other tests their connection.
    allowed = pytest.MonkeyPatch()
    allowed.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, *QUIETER])
        yield browser
        browser.close()
    allowed.undo()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A new window of a reader who knows Chinese and reaches this machine only.

    A fault of a script fails the test; so does a page that asks anything of anybody else.
    """
    context = chromium.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800})
    faults: list[str] = []

    def stay_here(route: Route) -> None:
        if urlsplit(route.request.url).hostname in ("127.0.0.1", None):
            route.continue_()
        else:
            faults.append(f"asked of a stranger: {route.request.url}")
            route.abort()

    context.route("**/*", stay_here)
    one = context.new_page()
    one.on("pageerror", lambda error: faults.append(str(error)))
    one.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
    yield one
    context.close()
    assert faults == []


@pytest.fixture
def look(page: Page) -> Callable[[str], None]:
    """`look(name)` keeps a picture of the page, to be looked at."""
    folder = Path(os.environ.get("ALLIANCE_DATA", "var")) / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)

    def take(name: str) -> None:
        for tries_left in (2, 1, 0):
            try:
                page.screenshot(path=folder / f"{name}.png")
                return
            except Error:  # on a busy machine the compositor may have no frame yet
                if not tries_left:
                    raise
                page.wait_for_timeout(500)

    return take
