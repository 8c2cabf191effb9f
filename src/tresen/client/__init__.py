"""The Python client: the same protocol and the same seal as in the browser.

    async with Customer.start("https://chat.example/bakery#key=…", keys="customer.keys") as customer:
        await customer.send("Guten Morgen!")

`Customer` talks to one business, `Staff` is a device of its team, `Owner` sets a business up and runs its team.
"""

from tresen.client.conversation.message import Conversation, Marks, Message, Sent, TeamDevice
from tresen.client.customer import Customer
from tresen.client.erasing.outcome import Erasure, Kept
from tresen.client.errors import BrokenConversation, Stopped, Untrusted, WrongKeys, WrongSheet
from tresen.client.household.devices import OwnDevice
from tresen.client.owner import Owner
from tresen.client.staff import Staff
from tresen.errors import Refusal
from tresen.seal.refused import Refused

__all__ = [
    "BrokenConversation",
    "Conversation",
    "Customer",
    "Erasure",
    "Kept",
    "Marks",
    "Message",
    "OwnDevice",
    "Owner",
    "Refusal",
    "Refused",
    "Sent",
    "Staff",
    "Stopped",
    "TeamDevice",
    "Untrusted",
    "WrongKeys",
    "WrongSheet",
]
