"""What a person may do with a declaration where it stands now; each thing says first what it does."""

from typing import Any

import reflex as rx

from dimona_web.i18n.catalogue import text
from dimona_web.live import View, live
from dimona_web.pages.declaration.state import DeclarationState
from dimona_web.ui.fields import Asked, field

_STORY = live(DeclarationState.story)
_MAY = _STORY.may


def first_actions(language: str) -> View:
    """Draw what is to be done first."""
    return rx.fragment(
        _may("withdraw", language, _button(language, "withdraw.do", live(DeclarationState.withdraw))),
        _may("fileAnew", language, _button(language, "fileAnew.do", live(DeclarationState.file_anew))),
        rx.cond(_MAY.contains("resolve"), _resolve(language)),
    )


def later_actions(language: str) -> View:
    """Draw what may be done with what stands."""
    return _may("replace", language, _button(language, "replace.do", live(DeclarationState.file_anew)))


def _may(act: str, language: str, *content: View) -> View:
    """Fold an action away behind what it is called; unfolded it says what will happen."""
    titles = {"withdraw": "withdraw.title", "fileAnew": "fileAnew.title", "replace": "replace.title"}
    words = {"withdraw": "withdraw.text", "fileAnew": "fileAnew.text", "replace": "replace.text"}
    folded = rx.el.details(
        rx.el.summary(text(language, titles[act])),
        rx.el.p(text(language, words[act])),
        *content,
        class_name="act",
        id=act,
        open=act == "fileAnew",
    )
    return rx.cond(_MAY.contains(act), folded)


def _button(language: str, key: str, handler: Any) -> View:
    return rx.el.button(text(language, key), type="button", on_click=handler, class_name="secondary")


def _resolve(language: str) -> View:
    errors = live(DeclarationState.errors)
    number = Asked("rsz_number", text(language, "resolve.number"), hint=text(language, "resolve.number.hint"))
    return rx.el.section(
        rx.el.h2(text(language, "resolve.title")),
        rx.el.p(_STORY.help),
        _settle("sendAgain", _STORY.help_do),
        _settle(
            "adopt",
            text(language, "resolve.adopt"),
            field(number, errors, type="text", input_mode="numeric", auto_complete="off", max_length=20),
        ),
        rx.cond(_MAY.contains("takeBack"), _settle("withdraw", text(language, "resolve.withdraw"))),
        id="resolve",
        class_name="act",
    )


def _settle(choice: str, words: Any, *content: View) -> View:
    return rx.el.form(
        *content,
        rx.el.button(words, type="submit", class_name="secondary"),
        on_submit=live(DeclarationState.resolve)(choice),
        no_validate=True,
        key=choice,
    )
