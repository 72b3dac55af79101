"""The composition root: the only place that chooses concrete parts, each made when first asked for.

Imports stand inside the functions on purpose, so that a function in Lambda loads only what it uses. Each area
has a module of its own; everybody else asks here.
"""

from chalicelib.edge.bootstrap.access import employer_settings, identify, provisioning, sign_in
from chalicelib.edge.bootstrap.filing import consider, drafts, file_declaration, propose, templates, validate
from chalicelib.edge.bootstrap.long_work import (
    accept_batch,
    correct,
    file_batch,
    look_up_export,
    look_up_reconciliation,
    run_export,
    run_reconciliation,
    start_export,
    start_reconciliation,
    work,
)
from chalicelib.edge.bootstrap.neighbours import clock, ids, key_wrapper, queue, rsz, web_signing_key
from chalicelib.edge.bootstrap.personnel import (
    add_worker,
    change_worker,
    find_workers,
    look_up_day,
    look_up_periods,
    merge_workers,
)
from chalicelib.edge.bootstrap.sending import (
    breaker,
    filings,
    follow_up,
    holding,
    resolve,
    submit,
    sweep,
    withdraw,
)
from chalicelib.edge.bootstrap.stores import (
    accounts,
    circuits,
    declarations,
    employers,
    jobs,
    papers,
    periods,
    receipts,
    register,
    table,
)
from chalicelib.edge.settings import settings

__all__ = [
    "accept_batch",
    "accounts",
    "add_worker",
    "breaker",
    "change_worker",
    "circuits",
    "clock",
    "consider",
    "correct",
    "declarations",
    "drafts",
    "employer_settings",
    "employers",
    "file_batch",
    "file_declaration",
    "filings",
    "find_workers",
    "follow_up",
    "holding",
    "identify",
    "ids",
    "jobs",
    "key_wrapper",
    "look_up_day",
    "look_up_export",
    "look_up_periods",
    "look_up_reconciliation",
    "merge_workers",
    "papers",
    "periods",
    "propose",
    "provisioning",
    "queue",
    "receipts",
    "register",
    "resolve",
    "rsz",
    "run_export",
    "run_reconciliation",
    "settings",
    "sign_in",
    "start_export",
    "start_reconciliation",
    "submit",
    "sweep",
    "table",
    "templates",
    "validate",
    "web_signing_key",
    "withdraw",
    "work",
]
