"""What a school may decide about uploads."""

from django.utils.translation import gettext_lazy as _

from lvye.kernel.rules.api import RuleSpec, declare

declare(
    RuleSpec(
        "files.max_mb",
        _("一个文件最大"),
        20,
        "MB",
        why=_("手机照片一般 3 到 12 MB；再大的多半传错了，也传不动。"),
        least=1,
        most=200,
    ),
    RuleSpec(
        "files.max_pixels",
        _("一张照片最多像素"),
        65_000_000,
        _("像素"),
        why=_("6400 万像素的手机原图收得下；再大的图展开后会占满内存。"),
        least=1_000_000,
        most=200_000_000,
    ),
    RuleSpec(
        "files.max_per_record",
        _("一条记录最多附件"),
        12,
        _("个"),
        why=_("够拍清楚前后情况，又不会把页面拖慢。"),
        least=1,
        most=100,
    ),
    RuleSpec(
        "files.grant_days",
        _("免登录看照片的链接有效"),
        7,
        _("天"),
        why=_("扫码进度页和外单位链接里的照片，过期要重新打开页面。"),
        least=1,
        most=90,
    ),
)
