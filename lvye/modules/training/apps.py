"""Training as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrainingConfig(AppConfig):
    """modules.training"""

    name = "lvye.modules.training"
    label = "training"
    verbose_name = _("培训和持证")
