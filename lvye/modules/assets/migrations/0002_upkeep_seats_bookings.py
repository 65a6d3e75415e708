import django.core.validators
import django.db.models.deletion
import lvye.kernel.records.models
from decimal import Decimal
from django.db import migrations, models

from lvye.kernel.records.api import SearchIndex


class Migration(migrations.Migration):

    dependencies = [
        ('assets', '0001_initial'),
        ('finance', '0001_initial'),
        ('people', '0003_department_head'),
        ('places', '0001_initial'),
        ('terms', '0001_initial'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='loan',
            options={'verbose_name': '借用单', 'verbose_name_plural': '资产借用'},
        ),
        migrations.AddField(
            model_name='loan',
            name='reminded_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='上次提醒'),
        ),
        migrations.AddField(
            model_name='movement',
            name='qty',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='件数'),
        ),
        migrations.CreateModel(
            name='Booking',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('month', models.CharField(max_length=7, validators=[django.core.validators.RegexValidator('^\\d{4}-(0[1-9]|1[0-2])$', '月份写成 2026-03 的样子。')], verbose_name='月份')),
                ('charge', models.DecimalField(decimal_places=2, default=Decimal('0.00'), editable=False, max_digits=16, verbose_name='本月折旧（元）')),
                ('adjusted', models.DecimalField(decimal_places=2, default=Decimal('0.00'), editable=False, max_digits=16, verbose_name='补提、冲减（元）')),
                ('left_value', models.DecimalField(decimal_places=2, default=Decimal('0.00'), editable=False, max_digits=16, verbose_name='处置原值（元）')),
                ('left_worn', models.DecimalField(decimal_places=2, default=Decimal('0.00'), editable=False, max_digits=16, verbose_name='处置已提折旧（元）')),
                ('closing', models.DecimalField(decimal_places=2, default=Decimal('0.00'), editable=False, max_digits=16, verbose_name='累计折旧（元）')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='冲回的原因')),
                ('status', models.CharField(choices=[('made', '已入账'), ('undone', '已冲回')], default='made', editable=False, max_length=6, verbose_name='状态')),
                ('made_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='经办人')),
                ('voucher', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='finance.voucher', verbose_name='记账凭证')),
            ],
            options={
                'verbose_name': '资产入账',
                'verbose_name_plural': '资产入账',
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'made')), fields=('month',), name='assets_booking_once', violation_error_message='这个月的折旧和处置已经入账；要重做请先冲回。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'undone'), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='assets_booking_why', violation_error_message='冲回要写明原因。')],
            },
        ),
        migrations.CreateModel(
            name='BookingLine',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('account', models.CharField(max_length=60, verbose_name='会计科目')),
                ('value', models.DecimalField(decimal_places=2, default=Decimal('0.00'), editable=False, max_digits=16, verbose_name='原值（元）')),
                ('charge', models.DecimalField(decimal_places=2, default=Decimal('0.00'), editable=False, max_digits=16, verbose_name='本月折旧（元）')),
                ('closing', models.DecimalField(decimal_places=2, default=Decimal('0.00'), editable=False, max_digits=16, verbose_name='累计折旧（元）')),
                ('left_value', models.DecimalField(decimal_places=2, default=Decimal('0.00'), editable=False, max_digits=16, verbose_name='处置原值（元）')),
                ('left_worn', models.DecimalField(decimal_places=2, default=Decimal('0.00'), editable=False, max_digits=16, verbose_name='处置已提折旧（元）')),
                ('booking', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='assets.booking', verbose_name='资产入账')),
            ],
            options={
                'verbose_name': '资产入账明细',
                'verbose_name_plural': '资产入账明细',
                'constraints': [models.UniqueConstraint(fields=('booking', 'account'), name='assets_bookingline_once', violation_error_message='一个科目只列一行。')],
            },
        ),
        migrations.CreateModel(
            name='SeatPlan',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('desks', '课桌椅'), ('beds', '床位')], default='desks', max_length=5, verbose_name='安排什么')),
                ('made_on', models.DateField(editable=False, verbose_name='列表日期')),
                ('done_on', models.DateField(blank=True, editable=False, null=True, verbose_name='安排好的日期')),
                ('status', models.CharField(choices=[('open', '安排中'), ('done', '已安排'), ('dropped', '作废')], default='open', editable=False, max_length=7, verbose_name='状态')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='terms.term', verbose_name='学期')),
            ],
            options={
                'verbose_name': '课桌椅和床位安排',
                'verbose_name_plural': '课桌椅和床位安排',
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'dropped'), _negated=True), fields=('term', 'kind'), name='assets_seatplan_once', violation_error_message='这个学期已经有一张安排表。')],
            },
        ),
        migrations.CreateModel(
            name='SeatRoom',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('heads', models.PositiveIntegerField(default=0, verbose_name='人数')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='房间')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rooms', to='assets.seatplan', verbose_name='安排表')),
                ('school_class', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.schoolclass', verbose_name='班级')),
            ],
            options={
                'verbose_name': '安排的房间',
                'verbose_name_plural': '安排的房间',
                'constraints': [models.UniqueConstraint(fields=('plan', 'place'), name='assets_seatroom_once', violation_error_message='这间房已经在安排表上。')],
            },
        ),
        migrations.CreateModel(
            name='Upkeep',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.CharField(help_text='例如：清洗滤网、上油紧螺丝、测绝缘。', max_length=80, verbose_name='做什么')),
                ('kind', models.CharField(choices=[('care', '保养'), ('check', '检查检测'), ('learn', '先学会操作保养')], default='care', max_length=5, verbose_name='种类')),
                ('interval_months', models.PositiveSmallIntegerField(blank=True, help_text='只做一次的留空。', null=True, verbose_name='几个月一次')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='下次做的日期')),
                ('last_on', models.DateField(blank=True, editable=False, null=True, verbose_name='上次做的日期')),
                ('how', models.CharField(blank=True, max_length=200, verbose_name='怎么做、按什么规定')),
                ('reminded_on', models.DateField(blank=True, editable=False, null=True, verbose_name='上次提醒')),
                ('status', models.CharField(choices=[('runs', '执行中'), ('stopped', '已停止')], default='runs', editable=False, max_length=7, verbose_name='状态')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('asset', models.ForeignKey(blank=True, help_text='只管一件的选这里。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='upkeeps', to='assets.asset', verbose_name='资产')),
                ('asset_class', models.ForeignKey(blank=True, help_text='一类的都要做，选这里；两样只选一样。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assets.assetclass', verbose_name='资产分类')),
                ('doer', models.ForeignKey(blank=True, limit_choices_to={'kind__in': ('teacher', 'staff')}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='谁做')),
                ('place', models.ForeignKey(blank=True, help_text='选了类别才用：只管这栋楼、这间房里的；不填就是全校的。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='在哪里')),
            ],
            options={
                'verbose_name': '保养计划',
                'verbose_name_plural': '保养计划',
                'indexes': [models.Index(fields=['status', 'due_on'], name='assets_upkeep_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('asset__isnull', False), ('asset_class__isnull', True)), models.Q(('asset__isnull', True), ('asset_class__isnull', False)), _connector='OR'), name='assets_upkeep_what', violation_error_message='请选一件资产，或者选一类资产，只选一样。'), models.CheckConstraint(condition=models.Q(('interval_months__isnull', True), ('interval_months__gt', 0), _connector='OR'), name='assets_upkeep_interval', violation_error_message='几个月一次要大于零。')],
            },
        ),
        migrations.CreateModel(
            name='UpkeepDone',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('done_on', models.DateField(verbose_name='哪天做的')),
                ('firm', models.CharField(blank=True, max_length=80, verbose_name='外面的单位')),
                ('pieces', models.PositiveIntegerField(default=1, verbose_name='做了几件')),
                ('cost', models.DecimalField(decimal_places=2, default=0, max_digits=10, verbose_name='花费（元）')),
                ('fine', models.BooleanField(default=True, verbose_name='没发现问题')),
                ('found', models.CharField(blank=True, max_length=200, verbose_name='情况')),
                ('was_due_on', models.DateField(blank=True, editable=False, null=True, verbose_name='应做日期')),
                ('is_late', models.BooleanField(default=False, editable=False, verbose_name='晚了')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='谁做的')),
                ('upkeep', models.ForeignKey(limit_choices_to={'status': 'runs'}, on_delete=django.db.models.deletion.PROTECT, related_name='done', to='assets.upkeep', verbose_name='保养计划')),
            ],
            options={
                'verbose_name': '保养记录',
                'verbose_name_plural': '保养记录',
                'indexes': [models.Index(fields=['done_on'], name='assets_upkeepdone_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('cost__gte', 0)), name='assets_upkeepdone_cost', violation_error_message='花费不能小于零。'), models.CheckConstraint(condition=models.Q(('pieces__gt', 0)), name='assets_upkeepdone_pieces', violation_error_message='做了几件要大于零。'), models.CheckConstraint(condition=models.Q(('fine', True), models.Q(('found', ''), _negated=True), _connector='OR'), name='assets_upkeepdone_found', violation_error_message='发现了问题的，请写明是什么情况。')],
            },
        ),
        SearchIndex(
            table='assets_upkeep',
        ),
    ]
