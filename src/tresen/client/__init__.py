"""The Python client: the same protocol and the same seal as in the browser.

    async with Customer.start("https://chat.example/bakery#key=…", keys="customer.keys") as customer:
        await customer.send("Guten Morgen!")

    async with Staff.link(inbox_link, keys="bot.keys") as bot:
        async for message in bot.messages():
            await bot.reply(message, "Guten Tag!")

`Customer` talks to one business, `Staff` is a device of its team, `Owner` also sets a business up and runs its team.
What is named here, and what these objects give out, is what one may rely on; the modules below are its workings. Everything
that it raises about what happened stands under `TresenError`.
"""

from tresen.client.cleaning import NotCleaned
from tresen.client.connection.notifying import Notifications, Quiet
from tresen.client.connection.outbox import Backlog
from tresen.client.content import Automatic, Content, File, FileRef, Photo, Text, Unknown, Video, Voice
from tresen.client.conversation.client import Client
from tresen.client.conversation.givenup import GivenUp
from tresen.client.conversation.message import Marks, Message, Quote, Reacted, Sent, Version
from tresen.client.conversation.row import Conversation
from tresen.client.customer import Customer
from tresen.client.documents.card import Card
from tresen.client.documents.filters import Filter, Query
from tresen.client.documents.labels import Label
from tresen.client.documents.quickreply import QuickReply
from tresen.client.documents.replycsv import WrongCsv
from tresen.client.erasing.outcome import Erasure, Retained
from tresen.client.errors import (
    AlreadyThere,
    BrokenConversation,
    Declined,
    Delayed,
    FileFailed,
    KeysInUse,
    KeysUnavailable,
    Missing,
    NoKeys,
    NotDone,
    OutboxFull,
    Stopped,
    Unreachable,
    Untrusted,
    WrongAddress,
    WrongInput,
    WrongKeys,
    WrongSheet,
)
from tresen.client.files.saving import Saved
from tresen.client.files.sending import FileRoom
from tresen.client.household.devices import OwnDevice
from tresen.client.household.restore import Returning
from tresen.client.ids import Id
from tresen.client.owner import Owner
from tresen.client.staff import Staff
from tresen.client.team.figures import Statistics
from tresen.client.team.notes import Note
from tresen.client.team.people import TeamDevice
from tresen.client.team.schedule import Scheduled
from tresen.client.trust.shopfront import Hours, Profile
from tresen.errors import Refusal, TresenError
from tresen.seal.refused import Refused

__all__ = [
    "AlreadyThere",
    "Automatic",
    "Backlog",
    "BrokenConversation",
    "Card",
    "Client",
    "Content",
    "Conversation",
    "Customer",
    "Declined",
    "Delayed",
    "Erasure",
    "File",
    "FileFailed",
    "FileRef",
    "FileRoom",
    "Filter",
    "GivenUp",
    "Hours",
    "Id",
    "KeysInUse",
    "KeysUnavailable",
    "Label",
    "Marks",
    "Message",
    "Missing",
    "NoKeys",
    "NotCleaned",
    "NotDone",
    "Note",
    "Notifications",
    "OutboxFull",
    "OwnDevice",
    "Owner",
    "Photo",
    "Profile",
    "Query",
    "QuickReply",
    "Quiet",
    "Quote",
    "Reacted",
    "Refusal",
    "Refused",
    "Retained",
    "Returning",
    "Saved",
    "Scheduled",
    "Sent",
    "Staff",
    "Statistics",
    "Stopped",
    "TeamDevice",
    "Text",
    "TresenError",
    "Unknown",
    "Unreachable",
    "Untrusted",
    "Version",
    "Video",
    "Voice",
    "WrongAddress",
    "WrongCsv",
    "WrongInput",
    "WrongKeys",
    "WrongSheet",
]
