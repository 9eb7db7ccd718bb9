"""Where a signing certificate may be fetched from (facts: alexa, Stack, URL rules)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.alexa.cert_url import certificate_url
from skill.alexa.refusal import Refused

HOST = "https://s3.amazonaws.com"


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        (HOST + "/echo.api/echo-api-cert.pem", "/echo.api/echo-api-cert.pem"),
        (HOST + ":443/echo.api/echo-api-cert.pem", "/echo.api/echo-api-cert.pem"),
        (HOST + "/echo.api/../echo.api/echo-api-cert.pem", "/echo.api/echo-api-cert.pem"),
        (HOST + "/echo.api/./a//b.pem", "/echo.api/a/b.pem"),
        (HOST + "/other/../echo.api/x.pem", "/echo.api/x.pem"),
        ("HTTPS://S3.AmazonAWS.com/echo.api/echo-api-cert-12-ats.pem", "/echo.api/echo-api-cert-12-ats.pem"),
    ],
)
def test_accepted_and_spelt_one_way(url: str, canonical: str) -> None:
    assert certificate_url(url) == HOST + canonical


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://s3.amazonaws.com/echo.api/echo-api-cert.pem",
        "https://notamazon.com/echo.api/echo-api-cert.pem",
        "https://s3.amazonaws.com.evil.example/echo.api/x.pem",
        "https://sub.s3.amazonaws.com/echo.api/x.pem",
        "https://s3-amazonaws.com/echo.api/x.pem",
        HOST + "/EcHo.aPi/echo-api-cert.pem",
        HOST + "/invalid.path/echo-api-cert.pem",
        HOST + ":563/echo.api/echo-api-cert.pem",
        HOST + ":0443/echo.api/x.pem",
        HOST + ":/echo.api/x.pem",
        HOST + ":443@evil.example/echo.api/x.pem",
        HOST + "/echo.api/../invalid.path/x",
        HOST + "/echo.api/..",
        HOST + "/echo.api/",
        HOST + "/echo.api",
        HOST + "/echo.apix/x.pem",
        HOST + "//echo.api/x.pem",
        "https://s3.amazonaws.com@evil.example/echo.api/x.pem",
        "https://user@s3.amazonaws.com/echo.api/x.pem",
        "https://user:word@s3.amazonaws.com/echo.api/x.pem",
        "https://s3.amazonaws.com./echo.api/x.pem",
        HOST + "/echo.api/%2e%2e/invalid.path/x.pem",
        HOST + "/echo.api%2Fx.pem",
        HOST + "/%65cho.api/x.pem",
        HOST + "/echo.api/x.pem%00",
        HOST + "\\echo.api\\x.pem",
        HOST + "/echo.api\\..\\x.pem",
        "https:\\\\s3.amazonaws.com/echo.api/x.pem",
        HOST + "/echo.api/x.pem?a=b",
        HOST + "/echo.api/x.pem?",
        HOST + "/echo.api/x.pem#part",
        HOST + "/echo.api/x.pem#",
        HOST + "/echo.api/x.pem;a",
        HOST + "/echo.api/" + "x" * 8192,
        " " + HOST + "/echo.api/x.pem",
        HOST + "/echo.api/x.pem\n",
        HOST + "/echo.api/x.pem\r\nHost: evil.example",
        HOST + "/echo.api/x .pem",
        HOST + "/echo.api/x.pem," + HOST + "/echo.api/x.pem",
        "//s3.amazonaws.com/echo.api/x.pem",
        "s3.amazonaws.com/echo.api/x.pem",
        "ftp://s3.amazonaws.com/echo.api/x.pem",
        "file:///echo.api/x.pem",
        "https://\u017f3.amazonaws.com/echo.api/x.pem",  # folds to an s
        "https://s3.amazonaws.com/echo.ap\u0456/x.pem",  # looks like an i
    ],
)
def test_refused(url: str) -> None:
    with pytest.raises(Refused):
        certificate_url(url)


@given(st.text(max_size=60))
def test_no_text_after_the_room_leads_out_of_it(rest: str) -> None:
    try:
        canonical = certificate_url(HOST + "/echo.api/" + rest)
    except Refused:
        return
    assert canonical.startswith(HOST + "/echo.api/")
    assert ".." not in canonical.split("/")
    assert certificate_url(canonical) == canonical
