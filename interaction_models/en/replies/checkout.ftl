# Buying: everything that is said before and after an order.

quote = From { $shop }: { $items }.
quote-first = From { $shop }, { $number } things: first { $items }.
quote-goes-on = Then { $items }.
quote-delivery = It comes to your { $address } address { $slot }, for { $cost }.
    .short = To { $address } { $slot }, for { $cost }.
quote-delivery-free = It comes to your { $address } address { $slot }, free of charge.
    .short = To { $address } { $slot }, free.
quote-total = The total is { $total }, with { $tax } tax, to pay on delivery.
    .short = { $total } with tax.
quote-total-included = The total is { $total }, tax included, to pay on delivery.
    .short = { $total }, tax included.
quote-total-untaxed = The total is { $total }, with no tax, to pay on delivery.
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
quote-expired = That was a while ago, so here is the order as it stands now.
payment-declined = The payment didn't go through, so nothing is ordered. Your cart is kept.
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
link-first = To order, your { $shop } account needs to be linked. I've sent a card to your app for that. Your cart is kept.
card-link-title = Link your account
card-link-text = Link your { $shop } account to order by voice. Your cart is kept.
card-order-title = Your { $shop } order
card-order-text = { $more ->
    [0] { $items }. Delivery { $slot }. Total { $total }, to pay on delivery.
   *[other] { $items } and { $more } more. Delivery { $slot }. Total { $total }, to pay on delivery.
}
slot-offer = { $slot } for { $cost }
no-such-slot = There's no delivery at that time.
nothing-ordered = So far nothing is ordered.
delivery-times = We can deliver { $slots }.
ask-which-slot = Which time would you like?
no-delivery-then = There's no delivery on that day.
