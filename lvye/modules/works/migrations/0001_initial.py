import django.core.validators
import django.db.models.deletion
import lvye.kernel.records.models
from django.conf import settings
from django.db import migrations, models

from lvye.kernel.records.api import SearchIndex


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('partners', '0002_signing_through_approvals'),
        ('people', '0003_department_head'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Acceptance',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('hidden', '隐蔽工程验收'), ('middle', '阶段验收'), ('final', '竣工验收')], default='final', max_length=6, verbose_name='哪种验收')),
                ('on', models.DateField(verbose_name='日期')),
                ('outsiders', models.CharField(blank=True, max_length=200, verbose_name='校外参加的人')),
                ('words', models.TextField(blank=True, max_length=1000, verbose_name='验收结论')),
                ('decided_on', models.DateField(blank=True, editable=False, null=True, verbose_name='结论日期')),
                ('status', models.CharField(choices=[('open', '验收中'), ('passed', '合格'), ('failed', '不合格')], default='open', editable=False, max_length=6, verbose_name='状态')),
            ],
            options={
                'verbose_name': '工程验收',
                'verbose_name_plural': '工程验收',
                'constraints': [models.CheckConstraint(condition=models.Q(('status', 'open'), models.Q(('decided_on__isnull', False), models.Q(('words', ''), _negated=True)), _connector='OR'), name='works_acceptance_words', violation_error_message='验收要写结论。')],
            },
        ),
        migrations.CreateModel(
            name='Diary',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('on', models.DateField(verbose_name='日期')),
                ('kind', models.CharField(choices=[('log', '施工日志'), ('watch', '现场监督'), ('meeting', '例会')], default='log', max_length=7, verbose_name='种类')),
                ('words', models.TextField(max_length=1000, verbose_name='做了什么')),
                ('workers', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='现场人数')),
                ('percent', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='阶段完成（%）')),
                ('by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='记录人')),
            ],
            options={
                'verbose_name': '工程日志',
                'verbose_name_plural': '工程日志',
            },
        ),
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.CharField(editable=False, max_length=20, unique=True, verbose_name='编号')),
                ('name', models.CharField(max_length=80, verbose_name='工程名称')),
                ('kind', models.CharField(choices=[('new', '新建'), ('extend', '改扩建'), ('renovate', '维修改造'), ('safety', '校安工程'), ('water', '水井厕所'), ('road', '道路场地')], default='renovate', max_length=8, verbose_name='类型')),
                ('scale', models.CharField(blank=True, help_text='如：500 平方米、6 间教室。', max_length=80, verbose_name='规模')),
                ('why', models.TextField(max_length=1000, verbose_name='为什么要做')),
                ('estimate', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='概算（元）')),
                ('fund', models.CharField(choices=[('public', '公用经费'), ('staff', '人员经费'), ('special', '专项资金'), ('own', '其他自有资金'), ('union', '工会经费'), ('canteen', '伙食费')], default='public', max_length=8, verbose_name='资金来源')),
                ('group', models.TextField(blank=True, help_text='校安工程要写：组长、组员、各管什么。', max_length=1000, verbose_name='领导小组和分工')),
                ('begins_on', models.DateField(verbose_name='计划开工')),
                ('ends_on', models.DateField(verbose_name='计划完工')),
                ('warranty_months', models.PositiveSmallIntegerField(default=24, validators=[django.core.validators.MaxValueValidator(600)], verbose_name='保修期（月）')),
                ('is_proof', models.BooleanField(default=False, verbose_name='含屋面、卫生间防水')),
                ('began_on', models.DateField(blank=True, null=True, verbose_name='开工日期')),
                ('finished_on', models.DateField(blank=True, null=True, verbose_name='完工日期')),
                ('passed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='验收日期')),
                ('used_on', models.DateField(blank=True, editable=False, null=True, verbose_name='移交日期')),
                ('handed', models.CharField(blank=True, editable=False, max_length=200, verbose_name='移交给谁、移交了什么')),
                ('submitted', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='送审金额（元）')),
                ('settled', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='审定金额（元）')),
                ('settled_on', models.DateField(blank=True, editable=False, null=True, verbose_name='结算日期')),
                ('defects_until', models.DateField(blank=True, editable=False, null=True, verbose_name='缺陷责任期到')),
                ('warranty_until', models.DateField(blank=True, editable=False, null=True, verbose_name='保修到')),
                ('final_due_on', models.DateField(blank=True, editable=False, null=True, verbose_name='结算最迟')),
                ('meeting_due_on', models.DateField(blank=True, editable=False, null=True, verbose_name='下次例会最迟')),
                ('status', models.CharField(choices=[('draft', '拟建'), ('asked', '立项审批中'), ('agreed', '已立项'), ('going', '在建'), ('done', '待验收'), ('passed', '已验收'), ('used', '已移交'), ('closed', '已结算'), ('dropped', '不建了')], default='draft', editable=False, max_length=8, verbose_name='状态')),
                ('why_not', models.CharField(blank=True, max_length=200, verbose_name='不建的原因')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('contract', models.ForeignKey(blank=True, help_text='合同在“合同”里登记、审签；付款、质保金也在那里。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.contract', verbose_name='施工合同')),
                ('designer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partner', verbose_name='设计单位')),
                ('file_keeper', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='档案专管人')),
                ('lead', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='工程负责人')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='在哪里')),
                ('site', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='现场监督人')),
                ('supervisor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.partner', verbose_name='监理单位')),
            ],
            options={
                'verbose_name': '工程',
                'verbose_name_plural': '工程台账',
                'indexes': [models.Index(fields=['status', 'ends_on'], name='works_project_ends'), models.Index(fields=['passed_on'], name='works_project_passed_on')],
                'constraints': [models.CheckConstraint(condition=models.Q(('begins_on__lte', models.F('ends_on'))), name='works_project_days', violation_error_message='计划完工不能早于计划开工。'), models.CheckConstraint(condition=models.Q(('estimate__gt', 0)), name='works_project_estimate', violation_error_message='概算要大于零。'), models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'asked', 'agreed', 'dropped']), ('began_on__isnull', False), _connector='OR'), name='works_project_began', violation_error_message='开了工要有开工日期。'), models.CheckConstraint(condition=models.Q(('finished_on', None), ('finished_on__gte', models.F('began_on')), _connector='OR'), name='works_project_finished', violation_error_message='完工日期不能早于开工日期。'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['passed', 'used', 'closed']), _negated=True), models.Q(('passed_on__isnull', False), ('warranty_until__isnull', False)), _connector='OR'), name='works_project_passed', violation_error_message='验收合格要有日期和保修期。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'closed'), _negated=True), models.Q(('settled__gte', 0), ('submitted__gte', models.F('settled'))), _connector='OR'), name='works_project_settled', violation_error_message='审定金额不能比送审金额还多。'), models.UniqueConstraint(fields=('contract',), name='works_project_contract', violation_error_message='这份合同已经用在别的工程上了。')],
            },
        ),
        migrations.CreateModel(
            name='Formality',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60, verbose_name='手续、资料')),
                ('gate', models.CharField(choices=[('start', '开工前'), ('accept', '竣工验收前'), ('settle', '结算前')], default='start', max_length=6, verbose_name='什么时候要有')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='最迟办好')),
                ('got_on', models.DateField(blank=True, null=True, verbose_name='办好日期')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='文号、编号')),
                ('kept', models.CharField(blank=True, max_length=60, verbose_name='存放在')),
                ('why', models.CharField(blank=True, max_length=120, verbose_name='为什么不需要')),
                ('status', models.CharField(choices=[('wanted', '待办'), ('held', '已归档'), ('spared', '不需要')], default='wanted', editable=False, max_length=6, verbose_name='状态')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='formalities', to='works.project', verbose_name='工程')),
            ],
            options={
                'verbose_name': '工程手续',
                'verbose_name_plural': '工程手续和档案',
                'constraints': [models.UniqueConstraint(fields=('project', 'name'), name='works_formality_once', violation_error_message='这个工程已经列了这一项。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'held'), _negated=True), ('got_on__isnull', False), _connector='OR'), name='works_formality_held', violation_error_message='归档要写办好的日期。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'spared'), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='works_formality_spared', violation_error_message='不需要的要写为什么。')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('safety', '安全'), ('quality', '质量'), ('progress', '进度'), ('warranty', '保修')], default='quality', max_length=8, verbose_name='哪方面')),
                ('what', models.CharField(max_length=200, verbose_name='什么问题')),
                ('found_on', models.DateField(editable=False, verbose_name='发现日期')),
                ('due_on', models.DateField(verbose_name='最迟改好')),
                ('fixed', models.CharField(blank=True, max_length=200, verbose_name='怎么改的')),
                ('fixed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='改好日期')),
                ('checked_on', models.DateField(blank=True, editable=False, null=True, verbose_name='复查日期')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='哪里还不行')),
                ('status', models.CharField(choices=[('open', '待整改'), ('fixed', '待复查'), ('checked', '已合格')], default='open', editable=False, max_length=7, verbose_name='状态')),
                ('acceptance', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='works.acceptance', verbose_name='验收')),
                ('diary', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='works.diary', verbose_name='日志')),
                ('fixed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='works.project', verbose_name='工程')),
            ],
            options={
                'verbose_name': '工程问题',
                'verbose_name_plural': '工程问题和整改',
                'indexes': [models.Index(fields=['status', 'due_on'], name='works_finding_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status', 'open'), models.Q(('fixed_on__isnull', False), models.Q(('fixed', ''), _negated=True)), _connector='OR'), name='works_finding_fixed', violation_error_message='改好了要写怎么改的。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'checked'), _negated=True), ('checked_on__isnull', False), _connector='OR'), name='works_finding_checked', violation_error_message='复查合格要有日期。')],
            },
        ),
        migrations.AddField(
            model_name='diary',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='diaries', to='works.project', verbose_name='工程'),
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.CharField(editable=False, max_length=20, unique=True, verbose_name='编号')),
                ('kind', models.CharField(choices=[('design', '设计变更'), ('site', '现场签证')], default='site', max_length=6, verbose_name='种类')),
                ('on', models.DateField(verbose_name='日期')),
                ('what', models.CharField(max_length=120, verbose_name='变更什么')),
                ('why', models.CharField(max_length=200, verbose_name='为什么')),
                ('amount', models.DecimalField(decimal_places=2, help_text='减少的写负数，不动钱的写 0。', max_digits=12, verbose_name='增减金额（元）')),
                ('days', models.SmallIntegerField(default=0, verbose_name='增减工期（天）')),
                ('agreed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='同意日期')),
                ('status', models.CharField(choices=[('draft', '草稿'), ('asked', '审批中'), ('agreed', '已同意'), ('refused', '未同意')], default='draft', editable=False, max_length=7, verbose_name='状态')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='works.project', verbose_name='工程')),
            ],
            options={
                'verbose_name': '变更签证',
                'verbose_name_plural': '工程变更签证',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'agreed'), _negated=True), ('agreed_on__isnull', False), _connector='OR'), name='works_change_agreed', violation_error_message='同意了的要有日期。')],
            },
        ),
        migrations.AddField(
            model_name='acceptance',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acceptances', to='works.project', verbose_name='工程'),
        ),
        migrations.CreateModel(
            name='Stage',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=40, verbose_name='阶段')),
                ('begins_on', models.DateField(verbose_name='计划开始')),
                ('ends_on', models.DateField(verbose_name='计划完成')),
                ('began_on', models.DateField(blank=True, editable=False, null=True, verbose_name='实际开始')),
                ('ended_on', models.DateField(blank=True, editable=False, null=True, verbose_name='实际完成')),
                ('percent', models.PositiveSmallIntegerField(default=0, editable=False, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='完成（%）')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stages', to='works.project', verbose_name='工程')),
            ],
            options={
                'verbose_name': '工程阶段',
                'verbose_name_plural': '工程阶段',
                'indexes': [models.Index(fields=['ended_on', 'ends_on'], name='works_stage_ends')],
                'constraints': [models.UniqueConstraint(fields=('project', 'name'), name='works_stage_once', violation_error_message='这个工程已经有这个阶段。'), models.CheckConstraint(condition=models.Q(('begins_on__lte', models.F('ends_on'))), name='works_stage_days', violation_error_message='计划完成不能早于计划开始。'), models.CheckConstraint(condition=models.Q(('percent__lt', 100), ('ended_on__isnull', False), _connector='OR'), name='works_stage_ended', violation_error_message='完成的阶段要有完成日期。')],
            },
        ),
        migrations.AddField(
            model_name='diary',
            name='stage',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='diaries', to='works.stage', verbose_name='阶段'),
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('verdict', models.CharField(blank=True, choices=[('yes', '合格'), ('mend', '整改后合格'), ('no', '不合格')], max_length=4, verbose_name='意见')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('given_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='签的时间')),
                ('status', models.CharField(choices=[('asked', '待签意见'), ('given', '已签')], default='asked', editable=False, max_length=5, verbose_name='状态')),
                ('acceptance', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='works.acceptance', verbose_name='验收')),
                ('person', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='验收人')),
            ],
            options={
                'verbose_name': '验收意见',
                'verbose_name_plural': '验收意见',
                'constraints': [models.UniqueConstraint(fields=('acceptance', 'person'), name='works_opinion_once', violation_error_message='这个人已经在验收组里了。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'given'), _negated=True), models.Q(('verdict', ''), _negated=True), _connector='OR'), name='works_opinion_verdict', violation_error_message='请选合格、整改后合格或不合格。')],
            },
        ),
        migrations.AddConstraint(
            model_name='acceptance',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'final'), ('status', 'open')), fields=('project',), name='works_acceptance_one', violation_error_message='竣工验收正在进行，先有结论再开下一次。'),
        ),
        migrations.AddIndex(
            model_name='diary',
            index=models.Index(fields=['project', 'on'], name='works_diary_on'),
        ),
        migrations.AddConstraint(
            model_name='diary',
            constraint=models.CheckConstraint(condition=models.Q(('percent', None), ('stage__isnull', False), _connector='OR'), name='works_diary_percent', violation_error_message='写了进度就要选是哪个阶段。'),
        ),
        SearchIndex(
            table='works_project',
        ),
        SearchIndex(
            table='works_change',
        ),
    ]
