"""What cannot be seen is named; what turns the line round stays in its box; markup is text."""

from django.template import Context, Template

from everfair.ui.seen import seen


def test_row_05_override_characters_are_shown_by_name() -> None:
    shown = seen("abc\u202egpj.exe")
    assert (
        shown
        == '<bdi class="seen">abc<span class="sign" title="RIGHT-TO-LEFT OVERRIDE">RLO</span>gpj.exe</bdi>'
    )
    assert "U+2066" in seen("a\u2066b")


def test_row_05_emoji_and_arabic_joiners_stay_whole() -> None:
    assert "👩‍👩‍👧" in seen("👩‍👩‍👧 公司")
    assert "sign" not in seen("می‌خواهم")


def test_row_32_markup_is_text() -> None:
    shown = Template("{% load ui %}{{ name|seen }}").render(Context({"name": "<script>1</script>\u202e"}))
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
