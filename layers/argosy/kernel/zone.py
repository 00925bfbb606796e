"""Time zones as people may choose them."""

import re
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from argosy.kernel.text import Identifier

REGION = re.compile(
    r"(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/[\w+/-]+", re.ASCII
)


def _zone(name: str) -> str:
    """What else lies beside them in the database is no place: `localtime` is where the server stands, `Factory` nowhere."""
    if name != "UTC" and not (REGION.fullmatch(name) and name in available_timezones()):
        raise PydanticCustomError("invalid_time_zone", "a time zone is named as in Asia/Shanghai, or UTC")
    return name


Zone = Annotated[str, Identifier(1, 40), AfterValidator(_zone)]
"""A region and a city of the IANA database, or UTC."""
