"""Every address of the web app, in one place: pages link by these names and never by hand."""

import re
from urllib.parse import quote

HOME = ""
SIGN_IN = "sign-in"
DECLARE = "declare"
NEW_WORKER = "declare/new-worker"
KIND = "declare/kind"
TERMS = "declare/terms"
CHECK = "declare/check"
DRAFTS = "drafts"
DRAFT = "drafts/[draft_id]"
DECLARATIONS = "declarations"
DECLARATION = "declarations/[declaration_id]"
DEADLINES = "deadlines"
ON_TIME = "on-time"
REGISTER = "register"
NEW_IN_REGISTER = "register/new"
WORKER = "register/[worker_id]"
WORKER_EDIT = "register/[worker_id]/edit"
WORKER_NUMBER = "register/[worker_id]/number"
PERIODS = "periods"
PERIOD = "periods/[period_id]"
PERIOD_OUT = "periods/[period_id]/out"
PERIOD_CHANGE = "periods/[period_id]/change"
PERIOD_CANCEL = "periods/[period_id]/cancel"
WEEK = "week"
SEVERAL = "several"
AGAIN = "again"
UPLOAD = "upload"
BATCH = "batches/[batch_id]"
EXPORT = "export"
COMPARE = "compare"
MORE = "more"
SETTINGS = "settings"
NOTIFICATIONS = "notifications"
HELP = "help"
STATEMENT = "accessibility"
OFFLINE = "offline"
NOT_FOUND = "not-found"
ERROR = "error"

# Pages whose address holds an id; they are drawn in the browser, not built beforehand.
WITH_ID = (
    DRAFT,
    DECLARATION,
    WORKER,
    WORKER_EDIT,
    WORKER_NUMBER,
    PERIOD,
    PERIOD_OUT,
    PERIOD_CHANGE,
    PERIOD_CANCEL,
    BATCH,
)

# Any of them, with whatever id.
PAGE_WITH_ID = re.compile("|".join(re.sub(r"\[\w+\]", "[A-Za-z0-9_-]+", page) for page in WITH_ID))

# All other pages that somebody signed in may be on; home is not among them, for there one comes anyway.
WITHOUT_ID = frozenset(
    {
        DECLARE,
        NEW_WORKER,
        KIND,
        TERMS,
        CHECK,
        DRAFTS,
        DECLARATIONS,
        DEADLINES,
        ON_TIME,
        REGISTER,
        NEW_IN_REGISTER,
        PERIODS,
        WEEK,
        SEVERAL,
        AGAIN,
        UPLOAD,
        COMPARE,
        MORE,
        SETTINGS,
        NOTIFICATIONS,
        HELP,
        STATEMENT,
    }
)

# Addresses that this process answers itself; everything else is a file of the site.
LIVE = ("/_event", "/auth/", "/device/", "/files/", "/push/", "/health")

# The sign-in page once for each thing it may have to say; plain pages, so they speak before any script runs.
SIGN_IN_NOTICES = ("wrong", "later", "unreachable", "ended", "goodbye")


def path(language: str, page: str) -> str:
    """Return the address of a page in a language."""
    return f"/{language}/{page}".rstrip("/")


def home_path(language: str) -> str:
    """Return the address of the home page."""
    return path(language, HOME)


def sign_in_path(language: str, notice: str = "", wanted: str = "") -> str:
    """Return the address of the sign-in page, with what it has to say and what is wanted after it."""
    address = path(language, f"{SIGN_IN}/{notice}".rstrip("/"))
    return f"{address}?to={quote(wanted, safe='/')}" if wanted else address


def declaration_path(language: str, declaration: str) -> str:
    """Return the address of one declaration."""
    return path(language, f"{DECLARATIONS}/{declaration}")


def draft_path(language: str, draft: str) -> str:
    """Return the address of one started filing."""
    return path(language, f"{DRAFTS}/{draft}")


def worker_path(language: str, worker: str, page: str = WORKER) -> str:
    """Return the address of one worker, or of what may be done with the entry."""
    return path(language, page.replace("[worker_id]", worker))


def period_path(language: str, period: str, page: str = PERIOD) -> str:
    """Return the address of one period, or of what may be done with it."""
    return path(language, page.replace("[period_id]", period))


def batch_path(language: str, batch: str) -> str:
    """Return the address of one batch."""
    return path(language, BATCH.replace("[batch_id]", batch))


def export_path(language: str, export: str) -> str:
    """Return the address of one export."""
    return f"{path(language, EXPORT)}?job={quote(export, safe='')}"


def comparison_path(language: str, comparison: str) -> str:
    """Return the address of one comparison with the RSZ."""
    return f"{path(language, COMPARE)}?job={quote(comparison, safe='')}"


def language_of(address: str, fallback: str) -> str:
    """Return the language an address is in: its first part."""
    return address.strip("/").partition("/")[0] or fallback
