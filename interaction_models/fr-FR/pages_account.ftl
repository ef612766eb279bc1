# Les pages du client : ce qu'il y a dans un compte.

page-change = Modifier
page-remove = Supprimer
page-keep = Enregistrer
page-back = Retour

page-home-hello = Bonjour { $name }
page-home-waits = La commande { $order } vous attend
page-home-waits-why = Votre banque vous demande d'approuver le paiement de { $amount }. Rien n'est débité avant.
page-home-no-address = Il n'y a pas encore d'adresse de livraison.
page-home-cart = { $count ->
    [one] Un article est dans votre panier.
   *[other] { $count } articles sont dans votre panier.
}
page-home-credit = Vous avez { $credit } d'avoir. Il sert à payer votre prochaine commande.

page-order = Commande { $order }
page-order-of = Commande { $order } du { $day }
page-order-line = { $count ->
    [one] Un produit, { $total }, livraison le { $day }.
   *[other] { $count } produits, { $total }, livraison le { $day }.
}
page-order-show = Voir la commande { $order }
page-order-placed = Commandée le { $day } à { $hour }.
page-order-none = Cette commande n'existe pas
page-order-none-why = Elle est peut-être d'un autre compte, ou l'adresse de cette page a été coupée.
page-orders-none = Vous n'avez encore rien commandé
page-orders-none-how = Dites « ouvre { $shop } » à un appareil associé, et ce que vous voulez.
page-orders-all = Toutes les commandes
page-orders-pages = Autres commandes
page-orders-newer = Commandes plus récentes
page-orders-older = Commandes plus anciennes
page-state-placing = Paiement en cours
page-state-waiting = Attend votre accord
page-state-placed = Confirmée
page-state-picking = En préparation
page-state-sent = En route
page-state-delivered = Livrée
page-state-cancelled = Annulée
page-state-failed = Non passée
page-receipt = Reçu
page-line-given-up = { $count ->
    [one] (un article retiré)
   *[other] ({ $count } articles retirés)
}
page-line-returned = { $count ->
    [one] (un article rendu)
   *[other] ({ $count } articles rendus)
}
page-paid-stripe = Payée par carte.
page-paid-store_credit = Payée avec votre avoir.
page-paid-pay_on_delivery = À payer à la livraison.
page-paid-at_door = Payée à la livraison.
page-paid-not-due = Rien n'est dû.
page-paid-started = Le paiement est encore en cours.
page-paid-approval = Le paiement attend votre accord.
page-paid-declined = Rien n'a été débité.
page-paid-refunding = L'argent est en train de revenir.
page-paid-refunded = L'argent est revenu.
page-paid-refunded_part = Une partie est revenue.
page-refund = { $state ->
    [done] { $amount } ont été remboursés.
   *[other] { $amount } sont en cours de remboursement.
} { $credited ->
    [0] { "" }
   *[other] Dont { $credit } en avoir.
}
page-delivery = À votre adresse « { $address } », le { $day }, entre { $starts } et { $ends }.
page-consent = Comment vous avez dit oui
page-consent-why = Rien n'est commandé sans un oui. Voici ce qui a été dit juste avant.
page-consent-when = Quand
page-consent-at = { $day } à { $hour }
page-consent-where = Où
page-channel = { $channel ->
    [alexa] Alexa
    [chat] Écrit à la boutique
    [google_actions] Assistant Google
    [dialogflow_es] Google Dialogflow
    [dialogflow_cx] Google Dialogflow
    [web] La page de la boutique
   *[other] Un autre appareil
}
page-consent-said = Ce que la boutique a dit
page-consent-heard = Ce qu'elle a entendu
page-consent-code = Le bon code a été donné.
page-consent-no-code = Il n'a pas été demandé.

