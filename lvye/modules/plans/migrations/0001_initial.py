import django.db.models.deletion
import lvye.kernel.records.models
from django.conf import settings
from django.db import migrations, models

from lvye.kernel.records.api import SearchIndex


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ArchiveBox',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.CharField(error_messages={'unique': '这个盒号已经用了。'}, max_length=20, unique=True, verbose_name='盒号')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('kind', models.CharField(max_length=30, verbose_name='类别')),
                ('title', models.CharField(max_length=100, verbose_name='盒里是什么')),
                ('where', models.CharField(help_text='哪间屋、哪个架、哪一层。', max_length=60, verbose_name='放在哪里')),
                ('keep_until', models.DateField(blank=True, null=True, verbose_name='保存到')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('keeper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='保管人')),
            ],
            options={
                'verbose_name': '档案盒',
                'verbose_name_plural': '档案盒',
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('weekly', '后勤例会'), ('opening', '学期会'), ('safety', '安全工作会'), ('hazard', '隐患排查会'), ('canteen', '食堂工作会'), ('other', '其他会议')], default='weekly', max_length=10, verbose_name='种类')),
                ('title', models.CharField(max_length=80, verbose_name='会议')),
                ('starts_at', models.DateTimeField(verbose_name='时间')),
                ('where', models.CharField(max_length=60, verbose_name='地点')),
                ('agenda', models.TextField(blank=True, max_length=2000, verbose_name='议题')),
                ('minutes', models.TextField(blank=True, max_length=20000, verbose_name='会议纪要')),
                ('status', models.CharField(choices=[('planned', '未通知'), ('called', '已通知'), ('held', '待写纪要'), ('filed', '纪要已定'), ('cancelled', '取消')], default='planned', editable=False, max_length=10, verbose_name='状态')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='取消的原因')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('host', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='主持人')),
                ('recorder', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='记录人')),
            ],
            options={
                'verbose_name': '会议',
                'verbose_name_plural': '会议',
                'indexes': [models.Index(fields=['starts_at'], name='plans_meeting_starts')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'filed'), _negated=True), models.Q(('minutes', ''), _negated=True), _connector='OR'), name='plans_meeting_minutes', violation_error_message='还没有写纪要，不能定稿。')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('status', models.CharField(choices=[('invited', '未签到'), ('present', '已到'), ('leave', '请假'), ('absent', '缺席')], default='invited', editable=False, max_length=10, verbose_name='到会')),
                ('why', models.CharField(blank=True, max_length=100, verbose_name='请假事由')),
                ('signed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='签到时间')),
                ('is_by_desk', models.BooleanField(default=False, editable=False, verbose_name='代签')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='谁')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='plans.meeting', verbose_name='会议')),
            ],
            options={
                'verbose_name': '到会情况',
                'verbose_name_plural': '到会情况',
                'constraints': [models.UniqueConstraint(fields=('meeting', 'person'), name='plans_attendance_once', violation_error_message='这个人已经在名单里了。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'leave'), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='plans_attendance_leave_why', violation_error_message='请假要写事由。')],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('term', '学期计划'), ('year', '学年计划'), ('holiday', '假期工作安排'), ('month', '月计划')], default='term', max_length=10, verbose_name='种类')),
                ('period', models.CharField(max_length=24, verbose_name='期间')),
                ('begins_on', models.DateField(editable=False, verbose_name='从')),
                ('ends_on', models.DateField(editable=False, verbose_name='到')),
                ('title', models.CharField(max_length=80, verbose_name='标题')),
                ('aim', models.TextField(blank=True, max_length=2000, verbose_name='总的要求')),
                ('status', models.CharField(choices=[('draft', '草稿'), ('submitted', '待审定'), ('agreed', '执行中'), ('closed', '已总结')], default='draft', editable=False, max_length=10, verbose_name='状态')),
                ('agreed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='审定时间')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='退回的原因')),
                ('closed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='总结日期')),
                ('outcome', models.JSONField(blank=True, default=dict, editable=False)),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('agreed_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审定人')),
                ('author', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='编制人')),
            ],
            options={
                'verbose_name': '工作计划',
                'verbose_name_plural': '工作计划',
                'indexes': [models.Index(fields=['begins_on', 'ends_on'], name='plans_plan_days')],
                'constraints': [models.UniqueConstraint(fields=('period', 'title'), name='plans_plan_once', violation_error_message='这一期已经有同名的计划，请打开原来那份。'), models.CheckConstraint(condition=models.Q(('begins_on__lte', models.F('ends_on'))), name='plans_plan_days', violation_error_message='计划的结束日期不能早于开始日期。'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['agreed', 'closed']), _negated=True), ('agreed_by__isnull', False), _connector='OR'), name='plans_plan_agreed_by_somebody', violation_error_message='执行的计划要有审定人。'), models.CheckConstraint(condition=models.Q(('agreed_by__isnull', True), models.Q(('agreed_by', models.F('author')), _negated=True), _connector='OR'), name='plans_plan_two_people', violation_error_message='自己编的计划不能由自己审定。')],
            },
        ),
        migrations.CreateModel(
            name='GoalLetter',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('content', models.JSONField(default=dict, editable=False)),
                ('digest', models.CharField(editable=False, max_length=64, verbose_name='校验码')),
                ('status', models.CharField(choices=[('drawn', '待签'), ('signed', '已签'), ('void', '作废')], default='drawn', editable=False, max_length=10, verbose_name='状态')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='签字日期')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='作废的原因')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='谁签')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post', verbose_name='岗位')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='plans.plan', verbose_name='计划')),
            ],
            options={
                'verbose_name': '目标责任书',
                'verbose_name_plural': '目标责任书',
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'void'), _negated=True), fields=('plan', 'person'), name='plans_goalletter_once', violation_error_message='这个人在这份计划里已经有责任书了。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'signed'), _negated=True), ('signed_on__isnull', False), _connector='OR'), name='plans_goalletter_signed_day', violation_error_message='签了的责任书要有日期。')],
            },
        ),
        migrations.CreateModel(
            name='PlanItem',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('what', models.CharField(max_length=120, verbose_name='做什么')),
                ('area', models.CharField(choices=[('office', '综合管理'), ('repairs', '维修维护'), ('teaching', '教学保障'), ('assets', '校产物资'), ('money', '经费收费'), ('canteen', '食堂食品'), ('safety', '安全消防'), ('utilities', '水电暖'), ('grounds', '绿化保洁'), ('dormitory', '宿舍'), ('events', '活动会务'), ('works', '基建工程'), ('staff', '队伍建设'), ('other', '其他')], default='office', max_length=10, verbose_name='哪方面')),
                ('begins_on', models.DateField(blank=True, null=True, verbose_name='开始日期')),
                ('due_on', models.DateField(verbose_name='完成期限')),
                ('off_day', models.BooleanField(default=False, verbose_name='期限是休息日也照办')),
                ('budget', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='预算（元）')),
                ('ask', models.CharField(blank=True, max_length=200, verbose_name='请对方配合什么')),
                ('partner_on', models.DateField(blank=True, editable=False, null=True, verbose_name='对方答应的日期')),
                ('detail', models.TextField(blank=True, max_length=1000, verbose_name='具体做法')),
                ('status', models.CharField(choices=[('kept', '在列'), ('dropped', '取消')], default='kept', editable=False, max_length=10, verbose_name='状态')),
                ('state', models.CharField(choices=[('open', '未完成'), ('part', '部分完成'), ('done', '完成'), ('dropped', '取消')], default='open', editable=False, max_length=10, verbose_name='完成情况')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='原因')),
                ('source', models.CharField(choices=[('own', '自己列的'), ('unfinished', '上期没做完'), ('lapse', '期内到期'), ('history', '往年这时有'), ('season', '季节惯例'), ('decision', '会议决定')], default='own', editable=False, max_length=10, verbose_name='怎么列进来的')),
                ('hint', models.CharField(blank=True, editable=False, max_length=80)),
                ('reminded_for', models.DateField(blank=True, editable=False, null=True)),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('follows', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed', to='plans.planitem', verbose_name='接着做')),
                ('helpers', models.ManyToManyField(blank=True, related_name='+', to='people.person', verbose_name='协助的人')),
                ('partner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.department', verbose_name='配合处室')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='负责人')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='plans.plan', verbose_name='计划')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post', verbose_name='负责岗位')),
            ],
            options={
                'verbose_name': '计划事项',
                'verbose_name_plural': '计划事项',
                'indexes': [models.Index(fields=['due_on', 'status'], name='plans_planitem_due'), models.Index(fields=['plan', 'hint'], name='plans_planitem_hint')],
                'constraints': [models.CheckConstraint(condition=models.Q(('person__isnull', False), ('post__isnull', False), _connector='OR'), name='plans_planitem_somebody', violation_error_message='请写明由谁或哪个岗位负责。'), models.CheckConstraint(condition=models.Q(('begins_on__isnull', True), ('begins_on__lte', models.F('due_on')), _connector='OR'), name='plans_planitem_days', violation_error_message='完成期限不能早于开始日期。'), models.CheckConstraint(condition=models.Q(('budget__isnull', True), ('budget__gte', 0), _connector='OR'), name='plans_planitem_budget', violation_error_message='预算不能小于零。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'dropped'), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='plans_planitem_dropped_why', violation_error_message='取消要写明原因。')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('what', models.CharField(max_length=120, verbose_name='决定什么')),
                ('due_on', models.DateField(verbose_name='办到哪天')),
                ('decided_on', models.DateField(editable=False, verbose_name='哪天决定的')),
                ('status', models.CharField(choices=[('open', '在办'), ('done', '已办'), ('dropped', '不办了')], default='open', editable=False, max_length=10, verbose_name='状态')),
                ('result', models.CharField(blank=True, max_length=200, verbose_name='结果')),
                ('done_on', models.DateField(blank=True, editable=False, null=True, verbose_name='办完日期')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='谁办')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='plans.meeting', verbose_name='会议')),
                ('item', models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='plans.planitem', verbose_name='列入的计划事项')),
            ],
            options={
                'verbose_name': '会议决定',
                'verbose_name_plural': '会议决定',
                'indexes': [models.Index(fields=['status', 'due_on'], name='plans_decision_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'done'), _negated=True), ('done_on__isnull', False), _connector='OR'), name='plans_decision_done_has_day', violation_error_message='办完的决定要有日期。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'dropped'), _negated=True), models.Q(('result', ''), _negated=True), _connector='OR'), name='plans_decision_dropped_why', violation_error_message='不办了要写明原因。')],
            },
        ),
        migrations.CreateModel(
            name='PostStandard',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('seat', models.CharField(blank=True, max_length=100, verbose_name='定岗：在哪里、几个人')),
                ('duties', models.TextField(max_length=1000, verbose_name='定责：职责')),
                ('quality', models.TextField(blank=True, max_length=600, verbose_name='质的要求')),
                ('quantity', models.TextField(blank=True, max_length=600, verbose_name='量的要求')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('post', models.OneToOneField(error_messages={'unique': '这个岗位的标准已经写了，请修改原来那份。'}, on_delete=django.db.models.deletion.PROTECT, related_name='standard', to='people.post', verbose_name='岗位')),
            ],
            options={
                'verbose_name': '岗位标准',
                'verbose_name_plural': '岗位标准',
            },
        ),
        migrations.CreateModel(
            name='Proof',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('any', '任何一种'), ('photo', '照片'), ('paper', '单据文件'), ('record', '台账里的一条记录'), ('words', '一句话说明')], max_length=10, verbose_name='凭据')),
                ('about', models.CharField(blank=True, max_length=60, verbose_name='记录类别')),
                ('about_id', models.BigIntegerField(blank=True, null=True, verbose_name='记录号')),
                ('label', models.CharField(blank=True, max_length=120, verbose_name='记录')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('at', models.DateTimeField(editable=False, verbose_name='登记时间')),
                ('status', models.CharField(choices=[('kept', '在用'), ('withdrawn', '已撤下')], default='kept', editable=False, max_length=10, verbose_name='状态')),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proofs', to='plans.planitem', verbose_name='计划事项')),
            ],
            options={
                'verbose_name': '完成凭据',
                'verbose_name_plural': '完成凭据',
                'indexes': [models.Index(fields=['about', 'about_id'], name='plans_proof_about')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind', 'any'), _negated=True), name='plans_proof_kind', violation_error_message='请说明是照片、单据、记录还是一句话。'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'record'), _negated=True), models.Q(models.Q(('about', ''), _negated=True), ('about_id__isnull', False)), _connector='OR'), name='plans_proof_record', violation_error_message='请选一条记录。'), models.UniqueConstraint(condition=models.Q(('kind', 'record'), ('status', 'kept')), fields=('item', 'about', 'about_id'), name='plans_proof_once', violation_error_message='这条记录已经算在这一项里了。')],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('figure', '数字达到'), ('proof', '有凭据')], default='figure', max_length=10, verbose_name='怎样算完成')),
                ('figure', models.CharField(blank=True, max_length=60, verbose_name='数字')),
                ('only', models.JSONField(blank=True, default=dict, verbose_name='只看')),
                ('sense', models.CharField(choices=[('ge', '不少于'), ('le', '不超过')], default='ge', max_length=2, verbose_name='要求')),
                ('aim', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='目标值')),
                ('proof', models.CharField(choices=[('any', '任何一种'), ('photo', '照片'), ('paper', '单据文件'), ('record', '台账里的一条记录'), ('words', '一句话说明')], default='any', max_length=10, verbose_name='凭据')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='plans.planitem', verbose_name='计划事项')),
            ],
            options={
                'verbose_name': '计划目标',
                'verbose_name_plural': '计划目标',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'figure'), _negated=True), models.Q(models.Q(('figure', ''), _negated=True), ('aim__isnull', False)), _connector='OR'), name='plans_target_figure', violation_error_message='数字目标要选一个数字，并写明目标值。'), models.CheckConstraint(condition=models.Q(('aim__isnull', True), ('aim__gte', 0), _connector='OR'), name='plans_target_aim', violation_error_message='目标值不能小于零。')],
            },
        ),
        SearchIndex(
            table='plans_plan',
        ),
        SearchIndex(
            table='plans_planitem',
        ),
        SearchIndex(
            table='plans_meeting',
        ),
        SearchIndex(
            table='plans_decision',
        ),
        SearchIndex(
            table='plans_poststandard',
        ),
        SearchIndex(
            table='plans_archivebox',
        ),
    ]
