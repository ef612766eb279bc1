# Lettres au sujet du compte : liens de connexion, et ce qui a changé.

mail-link-once = Le lien fonctionne une seule fois, pendant { $minutes } minutes.
mail-link-not-you = Si vous n'avez pas demandé cette lettre, vous n'avez rien à faire : sans le lien, personne n'entre.

mail-link-sign-in = Se connecter
mail-link-sign-in-subject = Connexion à { $shop }
mail-link-sign-in-why = Voici votre lien pour vous connecter à votre compte chez { $shop }.

mail-link-sign-up = Ouvrir un compte
mail-link-sign-up-subject = Ouvrez votre compte chez { $shop }
mail-link-sign-up-why = Bienvenue. Avec ce lien, vous ouvrez votre compte chez { $shop }.

mail-link-reset = Choisir un nouveau mot de passe
mail-link-reset-subject = Votre mot de passe chez { $shop }
mail-link-reset-why = Vous pouvez choisir ici un nouveau mot de passe pour votre compte chez { $shop }. L'ancien reste valable jusque-là.

mail-link-new-email = Utiliser cette adresse
mail-link-new-email-subject = Cette adresse est-elle la vôtre ? { $shop } vous le demande
mail-link-new-email-why = Vous souhaitez désormais vous connecter à votre compte chez { $shop } avec cette adresse. Confirmez qu'elle est bien à vous.

mail-link-known-subject = Vous avez déjà un compte chez { $shop }
mail-link-known-why = Quelqu'un, peut-être vous, a voulu ouvrir un compte chez { $shop } avec cette adresse. Il y en a déjà un, et ce lien vous y connecte.

mail-link-unknown-subject = Aucun compte chez { $shop } avec cette adresse
mail-link-unknown-why = Quelqu'un, peut-être vous, a voulu se connecter chez { $shop } avec cette adresse. Aucun compte n'y est associé. Le vôtre a peut-être une autre adresse ; sinon, ouvrez-en un avec ce lien.

mail-link-moved-subject = Une autre adresse pour votre compte chez { $shop }
mail-link-moved-why = Votre compte chez { $shop } a désormais une autre adresse e-mail, et nos lettres n'arrivent plus ici. Si ce n'était pas vous, appelez-nous.

mail-link-changed-subject = Votre mot de passe chez { $shop } a changé
mail-link-changed-why = Le mot de passe de votre compte chez { $shop } a été changé. Si ce n'était pas vous, choisissez-en un autre sur la page de connexion, et appelez-nous.
