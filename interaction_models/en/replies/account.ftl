# The account, codes, and learning from what was not understood.

account-of = The account linked here is { $name }'s.
no-account-linked = { $carded ->
    [1] No account is linked, so you're shopping as a guest. I've sent a card to your app to link one.
   *[other] No account is linked, so you're shopping as a guest.
}
account-is-linked = Your account is linked, { $name }.
    .short = Linked, { $name }.
not-linked = All right, your account isn't linked. You can still look around and fill your cart.
    .short = Your account isn't linked.
only-reads = I can tell you about your orders here, but I may not place or change any.
no-code-needed = No code is needed for that.
code-needed = This order needs your code.
ask-code = What's your four-digit code?
code-after-yes = I ask for the code once you've agreed to the order.
code-wrong = That isn't the code.
code-unheard = I need the four digits, one by one.
code-locked = For your safety the code is locked now, so nothing is ordered. It can be reset in your account. What you've chosen is kept.
    .short = The code is locked. Not ordered.
code-is-locked = The code is locked until it's reset in your account.
help-code = This order needs the code that you've set in your account. Say its four digits one by one, or say cancel.
miss-code = Let's try it differently. Say only the four digits, one by one.

ask-keep-words = May I keep sentences I don't get, without your name, so that the shop learns them?
learning-on = Thank you. From now on I keep sentences I don't get, without your name. You can say stop learning from me at any time.
    .short = Thank you. I keep sentences I don't get, without your name.
learning-off = All right, I won't keep any.
learning-forgotten = All right. What I had kept of your words is deleted, and I keep nothing more.
    .short = Deleted. I keep nothing more.
learning-none = This shop keeps nothing of what you say.
