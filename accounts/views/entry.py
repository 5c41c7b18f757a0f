"""Coming in, going out, and the first page of each role."""

from django.conf import settings
from django.contrib.auth import views as auth_views
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.doors import public, signed_in
from accounts.forms import LoginForm
from accounts.queries import FIRST_PAGE, address_or_none, people, setup_is_open_to
from accounts.views.second_step import come_in


class Login(auth_views.LoginView):
    """The login page; before anybody exists it leads to the first-run page."""

    template_name = "accounts/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get(self, request, *args, **kwargs):
        if setup_is_open_to(request.user):
            return redirect("setup")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if settings.DEMO:
            names = people().filter(is_active=True).values_list("username", flat=True)
            context |= {"demo_password": settings.DEMO_PASSWORD, "demo_usernames": list(names)}
        return context

    def form_valid(self, form):
        return come_in(self.request, form.get_user(), leads_to=self.get_success_url())


login = public(Login.as_view())
logout = public(require_POST(auth_views.LogoutView.as_view()))


@signed_in
@require_GET
def start(request):
    """The first page of the person's role, or a plain one where the role has none yet."""
    if setup_is_open_to(request.user):
        return redirect("setup")
    url = address_or_none(FIRST_PAGE.get(request.user.role, ""))
    if url:
        return redirect(url)
    return render(request, "accounts/start.html")
