# Buying again.

usual-is = Your usual is { $product }, for { $price }.
    .short = { $product }, { $price }.
never-bought = You haven't ordered { $thing } before.
last-order-again = Here is your order from { $day } again.
    .short = Your last order again.
not-all-there = { $count ->
    [1] One thing can't be had just now: { $items }.
   *[other] Some things can't be had just now: { $items }.
}
no-orders = You haven't ordered anything here yet.
no-usual = I don't know yet what you usually buy.
usual-products = You usually buy { $items }.
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
