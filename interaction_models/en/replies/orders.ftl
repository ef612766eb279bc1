# After the order.

order-items = { $more ->
    [0] { $first }
    [1] { $first } and one more thing
   *[other] { $first } and { $number } more things
}
open-orders = You have { $number } open orders.
status-placing = Your order of { $items } is being confirmed.
status-waiting = Your order of { $items } waits until you approve the payment.
status-placed = Your order of { $items } is confirmed and comes { $slot }.
    .short = It comes { $slot }.
status-picking = Your order of { $items } is being packed and comes { $slot }.
    .short = It comes { $slot }.
status-sent = Your order of { $items } is on its way and comes { $slot }.
    .short = It's on its way and comes { $slot }.
status-delivered = Your order of { $items } was delivered { $day }.
    .short = It was delivered { $day }.
status-cancelled = Your order of { $items } was cancelled.
status-failed = Your order of { $items } could not be placed.
orders-need-account = { $carded ->
    [1] To hear about orders, your { $shop } account needs to be linked. I've sent a card to your app for that.
   *[other] To hear about orders, your { $shop } account needs to be linked.
}
ask-cancel-order = Shall I cancel your order from { $placed }, { $items }?
help-cancel-order = Yes cancels it, no keeps it.
nothing-to-cancel = You have no open order.
too-late-sent = Your order of { $items } is already on its way, so I can't cancel it.
too-late-delivered = Your last order, { $items }, has been delivered, so I can't cancel it.
too-late-now = That order is already on its way, so I can't cancel it.
order-stands = All right, the order stands.
order-cancelled = Your order is cancelled, and { $total } { $payment ->
    [stripe] goes back to your card
   *[other] is no longer due
}.
order-cancelled-later = Your order is cancelled. The bank hasn't confirmed yet that { $total } goes back to your card, so I'll keep asking.
order-cancelled-unpaid = Your order is cancelled, and nothing was charged.

## One order among others.
no-such-order = I can't find that order.
too-late-for-it = Your order of { $items } has been delivered, so I can't cancel it.
