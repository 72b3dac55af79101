"""From an accepted declaration to the answer of the RSZ."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from chalicelib.edge.bootstrap.neighbours import clock, queue, rsz
from chalicelib.edge.bootstrap.stores import circuits, declarations, employers, jobs, register

if TYPE_CHECKING:
    from chalicelib.application.breaker import Breaker
    from chalicelib.application.filings import Filings
    from chalicelib.application.follow_up import FollowUp
    from chalicelib.application.holding import Holding
    from chalicelib.application.resolve import Resolve, Withdraw
    from chalicelib.application.submit import Submit
    from chalicelib.application.sweep import Sweep


@cache
def breaker() -> Breaker:
    """Whether the RSZ can be spoken to now."""
    from chalicelib.application.breaker import Breaker

    return Breaker(circuits(), rsz(), clock())


@cache
def filings() -> Filings:
    """What the RSZ is told of a declaration."""
    from chalicelib.application.filings import Filings

    return Filings(employers(), register())


@cache
def holding() -> Holding:
    """Let held declarations go."""
    from chalicelib.application.holding import Holding
    from chalicelib.application.verify import Verify

    verify = Verify(declarations(), register(), filings(), breaker(), rsz(), clock())
    return Holding(declarations(), register(), verify, queue(), clock())


@cache
def withdraw() -> Withdraw:
    """Take back what was not sent."""
    from chalicelib.application.resolve import Withdraw

    return Withdraw(declarations(), holding())


@cache
def resolve() -> Resolve:
    """Settle what needs help."""
    from chalicelib.application.resolve import Resolve

    return Resolve(declarations(), filings(), holding(), rsz(), queue(), clock())


@cache
def submit() -> Submit:
    """Send a declaration to the RSZ."""
    from chalicelib.application.submit import Submit

    return Submit(declarations(), filings(), holding(), breaker(), rsz(), queue(), clock())


@cache
def follow_up() -> FollowUp:
    """Ask the RSZ for its answer, or whether it has the declaration at all."""
    from chalicelib.application.follow_up import FollowUp
    from chalicelib.application.reconcile import Reconcile
    from chalicelib.application.settle import Settle

    reconcile = Reconcile(declarations(), filings(), breaker(), rsz(), queue(), clock())
    settle = Settle(declarations(), register(), holding(), clock())
    return FollowUp(declarations(), reconcile, settle, breaker(), rsz(), queue(), clock())


@cache
def sweep() -> Sweep:
    """Announce what is due."""
    from chalicelib.application.sweep import Sweep

    return Sweep(declarations(), jobs(), breaker(), queue(), clock())
