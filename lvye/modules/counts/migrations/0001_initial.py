import django.db.models.deletion
import lvye.kernel.records.models
from django.db import migrations, models

from lvye.kernel.records.api import SearchIndex


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('assets', '0001_initial'),
        ('people', '0003_department_head'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Count',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.CharField(editable=False, max_length=20, unique=True, verbose_name='编号')),
                ('name', models.CharField(max_length=60, verbose_name='盘点名称')),
                ('scope', models.CharField(choices=[('school', '全校'), ('place', '一栋楼或一个房间'), ('department', '一个部门'), ('class', '一类资产')], default='school', max_length=10, verbose_name='范围')),
                ('due_on', models.DateField(verbose_name='盘完的期限')),
                ('status', models.CharField(choices=[('planned', '待开始'), ('running', '盘点中'), ('counted', '待入账'), ('closed', '已结束'), ('dropped', '作废')], default='planned', editable=False, max_length=8, verbose_name='状态')),
                ('begun_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='开始时间')),
                ('ended_on', models.DateField(blank=True, editable=False, null=True, verbose_name='盘完日期')),
                ('closed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='结束日期')),
                ('book_count', models.PositiveIntegerField(default=0, editable=False, verbose_name='账面件数')),
                ('book_value', models.DecimalField(decimal_places=2, default=0, editable=False, max_digits=16, verbose_name='账面价值（元）')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='作废的原因')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('asset_class', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assets.assetclass', verbose_name='哪类资产')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.department', verbose_name='哪个部门')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='哪栋楼、哪间房')),
            ],
            options={
                'verbose_name': '资产盘点',
                'verbose_name_plural': '资产盘点',
                'indexes': [models.Index(fields=['status', 'due_on'], name='counts_count_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('scope', 'school'), models.Q(('place__isnull', False), ('scope', 'place')), models.Q(('department__isnull', False), ('scope', 'department')), models.Q(('asset_class__isnull', False), ('scope', 'class')), _connector='OR'), name='counts_count_scope', violation_error_message='请写明盘哪栋楼、哪个部门或者哪类资产。'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['running', 'counted', 'closed']), _negated=True), ('begun_at__isnull', False), _connector='OR'), name='counts_count_begun', violation_error_message='开始了的盘点要有开始时间。'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['counted', 'closed']), _negated=True), ('ended_on__isnull', False), _connector='OR'), name='counts_count_ended', violation_error_message='盘完的盘点要有盘完日期。')],
            },
        ),
        migrations.CreateModel(
            name='Counter',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('count', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counters', to='counts.count', verbose_name='盘点')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='盘点人')),
                ('place', models.ForeignKey(blank=True, help_text='楼、楼层或房间；不填就是哪里都可以盘。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='负责的地点')),
            ],
            options={
                'verbose_name': '盘点人',
                'verbose_name_plural': '盘点人',
                'constraints': [models.UniqueConstraint(fields=('count', 'person', 'place'), name='counts_counter_once', violation_error_message='这位盘点人已经分了这个地点。'), models.UniqueConstraint(condition=models.Q(('place__isnull', True)), fields=('count', 'person'), name='counts_counter_anywhere', violation_error_message='这位盘点人已经是哪里都可以盘。')],
            },
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=30, verbose_name='资产编号')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('qty', models.PositiveIntegerField(verbose_name='数量')),
                ('value', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='价值（元）')),
                ('book_status', models.CharField(choices=[('in_use', '在用'), ('idle', '闲置'), ('lent', '借出'), ('repair', '维修中'), ('pending_scrap', '待报废'), ('scrapped', '已报废'), ('lost', '丢失')], max_length=13, verbose_name='账上状态')),
                ('is_expected', models.BooleanField(default=True, verbose_name='应在原处')),
                ('result', models.CharField(choices=[('waiting', '没盘到'), ('found', '盘到'), ('wrong', '不在原处'), ('missing', '盘亏'), ('away', '借出或送修')], default='waiting', max_length=8, verbose_name='结果')),
                ('result_on', models.DateField(blank=True, null=True, verbose_name='盘点日期')),
                ('seen_qty', models.PositiveIntegerField(blank=True, null=True, verbose_name='盘到数量')),
                ('condition', models.CharField(blank=True, choices=[('good', '好'), ('repair', '待修'), ('scrap', '待报废')], max_length=6, verbose_name='状况')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='备注')),
                ('asset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assets.asset', verbose_name='资产')),
                ('building', models.ForeignKey(blank=True, limit_choices_to={'kind': 'building'}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='楼栋')),
                ('count', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='counts.count', verbose_name='盘点')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.department', verbose_name='使用部门')),
                ('keeper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='保管人')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='账上地点')),
                ('seen_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='盘点人')),
                ('seen_place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='盘到的地点')),
            ],
            options={
                'verbose_name': '盘点明细',
                'verbose_name_plural': '盘点明细',
                'indexes': [models.Index(fields=['count', 'place', 'number'], name='counts_line_room'), models.Index(fields=['count', 'result', '-id'], name='counts_line_result'), models.Index(fields=['count', '-id'], name='counts_line_sheet'), models.Index(fields=['result_on', 'result'], name='counts_line_day')],
                'constraints': [models.UniqueConstraint(fields=('count', 'asset'), name='counts_line_once', violation_error_message='同一件资产在一次盘点里只列一次。'), models.CheckConstraint(condition=models.Q(models.Q(('result__in', ('found', 'wrong')), _negated=True), models.Q(('result_on__isnull', False), ('seen_qty__isnull', False)), _connector='OR'), name='counts_line_seen', violation_error_message='盘到的要有日期和数量。')],
            },
        ),
        migrations.CreateModel(
            name='Scan',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('code', models.CharField(blank=True, max_length=60, verbose_name='读到的码')),
                ('how', models.CharField(choices=[('scan', '扫标签'), ('typed', '输标签码'), ('tick', '点清单'), ('bare', '没有标签'), ('undo', '取消')], max_length=5, verbose_name='怎么认的')),
                ('result', models.CharField(choices=[('found', '盘到'), ('wrong', '不在原处'), ('twice', '重复'), ('unknown', '不认识'), ('undone', '已取消')], max_length=7, verbose_name='结果')),
                ('is_present', models.BooleanField(default=False, verbose_name='扫过房间码')),
                ('condition', models.CharField(blank=True, choices=[('good', '好'), ('repair', '待修'), ('scrap', '待报废')], max_length=6, verbose_name='状况')),
                ('qty', models.PositiveIntegerField(default=1, verbose_name='数量')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('device_at', models.DateTimeField(blank=True, null=True, verbose_name='手机上的时间')),
                ('received_at', models.DateTimeField(verbose_name='收到的时间')),
                ('asset', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assets.asset', verbose_name='资产')),
                ('count', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scans', to='counts.count', verbose_name='盘点')),
                ('line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='scans', to='counts.line', verbose_name='盘点明细')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='盘点人')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='地点')),
            ],
            options={
                'verbose_name': '扫码记录',
                'verbose_name_plural': '扫码记录',
                'indexes': [models.Index(fields=['count', 'person', '-id'], name='counts_scan_person'), models.Index(fields=['count', 'code'], name='counts_scan_code'), models.Index(fields=['count', 'place', '-id'], name='counts_scan_room')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('how', 'bare'), _negated=True), models.Q(('words', ''), _negated=True), _connector='OR'), name='counts_scan_bare', violation_error_message='没有标签的东西，请写一下是什么。')],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('move', '改存放地点'), ('twice', '两处都盘到'), ('missing', '盘亏，登记丢失'), ('back', '丢失的找回'), ('repair', '送修'), ('scrap', '转待报废'), ('unknown', '盘盈，建卡片')], max_length=8, verbose_name='建议')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('status', models.CharField(choices=[('proposed', '待入账'), ('posted', '已入账'), ('declined', '不入账')], default='proposed', editable=False, max_length=8, verbose_name='状态')),
                ('decided_on', models.DateField(blank=True, editable=False, null=True, verbose_name='入账日期')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='不入账的原因')),
                ('asset', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assets.asset', verbose_name='资产')),
                ('count', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='counts.count', verbose_name='盘点')),
                ('decided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='入账人')),
                ('line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='counts.line', verbose_name='盘点明细')),
                ('to_place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='盘到的地点')),
                ('scan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='counts.scan', verbose_name='扫码记录')),
            ],
            options={
                'verbose_name': '盘点建议',
                'verbose_name_plural': '盘点建议',
                'indexes': [models.Index(fields=['count', 'status', 'kind'], name='counts_proposal_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'declined'), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='counts_proposal_why', violation_error_message='不入账要写明原因。')],
            },
        ),
        SearchIndex(
            table='counts_count',
        ),
    ]
