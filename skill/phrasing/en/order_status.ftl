expected = expected { $day }
expected-late = late, now expected { $day }
note-short = { $goods }, { $when }
goods-gift = your gift
goods-two = { $first } and { $second }
goods-more = { $first } and { $more } more

order-stands = { $status ->
    [placed] { $goods }: ordered, { $when }.
    [preparing] { $goods }: being packed, { $when }.
    [shipped] { $goods }: shipped, { $when }.
    [in_transit] { $goods }: on the way, { $when }.
    [out_for_delivery] { $goods }: out for delivery, { $when }.
    [attempted] The carrier came with { $goods } and couldn't hand it over.
    [ready_for_pickup] { $goods }: ready for pick-up.
    [delivered] { $goods }: delivered { $day }.
    [problem] There's a problem with { $goods }. A person can help.
    [cancelled] { $goods }: that order is cancelled.
    [returned] { $goods }: returned.
   *[unknown] I have no news of { $goods }.
}
    .text = { $status ->
    [placed] Order { $number }, { $goods }: we have your order, { $when }.
    [preparing] Order { $number }, { $goods }: being packed, { $when }.
    [shipped] Order { $number }, { $goods }: shipped, { $when }.
    [in_transit] Order { $number }, { $goods }: on the way, { $when }.
    [out_for_delivery] Order { $number }, { $goods }: out for delivery, { $when }.
    [attempted] Order { $number }, { $goods }: the carrier came and could not hand it over.
    [ready_for_pickup] Order { $number }, { $goods }: ready for pick-up.
    [delivered] Order { $number }, { $goods }: delivered { $day }.
    [problem] Order { $number }, { $goods }: there is a problem with the delivery. A person can help you.
    [cancelled] Order { $number }, { $goods }: cancelled.
    [returned] Order { $number }, { $goods }: returned.
   *[unknown] Order { $number }, { $goods }: there is no news at the moment.
}
order-in-parcels = { $count } packages: { $notes }.
    .text = Order { $number } comes in { $count } packages: { $notes }.
several-orders = { $more ->
    [0] { $count } orders: { $notes }.
   *[other] { $count } orders. First: { $notes }.
}
    .text = { $more ->
    [0] You have { $count } orders under way: { $notes }.
   *[other] You have { $count } orders under way. The first to come: { $notes }.
}
last-scan = The last scan is { $days } days old.
    .text = The carrier's last scan is { $days } days old.
no-such-order = I can't find that order.
    .text = I can't find that order.
no-orders = You have no orders yet.
    .text = You have not ordered anything yet.
sorry = Sorry about that.
    .text = I am sorry about that.
goods-number = { $goods }, { $number }
when-problem = with a problem
when-attempted = delivery missed
when-ready_for_pickup = ready for pick-up
