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
from tresen.client.connection.notifying import Mail, Notifications, Quiet
from tresen.client.connection.outbox import Backlog
from tresen.client.content import (
    Automatic,
    Callback,
    Carried,
    Contact,
    ContactRequest,
    Content,
    Edit,
    File,
    FileRef,
    HumanWanted,
    Photo,
    Pin,
    Reaction,
    Text,
    Unknown,
    Video,
    Voice,
)
from tresen.client.content.acts import MessageId
from tresen.client.content.invited import Invited
from tresen.client.content.way import CameBy
from tresen.client.conversation.calls import Call, Calls
from tresen.client.conversation.client import Client
from tresen.client.conversation.givenup import GivenUp
from tresen.client.conversation.message import Marks, Message, Quote, Reacted, Sent, Trouble, Version, WhyNot
from tresen.client.conversation.participant import Language
from tresen.client.conversation.row import Conversation, Which
from tresen.client.customer import Customer
from tresen.client.documents.card import Card, CardChange
from tresen.client.documents.cards import Cards
from tresen.client.documents.device import Described
from tresen.client.documents.filters import Filter, Query
from tresen.client.documents.labelling import Labels
from tresen.client.documents.labels import Label
from tresen.client.documents.quickreplies import QuickReplies
from tresen.client.documents.quickreply import QuickReply
from tresen.client.documents.replycsv import WrongCsv
from tresen.client.documents.way import Way
from tresen.client.documents.ways import Ways
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
from tresen.client.files.progress import Progress
from tresen.client.files.saving import FileKind, Saved
from tresen.client.files.sending import FileRoom
from tresen.client.household.devices import Devices, OwnDevice, OwnDevices
from tresen.client.household.restore import Confirm, Returning
from tresen.client.ids import Id
from tresen.client.invitation import Invitation, InvitationGlance
from tresen.client.mydata.package import Done, Package
from tresen.client.opening import Listing, Opening
from tresen.client.owner import Owner
from tresen.client.search.finding import By
from tresen.client.staff import Staff
from tresen.client.team.chat import StaffChat
from tresen.client.team.conversations import Conversations, Messages, Retention, Shown
from tresen.client.team.drafts import Draft, Drafts
from tresen.client.team.figures import Now, Period, Statistics
from tresen.client.team.formerchats import FormerChat, FormerChats, FormerMessage
from tresen.client.team.invitations import InvitationState, TeamInvitation
from tresen.client.team.invites import Invites
from tresen.client.team.joining import Words, show_words
from tresen.client.team.law import Hold, Law, Request
from tresen.client.team.notes import Note, Notes
from tresen.client.team.people import Person, StaffRole, Team, TeamDevice
from tresen.client.team.programs import Right
from tresen.client.team.records import Records
from tresen.client.team.recovering import ShutOut
from tresen.client.team.schedule import Schedule, Scheduled
from tresen.client.trust.board import Board
from tresen.client.trust.shopfront import Hours, Profile
from tresen.client.ways import LinkWay
from tresen.clock import Clock
from tresen.core.events import Answer
from tresen.core.model import Number
from tresen.core.programs import May, Program
from tresen.core.records import Device
from tresen.errors import Refusal, TresenError
from tresen.seal.refused import Refused

__all__ = [
    "AlreadyThere",
    "Answer",
    "Automatic",
    "Backlog",
    "Board",
    "BrokenConversation",
    "By",
    "Call",
    "Callback",
    "Calls",
    "CameBy",
    "Card",
    "CardChange",
    "Cards",
    "Carried",
    "Client",
    "Clock",
    "Confirm",
    "Contact",
    "ContactRequest",
    "Content",
    "Conversation",
    "Conversations",
    "Customer",
    "Declined",
    "Delayed",
    "Described",
    "Device",
    "Devices",
    "Done",
    "Draft",
    "Drafts",
    "Edit",
    "Erasure",
    "File",
    "FileFailed",
    "FileKind",
    "FileRef",
    "FileRoom",
    "Filter",
    "FormerChat",
    "FormerChats",
    "FormerMessage",
    "GivenUp",
    "Hold",
    "Hours",
    "HumanWanted",
    "Id",
    "Invitation",
    "InvitationGlance",
    "InvitationState",
    "Invited",
    "Invites",
    "KeysInUse",
    "KeysUnavailable",
    "Label",
    "Labels",
    "Language",
    "Law",
    "LinkWay",
    "Listing",
    "Mail",
    "Marks",
    "May",
    "Message",
    "MessageId",
    "Messages",
    "Missing",
    "NoKeys",
    "NotCleaned",
    "NotDone",
    "Note",
    "Notes",
    "Notifications",
    "Now",
    "Number",
    "Opening",
    "OutboxFull",
    "OwnDevice",
    "OwnDevices",
    "Owner",
    "Package",
    "Period",
    "Person",
    "Photo",
    "Pin",
    "Profile",
    "Program",
    "Progress",
    "Query",
    "QuickReplies",
    "QuickReply",
    "Quiet",
    "Quote",
    "Reacted",
    "Reaction",
    "Records",
    "Refusal",
    "Refused",
    "Request",
    "Retained",
    "Retention",
    "Returning",
    "Right",
    "Saved",
    "Schedule",
    "Scheduled",
    "Sent",
    "Shown",
    "ShutOut",
    "Staff",
    "StaffChat",
    "StaffRole",
    "Statistics",
    "Stopped",
    "Team",
    "TeamDevice",
    "TeamInvitation",
    "Text",
    "TresenError",
    "Trouble",
    "Unknown",
    "Unreachable",
    "Untrusted",
    "Version",
    "Video",
    "Voice",
    "Way",
    "Ways",
    "Which",
    "WhyNot",
    "Words",
    "WrongAddress",
    "WrongCsv",
    "WrongInput",
    "WrongKeys",
    "WrongSheet",
    "show_words",
]
