# The shopper's pages: what every page says, and signing in.

page-skip = Skip to the content
page-menu = Your account
page-languages = Languages
page-phone = Call { $shop }: { $phone }.
page-sign-out = Sign out
page-sign-in = Sign in
page-title-refused = Please check:
page-errors = Please check what you entered
page-again = Try again
page-optional = (optional)

page-menu-home = Your account
page-menu-orders = Orders
page-menu-addresses = Addresses
page-menu-card = Payment
page-menu-code = Voice code
page-menu-limits = Spending limits
page-menu-devices = Linked devices
page-menu-preferences = Preferences
page-menu-security = Signing in
page-menu-privacy = Your data

page-refused-title = This form is no longer good
page-refused = Nothing was changed. The page was open for too long, or in another tab somebody signed in or out. Open it again, and send the form once more.
page-nowhere = There is no such page
page-nowhere-why = Perhaps the address was cut off when it was copied.
page-unavailable-title = The shop cannot be reached
page-unavailable = Something on our side does not answer. Nothing was changed. Please try again in a minute.

page-email = E-mail address
page-password = Password
page-name = Your name
page-name-hint = What the shop calls you, aloud too.
page-cancel = Cancel
page-mail-link = E-mail me a link
page-no-mail = { $shop } sends no letters at the moment, and they are needed for this.

page-sign-in-why = With your account you order from { $shop } by voice, on every device that you link.
page-sign-in-again = Is it you?
page-sign-in-again-why = This protects your account, so please sign in once more.
page-forgot = I forgot my password
page-sign-up-instead = I am new here
page-sign-in-instead = I have an account
page-sign-up = Open an account
page-sign-up-why = We send a link to your e-mail address. With it you open your account at { $shop }.
page-sign-up-do = Open my account
page-forgot-title = Forgot your password?
page-forgot-why = We send a link to your e-mail address. With it you choose a new password.

page-mailed = Look in your mail
page-mailed-what = We are sending a letter to the address that you entered. Its link works once, within { $minutes } minutes.
page-mailed-not-there = No letter after a few minutes? Look among unwanted mail, or go back and check the spelling of the address.

page-link-sign-in = Welcome back
page-link-sign-in-why = You are about to sign in to { $shop } as { $email }.
page-link-sign-up = Welcome
page-link-sign-up-why = This opens your account at { $shop } for { $email }.
page-link-new-email = Use this address?
page-link-new-email-why = From now on you sign in to { $shop } with { $email }, and receipts are sent there.
page-link-new-email-do = Use this address
page-link-gone = This link no longer works
page-link-gone-why = A link works once, within { $minutes } minutes. Ask for another; it takes a moment.
page-link-another = Get another link

page-password-new = New password
page-password-hint = At least { $shortest } characters. A few words in a row are good.
page-password-choose = Choose a new password
page-password-others = You are then signed out everywhere else. Linked devices stay linked.
page-password-keep = Keep this password

page-security-email = You sign in as { $email }.
page-security-email-change = Change the address
page-security-email-how = We send a link to the new address. It takes the place of the old one once you open it.
page-security-email-new = New e-mail address
page-security-password = You can sign in with your password, or with a link by e-mail.
page-security-no-password = You sign in with a link by e-mail. With a password you need not wait for a letter.
page-security-password-change = Change the password
page-security-password-set = Set a password
page-security-browsers = Where you are signed in
page-security-browser = A browser, last seen on { $day } at { $hour }
page-security-this = This one
page-sign-out-everywhere = Sign out everywhere

page-done-signed-out = You are signed out.
page-done-signed-out-everywhere = You are signed out everywhere.
page-done-welcome = Your account is open.
page-done-password = Your new password holds from now on.
page-done-email = Your account has another e-mail address now.

page-error-email = Enter an e-mail address, such as name@example.com.
page-error-email-taken = Another account has this address already.
page-error-name = Enter your name.
page-error-name-long = Enter a name of at most { $most } characters.
page-error-password-missing = Enter your password, or have a link sent by e-mail.
page-error-sign-in = No account has this e-mail address with this password. Check both, or have a link sent by e-mail.
page-error-too-often = That was tried too often. Wait a while, then try again.
page-error-password-short = Choose a longer password: at least 10 characters.
page-error-password-long = Choose a password of at most 256 characters.
page-error-password-simple = Choose a password that is harder to guess: this one is among the first tried.
page-error-password-about-you = Choose a password that is not about you or the shop.

page-passkey = Use a passkey
page-passkeys = Passkeys
page-passkeys-what = With a passkey you sign in as you unlock your phone or computer, without a password or a letter.
page-passkey-since = Added on { $day }
page-passkey-used = Added on { $day }, last used on { $used }
page-passkey-add = Add a passkey
page-passkey-remove = Remove
page-passkey-failed = Your device did not hand over a passkey. Try again, or sign in another way.
page-done-passkey = Your passkey signs you in from now on.
page-done-passkey-removed = That passkey no longer signs you in.
page-error-passkey = That passkey is not known here. Sign in another way, then add it under "Signing in".
