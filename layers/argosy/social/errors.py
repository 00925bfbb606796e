"""How social says no."""

from argosy.kernel.errors import Conflict, Invalid


class EditWindowOver(Conflict, code="edit_window_over"):
    """An author changes or takes back a comment within fifteen minutes; after that others have read and answered it."""

    en = "A comment can be changed for {minutes} minutes after it was written."
    zh = "评论只能在发布后 {minutes} 分钟内修改。"


class InvalidReplyTo(Invalid, code="invalid_reply_to"):
    """The comment to answer does not stand under this subject, or no longer."""

    en = "There is no such comment to reply to here."
    zh = "此处没有可回复的该评论。"


class SameAccount(Invalid, code="same_account"):
    """Nobody follows themselves."""

    en = "You cannot follow yourself."
    zh = "不能关注自己。"
