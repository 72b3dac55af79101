"""Every address of the web app, in one place: pages link by these names and never by hand."""

HOME = ""
SIGN_IN = "sign-in"
DECLARE = "declare"
NEW_WORKER = "declare/new-worker"
KIND = "declare/kind"
TERMS = "declare/terms"
CHECK = "declare/check"
DECLARATIONS = "declarations"
DECLARATION = "declarations/[declaration_id]"
DEADLINES = "deadlines"
REGISTER = "register"
PERIODS = "periods"
MORE = "more"
SETTINGS = "settings"
HELP = "help"
STATEMENT = "accessibility"
NOT_FOUND = "not-found"
ERROR = "error"

# The sign-in page once for each thing it may have to say; plain pages, so they speak before any script runs.
SIGN_IN_NOTICES = ("wrong", "later", "unreachable", "ended", "goodbye")


def path(language: str, page: str) -> str:
    """Return the address of a page in a language."""
    return f"/{language}/{page}".rstrip("/")


def home_path(language: str) -> str:
    """Return the address of the home page."""
    return path(language, HOME)


def sign_in_path(language: str, notice: str = "") -> str:
    """Return the address of the sign-in page, with what it has to say."""
    return path(language, f"{SIGN_IN}/{notice}".rstrip("/"))


def declaration_path(language: str, declaration: str) -> str:
    """Return the address of one declaration."""
    return path(language, f"{DECLARATIONS}/{declaration}")


def language_of(address: str, fallback: str) -> str:
    """Return the language an address is in: its first part."""
    return address.strip("/").partition("/")[0] or fallback
