"""Where the service and Login with Amazon are. The environment variables are ask-cli's, so that both use one set."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from interaction_models.smapi.problems import BadUse

SERVICE = "ASK_SMAPI_SERVER_BASE_URL"
TOKENS = "ASK_LWA_TOKEN_HOST"
CONSENT = "ASK_LWA_AUTHORIZE_HOST"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Three URLs without a path."""

    service: str = "https://api.amazonalexa.com"
    tokens: str = "https://api.amazon.com"  # an address
    consent: str = "https://www.amazon.com"

    @property
    def amazon(self) -> bool:
        """Whether all are Amazon's own."""
        return self == Addresses()


def addresses(environment: Mapping[str, str] | None = None) -> Addresses:
    """From the environment. Raises BadUse: a token goes over HTTPS, or to this machine itself."""
    told = os.environ if environment is None else environment
    default = Addresses()
    chosen = {
        "service": told.get(SERVICE) or default.service,
        "tokens": told.get(TOKENS) or default.tokens,
        "consent": told.get(CONSENT) or default.consent,
    }
    for name, url in chosen.items():
        parts = urlsplit(url)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")):
            raise BadUse(f"{url} ({name}): needs https://, or http:// on this machine only.")
    return Addresses(**{name: url.rstrip("/") for name, url in chosen.items()})
