import django.core.validators
import django.db.models.deletion
import lvye.kernel.records.models
from django.db import migrations, models

from lvye.kernel.records.api import SearchIndex


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0003_department_head'),
        ('places', '0001_initial'),
        ('terms', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='代号')),
                ('name', models.CharField(max_length=60, verbose_name='培训什么')),
                ('kind', models.CharField(choices=[('food', '食品安全'), ('safety', '消防和急救'), ('guard', '安保'), ('skill', '岗位技能'), ('service', '服务礼仪'), ('system', '新系统、新流程'), ('pupil', '学生安全教育'), ('other', '其他')], default='skill', max_length=8, verbose_name='类型')),
                ('audience', models.CharField(choices=[('post', '一个岗位的人'), ('logistics', '全体后勤人员'), ('staff', '全体教职工'), ('pupils', '学生')], default='post', max_length=10, verbose_name='谁参加')),
                ('every', models.CharField(choices=[('term', '每学期'), ('year', '每学年'), ('once', '按需要')], default='term', max_length=5, verbose_name='多久一次')),
                ('workday', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(110)], verbose_name='开学后第几个工作日前办')),
                ('content', models.TextField(blank=True, max_length=2000, verbose_name='讲什么')),
                ('with_test', models.BooleanField(default=False, verbose_name='要考核')),
                ('basis', models.CharField(blank=True, max_length=100, verbose_name='依据')),
                ('is_open', models.BooleanField(default=True, verbose_name='在用')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post', verbose_name='岗位')),
            ],
            options={
                'verbose_name': '培训科目',
                'verbose_name_plural': '培训科目',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('audience', 'post'), _negated=True), ('post__isnull', False), _connector='OR'), name='training_course_post', violation_error_message='一个岗位的培训要选是哪个岗位。'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'pupil'), ('audience', 'pupils')), models.Q(models.Q(('kind', 'pupil'), _negated=True), models.Q(('audience', 'pupils'), _negated=True)), _connector='OR'), name='training_course_pupils', violation_error_message='学生安全教育由学生参加，别的培训由教职工参加。')],
            },
        ),
        migrations.CreateModel(
            name='Licence',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('guard', '保安员证'), ('fire', '消防设施操作员证'), ('electric', '电工作业证'), ('weld', '焊接与热切割作业证'), ('height', '高处作业证'), ('lift', '电梯安全管理员证'), ('boiler', '锅炉作业证'), ('food', '食品安全管理员证'), ('aid', '救护员证'), ('account', '会计专业技术资格证'), ('bus', '校车驾驶资格'), ('other', '其他证件')], max_length=8, verbose_name='什么证')),
                ('name', models.CharField(blank=True, help_text='选“其他证件”时写。', max_length=40, verbose_name='证件名称')),
                ('number', models.CharField(max_length=40, verbose_name='证号')),
                ('issued_by', models.CharField(blank=True, max_length=60, verbose_name='发证机关')),
                ('issued_on', models.DateField(verbose_name='发证日期')),
                ('ends_on', models.DateField(blank=True, help_text='长期有效的不填。', null=True, verbose_name='有效期至')),
                ('told_on', models.DateField(blank=True, editable=False, null=True)),
                ('why', models.CharField(blank=True, max_length=100, verbose_name='注销原因')),
                ('status', models.CharField(choices=[('holds', '在册'), ('void', '注销')], default='holds', editable=False, max_length=5, verbose_name='状态')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('person', models.ForeignKey(limit_choices_to={'kind__in': ('teacher', 'staff'), 'status': 'here'}, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='姓名')),
            ],
            options={
                'verbose_name': '证件',
                'verbose_name_plural': '人员证件',
                'indexes': [models.Index(fields=['kind', 'ends_on'], name='training_licence_ends')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'number'), name='training_licence_once', violation_error_message='这个证号已经登记过了。'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gt', models.F('issued_on')), _connector='OR'), name='training_licence_days', violation_error_message='有效期要晚于发证日期。'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'other'), _negated=True), models.Q(('name', ''), _negated=True), _connector='OR'), name='training_licence_name', violation_error_message='其他证件要写是什么证。'), models.CheckConstraint(condition=models.Q(('status', 'holds'), models.Q(('why', ''), _negated=True), _connector='OR'), name='training_licence_void', violation_error_message='注销要写原因。')],
            },
        ),
        migrations.CreateModel(
            name='Need',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('guard', '保安员证'), ('fire', '消防设施操作员证'), ('electric', '电工作业证'), ('weld', '焊接与热切割作业证'), ('height', '高处作业证'), ('lift', '电梯安全管理员证'), ('boiler', '锅炉作业证'), ('food', '食品安全管理员证'), ('aid', '救护员证'), ('account', '会计专业技术资格证'), ('bus', '校车驾驶资格'), ('other', '其他证件')], max_length=8, verbose_name='什么证')),
                ('least', models.PositiveSmallIntegerField(blank=True, help_text='不填就是这个岗位人人都要有。', null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='至少几人有')),
                ('document', models.CharField(max_length=100, verbose_name='依据')),
                ('article', models.CharField(blank=True, max_length=60, verbose_name='条款')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('is_open', models.BooleanField(default=True, verbose_name='执行')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post', verbose_name='岗位')),
            ],
            options={
                'verbose_name': '岗位持证要求',
                'verbose_name_plural': '岗位持证要求',
                'constraints': [models.UniqueConstraint(fields=('post', 'kind'), name='training_need_once', violation_error_message='这个岗位已经列过这种证了。')],
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('theme', models.CharField(max_length=80, verbose_name='主题')),
                ('kind', models.CharField(choices=[('food', '食品安全'), ('safety', '消防和急救'), ('guard', '安保'), ('skill', '岗位技能'), ('service', '服务礼仪'), ('system', '新系统、新流程'), ('pupil', '学生安全教育'), ('other', '其他')], default='skill', max_length=8, verbose_name='类型')),
                ('audience', models.CharField(choices=[('post', '一个岗位的人'), ('logistics', '全体后勤人员'), ('staff', '全体教职工'), ('pupils', '学生')], default='logistics', max_length=10, verbose_name='谁参加')),
                ('due_on', models.DateField(verbose_name='最迟哪天办')),
                ('on', models.DateField(blank=True, null=True, verbose_name='哪天')),
                ('before_on', models.DateField(blank=True, null=True, verbose_name='新系统、新流程哪天启用')),
                ('teacher_from', models.CharField(blank=True, max_length=60, verbose_name='外请主讲')),
                ('content', models.TextField(blank=True, max_length=2000, verbose_name='讲什么')),
                ('with_test', models.BooleanField(default=False, verbose_name='要考核')),
                ('classes', models.CharField(blank=True, max_length=100, verbose_name='哪些班级')),
                ('heads', models.PositiveIntegerField(blank=True, null=True, verbose_name='学生人数')),
                ('told', models.CharField(blank=True, max_length=400, verbose_name='效果和改进')),
                ('why', models.CharField(blank=True, max_length=120, verbose_name='为什么不办')),
                ('code', models.CharField(editable=False, max_length=8, unique=True, verbose_name='签到码')),
                ('status', models.CharField(choices=[('planned', '待办'), ('open', '签到中'), ('held', '已办'), ('dropped', '不办了')], default='planned', editable=False, max_length=7, verbose_name='状态')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='training.course', verbose_name='培训科目')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='在哪里')),
                ('post', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post', verbose_name='岗位')),
                ('teacher', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='谁主讲')),
                ('term', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='terms.term', verbose_name='学期')),
            ],
            options={
                'verbose_name': '培训',
                'verbose_name_plural': '培训记录',
                'indexes': [models.Index(fields=['status', 'due_on'], name='training_session_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('term__isnull', False), models.Q(('status', 'dropped'), _negated=True)), fields=('course', 'term'), name='training_session_once', violation_error_message='这个科目这学期已经排过了。'), models.CheckConstraint(condition=models.Q(models.Q(('audience', 'post'), _negated=True), ('post__isnull', False), _connector='OR'), name='training_session_post', violation_error_message='一个岗位的培训要选是哪个岗位。'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'pupil'), ('audience', 'pupils')), models.Q(models.Q(('kind', 'pupil'), _negated=True), models.Q(('audience', 'pupils'), _negated=True)), _connector='OR'), name='training_session_pupils', violation_error_message='学生安全教育由学生参加，别的培训由教职工参加。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'held'), _negated=True), models.Q(('on__isnull', False), models.Q(('teacher__isnull', False), models.Q(('teacher_from', ''), _negated=True), _connector='OR')), _connector='OR'), name='training_session_held', violation_error_message='办完的培训要有日期和主讲人。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'dropped'), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='training_session_why', violation_error_message='请写为什么不办。')],
            },
        ),
        migrations.CreateModel(
            name='Sitter',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('sign', models.CharField(blank=True, choices=[('tap', '手机点到'), ('code', '扫现场的码'), ('desk', '主办人代签')], editable=False, max_length=4, verbose_name='怎么签的')),
                ('signed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='签到时间')),
                ('note', models.CharField(blank=True, max_length=100, verbose_name='为什么没来')),
                ('score', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='成绩')),
                ('passed', models.BooleanField(blank=True, editable=False, null=True, verbose_name='合格')),
                ('status', models.CharField(choices=[('asked', '没签到'), ('came', '到了'), ('excused', '请假')], default='asked', editable=False, max_length=7, verbose_name='状态')),
                ('person', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='姓名')),
                ('session', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='sitters', to='training.session', verbose_name='培训')),
            ],
            options={
                'verbose_name': '参训人员',
                'verbose_name_plural': '参训人员',
                'indexes': [models.Index(fields=['person', 'status'], name='training_sitter_person')],
                'constraints': [models.UniqueConstraint(fields=('session', 'person'), name='training_sitter_once', violation_error_message='这个人已经在名单里了。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'came'), _negated=True), models.Q(models.Q(('sign', ''), _negated=True), ('signed_at__isnull', False)), _connector='OR'), name='training_sitter_signed', violation_error_message='到了的要有签到时间。'), models.CheckConstraint(condition=models.Q(('score', None), models.Q(('passed__isnull', False), ('status', 'came')), _connector='OR'), name='training_sitter_score', violation_error_message='没有到的人不能有成绩。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'excused'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='training_sitter_note', violation_error_message='请假要写原因。')],
            },
        ),
        SearchIndex(
            table='training_course',
        ),
        SearchIndex(
            table='training_session',
        ),
        SearchIndex(
            table='training_licence',
        ),
    ]
