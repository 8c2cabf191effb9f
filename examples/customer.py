"""A customer in the terminal: python examples/customer.py SIGN_LINK

Each line typed is a message; answers are shown as they come. The keys stay in customer.keys.
"""

import asyncio
import sys

from tresen.client import Customer, Refusal, Stopped


async def hear(customer: Customer) -> None:
    async for message in customer.messages():
        if not message.ours:
            print(f"{message.by or customer.profile.name}: {message.line}", flush=True)
            await customer.mark_read(message)


async def main() -> None:
    async with Customer.start(sys.argv[1], keys="customer.keys") as customer:
        print(customer.profile, flush=True)
        listening = asyncio.create_task(hear(customer))
        while line := await asyncio.to_thread(sys.stdin.readline):
            if line.strip():
                try:
                    await customer.send(line.strip())
                except Refusal as refusal:
                    print(f"not sent: {refusal}", flush=True)
                except Stopped as stopped:
                    print(stopped, flush=True)
                    break
        listening.cancel()


if len(sys.argv) <= 1:
    sys.exit(__doc__)
asyncio.run(main())
