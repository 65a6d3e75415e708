import django.db.models.deletion
import lvye.kernel.records.models
from django.db import migrations, models

from lvye.kernel.records.api import SearchIndex


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('places', '0001_initial'),
        ('repairs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Kind',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('code', models.SlugField(max_length=20, unique=True, verbose_name='编码')),
                ('name', models.CharField(max_length=20, unique=True, verbose_name='名称')),
                ('icon', models.CharField(blank=True, max_length=30, verbose_name='图标')),
                ('words', models.CharField(blank=True, help_text='一句话里有这些词，就归这一类；用顿号隔开。', max_length=400, verbose_name='认得出的词')),
                ('sort', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('is_active', models.BooleanField(default=True, verbose_name='在用')),
            ],
            options={
                'verbose_name': '日志类别',
                'verbose_name_plural': '日志类别',
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('done_on', models.DateField(verbose_name='哪天')),
                ('said', models.CharField(max_length=500, verbose_name='做了什么')),
                ('origin', models.CharField(choices=[('usual', '日常'), ('sudden', '临时任务'), ('planned', '计划内')], default='usual', max_length=8, verbose_name='来由')),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='用时（分钟）')),
                ('people', models.PositiveSmallIntegerField(default=1, verbose_name='几个人')),
                ('logged_at', models.DateTimeField(editable=False, verbose_name='记录时间')),
                ('why', models.CharField(blank=True, max_length=100, verbose_name='撤回原因')),
                ('status', models.CharField(choices=[('kept', '已记'), ('withdrawn', '已撤回')], default='kept', editable=False, max_length=9, verbose_name='状态')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('building', models.ForeignKey(blank=True, editable=False, limit_choices_to={'kind': 'building'}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='楼栋')),
                ('job', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='repairs.job', verbose_name='转成的报修')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='谁做的')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='地点')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='worklog.kind', verbose_name='类别')),
            ],
            options={
                'verbose_name': '工作日志',
                'verbose_name_plural': '工作日志',
                'indexes': [models.Index(fields=['person', 'done_on'], name='worklog_entry_own'), models.Index(fields=['done_on', 'kind'], name='worklog_entry_day'), models.Index(fields=['status', '-id'], name='worklog_entry_status'), models.Index(fields=['kind', '-id'], name='worklog_entry_kind')],
                'constraints': [models.CheckConstraint(condition=models.Q(('people__gte', 1), ('people__lte', 300)), name='worklog_entry_people', violation_error_message='人数要在 1 到 300 之间。'), models.CheckConstraint(condition=models.Q(('minutes__isnull', True), models.Q(('minutes__gte', 1), ('minutes__lte', 960)), _connector='OR'), name='worklog_entry_minutes', violation_error_message='用时要在 1 到 960 分钟之间。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='worklog_entry_why', violation_error_message='撤回要写明原因。')],
            },
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('done_on', models.DateField(verbose_name='哪天')),
                ('action', models.CharField(max_length=20, verbose_name='动作')),
                ('object', models.CharField(max_length=40, verbose_name='物件')),
                ('qty', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='数量')),
                ('unit', models.CharField(max_length=10, verbose_name='单位')),
                ('is_approx', models.BooleanField(default=False, verbose_name='约数')),
                ('approx_sense', models.CharField(blank=True, choices=[('at_least', '余、多'), ('about', '大约')], max_length=8, verbose_name='怎样的约数')),
                ('place_said', models.CharField(blank=True, max_length=40, verbose_name='地点原话')),
                ('status', models.CharField(choices=[('kept', '已记'), ('dropped', '已撤下')], default='kept', editable=False, max_length=7, verbose_name='状态')),
                ('building', models.ForeignKey(blank=True, editable=False, limit_choices_to={'kind': 'building'}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='楼栋')),
                ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='repairs.category', verbose_name='故障类别')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='worklog.entry', verbose_name='工作日志')),
                ('item', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='repairs.workitem', verbose_name='维修项目')),
                ('job', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='repairs.job', verbose_name='转成的报修')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='worklog.kind', verbose_name='类别')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='谁做的')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='地点')),
            ],
            options={
                'verbose_name': '日志明细',
                'verbose_name_plural': '日志明细',
                'indexes': [models.Index(fields=['done_on', 'object', 'action', 'unit'], name='worklog_line_work'), models.Index(fields=['person', 'done_on'], name='worklog_line_own'), models.Index(fields=['kind', '-id'], name='worklog_line_kind')],
                'constraints': [models.CheckConstraint(condition=models.Q(('qty__gt', 0)), name='worklog_line_qty', violation_error_message='数量要大于零。')],
            },
        ),
        migrations.CreateModel(
            name='Meaning',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('said', models.CharField(max_length=40, verbose_name='说的是')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='谁说的')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='指的是')),
            ],
            options={
                'verbose_name': '地点习惯叫法',
                'verbose_name_plural': '地点习惯叫法',
                'constraints': [models.UniqueConstraint(fields=('person', 'said'), name='worklog_meaning_once', violation_error_message='这个叫法已经记过了。')],
            },
        ),
        SearchIndex(
            table='worklog_entry',
        ),
    ]
