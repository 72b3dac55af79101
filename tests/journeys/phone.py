"""What a person does on the phone, in the words of the page; journeys are written with it."""

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

from dimona_web.i18n.catalogue import text

PATIENCE = 60_000
_KEYS: Mapping[str, str] = {
    "signIn": "signIn.do",
    "signOut": "account.signOut",
    "declare": "frame.declare",
    "next": "declare.next",
    "send": "check.send",
    "accepted": "state.accepted",
    "new": "who.new",
    "problems": "form.problems",
    "tomorrow": "day.tomorrow",
    "today": "home.title",
    "noConnection": "frame.noConnection",
}


class Phone:
    """One tab of one phone, in one language."""

    def __init__(self, context: BrowserContext, url: str, language: str = "nl") -> None:
        self.context, self.url, self.language = context, url, language
        self.words = {name: text(language, key) for name, key in _KEYS.items()}
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.frames: list[str] = []
        self.page.on("websocket", self._listen)

    def _listen(self, socket: Any) -> None:
        for event in ("framereceived", "framesent"):
            socket.on(event, lambda frame: self.frames.append(str(frame)))

    def button(self, word: str) -> Locator:
        return self.page.get_by_role("button", name=self.words[word], exact=True)

    def open(self, page: str = "") -> None:
        self.page.goto(f"{self.url}/{self.language}/{page}".rstrip("/"))

    def sign_in(self, email: str, password: str) -> None:
        self.open("sign-in")
        self.page.locator("#email").fill(email)
        self.page.locator("#password").fill(password)
        self.button("signIn").click()

    def is_home(self) -> None:
        expect(self.page.locator("h1")).to_have_text(self.words["today"])
        expect(self.page.locator(".day")).to_contain_text("2026", timeout=PATIENCE)

    def sign_out(self) -> None:
        self.open("settings")
        self.button("signOut").click()
        expect(self.page.locator("#email")).to_be_visible()

    def start_declaring(self) -> None:
        self.page.get_by_role("link", name=self.words["declare"], exact=True).click()
        expect(self.page.locator("#search")).to_be_visible()
        self.page.locator("button.row").first.wait_for()

    def choose_worker(self, start_of_name: str, name: str) -> None:
        self.page.locator("#search").press_sequentially(start_of_name, delay=20)
        self.page.locator("button.row", has_text=name).click()
        expect(self.page.locator(".for-whom")).to_contain_text(name)

    def as_kind(self, code: str) -> None:
        """Choose the worker type; somebody we know comes with the one of the last time."""
        if self.page.locator("form.terms").or_(self.page.locator(".kinds")).get_attribute("id") == "terms":
            self.page.locator(".kind-line a").click()
        self.page.locator(f"[data-kind={code}]").click()
        expect(self.page.locator("form.terms")).to_be_visible()

    def as_student(self, end: str, hours: str) -> None:
        """Fill in a student from today on; from the form itself when it is open for one already."""
        if self.page.locator("#planned_hours").count() == 0:
            self.as_kind("STU")
        self.page.locator("#end_date").fill(end)
        self.page.locator("#planned_hours").fill(hours)

    def answer(self, **answers: str) -> None:
        """Give answers by the names of the questions: texts, lists and choices alike."""
        for question, said in answers.items():
            radio = self.page.locator(f"input[type=radio][name={question}][value='{said}']")
            listed = self.page.locator(f"select#{question}")
            # A question may follow from the answer before it.
            asked = radio.or_(listed).or_(self.page.locator(f"input#{question}"))
            asked.first.wait_for(state="attached")
            if radio.count():
                radio.check()
            elif listed.count():
                self._unfold(listed)
                listed.select_option(said)
            else:
                self.page.locator(f"#{question}").fill(said)
            self._is_at_rest()

    def _unfold(self, listed: Locator) -> None:
        if not listed.is_visible():
            self.page.locator("details:has(#committee) summary").click()

    def _is_at_rest(self) -> None:
        """Leave the question and let the page ask what would come of it."""
        self.page.locator("h1").click()
        self.page.wait_for_timeout(400)

    def next(self) -> None:
        self.button("next").click()

    def is_check(self) -> None:
        expect(self.button("send")).to_be_visible()

    def send(self) -> None:
        self.button("send").click()

    def is_accepted(self) -> str:
        """Wait for the RSZ's yes and return its number."""
        expect(self.page.locator("#standing")).to_contain_text(self.words["accepted"], timeout=120_000)
        return str(self.page.locator("#rsz-number").inner_text())

    def has_no_line(self) -> None:
        """The page says that there is no connection: the heartbeat stays away, or no socket is open."""
        expect(self.page.get_by_text(self.words["noConnection"])).to_be_visible(timeout=120_000)

    def has_line(self) -> None:
        expect(self.page.get_by_text(self.words["noConnection"])).to_be_hidden(timeout=60_000)

    def problems(self) -> Locator:
        """Wait for the error summary, and for it to have the focus."""
        summary = self.page.locator("#problems")
        expect(summary).to_be_focused()
        return summary
