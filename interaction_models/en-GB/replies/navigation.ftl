# Coming and going, where British English differs.

welcome-cart = { $count ->
    [1] Welcome back, { $name }. One item is waiting in your basket, for { $total }.
   *[other] Welcome back, { $name }. { $number } items are waiting in your basket, for { $total }.
}
    .short = { $count ->
    [1] Hello, { $name }. One item is in your basket.
   *[other] Hello, { $name }. { $number } items are in your basket.
}
welcome-cart-guest = { $count ->
    [1] Welcome back to { $shop }. One item is waiting in your basket, for { $total }.
   *[other] Welcome back to { $shop }. { $number } items are waiting in your basket, for { $total }.
}
start-over = { $count ->
    [0] Let's start over.
    [1] Let's start over. One item is still in your basket.
   *[other] Let's start over. { $number } items are still in your basket.
}
goodbye-cart = Goodbye. Your basket will be here when you come back.
