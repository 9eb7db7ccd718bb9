"""All settings, read once from the environment. Nothing else reads the environment."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from skill.commerce.customer import Policy

ROOT = Path(__file__).parent.parent
NO_SKILL = "amzn1.ask.skill.not-set"


class BadSetting(ValueError):
    """A setting has a value the program cannot use; the message says which and what to write instead."""


class Settings(BaseSettings):
    """Settings with their defaults; each is the environment variable of the same name in capitals.

    `var` is the folder for what the program makes: the SQLite file and the trained understanding.
    """

    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    environment: Literal["production", "development"] = "development"
    var: Path = ROOT / "var"
    database_url: str = ""
    demo_shop: bool = True
    alexa_application_ids: Annotated[frozenset[str], NoDecode] = frozenset({NO_SKILL})
    alexa_verify: bool = True
    alexa_client_id: str = ""
    alexa_client_secret: SecretStr = SecretStr("")
    page: bool = True
    queue_url: SecretStr = SecretStr("")
    smtp_url: SecretStr = SecretStr("")
    mail_from: str = Field(default="shop@localhost", pattern=r"^[^@\s<>]+@[^@\s<>]+$")
    worker: bool | None = None
    shop_name: str = "Corner Shop"
    shop_phone: str = "+32 2 555 01 00"
    shop_currency: str = Field(default="EUR", pattern="^[A-Z]{3}$")
    shop_timezone: str = "Europe/Brussels"
    delivery_fee: int = Field(default=290, ge=0)
    free_delivery_from: int = Field(default=3500, ge=0)
    tax_per_mille: int = Field(default=0, ge=0, le=1000)
    minimum_order: int = Field(default=0, ge=0)
    late_voucher: int = Field(default=500, ge=0)
    return_days: int = Field(default=30, ge=0)
    verify_from: int = Field(default=10_000, ge=0)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["json", "text"] = "json"

    @field_validator("alexa_application_ids", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        """Several skill ids are separated by commas."""
        if isinstance(value, str):
            return frozenset(part.strip() for part in value.split(",") if part.strip())
        return value

    @model_validator(mode="after")
    def _production_is_strict(self) -> "Settings":
        """A forgotten setting must not open the door."""
        if self.environment == "production":
            if not self.alexa_verify:
                raise ValueError("ALEXA_VERIFY may be false only in development")
            if self.alexa_application_ids <= {NO_SKILL}:
                raise ValueError("in production ALEXA_APPLICATION_IDS must name your skill's id")
        return self

    @field_validator("shop_timezone")
    @classmethod
    def _known_timezone(cls, value: str) -> str:
        """A name of the IANA database, such as Europe/Paris."""
        if value not in available_timezones():
            raise ValueError("this is no IANA time zone, such as Europe/Paris")
        return value

    @property
    def has_page(self) -> bool:
        """Whether the page is served: it speaks as any demo customer without a password, so never in production."""
        return self.page and self.environment == "development"

    @property
    def has_worker(self) -> bool:
        """Whether the web server starts a worker beside it: in development, where nobody else does, unless told."""
        return self.environment == "development" if self.worker is None else self.worker

    @property
    def database(self) -> str:
        """The database's URL: the one given, or a SQLite file in `var`."""
        return self.database_url or f"sqlite:///{self.var / 'shop.db'}"

    @property
    def database_shown(self) -> str:
        """The database's URL without its password."""
        return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:***@", self.database)

    def policy(self) -> Policy:
        """The shopkeeper's rules."""
        return Policy(
            seller=self.shop_name,
            phone=self.shop_phone,
            timezone=self.shop_timezone,
            currency=self.shop_currency,
            delivery_fee=self.delivery_fee,
            free_delivery_from=self.free_delivery_from,
            tax_per_mille=self.tax_per_mille,
            minimum_order=self.minimum_order,
            late_voucher=self.late_voucher,
            return_within=timedelta(days=self.return_days),
            verify_from=self.verify_from,
        )


def read_settings() -> Settings:
    """The settings of this process. Raises BadSetting with every value that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = [f"{'.'.join(map(str, item['loc'])).upper() or 'settings'}: {item['msg']}" for item in error.errors()]
        raise BadSetting("; ".join(wrong)) from error