page-approved-placing = Nous attendons encore votre banque
page-approved-placing-what = Le paiement n'est pas encore terminé. Cela peut prendre une minute ; vous recevrez aussi un courriel.
page-approved-waiting = Le paiement n'est pas encore approuvé
page-approved-waiting-what = Rien n'a été débité. Vous pouvez l'approuver par le lien de notre courriel, tant que la commande est gardée pour vous.
page-approved-placed = Merci, votre commande est passée
page-approved-placed-what = Le paiement est approuvé. Un reçu vous est envoyé.
page-approved-picking = Merci, votre commande est passée
page-approved-picking-what = Le paiement est approuvé, et votre commande est en préparation.
page-approved-sent = Merci, votre commande est en route
page-approved-sent-what = Le paiement est approuvé, et votre commande a quitté la boutique.
page-approved-delivered = Votre commande a été livrée
page-approved-delivered-what = Le paiement est approuvé, et il n'y a plus rien à faire.
page-approved-cancelled = Votre commande est annulée
page-approved-cancelled-what = Elle a été abandonnée. Ce qui a été débité revient sur votre carte.
page-approved-failed = Votre commande n'a pas été passée
page-approved-failed-what = Le paiement n'a pas été approuvé à temps, ou votre banque l'a refusé. Rien n'a été débité, et les produits sont de nouveau dans votre panier.
page-approved-unknown = Nous ne connaissons pas ce paiement
page-approved-unknown-what = L'adresse de cette page a peut-être été coupée. L'état de vos commandes est dans votre compte.
page-approved-look-again = Regarder à nouveau

page-addresses-what = Les commandes sont livrées à l'adresse choisie. Chacune a un nom court, dit à voix haute quand une commande est lue.
page-addresses-none = Il n'y a pas encore d'adresse. Ajoutez-en une, et vous pourrez commander.
page-address-chosen = Les commandes arrivent ici
page-address-choose = Livrer ici
page-address-add = Ajouter une adresse
page-address-change = Modifier l'adresse
page-address-label = Nom court
page-address-label-hint = Il est dit à voix haute, par exemple « maison ». L'adresse elle-même ne l'est jamais.
page-address-address = Adresse
page-address-address-hint = Rue et numéro, code postal et ville, et ce qui aide à trouver la porte.
page-address-region = Région
page-address-region-hint = Les taxes y sont différentes.
page-address-region-other = Aucune de celles-ci
page-address-region-is = Région : { $region }
page-error-label-missing = Saisissez un nom court, par exemple maison.
page-error-label-long = Saisissez un nom plus court, de { $most } caractères au plus.
page-error-label-taken = Vous avez déjà une adresse de ce nom. Saisissez-en un autre.
page-error-address-missing = Saisissez l'adresse.
page-error-address-long = Saisissez une adresse plus courte, de { $most } caractères au plus.
page-error-region-unknown = Choisissez une des régions.
page-error-count-many = Un compte garde { $most } adresses au plus. Supprimez-en une d'abord.
page-error-count-chosen = Les commandes arrivent à cette adresse. Choisissez-en d'abord une autre.
page-done-address-added = L'adresse est ajoutée.
page-done-address-changed = L'adresse est modifiée.
page-done-address-chosen = Les commandes arrivent désormais à cette adresse.
page-done-address-removed = L'adresse est supprimée.

page-pay-on-delivery = Vous payez à la livraison
page-pay-on-delivery-how = { $shop } prend l'argent quand les produits arrivent. Aucune carte n'est nécessaire.
page-card = Carte
page-card-none = Aucune carte n'est enregistrée. Il en faut une pour commander.
page-card-is = { $brand ->
    [visa] Visa
    [mastercard] Mastercard
    [amex] American Express
   *[other] Une carte
} se terminant par { $last }
page-card-until = Valable jusqu'à { $month }/{ $year }
page-card-unknown = Notre service de paiement ne répond pas, et nous ne pouvons pas montrer votre carte. Regardez à nouveau dans une minute.
page-card-busy = Un paiement est encore en cours. Une fois terminé, vous pourrez changer la carte ici.
page-card-add = Enregistrer une carte
page-card-other = Enregistrer une autre carte
page-card-remove = Supprimer la carte
page-card-no-adding = { $shop } ne prend pas de nouvelle carte sur cette page pour le moment.
page-card-who = C'est Stripe qui garde la carte. { $shop } n'en voit jamais le numéro.
page-card-how = Ce que vous saisissez va à Stripe et non à { $shop }. Vos commandes sont ensuite débitées sur cette carte, chacune après votre oui.
page-card-script = Les champs pour la carte viennent de Stripe et ont besoin de JavaScript. S'ils n'apparaissent pas, il est désactivé, ou Stripe ne répond pas.
page-card-keep = Enregistrer cette carte
page-error-card = La carte n'a pas pu être enregistrée. Vérifiez ce que vous avez saisi, ou essayez une autre carte.
page-error-card-unreachable = Notre service de paiement ne répond pas. Rien n'a changé. Réessayez dans une minute.
page-done-card-stored = La carte est enregistrée. Vos commandes y sont désormais débitées.
page-done-card-not-stored = La carte n'a pas été enregistrée. Réessayez, ou essayez une autre carte.
page-done-card-removed = La carte est supprimée.
page-credit = Avoir
page-credit-is = Vous avez { $credit }. Il paie votre prochaine commande avant tout autre moyen.
page-credit-none = Vous n'en avez pas.

