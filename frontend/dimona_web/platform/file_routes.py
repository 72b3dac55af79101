"""Files on their way through: a spreadsheet goes to the API, templates and corrections come from it.

An upload is held in memory, at most as much as the API takes, and never put on a disk here: it holds
national numbers.
"""

import hashlib
from collections.abc import AsyncGenerator
from http import HTTPStatus

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from dimona_web.api.client import api
from dimona_web.api.errors import ApiError, BusyError, MissingError, RefusedError, SignedOutError
from dimona_web.api.transport import Caller, File
from dimona_web.i18n.catalogue import text
from dimona_web.paths import BATCH, EXPORT, UPLOAD, batch_path, export_path, path, sign_in_path
from dimona_web.platform.auth_routes import caller_of, language_in
from dimona_web.platform.origin import is_own_origin
from dimona_web.platform.refusals import told_refusal
from dimona_web.platform.session import seal_words
from dimona_web.platform.wanted import page_of_ours

LARGEST = 4 * 1024 * 1024
# What a form carries beside its file.
_FORM_AROUND = 16 * 1024
_CSV = "text/csv"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ZIP = b"PK\x03\x04"


class _TooLargeError(Exception):
    """More bytes than the API takes."""


class _InMemory(MultiPartParser):
    """Keeps what is uploaded in memory, however large it is allowed to be."""

    spool_max_size = LARGEST + _FORM_AROUND


async def _limited(request: Request) -> AsyncGenerator[bytes, None]:
    seen = 0
    async for chunk in request.stream():
        seen += len(chunk)
        if seen > LARGEST + _FORM_AROUND:
            raise _TooLargeError
        yield chunk


async def upload(request: Request) -> Response:
    """Take a spreadsheet to the API and lead to its progress, or back to the form with what was wrong."""
    if not is_own_origin(request.headers):
        return PlainTextResponse("This form did not come from our own page.", status_code=403)
    language = language_in(request.query_params)
    try:
        form = await _InMemory(request.headers, _limited(request), max_files=1, max_fields=2).parse()
    except _TooLargeError:
        return _back(language, text(language, "upload.tooLarge"))
    except (MultiPartException, KeyError):
        return _back(language, text(language, "upload.noFile"))
    try:
        return await _taken(form, caller_of(request, language))
    finally:
        await form.close()


async def _taken(form: FormData, caller: Caller) -> Response:
    sent, key = form.get("file"), form.get("key")
    content = await sent.read() if isinstance(sent, UploadFile) else b""
    if not content:
        return _back(caller.language, text(caller.language, "upload.noFile"))
    if len(content) > LARGEST:
        return _back(caller.language, text(caller.language, "upload.tooLarge"))
    file = File(content, _XLSX if content.startswith(_ZIP) else _CSV)
    # With the file in it: a page that still holds the key of the last file must not mix up the two.
    named = hashlib.sha256(str(key).encode() + content).hexdigest()
    try:
        batch = await api().upload(caller, file, named)
    except ApiError as error:
        return _failed(caller.language, error, UPLOAD)
    return RedirectResponse(batch_path(caller.language, batch.id), HTTPStatus.SEE_OTHER)


async def export(request: Request) -> Response:
    """Hand over the file of an export; the export's own page says why there is none."""
    caller, wanted = caller_of(request, language_in(request.query_params)), request.path_params["export"]
    try:
        return _handed_over(await api().export_file(caller, wanted))
    except SignedOutError as error:
        return _failed(caller.language, error, f"{EXPORT}?job={wanted}")
    except ApiError:
        return RedirectResponse(export_path(caller.language, wanted), HTTPStatus.SEE_OTHER)


async def template(request: Request) -> Response:
    """Hand over an empty list for a worker type."""
    caller = caller_of(request, language_in(request.query_params))
    try:
        kind, wanted = request.path_params["kind"], request.query_params.get("type", "")
        return _handed_over(await api().template(caller, kind, wanted))
    except ApiError as error:
        return _failed(caller.language, error, UPLOAD, downloads=True)


async def corrections(request: Request) -> Response:
    """Hand over the rejected rows of a batch."""
    caller = caller_of(request, language_in(request.query_params))
    kind, batch = request.path_params["kind"], request.path_params["batch"]
    try:
        return _handed_over(await api().corrections(caller, batch, kind))
    except ApiError as error:
        return _failed(caller.language, error, BATCH.replace("[batch_id]", batch), downloads=True)


def _handed_over(file: File) -> Response:
    headers = {
        "Content-Disposition": file.disposition,
        "Content-Type": file.media_type,
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(file.content, headers=headers)


def _failed(language: str, error: ApiError, page: str, *, downloads: bool = False) -> Response:
    if isinstance(error, SignedOutError):
        return RedirectResponse(sign_in_path(language, "ended", page_of_ours(page)), HTTPStatus.SEE_OTHER)
    if isinstance(error, RefusedError):
        return _back(language, told_refusal(language, error), downloads=downloads)
    keys: dict[type[ApiError], str] = {MissingError: "upload.gone", BusyError: "notice.later"}
    words = text(language, keys.get(type(error), "notice.unreachable"))
    return _back(language, words, downloads=downloads)


def _back(language: str, words: str, *, downloads: bool = False) -> Response:
    address = f"{path(language, UPLOAD)}?said={seal_words(words)}"
    return RedirectResponse(f"{address}&about=templates" if downloads else address, HTTPStatus.SEE_OTHER)


ROUTES = (
    Route("/files/upload", upload, methods=["POST"]),
    Route("/files/exports/{export}", export, methods=["GET"]),
    Route("/files/template.{kind:str}", template, methods=["GET"]),
    Route("/files/batches/{batch}/corrections.{kind:str}", corrections, methods=["GET"]),
)
