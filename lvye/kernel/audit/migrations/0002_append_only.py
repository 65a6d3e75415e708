"""The database refuses to change or delete what was noted."""

from django.db import migrations

from lvye.kernel.audit.triggers import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [AppendOnly("audit_entry")]
