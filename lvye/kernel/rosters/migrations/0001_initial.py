import django.core.validators
import django.db.models.deletion
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('people', '0003_department_head'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Kind',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('code', models.SlugField(error_messages={'unique': '这个代号已经有了。'}, max_length=30, unique=True, verbose_name='代号')),
                ('name', models.CharField(error_messages={'unique': '这个名称已经有了。'}, max_length=30, unique=True, verbose_name='名称')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='依据')),
                ('rest_hours', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(240)], verbose_name='两班之间至少休息（小时）')),
                ('gap_days', models.PositiveSmallIntegerField(default=1, help_text='1 表示一天只值一次；3 表示周一值了，最早周四再值。', validators=[django.core.validators.MaxValueValidator(60)], verbose_name='两次之间至少隔（天）')),
                ('week_most', models.PositiveSmallIntegerField(default=0, help_text='0 表示不限。', validators=[django.core.validators.MaxValueValidator(21)], verbose_name='一人一周最多几次')),
                ('weekend_times', models.DecimalField(decimal_places=1, default=Decimal('1.5'), help_text='双休日值一班，按几班算负担。', max_digits=3, validators=[django.core.validators.MinValueValidator(Decimal('1')), django.core.validators.MaxValueValidator(Decimal('5'))], verbose_name='双休日折算')),
                ('holiday_times', models.DecimalField(decimal_places=1, default=Decimal('2'), help_text='法定节假日值一班，按几班算负担。', max_digits=3, validators=[django.core.validators.MinValueValidator(Decimal('1')), django.core.validators.MaxValueValidator(Decimal('5'))], verbose_name='节假日折算')),
                ('sort', models.IntegerField(default=100, verbose_name='顺序')),
                ('is_open', models.BooleanField(default=True, verbose_name='在用')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='地点')),
            ],
            options={
                'verbose_name': '值班类型',
                'verbose_name_plural': '值班类型',
            },
        ),
        migrations.CreateModel(
            name='Roster',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.CharField(blank=True, help_text='不填就用类型和日期。', max_length=60, verbose_name='名称')),
                ('begins_on', models.DateField(verbose_name='从')),
                ('ends_on', models.DateField(verbose_name='到')),
                ('seconds', models.PositiveSmallIntegerField(default=10, editable=False, verbose_name='排班时限（秒）')),
                ('result', models.JSONField(blank=True, default=dict, editable=False, verbose_name='排班结果')),
                ('reasons', models.JSONField(blank=True, default=dict, editable=False, verbose_name='排不出的原因')),
                ('step_words', models.CharField(blank=True, editable=False, max_length=100, verbose_name='进度')),
                ('step_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='进度时间')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='发布时间')),
                ('why_recalled', models.CharField(blank=True, max_length=200, verbose_name='撤回的原因')),
                ('status', models.CharField(choices=[('draft', '待排'), ('queued', '等待排班'), ('solving', '排班中'), ('ready', '排好待发布'), ('failed', '排不出'), ('published', '已发布'), ('dropped', '已作废')], default='draft', editable=False, max_length=9, verbose_name='状态')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rosters', to='rosters.kind', verbose_name='值班类型')),
                ('published_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发布人')),
            ],
            options={
                'verbose_name': '值班表',
                'verbose_name_plural': '值班表',
                'indexes': [models.Index(fields=['kind', 'status', 'begins_on'], name='rosters_roster_kind')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('begins_on'))), name='rosters_roster_period', violation_error_message='结束日期不能早于开始日期。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='rosters_roster_published', violation_error_message='发布的值班表要有发布人和时间。')],
            },
        ),
        migrations.CreateModel(
            name='Shift',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=30, verbose_name='班次')),
                ('begins', models.TimeField(verbose_name='从')),
                ('ends', models.TimeField(help_text='不晚于开始时间的，算到第二天。', verbose_name='到')),
                ('on', models.CharField(choices=[('school', '上课日'), ('work', '工作日（含寒暑假）'), ('rest', '双休日和节假日'), ('weekend', '双休日'), ('holiday', '法定节假日'), ('every', '每天')], default='school', max_length=8, verbose_name='哪些日子')),
                ('weekdays', models.JSONField(blank=True, default=list, help_text='不选就是每个这样的日子都要。', verbose_name='只在周几')),
                ('span', models.CharField(choices=[('day', '一天一换'), ('week', '一周一换（值周）')], default='day', max_length=4, verbose_name='轮换')),
                ('weight', models.DecimalField(decimal_places=1, default=Decimal('1'), help_text='公平分摊时，一个通宵班可以算两个白班。', max_digits=3, validators=[django.core.validators.MinValueValidator(Decimal('0.1')), django.core.validators.MaxValueValidator(Decimal('20'))], verbose_name='一班算几分')),
                ('sort', models.IntegerField(default=100, verbose_name='顺序')),
                ('is_open', models.BooleanField(default=True, verbose_name='在用')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shifts', to='rosters.kind', verbose_name='值班类型')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='岗位地点')),
            ],
            options={
                'verbose_name': '班次',
                'verbose_name_plural': '班次',
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_open', True)), fields=('kind', 'name'), name='rosters_shift_once', violation_error_message='这一类里已经有同名的班次。')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.CharField(help_text='例如带班领导、值班教师。', max_length=20, verbose_name='席位')),
                ('count', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(40)], verbose_name='几个人')),
                ('posts', models.JSONField(default=list, verbose_name='哪些岗位的人可以值')),
                ('sort', models.IntegerField(default=100, verbose_name='顺序')),
                ('is_open', models.BooleanField(default=True, verbose_name='在用')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.department', verbose_name='只限部门')),
                ('shift', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='rosters.shift', verbose_name='班次')),
            ],
            options={
                'verbose_name': '席位',
                'verbose_name_plural': '席位',
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_open', True)), fields=('shift', 'name'), name='rosters_seat_once', violation_error_message='这个班次里已经有同名的席位。')],
            },
        ),
        migrations.CreateModel(
            name='Slot',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('on', models.DateField(verbose_name='日期')),
                ('starts_at', models.DateTimeField(verbose_name='开始')),
                ('ends_at', models.DateTimeField(verbose_name='结束')),
                ('block', models.CharField(blank=True, max_length=20, verbose_name='同一班人')),
                ('weight', models.DecimalField(decimal_places=1, max_digits=5, verbose_name='分值')),
                ('roster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slots', to='rosters.roster', verbose_name='值班表')),
                ('shift', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rosters.shift', verbose_name='班次')),
            ],
            options={
                'verbose_name': '值班日',
                'verbose_name_plural': '值班日',
                'indexes': [models.Index(fields=['starts_at', 'ends_at'], name='rosters_slot_time')],
                'constraints': [models.UniqueConstraint(fields=('roster', 'shift', 'on'), name='rosters_slot_once', violation_error_message='这一天的这个班次已经在表里了。'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='rosters_slot_time', violation_error_message='结束时间必须在开始时间之后。')],
            },
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('origin', models.CharField(choices=[('solver', '自动排'), ('hand', '手工改'), ('swap', '换班')], default='solver', max_length=6, verbose_name='来源')),
                ('despite', models.CharField(blank=True, max_length=200, verbose_name='不按规则的理由')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties_assigned', to='people.person', verbose_name='值班人')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rosters.seat', verbose_name='席位')),
                ('slot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='rosters.slot', verbose_name='值班日')),
            ],
            options={
                'verbose_name': '值班安排',
                'verbose_name_plural': '值班安排',
                'indexes': [models.Index(fields=['person', 'slot'], name='rosters_assignment_person')],
                'constraints': [models.UniqueConstraint(fields=('slot', 'person'), name='rosters_assignment_once', violation_error_message='这个人已经在这一班里了。')],
            },
        ),
        migrations.CreateModel(
            name='Swap',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('given_words', models.CharField(editable=False, max_length=100, verbose_name='换出')),
                ('taken_words', models.CharField(blank=True, editable=False, max_length=100, verbose_name='换回')),
                ('why', models.CharField(max_length=200, verbose_name='原因')),
                ('asked_at', models.DateTimeField(editable=False, verbose_name='提出时间')),
                ('answered_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='答复时间')),
                ('answer', models.CharField(blank=True, max_length=200, verbose_name='答复')),
                ('status', models.CharField(choices=[('asked', '等对方答复'), ('agreed', '已换'), ('declined', '对方不换'), ('withdrawn', '已撤回'), ('lapsed', '过期')], default='asked', editable=False, max_length=9, verbose_name='状态')),
                ('asker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='swaps_asked', to='people.person', verbose_name='提出人')),
                ('given', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rosters.assignment', verbose_name='换出的班')),
                ('other', models.ForeignKey(limit_choices_to=models.Q(('kind', 'student'), _negated=True), on_delete=django.db.models.deletion.PROTECT, related_name='swaps_offered', to='people.person', verbose_name='换给谁')),
                ('taken', models.ForeignKey(blank=True, help_text='不选就是请对方代值，不还。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rosters.assignment', verbose_name='换回的班')),
            ],
            options={
                'verbose_name': '换班',
                'verbose_name_plural': '换班',
                'indexes': [models.Index(fields=['other', 'status'], name='rosters_swap_other'), models.Index(fields=['asker', 'status'], name='rosters_swap_asker')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'asked')), fields=('given',), name='rosters_swap_once', violation_error_message='这一班已经在等别人答复了，先撤回再换给别人。'), models.CheckConstraint(condition=models.Q(('asker', models.F('other')), _negated=True), name='rosters_swap_two', violation_error_message='不能和自己换班。')],
            },
        ),
        migrations.CreateModel(
            name='Wish',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('liking', models.CharField(choices=[('rather', '最好排'), ('not', '最好不排')], default='not', max_length=6, verbose_name='意愿')),
                ('weekday', models.PositiveSmallIntegerField(blank=True, choices=[(0, '周一'), (1, '周二'), (2, '周三'), (3, '周四'), (4, '周五'), (5, '周六'), (6, '周日')], null=True, verbose_name='周几')),
                ('on', models.DateField(blank=True, null=True, verbose_name='哪一天')),
                ('is_open', models.BooleanField(default=True, verbose_name='还要')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wishes', to='rosters.kind', verbose_name='值班类型')),
                ('person', models.ForeignKey(limit_choices_to=models.Q(('kind', 'student'), _negated=True), on_delete=django.db.models.deletion.PROTECT, related_name='roster_wishes', to='people.person', verbose_name='谁')),
            ],
            options={
                'verbose_name': '值班意愿',
                'verbose_name_plural': '值班意愿',
                'indexes': [models.Index(fields=['person', 'kind'], name='rosters_wish_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('on__isnull', True), ('weekday__isnull', False)), models.Q(('on__isnull', False), ('weekday__isnull', True)), _connector='OR'), name='rosters_wish_when', violation_error_message='请选周几，或者选一个日期，只选一样。')],
            },
        ),
        migrations.CreateModel(
            name='CalendarLink',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('nonce', models.CharField(editable=False, max_length=32, unique=True)),
                ('made_at', models.DateTimeField(editable=False, verbose_name='生成时间')),
                ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='停用时间')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calendar_links', to='people.person', verbose_name='谁的')),
            ],
            options={
                'verbose_name': '日历订阅',
                'verbose_name_plural': '日历订阅',
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('person',), name='rosters_calendarlink_once', violation_error_message='已经有一个在用的日历地址。')],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('begins_on', models.DateField(verbose_name='从')),
                ('ends_on', models.DateField(verbose_name='到')),
                ('why', models.CharField(choices=[('leave', '请假'), ('trip', '公差外出'), ('exempt', '免值'), ('busy', '有事不能值')], default='leave', max_length=6, verbose_name='为什么')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('answer', models.CharField(blank=True, max_length=200, verbose_name='答复')),
                ('status', models.CharField(choices=[('asked', '待同意'), ('agreed', '已同意'), ('refused', '没同意'), ('withdrawn', '已撤回')], default='asked', editable=False, max_length=9, verbose_name='状态')),
                ('person', models.ForeignKey(limit_choices_to=models.Q(('kind', 'student'), _negated=True), on_delete=django.db.models.deletion.PROTECT, related_name='absences', to='people.person', verbose_name='谁')),
                ('kind', models.ForeignKey(blank=True, help_text='不选就是哪一类值班都不能值。', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='rosters.kind', verbose_name='只限')),
            ],
            options={
                'verbose_name': '不能值班',
                'verbose_name_plural': '不能值班',
                'indexes': [models.Index(fields=['person', 'status', 'begins_on'], name='rosters_absence_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('begins_on'))), name='rosters_absence_period', violation_error_message='结束日期不能早于开始日期。')],
            },
        ),
    ]
