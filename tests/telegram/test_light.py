"""What the process that hosts everybody leaves out, and what chats that are open share."""

import json
import subprocess
import sys

from bot.channels.telegram.screen import NEVER_WITHHELD, Screen
from bot.messages import Button, Card
from tests.conversation.visit import ROOT

IMPORTED = """
import json, sys
from bot.app.telegram import leave_out_what_nobody_uses
leave_out_what_nobody_uses()
import bot.channels.telegram.host, bot.channels.telegram.webhook, httpx
print(json.dumps(sorted(sys.modules)))
"""


def test_the_host_of_conversations_imports_no_library_that_it_never_uses() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    imported = set(json.loads(done.stdout))
    assert {"telegram", "aiohttp", "httpx"} <= imported
    assert not imported & {"rich", "pygments", "sqlalchemy", "babel", "holidays"}


def card_of(*ids: str) -> Card:
    return Card("x", "en", "ltr", "A text", tuple(Button(id_, id_) for id_ in ids))


def test_cards_of_one_form_share_what_is_never_withheld() -> None:
    ids = ("1", "plan_b", "urgent", "leave")
    one, other = (Screen("visit").showing(card_of(*ids), 1) for _ in range(2))
    assert one.kept[0] is other.kept[0]
    assert dict(one.kept[0]) == {1: "plan_b", 2: "urgent", 3: "leave"}
    assert set(dict(one.kept[0]).values()) == set(NEVER_WITHHELD)
