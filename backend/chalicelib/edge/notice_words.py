"""The words of a letter: what happened, what to do, where to look.

Nobody's name and no number, not even the employer's name: that of a sole trader is a person's.
"""

from chalicelib.application.ports import Channel, Letter, Words
from chalicelib.domain.brussels import BRUSSELS
from chalicelib.domain.notice import Occasion
from chalicelib.edge.texts import text

DECLARATIONS, DEADLINES, NOTIFICATIONS = "declarations", "deadlines", "notifications"
_UNSENT = frozenset({Occasion.UNSENT, Occasion.UNCONFIRMED, Occasion.NEEDS_HELP})


def words_of(letter: Letter, language: str, web_url: str) -> Words:
    """Return what a person is told, in a language; a push links inside the web app, a mail to it."""
    if letter.occasion is Occasion.TRIAL:
        subject, said = (text(language, f"notice.trial.{part}") for part in ("subject", "text"))
        return Words(subject, said, f"/{language}/{NOTIFICATIONS}", language)
    number = "one" if letter.count == 1 else "many"
    params = {"count": str(letter.count), "deadline": _deadline(letter, language, number)}
    subject, said, what_to_do = (
        text(language, f"notice.{letter.occasion}.{number}.{part}", params)
        for part in ("subject", "text", "do")
    )
    path = f"/{language}/{_page(letter)}"
    if letter.channel is Channel.PUSH:
        return Words(subject, said, path, language)
    link, settings = f"{web_url}{path}", f"{web_url}/{language}/{NOTIFICATIONS}"
    body = {"said": said, "do": what_to_do, "link": link, "settings": settings, **params}
    return Words(subject, text(language, "notice.mail", body), link, language)


def _page(letter: Letter) -> str:
    if letter.declaration_id is not None:
        return f"{DECLARATIONS}/{letter.declaration_id}"
    return DEADLINES if letter.occasion in _UNSENT else DECLARATIONS


def _deadline(letter: Letter, language: str, number: str) -> str:
    at = letter.file_by.astimezone(BRUSSELS)
    params = {"day": f"{at:%d}", "month": f"{at:%m}", "year": f"{at:%Y}", "hour": f"{at:%H:%M}"}
    return text(language, f"notice.deadline.{number}", params)
