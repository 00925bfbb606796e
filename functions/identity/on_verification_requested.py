"""Mails the code that proves an address, or tells the owner of a registered one that somebody tried it."""

from argosy.identity import challenges
from argosy.identity.items import LoginItem, RegistrationItem, email_hash
from argosy.kernel import mail
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.kernel.write import Write
from events.identity import VerificationRequested

# Nothing that a stranger wrote stands in them: not even the name, which could be a stranger's whole message.
WORDS = {
    "en": (
        "Your code to register with Argosy",
        (
            "Your code is {code}. It opens the account that was asked for with this address at {time} (UTC), and nothing "
            "else; it is good for ten minutes. If you did not ask for it, do nothing: there will be no account."
        ),
    ),
    "zh-CN": (
        "您的 Argosy 注册验证码",
        "您的验证码是 {code}，仅用于完成 {time}（UTC）以此邮箱提交的注册，十分钟内有效。如非本人操作，请忽略，账户不会被创建。",
    ),
}
TAKEN = {
    "en": (
        "You already have an account",
        "Somebody tried to register with your address at {time} (UTC). You have an account: just sign in.",
    ),
    "zh-CN": ("您已有账户", "有人于 {time}（UTC）尝试用您的邮箱注册。您已有账户，请直接登录。"),
}


@listens(VerificationRequested)
def handler(event: VerificationRequested, receipt: Receipt) -> None:
    registration = RegistrationItem.by_challenge.get(id_hash=event.challenge)
    if registration is None:
        return
    time = f"{registration.requested_at:%H:%M}"
    if LoginItem.by_email.get(email_hash=email_hash(registration.email)) is not None:
        subject, text = TAKEN[registration.locale]
        text = text.format(time=time)
    else:
        subject, text = WORDS[registration.locale]
        text = text.format(time=time, code=challenges.new_code(event.challenge))
    mail.send(registration.email, subject, text)
    # A receipt after the mail: a crash between the two sends a second mail with a newer code, never none.
    Write(receipt).commit()
