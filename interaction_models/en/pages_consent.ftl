# Linking a platform to an account.

page-consent-title = Link { $name } to your account at { $shop }?
page-consent-who = You are signed in as { $name }.
page-consent-other = Use another account
page-consent-shares = What you allow { $name }
page-consent-shop-read = Know your name, what you usually buy, and your orders and where they are.
page-consent-shop-order = Order in your name and pay the way you have chosen here, change and cancel your orders, and send things back.
page-consent-never = { $name } does not get your password, your card or your address.
page-consent-end = After this you go back to { $back }. You can end the link at any time, there or under "Linked devices" here.
page-consent-yes = Link
page-consent-no = Do not link
page-consent-refused-title = This cannot be linked
page-consent-refused = The app that sent you here did not ask in a way that we can trust. Nothing was linked. Start again in the app. If this page comes back, please tell us.
