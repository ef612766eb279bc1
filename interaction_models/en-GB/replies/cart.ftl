# The basket.

added = { $count ->
    [1] I've added { $product }. Your basket comes to { $total }.
   *[other] I've added { $number } of the { $product }. Your basket comes to { $total }.
}
    .alt = { $count ->
    [1] Okay, one { $product }. Your basket comes to { $total }.
   *[other] Okay, { $number } of the { $product }. Your basket comes to { $total }.
}
    .short = Added, { $total } in all.
already-in-cart = { $count ->
    [1] You already have one { $product } in your basket.
   *[other] You already have { $number } of the { $product } in your basket.
}
    .short = You already have { $number }.
quantity-set = { $count ->
    [1] Now it's one { $product }. Your basket comes to { $total }.
   *[other] Now it's { $number } of the { $product }. Your basket comes to { $total }.
}
    .short = Now { $number }, { $total } in all.
removed = { $count ->
    [0] I've taken out { $product }. Your basket is empty now.
   *[other] I've taken out { $product }. Your basket comes to { $total }.
}
    .short = Taken out.
not-in-cart = I don't see { $thing } in your basket.
remove-which = There's more than one thing in your basket.
cart = { $count ->
    [1] In your basket there's { $items }, { $total } before delivery.
   *[other] You have { $number } things in your basket: { $items }. That's { $total } before delivery.
}
    .short = { $items }. { $total } in all.
cart-first = You have { $number } things in your basket, { $total } before delivery. The first are { $items }.
    .short = { $number } things, { $total }. First { $items }.
cart-empty = Your basket is empty.
ask-empty = { $count ->
    [1] Shall I take the one thing out of your basket?
    [2] Shall I take both items out of your basket?
   *[other] Shall I take all { $number } items out of your basket?
}
emptied = Your basket is empty now.
in-cart = Yes, you have { $items } in your basket.
    .short = Yes, { $items }.
