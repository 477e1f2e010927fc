## Connexion et compte
login-title = Se connecter
login-no-account = Pas encore de compte ?
interrupted-title = Rien n’est perdu
interrupted-sign-in = Votre connexion a pris fin. Reconnectez-vous : ce que vous avez écrit vous attend ici.
interrupted-old = Votre connexion a changé entre-temps, ou cette page était ouverte depuis longtemps. Ce que vous avez écrit n’a pas encore été envoyé.
interrupted-back = Connexion rétablie. Ce que vous avez écrit n’a pas encore été envoyé.
interrupted-send = Envoyer maintenant
join-title = Créer un compte
join-lead = Un compte sert à donner des photos. Pour les réutiliser, pas besoin de compte.
join-closed = Ici, l’équipe crée les comptes. Demandez-lui-en un.
join-button = Créer mon compte
join-have-account = Déjà un compte ?
set-up-title = Bienvenue dans Zef
set-up-lead = Voici le premier compte, celui qui administre la photothèque. Cette adresse ne sert qu’une fois.
set-up-button = Créer le compte d’administration
field-name = Votre nom
field-name-help = Tel qu’il apparaît sur votre page. Un pseudonyme convient.
field-handle = Identifiant
field-handle-help = 2 à 40 caractères : lettres sans accent, chiffres ou traits d’union. Il commence par une lettre, sert à vous connecter et forme l’adresse de votre page.
field-password = Mot de passe
field-password-help = 12 caractères au moins. Une phrase que vous retiendrez convient très bien.
field-password-current = Mot de passe actuel
field-password-new = Nouveau mot de passe
field-invitation = Code d’invitation
field-invitation-help = La personne qui vous invite vous l’a donné.
account-title = Mon compte
account-public-page = Ma page publique
logout-button = Se déconnecter
role-contributor = Contributeur, contributrice
role-curator = Conservateur, conservatrice
role-moderator = Modérateur, modératrice
role-admin = Administration
credit-title = Votre nom, tel qu’il sera cité
credit-note = Proposé à chaque nouvelle photo ; celles déjà données gardent leur mention.
field-credit-name = Nom cité
field-credit-url = Votre page web
password-title = Mot de passe
password-note = Le changer déconnecte vos autres appareils et met fin à vos jetons d’accès.
password-button = Changer le mot de passe
sessions-title = Appareils connectés
sessions-note = Sur un ordinateur partagé, vous avez peut-être oublié de vous déconnecter. Cela met fin aussi à vos jetons d’accès.
sessions-button = Me déconnecter partout
tokens-title = Jetons d’accès
tokens-note = Pour qu’un programme agisse à votre place. Si ce mot ne vous dit rien, vous n’en avez pas besoin. Changer de mot de passe ou se déconnecter partout y met fin.
token-new-title = Votre nouveau jeton
token-new-note = Copiez-le maintenant : il ne sera plus montré.
token-copy = Copier le jeton
token-copied = Jeton copié
token-selected = Le jeton est sélectionné : copiez-le avec Ctrl + C.
token-created = créé le { $day }
token-expires = expire le { $day }
token-revoke = Révoquer
token-button = Créer un jeton
field-token-label = À quoi servira ce jeton ?
field-token-days = Durée de validité, en jours

## Relecture
review-title = À relire
review-count =
    { $count ->
        [one] Une photo à relire
       *[other] { $count } photos à relire, les plus anciennes d’abord
    }
review-unseen =
    { $count ->
        [one] Une photo déjà publique, à relire
       *[other] { $count } photos déjà publiques, à relire
    }
review-first = Début
review-next = Suite
review-withdrawn = Ce fichier a été retiré le { $day } : « { $reason } »
review-withdrawn-unsaid = Ce fichier a été retiré le { $day }, sans motif.
review-withdrawn-see = Voir l’avis de retrait
review-credits-another = { $giver } dit l’avoir prise, mais l’auteur crédité est { $author }.
review-giver-suspended = Le compte « { $name } » est suspendu.
review-author-withheld = Auteur non nommé, à sa demande
review-empty-title = Tout est relu. Merci.
review-no-alt = Photo à relire, sans description
review-source-own = La personne qui la donne dit l’avoir prise
review-source-unasked = Donnée par un programme, qui n’a pas dit qui l’a prise
review-source-permission = { $name } dit avoir l’accord de l’auteur
review-source-archive = Selon { $name }, la photo vient d’une archive
review-source-public-domain = Selon { $name }, la photo est dans le domaine public
review-no-licence = Aucune
review-publish = Publier
review-request-change = Demander une correction
review-refuse = Refuser
review-public-unseen = Déjà publique, sans relecture : la personne qui l’a donnée est de confiance, mais le fichier contredit ses réponses.
review-vouched = La personne qui l’a donnée confirme qu’elle en a le droit.
review-place-confirmed = La personne qui l’a donnée confirme que le lieu et la position sont justes.
review-earlier = Motif de la dernière relecture :
review-reply = { $name } répond :
review-leave-public = La laisser publique
review-see-or-withdraw = La voir ou la retirer
review-reason-kept = Le motif que vous aviez écrit :
reason-published = Cette photo est déjà publiée dans la photothèque.
reason-people = On reconnaît une personne : dites-nous si elle est d’accord pour être montrée.
reason-author = Qui a pris cette photo ? Le nom donné et celui inscrit dans le fichier diffèrent.
reason-artwork = La photo montre une œuvre récente, protégée par le droit d’auteur : il faut l’accord de son auteur.
reason-title = Ajoutez un titre et une phrase qui dit ce que l’on voit.
reason-blurred = La photo est trop floue ou trop petite pour servir. En avez-vous une autre ?
reason-subject = La photo ne correspond pas à l’objet de cette photothèque.
login-to-give = Pour donner des photos, connectez-vous ou créez un compte : une minute suffit.
login-to-give-closed = Pour donner des photos, connectez-vous. Ici, l’équipe crée les comptes : demandez-lui-en un.
forget-title = Être oublié
forget-note = Demandez à qui administre cette photothèque d’oublier votre compte, ou une de vos photos : il n’en reste alors rien ici. Les photos déjà publiées peuvent rester, sans votre compte. Les licences accordées sont définitives, et les copies déjà emportées restent où elles sont.
