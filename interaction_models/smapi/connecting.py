"""From the environment to a skill's service and journal, and from what went wrong to an exit code."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from interaction_models.smapi.addresses import addresses
from interaction_models.smapi.credentials import credentials
from interaction_models.smapi.journal import Journal
from interaction_models.smapi.problems import Refused, SmapiProblem
from interaction_models.smapi.service import Service
from interaction_models.smapi.tokens import Tokens
from interaction_models.smapi.transport import Transport
from interaction_models.smapi.upload import Outcome

_ROOT = Path(__file__).parents[2]
_F = TypeVar("_F", bound=Callable[..., Any])


def skill_options(command: _F) -> _F:
    """--skill-id and --stage."""
    stage = click.option(
        "--stage",
        default="development",
        show_default=True,
        type=click.Choice(["development"]),
        help="The only one that can be changed.",
    )
    skill = click.option(
        "--skill-id",
        required=True,
        envvar="ALEXA_SKILL_ID",
        show_envvar=True,
        help="amzn1.ask.skill...., of the skill.",
    )
    return skill(stage(command))


def connect(skill: str, stage: str, note: Callable[[str], None]) -> Service:
    """The service of a skill. Raises BadUse and NotLoggedIn; asks nothing yet."""
    where = addresses()
    if not where.amazon:
        note(f"This is not Amazon: {where.service}")
    tokens = Tokens(Transport(where.tokens, note=note), credentials())
    return Service(Transport(where.service, note=note), tokens, skill, stage)


def journal_of(skill: str, stage: str) -> Journal:
    """Its journal, in the folder VAR."""
    return Journal.of(Path(os.environ.get("VAR") or _ROOT / "var"), skill, stage)


@contextmanager
def told() -> Iterator[None]:
    """Whatever goes wrong is told in words, and ends with its exit code."""
    try:
        yield
    except SmapiProblem as problem:
        tell(problem)
        sys.exit(problem.exit_code)
    except KeyboardInterrupt:
        click.echo("Cut off. Nothing is lost: the same command goes on from here.", err=True)
        sys.exit(130)


def tell(problem: SmapiProblem) -> None:
    """A problem and its findings, on standard error."""
    click.echo(f"error: {problem}", err=True)
    if isinstance(problem, Refused):
        for one in (one for one in problem.findings if one.rule or one.pointer or one.message not in str(problem)):
            click.echo(f"    {one.line()}", err=True)


def finish(outcomes: Sequence[Outcome]) -> None:
    """Tell how each locale ended; exit with the highest code where one is not 0."""
    for one in outcomes:
        if one.problem is None:
            click.echo(f"{one.locale}  {one.said}" + (f"; before it: {one.backup}" if one.backup else ""))
        else:
            tell(one.problem)
        for warning in one.warnings:
            click.echo(f"    {warning.line()}", err=True)
    code = max((one.problem.exit_code for one in outcomes if one.problem), default=0)
    if code:
        sys.exit(code)
