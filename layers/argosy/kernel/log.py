"""One structured line per event, with the ids that join it to the rest; never a body, a token or an e-mail address."""

from functools import cache

from aws_lambda_powertools import Logger


@cache
def logger() -> Logger:
    """Powertools' logger, made at the first use."""
    return Logger(service="argosy", log_uncaught_exceptions=False)
