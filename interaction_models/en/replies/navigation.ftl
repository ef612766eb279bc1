# Coming, going, hearing it again.

welcome-new = Welcome to { $shop }. Tell me what you need, like coffee or dish soap, and I'll find it.
    .short = Welcome to { $shop }.
welcome-back = Welcome back to { $shop }, { $name }.
    .alt = Hello again, { $name }. This is { $shop }.
    .short = Hello, { $name }.
welcome-cart = { $count ->
    [1] Welcome back, { $name }. One item is waiting in your cart, for { $total }.
   *[other] Welcome back, { $name }. { $number } items are waiting in your cart, for { $total }.
}
    .short = { $count ->
    [1] Hello, { $name }. One item is in your cart.
   *[other] Hello, { $name }. { $number } items are in your cart.
}
welcome-cart-guest = { $count ->
    [1] Welcome back to { $shop }. One item is waiting in your cart, for { $total }.
   *[other] Welcome back to { $shop }. { $number } items are waiting in your cart, for { $total }.
}
yes-to-what = I didn't ask anything just now.
no-to-what = All right.
nothing-to-spell = There's no name to spell yet.
spelled = { $word } is spelled { $letters }.
start-over = { $count ->
    [0] Let's start over.
    [1] Let's start over. One item is still in your cart.
   *[other] Let's start over. { $number } items are still in your cart.
}
welcome-thanks = You're welcome.
cancelled = Okay, never mind.
goodbye = Goodbye from { $shop }.
    .alt = Goodbye, and thanks for stopping by.
goodbye-cart = Goodbye. Your cart will be here when you come back.
hello = Hello!
take-your-time = Take your time.
