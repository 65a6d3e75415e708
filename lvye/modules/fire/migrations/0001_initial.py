import django.db.models.deletion
import lvye.kernel.records.models
from django.db import migrations, models

from lvye.kernel.records.api import SearchIndex


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('assets', '0002_upkeep_seats_bookings'),
        ('partners', '0002_signing_through_approvals'),
        ('people', '0003_department_head'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.CharField(editable=False, max_length=20, unique=True, verbose_name='编号')),
                ('code', models.CharField(editable=False, max_length=8, unique=True, verbose_name='标签码')),
                ('kind', models.CharField(choices=[('extinguisher', '灭火器'), ('hydrant', '消火栓'), ('exit', '安全出口'), ('light', '应急照明和疏散指示'), ('alarm', '火灾报警器'), ('pump', '消防水泵')], default='extinguisher', max_length=12, verbose_name='种类')),
                ('agent', models.CharField(blank=True, choices=[('powder', '干粉'), ('water', '水基'), ('co2', '二氧化碳'), ('gas', '洁净气体')], max_length=6, verbose_name='灭火剂')),
                ('spec', models.CharField(blank=True, max_length=60, verbose_name='型号规格')),
                ('spot', models.CharField(blank=True, max_length=60, verbose_name='具体位置')),
                ('made_on', models.DateField(blank=True, null=True, verbose_name='出厂日期')),
                ('installed_on', models.DateField(blank=True, null=True, verbose_name='安装日期')),
                ('maker', models.CharField(blank=True, max_length=60, verbose_name='生产厂家')),
                ('serial', models.CharField(blank=True, max_length=40, verbose_name='出厂编号')),
                ('is_often', models.BooleanField(default=False, help_text='锅炉房、地下室里的。', verbose_name='半月一查')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='备注')),
                ('status', models.CharField(choices=[('here', '在位'), ('out', '送修中'), ('scrapped', '已报废')], default='here', editable=False, max_length=8, verbose_name='状态')),
                ('serviced_on', models.DateField(blank=True, null=True, verbose_name='上次维修、检测')),
                ('certificate', models.CharField(blank=True, max_length=40, verbose_name='维修合格证号')),
                ('service_due_on', models.DateField(blank=True, editable=False, null=True, verbose_name='下次维修、检测')),
                ('scrap_due_on', models.DateField(blank=True, editable=False, null=True, verbose_name='报废日期')),
                ('checked_on', models.DateField(blank=True, editable=False, null=True, verbose_name='上次检查')),
                ('is_bad', models.BooleanField(default=False, editable=False, verbose_name='上次检查有问题')),
                ('scrapped_on', models.DateField(blank=True, editable=False, null=True, verbose_name='哪天报废')),
                ('scrap_why', models.CharField(blank=True, max_length=200, verbose_name='为什么报废')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('asset', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assets.asset', verbose_name='资产卡')),
                ('building', models.ForeignKey(blank=True, editable=False, limit_choices_to={'kind': 'building'}, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='楼栋')),
                ('keeper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='负责人')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='放在哪里')),
            ],
            options={
                'verbose_name': '消防器材',
                'verbose_name_plural': '消防器材',
                'indexes': [models.Index(fields=['building', 'status'], name='fire_device_building'), models.Index(condition=models.Q(('status', 'scrapped'), _negated=True), fields=['service_due_on'], name='fire_device_service'), models.Index(condition=models.Q(('status', 'scrapped'), _negated=True), fields=['scrap_due_on'], name='fire_device_scrap')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'extinguisher'), _negated=True), models.Q(models.Q(('agent', ''), _negated=True), ('made_on__isnull', False)), _connector='OR'), name='fire_device_extinguisher', violation_error_message='灭火器要写灭火剂和出厂日期：维修和报废的日子从它们算起。'), models.CheckConstraint(condition=models.Q(('kind', 'extinguisher'), ('agent', ''), _connector='OR'), name='fire_device_agent', violation_error_message='只有灭火器才写灭火剂。'), models.CheckConstraint(condition=models.Q(('made_on', None), ('serviced_on', None), ('serviced_on__gte', models.F('made_on')), _connector='OR'), name='fire_device_serviced_after', violation_error_message='维修、检测不能早于出厂日期。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'scrapped'), _negated=True), models.Q(models.Q(('scrap_why', ''), _negated=True), ('scrapped_on__isnull', False)), _connector='OR'), name='fire_device_scrapped', violation_error_message='报废要写为什么。')],
            },
        ),
        migrations.CreateModel(
            name='Drill',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.CharField(editable=False, max_length=20, unique=True, verbose_name='编号')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('planned_on', models.DateField(verbose_name='安排在哪天')),
                ('with_brigade', models.BooleanField(default=False, verbose_name='消防部门到场')),
                ('roles', models.TextField(blank=True, help_text='一行一项：哪层楼道谁护、谁清点、谁拉警报。', max_length=2000, verbose_name='分工')),
                ('held_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='警报时间')),
                ('held_on', models.DateField(blank=True, editable=False, null=True, verbose_name='哪天举行')),
                ('people', models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='参加人数')),
                ('slowest', models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='最慢一栋（秒）')),
                ('summary', models.TextField(blank=True, max_length=2000, verbose_name='讲评')),
                ('closed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='讲评日期')),
                ('cancel_why', models.CharField(blank=True, max_length=200, verbose_name='为什么取消')),
                ('status', models.CharField(choices=[('planned', '已安排'), ('held', '待讲评'), ('closed', '已讲评'), ('cancelled', '取消')], default='planned', editable=False, max_length=9, verbose_name='状态')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='总指挥')),
            ],
            options={
                'verbose_name': '演练',
                'verbose_name_plural': '演练',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['held', 'closed']), _negated=True), models.Q(('held_at__isnull', False), ('held_on__isnull', False), ('people__gt', 0), ('slowest__gt', 0)), _connector='OR'), name='fire_drill_held', violation_error_message='演练要有警报时间、参加人数和用时。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'closed'), _negated=True), models.Q(models.Q(('summary', ''), _negated=True), ('closed_on__isnull', False)), _connector='OR'), name='fire_drill_closed', violation_error_message='讲评要写下来。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'cancelled'), _negated=True), models.Q(('cancel_why', ''), _negated=True), _connector='OR'), name='fire_drill_cancelled', violation_error_message='取消要写为什么。')],
            },
        ),
        migrations.CreateModel(
            name='DrillTime',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('limit', models.PositiveSmallIntegerField(verbose_name='应在几秒内')),
                ('people', models.PositiveIntegerField(blank=True, null=True, verbose_name='人数')),
                ('seconds', models.PositiveIntegerField(blank=True, null=True, verbose_name='用时（秒）')),
                ('is_over', models.BooleanField(default=False, editable=False, verbose_name='超时')),
                ('drill', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='times', to='fire.drill', verbose_name='演练')),
                ('place', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='楼栋')),
            ],
            options={
                'verbose_name': '各楼用时',
                'verbose_name_plural': '各楼用时',
                'constraints': [models.UniqueConstraint(fields=('drill', 'place'), name='fire_drilltime_once', violation_error_message='这栋楼已经在这次演练里了。')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('what', models.CharField(max_length=200, verbose_name='发现什么问题')),
                ('measure', models.CharField(blank=True, max_length=200, verbose_name='怎么改进')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='最迟哪天')),
                ('found_on', models.DateField(editable=False, verbose_name='发现日期')),
                ('done_on', models.DateField(blank=True, editable=False, null=True, verbose_name='改好日期')),
                ('done_words', models.CharField(blank=True, max_length=200, verbose_name='怎么改的')),
                ('handed_as', models.CharField(blank=True, editable=False, max_length=60, verbose_name='转到')),
                ('target', models.CharField(blank=True, editable=False, max_length=60, verbose_name='台账')),
                ('target_id', models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='编号')),
                ('status', models.CharField(choices=[('open', '待改进'), ('handed', '已转办'), ('done', '改好了')], default='open', editable=False, max_length=6, verbose_name='状态')),
                ('drill', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='fire.drill', verbose_name='演练')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='在哪里')),
                ('responsible', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='谁负责')),
            ],
            options={
                'verbose_name': '演练改进',
                'verbose_name_plural': '演练改进',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'handed'), ('target_id__isnull', False)), models.Q(models.Q(('measure', ''), _negated=True), ('due_on__isnull', False), ('responsible__isnull', False)), _connector='OR'), name='fire_finding_task', violation_error_message='要么转办，要么写明怎么改进、谁负责、最迟哪天。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'done'), _negated=True), models.Q(models.Q(('done_words', ''), _negated=True), ('done_on__isnull', False)), _connector='OR'), name='fire_finding_done', violation_error_message='改好了要写怎么改的。')],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('series', models.SlugField(editable=False, max_length=40, verbose_name='代号')),
                ('version', models.PositiveSmallIntegerField(default=1, editable=False, verbose_name='第几版')),
                ('kind', models.CharField(choices=[('fire', '消防应急'), ('evacuation', '教学楼紧急疏散'), ('dorm', '学生宿舍安全'), ('food', '食品安全'), ('activity', '学生活动安全'), ('campus', '校园突发事件'), ('rules', '校园防火制度'), ('other', '其它')], max_length=10, verbose_name='类型')),
                ('title', models.CharField(max_length=80, verbose_name='名称')),
                ('text', models.TextField(max_length=8000, verbose_name='内容')),
                ('drills', models.PositiveSmallIntegerField(default=0, verbose_name='每学期演练几次')),
                ('issued_on', models.DateField(blank=True, editable=False, null=True, verbose_name='发布日期')),
                ('review_on', models.DateField(blank=True, editable=False, null=True, verbose_name='下次修订')),
                ('changed', models.CharField(blank=True, max_length=200, verbose_name='这一版改了什么')),
                ('status', models.CharField(choices=[('draft', '拟稿'), ('holds', '现行'), ('replaced', '已换新版')], default='draft', editable=False, max_length=8, verbose_name='状态')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='谁负责')),
            ],
            options={
                'verbose_name': '应急预案',
                'verbose_name_plural': '应急预案',
                'constraints': [models.UniqueConstraint(fields=('series', 'version'), name='fire_plan_version', violation_error_message='这一版已经有了，请刷新。'), models.UniqueConstraint(condition=models.Q(('status', 'holds')), fields=('series',), name='fire_plan_holds', violation_error_message='一份预案同时只有一版现行。'), models.CheckConstraint(condition=models.Q(('status', 'draft'), models.Q(('issued_on__isnull', False), ('review_on__isnull', False)), _connector='OR'), name='fire_plan_issued', violation_error_message='发布要有日期和下次修订的日期。')],
            },
        ),
        migrations.AddField(
            model_name='drill',
            name='plan',
            field=models.ForeignKey(limit_choices_to={'status': 'holds'}, on_delete=django.db.models.deletion.PROTECT, related_name='held_drills', to='fire.plan', verbose_name='按哪份预案'),
        ),
        migrations.CreateModel(
            name='Upkeep',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.CharField(editable=False, max_length=20, unique=True, verbose_name='编号')),
                ('kind', models.CharField(choices=[('service', '送修充装'), ('test', '检测维护'), ('scrap', '报废')], editable=False, max_length=8, verbose_name='办什么')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='原因')),
                ('asked_on', models.DateField(editable=False, verbose_name='提出日期')),
                ('firm', models.CharField(blank=True, max_length=60, verbose_name='维修单位名称')),
                ('sent_on', models.DateField(blank=True, editable=False, null=True, verbose_name='送出日期')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='约定取回')),
                ('done_on', models.DateField(blank=True, editable=False, null=True, verbose_name='办完日期')),
                ('cost', models.DecimalField(blank=True, decimal_places=2, max_digits=10, null=True, verbose_name='费用（元）')),
                ('drop_why', models.CharField(blank=True, max_length=200, verbose_name='为什么不办')),
                ('status', models.CharField(choices=[('draft', '待送出'), ('asked', '待同意'), ('out', '已送出'), ('done', '已办完'), ('dropped', '不办了')], default='draft', editable=False, max_length=8, verbose_name='状态')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('asked_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='提出人')),
                ('done_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='经手人')),
                ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partner', verbose_name='维修单位')),
            ],
            options={
                'verbose_name': '器材送修报废单',
                'verbose_name_plural': '器材送修报废单',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['out', 'done']), _negated=True), ('kind', 'scrap'), models.Q(('sent_on__isnull', False), models.Q(models.Q(('firm', ''), _negated=True), ('partner__isnull', False), _connector='OR')), _connector='OR'), name='fire_upkeep_sent', violation_error_message='送出要写送到哪个单位。'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'scrap'), ('status', 'done'), _negated=True), models.Q(('asked_by', models.F('done_by')), _negated=True), _connector='OR'), name='fire_upkeep_two_people', violation_error_message='提出报废的人不能自己同意，请换一个人。'), models.CheckConstraint(condition=models.Q(('cost', None), ('cost__gte', 0), _connector='OR'), name='fire_upkeep_cost', violation_error_message='费用不能小于零。')],
            },
        ),
        migrations.CreateModel(
            name='UpkeepLine',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('result', models.CharField(blank=True, choices=[('', '未取回'), ('serviced', '修好、充好'), ('scrapped', '报废'), ('as_was', '原样退回')], max_length=8, verbose_name='结果')),
                ('certificate', models.CharField(blank=True, max_length=40, verbose_name='维修合格证号')),
                ('done_on', models.DateField(blank=True, editable=False, null=True, verbose_name='日期')),
                ('note', models.CharField(blank=True, max_length=120, verbose_name='说明')),
                ('device', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='fire.device', verbose_name='器材')),
                ('upkeep', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='fire.upkeep', verbose_name='送修报废单')),
            ],
            options={
                'verbose_name': '送修报废明细',
                'verbose_name_plural': '送修报废明细',
                'constraints': [models.UniqueConstraint(fields=('upkeep', 'device'), name='fire_upkeepline_once', violation_error_message='这一件已经在单子上了。'), models.CheckConstraint(condition=models.Q(('result', ''), ('done_on__isnull', False), _connector='OR'), name='fire_upkeepline_dated', violation_error_message='有结果就要有日期。')],
            },
        ),
        SearchIndex(
            table='fire_device',
        ),
        SearchIndex(
            table='fire_upkeep',
        ),
        SearchIndex(
            table='fire_plan',
        ),
        SearchIndex(
            table='fire_drill',
        ),
    ]
