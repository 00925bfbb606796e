"""Mails the code that proves an address, or tells the owner of a registered one that somebody tried it."""

from argosy.identity import registrations
from argosy.identity.items import LoginItem, RegistrationItem
from argosy.kernel import mail
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.kernel.write import Write
from events.identity import VerificationRequested

WORDS = {
    "en": (
        "Your code for Argosy",
        "Your code is {code}. It is good for ten minutes. If you did not ask for it, do nothing.",
    ),
    "zh-CN": ("您的 Argosy 验证码", "您的验证码是 {code}，十分钟内有效。如非本人操作，请忽略。"),
}
TAKEN = {
    "en": (
        "You already have an account",
        "Somebody tried to register with your address. You have an account: just sign in.",
    ),
    "zh-CN": ("您已有账户", "有人尝试用您的邮箱注册。您已有账户，请直接登录。"),
}


@listens(VerificationRequested)
def handler(event: VerificationRequested, receipt: Receipt) -> None:
    registration = RegistrationItem.by_email.get(email_hash=event.email_hash)
    if registration is None:
        return
    if LoginItem.by_email.get(email_hash=event.email_hash) is not None:
        subject, text = TAKEN[registration.locale]
    else:
        subject, text = WORDS[registration.locale]
        text = text.format(code=registrations.new_code(registration))
    mail.send(registration.email, subject, text)
    # A receipt after the mail: a crash between the two sends a second mail with a newer code, never none.
    Write(receipt).commit()
