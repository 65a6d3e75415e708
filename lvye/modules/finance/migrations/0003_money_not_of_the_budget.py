import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from lvye.kernel.records.api import SearchIndex


class Migration(migrations.Migration):

    dependencies = [
        ('finance', '0002_year_end_pay_archives'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='payment',
            name='budget_line',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='finance.budgetline', verbose_name='预算项目'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('budget_line__isnull', False), ('account__isnull', False), _connector='OR'), name='finance_payment_of_what', violation_error_message='付款要么列预算项目，要么写明冲哪个往来科目。'),
        ),
        SearchIndex("finance_payment"),  # SQLite made its table anew above, without the triggers
    ]