page-code-what = Quatre chiffres demandés avant de passer une commande, pour que personne d'autre dans la pièce ne commande à votre place.
page-code-none = Aucun code n'est choisi
page-code-is-set = Un code est choisi
page-code-is-set-why = Il est gardé de sorte que personne ne puisse le lire, et ne peut donc pas être montré. Si vous l'oubliez, choisissez-en un autre.
page-code-is-locked = Le code est bloqué
page-code-is-locked-why = Trois mauvais codes de suite ont été donnés. Si ce n'était pas vous, choisissez un autre code.
page-code-set = Choisir un code
page-code-another = Choisir un autre code
page-code-unlock = Débloquer le code
page-code-unlock-why = Le même code fonctionne de nouveau.
page-code-remove = Supprimer le code
page-code-remove-why = Les commandes sont passées après votre seul oui, et rien n'est demandé.
page-code-new = Nouveau code
page-code-hint = Quatre chiffres. Ni année de naissance, ni code de votre carte.
page-code-again = Le même code une seconde fois
page-code-keep = Utiliser ce code
page-code-when = Quand il est demandé
page-code-when-question = Quand doit-il être demandé ?
page-code-when-shop = Seulement quand la boutique le veut
page-code-when-always = Avant chaque commande
page-code-when-above = Avant les commandes au-dessus d'un montant
page-code-when-new-address = Avant les commandes à une adresse encore jamais livrée
page-code-when-never = Jamais, sauf si la boutique le veut
page-code-when-over = Avant les commandes de plus de { $amount }
page-code-over = Montant
page-code-over-hint = Seulement pour les commandes au-dessus d'un montant.
page-code-shop-over = { $shop } le demande de son côté à partir de { $amount }, si un code est choisi.
page-error-code-digits = Saisissez quatre chiffres.
page-error-code-simple = Choisissez quatre chiffres plus difficiles à deviner : ceux-ci sont parmi les premiers essayés.
page-error-code-again = Saisissez deux fois les mêmes quatre chiffres.
page-error-code-when = Choisissez quand le code doit être demandé.
page-error-amount = Saisissez un montant, par exemple { $example }.
page-done-code = Votre nouveau code est désormais valable.
page-done-code-when = Le code est désormais demandé comme vous l'avez choisi.
page-done-code-unlocked = Le code est débloqué.
page-done-code-removed = Il n'y a plus de code.

page-limits-what = Une commande qui dépasserait un plafond n'est pas passée ; la boutique le dit, et le panier reste.
page-limits-order = Pour une commande, en { $currency }
page-limits-day = Pour une journée, en { $currency }
page-limits-hint = Par exemple { $example }. Laissez vide pour ne pas avoir de plafond.
page-limits-shop-order = { $shop } n'accepte de son côté aucune commande de plus de { $amount }.
page-limits-shop-day = { $shop } n'accepte de son côté que { $amount } de commandes par jour.
page-done-limits = Vos plafonds sont désormais valables.

page-devices-what = Ils peuvent commander en votre nom, ou voir vos commandes. Vous pouvez dissocier chacun ici.
page-devices-none = Rien n'est encore associé. Dans l'application de votre assistant, ouvrez la skill de { $shop } et choisissez d'associer le compte.
page-devices-since = Associé le { $day }.
page-devices-used = Utilisé pour la dernière fois le { $day } à { $hour }.
page-devices-order = { $platform } peut commander pour vous et voir vos commandes.
page-devices-read = { $platform } peut voir vos commandes.
page-devices-unlink = Dissocier
page-done-unlinked = C'est dissocié. Plus rien ne peut être fait par là en votre nom.

