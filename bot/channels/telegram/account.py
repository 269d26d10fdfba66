"""
What a host asks of the bot's own account, and changes in it: its name, its texts, its webhook.

It holds no Bot, and none of the calls that it can make reaches a chat (S24). Only `telegram setup`
and `telegram doctor` use it; the bot that talks with people never does.
"""

import json
from typing import Any

from bot.channels.telegram.request import AiohttpRequest

METHODS = frozenset(
    {
        "getMe",
        "getMyName", "getMyDescription", "getMyShortDescription", "getMyCommands",
        "setMyName", "setMyDescription", "setMyShortDescription", "setMyCommands",
        "deleteMyCommands",
        "getWebhookInfo", "setWebhook", "deleteWebhook",
    }
)  # fmt: skip
"""Every method that can be called here. None of them takes a chat."""


async def ask(
    request: AiohttpRequest, api_url: str, token: str, method: str, **parameters: Any
) -> Any:
    """
    Call one of METHODS and return its result.

    A parameter is a text, or what JSON can hold; None is left out. Raises CallError, and ValueError
    for any other method.
    """
    if method not in METHODS:
        raise ValueError(f"{method} is no method of the account. One of: {sorted(METHODS)}")
    given = {name: _written(value) for name, value in parameters.items() if value is not None}
    return await request.ask(f"{api_url}{token}/{method}", given)


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
