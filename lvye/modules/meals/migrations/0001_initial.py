import django.core.validators
import django.db.models.deletion
import lvye.kernel.records.models
from django.db import migrations, models

from lvye.kernel.records.api import SearchIndex


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('partners', '0002_signing_through_approvals'),
        ('people', '0003_department_head'),
        ('terms', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('code', models.SlugField(max_length=20, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=30, verbose_name='名称')),
                ('section', models.CharField(choices=[('income', '伙食费收入'), ('food', '伙食费支出'), ('tax', '税金及附加'), ('admin', '管理费用'), ('finance', '财务费用'), ('extra_in', '营业外收入'), ('extra_out', '营业外支出')], max_length=10, verbose_name='公示表的哪一部分')),
                ('comes_in', models.BooleanField(default=False, verbose_name='是收入')),
                ('is_food', models.BooleanField(default=False, verbose_name='是食材')),
                ('sort', models.PositiveSmallIntegerField(default=0, verbose_name='顺序')),
                ('is_active', models.BooleanField(default=True, verbose_name='在用')),
            ],
            options={
                'verbose_name': '膳食账科目',
                'verbose_name_plural': '膳食账科目',
                'constraints': [models.UniqueConstraint(fields=('section', 'name'), name='meals_category_once', violation_error_message='这一部分里已经有这个科目。'), models.CheckConstraint(condition=models.Q(models.Q(('comes_in', True), ('section__in', ('income', 'extra_in'))), ('section', 'finance'), models.Q(models.Q(('section__in', ['income', 'extra_in', 'finance']), _negated=True), ('comes_in', False)), _connector='OR'), name='meals_category_side', violation_error_message='这一部分的科目收支方向不对。')],
            },
        ),
        migrations.CreateModel(
            name='Standard',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=20, verbose_name='标准')),
                ('breakfast', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='早餐（元）')),
                ('lunch', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='午餐（元）')),
                ('dinner', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='晚餐（元）')),
                ('snack', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True, verbose_name='课间餐（元）')),
                ('document', models.CharField(max_length=100, verbose_name='收费依据')),
                ('is_active', models.BooleanField(default=True, verbose_name='在用')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='terms.term', verbose_name='学期')),
            ],
            options={
                'verbose_name': '伙食费标准',
                'verbose_name_plural': '伙食费标准',
                'constraints': [models.UniqueConstraint(fields=('term', 'name'), name='meals_standard_once', violation_error_message='这个学期已经有这个标准了。'), models.CheckConstraint(condition=models.Q(('breakfast__isnull', False), ('lunch__isnull', False), ('dinner__isnull', False), ('snack__isnull', False), _connector='OR'), name='meals_standard_some', violation_error_message='至少要有一餐的价格。'), models.CheckConstraint(condition=models.Q(models.Q(('breakfast__isnull', True), ('breakfast__gte', 0), _connector='OR'), models.Q(('lunch__isnull', True), ('lunch__gte', 0), _connector='OR'), models.Q(('dinner__isnull', True), ('dinner__gte', 0), _connector='OR'), models.Q(('snack__isnull', True), ('snack__gte', 0), _connector='OR')), name='meals_standard_prices', violation_error_message='价格不能小于零。')],
            },
        ),
        migrations.CreateModel(
            name='Fee',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.CharField(editable=False, max_length=20, unique=True, verbose_name='收据号')),
                ('from_on', models.DateField(verbose_name='从哪天吃')),
                ('paid', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='预收（元）')),
                ('added', models.DecimalField(decimal_places=2, default=0, editable=False, max_digits=9, verbose_name='补交（元）')),
                ('paid_on', models.DateField(verbose_name='收款日期')),
                ('how', models.CharField(choices=[('bank', '银行代收代付'), ('transfer', '转账'), ('cash', '现金')], default='bank', max_length=8, verbose_name='方式')),
                ('aid_kind', models.CharField(blank=True, choices=[('', '没有补助'), ('nutrition', '营养改善计划'), ('poor', '家庭经济困难学生生活补助'), ('orphan', '孤儿、事实无人抚养儿童'), ('other', '其他补助')], default='', max_length=10, verbose_name='补助')),
                ('aid_per_day', models.DecimalField(decimal_places=2, default=0, max_digits=6, verbose_name='每个就餐日补助（元）')),
                ('aid_document', models.CharField(blank=True, max_length=100, verbose_name='补助依据')),
                ('status', models.CharField(choices=[('paid', '在用'), ('settled', '已结算'), ('void', '作废')], default='paid', editable=False, max_length=8, verbose_name='状态')),
                ('until_on', models.DateField(blank=True, editable=False, null=True, verbose_name='吃到哪天')),
                ('days', models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name='就餐天数')),
                ('eaten', models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name='就餐次数')),
                ('charge', models.DecimalField(blank=True, decimal_places=2, editable=False, max_digits=9, null=True, verbose_name='按实际就餐（元）')),
                ('aid', models.DecimalField(blank=True, decimal_places=2, editable=False, max_digits=9, null=True, verbose_name='补助抵扣（元）')),
                ('settled_on', models.DateField(blank=True, editable=False, null=True, verbose_name='结算日期')),
                ('why', models.CharField(blank=True, max_length=100, verbose_name='作废的原因')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='学生')),
                ('school_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.schoolclass', verbose_name='班级')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='terms.term', verbose_name='学期')),
                ('standard', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meals.standard', verbose_name='标准')),
            ],
            options={
                'verbose_name': '预收伙食费',
                'verbose_name_plural': '预收伙食费',
                'indexes': [models.Index(fields=['term', 'school_class'], name='meals_fee_class')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'void'), _negated=True), fields=('term', 'pupil'), name='meals_fee_once', violation_error_message='这个学生这学期的伙食费已经收过了；不够的用“补交”。'), models.CheckConstraint(condition=models.Q(('paid__gte', 0), ('added__gte', 0)), name='meals_fee_paid', violation_error_message='收的钱不能小于零。'), models.CheckConstraint(condition=models.Q(models.Q(('aid_kind', ''), ('aid_per_day', 0)), models.Q(models.Q(('aid_kind', ''), _negated=True), ('aid_per_day__gt', 0)), _connector='OR'), name='meals_fee_aid', violation_error_message='有补助的要选是哪一种，并写每个就餐日补多少。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'settled'), _negated=True), models.Q(('aid__isnull', False), ('aid__lte', models.F('charge')), ('charge__isnull', False), ('days__isnull', False), ('eaten__isnull', False), ('settled_on__isnull', False), ('until_on__isnull', False)), _connector='OR'), name='meals_fee_settled', violation_error_message='结算要有天数、次数和金额。')],
            },
        ),
        migrations.CreateModel(
            name='Refund',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.CharField(editable=False, max_length=20, unique=True, verbose_name='编号')),
                ('kind', models.CharField(choices=[('leave', '请假停餐'), ('settle', '期末结余'), ('left', '中途离校')], max_length=8, verbose_name='类型')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=9, verbose_name='退款（元）')),
                ('paid_on', models.DateField(verbose_name='退款日期')),
                ('how', models.CharField(choices=[('bank', '银行代收代付'), ('transfer', '转账'), ('cash', '现金')], default='bank', max_length=8, verbose_name='方式')),
                ('status', models.CharField(choices=[('good', '有效'), ('void', '作废')], default='good', editable=False, max_length=4, verbose_name='状态')),
                ('why', models.CharField(blank=True, max_length=100, verbose_name='作废的原因')),
                ('fee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='refunds', to='meals.fee', verbose_name='预收伙食费')),
                ('pupil', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='学生')),
            ],
            options={
                'verbose_name': '退伙食费',
                'verbose_name_plural': '退伙食费',
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='meals_refund_amount', violation_error_message='退款要大于零。')],
            },
        ),
        migrations.CreateModel(
            name='Serving',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('day', models.DateField(verbose_name='日期')),
                ('meal', models.CharField(choices=[('breakfast', '早餐'), ('lunch', '午餐'), ('dinner', '晚餐'), ('snack', '课间餐')], max_length=10, verbose_name='餐次')),
                ('due', models.PositiveIntegerField(verbose_name='应就餐人数')),
                ('eaten', models.PositiveIntegerField(verbose_name='实际就餐人数')),
                ('is_late', models.BooleanField(default=False, editable=False, verbose_name='过了时间才报')),
                ('school_class', models.ForeignKey(blank=True, help_text='教职工就餐不选班级。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.schoolclass', verbose_name='班级')),
            ],
            options={
                'verbose_name': '就餐人数',
                'verbose_name_plural': '就餐人数',
                'indexes': [models.Index(fields=['school_class', 'day'], name='meals_serving_days')],
                'constraints': [models.UniqueConstraint(fields=('day', 'meal', 'school_class'), name='meals_serving_class', violation_error_message='这个班这一餐的人数已经报过了。'), models.UniqueConstraint(condition=models.Q(('school_class__isnull', True)), fields=('day', 'meal'), name='meals_serving_staff', violation_error_message='教职工这一餐的人数已经报过了。'), models.CheckConstraint(condition=models.Q(('eaten__lte', models.F('due'))), name='meals_serving_eaten', violation_error_message='实际就餐的人不能比应就餐的多。')],
            },
        ),
        migrations.CreateModel(
            name='Leave',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('begins_on', models.DateField(verbose_name='从')),
                ('ends_on', models.DateField(verbose_name='到')),
                ('told_at', models.DateTimeField(editable=False, verbose_name='什么时候说的')),
                ('refund_from', models.DateField(editable=False, verbose_name='从哪天起不收钱')),
                ('status', models.CharField(choices=[('good', '停餐'), ('void', '撤回')], default='good', editable=False, max_length=4, verbose_name='状态')),
                ('pupil', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='学生')),
                ('school_class', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.schoolclass', verbose_name='班级')),
            ],
            options={
                'verbose_name': '停餐',
                'verbose_name_plural': '停餐',
                'indexes': [models.Index(fields=['school_class', 'begins_on'], name='meals_leave_class')],
                'constraints': [models.CheckConstraint(condition=models.Q(('begins_on__lte', models.F('ends_on'))), name='meals_leave_days', violation_error_message='结束日期不能早于开始日期。')],
            },
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.CharField(editable=False, max_length=20, unique=True, verbose_name='编号')),
                ('day', models.DateField(verbose_name='日期')),
                ('month', models.DateField(editable=False, verbose_name='月份')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='金额（元）')),
                ('words', models.CharField(max_length=100, verbose_name='摘要')),
                ('paper', models.CharField(blank=True, max_length=40, verbose_name='单据号')),
                ('status', models.CharField(choices=[('good', '有效'), ('void', '作废')], default='good', editable=False, max_length=4, verbose_name='状态')),
                ('why', models.CharField(blank=True, max_length=100, verbose_name='作废的原因')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meals.category', verbose_name='科目')),
                ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partner', verbose_name='往来单位')),
            ],
            options={
                'verbose_name': '膳食账',
                'verbose_name_plural': '膳食账',
                'indexes': [models.Index(fields=['month', 'category'], name='meals_line_month')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='meals_line_amount', violation_error_message='金额要大于零；记错的作废，另记一笔。')],
            },
        ),
        migrations.CreateModel(
            name='Month',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('first', models.DateField(editable=False, error_messages={'unique': '这个月已经开了账。'}, unique=True, verbose_name='月份')),
                ('stock', models.DecimalField(blank=True, decimal_places=2, help_text='月底盘点的食材值多少钱。食材用掉多少 = 月初库存 + 本月购进 - 月末库存。', max_digits=12, null=True, verbose_name='月末库存（元）')),
                ('is_opening', models.BooleanField(default=False, editable=False, verbose_name='只是期初')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('due_on', models.DateField(editable=False, verbose_name='最迟公示')),
                ('status', models.CharField(choices=[('open', '记账中'), ('closed', '已结账'), ('published', '已公示')], default='open', editable=False, max_length=10, verbose_name='状态')),
                ('closed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='结账日期')),
                ('published_on', models.DateField(blank=True, editable=False, null=True, verbose_name='公示日期')),
                ('why', models.CharField(blank=True, max_length=100, verbose_name='重新打开的原因')),
            ],
            options={
                'verbose_name': '膳食账月份',
                'verbose_name_plural': '膳食账月份',
                'constraints': [models.CheckConstraint(condition=models.Q(('stock__isnull', True), ('stock__gte', 0), _connector='OR'), name='meals_month_stock', violation_error_message='库存不能小于零。'), models.CheckConstraint(condition=models.Q(('first__day', 1)), name='meals_month_first', violation_error_message='月份用它的第一天表示。')],
            },
        ),
        migrations.CreateModel(
            name='Waste',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('day', models.DateField(verbose_name='日期')),
                ('meal', models.CharField(choices=[('breakfast', '早餐'), ('lunch', '午餐'), ('dinner', '晚餐'), ('snack', '课间餐')], max_length=10, verbose_name='餐次')),
                ('kind', models.CharField(choices=[('plate', '吃剩的'), ('pot', '没打完的'), ('kitchen', '加工边角料')], max_length=8, verbose_name='哪一种')),
                ('kilos', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='重量（公斤）')),
                ('heads', models.PositiveIntegerField(editable=False, verbose_name='就餐人数')),
            ],
            options={
                'verbose_name': '餐厨剩余称重',
                'verbose_name_plural': '餐厨剩余称重',
                'constraints': [models.UniqueConstraint(fields=('day', 'meal', 'kind'), name='meals_waste_once', violation_error_message='这一餐的这一种已经称过了。'), models.CheckConstraint(condition=models.Q(('kilos__gte', 0)), name='meals_waste_kilos', violation_error_message='重量不能小于零。')],
            },
        ),
        migrations.CreateModel(
            name='Survey',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('month', models.DateField(blank=True, editable=False, null=True, verbose_name='月份')),
                ('side', models.CharField(choices=[('pupil', '学生'), ('parent', '家长'), ('teacher', '教职工')], max_length=8, verbose_name='问谁')),
                ('asked', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name='问了多少人')),
                ('code', models.CharField(editable=False, max_length=8, unique=True, verbose_name='填写码')),
                ('opens_on', models.DateField(verbose_name='从哪天填')),
                ('closes_on', models.DateField(verbose_name='填到哪天')),
                ('shared', models.BooleanField(default=False, verbose_name='几个人轮流用一台设备填')),
                ('reply', models.TextField(blank=True, max_length=1000, verbose_name='结果和整改反馈')),
                ('replied_on', models.DateField(blank=True, editable=False, null=True, verbose_name='反馈日期')),
                ('status', models.CharField(choices=[('open', '正在填'), ('closed', '已截止')], default='open', editable=False, max_length=8, verbose_name='状态')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='terms.term', verbose_name='学期')),
            ],
            options={
                'verbose_name': '满意度测评',
                'verbose_name_plural': '满意度测评',
                'constraints': [models.UniqueConstraint(condition=models.Q(('month__isnull', True)), fields=('term', 'side'), name='meals_survey_term', violation_error_message='这学期已经问过他们了。'), models.UniqueConstraint(fields=('month', 'side'), name='meals_survey_month', violation_error_message='这个月已经问过他们了。'), models.CheckConstraint(condition=models.Q(('opens_on__lte', models.F('closes_on'))), name='meals_survey_days', violation_error_message='截止日期不能早于开始日期。'), models.CheckConstraint(condition=models.Q(('asked__gt', 0)), name='meals_survey_asked', violation_error_message='请写问了多少人。')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('quality', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='饭菜质量')),
                ('price', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='价格')),
                ('hygiene', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='卫生')),
                ('service', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='服务')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='想说的')),
                ('day', models.DateField(verbose_name='日期')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='meals.survey', verbose_name='测评')),
            ],
            options={
                'verbose_name': '测评答卷',
                'verbose_name_plural': '测评答卷',
                'constraints': [models.CheckConstraint(condition=models.Q(('hygiene__range', (1, 5)), ('price__range', (1, 5)), ('quality__range', (1, 5)), ('service__range', (1, 5))), name='meals_answer_marks', violation_error_message='每一项请点一个表情。')],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('held_on', models.DateField(verbose_name='开会日期')),
                ('pupils', models.PositiveSmallIntegerField(default=0, verbose_name='到会学生代表')),
                ('parents', models.PositiveSmallIntegerField(default=0, verbose_name='到会家长代表')),
                ('teachers', models.PositiveSmallIntegerField(default=0, verbose_name='到会教师代表')),
                ('topics', models.TextField(max_length=1000, verbose_name='议了什么')),
                ('decisions', models.TextField(blank=True, max_length=1000, verbose_name='定了什么')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('host', models.ForeignKey(limit_choices_to={'kind__in': ('teacher', 'staff')}, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='主持人')),
            ],
            options={
                'verbose_name': '食管委会议',
                'verbose_name_plural': '食管委会议',
                'constraints': [models.UniqueConstraint(fields=('held_on',), name='meals_meeting_once', violation_error_message='这一天的会已经记了。'), models.CheckConstraint(condition=models.Q(('pupils__gt', 0), ('parents__gt', 0), _connector='OR'), name='meals_meeting_came', violation_error_message='食管委的会要有学生或家长代表到会。')],
            },
        ),
        migrations.CreateModel(
            name='Complaint',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.CharField(editable=False, max_length=20, unique=True, verbose_name='编号')),
                ('received_on', models.DateField(verbose_name='收到日期')),
                ('source', models.CharField(choices=[('pupil', '学生'), ('parent', '家长'), ('teacher', '教职工'), ('committee', '食管委'), ('upper', '上级转办')], max_length=10, verbose_name='谁提的')),
                ('about', models.CharField(choices=[('quality', '饭菜质量'), ('price', '价格'), ('hygiene', '卫生'), ('service', '服务'), ('money', '收费退费'), ('safety', '吃了不舒服')], max_length=10, verbose_name='关于什么')),
                ('words', models.CharField(max_length=300, verbose_name='说了什么')),
                ('due_on', models.DateField(editable=False, verbose_name='最迟答复')),
                ('answer', models.CharField(blank=True, max_length=300, verbose_name='答复')),
                ('measure', models.CharField(blank=True, max_length=200, verbose_name='怎么改')),
                ('answered_on', models.DateField(blank=True, editable=False, null=True, verbose_name='答复日期')),
                ('status', models.CharField(choices=[('new', '待答复'), ('answered', '已答复'), ('done', '已办结')], default='new', editable=False, max_length=8, verbose_name='状态')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('answered_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='谁答复的')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='meals.meeting', verbose_name='食管委会议')),
            ],
            options={
                'verbose_name': '伙食意见',
                'verbose_name_plural': '伙食意见',
                'constraints': [models.CheckConstraint(condition=models.Q(('status', 'new'), models.Q(models.Q(('answer', ''), _negated=True), ('answered_on__isnull', False)), _connector='OR'), name='meals_complaint_answer', violation_error_message='答复要写清楚。')],
            },
        ),
        SearchIndex(
            table='meals_fee',
        ),
        SearchIndex(
            table='meals_line',
        ),
        SearchIndex(
            table='meals_meeting',
        ),
        SearchIndex(
            table='meals_complaint',
        ),
    ]
