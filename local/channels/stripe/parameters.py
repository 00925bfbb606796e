"""Form-encoded nested parameters, read as Stripe reads them: typed, and refused when unknown, missing or malformed."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from local.channels.stripe.errors import invalid

Params = dict[str, Any]
Reader = Callable[[Any, str], Any]

_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_MOST_LEVELS = 5


def decode(pairs: Iterable[tuple[str, str]]) -> Params:
    """`a[b]=1` becomes `{"a": {"b": "1"}}`; arrays come as `{"0": …}` and are told apart by whoever expects them."""
    form: Params = {}
    for name, value in pairs:
        match = _NAME.fullmatch(name)
        steps = [match[1], *re.findall(r"\[([^\[\]]*)\]", match[2])] if match else []
        if not steps or len(steps) > _MOST_LEVELS:
            raise invalid(f"Invalid parameter name: {name}", name)
        node = form
        for step in steps[:-1]:
            node = node.setdefault(step or str(len(node)), {})
            if not isinstance(node, dict):
                raise invalid(f"Invalid {steps[0]}: both a value and a hash", steps[0])
        last = steps[-1] or str(len(node))
        if isinstance(node.get(last), dict):
            raise invalid(f"Invalid {steps[0]}: both a value and a hash", steps[0])
        node[last] = value
    return form


def string(value: Any, param: str) -> str:
    if not isinstance(value, str):
        raise invalid(f"Invalid string: {value}", param)
    if not value:
        message = f"You passed an empty string for '{param}'. We assume empty values are an attempt to unset a field; "
        raise invalid(message + f"however '{param}' cannot be unset.", param, "parameter_invalid_empty")
    if len(value) > 5000:
        raise invalid(f"Invalid string: '{param}' must be at most 5000 characters", param, "parameter_invalid_string")
    return value


def integer(minimum: int | None = None, maximum: int | None = None) -> Reader:
    def read(value: Any, param: str) -> int:
        if not isinstance(value, str) or not re.fullmatch(r"-?[0-9]{1,18}", value):
            raise invalid(f"Invalid integer: {value}", param, "parameter_invalid_integer")
        if minimum is not None and int(value) < minimum:
            message = f"This value must be greater than or equal to {minimum}."
            raise invalid(message, param, "parameter_invalid_integer")
        if maximum is not None and int(value) > maximum:
            raise invalid(f"This value must be less than or equal to {maximum}.", param, "parameter_invalid_integer")
        return int(value)

    return read


def boolean(value: Any, param: str) -> bool:
    if value not in ("true", "false"):
        raise invalid(f"Invalid boolean: {value}", param)
    return bool(value == "true")


def one_of(*allowed: str) -> Reader:
    def read(value: Any, param: str) -> str:
        if value not in allowed:
            raise invalid(f"Invalid {param}: must be one of {', '.join(allowed)}", param)
        return str(value)

    return read


def array_of(reader: Reader) -> Reader:
    def read(value: Any, param: str) -> list[Any]:
        if not isinstance(value, dict) or not all(key.isdecimal() for key in value):
            raise invalid("Invalid array", param)
        return [reader(value[key], f"{param}[{key}]") for key in sorted(value, key=int)]

    return read


def hash_of(**fields: Reader) -> Reader:
    def read(value: Any, param: str) -> Params:
        if not isinstance(value, dict):
            raise invalid("Invalid object", param)
        return _read(value, fields, param)

    return read


def metadata(value: Any, param: str) -> dict[str, str]:
    if value == "":
        return {}
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise invalid("Invalid metadata: metadata must be a hash of strings", param)
    if len(value) > 50:
        raise invalid("You can specify up to 50 metadata keys.", param)
    for key, text in value.items():
        if len(key) > 40:
            raise invalid(f"Metadata keys can have up to 40 characters: {key}", f"{param}[{key}]")
        if len(text) > 500:
            message = f"Metadata values can have up to 500 characters, but you passed in a value that is {len(text)}"
            raise invalid(f"{message} characters.", f"{param}[{key}]")
    return value


def created(value: Any, param: str) -> Params:
    """An exact second, or any of gt, gte, lt, lte."""
    if isinstance(value, str):
        second = integer()(value, param)
        return {"gte": second, "lte": second}
    read: Params = hash_of(gt=integer(), gte=integer(), lt=integer(), lte=integer())(value, param)
    return read


class Parameters:
    """What one operation takes. `expand` is taken everywhere."""

    def __init__(self, *required: str, **readers: Reader) -> None:
        self._required = required
        self._readers: dict[str, Reader] = {**readers, "expand": array_of(string)}

    def read(self, form: Params) -> Params:
        for name in self._required:
            if name not in form:
                raise invalid(f"Missing required param: {name}.", name, "parameter_missing")
        return _read(form, self._readers, "")


def _read(form: Params, readers: Mapping[str, Reader], parent: str) -> Params:
    read: Params = {}
    for name, value in form.items():
        param = f"{parent}[{name}]" if parent else name
        if name not in readers:
            raise invalid(f"Received unknown parameter: {param}", param, "parameter_unknown")
        read[name] = readers[name](value, param)
    return read
