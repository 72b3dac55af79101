"""A session of the web app, for a browser that need not sign in itself."""

import httpx

from dimona_web.platform.session import COOKIE


def session(web: str, email: str, password: str) -> str:
    """The value of the cookie that the sign-in form gives."""
    form = {"language": "nl", "email": email, "password": password}
    headers = {"Origin": web}
    answer = httpx.post(f"{web}/auth/sign-in", data=form, headers=headers, timeout=60, trust_env=False)
    return answer.cookies[COOKIE]


def cookie(value: str) -> dict[str, str]:
    """The cookie of a session on this machine, as browsers are told it."""
    return {"name": COOKIE, "value": value, "domain": "127.0.0.1", "path": "/"}
