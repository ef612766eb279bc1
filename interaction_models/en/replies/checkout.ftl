# Buying: everything that is said before and after an order.

quote = From { $shop }: { $items }.
quote-first = From { $shop }, { $number } things: first { $items }.
quote-goes-on = Then { $items }.
quote-delivery = It comes to your { $address } address { $slot }, for { $cost }.
    .short = To { $address } { $slot }, for { $cost }.
quote-delivery-free = It comes to your { $address } address { $slot }, free of charge.
    .short = To { $address } { $slot }, free.
quote-total = The total is { $total }, with { $tax } tax{ $payment ->
    [credit] {""}
    [stripe] {", "}charged to your card
   *[other] {", "}to pay on delivery
}.
    .short = { $total } with tax.
quote-total-included = The total is { $total }, tax included{ $payment ->
    [credit] {""}
    [stripe] {", "}charged to your card
   *[other] {", "}to pay on delivery
}.
    .short = { $total }, tax included.
quote-total-untaxed = The total is { $total }, with no tax{ $payment ->
    [credit] {""}
    [stripe] {", "}charged to your card
   *[other] {", "}to pay on delivery
}.
    .short = { $total }, no tax.
ask-place-order = Shall I place the order?
    .short = Place it?
unsure-yes = I want to be sure I heard you.
help-order = I've read out your order. Yes places it, no leaves it. Once more:
miss-order = I need a yes or a no here. Once more:
not-ordered = Okay, nothing is ordered. Your cart is kept.
    .short = Not ordered.
changed-cart = Your cart has changed since then.
changed-price = A price has changed since then.
changed-stock = The stock has changed since then.
changed-address = Your address has changed since then.
changed-delivery = The delivery has changed since then.
changed-tax = The tax has changed since then.
same-again = { $minutes ->
    [0] You ordered the same a moment ago.
    [1] You ordered the same a minute ago.
   *[other] You ordered the same { $number } minutes ago.
}
ask-same-again = Shall I order it again?
over-limit-order = This comes to { $total }, over the limit of { $limit } for one order, so nothing is ordered. What you've chosen is kept.
    .short = Over the limit of { $limit } for one order. Not ordered.
over-limit-day = This comes to { $total }, but of the limit of { $limit } a day only { $left } is left, so nothing is ordered. What you've chosen is kept.
    .short = Only { $left } of today's limit is left. Not ordered.
quote-expired = That was a while ago, so here is the order as it stands now.
payment-declined = The payment didn't go through, so nothing is ordered. Your cart is kept.
payment-no-card = There's no card in your account to charge, so nothing is ordered. What you've chosen is kept.
payment-funds = The card doesn't have enough on it for this, so nothing is ordered. What you've chosen is kept.
payment-expired = The card in your account has expired, so nothing is ordered. What you've chosen is kept.
payment-limit = This goes over a limit of the card, so nothing is ordered. What you've chosen is kept.
payment-details = The bank doesn't accept the card's details, so nothing is ordered. They can be changed in your account. What you've chosen is kept.
payment-try-again = The bank couldn't take the payment just now, so nothing is ordered. What you've chosen is kept, and you can try again.
payment-not-approved = The payment wasn't approved, so nothing is ordered. What you've chosen is kept.
payment-approval = { $carded ->
    [1] Your bank wants you to approve this payment first. I've sent a card to your app for that.
   *[other] Your bank wants you to approve this payment first.
} I'll hold the order for an hour, and nothing is charged until then.
card-approval-title = Approve your payment
card-approval-text = { $shop } holds your order for an hour. Approve the payment here: { $link }
payment-unknown = I don't know yet whether the payment went through. I won't charge you twice; please ask for your order status in a few minutes.
order-placed = Thank you, { $name }. Your order is placed. It comes { $slot }, { $total } in all.
    .short = Placed. It comes { $slot }.
shortage-none = { $product } has just sold out.
shortage-some = { $count ->
    [1] There's only one left of the { $product }.
   *[other] There are only { $number } left of the { $product }.
}
ask-leave-out = Shall I go on without it?
ask-take-rest = Shall I go on with what's left?
no-delivery = There's no delivery time free just now.
link-first = { $carded ->
    [1] To order, your { $shop } account needs to be linked. I've sent a card to your app for that. Your cart is kept.
   *[other] To order, your { $shop } account needs to be linked. Your cart is kept.
}
address-first = I don't know yet where to deliver. Please add an address to your { $shop } account. Your cart is kept.
card-address-title = Add an address
card-address-text = Sign in to your { $shop } account, open "Addresses", and add where to deliver. Your cart is kept.
card-link-title = Link your account
card-link-text = Link your { $shop } account to order by voice. Your cart is kept.
card-order-title = Your { $shop } order
card-order-text = { $more ->
    [0] { $items }. Delivery { $slot }.
   *[other] { $items } and { $more } more. Delivery { $slot }.
} Total { $total }, { $shared ->
    [1] { $credit } of it from your store credit and { $rest } {""}
   *[other] {""}
}{ $payment ->
    [credit] paid with your store credit
    [stripe] charged to your card
   *[other] to pay on delivery
}.
slot-offer = { $slot } for { $cost }
no-such-slot = There's no delivery at that time.
nothing-ordered = So far nothing is ordered.
delivery-times = We can deliver { $slots }.
ask-which-slot = Which time would you like?
no-delivery-then = There's no delivery on that day.
