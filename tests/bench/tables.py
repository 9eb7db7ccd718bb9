"""A table that is measured, where it is read: between two marks of a README."""

import sys
from pathlib import Path


def put(table: str, readme: Path, mark: str) -> None:
    """Print a table; with `--write` on the command line also put it between `<!-- mark -->` and `<!-- /mark -->`."""
    print(table)
    if "--write" in sys.argv[1:]:
        begin, end = f"<!-- {mark} -->", f"<!-- /{mark} -->"
        before, rest = readme.read_text("utf-8").split(begin)
        readme.write_text(f"{before}{begin}\n{table}\n{end}{rest.split(end)[1]}", "utf-8")
