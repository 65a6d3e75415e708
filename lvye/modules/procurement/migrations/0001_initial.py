import django.db.models.deletion
import lvye.kernel.records.models
from django.conf import settings
from django.db import migrations, models

from lvye.kernel.records.api import SearchIndex


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('assets', '0001_initial'),
        ('finance', '0001_initial'),
        ('partners', '0001_initial'),
        ('people', '0003_department_head'),
        ('places', '0001_initial'),
        ('stores', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Order',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.CharField(editable=False, max_length=20, unique=True, verbose_name='编号')),
                ('what', models.CharField(editable=False, max_length=120, verbose_name='买什么')),
                ('way', models.CharField(choices=[('direct', '直接购买'), ('framework', '框架协议采购'), ('mall', '网上商城采购'), ('quotes', '三家比价'), ('inquiry', '询价'), ('talks', '竞争性磋商'), ('single', '单一来源'), ('tender', '公开招标')], editable=False, max_length=10, verbose_name='采购方式')),
                ('is_emergency', models.BooleanField(default=False, editable=False, verbose_name='紧急采购')),
                ('amount', models.DecimalField(decimal_places=2, editable=False, max_digits=14, verbose_name='金额（元）')),
                ('highest', models.DecimalField(blank=True, decimal_places=2, editable=False, max_digits=14, null=True, verbose_name='最高报价（元）')),
                ('saved', models.DecimalField(decimal_places=2, default=0, editable=False, max_digits=14, verbose_name='比最高报价省（元）')),
                ('choice_why', models.CharField(blank=True, max_length=200, verbose_name='没选最低价的理由')),
                ('ordered_on', models.DateField(editable=False, verbose_name='下单日期')),
                ('due_on', models.DateField(verbose_name='约定到货日')),
                ('warranty', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='保修几个月')),
                ('arrived_on', models.DateField(blank=True, editable=False, null=True, verbose_name='到齐日期')),
                ('status', models.CharField(choices=[('open', '待到货'), ('part', '部分到货'), ('arrived', '已到齐'), ('settled', '已结清'), ('cancelled', '已取消')], default='open', editable=False, max_length=10, verbose_name='状态')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='取消或停止的原因')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('budget_line', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='finance.budgetline', verbose_name='预算项目')),
                ('buyer', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='采购员')),
                ('category', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.supplycategory', verbose_name='类别')),
                ('contract', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.contract', verbose_name='合同')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partner', verbose_name='供应商')),
            ],
            options={
                'verbose_name': '采购订单',
                'verbose_name_plural': '采购订单',
                'indexes': [models.Index(fields=['status', 'due_on'], name='procurement_order_due'), models.Index(fields=['ordered_on'], name='procurement_order_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='procurement_order_amount', violation_error_message='订单金额要大于零。'), models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('ordered_on'))), name='procurement_order_days', violation_error_message='到货日不能早于下单日。')],
            },
        ),
        migrations.CreateModel(
            name='Acceptance',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.CharField(editable=False, max_length=20, unique=True, verbose_name='编号')),
                ('counted_on', models.DateField(editable=False, verbose_name='到货日期')),
                ('accepted_on', models.DateField(blank=True, editable=False, null=True, verbose_name='验收日期')),
                ('amount', models.DecimalField(decimal_places=2, editable=False, max_digits=14, verbose_name='验收金额（元）')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='验收意见')),
                ('status', models.CharField(choices=[('counted', '待第二人'), ('accepted', '已验收'), ('undone', '重新点数')], default='counted', editable=False, max_length=10, verbose_name='状态')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='退回重点的原因')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('first', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='验收人一')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='放在哪里')),
                ('second', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='验收人二')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acceptances', to='procurement.order', verbose_name='采购订单')),
            ],
            options={
                'verbose_name': '验收单',
                'verbose_name_plural': '验收单',
                'constraints': [models.CheckConstraint(condition=models.Q(('second__isnull', True), models.Q(('second', models.F('first')), _negated=True), _connector='OR'), name='procurement_acceptance_two', violation_error_message='验收要两个人，不能由同一个人确认。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'accepted'), _negated=True), models.Q(('accepted_on__isnull', False), ('second__isnull', False)), _connector='OR'), name='procurement_acceptance_signed', violation_error_message='验收单要有两个人和日期。'), models.UniqueConstraint(condition=models.Q(('status', 'counted')), fields=('order',), name='procurement_acceptance_one_open', violation_error_message='这张订单有一批到货还等第二人确认。')],
            },
        ),
        migrations.CreateModel(
            name='OrderLine',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('brand', models.CharField(blank=True, max_length=60, verbose_name='品牌型号')),
                ('qty', models.DecimalField(decimal_places=3, max_digits=12, verbose_name='数量')),
                ('price', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='单价（元）')),
                ('accepted', models.DecimalField(decimal_places=3, default=0, editable=False, max_digits=12, verbose_name='已收')),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='procurement.order', verbose_name='采购订单')),
            ],
            options={
                'verbose_name': '订单明细',
                'verbose_name_plural': '订单明细',
                'constraints': [models.CheckConstraint(condition=models.Q(('price__gt', 0), ('qty__gt', 0)), name='procurement_orderline_qty', violation_error_message='数量和单价要大于零。'), models.CheckConstraint(condition=models.Q(('accepted__gte', 0), ('accepted__lte', models.F('qty'))), name='procurement_orderline_accepted', violation_error_message='收的数不能多于订的数。')],
            },
        ),
        migrations.CreateModel(
            name='AcceptanceLine',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('accepted', models.DecimalField(decimal_places=3, max_digits=12, verbose_name='合格')),
                ('refused', models.DecimalField(decimal_places=3, default=0, max_digits=12, verbose_name='拒收')),
                ('why', models.CharField(blank=True, max_length=120, verbose_name='拒收的原因')),
                ('acceptance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='procurement.acceptance', verbose_name='验收单')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acceptances', to='procurement.orderline', verbose_name='品名')),
            ],
            options={
                'verbose_name': '验收明细',
                'verbose_name_plural': '验收明细',
                'constraints': [models.CheckConstraint(condition=models.Q(('accepted__gte', 0), ('refused__gte', 0)), name='procurement_acceptanceline_qty', violation_error_message='数量不能小于零。'), models.CheckConstraint(condition=models.Q(('refused', 0), models.Q(('why', ''), _negated=True), _connector='OR'), name='procurement_acceptanceline_why', violation_error_message='拒收要写明原因。')],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField(error_messages={'unique': '这一年的采购计划已经有了。'}, unique=True, verbose_name='年度')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('status', models.CharField(choices=[('draft', '收集中'), ('asked', '审批中'), ('running', '执行中'), ('closed', '已结束')], default='draft', editable=False, max_length=8, verbose_name='状态')),
                ('author', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='编制人')),
            ],
            options={
                'verbose_name': '采购计划',
                'verbose_name_plural': '采购计划',
                'constraints': [models.CheckConstraint(condition=models.Q(('year__gte', 2000), ('year__lte', 2100)), name='procurement_plan_year', violation_error_message='年度要写四位年份。')],
            },
        ),
        migrations.CreateModel(
            name='PlanLine',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('what', models.CharField(max_length=80, verbose_name='品名规格')),
                ('qty', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='数量')),
                ('unit', models.CharField(default='个', max_length=10, verbose_name='单位')),
                ('price', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='预计单价（元）')),
                ('sum', models.DecimalField(decimal_places=2, editable=False, max_digits=14, verbose_name='预计金额（元）')),
                ('needed_in', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='几月份要')),
                ('why', models.CharField(blank=True, max_length=120, verbose_name='用途')),
                ('status', models.CharField(choices=[('wanted', '已列入'), ('struck', '未列入')], default='wanted', editable=False, max_length=8, verbose_name='状态')),
                ('struck_why', models.CharField(blank=True, max_length=120, verbose_name='不列入的原因')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('budget_line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='finance.budgetline', verbose_name='预算项目')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.supplycategory', verbose_name='类别')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.department', verbose_name='需求部门')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='procurement.plan', verbose_name='采购计划')),
            ],
            options={
                'verbose_name': '采购计划明细',
                'verbose_name_plural': '采购计划明细',
                'constraints': [models.CheckConstraint(condition=models.Q(('price__gte', 0), ('qty__gt', 0)), name='procurement_planline_qty', violation_error_message='数量要大于零，单价不能小于零。'), models.CheckConstraint(condition=models.Q(('needed_in__isnull', True), models.Q(('needed_in__gte', 1), ('needed_in__lte', 12)), _connector='OR'), name='procurement_planline_month', violation_error_message='月份是1到12。')],
            },
        ),
        migrations.CreateModel(
            name='Quote',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('quoted_on', models.DateField(verbose_name='报价日期')),
                ('total', models.DecimalField(decimal_places=2, editable=False, max_digits=14, verbose_name='总价（元）')),
                ('days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='几天到货')),
                ('warranty', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='保修几个月')),
                ('note', models.CharField(blank=True, max_length=120, verbose_name='备注')),
                ('status', models.CharField(choices=[('valid', '有效'), ('chosen', '已选定'), ('withdrawn', '作废')], default='valid', editable=False, max_length=10, verbose_name='状态')),
                ('why', models.CharField(blank=True, max_length=120, verbose_name='作废的原因')),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='记录人')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partner', verbose_name='供应商')),
            ],
            options={
                'verbose_name': '报价',
                'verbose_name_plural': '报价',
                'constraints': [models.CheckConstraint(condition=models.Q(('total__gt', 0)), name='procurement_quote_total', violation_error_message='报价要大于零。')],
            },
        ),
        migrations.AddField(
            model_name='order',
            name='quote',
            field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='order', to='procurement.quote', verbose_name='选定的报价'),
        ),
        migrations.CreateModel(
            name='Request',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.CharField(editable=False, max_length=20, unique=True, verbose_name='编号')),
                ('what', models.CharField(editable=False, max_length=120, verbose_name='买什么')),
                ('why', models.CharField(max_length=300, verbose_name='为什么买')),
                ('wanted_on', models.DateField(blank=True, null=True, verbose_name='哪天要用')),
                ('asked_on', models.DateField(editable=False, verbose_name='申请日期')),
                ('estimate', models.DecimalField(decimal_places=2, editable=False, max_digits=14, verbose_name='预计金额（元）')),
                ('stands', models.TextField(blank=True, editable=False, max_length=1000, verbose_name='买之前看到的')),
                ('despite', models.CharField(blank=True, max_length=200, verbose_name='有现成的为什么还买')),
                ('way', models.CharField(choices=[('direct', '直接购买'), ('framework', '框架协议采购'), ('mall', '网上商城采购'), ('quotes', '三家比价'), ('inquiry', '询价'), ('talks', '竞争性磋商'), ('single', '单一来源'), ('tender', '公开招标')], editable=False, max_length=10, verbose_name='采购方式')),
                ('way_by_rule', models.CharField(choices=[('direct', '直接购买'), ('framework', '框架协议采购'), ('mall', '网上商城采购'), ('quotes', '三家比价'), ('inquiry', '询价'), ('talks', '竞争性磋商'), ('single', '单一来源'), ('tender', '公开招标')], editable=False, max_length=10, verbose_name='按规则应为')),
                ('way_words', models.CharField(editable=False, max_length=400, verbose_name='为什么是这种方式')),
                ('way_why', models.CharField(blank=True, max_length=200, verbose_name='换方式的理由')),
                ('split_words', models.CharField(blank=True, editable=False, max_length=300, verbose_name='拆分提示')),
                ('split_why', models.CharField(blank=True, max_length=200, verbose_name='对拆分提示的说明')),
                ('is_emergency', models.BooleanField(default=False, verbose_name='紧急采购')),
                ('emergency_why', models.CharField(blank=True, max_length=200, verbose_name='紧急的原因')),
                ('report_due_on', models.DateField(blank=True, editable=False, null=True, verbose_name='补报告的期限')),
                ('reported_on', models.DateField(blank=True, editable=False, null=True, verbose_name='补报告日期')),
                ('report', models.CharField(blank=True, max_length=500, verbose_name='事后报告')),
                ('status', models.CharField(choices=[('draft', '草稿'), ('asked', '审批中'), ('agreed', '待采购'), ('ordered', '采购中'), ('done', '已完成'), ('refused', '未同意'), ('cancelled', '已取消')], default='draft', editable=False, max_length=10, verbose_name='状态')),
                ('ended_why', models.CharField(blank=True, max_length=200, verbose_name='取消的原因')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('budget_line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='finance.budgetline', verbose_name='预算项目')),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.supplycategory', verbose_name='类别')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.department', verbose_name='申请部门')),
                ('person', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='申请人')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='用在哪里')),
                ('plan_line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='procurement.planline', verbose_name='列在采购计划')),
                ('requester', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提交人')),
            ],
            options={
                'verbose_name': '采购申请',
                'verbose_name_plural': '采购申请',
                'indexes': [models.Index(fields=['status', '-id'], name='procurement_request_status'), models.Index(fields=['budget_line', 'category'], name='procurement_request_split'), models.Index(fields=['requester', '-id'], name='procurement_request_own')],
                'constraints': [models.CheckConstraint(condition=models.Q(('estimate__gt', 0)), name='procurement_request_estimate', violation_error_message='预计金额要大于零。'), models.CheckConstraint(condition=models.Q(('stands', ''), models.Q(('despite', ''), _negated=True), _connector='OR'), name='procurement_request_despite', violation_error_message='学校里有现成的，请写明为什么还要买。'), models.CheckConstraint(condition=models.Q(('is_emergency', False), models.Q(('emergency_why', ''), _negated=True), _connector='OR'), name='procurement_request_emergency', violation_error_message='紧急采购要写明原因。')],
            },
        ),
        migrations.AddField(
            model_name='quote',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quotes', to='procurement.request', verbose_name='采购申请'),
        ),
        migrations.AddField(
            model_name='order',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='orders', to='procurement.request', verbose_name='采购申请'),
        ),
        migrations.CreateModel(
            name='RequestLine',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60, verbose_name='品名')),
                ('spec', models.CharField(blank=True, max_length=80, verbose_name='规格要求')),
                ('qty', models.DecimalField(decimal_places=3, max_digits=12, verbose_name='数量')),
                ('unit', models.CharField(max_length=10, verbose_name='单位')),
                ('price', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='预计单价（元）')),
                ('into', models.CharField(choices=[('store', '入库'), ('asset', '建资产卡'), ('none', '服务、工程，不入库')], default='store', max_length=5, verbose_name='到货后')),
                ('asset_class', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assets.assetclass', verbose_name='资产分类')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.item', verbose_name='入库的物资')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='procurement.request', verbose_name='采购申请')),
            ],
            options={
                'verbose_name': '采购申请明细',
                'verbose_name_plural': '采购申请明细',
                'indexes': [models.Index(fields=['name', 'spec'], name='procurement_requestline_name')],
                'constraints': [models.CheckConstraint(condition=models.Q(('qty__gt', 0)), name='procurement_requestline_qty', violation_error_message='数量要大于零。'), models.CheckConstraint(condition=models.Q(('price__gte', 0)), name='procurement_requestline_price', violation_error_message='单价不能小于零。')],
            },
        ),
        migrations.CreateModel(
            name='QuoteLine',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('price', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='单价（元）')),
                ('brand', models.CharField(blank=True, max_length=60, verbose_name='品牌型号')),
                ('quote', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='procurement.quote', verbose_name='报价')),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prices', to='procurement.requestline', verbose_name='品名')),
            ],
            options={
                'verbose_name': '报价明细',
                'verbose_name_plural': '报价明细',
                'constraints': [models.UniqueConstraint(fields=('quote', 'line'), name='procurement_quoteline_once', violation_error_message='一样东西只报一个价。'), models.CheckConstraint(condition=models.Q(('price__gt', 0)), name='procurement_quoteline_price', violation_error_message='单价要大于零。')],
            },
        ),
        migrations.AddField(
            model_name='orderline',
            name='line',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procurement.requestline', verbose_name='品名'),
        ),
        migrations.AddConstraint(
            model_name='quote',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'withdrawn'), _negated=True), fields=('request', 'partner'), name='procurement_quote_once', violation_error_message='这家已经报过价了，要改请先作废原来的。'),
        ),
        migrations.AddConstraint(
            model_name='quote',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'chosen')), fields=('request',), name='procurement_quote_one_chosen', violation_error_message='已经选定了一家。'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'cancelled'), _negated=True), fields=('request',), name='procurement_order_once', violation_error_message='这份申请已经下过单了。'),
        ),
        SearchIndex(
            table='procurement_planline',
        ),
        SearchIndex(
            table='procurement_request',
        ),
        SearchIndex(
            table='procurement_order',
        ),
        SearchIndex(
            table='procurement_acceptance',
        ),
    ]
