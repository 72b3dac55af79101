"""The same as last time, the page: for which day, as when, who, and the one button."""

import reflex as rx

from dimona_web.i18n.catalogue import text
from dimona_web.live import Live, View, live
from dimona_web.pages.many.again import PAST_DAY, AgainState
from dimona_web.pages.many.keeping import LONGEST_NAME, keep_form
from dimona_web.pages.many.several import tick
from dimona_web.pages.period.days import MARKED, PICKED, DayAsked
from dimona_web.paths import DECLARE, path
from dimona_web.ui.fields import Asked, error_summary, select
from dimona_web.ui.fields import field as form_field
from dimona_web.ui.frame import frame, title
from dimona_web.ui.icons import icon
from dimona_web.ui.waiting import waiting_words

_LINES = live(AgainState.lines)
_OF_TEMPLATE = live(AgainState.source) != PAST_DAY
# The questions are drawn anew when they can be answered, and when an answer may have been lost on the way.
_DRAWN = live(AgainState.ready).to_string() + live(AgainState.redrawn).to_string()


def view(language: str) -> View:
    """Draw the page."""
    return frame(
        language,
        title(text(language, "again.title")),
        rx.el.p(text(language, "again.lead"), class_name="lead"),
        error_summary(live(AgainState.errors), text(language, "check.problem")),
        rx.el.div(
            rx.fragment(_day(language), key="on" + _DRAWN),
            _source(language),
            class_name="acting questions",
        ),
        _proposals(language),
        rx.cond(
            _OF_TEMPLATE,
            _template(language),
            rx.cond(_LINES.length() > 0, keep_form(language, live(AgainState.keep)(AgainState.offer))),
        ),
        rx.cond(_LINES.length() > 0, _send(language)),
        back=path(language, DECLARE),
        with_bar=False,
    )


def _day(language: str) -> View:
    """Ask for which day; what is tapped says on which drawing of the question."""
    return DayAsked(
        legend="again.on",
        errors=live(AgainState.errors),
        chosen=live(AgainState.day),
        picked=live(AgainState.picked),
        today=AgainState.today,
        tomorrow=AgainState.tomorrow,
        on_choose=live(AgainState.choose)(AgainState.redrawn),
        on_pick=live(AgainState.pick)(AgainState.redrawn),
        closed=~live(AgainState.ready),
    ).ask(language)


def _proposals(language: str) -> View:
    """List who is proposed, under the day that they are proposed for."""
    return rx.el.section(
        rx.el.h2(rx.cond(AgainState.heading != "", AgainState.heading, text(language, "again.who"))),
        rx.cond(
            AgainState.deadline != "",
            rx.el.p(icon("busy"), rx.el.span(AgainState.deadline), class_name="due"),
        ),
        rx.cond(
            _LINES.length() > 0,
            rx.el.ul(rx.foreach(_LINES, lambda one: _line(language, one)), class_name="rows"),
            rx.el.p(
                rx.cond(AgainState.ready, text(language, "again.none"), waiting_words(language)),
                class_name="nothing",
            ),
        ),
        id="lines",
        tab_index=-1,
        custom_attrs={"aria-live": "polite"},
    )


def _source(language: str) -> View:
    """Ask for the past day; where groups were kept, also which of them."""
    asked = Asked("source", text(language, "again.source"))
    options = [
        rx.el.option(text(language, "again.source.day"), value=PAST_DAY),
        rx.foreach(AgainState.sources, lambda one: rx.el.option(one.label, value=one.value)),
    ]
    chosen = live(AgainState.source)
    return rx.fragment(
        rx.cond(
            live(AgainState.sources).length() > 0,
            select(
                asked,
                live(AgainState.errors),
                options,
                chosen,
                on_change=AgainState.choose_source,
                key=live(AgainState.sources).to_string() + chosen + _DRAWN,
            ),
        ),
        rx.cond(_OF_TEMPLATE, rx.fragment(), _past(language)),
    )


def _template(language: str) -> View:
    """Offer another name for the template that is shown, or to throw it away."""
    return rx.el.details(
        rx.el.summary(text(language, "again.template")),
        rx.el.form(
            form_field(
                Asked("template_name", text(language, "keep.name")),
                rx.Var.create({}),
                auto_complete="off",
                max_length=LONGEST_NAME,
            ),
            rx.el.button(text(language, "again.rename"), type="submit", class_name="secondary"),
            on_submit=live(AgainState.rename)(AgainState.offer),
            reset_on_submit=True,
            no_validate=True,
        ),
        rx.el.div(
            rx.el.p(text(language, "again.remove.hint"), class_name="hint"),
            rx.el.button(
                text(language, "again.remove"),
                type="button",
                on_click=live(AgainState.remove)(AgainState.offer),
                class_name="secondary",
                id="remove-template",
            ),
            class_name="answer",
        ),
        id="template",
        class_name="act",
    )


def _past(language: str) -> View:
    """Ask for the past day, once one is proposed: what was written before would be overwritten."""
    asked = Asked("past", text(language, "again.past"), hint=text(language, "again.past.hint"))
    return form_field(
        asked,
        live(AgainState.errors),
        type="date",
        default_value=AgainState.past,
        disabled=~live(AgainState.ready),
        on_change=live(AgainState.look_at)(AgainState.edition).debounce(400),
        key=live(AgainState.edition) + _DRAWN,
    )


def _line(language: str, one: Live) -> View:
    return rx.el.li(
        tick(
            one.id,
            one.chosen,
            live(AgainState.toggle)(AgainState.offer, one.id),
            rx.el.span(one.name, class_name="row-name"),
            rx.el.span(one.what, class_name="row-what"),
            rx.cond(
                one.refused.length() > 0,
                rx.el.span(icon("bad"), text(language, "again.refused"), class_name="row-near"),
            ),
            rx.foreach(one.refused, lambda said: rx.el.span(said, class_name="row-what")),
            rx.foreach(
                one.warned, lambda said: rx.el.span(icon("warn"), rx.el.span(said), class_name="row-warned")
            ),
            disabled=one.refused.length() > 0,
        )
    )


def _send(language: str) -> View:
    return rx.el.div(
        rx.el.button(
            rx.cond(AgainState.busy, text(language, "check.sending"), AgainState.count),
            type="button",
            id="send",
            on_click=live(AgainState.send)(AgainState.offer, MARKED, PICKED),
            class_name="primary",
            custom_attrs={"aria-disabled": rx.cond(AgainState.busy, "true", "false")},
        ),
        rx.el.p(text(language, "check.once"), class_name="hint"),
        class_name="action",
    )
