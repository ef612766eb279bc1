# Help, where British English differs.

help-start = You can name a product, ask what something costs, or say reorder my coffee.
    .long = You can name a product, ask what something costs, say reorder my coffee, ask what's in your basket, or say check out. You can also say repeat, slower, or shorter at any time.
help-cart = You can add or remove things, ask what's in your basket, or say check out.
miss-start = Let me try again. For example, say: find oat milk. Or: what's in my basket.
