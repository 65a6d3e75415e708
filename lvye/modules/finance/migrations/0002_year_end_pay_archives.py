import django.core.validators
import django.db.models.deletion
import lvye.kernel.records.models
import lvye.kernel.records.search
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('finance', '0001_initial'),
        ('people', '0003_department_head'),
    ]

    operations = [
        migrations.AlterField(
            model_name='adjustment',
            name='kind',
            field=models.CharField(choices=[('move', '项目间调剂'), ('change', '追加或追减'), ('carry', '上年结转')], default='move', max_length=8, verbose_name='种类'),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='status',
            field=models.CharField(choices=[('held', '占用中'), ('released', '已释放'), ('spent', '已支出'), ('carried', '已结转下年')], default='held', max_length=10, verbose_name='状态'),
        ),
        migrations.CreateModel(
            name='Appraisal',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.CharField(editable=False, max_length=20, unique=True, verbose_name='编号')),
                ('on', models.DateField(verbose_name='鉴定日期')),
                ('words', models.TextField(max_length=2000, verbose_name='鉴定意见')),
                ('status', models.CharField(choices=[('draft', '鉴定中'), ('asked', '审批中'), ('agreed', '待销毁'), ('done', '已办结')], default='draft', editable=False, max_length=10, verbose_name='状态')),
                ('destroyed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='销毁日期')),
                ('how', models.CharField(blank=True, max_length=80, verbose_name='销毁方式和地点')),
                ('archive_watcher', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='档案监销人')),
                ('author', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
                ('books_watcher', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='会计监销人')),
                ('members', models.ManyToManyField(related_name='+', to='people.person', verbose_name='鉴定小组（档案、会计、审计、纪检）')),
            ],
            options={
                'verbose_name': '会计档案鉴定',
                'verbose_name_plural': '会计档案鉴定和销毁',
            },
        ),
        migrations.CreateModel(
            name='CarryOver',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.CharField(editable=False, max_length=20, unique=True, verbose_name='编号')),
                ('note', models.TextField(max_length=4000, verbose_name='决算和结转说明')),
                ('made_on', models.DateField(editable=False, verbose_name='日期')),
                ('status', models.CharField(choices=[('draft', '草稿'), ('asked', '审批中'), ('agreed', '已同意'), ('refused', '未同意')], default='draft', editable=False, max_length=10, verbose_name='状态')),
                ('adjustment', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='finance.adjustment', verbose_name='转入的调整单')),
                ('author', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人')),
                ('source', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='carryover', to='finance.budget', verbose_name='结转的预算')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='finance.budget', verbose_name='转入的预算')),
            ],
            options={
                'verbose_name': '年终结转',
                'verbose_name_plural': '年终结转',
            },
        ),
        migrations.CreateModel(
            name='Volume',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.CharField(editable=False, max_length=30, unique=True, verbose_name='档号')),
                ('year', models.PositiveSmallIntegerField(verbose_name='会计年度')),
                ('kind', models.CharField(choices=[('voucher', '会计凭证'), ('ledger', '会计账簿'), ('report', '月度季度报告'), ('yearly', '年度报告和决算'), ('bank', '银行对账单和余额调节表'), ('tax', '纳税申报表'), ('handover', '会计档案移交清册'), ('lists', '保管清册、销毁清册和鉴定意见书')], max_length=10, verbose_name='类别')),
                ('title', models.CharField(max_length=80, verbose_name='题名')),
                ('month', models.CharField(blank=True, max_length=7, validators=[django.core.validators.RegexValidator('^\\d{4}-(0[1-9]|1[0-2])$', '月份写成 2026-03 的样子。')], verbose_name='凭证月份')),
                ('first', models.PositiveIntegerField(blank=True, null=True, verbose_name='凭证起号')),
                ('last', models.PositiveIntegerField(blank=True, null=True, verbose_name='凭证止号')),
                ('sheets', models.PositiveIntegerField(verbose_name='张数')),
                ('place', models.CharField(max_length=60, verbose_name='存放位置')),
                ('bound_on', models.DateField(verbose_name='装订日期')),
                ('keep_until', models.DateField(blank=True, editable=False, null=True, verbose_name='保管到')),
                ('hand_by', models.DateField(editable=False, verbose_name='最迟移交日期')),
                ('handed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='移交日期')),
                ('receiver', models.CharField(blank=True, max_length=40, verbose_name='接收人')),
                ('status', models.CharField(choices=[('kept', '在财务室'), ('handed', '已移交档案室'), ('destroyed', '已销毁')], default='kept', editable=False, max_length=10, verbose_name='状态')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='finance.book', verbose_name='账套')),
                ('bound_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='装订人')),
                ('keeper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='保管人')),
            ],
            options={
                'verbose_name': '会计档案',
                'verbose_name_plural': '会计档案',
                'indexes': [models.Index(fields=['book', 'year', 'kind'], name='finance_volume_year')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'voucher'), _negated=True), models.Q(('first__gte', 1), ('last__gte', models.F('first')), models.Q(('month', ''), _negated=True)), _connector='OR'), name='finance_volume_vouchers', violation_error_message='凭证要写月份和起止号，止号不小于起号。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'destroyed'), _negated=True), ('keep_until__isnull', False), _connector='OR'), name='finance_volume_permanent', violation_error_message='永久保管的会计档案不能销毁。')],
            },
        ),
        migrations.CreateModel(
            name='AppraisalLine',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('verdict', models.CharField(choices=[('destroy', '销毁'), ('keep', '继续保管')], max_length=8, verbose_name='意见')),
                ('until', models.DateField(blank=True, null=True, verbose_name='延长保管到')),
                ('why', models.CharField(blank=True, max_length=120, verbose_name='理由（有没结清的债权债务要抽出另存）')),
                ('appraisal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='finance.appraisal', verbose_name='会计档案鉴定')),
                ('volume', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='finance.volume', verbose_name='会计档案')),
            ],
            options={
                'verbose_name': '鉴定明细',
                'verbose_name_plural': '鉴定明细',
                'constraints': [models.UniqueConstraint(fields=('appraisal', 'volume'), name='finance_appraisalline_once', violation_error_message='这一卷在这次鉴定里已经有了。'), models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'keep'), _negated=True), ('until__isnull', False), _connector='OR'), name='finance_appraisalline_until', violation_error_message='继续保管要写保管到哪天。')],
            },
        ),
        migrations.CreateModel(
            name='CarryLine',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('held', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='随单据结转（元）')),
                ('rest', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='决定结转（元）')),
                ('released', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='收回（元）')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='finance.budgetline', verbose_name='预算项目')),
                ('target', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='finance.budgetline', verbose_name='转入')),
                ('carryover', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='finance.carryover', verbose_name='年终结转')),
            ],
            options={
                'verbose_name': '结转明细',
                'verbose_name_plural': '结转明细',
                'constraints': [models.UniqueConstraint(fields=('carryover', 'line'), name='finance_carryline_once'), models.CheckConstraint(condition=models.Q(('rest__gte', 0), ('held__gte', 0)), name='finance_carryline_amount', violation_error_message='结转的数不能小于零。')],
            },
        ),
        migrations.CreateModel(
            name='PayChange',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('wages', '工资'), ('tutoring', '课后服务费'), ('class_teacher', '班主任费'), ('travel', '差旅费'), ('training', '培训费'), ('welfare', '福利费'), ('award', '教学奖'), ('housing', '住房公积金'), ('insurance', '社会保险'), ('other', '其他补助')], max_length=14, verbose_name='内容')),
                ('item', models.CharField(blank=True, max_length=30, verbose_name='项目或险种')),
                ('month', models.CharField(help_text='写成 2026-03。', max_length=7, validators=[django.core.validators.RegexValidator('^\\d{4}-(0[1-9]|1[0-2])$', '月份写成 2026-03 的样子。')], verbose_name='从哪月起')),
                ('before', models.DecimalField(decimal_places=2, default=0, editable=False, max_digits=14, verbose_name='原来每月（元）')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='现在每月（元）')),
                ('why', models.CharField(max_length=80, verbose_name='变动原因')),
                ('document', models.CharField(blank=True, max_length=80, verbose_name='依据文件')),
                ('declare_by', models.DateField(blank=True, null=True, verbose_name='最迟申报日期')),
                ('status', models.CharField(choices=[('due', '待申报'), ('declared', '已申报')], default='due', editable=False, max_length=10, verbose_name='状态')),
                ('declared_on', models.DateField(blank=True, editable=False, null=True, verbose_name='申报日期')),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='人员')),
            ],
            options={
                'verbose_name': '工资社保变动',
                'verbose_name_plural': '工资社保变动',
                'constraints': [models.UniqueConstraint(fields=('person', 'kind', 'item', 'month'), name='finance_paychange_once', violation_error_message='这个人这个月的这一项变动已经登记了，请改原来那条。'), models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='finance_paychange_amount', violation_error_message='金额不能小于零，停发写 0。')],
            },
        ),
        migrations.CreateModel(
            name='PayRow',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='金额（元）')),
                ('note', models.CharField(blank=True, max_length=80, verbose_name='说明')),
                ('payout', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='finance.payout', verbose_name='发放')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='人员')),
            ],
            options={
                'verbose_name': '发放明细',
                'verbose_name_plural': '发放明细',
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='finance_payrow_amount', violation_error_message='金额要大于零。'), models.UniqueConstraint(fields=('payout', 'person'), name='finance_payrow_once', violation_error_message='这个人在这次发放里已经有了。')],
            },
        ),
        lvye.kernel.records.search.SearchIndex(
            table='finance_volume',
        ),
    ]
