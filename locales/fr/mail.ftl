## Courriel : le compte
mail-title = Courriel
mail-note = Pour choisir un nouveau mot de passe si vous l’oubliez et, si vous le voulez, recevoir vos nouvelles. Personne ne voit cette adresse. Avant que vous l’ayez confirmée, seul le lien qui la confirme y est envoyé.
field-email = Adresse électronique
mail-is-confirmed = Confirmée.
mail-to-confirm = À confirmer : suivez le lien envoyé à { $address }.
mail-password-help = Seulement pour donner, changer ou retirer l’adresse : elle permet de choisir un nouveau mot de passe.
mail-wants-digest = M’envoyer les nouvelles de mes photos, au plus une fois par jour
done-mail-to-confirm = Un lien vient d’être envoyé à cette adresse : suivez-le pour la confirmer.
why-email = une adresse électronique ressemble à anne@example.org.

## Les pages où mènent les courriels
mail-home = Aller à l’accueil
mail-confirm-title = Confirmer votre adresse
mail-confirm-lead = Cette photothèque vous écrira à { $address }.
mail-confirm-button = Confirmer
mail-confirmed-title = Adresse confirmée
mail-confirmed = Nous vous écrirons à { $address }. Vous pouvez changer ou retirer cette adresse dans votre compte.
mail-stop-title = Ne plus recevoir de nouvelles
mail-stop-lead = Vos nouvelles ne vous seront plus envoyées. Elles restent à lire sur le site.
mail-stop-button = Ne plus m’écrire
mail-stopped-title = C’est arrêté
mail-stopped = Vos nouvelles ne vous sont plus envoyées. Vous pouvez changer d’avis dans votre compte.
forgotten-link = Mot de passe oublié ?
forgotten-title = Mot de passe oublié
forgotten-lead = Donnez votre identifiant ou votre adresse électronique : nous vous envoyons un lien pour choisir un nouveau mot de passe.
forgotten-button = Recevoir le lien
field-who = Identifiant ou adresse électronique
forgotten-sent-title = Regardez vos courriels
forgotten-sent = S’il existe un compte avec une adresse confirmée, un lien y est envoyé. Il sert une seule fois et il est valable une heure. Rien n’arrive ? Demandez à l’équipe qui tient cette photothèque.
problem-no-such-mail-link = Il a déjà servi, il a expiré, ou un autre l’a remplacé. Demandez-en un nouveau depuis la page de connexion ou votre compte.

## Les courriels
mail-hello = Bonjour { $name },
mail-hello-unnamed = Bonjour,
mail-confirm-subject = Confirmez votre adresse · { $site }
mail-confirm-text = Vous avez donné cette adresse à { $site }. Suivez ce lien pour la confirmer ; il est valable sept jours :
mail-confirm-not-you = Si ce n’est pas vous, ne faites rien : rien d’autre ne vous sera envoyé.
mail-reset-subject = Nouveau mot de passe · { $site }
mail-reset-text = Quelqu’un a demandé un nouveau mot de passe pour le compte { $handle } de { $site }. Suivez ce lien pour le choisir ; il est valable une heure :
mail-reset-not-you = Si ce n’est pas vous, ne faites rien : votre mot de passe reste le même.
mail-password-subject = Votre mot de passe a changé · { $site }
mail-password-text = Le mot de passe du compte { $handle } de { $site } vient d’être changé. Les autres appareils sont déconnectés et les jetons d’API ne marchent plus. Si c’est vous, il n’y a rien à faire.
mail-password-not-you = Si ce n’est pas vous, choisissez tout de suite un nouveau mot de passe : demandez un lien ici.
mail-address-subject = Votre adresse électronique a changé · { $site }
mail-address-text = Le compte { $handle } de { $site } a maintenant une autre adresse électronique : rien d’autre ne vous sera envoyé ici. Si c’est vous, il n’y a rien à faire.
mail-no-address-text = Le compte { $handle } de { $site } n’a plus d’adresse électronique : rien d’autre ne vous sera envoyé ici. Si c’est vous, il n’y a rien à faire.
mail-address-not-you = Si ce n’est pas vous, quelqu’un connaît votre mot de passe : connectez-vous, changez-le et redonnez votre adresse.
mail-write-to-us = Vous n’y arrivez pas ? Écrivez à l’équipe qui tient cette photothèque :
mail-digest-subject =
    { $count ->
        [one] Une nouvelle de vos photos · { $site }
       *[other] { $count } nouvelles de vos photos · { $site }
    }
mail-digest-more = Et d’autres encore.
mail-digest-all = Toutes vos nouvelles :
mail-stop-text = Ne plus recevoir ces nouvelles :
# $count (Number)
mail-digest-suggestions =
    { $count ->
        [one] Une correction proposée attend votre décision :
       *[other] { $count } corrections proposées attendent votre décision :
    }
