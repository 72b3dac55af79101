"""Web push: as RFC 8291 prints it, only to push services, each refusal sorted."""

from base64 import urlsafe_b64decode
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc import jwt
from joserfc.jwk import ECKey

from chalicelib.adapters.post.web_push import (
    LAST_RECORD,
    PADDED,
    Sender,
    Services,
    WebPusher,
    decoded,
    encoded,
    encrypted,
    sealed_for,
)
from chalicelib.application.ports import (
    NotNowError,
    NotSentError,
    NotTakenError,
    Subscription,
    SubscriptionGoneError,
    Words,
)
from tests.fakes.browser import FakeBrowser
from tests.fakes.world import FakeClock
from tests.synthetic import NOON

# The example of RFC 8291, appendix A.
PLAIN = b"When I grow up, I want to be a watermelon"
OURS = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
THEIRS = Subscription(
    endpoint="https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV",
    p256dh="BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    auth="BTBZMqHH6r4Tts7J_aSIgg",
)
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK"
    "6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)
WORDS = Words("Geweigerd", "Een aangifte is geweigerd.", "/nl/declarations/dec_1", "nl")


@pytest.fixture
def sender() -> Sender:
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return Sender(pem, "mailto:ops@dimona24.example")


def pusher(sender: Sender, answer: Callable[[httpx.Request], httpx.Response]) -> WebPusher:
    http = httpx.Client(transport=httpx.MockTransport(answer))
    return WebPusher(sender, Services({"push.example.net"}), FakeClock(), http)


def test_one_record_is_sealed_as_the_standard_prints_it() -> None:
    ours = ec.derive_private_key(int.from_bytes(decoded(OURS)), ec.SECP256R1())

    assert encoded(sealed_for(THEIRS, PLAIN + LAST_RECORD, ours, decoded(SALT))) == SEALED


def test_a_browser_reads_what_is_sent_and_its_length_says_nothing() -> None:
    browser = FakeBrowser("https://push.example.net/1")

    short, long = (encrypted(plain, browser.subscription) for plain in (b"a", b"b" * 300))

    assert (browser.read(short), browser.read(long)) == (b"a", b"b" * 300)
    assert len(short) == len(long) > PADDED


def test_a_push_says_who_sends_it_and_carries_the_words(sender: Sender) -> None:
    browser, seen = FakeBrowser("https://push.example.net/1"), list[httpx.Request]()

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(201)

    pusher(sender, answer).send(browser.subscription, WORDS)

    (request,) = seen
    assert browser.shown(request.content) == {
        "title": WORDS.subject,
        "body": WORDS.text,
        "url": WORDS.link,
        "lang": "nl",
    }
    assert request.headers["content-encoding"] == "aes128gcm"
    scheme, token, key = request.headers["authorization"].replace(",", "").split()
    assert (scheme, key) == ("vapid", f"k={sender.public_key}")
    claims = jwt.decode(token.removeprefix("t="), ECKey.import_key(sender.key_pem), ["ES256"]).claims
    assert claims["aud"] == "https://push.example.net"
    assert claims["sub"] == "mailto:ops@dimona24.example"
    assert NOON.timestamp() < claims["exp"] <= (NOON + timedelta(hours=24)).timestamp()
    assert len(urlsafe_b64decode(sender.public_key + "=")) == 65


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (404, SubscriptionGoneError),
        (410, SubscriptionGoneError),
        (429, NotNowError),
        (500, NotNowError),
        (503, NotNowError),
        (400, NotTakenError),
        (403, NotTakenError),
        (413, NotTakenError),
        (302, NotTakenError),
    ],
)
def test_a_refusal_is_sorted_by_what_to_do_next(
    sender: Sender, status: int, error: type[NotSentError]
) -> None:
    browser = FakeBrowser("https://push.example.net/1")

    with pytest.raises(error) as refused:
        pusher(sender, lambda _: httpx.Response(status, headers={"Retry-After": "120"})).send(
            browser.subscription, WORDS
        )

    assert getattr(refused.value, "retry_after", 120) == 120


def test_a_line_that_breaks_is_tried_again(sender: Sender) -> None:
    def broken(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no line")

    with pytest.raises(NotNowError):
        pusher(sender, broken).send(FakeBrowser("https://push.example.net/1").subscription, WORDS)


@pytest.mark.parametrize(
    ("endpoint", "known"),
    [
        ("https://push.example.net/1", True),
        ("https://eu.push.example.net/1", True),
        ("https://push.example.net:443/1", True),
        ("https://push.example.net:8443/1", False),
        ("http://push.example.net/1", False),
        ("https://push.example.net.evil.example/1", False),
        ("https://evilpush.example.net/1", False),
        ("https://127.0.0.1/1", False),
        ("https://169.254.169.254/latest", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_nobody_makes_us_call_anything_but_a_push_service(
    sender: Sender, endpoint: str, *, known: bool
) -> None:
    services = Services({"push.example.net"})
    assert services.knows(endpoint) is known
    if not known:
        subscription = FakeBrowser(endpoint).subscription
        assert services.wrong_part(subscription) == "endpoint"
        with pytest.raises(NotTakenError):
            pusher(sender, lambda _: httpx.Response(201)).send(subscription, WORDS)


@pytest.mark.parametrize(
    "wrong", [{"p256dh": "BOe"}, {"p256dh": "!"}, {"auth": "short"}, {"p256dh": encoded(bytes(65))}]
)
def test_keys_that_nothing_can_be_sent_with_are_refused(wrong: dict[str, Any]) -> None:
    services = Services(set(), loopback=True)
    right = FakeBrowser("http://127.0.0.1:1/1").subscription

    assert services.wrong_part(right) is None
    assert services.wrong_part(right.model_copy(update=wrong)) == "keys"
