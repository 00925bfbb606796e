"""What stands on a statement and in the mail about it, in English and Chinese. Pure."""

AMOUNTS = ("opening", "earned", "taken_back", "fees", "tax", "adjustments", "reserve_in", "reserve_out", "closing")
"""The sums of a statement in the order in which they make its closing amount."""
LESS = frozenset({"taken_back", "fees", "tax", "reserve_in"})
"""Those that are taken off."""

LABELS = {
    "title": ("Settlement statement", "结算单"),
    "number": ("Number", "编号"),
    "party": ("For", "收款方"),
    "period": ("Period", "结算周期"),
    "status": ("Status", "状态"),
    "opening": ("Carried over", "上期结转"),
    "earned": ("Earned", "收入"),
    "taken_back": ("Taken back", "退款扣回"),
    "fees": ("Fees", "手续费"),
    "tax": ("Tax", "税费"),
    "adjustments": ("Adjustments", "调整"),
    "reserve_in": ("Kept as a reserve", "转入保证金"),
    "reserve_out": ("Back from the reserve", "保证金返还"),
    "closing": ("Closing amount", "本期应结"),
    "paid_out": ("Paid out meanwhile, not part of the above", "期间已付款（不计入以上金额）"),
    "lines": ("{lines} movements", "共 {lines} 笔"),
    "at": ("Date", "日期"),
    "kind": ("Kind", "类型"),
    "reference": ("Reference", "关联单号"),
    "amount": ("Amount", "金额"),
    "page": ("Page {page} of {pages}", "第 {page} 页，共 {pages} 页"),
    "mail_title": ("Your statement for {period}", "{period} 结算单"),
    "mail_text": (
        "{name}, your statement for {period} is ready. It closes with {closing}, over {lines} movements.",
        "{name}，您的 {period} 结算单已生成，本期应结 {closing}，共 {lines} 笔。",
    ),
}
KINDS = {
    "earned": ("Earning", "收入"),
    "taken_back": ("Taken back", "扣回"),
    "fee": ("Fee", "手续费"),
    "tax": ("Tax", "税费"),
    "adjustment": ("Adjustment", "调整"),
    "reserve_in": ("To the reserve", "转入保证金"),
    "reserve_out": ("From the reserve", "保证金返还"),
    "payout": ("Payout", "付款"),
}
STATUSES = {
    "open": ("open", "未结"),
    "closing": ("being closed", "结算中"),
    "closed": ("closed", "已出账"),
    "carried": ("carried to the next one", "结转下期"),
    "disputed": ("disputed", "异议中"),
    "approved": ("approved", "已批准"),
    "paying": ("on its way", "付款中"),
    "partly_paid": ("partly paid", "部分付款"),
    "paid": ("paid", "已付款"),
    "failed": ("payment failed", "付款失败"),
}
Words = dict[str, tuple[str, str]]


def say(words: Words, name: str, locale: str, /, **facts: object) -> str:
    """`say(LABELS, "page", "zh-CN", page=1, pages=3)`; English for every locale that is not Chinese."""
    return words[name][locale.startswith("zh")].format_map(facts)
