# Letters about an account: links to sign in, and what has changed.

mail-link-once = The link works once, within { $minutes } minutes.
mail-link-not-you = If you did not ask for this letter, you need not do anything: without the link nobody gets in.

mail-link-sign-in = Sign in
mail-link-sign-in-subject = Sign in to { $shop }
mail-link-sign-in-why = Here is your link to sign in to your account at { $shop }.

mail-link-sign-up = Open an account
mail-link-sign-up-subject = Open your account at { $shop }
mail-link-sign-up-why = Welcome. With this link you open your account at { $shop }.

mail-link-reset = Choose a new password
mail-link-reset-subject = Your password at { $shop }
mail-link-reset-why = Here you can choose a new password for your account at { $shop }. The old one holds until you do.

mail-link-new-email = Use this address
mail-link-new-email-subject = Is this your address? { $shop } asks
mail-link-new-email-why = You asked to sign in to your account at { $shop } with this address from now on. Please confirm that it is yours.

mail-link-known-subject = You have an account at { $shop } already
mail-link-known-why = Somebody, perhaps you, wanted to open an account at { $shop } with this address. There is one already, and this link signs you in to it.

mail-link-unknown-subject = There is no account at { $shop } with this address
mail-link-unknown-why = Somebody, perhaps you, wanted to sign in at { $shop } with this address. There is no account with it. Perhaps yours has another address; or open one with this link.

mail-link-moved-subject = Another address for your account at { $shop }
mail-link-moved-why = Your account at { $shop } has another e-mail address now, and letters no longer come here. If that was not you, please call us.

mail-link-changed-subject = Your password at { $shop } was changed
mail-link-changed-why = The password of your account at { $shop } was changed. If that was not you, choose a new one on the page for signing in, and call us.
