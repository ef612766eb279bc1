# Les pages du client : ce que dit chaque page, et la connexion.

page-skip = Aller au contenu
page-menu = Votre compte
page-languages = Langues
page-phone = Téléphone de { $shop } : { $phone }.
page-sign-out = Se déconnecter
page-sign-in = Se connecter
page-title-refused = À vérifier :
page-errors = Vérifiez ce que vous avez saisi
page-again = Réessayer
page-optional = (facultatif)

page-menu-home = Votre compte
page-menu-orders = Commandes
page-menu-addresses = Adresses
page-menu-card = Paiement
page-menu-code = Code vocal
page-menu-limits = Limites d'achat
page-menu-devices = Appareils associés
page-menu-preferences = Préférences
page-menu-security = Connexion
page-menu-privacy = Vos données

page-refused-title = Ce formulaire n'est plus valable
page-refused = Rien n'a été modifié. La page est restée ouverte trop longtemps, ou une connexion a changé dans un autre onglet. Ouvrez-la de nouveau et renvoyez le formulaire.
page-nowhere = Cette page n'existe pas
page-nowhere-why = L'adresse a peut-être été coupée en la copiant.
page-unavailable-title = La boutique est injoignable
page-unavailable = Quelque chose ne répond pas de notre côté. Rien n'a été modifié. Réessayez dans une minute.

page-email = Adresse e-mail
page-password = Mot de passe
page-name = Votre nom
page-name-hint = Le nom que la boutique vous donne, aussi à voix haute.
page-cancel = Annuler
page-mail-link = Envoyez-moi un lien
page-no-mail = { $shop } n'envoie pas de courrier pour le moment, et il en faut pour cela.

page-sign-in-why = Avec votre compte, vous commandez chez { $shop } à la voix, sur chaque appareil que vous associez.
page-sign-in-again = Est-ce bien vous ?
page-sign-in-again-why = Cela protège votre compte ; connectez-vous encore une fois.
page-forgot = J'ai oublié mon mot de passe
page-sign-up-instead = Je n'ai pas encore de compte
page-sign-in-instead = J'ai déjà un compte
page-sign-up = Ouvrir un compte
page-sign-up-why = Nous envoyons un lien à votre adresse e-mail. Il ouvre votre compte chez { $shop }.
page-sign-up-do = Ouvrir mon compte
page-forgot-title = Mot de passe oublié ?
page-forgot-why = Nous envoyons un lien à votre adresse e-mail. Il vous permet de choisir un nouveau mot de passe.

page-mailed = Regardez votre courrier
page-mailed-what = Nous envoyons une lettre à l'adresse saisie. Son lien fonctionne une seule fois, pendant { $minutes } minutes.
page-mailed-not-there = Rien après quelques minutes ? Regardez parmi les indésirables, ou revenez en arrière et vérifiez l'adresse.

page-link-sign-in = Bon retour
page-link-sign-in-why = Vous allez vous connecter à { $shop } en tant que { $email }.
page-link-sign-up = Bienvenue
page-link-sign-up-why = Votre compte chez { $shop } va s'ouvrir pour { $email }.
page-link-new-email = Utiliser cette adresse ?
page-link-new-email-why = Désormais, vous vous connectez à { $shop } avec { $email }, et les reçus y sont envoyés.
page-link-new-email-do = Utiliser cette adresse
page-link-gone = Ce lien ne fonctionne plus
page-link-gone-why = Un lien fonctionne une seule fois, pendant { $minutes } minutes. Demandez-en un autre, cela ne prend qu'un instant.
page-link-another = Obtenir un autre lien

page-password-new = Nouveau mot de passe
page-password-hint = Au moins { $shortest } caractères. Quelques mots à la suite conviennent bien.
page-password-choose = Choisir un nouveau mot de passe
page-password-others = Vous serez déconnecté partout ailleurs. Les appareils associés le restent.
page-password-keep = Garder ce mot de passe

page-security-email = Vous vous connectez en tant que { $email }.
page-security-email-change = Changer l'adresse
page-security-email-how = Nous envoyons un lien à la nouvelle adresse. Elle remplace l'ancienne dès que vous l'ouvrez.
page-security-email-new = Nouvelle adresse e-mail
page-security-password = Vous pouvez vous connecter avec votre mot de passe, ou avec un lien par e-mail.
page-security-no-password = Vous vous connectez avec un lien par e-mail. Avec un mot de passe, pas de lettre à attendre.
page-security-password-change = Changer le mot de passe
page-security-password-set = Définir un mot de passe
page-security-browsers = Où vous êtes connecté
page-security-browser = Un navigateur, vu pour la dernière fois le { $day } à { $hour }
page-security-this = Celui-ci
page-sign-out-everywhere = Se déconnecter partout

page-done-signed-out = Vous êtes déconnecté.
page-done-signed-out-everywhere = Vous êtes déconnecté partout.
page-done-welcome = Votre compte est ouvert.
page-done-password = Votre nouveau mot de passe est valable dès maintenant.
page-done-email = Votre compte a maintenant une autre adresse e-mail.

page-error-email = Saisissez une adresse e-mail, comme nom@exemple.fr.
page-error-email-taken = Un autre compte a déjà cette adresse.
page-error-name = Saisissez votre nom.
page-error-name-long = Saisissez un nom de { $most } caractères au plus.
page-error-password-missing = Saisissez votre mot de passe, ou demandez un lien par e-mail.
page-error-sign-in = Aucun compte n'a cette adresse avec ce mot de passe. Vérifiez les deux, ou demandez un lien par e-mail.
page-error-too-often = Trop d'essais. Attendez un peu, puis réessayez.
page-error-password-short = Choisissez un mot de passe plus long : au moins 10 caractères.
page-error-password-long = Choisissez un mot de passe de 256 caractères au plus.
page-error-password-simple = Choisissez un mot de passe plus difficile à deviner : celui-ci est parmi les premiers essayés.
page-error-password-about-you = Choisissez un mot de passe qui ne parle ni de vous ni de la boutique.

page-passkey = Utiliser une clé d'accès
page-passkeys = Clés d'accès
page-passkeys-what = Avec une clé d'accès, vous vous connectez comme vous déverrouillez votre téléphone ou votre ordinateur, sans mot de passe ni lettre.
page-passkey-since = Ajoutée le { $day }
page-passkey-used = Ajoutée le { $day }, utilisée pour la dernière fois le { $used }
page-passkey-add = Ajouter une clé d'accès
page-passkey-remove = Retirer
page-passkey-failed = Votre appareil n'a pas fourni de clé d'accès. Réessayez, ou connectez-vous autrement.
page-done-passkey = Votre clé d'accès vous connecte dès maintenant.
page-done-passkey-removed = Cette clé d'accès ne vous connecte plus.
page-error-passkey = Cette clé d'accès n'est pas connue ici. Connectez-vous autrement, puis ajoutez-la sous « Connexion ».
