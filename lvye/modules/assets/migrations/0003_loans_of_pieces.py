from django.db import migrations, models

from lvye.kernel.records.api import SearchIndex


class Migration(migrations.Migration):

    dependencies = [
        ('assets', '0002_upkeep_seats_bookings'),
        ('people', '0003_department_head'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='asset',
            name='assets_asset_gone',
        ),
        migrations.RemoveConstraint(
            model_name='loan',
            name='assets_loan_one_out',
        ),
        migrations.AddField(
            model_name='loan',
            name='qty',
            field=models.PositiveIntegerField(blank=True, help_text='一张卡片上有好几件、只借其中几件时填；不填就是整张卡片。', null=True, verbose_name='借几件'),
        ),
        migrations.AlterField(
            model_name='asset',
            name='status',
            field=models.CharField(choices=[('in_use', '在用'), ('idle', '闲置'), ('lent', '借出'), ('repair', '维修中'), ('pending_scrap', '待报废'), ('scrapped', '已报废'), ('lost', '丢失'), ('joined', '已并回')], default='in_use', editable=False, max_length=13, verbose_name='状态'),
        ),
        migrations.AddConstraint(
            model_name='asset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('left_on__isnull', False), ('status__in', ('scrapped', 'joined'))), models.Q(models.Q(('status__in', ('scrapped', 'joined')), _negated=True), ('left_on__isnull', True)), _connector='OR'), name='assets_asset_gone', violation_error_message='已报废的要有销账日期，没有报废的不能有。'),
        ),
        migrations.AddConstraint(
            model_name='asset',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'joined'), _negated=True), ('value', 0), _connector='OR'), name='assets_asset_joined', violation_error_message='并回的卡片价值已经算在原卡片上。'),
        ),
        migrations.AddConstraint(
            model_name='loan',
            constraint=models.UniqueConstraint(condition=models.Q(('qty__isnull', True), ('status', 'out')), fields=('asset',), name='assets_loan_one_out', violation_error_message='这件资产已经借出去了。'),
        ),
        migrations.AddConstraint(
            model_name='loan',
            constraint=models.CheckConstraint(condition=models.Q(('qty__isnull', True), ('qty__gt', 0), _connector='OR'), name='assets_loan_qty', violation_error_message='件数要大于零。'),
        ),
        SearchIndex("assets_asset"),  # SQLite made its table anew above, without the triggers
    ]
