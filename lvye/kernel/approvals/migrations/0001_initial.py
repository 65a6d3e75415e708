import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('people', '0003_department_head'),
    ]

    operations = [
        migrations.CreateModel(
            name='ApprovalChain',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('code', models.SlugField(max_length=60, unique=True, verbose_name='代号')),
                ('name', models.CharField(max_length=60, verbose_name='流程')),
                ('kind', models.CharField(max_length=80, verbose_name='审批什么')),
                ('sort', models.IntegerField(default=100, help_text='同一件事有几个流程时，从小到大，用第一个合条件的。', verbose_name='先后')),
                ('above', models.CharField(blank=True, max_length=80, verbose_name='金额达到')),
                ('traits', models.JSONField(blank=True, default=dict, verbose_name='限于')),
                ('steps', models.JSONField(blank=True, default=list, verbose_name='审批步骤')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('is_open', models.BooleanField(default=True, verbose_name='在用')),
            ],
            options={
                'verbose_name': '审批流程',
                'verbose_name_plural': '审批流程',
                'indexes': [models.Index(fields=['kind', 'sort'], name='approvals_chain_kind')],
            },
        ),
        migrations.CreateModel(
            name='Asking',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(editable=False, max_length=80, verbose_name='审批什么')),
                ('target', models.CharField(editable=False, max_length=60, verbose_name='台账')),
                ('target_id', models.BigIntegerField(editable=False, verbose_name='编号')),
                ('title', models.CharField(max_length=200, verbose_name='事由')),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='金额')),
                ('traits', models.JSONField(blank=True, default=dict, editable=False, verbose_name='性质')),
                ('chain_name', models.CharField(editable=False, max_length=60, verbose_name='审批流程')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='申请说明')),
                ('round', models.PositiveIntegerField(default=1, editable=False, verbose_name='第几轮')),
                ('asked_at', models.DateTimeField(editable=False, verbose_name='提交时间')),
                ('ended_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='办结时间')),
                ('status', models.CharField(choices=[('asked', '审批中'), ('returned', '退回修改'), ('agreed', '已同意'), ('refused', '不同意'), ('withdrawn', '已撤回')], default='asked', editable=False, max_length=10, verbose_name='状态')),
                ('asked_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提交人')),
                ('chain', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='askings', to='approvals.approvalchain', verbose_name='流程')),
                ('requester', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='askings', to=settings.AUTH_USER_MODEL, verbose_name='申请人')),
            ],
            options={
                'verbose_name': '审批',
                'verbose_name_plural': '审批',
                'indexes': [models.Index(fields=['target', 'target_id'], name='approvals_asking_target'), models.Index(fields=['requester', 'status'], name='approvals_asking_requester')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ('asked', 'returned'))), fields=('kind', 'target_id'), name='approvals_asking_once', violation_error_message='这件事正在审批，不能重复提交。'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('status__in', ('asked', 'returned'))), models.Q(models.Q(('status__in', ('asked', 'returned')), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='approvals_asking_ended', violation_error_message='办结的审批要有办结时间。')],
            },
        ),
        migrations.CreateModel(
            name='Turn',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('round', models.PositiveIntegerField(default=1, editable=False, verbose_name='第几轮')),
                ('place', models.PositiveIntegerField(editable=False, verbose_name='第几步')),
                ('kind', models.CharField(choices=[('post', '岗位'), ('head', '部门负责人'), ('person', '指定的人'), ('meeting', '会议'), ('outside', '上级批复')], editable=False, max_length=10, verbose_name='由谁')),
                ('name', models.CharField(editable=False, max_length=60, verbose_name='环节')),
                ('hours', models.PositiveIntegerField(default=0, editable=False, verbose_name='限几个工作小时')),
                ('opened_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='轮到时间')),
                ('due_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='最晚')),
                ('reminded_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='催办时间')),
                ('as_deputy', models.BooleanField(default=False, editable=False, verbose_name='代理')),
                ('decided_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='审批时间')),
                ('opinion', models.CharField(blank=True, max_length=500, verbose_name='意见')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='文号')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='决定日期')),
                ('status', models.CharField(choices=[('waiting', '还没轮到'), ('open', '待审批'), ('agreed', '同意'), ('returned', '驳回'), ('refused', '不同意'), ('handed', '已转办'), ('passed', '不用审批'), ('dropped', '作罢')], default='waiting', editable=False, max_length=10, verbose_name='状态')),
                ('asking', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='turns', to='approvals.asking', verbose_name='审批')),
                ('decided_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审批人')),
                ('department', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.department', verbose_name='部门')),
                ('person', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='指定的人')),
                ('post', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post', verbose_name='岗位')),
            ],
            options={
                'verbose_name': '审批环节',
                'verbose_name_plural': '审批环节',
                'indexes': [models.Index(fields=['status', 'post'], name='approvals_turn_post'), models.Index(fields=['status', 'person'], name='approvals_turn_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('agreed', 'returned', 'refused', 'handed')), _negated=True), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='approvals_turn_decided', violation_error_message='审批过的环节要有审批人和时间。')],
            },
        ),
    ]
