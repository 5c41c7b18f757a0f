"""Long answers in pages: newest first behind an opaque cursor, the same cost on the first page and on the last."""

from rest_framework.pagination import CursorPagination


class NewestFirst(CursorPagination):
    """?cursor= as `next` gave it, ?limit= up to 200; the view names its order in `ordering`."""

    ordering = ("-pk",)
    page_size = 50
    page_size_query_param = "limit"
    max_page_size = 200

    def get_ordering(self, request, queryset, view):
        return getattr(view, "ordering", self.ordering)
