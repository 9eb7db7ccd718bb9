"""Who may use the page: a browser on this machine, on the page itself. Knows nothing of what is said there.

The page speaks as any customer of the demonstration without a password. So it answers loopback clients only, by a
loopback name (a foreign name that resolves to 127.0.0.1 is DNS rebinding), not through a proxy, and posts only from
its own origin (another site's page may not make this machine's browser talk to it).
"""

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Request, Response

NAMES = frozenset({"127.0.0.1", "localhost", "::1"})
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "media-src blob:; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")


def refusal(request: Request) -> str | None:
    """Why this request is refused; None when it may come in."""
    if not _loopback(request.remote_addr) or any(name in request.headers for name in _FORWARDED):
        return "the page answers on this machine only, without a proxy"
    if _hostname(request.host) not in NAMES:
        return "the page answers to http://127.0.0.1 and http://localhost only"
    if request.method not in ("GET", "HEAD"):
        origin = request.headers.get("Origin")
        site = request.headers.get("Sec-Fetch-Site", "same-origin")
        if site not in ("same-origin", "none") or (origin is not None and origin != f"http://{request.host}"):
            return "the page takes requests of its own only"
    return None


def close(response: Response) -> Response:
    """The headers that keep a browser from doing with the page what it is not for."""
    response.headers.update(HEADERS)
    return response


def _loopback(address: str | None) -> bool:
    try:
        return ip_address((address or "").removeprefix("::ffff:")).is_loopback
    except ValueError:
        return False


def _hostname(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
