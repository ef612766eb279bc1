# Buying again, where British English differs.

usual-in-cart = Your usual { $product } is in your basket already.
due-in-cart = All that may be running out is in your basket already.
basket-added-to = I've added that. Your basket comes to { $total }.
    .short = Added. { $total } in all.
ask-basket = { $count ->
    [1] Shall I put it in your basket?
   *[other] Shall I put them in your basket?
}
    .short = { $count ->
    [1] Add it?
   *[other] Add them?
}
