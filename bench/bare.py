"""The yardstick: what Django costs when nobody asks for anything. No rights, no frame, no audit."""

from __future__ import annotations

from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from lvye.config.urls import urlpatterns as ours
from lvye.modules.repairs.api import Job

PAGE = """<!doctype html><html><head><title>Jobs</title></head><body><table>
<tr><th>Number</th><th>Place</th><th>Kind</th><th>What</th><th>Status</th><th>Urgency</th><th>Reported</th><th>Due</th></tr>
{% for job in jobs %}<tr><td><a href="/bare/{{ job.pk }}/">{{ job.number }}</a></td><td>{{ job.place.full_name }}</td>
<td>{{ job.category.name }}</td><td>{{ job.what }}</td><td>{{ job.get_status_display }}</td>
<td>{{ job.get_urgency_display }}</td><td>{{ job.reported_at|date:"Y-m-d H:i" }}</td>
<td>{{ job.finish_by|date:"Y-m-d H:i" }}</td></tr>{% endfor %}</table></body></html>"""


def jobs(request: HttpRequest) -> HttpResponse:
    """Fifty rows with two joins, paged by key, with the columns of our list (but the worker, a third join)."""
    rows = Job.objects.select_related("place", "category").order_by("-id")
    if after := request.GET.get("after"):
        rows = rows.filter(pk__lt=int(after))
    template = engines["django"].from_string(PAGE) if "t" not in CACHE else CACHE["t"]
    CACHE["t"] = template
    return HttpResponse(template.render({"jobs": rows[:50]}, request))


CACHE: dict[str, object] = {}


class BareForm(ModelForm):  # type: ignore[type-arg]  # the yardstick is plain Django
    """What a visitor fills in, and nothing else."""

    class Meta:
        model = Job
        fields = ("place", "category", "what")


@csrf_exempt
def insert(request: HttpRequest) -> HttpResponse:
    """A form that is checked and one row that is written: Django's own way, nobody told, nothing noted."""
    form = BareForm(request.POST)
    if not form.is_valid():
        return HttpResponse(str(form.errors), status=400)
    now = timezone.now()
    job = form.save(commit=False)
    job.number = job.token = request.POST["number"]
    job.top_id, job.source = job.category.parent_id, "scan"
    job.reported_at = job.respond_by = job.finish_by = now
    job.reported_on = now.date()
    job.save()
    return redirect("/bare/")


urlpatterns = [path("bare/", jobs), path("bare/new/", insert), *ours]
