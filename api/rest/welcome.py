from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from api.page_policy import own_content_only
from tenants.models import District


@own_content_only
def welcome(request: HttpRequest) -> HttpResponse:
    """`/`: a greeting that names the public districts and leads to their GraphiQL."""
    return render(request, "api/welcome.html", {"districts": District.objects.filter(is_public=True)})
