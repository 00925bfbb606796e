"""How guard says no."""

from argosy.kernel.errors import TooMany


class RateLimited(TooMany, code="rate_limited"):
    """More often than this may be done from here, or to this address; after `Retry-After` it is judged again."""

    en = "Too many requests. Try again later."
    zh = "请求过于频繁，请稍后再试。"
