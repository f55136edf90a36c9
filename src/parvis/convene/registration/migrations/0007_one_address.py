"""Addresses written before an address was one however it is written, as they are kept since."""

from django.db import IntegrityError, migrations, transaction

# The letter that holds the way to a registration, by its state: links that were mailed bear a mark of the address.
LETTERS = {
    "asked": "confirm",
    "held": "confirm",
    "pending": "pending",
    "waiting": "waiting",
    "offered": "offer",
    "confirmed": "ticket",
}


def rewrite(apps, schema_editor):
    """Write addresses as forms keep them, but those that another registration to the same thing has already.

    Whoever's address is rewritten is owed the letter of the present state again, if what it is about is to come: the
    link of the earlier one is nobody's any more.
    """
    from parvis.convene.registration.actions.demand import as_kept

    sign_ups = apps.get_model("registration", "SignUp").objects
    owed = apps.get_model("registration", "Letter").objects
    stored = sign_ups.exclude(email="").order_by("pk").values_list("pk", "registration_id", "email", "state")
    odd = [row for row in stored.iterator() if as_kept(row[2]) != row[2]]
    left = 0
    for key, registration, email, state in odd:
        kept = as_kept(email)
        if sign_ups.filter(registration_id=registration, email=kept).exists():
            left += 1
            continue
        try:
            with transaction.atomic(using=schema_editor.connection.alias):
                sign_ups.filter(pk=key, email=email).update(email=kept)
        except IntegrityError:
            left += 1
            continue
        joined = sign_ups.select_related("registration__event", "registration__session")
        if state in LETTERS and is_to_come(joined.get(pk=key)):
            owed.create(sign_up_id=key, kind=LETTERS[state])
    if odd:
        print(f"\n    addresses rewritten: {len(odd) - left}; left, since another registration has them: {left}", end="")


def is_to_come(sign_up):
    from parvis.ground import clock

    what = sign_up.registration.session or sign_up.registration.event
    return what.ends_at > clock.now()


class Migration(migrations.Migration):
    dependencies = [
        ("registration", "0006_on_the_waiting_list"),
    ]

    operations = [
        migrations.RunPython(rewrite, migrations.RunPython.noop, elidable=True),
    ]
