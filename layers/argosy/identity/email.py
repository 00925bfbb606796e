"""An e-mail address as a key to an account: lower case, so that one person does not register it twice."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

SHAPE = re.compile(
    r"[a-z0-9!$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}",
    re.ASCII,
)


def _address(value: Any) -> str:
    text = value.strip().lower() if isinstance(value, str) else ""
    if len(text) > 254 or text.find("@") > 64 or not SHAPE.fullmatch(text):
        raise PydanticCustomError("invalid_email", "this is not an e-mail address")
    return text


Email = Annotated[str, BeforeValidator(_address)]
