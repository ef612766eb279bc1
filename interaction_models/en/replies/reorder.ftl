# Buying again.

usual-is = Your usual is { $product } for { $price }.
    .short = { $product }, { $price }.
usual-here = Here is your usual, for { $price }.
    .short = Your usual, { $price }.
again-is = That was { $product } now for { $price }.
    .short = { $product }, { $price }.
again-here = Here it is again, for { $price }.
    .short = Again, { $price }.
usual-in-cart = Your usual { $product } is in your cart already.
never-bought = You haven't ordered { $thing } before.
last-order-again = Here is your order from { $day } again.
    .short = Here is that order again.
last-order-without = Your order from { $day } again, without { $items }: not enough is left.
    .short = Here is that order again, without { $items }.
last-order-gone = { $count ->
    [1] What you ordered last is sold out: { $items }.
   *[other] Everything you ordered last is sold out.
}
usual-needs-account = I can't see what you usually buy, as your account isn't linked.
no-orders = You haven't ordered anything here yet.
no-usual = I don't know yet what you usually buy.
usual-products = You usually buy { $items }.
    .short = { $items }.
usual-more = You also buy { $items }.
    .short = { $items }.
usual-item = { $product } { $often }
    .short = { $product }
every-weeks = { $n ->
    [1] every week
   *[other] every { $number } weeks
}
every-days = every few days
ask-which-usual = Which one would you like again?
    .short = Which one?
changed-it-dearer = It costs { $by } more than last time.
changed-it-cheaper = It costs { $by } less than last time.
changed-it-size = It comes in { $size } now.
changed-it-brand = It has taken the place of { $brand }.
changed-since = Since last time, { $items }.
    .short = Changed: { $items }.
changed-each-dearer = { $product } costs { $by } more
changed-each-cheaper = { $product } costs { $by } less
changed-each-size = { $product } comes in { $size }
changed-each-brand = { $product } has taken the place of { $brand }
not-bought-then = I find no { $thing } in what you bought then.
nothing-then = I find nothing that you bought then.
bought-then = { $more ->
    [0] Then you bought { $items }.
   *[other] Then you bought { $items }, and { $number } more.
}
    .short = { $items }.
