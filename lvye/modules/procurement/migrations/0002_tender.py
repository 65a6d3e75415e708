import django.db.models.deletion
import lvye.kernel.records.models
from django.conf import settings
from django.db import migrations, models

from lvye.kernel.records.api import SearchIndex


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_department_head'),
        ('places', '0001_initial'),
        ('procurement', '0001_initial'),
        ('stores', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='request',
            name='about',
            field=models.CharField(blank=True, editable=False, max_length=60, verbose_name='为哪类记录'),
        ),
        migrations.AddField(
            model_name='request',
            name='about_id',
            field=models.BigIntegerField(blank=True, editable=False, null=True, verbose_name='为哪条记录'),
        ),
        migrations.AddField(
            model_name='requestline',
            name='keeper',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='保管人'),
        ),
        migrations.AddField(
            model_name='requestline',
            name='place',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place', verbose_name='放在哪里'),
        ),
        migrations.AddField(
            model_name='requestline',
            name='store',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stores.store', verbose_name='入哪个保管室'),
        ),
        migrations.CreateModel(
            name='Tender',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('number', models.CharField(editable=False, max_length=20, unique=True, verbose_name='编号')),
                ('agency', models.CharField(blank=True, help_text='自己组织招标的不填。', max_length=60, verbose_name='代理机构')),
                ('published_on', models.DateField(blank=True, null=True, verbose_name='发公告、招标文件的日期')),
                ('closes_on', models.DateField(blank=True, null=True, verbose_name='投标截止日（开标日）')),
                ('bond', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='投标保证金（元）')),
                ('opened_on', models.DateField(blank=True, null=True, verbose_name='开标日期')),
                ('judged_on', models.DateField(blank=True, null=True, verbose_name='评标报告日期')),
                ('panel', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='评标委员会几人')),
                ('experts', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='其中专家几人')),
                ('awarded_on', models.DateField(blank=True, null=True, verbose_name='定标日期')),
                ('noticed_on', models.DateField(blank=True, null=True, verbose_name='中标通知、公告日期')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='签合同日期')),
                ('announced_on', models.DateField(blank=True, null=True, verbose_name='合同公告日期')),
                ('filed_on', models.DateField(blank=True, null=True, verbose_name='合同备案日期')),
                ('next_due_on', models.DateField(blank=True, editable=False, null=True, verbose_name='下一步期限')),
                ('status', models.CharField(choices=[('draft', '编招标文件'), ('published', '已发公告'), ('opened', '已开标'), ('judged', '已评标'), ('awarded', '已定标'), ('noticed', '已发中标通知'), ('signed', '已签合同'), ('announced', '合同已公告'), ('filed', '已备案'), ('failed', '废标')], default='draft', editable=False, max_length=10, verbose_name='状态')),
                ('why', models.CharField(blank=True, max_length=200, verbose_name='废标的原因')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
                ('request', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='tenders', to='procurement.request', verbose_name='采购申请')),
                ('winner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procurement.quote', verbose_name='中标的投标')),
            ],
            options={
                'verbose_name': '招标',
                'verbose_name_plural': '招标',
            },
        ),
        migrations.CreateModel(
            name='TenderPaper',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('document', '招标文件'), ('call', '招标公告'), ('opening', '开标记录'), ('bid', '投标文件'), ('report', '评标报告'), ('award', '定标文件'), ('notice', '中标通知书、中标公告'), ('contract', '合同文本'), ('query', '质疑答复、投诉处理决定'), ('other', '其他')], max_length=10, verbose_name='是什么')),
                ('on', models.DateField(verbose_name='文件日期')),
                ('note', models.CharField(blank=True, max_length=120, verbose_name='说明')),
                ('tender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='procurement.tender', verbose_name='招标')),
            ],
            options={
                'verbose_name': '招标文件材料',
                'verbose_name_plural': '招标文件材料',
            },
        ),
        migrations.AddIndex(
            model_name='tender',
            index=models.Index(fields=['status', 'next_due_on'], name='procurement_tender_due'),
        ),
        migrations.AddConstraint(
            model_name='tender',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'failed'), _negated=True), fields=('request',), name='procurement_tender_one', violation_error_message='这份申请正在招标；废标以后才能重新招。'),
        ),
        migrations.AddConstraint(
            model_name='tender',
            constraint=models.CheckConstraint(condition=models.Q(('closes_on__isnull', True), ('closes_on__gt', models.F('published_on')), _connector='OR'), name='procurement_tender_days', violation_error_message='投标截止日要在发公告以后。'),
        ),
        migrations.AddConstraint(
            model_name='tender',
            constraint=models.CheckConstraint(condition=models.Q(('bond__gte', 0)), name='procurement_tender_bond', violation_error_message='保证金不能小于零。'),
        ),
        migrations.AddConstraint(
            model_name='tender',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('awarded', 'noticed', 'signed', 'announced', 'filed')), _negated=True), ('winner__isnull', False), _connector='OR'), name='procurement_tender_winner', violation_error_message='请选中标的单位。'),
        ),
        migrations.AddIndex(
            model_name='tenderpaper',
            index=models.Index(fields=['tender', 'kind'], name='procurement_paper_kind'),
        ),
        SearchIndex(
            table='procurement_tender',
        ),
        SearchIndex("procurement_request"),  # SQLite made its table anew above, without the triggers
    ]
