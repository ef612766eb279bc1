# Associer une plateforme à un compte.

page-consent-title = Associer { $name } à votre compte chez { $shop } ?
page-consent-who = Vous êtes connecté en tant que { $name }.
page-consent-other = Utiliser un autre compte
page-consent-shares = Ce que vous permettez à { $name }
page-consent-shop-read = Connaître votre nom, vos achats habituels, vos commandes et leur état.
page-consent-shop-order = Commander en votre nom et payer comme vous l'avez choisi ici, modifier et annuler vos commandes, et renvoyer des articles.
page-consent-never = { $name } ne reçoit ni votre mot de passe, ni votre carte, ni votre adresse.
page-consent-end = Ensuite, vous retournez sur { $back }. Vous pouvez mettre fin à cette association à tout moment, là-bas ou ici sous « Appareils associés ».
page-consent-yes = Associer
page-consent-no = Ne pas associer
page-consent-refused-title = L'association n'est pas possible
page-consent-refused = L'application qui vous a envoyé ici n'a pas fait une demande digne de confiance. Rien n'a été associé. Recommencez dans l'application. Si cette page revient, dites-le-nous.
