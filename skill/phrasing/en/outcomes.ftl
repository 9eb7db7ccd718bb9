order-placed = Done, order { $number-spoken }, expected { $arrives }. You can cancel for { $minutes } minutes.
    .text = Done. Your order { $number } is placed: { $items }, { $total }. It is expected { $arrives }. You can cancel it for { $minutes } minutes.
    .card-title = Order { $number }
    .card = { $items }
        Total { $total } including tax and { $delivery } delivery{ $voucher }
        Seller: { $seller }
        Delivery { $address }, expected { $arrives }
        Paid with { $means }
        To cancel within { $minutes } minutes, say: cancel my order.
    .mail-subject = Your order { $number } from { $seller }
    .mail = Thank you for your order { $number }.

        { $items }
        Total { $total } including tax and { $delivery } delivery{ $voucher }
        Seller: { $seller }
        Delivery { $address }, expected { $arrives }
        Paid with { $means }

        To cancel: say "cancel my order" within { $minutes } minutes of ordering, or call { $phone }.
        To return something: say "I want to return something" within { $return-days } days of the delivery, or call { $phone }.
paid-less = It got cheaper: { $total } instead of { $was }.
    .text = The price has just fallen: you pay { $total } instead of { $was }.
already-ordered = That's already ordered, once. It's expected { $expected }.
    .text = That is already ordered, once: order { $number }, expected { $expected }.
payment-declined = Your { $means } was declined. Nothing has been ordered.
    .text = Your { $means } was declined. Nothing has been ordered or charged.
payment-failed = The payment didn't go through. Nothing has been ordered or charged.
    .text = The payment did not go through. Nothing has been ordered or charged.
sent-to-phone = Your bank wants your approval. I've sent it to your phone. Nothing is ordered until you approve.
    .text = Your bank wants you to approve this payment. I have sent it to your phone; please approve it within { $minutes } minutes. Nothing is ordered until then.
outcome-unknown = I'm not sure it went through. Don't order again. I'll check and notify you.
    .text = I am not sure whether your order went through. Please don't order it again; I will check and notify you.
quote-expired = That was a while ago, so nothing has been ordered. Again:
    .text = That offer was too old, so nothing has been ordered. Here it is again.
nothing-to-confirm = There's nothing to confirm.
    .text = There is no open question to confirm; nothing has been ordered.
went-through = Your earlier order went through: { $items }, expected { $expected }.
    .text = Your earlier order did go through: { $items }, { $total }, expected { $expected }.
did-not-go-through = Your earlier order didn't go through. You weren't charged for { $items }.
    .text = Your earlier order did not go through, and you were not charged: { $items }.
other-means = Shall I try your { $means }?
    .text = Shall I try your { $means } instead? (yes / no)
    .reprompt = Yes or no: shall I try the other card?
try-again = Shall I try again?
    .text = Shall I try once more? (yes / no)
    .reprompt = Yes or no: shall I try again?
