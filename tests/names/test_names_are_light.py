"""What a web process calls loads none of the heavy parts."""

import subprocess
import sys

LIGHT = """
import sys
from everfair.names import email_key, phone_key, plain_terms, query_terms, website_key
query_terms("杭州青山畫廊 qs")
plain_terms("杭州青山画廊", "Café")
website_key("青山.cn")
email_key("a@b.cn")
phone_key("138")
heavy = {"opencc", "pypinyin", "rapidfuzz", "numpy", "django"}
print(*sorted(name for name in sys.modules if name.split(".")[0] in heavy))
"""


def test_searching_and_contact_keys_load_no_dictionaries() -> None:
    done = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
