"""The receipt of an order by e-mail, once (facts: alexa, What a certified shop must do, 4)."""

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from hashlib import sha256

from skill.commerce.customer import Policy
from skill.dialogue.intents.outcomes import OrderPlaced
from skill.phrasing.mail import receipt
from skill.storage.database import Database
from skill.storage.jobs import Job, Jobs
from skill.storage.receipts import Ordered, ordered
from skill.work.carrying import Hopeless
from skill.work.mail import Mailer, MaybeSent

SENDING = "sending"


@dataclass(frozen=True, slots=True)
class Receipts:
    """Sends the receipt that a job asks for. `sender` is the shop's own address."""

    database: Database
    jobs: Jobs
    policy: Policy
    mailer: Mailer
    sender: str

    def send(self, job: Job) -> None:
        """Send the receipt of the order that the job is about. Raises Hopeless, NotSent.

        That it is being sent is kept before it is: a worker that dies in between leaves a job about which nobody
        knows, and a person decides. Nothing is sent twice.
        """
        if job.note == SENDING:
            raise Hopeless("the worker stopped while it was being sent; it may have been sent")
        order = ordered(self.database, job.about)
        if order is None or not order.email:
            return  # erased, or nowhere to send it: the card and the order itself remain
        message = self._message(order, job.about)
        self.jobs.note(job, SENDING)
        try:
            self.mailer.send(message)
        except MaybeSent as unknown:
            raise Hopeless(f"{unknown}; it may have been sent") from unknown
        except Exception:
            self.jobs.note(job, "")
            raise

    def _message(self, order: Ordered, order_id: str) -> EmailMessage:
        minutes = int(order.cancel_within.total_seconds() // 60)
        placed = OrderPlaced(order.number, order.quote, minutes)
        days = self.policy.return_within.days
        today = self.policy.today(order.placed_at)
        letter = receipt(placed, order.language, today, phone=self.policy.phone, return_days=days)
        message = EmailMessage()
        message["From"] = Address(self.policy.seller, addr_spec=self.sender)
        message["To"] = Address(order.name, addr_spec=order.email)
        message["Subject"] = letter.subject
        message["Date"] = order.placed_at
        domain = self.sender.rpartition("@")[2]
        message["Message-ID"] = f"<receipt-{sha256(order_id.encode()).hexdigest()[:24]}@{domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        return message
