"""Files as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    """kernel.files"""

    name = "lvye.kernel.files"
    label = "files"
    verbose_name = _("照片与文件")