page-preferences-spoken = Quand vous parlez à la boutique
page-rate = À quelle vitesse elle parle
page-rate-slow = Lentement
page-rate-normal = À une allure ordinaire
page-rate-fast = Vite
page-form = Combien elle en dit
page-form-short = Le moins possible
page-form-normal = Ce qu'il faut
page-form-long = Avec des détails
page-at-once = Combien de choses elle nomme à la fois
page-at-once-hint = Les listes plus longues viennent par parties.
page-at-once-2 = Deux
page-at-once-3 = Trois
page-preferences-written = Langue et monnaie
page-locale = Langue de ces pages et des courriels
page-locale-hint = Sans préférence, celle du navigateur, et dans les courriels celle de la boutique. Un appareil parle la langue dans laquelle il est réglé.
page-locale-any = Sans préférence
page-currency = { $shop } ne vend que dans une monnaie : { $currency }.
page-preferences-letters = Courriels
page-order-news = Des nouvelles de mes commandes par courriel
page-order-news-hint = Reçus, annulations et remboursements. Sans ces courriels, vous trouvez tout ici. Ce qui a besoin de vous, comme un paiement à approuver, est toujours envoyé.
page-offers = Des offres par courriel
page-offers-hint = Seulement si la boutique en a pour vous.
page-learning = Aider la boutique à comprendre
page-learn = Garder mes phrases qui n'ont pas été comprises
page-learn-hint = Sans noms ni nombres, et pendant six mois au plus. Si vous revenez sur ce choix, elles sont supprimées.
page-error-preferences = Choisissez une réponse à chaque question.
page-done-preferences = Vos préférences sont désormais valables.

page-privacy-kept = Ce qui est gardé
page-privacy-account = Votre nom, votre adresse électronique, vos adresses de livraison et ce que vous avez choisi sur ces pages, tant que vous avez un compte.
page-privacy-orders = Vos commandes et ce qui a été payé, tant que la loi veut que les reçus soient gardés.
page-privacy-talk = Votre panier, et où en sont vos dernières conversations avec la boutique. Les réponses sont gardées un jour, pour qu'une demande répétée n'agisse pas deux fois.
page-privacy-sentences = Les phrases qui n'ont pas été comprises, seulement si vous le permettez, et sans noms ni nombres.
page-privacy-platforms = Quelles plateformes sont associées, et jusqu'à quand.
page-privacy-card = Sous quel nom Stripe garde votre carte, si une carte est enregistrée. Son numéro n'est jamais ici.
page-privacy-not = Les enregistrements de voix ne sont pas gardés. Les mots de passe, codes et jetons sont gardés de sorte que personne ne puisse les lire.
page-privacy-download = Télécharger vos données
page-privacy-download-what = Tout ce qui est gardé sur vous, dans un fichier que d'autres programmes savent lire.
page-privacy-download-how = Le fichier est au format JSON, c'est du texte. Qui le possède connaît vos adresses et vos commandes : gardez-le bien.
page-privacy-download-do = Télécharger le fichier
page-privacy-erase = Supprimer votre compte
page-privacy-erase-what = Tout ce qui dit qui vous êtes est supprimé pour toujours.
page-erase-what = Votre compte est alors supprimé pour toujours.
page-erase-gone = Sont supprimés : votre nom, votre adresse électronique et vos adresses, votre carte, votre code et vos préférences, votre panier, vos conversations, vos courriels et vos demandes.
page-erase-kept = Ce que vous avez acheté, quand et à quel prix est gardé comme la loi le veut, sans votre nom ni votre adresse.
page-erase-credit = Votre avoir de { $credit } est perdu. Vous voudrez peut-être le dépenser d'abord.
page-erase-linked = { $count ->
    [one] L'appareil associé ne peut plus rien faire en votre nom.
   *[other] Les { $count } appareils associés ne peuvent plus rien faire en votre nom.
}
page-erase-no-way-back = Il n'y a pas de retour en arrière. Les sauvegardes que la boutique a faites avant n'en sont pas changées ; elles sont remplacées avec le temps.
page-erase-sure = Oui, supprimer mon compte pour toujours
page-error-sure = Cochez que vous voulez supprimer votre compte.
page-error-erase-unreachable = Notre service de paiement ne répond pas, et il doit d'abord oublier votre carte. Rien n'a été supprimé. Réessayez dans une minute.
page-erase-busy = Votre compte ne peut pas encore être supprimé.
page-erase-busy-order = La commande { $order } est encore en route vers vous. Une fois livrée ou annulée, vous pourrez supprimer le compte.
page-erase-busy-payment = L'argent de la commande { $order } est encore en train de vous revenir. Une fois arrivé, vous pourrez supprimer le compte.
page-erased = Votre compte est supprimé
page-erased-what = { $shop } ne sait plus qui vous êtes. Merci d'être passé.
