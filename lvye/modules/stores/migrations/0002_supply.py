import django.db.models.deletion
import lvye.kernel.records.models
from django.db import migrations, models

from lvye.kernel.records.api import SearchIndex


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_department_head'),
        ('stores', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Supply',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('per', models.CharField(choices=[('week', '每周'), ('month', '每月'), ('term', '每学期')], default='month', max_length=5, verbose_name='多久一次')),
                ('day', models.PositiveSmallIntegerField(default=1, help_text='每周：1 是周一；每月：几号；每学期：第几个工作日。', verbose_name='第几天')),
                ('begins_on', models.DateField(verbose_name='从哪天起')),
                ('in_holidays', models.BooleanField(default=False, verbose_name='寒暑假也发')),
                ('is_active', models.BooleanField(default=True, verbose_name='在用')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.department', verbose_name='部门')),
                ('store', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.store', verbose_name='从哪个保管室')),
                ('taken_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='谁来领')),
            ],
            options={
                'verbose_name': '定期供应',
                'verbose_name_plural': '定期供应',
                'constraints': [
                    models.UniqueConstraint(condition=models.Q(('is_active', True)), fields=('department', 'name'), name='stores_supply_once', violation_error_message='这个部门已经有同名的定期供应。'),
                    models.CheckConstraint(condition=models.Q(models.Q(('day__range', (1, 7)), ('per', 'week')), models.Q(('day__range', (1, 31)), ('per', 'month')), models.Q(('day__range', (1, 60)), ('per', 'term')), _connector='OR'), name='stores_supply_day', violation_error_message='每周填 1 到 7，每月填 1 到 31，每学期填 1 到 60。'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SupplyLine',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('qty', models.DecimalField(decimal_places=3, max_digits=14, verbose_name='每次数量')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.item', verbose_name='物资')),
                ('supply', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='stores.supply', verbose_name='定期供应')),
            ],
            options={
                'verbose_name': '定期供应明细',
                'verbose_name_plural': '定期供应明细',
                'constraints': [
                    models.UniqueConstraint(fields=('supply', 'item'), name='stores_supplyline_once', violation_error_message='同一种物资只列一行。'),
                    models.CheckConstraint(condition=models.Q(('qty__gt', 0)), name='stores_supplyline_qty', violation_error_message='数量要大于零。'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SupplyTurn',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('due_on', models.DateField(verbose_name='哪天发')),
                ('status', models.CharField(choices=[('due', '待发'), ('handed', '已发'), ('skipped', '这次不发')], default='due', editable=False, max_length=7, verbose_name='状态')),
                ('handed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='发放日期')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='不发的原因')),
                ('issue', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.issue', verbose_name='领用单')),
                ('supply', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='turns', to='stores.supply', verbose_name='定期供应')),
            ],
            options={
                'verbose_name': '定期发放',
                'verbose_name_plural': '定期发放',
                'indexes': [
                    models.Index(fields=['status', 'due_on'], name='stores_supplyturn_due'),
                ],
                'constraints': [
                    models.UniqueConstraint(fields=('supply', 'due_on'), name='stores_supplyturn_once', violation_error_message='这一天已经排了。'),
                ],
            },
        ),
        SearchIndex(
            table='stores_supply',
        ),
    ]
