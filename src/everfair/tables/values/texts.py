"""Free text: stored as given, or refused; line breaks and tabs belong to it."""

from everfair.tables.characters import forbidden
from everfair.tables.codes import ValueCode
from everfair.tables.problems import ValueProblem

LIMIT = 32_767


def check_text(text: str, limit: int = LIMIT) -> str:
    """The same text. Refuses NUL, control and non-characters, half characters, and more than `limit` characters."""
    if len(text) > limit:
        raise ValueProblem(ValueCode.TEXT_TOO_LONG, {"length": len(text), "limit": limit})
    if bad := forbidden(text):
        half = "\ud800" <= bad[0] <= "\udfff"
        code = ValueCode.TEXT_SURROGATE if half else ValueCode.TEXT_CONTROL
        raise ValueProblem(code, {"codepoint": f"U+{ord(bad[0]):04X}", "position": bad.start() + 1})
    return text
