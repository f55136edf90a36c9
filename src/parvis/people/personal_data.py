"""What accounts and the ground keep about people, and for how long."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from parvis.people.privacy import CONSENT, LEGAL_DUTY, PUBLIC_TASK, register_personal_data

UNTIL_ERASED = _("until you erase your account")
WITH_THE_LINK = _("one year after the link expired")


def declare() -> None:
    """Declare the fields of people, of the ground below it and of the libraries that keep accounts."""
    register_personal_data("people.User", "email", _("log in, and write to you about what you asked for"), UNTIL_ERASED)
    register_personal_data("people.User", "name", _("show your team who did what"), UNTIL_ERASED, CONSENT)
    register_personal_data("people.User", "password", _("log in; only a hash is kept"), UNTIL_ERASED)
    register_personal_data("people.User", "last_login", _("find accounts that nobody uses"), UNTIL_ERASED)
    register_personal_data("people.Membership", "user", _("know what you may do for a body"), UNTIL_ERASED)
    register_personal_data("people.Invitation", "email", _("send you an invitation to a team"), WITH_THE_LINK)
    register_personal_data("people.Invitation", "invited_by", _("say who invites you"), WITH_THE_LINK)
    register_personal_data("people.ApiToken", "created_by", _("know who gave a program its token"),
                           _("one year after the token ended; your name goes with your account"))  # fmt: skip
    register_personal_data("people.StaffSession", "user", _("show who had the powers of an administrator, and why"),
                           _("as long as the site; your name goes with your account"), LEGAL_DUTY)  # fmt: skip
    register_personal_data("mfa.Authenticator", "user", _("ask for more than a password when you log in"),
                           _("until you remove it or erase your account"), CONSENT)  # fmt: skip
    register_personal_data("people.Person", "name", _("name those who speak, write or sign in public"),
                           _("as long as the page that names them"), PUBLIC_TASK)  # fmt: skip
    register_personal_data("account.EmailAddress", "email", _("confirm that an address is yours"), UNTIL_ERASED)
    register_personal_data("account.EmailAddress", "user", _("confirm that an address is yours"), UNTIL_ERASED)
    register_personal_data("journal.Entry", "actor", _("keep a public account of decisions"),
                           _("as long as the object; your name goes with your account"), LEGAL_DUTY)  # fmt: skip
    register_personal_data("journal.Entry", "private", _("answer for what was done, before a court if need be"),
                           _("until you erase your account"), LEGAL_DUTY)  # fmt: skip
    register_personal_data("versions.Version", "actor", _("say who wrote a version to those who write with them"),
                           _("as long as the object; your name goes with your account"), PUBLIC_TASK)  # fmt: skip
    register_personal_data("versions.Version", "content", _("go back to what a page said; it may name people"),
                           _("as long as the object; erased on request"), PUBLIC_TASK)  # fmt: skip
    register_personal_data("follows.Follow", "email", _("tell you what you asked to follow"),
                           _("until you unsubscribe; 7 days if you do not confirm"), CONSENT)  # fmt: skip
    register_personal_data("follows.Follow", "user", _("list what you follow on your account page"),
                           _("until you unsubscribe"), CONSENT)  # fmt: skip
    register_personal_data("mail.OutboxMessage", "to", _("show the mail of a demonstration, which is not sent"),
                           _("until the demonstration is reset"), CONSENT)  # fmt: skip
    register_personal_data("mail.OutboxMessage", "sender", _("show the mail of a demonstration, which is not sent"),
                           _("until the demonstration is reset"), CONSENT)  # fmt: skip
    register_personal_data("sessions.Session", "session_data", _("keep you logged in"), _("two weeks"))
    register_personal_data("admin.LogEntry", "user", _("know who changed what in the back office"),
                           _("as long as the object; your name goes with your account"), LEGAL_DUTY)  # fmt: skip
