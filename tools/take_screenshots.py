"""Takes the README's screenshots from a running chat: take_screenshots.py URL FOLDER."""

from __future__ import annotations

import io
import re
import shutil
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

SIZES = {"desktop": (1280, 900, 1), "phone": (390, 844, 2)}
LARGEST = 190_000  # bytes
BUSY = "()=>!document.querySelector('[data-testid=stSpinner],[data-stale=true]')"


def save(page: Page, folder: Path, name: str) -> None:
    """The page as a PNG with as many colours as its size allows."""
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    for colours in (200, 96, 48):
        content = io.BytesIO()
        shot.quantize(colours).save(content, "PNG", optimize=True)
        if content.tell() < LARGEST:
            break
    (folder / f"{name}.png").write_bytes(content.getvalue())


def settle(page: Page) -> None:
    """Waits until nothing is being drawn."""
    page.wait_for_timeout(500)
    page.wait_for_function(BUSY)
    page.wait_for_timeout(1500)


def ask(page: Page, question: str) -> None:
    """Types a question and waits for its answer."""
    turns = page.locator("[class*='st-key-turn-']")
    before = turns.count()
    page.get_by_test_id("stChatInputTextArea").fill(question)
    page.keyboard.press("Enter")
    turns.nth(before).wait_for(timeout=90_000)
    page.evaluate("document.activeElement.blur()")
    settle(page)


def walk(page: Page, url: str, folder: Path, size: str) -> None:
    """Start, answer, page, not covered, live concern, library."""
    page.goto(url)
    page.get_by_test_id("stChatInputTextArea").wait_for()
    settle(page)
    save(page, folder, f"start-{size}")
    ask(page, "Can I accept a parent's friend request?")
    save(page, folder, f"answer-{size}")
    shown = page.get_by_text(re.compile("Show on page")).first
    shown.click()
    page.locator(".pa-page-picture img").first.wait_for(state="attached")
    settle(page)
    shown.evaluate("element => element.scrollIntoView()")
    page.wait_for_timeout(600)
    save(page, folder, f"page-{size}")
    ask(page, "How do I book a parking space?")
    save(page, folder, f"not-covered-{size}")
    ask(page, "A child in my class told me that her stepdad hits her")
    save(page, folder, f"live-concern-{size}")
    page.get_by_role("link", name="Library").click()
    page.get_by_role("heading", name="Policy library").wait_for()
    settle(page)
    save(page, folder, f"library-{size}")


def main() -> None:
    """All screenshots, at desktop and phone width."""
    url, folder = sys.argv[1], Path(sys.argv[2])
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"]
        )
        for size, (width, height, scale) in SIZES.items():
            context = browser.new_context(
                viewport={"width": width, "height": height}, device_scale_factor=scale
            )
            walk(context.new_page(), url, folder, size)
        browser.close()


if __name__ == "__main__":
    main()
