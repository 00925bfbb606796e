"""Why a payout waits, and what ends that: a held payout always says both."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class HoldCode(StrEnum):
    """The first three are about who is paid, the rest about the payout; the last three a person may overrule."""

    NO_PAYOUT_METHOD = "no_payout_method"
    KYC_REQUIRED = "kyc_required"
    PAYEE_NAME_DIFFERS = "payee_name_differs"
    METHOD_COOLING_OFF = "method_cooling_off"
    PARTY_HELD = "party_held"
    RECEIVABLE = "receivable"
    TOO_MANY_PAYOUTS = "too_many_payouts"
    FIRST_PAYOUT = "first_payout"
    APPROVAL_REQUIRED = "approval_required"


KYC = frozenset({HoldCode.NO_PAYOUT_METHOD, HoldCode.KYC_REQUIRED, HoldCode.PAYEE_NAME_DIFFERS})


@dataclass(frozen=True)
class Words:
    """Why it waits, and what is to be done."""

    reason: str
    next_action: str


@dataclass(frozen=True)
class Hold:
    """`until` is when it ends by itself, where it does; `facts` fill in the words."""

    code: HoldCode
    until: datetime | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_about_the_payee(self) -> bool:
        """Whether who is paid has to be known better, rather than the payout looked at."""
        return self.code in KYC

    def words(self, language: str) -> Words:
        """In `en` or `zh`."""
        facts = {**self.facts, "until": f"{self.until:%Y-%m-%d %H:%M} UTC" if self.until else ""}
        words = WORDS[self.code][language]
        return Words(words.reason.format_map(facts), words.next_action.format_map(facts))


WORDS: dict[HoldCode, dict[str, Words]] = {
    HoldCode.NO_PAYOUT_METHOD: {
        "en": Words("There is no verified bank account to pay to.", "Add a payout method and verify it."),
        "zh": Words("没有已验证的收款账户。", "请添加并验证收款方式。"),
    },
    HoldCode.KYC_REQUIRED: {
        "en": Words(
            "This month's payouts are above what may be paid without a verified identity.",
            "Send proof of your identity to support.",
        ),
        "zh": Words("本月提现已超出未实名认证的额度。", "请向客服提交身份证明。"),
    },
    HoldCode.PAYEE_NAME_DIFFERS: {
        "en": Words(
            "The holder of the bank account is not the person whose identity was verified.",
            "Add a bank account in your own name.",
        ),
        "zh": Words("收款账户户名与实名认证不一致。", "请添加本人名下的收款账户。"),
    },
    HoldCode.METHOD_COOLING_OFF: {
        "en": Words("The bank account was added a short time ago.", "Nothing: it goes on by itself after {until}."),
        "zh": Words("收款账户刚刚变更。", "无需操作，将于 {until} 后自动继续。"),
    },
    HoldCode.PARTY_HELD: {
        "en": Words("Your payouts are paused: {reasons}.", "It goes on when this is resolved; support can say more."),
        "zh": Words("您的提现已暂停：{reasons}。", "问题解决后自动继续，详情请联系客服。"),
    },
    HoldCode.RECEIVABLE: {
        "en": Words("You owe {owed}.", "Your next earnings repay it; the payout goes on after that."),
        "zh": Words("您尚欠 {owed}。", "将由后续收入偿还，之后自动继续。"),
    },
    HoldCode.TOO_MANY_PAYOUTS: {
        "en": Words("There were unusually many payouts today.", "Nothing: a person looks at it."),
        "zh": Words("今日提现次数异常。", "无需操作，正在人工审核。"),
    },
    HoldCode.FIRST_PAYOUT: {
        "en": Words("It is your first payout, and not a small one.", "Nothing: a person looks at it."),
        "zh": Words("这是您的首笔大额提现。", "无需操作，正在人工审核。"),
    },
    HoldCode.APPROVAL_REQUIRED: {
        "en": Words(
            "Payouts of this size are approved by two people.", "Nothing: approvals that are still missing: {left}."
        ),
        "zh": Words("该金额的提现须由两人审批。", "无需操作，尚需 {left} 人审批。"),
    },
}
