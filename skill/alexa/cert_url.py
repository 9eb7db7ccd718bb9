"""Where a signing certificate may be fetched from. Pure text: it opens nothing.

Amazon, "Host a Custom Skill as a Web Service", "Verify the signature certificate URL"; facts: alexa, Stack, URL rules.
"""

import posixpath
import re

from skill.alexa.refusal import Refused

LONGEST = 512  # characters; Amazon's own are about 60
_HOST = "https://s3.amazonaws.com"
_ROOM = "/echo.api/"
# Stricter than a URL parser on purpose: what is not spelt out here (user-info, percent-encoding, backslash, query,
# fragment, another port, a trailing dot, spaces, control characters) does not match, so no two parsers can disagree.
_ALLOWED = re.compile(r"(?i:https://s3\.amazonaws\.com)(?::443)?(/[A-Za-z0-9._~/-]+)", re.ASCII)


def certificate_url(url: str) -> str:
    """The one canonical spelling of an acceptable `url`, to be fetched and to be remembered by.

    Scheme and host in any case, the port absent or 443, and a path that starts with `/echo.api/` (in this case)
    once `.` and `..` are resolved. Raises Refused for everything else.
    """
    if len(url) > LONGEST:
        raise Refused("certificate url too long")
    found = _ALLOWED.fullmatch(url)
    if not found:
        raise Refused("certificate url not allowed")
    path = posixpath.normpath(found[1])
    if not path.startswith(_ROOM):
        raise Refused("certificate url not allowed")
    return _HOST + path
