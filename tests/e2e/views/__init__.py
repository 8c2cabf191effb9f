"""All views of the product as data: what each is called, how it is reached, what of the code it shows.

A new view is an entry in the walk that comes past it; tests/unit/test_views.py names what is missing.
"""

from tests.e2e.views.customer import CONVERSATION, REFUSALS
from tests.e2e.views.entry import SETUP, STOPS
from tests.e2e.views.inbox import AUDITOR, INBOX
from tests.e2e.views.view import Walk

WALKS: tuple[Walk, ...] = (CONVERSATION, REFUSALS, INBOX, AUDITOR, SETUP, STOPS)

ELSEWHERE: dict[str, tuple[str, str]] = {}
"""Views that need a world of their own: the test that looks at them, and words of it."""
