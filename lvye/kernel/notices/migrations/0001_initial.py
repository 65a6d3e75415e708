import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60, verbose_name='种类')),
                ('title', models.CharField(max_length=120, verbose_name='标题')),
                ('body', models.CharField(blank=True, max_length=1000, verbose_name='内容')),
                ('url', models.CharField(blank=True, max_length=300, verbose_name='去哪里看')),
                ('urgent', models.BooleanField(default=False, verbose_name='急')),
                ('target', models.CharField(blank=True, max_length=60)),
                ('target_id', models.BigIntegerField(blank=True, null=True)),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='看过')),
                ('routed_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='给谁')),
            ],
            options={
                'verbose_name': '消息',
                'verbose_name_plural': '消息',
                'indexes': [models.Index(fields=['user', '-id'], name='notices_notice_user'), models.Index(condition=models.Q(('read_at', None)), fields=['user'], name='notices_notice_unread'), models.Index(condition=models.Q(('routed_at', None)), fields=['id'], name='notices_notice_unrouted'), models.Index(condition=models.Q(('read_at', None)), fields=['target', 'target_id'], name='notices_notice_about')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('read_at', None)), fields=('user', 'url', 'title'), name='notices_notice_unread_once')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(max_length=20)),
                ('due_at', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('state', models.CharField(choices=[('waiting', '等发送'), ('sent', '已发送'), ('dropped', '已在程序里看过，不再发'), ('failed', '发不出去')], default='waiting', max_length=10)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('error', models.CharField(blank=True, max_length=300)),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='notices.notice')),
            ],
            options={
                'verbose_name': '发送',
                'verbose_name_plural': '发送',
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['due_at'], name='notices_delivery_due')],
                'constraints': [models.UniqueConstraint(fields=('notice', 'channel'), name='notices_delivery_once')],
            },
        ),
        migrations.CreateModel(
            name='Personal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(blank=True, choices=[('zh-hans', '简体中文'), ('en', 'English')], max_length=10, verbose_name='邮件的语言')),
                ('quiet_from', models.TimeField(blank=True, null=True, verbose_name='安静时段从')),
                ('quiet_to', models.TimeField(blank=True, null=True, verbose_name='到')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '个人消息设置',
                'verbose_name_plural': '个人消息设置',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('quiet_from', None), ('quiet_to', None)), models.Q(('quiet_from__isnull', False), ('quiet_to__isnull', False)), _connector='OR'), name='notices_personal_quiet_whole', violation_error_message='安静时段要填开始和结束两个时间，或者都不填。')],
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('channel', models.CharField(max_length=20)),
                ('cadence', models.CharField(choices=[('now', '马上'), ('daily', '每天汇总一次（急件马上）'), ('never', '不要')], max_length=10)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '消息设置',
                'verbose_name_plural': '消息设置',
                'constraints': [models.UniqueConstraint(fields=('user', 'kind', 'channel'), name='notices_preference_once')],
            },
        ),
    ]
