# The cart.

added = { $count ->
    [1] I've added { $product }. Your cart comes to { $total }.
   *[other] I've added { $number } of the { $product }. Your cart comes to { $total }.
}
    .alt = { $count ->
    [1] Okay, one { $product }. Your cart comes to { $total }.
   *[other] Okay, { $number } of the { $product }. Your cart comes to { $total }.
}
    .short = Added, { $total } in all.
## In a row of commands, where what the cart comes to is said once, at the end.
added-on = { $count ->
    [1] I've added { $product }.
   *[other] I've added { $number } of the { $product }.
}
    .short = Added.
quantity-set-on = { $count ->
    [1] Now it's one { $product }.
   *[other] Now it's { $number } of the { $product }.
}
    .short = Now { $number }.
removed-on = I've taken out { $product }.
    .short = Taken out.

ask-anything-else = Is there anything else?
    .alt = Anything else?
    .short = Anything else?
already-in-cart = { $count ->
    [1] You already have one { $product } in your cart.
   *[other] You already have { $number } of the { $product } in your cart.
}
    .short = You already have { $number }.
ask-make-it = Shall I make it { $number }?
    .short = Make it { $number }?
all-in-cart = You already have all the { $product } there is.
only-left = { $count ->
    [1] There's only one left of the { $product }.
   *[other] There are only { $number } left of the { $product }.
}
too-many = I can put at most { $limit } { $product } into one order.
ask-how-many = How many would you like?
no-longer-sold = That product is no longer in the shop.
left-as-it-is = All right, I've left it as it is.
    .short = All right.
quantity-set = { $count ->
    [1] Now it's one { $product }. Your cart comes to { $total }.
   *[other] Now it's { $number } of the { $product }. Your cart comes to { $total }.
}
    .short = Now { $number }, { $total } in all.
removed = { $count ->
    [0] I've taken out { $product }. Your cart is empty now.
   *[other] I've taken out { $product }. Your cart comes to { $total }.
}
    .short = Taken out.
not-in-cart = I don't see { $thing } in your cart.
in-cart = Yes, you have { $items } in your cart.
    .short = Yes, { $items }.
remove-which = There's more than one thing in your cart.
cart-holds = It holds { $items }.
cart = { $count ->
    [1] In your cart there's { $items }, { $total } before delivery.
   *[other] You have { $number } things in your cart: { $items }. That's { $total } before delivery.
}
    .short = { $items }. { $total } in all.
cart-first = You have { $number } things in your cart, { $total } before delivery. The first are { $items }.
    .short = { $number } things, { $total }. First { $items }.
cart-goes-on = Then there's { $items }.
ask-go-on = Shall I go on?
    .short = Go on?
ask-checkout = Would you like to check out?
    .short = Check out?
cart-empty = Your cart is empty.
ask-empty = { $count ->
    [1] Shall I take the one thing out of your cart?
    [2] Shall I take both items out of your cart?
   *[other] Shall I take all { $number } items out of your cart?
}
emptied = Your cart is empty now.
