"""What is done to many rows at once."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise

Word = str | Promise


@dataclass(frozen=True)
class BulkAction:
    """Something to do with the selected rows: `ListPage.bulk_<code>(rows, form)` does it."""

    code: str
    label: Word
    icon: str = "check"
    form: Callable[..., forms.Form] | None = None
    """Asked in a dialog before; its cleaned data comes with the rows."""
    confirm: Word = ""
    danger: bool = False

    @property
    def asks(self) -> bool:
        """Whether a dialog comes before it."""
        return self.form is not None or bool(self.confirm)

    def blank(self, data: QueryDict | None = None) -> forms.Form | None:
        if self.form is None:
            return None
        return self.form(data, prefix=self.code, use_required_attribute=False)
