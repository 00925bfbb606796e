"""How identity says no. Nothing here tells whether an address is known."""

from argosy.kernel.errors import Conflict, Forbidden, NotFound, TooMany, Unauthenticated


class InvalidCredentials(Unauthenticated, code="invalid_credentials"):
    """Unknown address or wrong password: the same answer, after the same work."""

    en = "The e-mail address or the password is not right."
    zh = "邮箱或密码不正确。"


class InvalidCode(Unauthenticated, code="invalid_code"):
    """Not the code of this address, or no longer."""

    en = "This code is not right, or no longer valid."
    zh = "验证码不正确或已失效。"


class TooManyAttempts(TooMany, code="too_many_attempts"):
    """Too many failures; a wait helps, for ever it is not."""

    en = "Too many attempts. Try again later."
    zh = "尝试次数过多，请稍后再试。"


class InvalidRefreshToken(Unauthenticated, code="invalid_token"):
    """Not a refresh token of ours, or its session has ended."""

    en = "This refresh token is not valid."
    zh = "刷新令牌无效。"


class RefreshReused(Unauthenticated, code="refresh_reused"):
    """A refresh token that had been used came again: one of the two holders is a thief, so the session ends for both."""

    en = "This refresh token was used before. The session has ended; sign in again."
    zh = "刷新令牌已被使用，会话已终止，请重新登录。"


class AccountSuspended(Forbidden, code="account_suspended"):
    """Told only to who has the password or a token of the account: nobody else learns that it exists."""

    en = "This account is suspended."
    zh = "该账户已被暂停。"


class AlreadyRegistered(Conflict, code="already_registered"):
    """Two verifications of one address met; the other was first."""

    en = "This address is registered."
    zh = "该邮箱已注册。"


class NoSuchRole(NotFound, code="no_such_role"):
    """Roles are named in the documentation."""

    en = "There is no role {role}."
    zh = "不存在角色 {role}。"


class LastAdmin(Conflict, code="own_admin_role"):
    """Nobody locks the platform's door behind themselves."""

    en = "You cannot take the admin role from yourself."
    zh = "不能移除自己的管理员角色。"
