"""All views of the product as data: what each is called, how it is reached, what of the code it shows."""

from tests.e2e.views.customer import CONVERSATION, REFUSALS
from tests.e2e.views.entry import SETUP, STOPS
from tests.e2e.views.inbox import AUDITOR, INBOX
from tests.e2e.views.view import Walk

WALKS: tuple[Walk, ...] = (CONVERSATION, REFUSALS, INBOX, AUDITOR, SETUP, STOPS)
