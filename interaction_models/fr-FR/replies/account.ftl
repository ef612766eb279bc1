# The account, codes, and learning from what was not understood.

account-of = Le compte associé ici est au nom suivant : { $name }.
no-account-linked = { $carded ->
    [1] Aucun compte n'est associé, vous faites donc vos courses en invité. Je vous ai envoyé une carte dans l'application pour en associer un.
   *[other] Aucun compte n'est associé, vous faites donc vos courses en invité.
}
account-is-linked = Votre compte est associé, { $name }.
    .short = C'est associé, { $name }.
not-linked = D'accord, votre compte n'est pas associé. Vous pouvez quand même regarder et remplir votre panier.
    .short = Votre compte n'est pas associé.
only-reads = Ici, je peux vous parler de vos commandes, mais je n'ai le droit ni d'en passer ni d'en modifier.
no-code-needed = Il n'y a besoin d'aucun code pour cela.
code-needed = Cette commande demande votre code.
ask-code = Quel est votre code à quatre chiffres?
code-after-yes = Je demande le code une fois la commande acceptée.
code-wrong = Ce n'est pas ce code-là.
code-unheard = Il me faut les quatre chiffres, un par un.
code-locked = Par sécurité, le code est maintenant bloqué, rien n'est donc commandé. Il se débloque dans votre compte. Votre panier est conservé.
    .short = Le code est bloqué. Rien n'est commandé.
code-is-locked = Le code est bloqué, et se débloque dans votre compte.
help-code = Cette commande demande le code choisi dans votre compte. Dites ses quatre chiffres un par un, ou dites : annule.
miss-code = Essayons autrement. Dites seulement les quatre chiffres, un par un.

ask-keep-words = Puis-je garder les phrases que je ne comprends pas, sans votre nom, pour que le magasin les apprenne?
learning-on = Merci. Désormais, je garde les phrases que je ne comprends pas, sans votre nom. Vous pouvez dire à tout moment : arrête d'apprendre.
    .short = Merci. Je garde les phrases que je ne comprends pas, sans votre nom.
learning-off = D'accord, je ne garde rien.
learning-forgotten = D'accord. Ce que j'avais gardé de vos phrases est effacé, et je ne garde plus rien.
    .short = C'est effacé. Je ne garde plus rien.
learning-none = Ce magasin ne garde rien de ce que vous dites.
