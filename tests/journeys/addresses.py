"""Every address of the web app, so that what is asked of each page is asked of a new one as well."""

from dimona_web import paths

# Sign-in once for each thing it may have to say; ids that nothing has still open the page.
EVERY_PAGE: tuple[str, ...] = (
    *(page for name, page in vars(paths).items() if name.isupper() and isinstance(page, str)),
    *(f"{paths.SIGN_IN}/{notice}" for notice in paths.SIGN_IN_NOTICES),
)


def opened(page: str, subject: str = "not-there") -> str:
    """The address to open for a page: with this id where it takes one."""
    return "/".join(subject if part.startswith("[") else part for part in page.split("/"))
