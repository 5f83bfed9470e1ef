"""The log of reveals stands on its own feet; who accepts an invitation says who they are; names show."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# As `tenants.rules.visible` had it.
SHOWING = (
    r"[^\u0001-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f"
    r"\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]"
)

# Row-level security holds for the owner too, so each district is opened in its turn.
NAMES_OF_OLD_ROWS = """
DO $$
DECLARE one uuid;
BEGIN
    FOR one IN SELECT id FROM tenants_district LOOP
        PERFORM set_config('app.district_id', one::text, true);
        UPDATE tenants_reveallog AS log
        SET person_name = person.name, person_account_id = person.account_id,
            enterprise_name = coalesce((
                SELECT enterprise.name FROM tenants_contact AS contact JOIN tenants_enterprise AS enterprise
                ON enterprise.id = contact.enterprise_id WHERE contact.id = log.contact_id), '')
        FROM tenants_person AS person WHERE person.id = log.person_id;
    END LOOP;
    PERFORM set_config('app.district_id', '', true);
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("tenants", "0005_claims_say_how")]

    operations = [
        migrations.RemoveConstraint("reveallog", "tenants_reveallog_contact_fk"),
        migrations.RemoveConstraint("reveallog", "tenants_reveallog_person_fk"),
        # The columns and their index stay as they are: they only point no more.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveIndex("reveallog", "tenants_reveallog_of_person"),
                migrations.RemoveField("reveallog", "contact"),
                migrations.RemoveField("reveallog", "person"),
                migrations.AddField("reveallog", "contact_id", models.UUIDField()),
                migrations.AddField("reveallog", "person_id", models.UUIDField()),
                migrations.AddIndex(
                    "reveallog",
                    models.Index(fields=["district", "person_id", "-at"], name="tenants_reveallog_of_person"),
                ),
            ]
        ),
        migrations.AddField(
            "reveallog",
            "person_account",
            models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            "reveallog", "person_name", models.CharField(blank=True, default="", max_length=60), False
        ),
        migrations.AddField(
            "reveallog", "enterprise_name", models.CharField(blank=True, default="", max_length=120), False
        ),
        migrations.AddField("reveallog", "phone_mark", models.BinaryField(max_length=32, null=True)),
        migrations.AddIndex(
            "reveallog",
            models.Index(fields=["district", "person_account", "-at"], name="tenants_reveallog_of_account"),
        ),
        migrations.AddField(
            "invitation", "accepted_name", models.CharField(blank=True, default="", max_length=60), False
        ),
        migrations.AddField(
            "invitation", "accepted_phone", models.CharField(blank=True, default="", max_length=40), False
        ),
        migrations.AddConstraint(
            "unit",
            models.CheckConstraint(
                condition=models.Q(("label__regex", SHOWING)), name="tenants_unit_labelled"
            ),
        ),
        migrations.RemoveConstraint("enterprise", "tenants_enterprise_named"),
        migrations.AddConstraint(
            "enterprise",
            models.CheckConstraint(
                condition=models.Q(("name__regex", SHOWING), models.Q(("sort_key", ""), _negated=True)),
                name="tenants_enterprise_named",
            ),
        ),
        migrations.RunSQL(NAMES_OF_OLD_ROWS, migrations.RunSQL.noop),
    ]
