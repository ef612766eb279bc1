# Help, people, and what was not understood.

help-start = You can name a product, ask what something costs, or say reorder my coffee.
    .long = You can name a product, ask what something costs, say reorder my coffee, ask what's in your cart, or say check out. You can also say repeat, slower, or shorter at any time.
help-cart = You can add or remove things, ask what's in your cart, or say check out.
help-choice = You can say the first one, the cheaper one, a name or a size, or say more.
help-yes-no = You can say yes or no, or name something else.
help-quantity = You can say a number, like two.
help-slot = You can say in the morning, in the afternoon, or in the evening.
miss-first = Sorry, I didn't get that.
miss-start = Let me try again. For example, say: find oat milk. Or: what's in my cart.
miss-choice = Let me try again. For example, say: the first one. Or: the cheaper one.
miss-yes-no = Let me try again. Please say yes or no.
miss-quantity = Let me try again. For example, say: two.
miss-slot = Let me try again. For example, say: in the evening.
miss-again = I'm still not getting it, and that's on me.
ask-person = Would you like to talk to a person?
person = You can reach a person at { $phone }, { $hours }. I've put that on a card.
    .short = { $phone }, { $hours }.
card-person-title = Talk to { $shop }
card-person-text = { $phone }, { $hours }
