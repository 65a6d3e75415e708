from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('counts', '0002_sendings_pieces'),
    ]

    operations = [
        migrations.AlterField(
            model_name='line',
            name='book_status',
            field=models.CharField(choices=[('in_use', '在用'), ('idle', '闲置'), ('lent', '借出'), ('repair', '维修中'), ('pending_scrap', '待报废'), ('scrapped', '已报废'), ('lost', '丢失'), ('joined', '已并回')], max_length=13, verbose_name='账上状态'),
        ),
    ]
