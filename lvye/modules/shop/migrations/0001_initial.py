import django.db.models.deletion
import lvye.kernel.records.models
from django.db import migrations, models

from lvye.kernel.records.api import SearchIndex


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('partners', '0002_signing_through_approvals'),
        ('people', '0003_department_head'),
    ]

    operations = [
        migrations.CreateModel(
            name='BannedGoods',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=30, unique=True, verbose_name='什么')),
                ('words', models.CharField(help_text='用顿号分开：香烟、雪茄、电子烟', max_length=200, verbose_name='名称里的词')),
                ('why', models.CharField(blank=True, max_length=100, verbose_name='为什么')),
                ('document', models.CharField(max_length=100, verbose_name='依据')),
                ('article', models.CharField(blank=True, max_length=40, verbose_name='条款')),
                ('is_active', models.BooleanField(default=True, verbose_name='在用')),
            ],
            options={
                'verbose_name': '禁售商品',
                'verbose_name_plural': '小卖部禁售目录',
            },
        ),
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('monthly', '每月检查'), ('surprise', '不打招呼抽查')], default='monthly', max_length=8, verbose_name='怎么查的')),
                ('checked_on', models.DateField(verbose_name='检查日期')),
                ('licence', models.BooleanField(default=False, verbose_name='证照亮在店里，没有过期')),
                ('labels', models.BooleanField(default=False, verbose_name='商品都有厂名、厂址、生产日期和保质期')),
                ('shelf', models.BooleanField(default=False, verbose_name='没有过期商品，快到期的单独放')),
                ('banned', models.BooleanField(default=False, verbose_name='没有烟、酒、槟榔等禁售商品')),
                ('storage', models.BooleanField(default=False, verbose_name='离地离墙，要冷的冷着')),
                ('hygiene', models.BooleanField(default=False, verbose_name='店面干净，没有虫鼠')),
                ('price', models.BooleanField(default=False, verbose_name='明码标价')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('checked_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='检查人')),
                ('lease', models.ForeignKey(limit_choices_to={'what': 'shop'}, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.lease', verbose_name='哪一家')),
            ],
            options={
                'verbose_name': '小卖部检查',
                'verbose_name_plural': '小卖部检查',
                'constraints': [models.UniqueConstraint(fields=('lease', 'checked_on'), name='shop_check_once', violation_error_message='这一天已经查过这一家了。')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('found_on', models.DateField(verbose_name='发现日期')),
                ('kind', models.CharField(choices=[('expired', '过期变质'), ('nameless', '三无商品'), ('banned', '禁售商品'), ('unhealthy', '高盐高糖高脂'), ('hygiene', '卫生'), ('price', '价格'), ('papers', '证照'), ('other', '其他')], max_length=10, verbose_name='什么问题')),
                ('what', models.CharField(max_length=200, verbose_name='哪件商品、什么情况')),
                ('is_serious', models.BooleanField(default=False, editable=False, verbose_name='严重')),
                ('due_on', models.DateField(editable=False, verbose_name='整改时限')),
                ('status', models.CharField(choices=[('open', '待整改'), ('fixed', '已整改'), ('dropped', '核实不成立')], default='open', editable=False, max_length=8, verbose_name='状态')),
                ('done', models.CharField(blank=True, max_length=200, verbose_name='怎么整改的')),
                ('fixed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='整改日期')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('check_made', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='shop.check', verbose_name='检查')),
                ('lease', models.ForeignKey(limit_choices_to={'what': 'shop'}, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.lease', verbose_name='哪一家')),
            ],
            options={
                'verbose_name': '小卖部问题',
                'verbose_name_plural': '小卖部问题',
                'constraints': [models.CheckConstraint(condition=models.Q(('status', 'open'), models.Q(('done', ''), _negated=True), _connector='OR'), name='shop_finding_done', violation_error_message='请写怎么整改的。')],
            },
        ),
        migrations.CreateModel(
            name='Price',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('goods', models.CharField(max_length=60, verbose_name='商品和规格')),
                ('ours', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='店里卖（元）')),
                ('outside', models.DecimalField(decimal_places=2, max_digits=7, verbose_name='校外卖（元）')),
                ('where', models.CharField(max_length=40, verbose_name='校外哪一家')),
                ('compared_on', models.DateField(verbose_name='比价日期')),
                ('status', models.CharField(choices=[('fair', '合适'), ('dear', '偏贵'), ('cut', '已降价')], default='fair', editable=False, max_length=5, verbose_name='状态')),
                ('agreed', models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True, verbose_name='谈成的价（元）')),
                ('cut_on', models.DateField(blank=True, editable=False, null=True, verbose_name='降价日期')),
                ('search_text', lvye.kernel.records.models.SearchField(blank=True, default='', editable=False)),
                ('lease', models.ForeignKey(limit_choices_to={'what': 'shop'}, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='partners.lease', verbose_name='哪一家')),
            ],
            options={
                'verbose_name': '校内外比价',
                'verbose_name_plural': '校内外比价',
                'constraints': [models.CheckConstraint(condition=models.Q(('ours__gt', 0), ('outside__gt', 0)), name='shop_price_positive', violation_error_message='价格要大于零。'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'cut'), _negated=True), models.Q(('agreed__gt', 0), ('agreed__lt', models.F('ours'))), _connector='OR'), name='shop_price_agreed', violation_error_message='谈成的价要比现在低。')],
            },
        ),
        SearchIndex(
            table='shop_finding',
        ),
        SearchIndex(
            table='shop_price',
        ),
    ]
