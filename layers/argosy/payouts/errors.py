"""How payouts say no."""

from argosy.kernel.errors import Conflict, Invalid, TooMany, Unavailable
from argosy.ledger.errors import LimitExceeded


class DailyLimitExceeded(LimitExceeded):
    """With this payout more would leave in a day than may."""

    en = "This is more than may be paid out in a day."
    zh = "超出每日提现限额。"


class MonthlyLimitExceeded(LimitExceeded):
    """Or in a month."""

    en = "This is more than may be paid out in a month."
    zh = "超出每月提现限额。"


class OwesMoney(Conflict, code="receivable"):
    """Who owes is not paid out; the debt is repaid from what they earn next."""

    en = "You owe {owed}, which your next earnings repay; after that you can be paid out."
    zh = "您尚欠 {owed}，将由后续收入偿还，之后方可提现。"


class MethodNotVerified(Conflict, code="payout_method_not_verified"):
    """Money goes only to a bank account that is known to be the payee's."""

    en = "This payout method is not verified yet."
    zh = "该收款方式尚未验证。"


class CurrencyDiffers(Invalid, code="invalid_currency"):
    """A bank account takes one currency, and nothing is converted."""

    en = "This payout method is in {currency}."
    zh = "该收款方式的币种为 {currency}。"


class AccountNameMismatch(Invalid, code="account_name_mismatch"):
    """The bank knows the account under another name."""

    en = "The bank knows this account under another name."
    zh = "银行账户户名不一致。"


class AccountRefused(Invalid, code="bank_account_refused"):
    """The bank cannot pay to this account."""

    en = "The bank does not take this account: {reason}."
    zh = "银行不接受该账户：{reason}。"


class WrongDeposit(Conflict, code="wrong_deposit_amount"):
    """Not the amount that was sent to prove that the account is the payee's."""

    en = "This is not the amount that was sent. Tries that are left: {left}."
    zh = "金额不正确，剩余尝试次数：{left}。"


class TooManyMethods(TooMany, code="too_many_payout_methods"):
    """Each one asks a bank for a name, so they are few a day."""

    en = "Too many payout methods were added today."
    zh = "今日添加收款方式次数过多。"


class PaysStatement(Conflict, code="payout_of_statement"):
    """Nobody asked for it but the settlement, so only finance takes it back."""

    en = "This payout settles a statement; finance can reject it."
    zh = "该提现用于结算单付款，只能由财务驳回。"


class BankRefused(Conflict, code="bank_refused"):
    """The bank said no, and nothing was sent."""

    en = "The bank refused: {reason}."
    zh = "银行拒绝：{reason}。"


class BankSilent(Unavailable, code="bank_unavailable"):
    """The bank did not answer; whether it acted is asked later under the same number."""

    en = "The bank does not answer at the moment. Send the same request again."
    zh = "银行暂无响应，请重试。"
