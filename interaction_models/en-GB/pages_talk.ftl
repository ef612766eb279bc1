# What the page that talks with the shop says of the basket.

talk-signed-out = You are not signed in. You can look around and fill a basket; to buy, sign in first.
talk-gone = The conversation has been idle for long, so it was closed. Your basket is still there. Start again.
